"""CSL-JSON, Zotero's JSON, and the JSON of `survey` itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from survey.bibliographies.entry import FILE
from survey.model.fold import Said, Taken, fold_paper
from survey.model.identifier import Identifier
from survey.model.record import (
    Citations,
    Direction,
    Record,
    Repository,
    Result,
    Status,
    Summary,
    Venue,
    VenueKind,
)
from tests.bibliographies.files import by_id, held, name_of, names, read

CSL = by_id(held("csl.json"))


def csl(**fields: Any) -> Record:
    (found,) = read(json.dumps([{"id": "k", "title": "T", **fields}])).entries
    return found.record


def test_a_csl_entry_is_a_record() -> None:
    found = CSL["vaswani2017"]

    assert (found.line, name_of(found)) == (2, "csl.json#vaswani2017")
    assert found.record.title == "Attention Is All You Need"
    assert found.record.authors == ("Ashish Vaswani", "The Example Group", "Johannes van der Waals Jr.")
    assert (found.record.year, found.record.published) == (2017, date(2017, 12, 4))
    assert found.record.venue == Venue("Advances in Neural Information Processing Systems", VenueKind.CONFERENCE)
    assert names(found) == {"doi:10.5555/3295222", "arxiv:1706.03762"}
    assert dict(found.record.details)["volume"] == "30"
    assert found.notes == ("Read twice.",)
    assert found.fields == (("custom", '{"kept": true}'),)


def test_a_date_may_be_a_text() -> None:
    assert CSL["7"].record.year == 2012
    assert csl(issued={"date-parts": [[2019, 5]]}).published is None
    assert csl(issued={"date-parts": [["2019"]]}).year == 2019
    assert csl(issued=None).year is None


def test_a_broken_entry_is_told_with_its_line_and_the_rest_is_read() -> None:
    (broken,) = held("csl.json").broken

    assert (broken.key, broken.why) == ("broken", "line 11: broken JSON on line 11 (Expecting value)")
    assert CSL["after"].record.venue == Venue("The Book", VenueKind.BOOK)


def test_parts_of_the_wrong_kind_say_nothing() -> None:
    record = csl(author="Doe, A.", page=None, volume=[1], DOI=7, ISSN={"a": 1}, issued={"date-parts": "2019"})

    assert record.authors == ()
    assert record.details == ()
    assert record.identifiers == frozenset()


def test_lines_of_json_are_a_bibliography_too() -> None:
    bibliography = read('{"id": "a", "title": "A", "type": "book"}\n{"id": "b", "title": "B", "type": "book"}\n')

    assert [(each.id, each.line) for each in bibliography.entries] == [("a", 1), ("b", 2)]


def test_a_better_bibtex_export_has_collections_as_tags() -> None:
    (found,) = held("better_bibtex.json").entries

    assert found.id == "he2016"
    assert found.tags == ("to read", "Transformers")
    assert found.notes == ("Seminal.",)
    assert found.record.authors == ("Kaiming He",)
    assert found.record.venue == Venue("CVPR", VenueKind.CONFERENCE)
    assert names(found) == {"doi:10.1109/cvpr.2016.90", "pmid:123456"}


def test_an_answer_of_zoteros_web_service_is_read() -> None:
    item = {"key": "ABCD1234", "data": {"itemType": "journalArticle", "title": "T", "tags": [{"tag": "x"}]}}

    (found,) = read(json.dumps([item])).entries

    assert (found.id, found.record.title, found.tags) == ("ABCD1234", "T", ("x",))


WHOLE = Record(
    source=FILE,
    key="?",
    title="A title with everything",
    authors=("Anna Doe", "철수 김"),
    year=2021,
    published=date(2021, 6, 17),
    venue=Venue("ICLR", VenueKind.CONFERENCE),
    abstract="One line.",
    identifiers=frozenset(
        {Identifier("arxiv", "2106.09685"), Identifier("doi", "10.1234/x"), Identifier("doi", "10.1234/y")}
    ),
    url="https://arxiv.org/abs/2106.09685",
    pdf="https://arxiv.org/pdf/2106.09685",
    repositories=(
        Repository(
            url="https://github.com/doe/x", official=True, stars=7, gone=False, checked_on=date(2024, 1, 3), source=FILE
        ),
    ),
    citations=Citations(9, date(2024, 1, 3)),
    summary=Summary("It does everything.", "hand"),
    results=(
        Result(task="QA", dataset="D", metric="F1", model="X", printed="87.2%", value=87.2, direction=Direction.UP),
    ),
    status=Status.RETRACTED,
    details=(("pages", "1-2"), ("volume", "3")),
)


def test_what_survey_writes_reads_back_whole() -> None:
    view = fold_paper(
        [Taken(WHOLE, "2024-01-03")],
        Said(key="doe2021title", tags=("peft",), notes=(("Good.", "2024-01-04"), ("Very.", "2024-01-05"))),
    )

    bibliography = read(json.dumps([view]))
    (found,) = bibliography.entries

    assert bibliography.form == "json"
    assert (found.id, found.tags, found.notes) == ("doe2021title", ("peft",), ("Good.", "Very."))
    assert replace(found.record, key="?") == WHOLE


def test_a_paper_in_another_shape_than_survey_writes_is_told() -> None:
    papers: list[dict[str, Any]] = [
        {"key": "a", "identifiers": {}, "links": {}, "title": "T", "repositories": [{"url": 5}]},
        {"key": "b", "identifiers": {}, "links": {}},
        {"key": "c", "identifiers": {"doi": 7}, "links": {}, "title": "C", "year": True},
    ]

    bibliography = read(json.dumps(papers))

    assert [(each.key, "line 1: " in each.why) for each in bibliography.broken] == [("a", True), ("b", True)]
    assert [(each.id, each.record.year) for each in bibliography.entries] == [("c", None)]


def test_only_the_markup_that_csl_knows_is_no_text() -> None:
    assert csl(title="<b>Bold</b> a<b and <x> &amp; R&D &lt;i&gt;").title == "Bold a<b and <x> & R&D <i>"


def test_an_article_in_no_periodical_is_a_preprint() -> None:
    assert csl(type="article", **{"container-title": "Doors Online"}).venue == Venue("Doors Online", VenueKind.PREPRINT)
