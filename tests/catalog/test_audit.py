"""What may be wrong in a survey is found, each with what mends it; what is right is left in peace."""

from __future__ import annotations

import shlex
from datetime import timedelta
from typing import Any

import pytest

from survey.catalog import edit
from survey.catalog.audit import audit
from survey.catalog.summaries import keep_lines
from survey.cli.verbs import VERBS
from survey.model.audit import Fault, Finding
from survey.model.record import Record, Repository, Result, Status, Summary, Venue, VenueKind
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf
from tests.model.making import record

WHOLE: dict[str, Any] = {
    "title": "Lanterns in the Fog", "authors": "Ada Moreau", "year": 2020, "abstract": "We look.",
    "ids": ["arxiv:2001.00001"],
}  # fmt: skip
CVPR = Venue("CVPR", VenueKind.CONFERENCE)
KEY = "moreau2020lanterns"


def whole(source: str = "arxiv", key: str = "1", **said: Any) -> Record:
    """A paper with nothing wrong, but for what is said."""
    return record(source, key, **{**WHOLE, **said})


def found(shelf: Shelf, days: int = 1) -> list[Finding]:
    """What an audit finds so many days later."""
    with shelf.catalog.reading() as reader:
        return audit(reader, NOW + timedelta(days=days))


def result(printed: str, value: float, **said: Any) -> Result:
    """An accuracy on one benchmark."""
    return Result(
        task="Reading", dataset="Long Docs", metric="Accuracy", model=None, printed=printed, value=value, **said
    )


def test_a_paper_with_nothing_wrong_is_not_named(shelf: Shelf) -> None:
    shelf.add(whole(repositories=(Repository(url="https://github.com/a/b", stars=3),), results=(result("81", 81.0),)))

    assert found(shelf) == []


def test_what_is_only_found_is_not_looked_at(shelf: Shelf) -> None:
    shelf.take(record(title="Tides", status=Status.RETRACTED), whole(key="2"))
    shelf.take(whole("crossref", "3", ids=["doi:10.1234/y"], venue=CVPR, year=2024))

    assert found(shelf) == []


@pytest.mark.parametrize(
    ("said", "fault", "mend"),
    [
        ({"status": Status.RETRACTED}, Fault.RETRACTED, f"survey rm {KEY}"),
        ({"status": Status.WITHDRAWN}, Fault.WITHDRAWN, f"survey rm {KEY}"),
        ({"ids": [], "venue": CVPR}, Fault.NAMELESS, f"survey set {KEY} doi=DOI"),
        ({"ids": ["doi:10.1234/x"]}, Fault.VENUE, f"survey set {KEY} venue=VENUE"),
        ({"year": None}, Fault.YEAR, "survey set moreaulanterns year=YEAR"),
        ({"abstract": None}, Fault.ABSTRACT, f"survey refresh {KEY}"),
        (
            {"repositories": (Repository(url="https://github.com/a/b", archived=True),)},
            Fault.ARCHIVED,
            f"survey set {KEY} code=URL",
        ),
        (
            {"repositories": (Repository(url="https://github.com/a/b", gone=True),)},
            Fault.GONE,
            f"survey set {KEY} code=URL",
        ),
    ],
)
def test_what_a_paper_shows_to_be_wrong_is_found_with_what_mends_it(
    shelf: Shelf, said: dict[str, Any], fault: Fault, mend: str
) -> None:
    shelf.add(whole(**said))

    (finding,) = found(shelf)

    assert (finding.fault, finding.mend) == (fault, mend)


def test_code_that_is_gone_is_no_matter_where_other_code_is_there(shelf: Shelf) -> None:
    gone = Repository(url="https://github.com/a/b", gone=True, official=True)
    shelf.add(whole(repositories=(gone, Repository(url="https://github.com/c/d"))))

    assert found(shelf) == []


def test_a_preprint_of_which_the_catalog_holds_the_published_paper(shelf: Shelf) -> None:
    (paper,) = shelf.add(whole())
    appeared = whole("crossref", "2", ids=["doi:10.1234/y"], venue=CVPR, year=2024, title="Lanterns in the fog.")
    assert shelf.take(appeared).papers["crossref", "2"] != paper

    findings = {each.fault: each for each in found(shelf)}

    assert findings[Fault.PUBLISHED].papers[0] == KEY
    assert "appeared in CVPR 2024" in findings[Fault.PUBLISHED].text
    assert findings[Fault.PUBLISHED].mend == f"survey same {' '.join(findings[Fault.PUBLISHED].papers)}"


def test_one_by_other_authors_or_that_the_user_called_different_is_none(shelf: Shelf) -> None:
    (paper,) = shelf.add(whole(year=2010))
    others = whole("crossref", "2", ids=["doi:10.1234/y"], venue=CVPR, authors="Bo Diaz", year=2021)
    same = whole("crossref", "3", ids=["doi:10.1234/z"], venue=CVPR, year=2024)
    papers = shelf.take(others, same).papers
    edit.judge(shelf.catalog, paper, papers["crossref", "3"], Sameness.DIFFERENT, now=NOW)

    assert Fault.PUBLISHED not in {each.fault for each in found(shelf)}


def test_a_pair_that_waits_for_a_decision_is_named_with_both_answers(shelf: Shelf) -> None:
    shelf.add(whole(), whole("crossref", "2", ids=["doi:10.1234/y"], year=2015))
    assert len(shelf.pairs()) == 1

    pair = next(each for each in found(shelf) if each.fault is Fault.PAIR)

    one, other = pair.papers
    assert pair.mend == f"survey same {one} {other}, or survey different {one} {other}"


def test_a_share_of_one_among_per_cent_is_found(shelf: Shelf) -> None:
    shelf.add(
        whole(results=(result("0.815", 0.815),)),
        whole(key="2", title="Tides", ids=["arxiv:2001.00002"], results=(result("88.1", 88.1),)),
    )

    (finding,) = found(shelf)

    assert finding.fault is Fault.SCALES
    assert finding.text == "Reading on Long Docs, Accuracy: 0.815 is a share of one, where others are per cent"
    assert finding.mend == f"survey set {KEY} result Reading 'Long Docs' Accuracy VALUE"


def test_values_that_differ_between_sources_are_found(shelf: Shelf) -> None:
    shelf.add(whole("papers_with_code", results=(result("81.5", 81.5, split="dev"),)))
    shelf.add(whole("other", "2", results=(result("80", 80.0, split="dev"),)))

    (finding,) = found(shelf)

    assert finding.fault is Fault.DISPUTED
    assert finding.text == "Reading on Long Docs dev, Accuracy: 81.5 (papers_with_code) / 80 (other)"
    assert finding.mend.endswith("VALUE --split dev")


def by_doi(source: str, **said: Any) -> Record:
    """What a source says of the paper as it was published."""
    return whole(source, source, **{"ids": ["doi:10.1234/x", "arxiv:2001.00001"], "venue": CVPR, "year": 2021, **said})


@pytest.mark.parametrize(
    ("field", "typed", "fault", "mend"),
    [
        ("venue", ["ICML", "conference"], Fault.VENUES, f"survey set {KEY} venue=CVPR"),
        ("venue", ["arXiv", "preprint"], Fault.PUBLISHED, f"survey set {KEY} venue=CVPR year=2021"),
        ("year", 2012, Fault.YEARS, f"survey set {KEY} year=2021"),
        ("authors", ["Bo Diaz", "Ada Moreau"], Fault.AUTHORS, f"survey set {KEY} 'authors=Ada Moreau; Bo Diaz'"),
    ],
)
def test_what_you_say_and_no_source_does_is_found(
    shelf: Shelf, field: str, typed: Any, fault: Fault, mend: str
) -> None:
    both = "Ada Moreau; Bo Diaz"
    (paper,) = shelf.add(whole(authors=both))
    shelf.take(by_doi("crossref", authors=both))
    edit.edit_paper(shelf.catalog, paper, {field: typed}, now=NOW)

    (finding,) = found(shelf)

    assert (finding.fault, finding.mend) == (fault, mend)
    assert finding.on == "2026-11-20"


def test_a_wrong_word_in_a_bibliography_is_no_matter_where_a_source_is_shown_instead(shelf: Shelf) -> None:
    shelf.add(by_doi("file", authors="Bo Diaz; Ada Moreau", year=2012))

    shelf.take(by_doi("crossref", authors="Ada Moreau; Bo Diaz"))

    assert [view["year"] for view in shelf.views()] == [2021]
    assert found(shelf) == []


def test_a_source_is_held_to_be_wrong_where_two_others_say_the_same(shelf: Shelf) -> None:
    shelf.add(by_doi("crossref", year=2019), by_doi("openalex", year=2021))
    alone = found(shelf)

    shelf.take(by_doi("semantic_scholar", year=2021))

    assert alone == []
    (finding,) = found(shelf)
    assert (finding.fault, finding.source) == (Fault.YEARS, "semantic_scholar")


def test_a_retraction_says_who_told_it_and_when(shelf: Shelf) -> None:
    shelf.add(whole(), by_doi("crossref", status=Status.RETRACTED))

    finding = found(shelf)[0]

    assert (finding.fault, finding.source, finding.on) == (Fault.RETRACTED, "crossref", "2026-11-20")


WASPS = "We hear the song of wasps."


@pytest.mark.parametrize(
    ("said_by", "mend"),
    [("semantic_scholar", f"survey set {KEY} summary=TEXT"), ("llm", f"survey summarize {KEY} --by llm")],
)
def test_a_line_that_is_older_than_the_abstract_is_found(shelf: Shelf, said_by: str, mend: str) -> None:
    line = Summary("Theirs.", said_by)
    (paper,) = shelf.add(whole())
    if said_by == "llm":
        keep_lines(shelf.catalog, {paper: line}, "llm", now=NOW)
    else:
        shelf.take(whole(said_by, "2", abstract=None, summary=line))
    before = found(shelf)

    shelf.take(whole(abstract=WASPS), now=LATER)

    assert before == []
    (finding,) = found(shelf, days=40)
    assert (finding.fault, finding.source, finding.mend) == (Fault.OUTDATED, said_by, mend)
    assert finding.text == f"its line is of 2026-11-20 ({said_by}), its abstract of 2026-12-24"


def test_a_line_is_not_outdated_by_an_abstract_spelt_otherwise_by_the_first_or_by_an_older_one(shelf: Shelf) -> None:
    line = Summary("Theirs.", "semantic_scholar")
    shelf.add(whole(), whole("semantic_scholar", "2", abstract=None, summary=line))
    second = {"title": "Tides", "ids": ["arxiv:2001.00002"]}
    shelf.add(whole("semantic_scholar", "3", **second, abstract=None, summary=line))

    shelf.take(whole(abstract="We  look!"), whole("arxiv", "4", **second), now=LATER)

    assert found(shelf, days=40) == []


def test_a_line_made_anew_for_the_new_abstract_is_not_outdated(shelf: Shelf) -> None:
    (paper,) = shelf.add(whole())
    keep_lines(shelf.catalog, {paper: Summary("Ours.", "llm")}, "llm", now=NOW)
    shelf.take(whole(abstract=WASPS), now=LATER)

    keep_lines(shelf.catalog, {paper: Summary("Ours.", "llm")}, "llm", now=LATER)

    assert found(shelf, days=40) == []


def test_only_what_was_not_heard_of_for_a_year_is_stale(shelf: Shelf) -> None:
    (paper,) = shelf.add(whole())
    edit.write_note(shelf.catalog, paper, "dim", now=NOW + timedelta(days=300))

    assert found(shelf, days=365) == []
    (finding,) = found(shelf, days=366)
    assert finding == Finding(
        Fault.STALE, (KEY,), "nobody was asked about it since 2026-11-20", f"survey refresh {KEY}"
    )


def test_the_gravest_come_first_and_every_command_is_one_of_ours(shelf: Shelf) -> None:
    shelf.add(record(title="Tides"), whole(key="2", status=Status.RETRACTED))

    findings = found(shelf, days=400)

    faults = list(Fault)
    assert [each.fault for each in findings] == sorted((each.fault for each in findings), key=faults.index)
    for each in findings:
        program, verb, *_ = shlex.split(each.mend)
        assert (program, verb in VERBS) == ("survey", True)
