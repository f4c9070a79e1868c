"""Papers to be written: what is awkward in one format or another, in our own words."""

from __future__ import annotations

from datetime import date

from survey.model.fold import Said, Taken, fold_paper
from survey.model.identifier import Identifier
from survey.model.record import Record, Status, Venue, VenueKind
from survey.model.view import PaperView

DAY = "2026-11-20"


def view(
    key: str, *, source: str = "crossref", tags: tuple[str, ...] = (), notes: tuple[str, ...] = (), **says: object
) -> PaperView:
    """A paper of which one source says what `says` says."""
    details = says.pop("details", {})
    assert isinstance(details, dict)
    record = Record(source=source, key=key, details=tuple(sorted(details.items())), **says)  # type: ignore[arg-type]
    said = Said(key=key, added=DAY, tags=tags, notes=tuple((note, DAY) for note in notes))
    return fold_paper([Taken.at(record, DAY)], said)


def ids(*spelt: str) -> frozenset[Identifier]:
    return frozenset(Identifier(*each.split(":", 1)) for each in spelt)


PAPERS = (
    view(
        "waals2020lora",
        title="LoRA-like Doors: Faster GPT-3 & 50% less $O(n^2)$ for Erdős_1 #2",
        authors=("Johannes Diderik van der Waals Jr.", "Gabriel García Márquez", "The Door Group", "Ødegård Ñu"),
        year=2020,
        published=date(2020, 6, 12),
        venue=Venue("Conference on Doors", VenueKind.CONFERENCE),
        abstract="One line, with {braces} and a \\command{x}.",
        identifiers=ids("doi:10.1234/doors_(1)", "arxiv:2006.00001"),
        pdf="https://example.org/doors.pdf",
        details={"pages": "1-9", "volume": "3", "publisher": "Doors & Sons", "editor": "Jan van Eyck; Jane Doe",
                 "family_names": "García Márquez", "authors_cut": "4", "primary_category": "cs.LG"},
        tags=("peft", "to read"),
        notes=("Seen twice.", "Compare with windows."),
    ),
    view(
        "김2021문",
        title="문의 본성",
        authors=("김철수", "王伟", "Иван Иванов"),
        year=2021,
        venue=Venue("arXiv", VenueKind.PREPRINT),
        published=date(2021, 3, 14),
        identifiers=ids("arxiv:2103.00001"),
    ),
    view(
        "roe1999doors",
        source="file",
        title="A study of Bayesian doors in Korea with windows",
        authors=("Ada Roe",),
        year=1999,
        details={"kind": "phdthesis", "institution": "University of Doors", "bibtex.file": ":a/{b}.pdf:PDF",
                 "ris.M2": "kept", "csl.custom": '{"kept": true}'},
    ),
    view(
        "retracted",
        title="<script>alert(1)</script> \\input{/etc/passwd} @article{x, $\\write18{rm}$",
        venue=Venue("Journal of Windows", VenueKind.JOURNAL),
        status=Status.RETRACTED,
        details={"month": "June 12--15", "comment": "See the note."},
        year=2018,
    ),
    view("nothing", title="Nothing More"),
)  # fmt: skip
