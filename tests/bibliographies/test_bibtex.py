"""BibTeX and BibLaTeX files."""

from __future__ import annotations

from datetime import date

import pytest

from survey.bibliographies.entry import Entry
from survey.model.record import Venue, VenueKind
from tests.bibliographies.files import by_id, entry, held, name_of, names, read

YEARS = by_id(held("years.bib"))
MODERN = by_id(held("modern.bib"))


def field(name: str, value: str) -> Entry:
    return entry(f"@article{{k, title = {{T}}, {name} = {value}}}")


def test_an_entry_is_a_record_of_the_file_under_its_cite_key() -> None:
    found = YEARS["vaswani2017"]

    assert (found.record.source, name_of(found)) == ("file", "years.bib#vaswani2017")
    assert (found.is_named, found.line) == (True, 7)
    assert found.record.title == "Attention Is All You Need"
    assert found.record.kind == "inproceedings"
    assert found.record.year == 2017
    assert names(found) == {"arxiv:1706.03762"}


def test_macros_are_expanded_and_joined() -> None:
    assert YEARS["vaswani2017"].record.venue == Venue(
        "Advances in Neural Information Processing Systems 30", VenueKind.CONFERENCE
    )


def test_details_have_the_names_of_the_project() -> None:
    assert YEARS["knuth1984"].record.details == (
        ("issue", "2"),
        ("journal", "The Computer Journal"),
        ("pages", "97-111"),
        ("volume", "27"),
    )
    assert dict(YEARS["vaswani2017"].record.details)["pages"] == "5998-6008"
    assert dict(YEARS["vaswani2017"].record.details)["month"] == "12"


def test_and_others_says_that_there_are_more_authors() -> None:
    record = YEARS["vaswani2017"].record

    assert record.authors == ("Ashish Vaswani", "Noam Shazeer", "Niki Parmar")
    assert record.authors_cut


def test_what_no_record_has_room_for_is_kept_as_it_is_written() -> None:
    assert YEARS["vaswani2017"].fields == (
        ("primaryclass", "cs.CL"),
        ("file", ":papers/vaswani.pdf:PDF"),
        ("timestamp", "2019-01-02"),
    )


def test_groups_are_tags_and_annotations_a_note_but_keywords_are_neither() -> None:
    assert YEARS["vaswani2017"].tags == ("Architectures", "To read")
    assert YEARS["atlas2012"].notes == ("Read twice; see section 3.",)
    assert YEARS["atlas2012"].tags == ()
    assert dict(YEARS["atlas2012"].record.details)["keywords"] == "search; bounds"


def test_entries_may_stand_in_round_brackets_and_values_in_quotes() -> None:
    assert YEARS["knuth1984"].record.title == 'Literate "Programming" & the TeXbook'


def test_latex_becomes_letters_and_formulas_stay() -> None:
    assert YEARS["atlas2012"].record.title == (
        "A $\\mathcal{O}(n \\log n)$ bound for Škoda's naïve $\\alpha$-search, at 5% cost"
    )


def test_institutions_particles_suffixes_and_double_accents_are_read() -> None:
    assert YEARS["atlas2012"].record.authors == (
        "The ATLAS Collaboration",
        "Johannes van der Waals Jr.",
        "Jörg Müller",
        "Hà Nguyễn",
    )


def test_an_address_is_freed_of_what_latex_needs() -> None:
    assert YEARS["atlas2012"].record.url == "https://example.org/a_b?x=1&y=2"
    assert names(YEARS["atlas2012"]) == set(), "many entries may point to one page"


def test_an_arxiv_number_in_the_name_of_the_journal_is_an_identifier_and_the_venue_a_preprint_server() -> None:
    assert names(YEARS["dao2022"]) == {"arxiv:2205.14135"}
    assert YEARS["dao2022"].record.venue == Venue("arXiv", VenueKind.PREPRINT)


def test_a_work_inherits_from_the_whole_it_stands_in_but_not_its_identity() -> None:
    record = YEARS["child"].record

    assert record.title == "A Chapter of a Whole"
    assert record.venue == Venue("Proceedings of the Tenth Example Conference", VenueKind.CONFERENCE)
    assert record.year == 2010
    assert record.identifiers == frozenset()
    assert dict(record.details)["publisher"] == "Example Press"


def test_names_keep_their_scripts() -> None:
    assert YEARS["child"].record.authors == ("Иван Иванов", "철수 김")


def test_an_editor_is_no_author() -> None:
    assert YEARS["whole"].record.authors == ()
    assert dict(YEARS["whole"].record.details)["editor"] == "Jane Doe"


def test_two_entries_of_one_key_are_both_kept_and_it_is_told() -> None:
    bibliography = held("years.bib")

    assert YEARS["twice"].record.title == "The First of Two"
    assert YEARS["twice#2"].record.title == "The Second of Two"
    assert "line 54: another entry has the id twice too; this one is twice#2" in bibliography.remarks


def test_broken_entries_are_told_with_their_lines_and_the_rest_is_read() -> None:
    bibliography = held("years.bib")

    assert {each.key: each.why for each in bibliography.broken} == {
        "unclosed": "line 56: the entry is not closed before the next begins: a brace or a quote is missing",
        "empty": "line 65: the entry has no title, author, identifier or address",
        "last": "line 67: the entry is not closed before the file ends",
    }
    assert len(bibliography.entries) == 9


def test_a_forgotten_comma_loses_nothing() -> None:
    record = YEARS["forgotten"].record

    assert (record.title, record.year, record.authors) == ("A Comma Is Missing", 2005, ("Richard Roe",))
    assert "line 61: the entry forgotten lacks a comma after title" in held("years.bib").remarks


def test_what_is_commented_out_is_left_out() -> None:
    assert "hidden" not in YEARS
    assert "line 63: the entry hidden is commented out, and left out" in held("years.bib").remarks


def test_the_form_tells_biblatex_from_bibtex() -> None:
    assert held("years.bib").form == "bibtex"
    assert held("modern.bib").form == "biblatex"


def test_biblatex_has_days_eprints_and_keys_of_its_own() -> None:
    record = MODERN["loshchilov2019"].record

    assert (record.year, record.published) == (2019, date(2019, 1, 4))
    assert names(MODERN["loshchilov2019"]) == {"arxiv:1711.05101"}
    assert MODERN["loshchilov2019"].fields == (
        ("eprintclass", "cs.LG"), ("langid", "english"), ("urldate", "2020-02-03"),
    )  # fmt: skip


def test_biblatex_names_subtitles_and_shared_fields_are_read() -> None:
    record = MODERN["waals2020"].record

    assert record.authors == ("Johannes van der Waals Jr.",)
    assert record.title == "A Title: And What Follows"
    assert record.venue == Venue("Journal of Examples", VenueKind.JOURNAL)
    assert names(MODERN["waals2020"]) == {"pmid:31415926"}
    assert dict(record.details)["issn"] == "1234-5678"
    assert record.published is None, "a month is no day"


def test_entries_that_are_no_works_are_no_entries() -> None:
    bibliography = read("@article{a, title={T}}\n@control{x, options={1}}\n@IEEEtranBSTCTL{y, z={1}}\n@xdata{z, a={b}}")

    assert [each.id for each in bibliography.entries] == ["a"]
    assert bibliography.broken == ()


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("{Caf{\\'e} na{\\\"\\i}ve \\o{}re}", "Café naïve øre"),
        ("{{GPT}-4 \\& friends}", "GPT-4 & friends"),
        ("{Costs \\$5 to \\$6}", "Costs $5 to $6"),
        ("{A $\\beta$-VAE with {$k^2$} parts}", "A $\\beta$-VAE with $k^2$ parts"),
        ("{One $ alone}", "One alone"),
        ("{Pages 1--2 --- and more}", "Pages 1–2 — and more"),
        ("{``Quoted''}", "“Quoted”"),
        ("{Over\n   two lines}", "Over two lines"),
        ("{\\emph{In italics} and \\textbf{bold}}", "In italics and bold"),
        ("{注意力机制 {II}}", "注意力机制 II"),
        ('"In {"}quotes{"} too"', 'In "quotes" too'),
        ('"One, " # "two" # { three}', "One, two three"),
        ("undefined", "undefined"),
    ],
)
def test_a_value_reads_as_it_prints(value: str, title: str) -> None:
    assert entry(f"@article{{k, title = {value}, year = 2020}}").record.title == title


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("doi = {https://doi.org/10.1000/ABC\\_1}", "doi:10.1000/abc_1"),
        ("doi = {10.48550/arXiv.2106.09685}", "arxiv:2106.09685"),
        ("journal = {CoRR}, volume = {abs/1706.03762}", "arxiv:1706.03762"),
        ("url = {https://arxiv.org/abs/1706.03762v5}", "arxiv:1706.03762"),
        ("url = {https://aclanthology.org/P18-1001/}", "acl:P18-1001"),
        ("url = {https://openreview.net/forum?id=nZeVKeeFYf9}", "openreview:nZeVKeeFYf9"),
        ("pmid = {12345}", "pmid:12345"),
        ("pmcid = {PMC4567}", "pmcid:4567"),
        ("arxivid = {2106.09685}", "arxiv:2106.09685"),
        ("note = {arXiv:2106.09685 [cs]}", "arxiv:2106.09685"),
    ],
)
def test_identifiers_are_found_wherever_programs_write_them(written: str, wanted: str) -> None:
    assert names(entry(f"@article{{k, title = {{T}}, {written}}}")) == {wanted}


def test_a_key_of_dblp_is_an_identifier() -> None:
    assert names(entry("@inproceedings{DBLP:conf/nips/VaswaniSPUJGKP17, title = {T}}")) == {
        "dblp:conf/nips/VaswaniSPUJGKP17"
    }


def test_an_entry_without_a_key_is_named_by_what_lasts() -> None:
    found = entry("@article{, title = {Nameless Work}, year = 1999}")

    assert (found.id, found.is_named, name_of(found)) == ("1", False, "some file#nameless work 1999")


def test_a_macro_that_grows_without_end_does_not() -> None:
    macros = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(100))

    found = entry(f'@string{{s0 = "lol"}}\n{macros}@article{{k, title = {{T}}, note = s100}}')

    assert len(dict(found.record.details)["comment"]) <= 10_000


def test_entries_that_inherit_from_each_other_come_to_an_end() -> None:
    bibliography = read("@inbook{a, title={A}, crossref={b}}\n@inbook{b, title={B}, crossref={a}, year={2001}}")

    assert [each.record.year for each in bibliography.entries] == [2001, 2001]


def test_thousands_of_authors_are_all_kept() -> None:
    listed = " and ".join(f"Author{n}, A." for n in range(3000))

    assert len(field("author", f"{{{listed}}}").record.authors) == 3000


@pytest.mark.parametrize(
    ("listed", "spoken"),
    [
        ("Doe, Jane AND Roe, Richard", ("Jane Doe", "Richard Roe")),
        ("Doe, Jane and", ("Jane Doe",)),
        ("Doe, Jane and and Roe, R.", ("Jane Doe", "R. Roe")),
        ("{Barnes and Noble} and {van Gogh}, Vincent", ("Barnes and Noble", "Vincent van Gogh")),
        ("de la Cruz, III, Juan", ("Juan de la Cruz III",)),
        ("{\\'E}mile Zola", ("Émile Zola",)),
        ("Sandy Anderson", ("Sandy Anderson",)),
        ("", ()),
    ],
)
def test_lists_of_people_are_parted_at_each_and(listed: str, spoken: tuple[str, ...]) -> None:
    assert field("author", f"{{{listed}}}").record.authors == spoken


def test_family_names_of_several_words_and_institutions_are_told() -> None:
    found = entry(
        "@article{k, title = {T}, author = {García Márquez, Gabriel and Vincent {Van Gogh} and {Meta AI} and Roe, Ada}}"
    )

    assert found.record.authors == ("Gabriel García Márquez", "Vincent Van Gogh", "Meta AI", "Ada Roe")
    assert dict(found.record.details)["family_names"] == "García Márquez; Van Gogh; Meta AI"


def test_each_paragraph_of_an_annotation_is_a_note() -> None:
    found = entry("@article{k, title = {T}, annote = {One.\n\nTwo\ngoes on. \\par Three.}}")

    assert found.notes == ("One.", "Two goes on.", "Three.")


def test_a_date_of_a_year_and_a_month_has_that_month() -> None:
    found = entry("@article{k, title = {T}, date = {2017-06}}")

    assert (found.record.year, found.record.published) == (2017, None)
    assert dict(found.record.details)["month"] == "6"
