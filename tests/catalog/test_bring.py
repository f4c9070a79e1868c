"""What files wish for papers, in bulk: keys, tags, notes, and taking all of it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from survey.catalog.bring import Wish, bring_papers
from survey.catalog.change import undo
from survey.catalog.edit import add_papers, write_note
from survey.catalog.find import find_paper
from survey.catalog.take import take
from survey.catalog.upkeep import check, refold
from survey.model.record import Record
from tests.catalog.making import NOW, faults

if TYPE_CHECKING:
    from survey.catalog.catalog import Catalog
    from survey.model.view import PaperView
    from tests.catalog.making import Shelf

TITLES = ("On Doors", "The Nature of Windows", "Roofs Seen From Above")


@pytest.fixture
def catalog(shelf: Shelf) -> Catalog:
    return shelf.catalog


def _taken(catalog: Catalog, *titles: str) -> list[int]:
    """Papers with these titles, which are only found."""
    records = [Record(source="file", key=title, title=title, authors=("Ada Roe",), year=2020) for title in titles]
    papers = take(catalog, records, now=NOW).papers
    return [papers["file", title] for title in titles]


def _views(catalog: Catalog) -> dict[int, PaperView]:
    with catalog.reading() as reader:
        return {paper: json.loads(view) for paper, view in reader.execute("SELECT id, view FROM paper")}


def _key(catalog: Catalog, paper: int) -> str:
    with catalog.reading() as reader:
        ((key,),) = reader.execute("SELECT cite_key FROM paper WHERE id = ?", (paper,))
    assert _views(catalog)[paper]["key"] == key
    return str(key)


def test_a_paper_is_added_under_the_key_that_is_wished_for_it(catalog: Catalog) -> None:
    doors, windows, _ = _taken(catalog, *TITLES)

    new = bring_papers(catalog, [Wish(doors, "Roe:2020"), Wish(windows)], "add refs.bib", now=NOW)

    assert new == {doors, windows}
    assert (_key(catalog, doors), _key(catalog, windows)) == ("Roe:2020", "roe2020nature")
    assert _views(catalog)[doors]["added"] == NOW.date().isoformat()


def test_what_is_shown_is_what_settling_anew_shows(catalog: Catalog) -> None:
    doors, windows, roofs = _taken(catalog, *TITLES)

    bring_papers(
        catalog,
        [Wish(doors, "a", ("to read", "peft"), ("Seen.",)), Wish(windows, "b"), Wish(roofs, None, ("peft",))],
        "add refs.bib",
        now=NOW,
    )
    before = _views(catalog)
    refold(catalog)

    assert _views(catalog) == before
    assert before[doors]["tags"] == ["peft", "to read"]
    with catalog.reading() as reader:
        assert check(reader) == []


def test_words_of_tags_and_notes_are_found_as_if_they_were_settled(shelf: Shelf) -> None:
    paper, other = _taken(shelf.catalog, *TITLES[:2])
    write_note(shelf.catalog, paper, "β was seen before", now=NOW)

    bring_papers(
        shelf.catalog,
        [Wish(paper, None, ("to read", "딥러닝"), ("Of doors.",)), Wish(other, "mine", ("a",), ("Ünlike $x$",))],
        "add x.bib",
        now=NOW,
    )

    statement = "SELECT id, said, spelt, view FROM paper ORDER BY id"
    before = shelf.rows(statement)
    assert faults(shelf.path) == []
    refold(shelf.catalog)
    assert shelf.rows(statement) == before


def test_two_papers_may_change_keys_and_one_that_was_only_found_gives_its_key_up(catalog: Catalog) -> None:
    doors, windows, roofs = _taken(catalog, *TITLES)
    keys = [_key(catalog, paper) for paper in (doors, windows, roofs)]

    bring_papers(catalog, [Wish(doors, keys[1]), Wish(windows, keys[0]), Wish(doors, keys[2])], "add", now=NOW)

    assert (_key(catalog, doors), _key(catalog, windows)) == (keys[1], keys[0])
    assert _key(catalog, roofs) not in keys
    with catalog.reading() as reader:
        assert find_paper(reader, keys[2]) == doors


def test_a_key_of_the_survey_is_nobody_elses_and_a_paper_of_it_keeps_its_own(catalog: Catalog) -> None:
    doors, windows, _ = _taken(catalog, *TITLES)
    bring_papers(catalog, [Wish(doors, "mine")], "add", now=NOW)

    new = bring_papers(catalog, [Wish(windows, "mine"), Wish(doors, "other")], "add", now=NOW)

    assert new == {windows}
    assert (_key(catalog, doors), _key(catalog, windows)) == ("mine", "roe2020nature")
    with catalog.reading() as reader:
        assert find_paper(reader, "other") == doors


def test_twice_is_once(catalog: Catalog) -> None:
    doors, windows, _ = _taken(catalog, *TITLES)
    wishes = [Wish(doors, "a", ("peft",), ("Seen.", "Seen.")), Wish(windows, "b"), Wish(windows, "c", ("peft",))]
    bring_papers(catalog, wishes, "add", now=NOW)
    before = _views(catalog)

    assert bring_papers(catalog, wishes, "add", now=NOW) == set()

    assert _views(catalog) == before
    assert [note["text"] for note in before[doors]["notes"]] == ["Seen."]


def test_what_the_user_said_before_stays_and_a_note_is_not_written_twice(catalog: Catalog) -> None:
    (doors,) = _taken(catalog, TITLES[0])
    add_papers(catalog, [doors], now=NOW, tags=["mine"])
    write_note(catalog, doors, "Seen.", now=NOW)

    bring_papers(catalog, [Wish(doors, "k", ("theirs",), ("Seen.", "Seen again."))], "add", now=NOW)

    view = _views(catalog)[doors]
    assert view["tags"] == ["mine", "theirs"]
    assert [note["text"] for note in view["notes"]] == ["Seen.", "Seen again."]


def test_one_undo_takes_all_of_it_back(catalog: Catalog) -> None:
    doors, windows, roofs = _taken(catalog, *TITLES)
    before = _views(catalog)
    bring_papers(
        catalog,
        [Wish(doors, "roe2020nature", ("peft",), ("Seen.",)), Wish(windows), Wish(roofs, "x")],
        "add refs.bib",
        now=NOW,
    )

    assert undo(catalog, now=NOW) == "add refs.bib"

    after = _views(catalog)
    assert all(view["added"] is None and not view["tags"] and not view["notes"] for view in after.values())
    assert {view["title"] for view in after.values()} == {view["title"] for view in before.values()}
    with catalog.reading() as reader:
        assert check(reader) == []
