"""Which format a file has, in which encoding, and what its entries are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies.forms import FORMS, form_of
from survey.bibliographies.read import read_bibliography
from survey.model.body import as_body, from_body
from survey.model.errors import AskedWronglyError
from survey.model.record import VenueKind
from tests.bibliographies.files import FILES, entry, read
from tests.bibliographies.library import library

SHOWN = sorted(FILES.iterdir())


def test_every_format_has_a_file_here_and_is_told_by_its_content() -> None:
    seen = {form_of(path.read_bytes()) for path in SHOWN} | {form_of(library())}

    assert seen | {"json"} == set(FORMS)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_every_entry_can_be_kept_and_no_two_are_called_alike(path: object) -> None:
    bibliography = read_bibliography(FILES.joinpath(str(path)).read_bytes(), "here/and there.x")
    records = [each.record for each in bibliography.entries]

    assert records
    assert len({record.key for record in records}) == len({each.id for each in bibliography.entries}) == len(records)
    assert all(record.key.startswith("and there.x#") for record in records)
    assert [from_body("file", record.key, as_body(record)) for record in records] == records


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"2106.09685\n10.1145/3292500\n", "no bibliography of a known format"),
        (b"Attention Is All You Need\n", "no bibliography of a known format"),
        (b"\x00\xff\x13\x37" * 50, "no bibliography of a known format"),
        (b"PK\x03\x04rest", "a packed file or a spreadsheet"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_what_is_no_bibliography_is_refused_with_advice(content: bytes, what: str) -> None:
    with pytest.raises(AskedWronglyError, match=what) as refused:
        read_bibliography(content, "list.txt")

    assert refused.value.hint
    assert form_of(content) is None


ACCENTED = "@article{k, title = {Größe, naïveté – “quoted”}, author = {Łukasz, Jörg}}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_or_modern_encoding_is_recognised(encoding: str) -> None:
    (found,) = read_bibliography(ACCENTED.encode(encoding), "a.bib").entries

    assert found.record.title == "Größe, naïveté – “quoted”"
    assert found.record.authors == ("Jörg Łukasz",)


def test_an_old_encoding_is_recognised() -> None:
    (found,) = read_bibliography("@article{k, title = {Größe – “quoted”}}".encode("cp1252"), "a.bib").entries

    assert found.record.title == "Größe – “quoted”"


def test_lines_of_two_encodings_are_each_read_in_their_own() -> None:
    content = "@article{a, title = {Größe}}\n".encode() + "@article{b, title = {Größe}}\n".encode("latin-1")

    assert [each.record.title for each in read_bibliography(content, "a.bib").entries] == ["Größe", "Größe"]


def test_a_cell_may_hold_what_looks_like_another_format() -> None:
    bibliography = read('title,year,abstract\nT,2020,"As in\n@article{x, title={y}}\nTY  - JOUR"\n')

    assert (bibliography.form, len(bibliography.entries)) == ("csv", 1)


def test_a_bibliography_may_mention_another_format() -> None:
    assert read("@article{x, title={T}, note={\nTY  - JOUR\n}}").form == "bibtex"
    assert read("TY  - JOUR\nTI  - T\nAB  - so\n@article{x, title={y}}\nER  - \n").form == "ris"


@given(
    st.lists(st.tuples(st.text("ab#2", min_size=1, max_size=3), st.sampled_from(["T", "U"])), min_size=1, max_size=12)
)
def test_no_two_entries_are_ever_called_alike(keys: list[tuple[str, str]]) -> None:
    content = "".join(f"TY  - JOUR\nID  - {key}\nTI  - {title}\nER  - \n" for key, title in keys)

    bibliography = read(content)

    assert len({each.id for each in bibliography.entries}) == len(keys)
    assert len({each.record.key for each in bibliography.entries}) == len(keys)


def test_two_works_of_one_id_in_two_files_of_one_name_are_never_one_record() -> None:
    (here,) = read("@article{smith2020, title = {On Doors}, author = {Smith, A.}}", "a/refs.bib").entries
    (there,) = read("@article{smith2020, title = {On Windows}, author = {Smith, A.}}", "b/refs.bib").entries
    (other,) = read("@article{smith2020, title = {On Doors}, author = {Jones, A.}}", "c/refs.bib").entries
    (again,) = read("@article{smith2020, title = {On {D}oors}, author = {A. Smith}, year = 2020}", "d/refs.bib").entries

    assert len({here.record.key, there.record.key, other.record.key}) == 3
    assert again.record.key == here.record.key


@pytest.mark.parametrize(
    "text",
    [
        "@article{k, title = {T}, author = {Doe, Jane and others}}",
        "@article{k, title = {T}, author = {Doe, Jane and et al.}}",
        "@article{k, title = {T}, author = {Doe, Jane et al.}}",
        "@article{k, title = {T}, author = {Jane Doe, et al}}",
        "TY  - JOUR\nTI  - T\nAU  - Doe, Jane, et al.\nER  - \n",
        "PMID- 1\nTI  - T\nFAU - Doe, Jane et al.\n",
        "TY  - JOUR\nTI  - T\nAU  - Doe, Jane\nAU  - et al.\nER  - \n",
        "PMID- 1\nTI  - T\nFAU - Doe, Jane\nFAU - et al\n",
        "PT J\nTI T\nAF Doe, Jane\n   et al.\nER\n",
        "%0 Journal Article\n%T T\n%A Doe, Jane\n%A et al.,\n",
        "title,authors\nT,Jane Doe et al.\n",
        "title,authors\nT,Jane Doe; et al.\n",
        '[{"id": "k", "title": "T", "author": [{"family": "Doe", "given": "Jane"}, {"literal": "others"}]}]',
        '[{"itemType": "book", "title": "T", "creators": [{"name": "Jane Doe"}, {"name": "others"}]}]',
        "<xml><records><record><titles><title>T</title></titles><contributors><authors><author>Doe, Jane</author>"
        "<author>et al.</author></authors></contributors></record></records></xml>",
    ],
)
def test_a_list_of_authors_that_breaks_off_is_known_to_in_every_format(text: str) -> None:
    record = entry(text).record

    assert (record.authors, record.authors_cut) == (("Jane Doe",), True)


@pytest.mark.parametrize(
    "text",
    [
        "@article{k, title = {T}, journal = {Lamps. Conference: 3rd Annual Meeting}}",
        "TY  - JOUR\nTI  - T\nT2  - Lamps. Conference\nER  - \n",
    ],
)
def test_an_abstract_of_a_meeting_is_of_no_journal_though_its_type_says_so(text: str) -> None:
    venue = entry(text).record.venue

    assert venue
    assert (venue.name.startswith("Lamps. Conference"), venue.kind) == (True, None)
    assert entry(text.replace(". Conference", "")).record.venue.kind is VenueKind.JOURNAL  # type: ignore[union-attr]
