"""What goes out comes in again, whatever the format: no title, name or tag is too strange."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies import said
from survey.bibliographies.beyond import whole_record
from survey.bibliographies.write_bibtex import Biblatex, Bibtex
from survey.bibliographies.write_csl import CslJson
from survey.bibliographies.write_json import Json
from survey.bibliographies.write_ris import Ris
from survey.formats.csv import Csv, Tsv
from survey.formats.table import review_table
from survey.model.fold import Said, Taken, fold_paper
from survey.model.identifier import Identifier
from survey.model.record import Record, Venue, VenueKind
from tests.bibliographies.files import read
from tests.bibliographies.papers import DAY

if TYPE_CHECKING:
    from survey.bibliographies.entry import Entry
    from survey.formats.format import PaperFormat
    from survey.model.view import PaperView

WORDS = r"""
    Doors GPT-3 of the and others naïve Erdős ß Łódź İ ế ﬁ 문의 본성 注意力机制 Иван 🚪 C++ 100% R&D a_b #2 ~ ^ { } {x}
    \ \input{x} $x^2$ $\alpha$-VAE $5 <i> &amp; A<B “Q” 'quoted' - – et @article{x, (2) O'Neil * / " | ; , : ? ! =x +1
    [1] TY ER
"""
PEOPLE = (
    "Ada Roe", "J. D. van der Waals Jr.", "Jean-Luc Müller III", "Éva O'Neil", "Juan de la Cruz", "Łukasz d'Alembert",
    "Иван Иванов", "김철수", "王伟", "Plato", "OpenAI", "Gabriel García Márquez", "Vincent Van Gogh", "AT&T Labs",
    "The Door Group", "Barnes and Noble", "University of Doors, Korea", "Team {X}", "R_2 D#2",
)  # fmt: skip
FAMILIES = ("García Márquez", "Van Gogh", "Team {X}")
"""Those that a name alone does not tell."""
DETAILS = {"volume": "12A", "issue": "2", "pages": "1-9", "publisher": "Doors & Sons", "series": "LNCS",
           "editor": "Jan van Eyck; Jane Doe", "keywords": "alpha; 베타", "comment": "See $x$ & {y}."}  # fmt: skip
VENUES = [None, Venue("bioRxiv", VenueKind.PREPRINT)] + [
    Venue(name, kind)
    for name in ("Journal of Doors & Windows", "학회지", "Труды")
    for kind in (VenueKind.JOURNAL, VenueKind.CONFERENCE, VenueKind.BOOK)
]
NAMES = [frozenset(), frozenset({Identifier("doi", "10.1234/a_(1)"), Identifier("arxiv", "2006.00001")})]
texts = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=7).map(" ".join)


@st.composite
def papers(draw: st.DrawFn) -> PaperView:
    """A paper as a file may have it, with anything left out but the title."""
    authors = tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=5)))
    is_cut = bool(authors) and draw(st.booleans())
    details = {name: DETAILS[name] for name in draw(st.lists(st.sampled_from(sorted(DETAILS)), unique=True))}
    details |= {"authors_cut": str(len(authors))} if is_cut else {}
    if families := [family for family in FAMILIES if any(name.endswith(family) for name in authors)]:
        details["family_names"] = "; ".join(families)
    record = Record(
        source="file",
        key="k",
        title=draw(texts),
        authors=authors,
        authors_cut=is_cut,
        year=draw(st.sampled_from([None, 2020])),
        venue=draw(st.sampled_from(VENUES)),
        abstract=draw(st.none() | texts),
        identifiers=draw(st.sampled_from(NAMES)),
        url=draw(st.sampled_from([None, "https://example.org/a_b?x=1&y=%7E#z"])),
        details=tuple(sorted(details.items())),
    )
    tags = draw(st.lists(st.sampled_from(["peft", "to read", "C&A", "딥러닝", "one, two; three"]), unique=True))
    return _folded(
        record, tuple(tags), tuple(draw(st.lists(st.sampled_from(["Seen.", "50% of $5", "문서"]), unique=True)))
    )


def _folded(record: Record, tags: tuple[str, ...], notes: tuple[str, ...]) -> PaperView:
    said_of_it = Said(key="k", added=DAY, tags=tags, notes=tuple((note, DAY) for note in notes))
    return fold_paper([Taken.at(record, DAY)], said_of_it)


def _read_back(text: str) -> tuple[Entry, PaperView]:
    bibliography = read(text)
    assert (bibliography.broken, bibliography.remarks) == ((), ())
    (entry,) = bibliography.entries
    return entry, _folded(whole_record(entry, bibliography.form), entry.tags, entry.notes)


def _said(view: PaperView) -> dict[str, Any]:
    shown = {name: view["details"].get(name) for name in DETAILS if name not in {"keywords", "editor"}}
    own: dict[str, Any] = {**view}
    fields = ("title", "authors", "year", "venue", "abstract", "identifiers", "tags")
    return shown | {name: own[name] for name in fields} | {
        "parts": said.people(view),
        "are more": said.are_more(view),
        "editors": said.editors(view),
        "keywords": said.keywords(view),
        "notes": said.notes(view),
    }  # fmt: skip


FORMS: dict[str, tuple[PaperFormat, set[str]]] = {
    "bibtex": (Bibtex(), set()),
    "biblatex": (Biblatex(), set()),
    # They have no field for what stands behind a reference, but for the user's notes.
    "ris": (Ris(), {"comment"}),
    "csl-json": (CslJson(), {"comment"}),
    "json": (Json(), set()),
}


@pytest.mark.parametrize("form", FORMS)
@given(view=papers())
def test_a_paper_says_the_same_when_it_comes_back_and_leaves_again_as_the_same_text(form: str, view: PaperView) -> None:
    written, lost = FORMS[form]
    text = "".join(written.pieces([view]))

    entry, back = _read_back(text)

    assert entry.id == "k"
    before, after = _said(view), _said(back)
    assert {name: after[name] for name in after if name not in lost} == {
        name: before[name] for name in before if name not in lost
    }
    assert "".join(written.pieces([back])) == text


COLUMNS = ("key", "title", "authors", "year", "venue", "kind", "abstract", "doi", "arxiv", "tags")
IN_CELLS = ("title", "authors", "year", "venue", "abstract", "identifiers", "are more")


@pytest.mark.parametrize("table", [Csv(), Tsv()], ids=["csv", "tsv"])
@given(view=papers())
def test_the_cells_of_a_table_are_read_back(table: Csv, view: PaperView) -> None:
    if view["authors"] in (["Barnes and Noble"], ["Team {X}"]):
        # Where it stands alone in a cell nothing tells it from two names, or from LaTeX.
        view["authors"] = ["Plato"]
        view["details"].pop("authors_cut", None)
    out = io.StringIO(newline="")
    table.write(review_table([view], COLUMNS), out)

    _, back = _read_back(out.getvalue())

    before, after = _said(view), _said(back)
    assert {name: after[name] for name in IN_CELLS} == {name: before[name] for name in IN_CELLS}
