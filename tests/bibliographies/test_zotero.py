"""A copy of Zotero's database."""

from __future__ import annotations

import pytest

from survey.bibliographies.read import read_bibliography
from survey.model.errors import AskedWronglyError
from survey.model.record import Venue, VenueKind
from tests.bibliographies.files import name_of, names
from tests.bibliographies.library import library


def test_works_are_read_and_neither_notes_nor_attachments_nor_what_was_deleted() -> None:
    bibliography = read_bibliography(library(), "zotero.sqlite")
    found, other = bibliography.entries

    assert bibliography.form == "zotero"
    assert (found.id, name_of(found)) == ("ABCD1234", "zotero.sqlite#ABCD1234")
    assert found.record.title == "Examples kept at home"
    assert found.record.authors == ("Anna Doe", "Example Group")
    assert (found.record.year, found.record.published) == (2017, None)
    assert found.record.venue == Venue("Journal of Examples", VenueKind.JOURNAL)
    assert names(found) == {"doi:10.1234/home"}
    assert found.fields == (("shortTitle", "Examples"),)
    assert other.id == "doe2018another"


def test_collections_and_tags_of_the_user_are_tags() -> None:
    found, other = read_bibliography(library(), "zotero.sqlite").entries

    assert found.tags == ("to read", "At home", "Thesis")
    assert found.notes == ("Seen twice.",)
    assert other.tags == ()


def test_a_library_that_writes_ahead_is_read_too() -> None:
    content = bytearray(library())
    content[18:20] = b"\x02\x02"

    assert len(read_bibliography(bytes(content), "zotero.sqlite").entries) == 2


@pytest.mark.parametrize("end", [100, 5000, 20_000])
def test_a_damaged_library_is_refused_with_advice(end: int) -> None:
    with pytest.raises(AskedWronglyError) as refused:
        read_bibliography(library()[:end], "zotero.sqlite")

    assert "zotero.sqlite" in refused.value.message
    assert "Zotero is closed" in (refused.value.hint or "")


_ENDLESS = """
CREATE VIEW tags AS
WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a AS tagID, a AS name FROM n
"""


def test_a_trap_in_a_library_springs_within_bounds() -> None:
    trap = library("DROP TABLE tags", _ENDLESS)

    with pytest.raises(AskedWronglyError, match="interrupted"):
        read_bibliography(trap, "zotero.sqlite")
