"""What may be wrong in a survey is found, each with what mends it; what is right is left in peace."""

from __future__ import annotations

import shlex
from datetime import timedelta
from typing import Any

import pytest

from survey.catalog import edit
from survey.catalog.audit import audit
from survey.cli.verbs import VERBS
from survey.model.audit import Fault, Finding
from survey.model.record import Record, Repository, Result, Status, Venue, VenueKind
from survey.model.same_work import Sameness
from tests.catalog.making import NOW, Shelf
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
        ({"ids": []}, Fault.NAMELESS, f"survey set {KEY} doi=DOI"),
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
