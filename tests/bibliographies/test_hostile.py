"""Files that want to crash, hang or fill the memory."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies.forms import form_of
from survey.bibliographies.read import read_bibliography
from survey.model.body import as_body, from_body
from survey.model.errors import AskedWronglyError
from tests.bibliographies.files import FILES, read

N = 10_000
"""How often something is repeated: enough to show what grows faster than the file."""

BEFORE = b"@article{first, title={First}}\n"
HOSTILE = {
    "a cell of ten megabytes": b"title,doi,year\n" + b"x" * 10_000_000 + b",10.1234/a,2001\n",
    "a quoted cell of ten megabytes": b'title,doi,year\n"' + b"x" * 10_000_000 + b'",10.1234/a,2001\n',
    "a quote on every line": b"title,doi,year\n" + b'"A,10.1234/a,2000\n' * N,
    "nothing but quotes": b"title,doi\n" + b'"' * 1_000_000,
    "nothing but commas": b"title,doi\n" + b"," * 1_000_000,
    "a million columns": b"title,doi" + b",x" * 500_000 + b"\nT,10.1234/a\n",
    "names without end": b"title,authors\nT," + b"A.B.C " * N * 5,
    "deep braces": b"@a{k, title={" + b"{" * N * 5 + b"}" * N * 5 + b"}}",
    "deep braces around names": b"@a{k, author={" + b"{" * N * 5 + b" and " * N + b"}" * N * 5 + b"}}",
    "braces that nothing closes": b"@a{k, title={" + b"{" * N * 5,
    "heads without bodies": b"@article{k,\n" * N,
    "a quote in every entry": b'@article{k, title="x\n' * N,
    "parts without end": b"@a{k, title=" + b"a # " * N * 5 + b"b}",
    "fields without commas": b"@a{k, title={t} " + b"a=b " * N * 5 + b"}",
    "parents without end": b"".join(b"@inbook{k%d, title={t}, crossref={k%d}}\n" % (n, n + 1) for n in range(N)),
    "parents of itself": b"@inbook{k, title={t}, xdata={" + b"k," * N + b"}}",
    "parents that multiply": b"".join(
        b"@inbook{k%d, title={t}, xdata={%s}}\n" % (n, b",".join(b"k%d" % m for m in range(200))) for n in range(200)
    ),
    "formulas without end": b"@a{k, title={" + b"$x" * N * 10 + b"}}",
    "accents on accents": b"@a{k, title={" + b"\\'{" * N * 5 + b"e" + b"}" * N * 5 + b"}}",
    "addresses without end": b"@a{k, title={t}, note={" + b"https://a/" * N * 5 + b" arXiv" * N + b"}}",
    "a line of ten megabytes": b"TY  - JOUR\nTI  - " + b"x" * 10_000_000 + b"\nER  - \n",
    "entries that nothing ends": b"TY  - JOUR\nTI  - T\n" * N,
    "lines that go on": b"TY  - JOUR\nTI  - T\n" + b"x\n" * N * 10,
    "lists in lists": b'[{"a":' * N * 5,
    "a number of a million digits": b'[{"title":"T","volume":' + b"9" * 1_000_000 + b"}]",
    "objects that break": b'[{"title": }, {"title": ' * N,
    "elements in elements": b"<xml><records><record>" + b"<a>" * N * 5,
    "NULs": b"@a\0rticle{k, ti\0tle={T\0}}\n" * 1000,
    "halves of characters": b"\xff\xfe" + b"\x00\xd8" * N,
    "blanks": b" " * 5_000_000,
    "at signs": b"@" * 1_000_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_seconds(content: bytes) -> None:
    began = time.process_time()

    try:
        told = len(read_bibliography(content, "hostile").broken)
    except AskedWronglyError as refused:
        told = len(refused.message)

    # Ten to a hundred times what it takes; what grows with the square takes minutes.
    assert time.process_time() - began < 30
    assert told >= 0


def test_a_field_of_a_hundred_megabytes_costs_its_own_row_only() -> None:
    content = b'title,doi,year\nA,10.1234/a,2000\n"' + b"x" * 100_000_000 + b'",10.1234/b,2001\nC,10.1234/c,2002\n'

    bibliography = read_bibliography(content, "large.csv")

    assert [each.record.title for each in bibliography.entries] == ["A", "C"]
    assert [each.why for each in bibliography.broken] == [
        "line 3: this line is no row of the table: too few cells, a quote that nothing closes, or a cell without end"
    ]


def test_lists_in_lists_are_told_in_a_line() -> None:
    (broken,) = read('[{"a":' * 100_000).broken

    assert broken.why == "line 1: lists in lists without end"


PIECES = {
    "bibtex": ("@article{k,", r"""@x{a, @string{ { } " = , # \' \ $ title author and crossref k % é"""),
    "ris": ("TY  - JOUR\n", "TY··-·X↵ ER··-·↵ TI··-· AU··-· PY··-·20 SN··-· N1··-· x ↵ 1/2/3 1234-5678"),
    "json": (
        "[{",
        '"title" "id" "author" "issued" "itemType" "identifiers" "links" "key" "tags" : , { } [ ] null 1e999 NaN "x"',
    ),
    "csv": ("title,doi,authors,notes\n", "title , \" ↵ '= et·al ·and· ; RAYYAN-LABELS:·a — x { }"),
    "xml": (
        "<xml><records><record>",
        "<titles> <title> </title> </titles> </record> <record> &x; <![CDATA[ ]]> <!-- --> <?p ?> <isbn> </isbn> x",
    ),
    "nbib": ("PMID- 1\n", "TI··-· DP··-·2020·Jan·1↵ FAU·-· AID·-·10.1234/x·[doi]↵ PT··-· ······ ↵ x"),
    "wos": ("PT J\n", "TI· AU· ··· ER↵ PT·C↵ EF↵ x ↵"),
    "endnote": ("%0 Book\n", "%T· %A· %D· %8· %0·Book↵ ↵ x"),
}
"""How a file of each form begins, and the pieces it goes on with; a dot is a blank, and an arrow ends a line."""


def unharmed(content: bytes) -> None:
    """Whatever is in a file, it is refused, or read into what a catalog can hold."""
    try:
        bibliography = read_bibliography(content, "some/file")
    except AskedWronglyError:
        return
    assert form_of(content) == bibliography.form
    for each in bibliography.entries:
        texts = [each.id, *each.notes, *each.tags, *(text for pair in each.fields for text in pair)]
        assert all(isinstance(text, str) and text.encode() == text.encode() for text in texts)
        assert from_body("file", each.record.key, as_body(each.record)) == each.record
    assert len({each.record.key for each in bibliography.entries}) == len(bibliography.entries)


@pytest.mark.parametrize("form", PIECES)
@given(choices=st.data())
def test_any_text_of_a_format_is_read_unharmed(form: str, choices: st.DataObject) -> None:
    begin, listed = PIECES[form]
    pieces = listed.replace("↵", "\n").split(" ")
    pieces = [piece.replace("·", " ") for piece in pieces]
    drawn = choices.draw(st.lists(st.one_of(st.sampled_from(pieces), st.text(max_size=3)), max_size=40))

    unharmed((begin + "".join(drawn)).encode("utf-8", "surrogatepass"))


@given(st.sampled_from(sorted(FILES.iterdir())), st.data())
def test_a_damaged_file_is_read_unharmed(path: object, choices: st.DataObject) -> None:
    content = bytearray(FILES.joinpath(str(path)).read_bytes())
    for _ in range(choices.draw(st.integers(1, 6))):
        at = choices.draw(st.integers(0, len(content) - 1))
        content[at : at + choices.draw(st.integers(0, 20))] = choices.draw(st.binary(max_size=5)) or b"{"

    unharmed(bytes(content))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_unharmed(content: bytes) -> None:
    unharmed(content)
    unharmed(BEFORE + content)
