"""The columns there are, by name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from survey.formats.benchmarks import benchmark, claimed_by, results
from survey.formats.cell import UNKNOWN, Cell, Column, Credit
from survey.model.errors import AskedWronglyError
from survey.model.pointer import joined
from survey.model.reading import READING, rating
from survey.model.velocity import velocity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from survey.model.view import PaperView, RepositoryView

DEFAULT_COLUMNS = ("title", "paper", "code", "citations", "venue", "year", "summary", "results", "public")
AUTHORS_SHOWN = 3
_ARXIV = "https://arxiv.org/abs/"
_GITHUB = "https://github.com/"


def columns(names: Sequence[str] = ()) -> list[Column]:
    """The columns called `names`, each once; the default ones where none are named.

    A name that holds a colon is a benchmark, `DATASET:METRIC` or `DATASET:METRIC:beaten`. Raises AskedWronglyError for
    one that is no column.
    """
    wanted = [name.strip() for name in names if name.strip()]
    found = [column(name) for name in wanted or DEFAULT_COLUMNS]
    return list({each.name: each for each in found}.values())


def column(name: str) -> Column:
    """The column called `name`. Raises AskedWronglyError, which lists those there are, the nearest first."""
    if known := COLUMNS.get(name.strip().lower()):
        return known
    if ":" in name:
        return benchmark(name)
    near = sorted(COLUMNS, key=lambda each: -SequenceMatcher(None, each, name.lower()).ratio())
    raise AskedWronglyError(
        f"there is no column {name}",
        hint=f"columns are {', '.join(near)}; DATASET:METRIC for a benchmark, "
        "DATASET:METRIC:beaten for by how much the best of its leaderboard is better",
    )


def _said(field: str) -> Callable[[PaperView], Iterable[Credit]]:
    def credit(view: PaperView) -> Iterable[Credit]:
        origin = view["origins"].get(field)
        return (Credit(origin["source"], origin["on"]),) if origin else ()

    return credit


def _title(view: PaperView) -> Cell:
    title, status = view["title"], view["status"]
    # Nobody may read past a retraction, whichever columns were asked for.
    return Cell(title, shown=f"{title} [{status}]" if title and status else None)


def _authors(view: PaperView) -> Cell:
    names = view["authors"]
    others = ["et al."] if names and view["details"].get("authors_cut") == str(len(names)) else []
    more = len(names) - AUTHORS_SHOWN
    # One name alone is not worth hiding.
    shown = ", ".join([*names, *others]) if more < 2 else f"{', '.join(names[:AUTHORS_SHOWN])}, +{more} more"
    return Cell("; ".join([*names, *others]), shown=shown) if names else UNKNOWN


def _paper(view: PaperView) -> Cell:
    address = view["links"].get("paper")
    if not address:
        return UNKNOWN
    if address.startswith(_ARXIV):
        return Cell(address, address, f"arXiv:{address.removeprefix(_ARXIV)}")
    return Cell(address, address, _place(address)[0])


def _pdf(view: PaperView) -> Cell:
    address = view["links"].get("pdf")
    return Cell(address, address, "PDF") if address else UNKNOWN


def _place(address: str) -> tuple[str | None, str]:
    """The host without `www.`, None where there is none to be made out, and the path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None, ""
    return (parts.hostname or "").removeprefix("www.") or None, parts.path


def _repository(view: PaperView) -> RepositoryView | None:
    """The repository that is shown: the first that is not known to be gone."""
    return next((each for each in view["repositories"] if not each["gone"]), None)


def _code(view: PaperView) -> Cell:
    code = _repository(view)
    if not code:
        return UNKNOWN
    address = code["url"]
    if address.startswith(_GITHUB):
        return Cell(address, address, address.removeprefix(_GITHUB))
    host, path = _place(address)
    return Cell(address, address, host and f"{host}{path}")


def _public(view: PaperView) -> Cell:
    """Whether the code can be had: `yes`, `archived`, `gone`, or `not checked` where nobody has looked yet."""
    code = _repository(view)
    if not code:
        return Cell("gone") if view["repositories"] else UNKNOWN
    if code["archived"]:
        return Cell("archived")
    is_checked = code["gone"] is False or code["stars"] is not None
    return Cell("yes" if is_checked else "not checked")


def _official(view: PaperView) -> Cell:
    code = _repository(view)
    return Cell({True: "yes", False: "no", None: None}[code["official"]]) if code else UNKNOWN


def _stars(view: PaperView) -> Cell:
    code = _repository(view)
    return Cell(code["stars"]) if code else UNKNOWN


def _license(view: PaperView) -> Cell:
    code = _repository(view)
    return Cell(code["license"]) if code else UNKNOWN


def _linked_by(view: PaperView) -> Iterable[Credit]:
    code = _repository(view)
    return (Credit(code["source"], None),) if code else ()


def _checked(view: PaperView) -> Iterable[Credit]:
    first = _repository(view) or next(iter(view["repositories"]), None)
    return (Credit(None, first["checked_at"][:10]),) if first and first["checked_at"] else ()


def _citations(view: PaperView) -> Cell:
    counted = view["citations"]
    return Cell(counted["count"], shown=f"{counted['count']} ({counted['on']})") if counted else UNKNOWN


def _counted(view: PaperView) -> Cell:
    counted = view["citations"]
    return Cell(counted["on"]) if counted else UNKNOWN


def _counted_by(view: PaperView) -> Iterable[Credit]:
    counted = view["citations"]
    return (Credit(counted["source"], counted["on"]),) if counted else ()


def _velocity(view: PaperView) -> Cell:
    gathered = velocity(view)
    return UNKNOWN if gathered is None else Cell(round(gathered, 1))


def _summary(view: PaperView) -> Cell:
    summary = view["summary"]
    return Cell(summary["text"]) if summary else UNKNOWN


def _made_by(view: PaperView) -> Cell:
    summary = view["summary"]
    if not summary:
        return UNKNOWN
    return Cell(f"{summary['made_by']} ({summary['model']})" if summary["model"] else summary["made_by"])


def _doi(view: PaperView) -> Cell:
    value = view["identifiers"].get("doi")
    # Angle brackets, hashes and question marks occur in DOIs, and mean other things in an address.
    return Cell(value, f"https://doi.org/{quote(value, safe='/:;().,')}") if value else UNKNOWN


def _arxiv(view: PaperView) -> Cell:
    value = view["identifiers"].get("arxiv")
    return Cell(value, f"{_ARXIV}{value}") if value else UNKNOWN


def _rating(view: PaperView) -> Cell:
    stars = rating(view)
    return UNKNOWN if stars is None else Cell(stars)


def _listed(texts: Iterable[str]) -> Cell:
    return Cell(", ".join(texts) or None)


COLUMNS: dict[str, Column] = {
    each.name: each
    for each in (
        Column("key", "Key", lambda view: Cell(view["key"])),
        Column("title", "Title", _title, _said("title")),
        Column("authors", "Authors", _authors, _said("authors")),
        Column("year", "Year", lambda view: Cell(view["year"]), _said("year"), is_number=True),
        Column("published", "Published", lambda view: Cell(view["published"]), _said("published"), is_date=True),
        Column("venue", "Venue", lambda view: Cell(view["venue"]), _said("venue")),
        Column("kind", "Kind of venue", lambda view: Cell(view["venue_kind"]), _said("venue")),
        Column("paper", "Paper", _paper),
        Column("pdf", "PDF", _pdf, _said("pdf")),
        Column("code", "Code", _code, _linked_by),
        Column("public", "Code public", _public, _checked),
        Column("official", "Official code", _official, _linked_by),
        Column("stars", "Stars", _stars, _checked, is_number=True),
        Column("license", "Code license", _license, _checked),
        Column("citations", "Citations", _citations, _counted_by, is_number=True),
        Column("counted", "Counted on", _counted, _counted_by, is_date=True),
        Column("velocity", "Citations per year", _velocity, _counted_by, is_number=True),
        Column("summary", "Summary", _summary, _said("summary")),
        Column("made_by", "Summary by", _made_by),
        Column("results", "Results", results, lambda view: claimed_by(view["results"])),
        Column("abstract", "Abstract", lambda view: Cell(view["abstract"]), _said("abstract")),
        Column("doi", "DOI", _doi),
        Column("arxiv", "arXiv", _arxiv),
        Column("status", "Status", lambda view: Cell(view["status"])),
        Column("tags", "Tags", lambda view: _listed(view["tags"])),
        Column("reading", "Reading", lambda view: Cell(view["details"].get(READING))),
        Column("rating", "Rating", _rating, is_number=True),
        Column("decision", "Decision", lambda view: Cell(view["survey"]["decision"]) if "survey" in view else UNKNOWN),
        Column("reason", "Reason", lambda view: Cell(view["survey"]["reason"]) if "survey" in view else UNKNOWN),
        Column("notes", "Notes", lambda view: Cell(" / ".join(note["text"] for note in view["notes"]) or None)),
        Column("different_from", "Kept apart from", lambda view: Cell(joined(view.get("different", ())) or None)),
        Column("same_as", "Made one with", lambda view: Cell(joined(view.get("same", ())) or None)),
        Column("sources", "Sources", lambda view: _listed(view["sources"])),
        Column("added", "Added", lambda view: Cell(view["added"]), is_date=True),
    )
}
"""Every column but those of benchmarks, by its name."""
