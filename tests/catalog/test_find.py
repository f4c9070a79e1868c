"""Which paper is meant, and what the catalog knows when many are asked about at once."""

from __future__ import annotations

import pytest

from survey.catalog import edit, known, read
from survey.catalog.read import Selection
from survey.model.errors import AskedWronglyError, WhichPaperError
from survey.model.record import Repository, Summary
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf
from tests.model.making import name, record

LANTERNS = record(
    "semantic_scholar",
    title="Sparse Lanterns for Long Documents",
    authors="Ada Moreau; Bo Lindqvist",
    year=2021,
    ids=["arxiv:2001.00001"],
    venue="NIPS",
    abstract="We read in the dark.",
    citations=7,
    summary=Summary("Reading made bright.", "hand"),
)
TIDES = record("crossref", "t", title="Tidal Graphs", authors="Cy Núñez", year=2019, ids=["doi:10.1000/tides"])


@pytest.mark.parametrize(
    "asked",
    [
        "moreau2021sparse",
        "2001.00001",
        "https://arxiv.org/abs/2001.00001v3",
        "sparse lanterns",
        "LANTERNS for long documents",
        "sparse lanterns\ud800",
    ],
)
def test_a_paper_is_found_by_any_of_its_names(shelf: Shelf, asked: str) -> None:
    paper, _ = shelf.add(LANTERNS, TIDES)

    assert shelf.paper(asked) == paper


@pytest.mark.parametrize("asked", ["zeppelins", "2001.99999", "", "?"])
def test_what_names_no_paper_is_told_as_such(shelf: Shelf, asked: str) -> None:
    shelf.add(LANTERNS)

    with pytest.raises(WhichPaperError, match="no paper here answers"):
        shelf.paper(asked)


def test_what_names_several_papers_lists_their_keys(shelf: Shelf) -> None:
    shelf.add(LANTERNS, record(key="2", title="Lanterns, again", year=2022))

    with pytest.raises(WhichPaperError) as told:
        shelf.paper("lanterns")

    assert "moreau2021sparse" in str(told.value.hint)
    assert "lanterns2022again" in str(told.value.hint)


def test_a_whole_title_goes_before_a_piece_of_one_and_the_survey_before_what_was_found(shelf: Shelf) -> None:
    shelf.take(record(key="2", title="Lanterns and more"))
    paper, _ = shelf.add(record(key="3", title="Lanterns"), record(key="4", title="Lanterns and less"))

    assert shelf.paper("lanterns") == paper
    assert shelf.paper("lanterns and") == shelf.paper("lanterns and less")


@pytest.mark.parametrize(
    ("selection", "keys"),
    [
        (Selection(), ["moreau2021sparse", "nunez2019tidal"]),
        (Selection("lantern"), ["moreau2021sparse"]),
        (Selection("reading dark"), ["moreau2021sparse"]),
        (Selection('"in the dark"'), ["moreau2021sparse"]),
        (Selection('"dark the in"'), []),
        (Selection("bright"), ["moreau2021sparse"]),
        (Selection("nunez"), ["nunez2019tidal"]),
        (Selection("neurips"), ["moreau2021sparse"]),
        (Selection("tid"), ["nunez2019tidal"]),
        (Selection("AND OR NOT ( * ^"), []),
        (Selection("?"), []),
        (Selection("text on authors"), []),
        (Selection(since=2020), ["moreau2021sparse"]),
        (Selection(until=2020), ["nunez2019tidal"]),
        (Selection(venue="neurips"), ["moreau2021sparse"]),
        (Selection(venue="Advances in Neural Information Processing Systems"), ["moreau2021sparse"]),
        (Selection(has=("summary",)), ["moreau2021sparse"]),
        (Selection(has=("code",)), []),
        (Selection(sort="year"), ["moreau2021sparse", "nunez2019tidal"]),
        (Selection(sort="citations"), ["moreau2021sparse", "nunez2019tidal"]),
        (Selection(sort="title"), ["moreau2021sparse", "nunez2019tidal"]),
        (Selection(sort="key"), ["moreau2021sparse", "nunez2019tidal"]),
    ],
)
def test_papers_of_the_survey_are_selected(shelf: Shelf, selection: Selection, keys: list[str]) -> None:
    shelf.add(LANTERNS, TIDES)
    shelf.take(record(key="found", title="Lantern that was only found", year=2021))

    assert shelf.keys(selection) == keys


def test_words_of_notes_and_tags_are_found_until_they_go(shelf: Shelf) -> None:
    (paper,) = shelf.add(LANTERNS)
    edit.write_note(shelf.catalog, paper, "Compare with candles", now=NOW)
    edit.tag_paper(shelf.catalog, paper, on=["glow"], off=[], now=NOW)

    assert shelf.keys(Selection("candles glow")) == ["moreau2021sparse"]

    edit.tag_paper(shelf.catalog, paper, on=[], off=["glow"], now=NOW)

    assert shelf.keys(Selection("glow")) == []
    assert shelf.keys(Selection(tags=("glow",))) == []


@pytest.mark.parametrize("selection", [Selection(sort="colour"), Selection(has=("colour",))])
def test_what_cannot_be_selected_by_is_asked_wrongly(shelf: Shelf, selection: Selection) -> None:
    with pytest.raises(AskedWronglyError):
        shelf.keys(selection)


def test_the_past_of_a_paper_is_told(shelf: Shelf) -> None:
    (paper,) = shelf.add(record(title="Lanterns", citations=1))
    shelf.take(record(title="Lanterns, revised", citations=5), now=LATER)

    with shelf.catalog.reading() as reader:
        history, counts = read.history(reader, paper), read.counts(reader, paper)
        totals = read.totals(reader)

    assert [(each["says"]["title"], each["superseded"] is None) for each in history] == [
        ("Lanterns, revised", True),
        ("Lanterns", False),
    ]
    assert counts == [
        {"source": "arxiv", "on": "2026-11-20", "count": 1},
        {"source": "arxiv", "on": "2026-12-24", "count": 5},
    ]
    assert totals == {"papers": 1, "found": 0, "records": 2, "pairs": 0}


def test_a_number_that_a_source_gave_leads_to_what_its_paper_became(shelf: Shelf) -> None:
    one, other = shelf.add(LANTERNS, TIDES)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    with shelf.catalog.reading() as reader:
        first, second = read.views_of(reader, [one, other])
        assert read.history(reader, other) == read.history(reader, one)

    assert first == second
    assert known.added_papers(shelf.catalog, [one, other]) == {one, other}
    assert known.names_of_papers(shelf.catalog, [other]) == {one: {name("2001.00001"), name("10.1000/tides")}}


def test_many_are_asked_about_at_once(shelf: Shelf) -> None:
    code = record(key="c", title="Code", repositories=(Repository(url="https://github.com/a/b"),))
    one, other, third = shelf.add(LANTERNS, TIDES, code)
    (found,) = shelf.take(record(key="found", title="Only found")).new

    catalog = shelf.catalog
    assert known.owners(catalog, [name("10.1000/tides"), name("10.1000/none")]) == {name("10.1000/tides"): other}
    assert known.added_papers(catalog, [one, found, 999]) == {one}
    assert known.repositories_of(catalog, [one, third]) == ["https://github.com/a/b"]
    assert known.titled(catalog, "tidal graphs") == {other: "nunez2019tidal"}
    assert known.titled_each(catalog, ["tidal graphs", "only found", "none"]) == {
        title: known.titled(catalog, title) for title in ("tidal graphs", "only found")
    }
    assert known.stale_papers(catalog, LATER.isoformat()) == [one, other, third]
    assert known.stale_papers(catalog, NOW.isoformat()) == []


def test_nothing_is_known_where_there_is_no_catalog(shelf: Shelf) -> None:
    shelf.catalog.close()
    shelf.path.unlink()

    assert known.owners(shelf.catalog, [name("2001.00001")]) == {}
    assert known.titled(shelf.catalog, "lanterns") == {}
    assert known.names_of_papers(shelf.catalog, []) == {}
    assert known.added_papers(shelf.catalog, []) == set()
