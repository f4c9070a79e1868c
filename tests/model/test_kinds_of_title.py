"""What titles say of notes, editions and parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.kinds_of_title import Titled, is_later_part, is_marked, is_note, noted, titled

WORK = "fog in the harbours of the north"
NOTE, TRANSLATED, AGAIN = (
    "one is a note on the other",
    "one is a translation of the other",
    "one is a republication of the other",
)


@pytest.mark.parametrize("title", ["corrigendum fog", "corrigedum fog", "a comment on fog", "reply to ana diaz"])
def test_a_note_is_known_by_how_it_begins(title: str) -> None:
    assert is_note(title)
    assert not is_note("correcting fog with lenses")


@pytest.mark.parametrize(
    ("title", "how"),
    [
        (f"erratum to {WORK}", NOTE),
        (f"errata {WORK}", NOTE),
        (f"author s corrigendum to the article {WORK}", NOTE),
        (f"correction to {WORK}", NOTE),
        (f"{WORK} erratum", NOTE),
        (f"{WORK} vol 7 pg 12 2019", NOTE),
        (f"retraction notice to {WORK}", NOTE),
        (f"retraction {WORK}", NOTE),
        (f"{WORK} retraction notice", NOTE),
        (f"expression of concern {WORK}", NOTE),
        (f"comment on {WORK}", NOTE),
        (f"{WORK} comment", NOTE),
        (f"reply to comments on {WORK}", NOTE),
        (f"{WORK} a reply", NOTE),
        (f"reprint of {WORK}", AGAIN),
        (f"republished article {WORK}", AGAIN),
        (f"german translation of {WORK}", TRANSLATED),
        (f"{WORK} spanish version", TRANSLATED),
        (f"erratum to {WORK.replace('harbours', 'harbors')}", NOTE),
        (f"erratum to {WORK} and what it does to lights", NOTE),
        ("erratum to frogs of the amazon", None),
        (WORK, None),
    ],
)
def test_a_note_or_another_edition_names_its_work(title: str, how: str | None) -> None:
    assert noted(title, WORK) == noted(WORK, title) == how


def test_notes_of_two_kinds_are_notes_on_one_another() -> None:
    assert noted(f"reply to comment on {WORK}", f"comment on {WORK}") == NOTE
    assert noted(f"retraction {WORK}", f"erratum {WORK}") == NOTE
    assert noted(f"erratum {WORK}", f"corrigendum {WORK}") is None


def test_a_title_that_only_ends_like_a_note_is_one_of_no_other_work() -> None:
    assert titled("grammatical error correction") == Titled("correction", "grammatical error")
    assert noted("grammatical error correction", "grammatical errors in children") is None
    assert noted("error correction", "error codes") is None
    assert noted(f"{WORK} and the insulin response", f"{WORK} and the insulin respons") is None


@given(st.text("abcdefgh ", max_size=40).map(lambda text: " ".join(text.split())))
def test_a_title_without_such_words_is_left_as_it_is(title: str) -> None:
    assert titled(title) == Titled(None, title)


def test_an_abstract_and_a_retracted_paper_bear_marks() -> None:
    assert is_marked(f"{WORK} extended abstract", WORK)
    assert is_marked(f"retracted article {WORK}", WORK)
    assert not is_marked(f"{WORK} abstract", f"{WORK} poster")
    assert not is_marked("a full version", "frogs")


def test_a_part_is_told_from_its_whole() -> None:
    assert is_later_part(WORK, f"{WORK} part 2")
    assert is_later_part(f"{WORK}++", WORK)
    assert not is_later_part(f"{WORK} part 1", f"{WORK} part 2")
