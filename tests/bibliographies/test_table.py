"""Tables of databases, reference managers and screening tools."""

from __future__ import annotations

from datetime import date

import pytest

from survey.bibliographies.people import People, people_of_a_cell
from survey.model.record import Venue, VenueKind
from tests.bibliographies.files import entry, held, name_of, names, read


def test_scopus() -> None:
    found, other = held("scopus.csv").entries

    assert (found.id, found.line, other.line) == ("2-s2.0-85100000001", 2, 4)
    assert found.record.title == 'Searching examples, "quoted": a survey'
    assert found.record.authors == ("Jörg Müller", "Anna B. van der Berg")
    assert found.record.year == 2021
    assert found.record.venue == Venue("Journal of Examples", VenueKind.JOURNAL)
    assert found.record.abstract == "An abstract over two lines."
    assert names(found) == {"doi:10.1016/j.example.2021.105"}
    assert {"article_number", "pages"} <= dict(found.record.details).keys()
    assert dict(found.fields)["Cited by"] == "41"
    assert other.record.authors == (), "[No author name available]"


def test_web_of_science() -> None:
    bibliography = held("wos.tsv")
    (found,) = bibliography.entries

    assert bibliography.form == "tsv"
    assert found.id == "WOS:000300000000001"
    assert found.record.authors == ("Jorg Muller", "Anna Doe")
    assert dict(found.record.details)["pages"] == "11-19"
    assert names(found) == {"doi:10.1234/weigh", "pmid:23000001"}


def test_ieee_xplore() -> None:
    (found,) = held("ieee.csv").entries

    assert found.record.title == "Seeing Examples"
    assert found.record.authors == ("A. Smith", "B. C. Doe")
    assert found.record.venue == Venue(
        "2020 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", VenueKind.CONFERENCE
    )
    assert (found.record.year, found.record.published) == (2020, None), (
        "the day it came into the database is not its day"
    )
    assert name_of(found) == "ieee.csv#doi:10.1109/cvpr42600.2020.00010"


def test_openalex() -> None:
    (found,) = held("openalex.csv").entries

    assert names(found) == {"openalex:W2741809807", "doi:10.7717/peerj.4375"}
    assert found.record.authors == ("Heather Doe", "Jason Roe")
    assert (found.record.year, found.record.published) == (2018, date(2018, 2, 13))
    assert found.record.pdf == "https://peerj.com/articles/4375.pdf"


def test_zotero() -> None:
    (found,) = held("zotero.csv").entries

    assert found.id == "ABCD1234"
    assert found.record.authors == ("Kaiming He", "Xiangyu Zhang")
    assert (found.tags, found.notes) == (("vision", "to read"), ("Seminal.",))
    assert found.fields == (("Date Added", "2020-01-01 10:00:00"), ("Automatic Tags", "residual"))


def test_rayyan() -> None:
    (found,) = held("rayyan.csv").entries

    assert found.id == "rayyan-101"
    assert found.record.published == date(2015, 6, 9)
    assert (found.tags, found.notes) == (("trial", "adults"), ("Check the arms.",))
    assert names(found) == {"doi:10.1016/s0140-6736(15)00001-2", "pmid:25000001", "pmcid:4500001"}


def test_covidence() -> None:
    (found,) = held("covidence.csv").entries

    assert (found.id, found.tags) == ("#42", ("home", "trial"))
    assert found.record.authors == ("J. Smith", "A. Doe")
    assert dict(found.fields)["Study"] == "Smith 2014"


def test_pubmed() -> None:
    (found,) = held("pubmed.csv").entries

    assert found.id == "33000001"
    assert found.record.authors == ("J Smith", "AB van der Berg")
    assert names(found) == {"pmid:33000001", "pmcid:7500001", "doi:10.1016/s0140-6736(20)30001-9"}


def test_what_survey_writes_reads_back() -> None:
    table = (
        "\ufeffkey,title,authors,year,published,venue,kind,paper,doi,arxiv,tags,notes,abstract\n"
        "doe2020,'=1+1 and other titles,Anna Doe; 철수 김,2020,2020-05-03,ICLR,conference,"
        'https://arxiv.org/abs/2005.00001,10.1234/x,2005.00001,"peft, to read",Good.,One line.\n'
    )

    found = entry(table)

    assert found.id == "doe2020"
    assert found.record.title == "=1+1 and other titles"
    assert found.record.authors == ("Anna Doe", "철수 김")
    assert found.record.published == date(2020, 5, 3)
    assert found.record.venue == Venue("ICLR", VenueKind.CONFERENCE)
    assert names(found) == {"doi:10.1234/x", "arxiv:2005.00001"}
    assert (found.tags, found.notes) == (("peft", "to read"), ("Good.",))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_sign_may_part_the_columns(sign: str) -> None:
    assert entry(f"Title{sign}Year\nA title{sign}2020\n").record.year == 2020


def test_excel_may_say_first_what_parts_them() -> None:
    assert entry("sep=;\nTitle;DOI\nT;10.1234/x\n").record.title == "T"


def test_a_column_of_papers_holds_titles_or_addresses() -> None:
    assert entry("Paper,Year\nA title,2020\n").record.title == "A title"
    assert entry("paper,year\nhttps://arxiv.org/abs/2106.09685,2021\n").record.title is None
    assert names(entry("paper,year\nhttps://arxiv.org/abs/2106.09685,2021\n")) == {"arxiv:2106.09685"}


@pytest.mark.parametrize("header", ["DOI", "Title", "pmid"])
def test_one_column_is_a_table_where_its_name_is_known(header: str) -> None:
    assert read(f"{header}\n10\n").form == "csv"


def test_a_column_that_nobody_knows_is_kept_under_its_name() -> None:
    assert entry("title,doi,My own column\nT,10.1234/x,yes\n").fields == (("My own column", "yes"),)


@pytest.mark.parametrize("nothing", ["", "—", "N/A", "nan", "UNKNOWN", "null"])
def test_a_cell_that_says_nothing_is_not_known(nothing: str) -> None:
    assert entry(f"title,year,doi\nT,{nothing},10.1234/x\n").record.year is None


def test_a_quote_that_nothing_closes_costs_its_own_row_only() -> None:
    bibliography = read('title,year,doi\n"A,2000,10.1234/a\nB,2001,10.1234/b\nC,2002,10.1234/c\n')

    assert [each.record.title for each in bibliography.entries] == ["B", "C"]
    assert [each.why.partition(":")[0] for each in bibliography.broken] == ["line 2"]


def test_rows_that_are_none_are_told_once_a_run() -> None:
    bibliography = read("title,year,doi\nA,2000,10.1234/a\nx\ny\nz\nB,2001,10.1234/b\n")

    assert [each.record.title for each in bibliography.entries] == ["A", "B"]
    assert [each.why[:36] for each in bibliography.broken] == ["line 3: lines 3 to 5 are no row of t"]


def test_rows_without_a_name_of_their_own_are_named_by_what_lasts() -> None:
    bibliography = read("title,year,doi\nA,2000,10.1234/a\nB,2001,\nB,2001,\n", "folder/list.csv")

    assert [each.id for each in bibliography.entries] == ["1", "2", "3"]
    assert [name_of(each) for each in bibliography.entries] == [
        "list.csv#doi:10.1234/a",
        "list.csv#b 2001",
        "list.csv#b 2001#2",
    ]


@pytest.mark.parametrize(
    ("cell", "spoken"),
    [
        ("Smith J.; Doe A.B.", ("J. Smith", "A.B. Doe")),
        ("Smith J, Doe A.", ("J Smith", "A Doe")),
        ("Smith, J. and Doe, A.", ("J. Smith", "A. Doe")),
        ("Smith, J., Doe, A.", ("J. Smith", "A. Doe")),
        ("A. Smith;B. Doe", ("A. Smith", "B. Doe")),
        ("John Smith|Anna Doe", ("John Smith", "Anna Doe")),
        ("D. Scott Mackay, Yannis E. Ioannidis", ("D. Scott Mackay", "Yannis E. Ioannidis")),
        ("García Márquez, Gabriel", ("Gabriel García Márquez",)),
        ("{WHO Study Group} and Doe, A.", ("WHO Study Group", "A. Doe")),
        ("World Health Organization", ("World Health Organization",)),
        ("Müller, Jörg (57190000001)", ("Jörg Müller",)),
        ("김 철수; 王 小明", ("김 철수", "王 小明")),
    ],
)
def test_names_are_parted_and_turned_as_their_database_writes_them(cell: str, spoken: tuple[str, ...]) -> None:
    found = people_of_a_cell(cell)

    assert (found.names, found.are_more) == (spoken, False)


def test_a_list_that_breaks_off_says_so() -> None:
    assert people_of_a_cell("Smith, J.; Doe, A.; et al.") == People(("J. Smith", "A. Doe"), are_more=True)
