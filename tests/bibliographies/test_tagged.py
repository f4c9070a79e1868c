"""RIS, PubMed's .nbib, Web of Science and EndNote's tagged lines."""

from __future__ import annotations

from datetime import date

import pytest

from survey.model.record import Venue, VenueKind
from tests.bibliographies.files import by_id, entry, held, name_of, names, read

RIS = held("manager.ris")
PUBMED = by_id(held("pubmed.nbib"))
WOS = by_id(held("wos.txt"))
ENDNOTE = by_id(held("endnote.enw"))


def test_a_ris_entry_is_a_record() -> None:
    found = by_id(RIS)["muller2012"]

    assert (RIS.form, found.line, name_of(found)) == ("ris", 4, "manager.ris#muller2012")
    assert found.record.title == "A title that goes on over two lines"
    assert found.record.authors == ("Jörg Müller", "The ATLAS Collaboration")
    assert (found.record.year, found.record.published) == (2012, date(2012, 5, 3))
    assert found.record.venue == Venue("Zeitschrift für Beispiele", VenueKind.JOURNAL)
    assert found.record.abstract == "One sentence."
    assert (found.record.url, found.record.pdf) == ("https://example.org/a", "https://example.org/a.pdf")
    assert names(found) == {"doi:10.1234/abc.1"}


def test_a_ris_entry_keeps_what_no_record_has_room_for() -> None:
    found = by_id(RIS)["muller2012"]

    assert dict(found.record.details)["pages"] == "101-110"
    assert dict(found.record.details)["keywords"] == "searching; bounds"
    assert (found.tags, found.notes) == (("to read",), ("Read twice.",))
    assert found.fields == (("M2", "kept as it is"), ("J2", "Z. Beisp."))


def test_an_entry_that_nothing_ends_is_read_and_told() -> None:
    titles = [each.record.title for each in RIS.entries]

    assert titles[1:] == ["Attention Is All You Need", "A chapter after an entry that nothing ended", "The last one"]
    assert RIS.remarks == ("line 29: no line ER ends this entry", "line 43: no line ER ends this entry")


def test_lines_between_entries_are_told_once() -> None:
    assert [each.why for each in RIS.broken] == ["line 40: lines that belong to no entry"]


def test_where_a_ris_entry_appeared_depends_on_its_type() -> None:
    venues = [each.record.venue for each in RIS.entries[1:]]

    assert venues == [
        Venue("Advances in Neural Information Processing Systems", VenueKind.CONFERENCE),
        Venue("The Book", VenueKind.BOOK),
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TY - JOUR\nTI - T\nER -\n",
        "\ufeffTY  - JOUR\r\nTI  - T\r\nER  - \r\n",
        "TY  - JOUR\rTI  - T\rER  - \r",
        "  TY  - JOUR\n  TI  - T\n  ER  - \n",
    ],
)
def test_programs_write_ris_in_their_own_ways(text: str) -> None:
    assert entry(text).record.title == "T"


def test_names_of_institutions_keep_their_order_and_suffixes_come_last() -> None:
    found = entry("TY  - JOUR\nTI  - T\nAU  - Google AI\nAU  - Waals, Johannes, Jr.\nER  - \n")

    assert found.record.authors == ("Google AI", "Johannes Waals Jr.")


def test_what_scopus_writes_under_notes_is_no_note() -> None:
    found = entry("TY  - JOUR\nTI  - T\nN1  - Export Date: 3 May 2024; Cited By: 7\nER  - \n")

    assert found.notes == ()
    assert found.fields == (("N1", "Export Date: 3 May 2024; Cited By: 7"),)


def test_a_pubmed_entry_is_a_record() -> None:
    found = PUBMED["33000001"]

    assert held("pubmed.nbib").form == "nbib"
    assert found.record.title == "Examples of care: a cohort study in four towns"
    assert found.record.authors == ("John Smith", "Anna B van der Berg", "Example Study Group")
    assert (found.record.year, found.record.published) == (2020, date(2020, 9, 5))
    assert found.record.venue == Venue("Lancet (London, England)", VenueKind.JOURNAL)
    assert found.record.abstract == "BACKGROUND: Care is rare. METHODS: We looked."
    assert names(found) == {"pmid:33000001", "pmcid:7500001", "doi:10.1016/s0140-6736(20)30001-9"}
    assert found.fields == (("OWN", "NLM"), ("MH", "Humans"))


def test_a_translated_title_stands_in_no_brackets() -> None:
    record = PUBMED["33000002"].record

    assert (record.title, record.year, record.published) == ("Examples translated", 2021, None)


def test_a_web_of_science_entry_is_a_record() -> None:
    found = WOS["WOS:000300000000001"]

    assert held("wos.txt").form == "wos"
    assert found.record.title == "Examples, weighed with great care"
    assert found.record.authors == ("Jorg Muller", "Anna Doe")
    assert dict(found.record.details)["pages"] == "11-19"
    assert found.fields == (("WC", "Examples"),)
    assert WOS["WOS:000300000000002"].record.venue == Venue(
        "PROCEEDINGS OF THE EXAMPLE CONFERENCE", VenueKind.CONFERENCE
    )


def test_an_endnote_entry_is_a_record() -> None:
    found = ENDNOTE["smith2009"]

    assert held("endnote.enw").form == "endnote"
    assert (found.record.title, found.record.year) == ("Examples, tagged otherwise", 2009)
    assert found.record.authors == ("John Smith", "Anna Doe")
    assert names(found) == {"doi:10.1234/tagged"}
    assert found.fields == (("1", "kept as it is"),)
    assert ENDNOTE["2"].record.venue == Venue("Proceedings of the Example Conference", VenueKind.CONFERENCE)


def test_an_entry_that_says_nothing_is_told_with_its_line() -> None:
    bibliography = read("TY  - JOUR\nTI  - T\nER  - \nTY  - JOUR\nVL  - 3\nER  - \n")

    assert [each.why for each in bibliography.broken] == [
        "line 4: the entry has no title, author, identifier or address"
    ]


def test_a_comma_behind_a_ris_name_says_that_it_is_one_name() -> None:
    (found,) = read(
        "TY  - JOUR\nTI  - T\nAU  - Meta AI,\nAU  - García Márquez, Gabriel\nDA  - 2017/06/\nER  - \n"
    ).entries

    assert found.record.authors == ("Meta AI", "Gabriel García Márquez")
    assert dict(found.record.details)["family_names"] == "Meta AI; García Márquez"
    assert dict(found.record.details)["month"] == "6"


def test_an_issn_and_an_isbn_may_stand_side_by_side() -> None:
    (found,) = read("TY  - BOOK\nTI  - T\nSN  - 978-3-16-148410-0\nSN  - 1234-5678\nER  - \n").entries

    assert {name: text for name, text in found.record.details if name in {"isbn", "issn"}} == {
        "isbn": "978-3-16-148410-0",
        "issn": "1234-5678",
    }
