"""Written, read into a new survey and written again, a bibliography is the same."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from survey.bibliographies.beyond import whole_record
from survey.bibliographies.entry import FILE
from survey.bibliographies.read import read_bibliography
from survey.formats.format import PaperFormat, format_for, table_format_for
from survey.formats.table import review_table
from survey.model.fold import Said, Taken, fold_paper
from survey.model.identifier import Identifier
from survey.model.record import Citations, Direction, Record, Repository, Result, Status, Summary, Venue, VenueKind
from survey.model.text import line
from tests.workflow.libraries import Survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.model.view import PaperView

_WORDS = st.sampled_from((
    "naïve", "Erdős", "Škoda’s", "Łódź", "Nguyễn", "ß", "$O(n^2)$", r"$\mathcal{O}(n \log n)$", r"$\input{x}$", "$5",
    "$x$y", "{braces}", "{open", "close}", "R&D", "&lt;b&gt;", "50%", "a_b", "#1", "C++", "LoRA", "GPT-4", "A", "I",
    "딥러닝", "深度学习", "Глубокое", "обучение", r"\input{/etc/passwd}", r"\LaTeX", "--", "---", "“q”", "``q''", "'s",
    "<b>x</b>", "<i>", "a<b", "~", "^", "`x'", "@BERT", "@article{x,", "with", "networks", "Networks:", "learning?",
    "TY  - JOUR", "=1+1", "ER", "|", "\\", '"', "x,y;z", "others", "and", "é", "İstanbul", "ı",
))  # fmt: skip
_LETTERS = st.text(st.characters(categories=("L", "M", "N", "P", "S"), exclude_characters="\ufffd"), min_size=1)
_TEXTS = st.lists(_WORDS | _LETTERS, min_size=1, max_size=8).map(lambda words: line(" ".join(words)) or "").filter(bool)
_FAMILIES = st.sampled_from(("Hu", "Müller", "Nguyễn", "Ñíguez", "Ångström", "Иванов", "O’Neil", "Sainte-Marie"))
_GIVENS = st.sampled_from(("Edward J.", "Anne-Marie", "J. R. R.", "Иван", "Łukasz", "Nam"))
_PARTICLES = st.sampled_from(("", "van der ", "de la ", "von "))
_SUFFIXES = st.sampled_from(("", " Jr.", " III"))
_PERSONS = st.builds("{} {}{}{}".format, _GIVENS, _PARTICLES, _FAMILIES, _SUFFIXES)
_FAMILY_NAMES = {"Gabriel García Márquez": "García Márquez", "Vincent Van Gogh": "Van Gogh", "Meta AI": "Meta AI"}
_OTHERS = st.sampled_from((
    "World Health Organization", "The ATLAS Collaboration", "OpenAI", "Plato", "김철수", "王伟", "Smith and Sons",
    *_FAMILY_NAMES,
))  # fmt: skip
_DETAILS = st.fixed_dictionaries({}, optional={
    "volume": st.sampled_from(("30", "VII")), "issue": st.sampled_from(("2", "3-4")), "publisher": _TEXTS,
    "pages": st.sampled_from(("1-9", "e12", "101–110", "S3-S9")), "article_number": st.just("7"), "place": _TEXTS,
    "editor": st.sampled_from(("Jane Doe", "Jane Doe; Jan van Eyck")), "edition": st.just("2nd"), "series": _TEXTS,
    "month": st.sampled_from(("6", "dec", "June 12-15")), "isbn": st.just("978-3-16-148410-0"),
    "issn": st.just("1234-5678"), "language": st.just("English"), "keywords": st.sampled_from(("a; b", "a, b c")),
    "comment": _TEXTS, "institution": _TEXTS, "primary_category": st.just("cs.CL"), "license": st.just("CC-BY"),
    "kind": st.sampled_from(("phdthesis", "techreport", "misc", "book", "inproceedings", "JOUR", "webpage", "dataset")),
    "bibtex.file": st.just(":a/{b}.pdf:PDF"), "ris.M2": st.just("kept"), "csl.custom": st.just('{"a": [1]}'),
})  # fmt: skip
_IDENTIFIERS = st.frozensets(st.sampled_from((
    Identifier("doi", "10.1234/x(1)_y"), Identifier("arxiv", "2106.09685"), Identifier("pmid", "123456"),
    Identifier("openalex", "W12345"), Identifier("acl", "2020.acl-main.1"),
)))  # fmt: skip
_VENUES = st.none() | st.builds(
    Venue,
    st.sampled_from(("NeurIPS", "Journal of Doors & Windows", "Труды", "arXiv", "bioRxiv", "The Book")),
    st.none() | st.sampled_from(VenueKind),
)


@st.composite
def _records(draw: st.DrawFn, source: st.SearchStrategy[str]) -> Record:
    authors = tuple(draw(st.lists(_PERSONS | _OTHERS, max_size=4, unique=True)))
    details: dict[str, str] = draw(_DETAILS)
    if families := [family for name, family in _FAMILY_NAMES.items() if name in authors]:
        details["family_names"] = "; ".join(families)
    is_cut: bool = draw(st.booleans())
    if authors and is_cut:
        details["authors_cut"] = str(len(authors))
    year = draw(st.none() | st.integers(1900, 2030))
    return Record(
        source=draw(source),
        key="k",
        title=draw(_TEXTS),
        authors=authors,
        year=year,
        published=draw(st.none() | st.just(date(year, 3, 14))) if year else None,
        venue=draw(_VENUES),
        abstract=draw(st.none() | _TEXTS),
        identifiers=draw(_IDENTIFIERS),
        url=draw(st.none() | st.just("https://example.org/a_b?x=1&y=%7B2#z")),
        pdf=draw(st.none() | st.just("https://example.org/a.pdf")),
        details=tuple(sorted(details.items())),
    )


_TAGS = st.lists(st.sampled_from(("peft", "to-read", "читать", "R&D_1")), unique=True)
_NOTES = st.lists(_TEXTS, max_size=2, unique=True)


def _view(record: Record, key: str, tags: Sequence[str], notes: Sequence[str]) -> PaperView:
    said = Said(key=key, added="2026-11-20", tags=tuple(tags), notes=tuple((text, "2026-11-20") for text in notes))
    return fold_paper([Taken.at(record, "2026-11-20")], said)


def _read(written: str) -> PaperView:
    bibliography = read_bibliography(written.encode(), "a file")
    assert bibliography.broken == ()
    (entry,) = bibliography.entries
    return _view(whole_record(entry, bibliography.form), entry.id, entry.tags, entry.notes)


def _written(view: PaperView, form: str) -> str:
    found = format_for(form)
    if isinstance(found, PaperFormat):
        return "".join(found.pieces([view]))
    out = io.StringIO(newline="")
    table_format_for(form).write(review_table([view], _COLUMNS), out)
    return out.getvalue()


_COLUMNS = (
    "key", "title", "authors", "year", "published", "venue", "kind", "paper", "pdf", "doi", "arxiv", "abstract", "tags",
    "notes",
)  # fmt: skip


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json"])
@settings(max_examples=50)
@given(record=_records(st.sampled_from(("crossref", "arxiv", FILE))), tags=_TAGS, notes=_NOTES)
def test_a_bibliography_comes_back_as_it_was_written(
    form: str, record: Record, tags: list[str], notes: list[str]
) -> None:
    written = _written(_view(record, "hu2021key", tags, notes), form)

    assert _written(_read(written), form) == written


@pytest.mark.parametrize("form", ["csv", "tsv"])
@settings(max_examples=50)
@given(record=_records(st.sampled_from(("crossref", FILE))), tags=_TAGS, notes=_NOTES)
def test_a_table_comes_back_as_it_was_written(form: str, record: Record, tags: list[str], notes: list[str]) -> None:
    # One cell has no room to say that these are no persons.
    assume(not {"Meta AI", "Smith and Sons"} & set(record.authors))
    written = _written(_view(record, "hu2021key", tags, notes), form)

    assert _written(_read(written), form) == written


_RESULTS = st.builds(
    Result,
    task=_TEXTS,
    dataset=_TEXTS,
    metric=_TEXTS,
    model=st.none() | _TEXTS,
    printed=st.just("81.5%"),
    value=st.none() | st.just(81.5),
    direction=st.none() | st.sampled_from(Direction),
    extra_data=st.none() | st.booleans(),
    rank=st.none() | st.just(1),
    note=st.none() | _TEXTS,
)


@st.composite
def _whole_records(draw: st.DrawFn) -> Record:
    stars, count = draw(st.none() | st.integers(0, 10**6)), draw(st.none() | st.integers(0, 10**6))
    return replace(
        draw(_records(st.just(FILE))),
        results=tuple(draw(st.lists(_RESULTS, max_size=2))),
        repositories=(Repository(url="https://github.com/a/b", official=True, stars=stars, archived=False),),
        citations=None if count is None else Citations(count, date(2026, 1, 2)),
        summary=draw(st.none() | st.builds(Summary, _TEXTS, st.sampled_from(("hand", "local")), st.none() | _TEXTS)),
        status=draw(st.none() | st.sampled_from(Status)),
    )


@settings(max_examples=50)
@given(record=_whole_records(), tags=_TAGS, notes=_NOTES)
def test_nothing_of_a_paper_is_lost_in_json(record: Record, tags: list[str], notes: list[str]) -> None:
    written = _written(_view(record, "hu2021key", tags, notes), "json")

    assert _written(_read(written), "json") == written


_ARXIV = Identifier("arxiv", "2106.09685")
PAPERS = (
    Record(
        source="crossref",
        key="1",
        title="A Study of $O(n^2)$ Doors in Łódź & {Erdős}",
        authors=("Johannes van der Waals Jr.", "World Health Organization", "김철수"),
        year=2020,
        venue=Venue("Journal of Doors", VenueKind.JOURNAL),
        identifiers=frozenset({Identifier("doi", "10.1234/doors")}),
        details=(("pages", "1-9"), ("volume", "3")),
    ),
    Record(source="arxiv", key="2", title="Окна", authors=("Иван Иванов",), identifiers=frozenset({_ARXIV})),
    Record(source="hand", key="3", title="Nothing More"),
)


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json", "csv"])
def test_a_survey_comes_back_in_another_catalog_under_the_same_keys(form: str) -> None:
    with Survey() as here, Survey() as there:
        for record in PAPERS:
            here.add(record, tags=["peft"], notes=["Read it."])
        written = here.written(form, columns=_COLUMNS if form == "csv" else ())

        there.bring(written)
        there.bring(written)

        assert there.written(form, columns=_COLUMNS if form == "csv" else ()) == written
