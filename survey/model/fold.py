"""A paper is a fold over its records: which of the things said about it are shown, and who said them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from survey.model.claim import claim
from survey.model.identifier import Identifier, page
from survey.model.record import Record, Repository, Result, Status, Venue, VenueKind
from survey.model.repository import repository_key, repository_url
from survey.model.venue_evidence import NOWHERE, Appeared, appeared, name_of, venue_of
from survey.model.view import CitationsView, PaperView, RepositoryView, ResultView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

HAND = "hand"
"""The source of what the user typed; it always wins."""
LLM = "llm"
"""The source of lines that a language model of the user's choice wrote."""
LOCAL = "local"
"""The source of lines that were made of abstracts here; they stand where nobody says one."""
OF_PAPERS = (HAND, LLM, LOCAL)
"""The sources that speak of a paper of the catalog itself: their accounts name no work, and hang on the paper."""

# Whom to believe, field by field, the most trusted first. A source that is not named comes after those that are.
# Those who keep the proceedings, then publishers, know where and when; arXiv knows what the authors wrote; those who
# count citations know how many.
_PROCEEDINGS = ("dblp", "openreview", "openreview_before", "acl", "cvf", "neurips", "pmlr")
_PUBLISHED = ("crossref", "semantic_scholar", "openalex", "papers_with_code", "arxiv", "datacite", "hugging_face")
_WRITTEN = ("arxiv", "crossref", "semantic_scholar", "openalex", "datacite", "papers_with_code", "hugging_face")
TRUST: dict[str, tuple[str, ...]] = {
    "title": _WRITTEN,
    "authors": _WRITTEN,
    "abstract": _WRITTEN,
    "published": ("arxiv", *_PUBLISHED),
    "year": (*_PROCEEDINGS, *_PUBLISHED),
    "venue": (*_PROCEEDINGS, *_PUBLISHED),
    "citations": ("semantic_scholar", "openalex", "crossref", "papers_with_code"),
    "summary": ("semantic_scholar", "hugging_face", "papers_with_code", LLM),
    "pdf": _WRITTEN,
    "results": ("papers_with_code",),
}
FIELDS = ("title", "authors", "year", "published", "venue", "abstract", "citations", "summary", "pdf")
"""The fields of which exactly one record's value is shown."""


class Taken(NamedTuple):
    """A record and the ISO date of which it is true."""

    record: Record
    on: str

    @classmethod
    def at(cls, record: Record, at: str) -> Self:
        """`record` as taken at the ISO time `at`, unless it tells its own day."""
        return cls(record, record.on.isoformat() if record.on else at[:10])


class Candidate(NamedTuple):
    """One thing said about a field."""

    source: str
    on: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user and the catalog add to the records: nothing of it comes from a source."""

    key: str
    added: str | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """(text, ISO date), oldest first."""
    repositories: tuple[Repository, ...] = ()
    """What hosts of code said last about repositories, by their `url`."""


def fold_paper(records: Sequence[Taken], said: Said) -> PaperView:
    """The paper that `records` agree on, as shown. The order of the records does not matter."""
    where = appeared(records)
    won = _of_one(records[0], where) if len(records) == 1 else _of_many(records, where)
    venue = won["venue"].value if "venue" in won else None
    names, others = _identifiers(records, where)
    code = _repositories(records, said.repositories)
    published, summary = _value(won, "published"), _value(won, "summary")
    return PaperView(
        key=said.key,
        title=_value(won, "title"),
        authors=list(_value(won, "authors") or ()),
        year=_value(won, "year"),
        published=published.isoformat() if published else None,
        venue=venue.name if venue else None,
        venue_kind=venue.kind if venue else None,
        abstract=_value(won, "abstract"),
        identifiers={name.scheme: name.value for name in names},
        other_identifiers=[str(name) for name in others],
        links={"paper": _paper_link(records, names), "pdf": _value(won, "pdf"), "code": _code_link(code)},
        repositories=code,
        citations=_citations(won.get("citations")),
        summary={"text": summary.text, "made_by": summary.made_by, "model": summary.model} if summary else None,
        results=_results(records),
        status=_status(records),
        details=_details(records, where) | _cut(records),
        tags=sorted(said.tags),
        notes=[{"text": text, "on": on} for text, on in said.notes],
        sources=sorted({taken.record.source for taken in records} - {LLM, LOCAL}),
        origins={field: {"source": best.source, "on": best.on} for field, best in won.items()},
        added=said.added,
    )


def _of_many(records: Sequence[Taken], where: Appeared) -> dict[str, Candidate]:
    """What is shown, by field."""
    ranked = {field: _candidates(records, field, where) for field in FIELDS}
    return {field: found[0] for field, found in ranked.items() if found}


def _of_one(only: Taken, where: Appeared) -> dict[str, Candidate]:
    """What is shown of a paper of a single record, as most are: what that says, but for the venue."""
    shown = {}
    for field, read in _READ.items():
        if field == "venue":
            for each in where.evidence[:1]:
                shown[field] = Candidate(each.source, each.on, each.venue)
        elif (value := read(only.record)) is not None and value != ():
            shown[field] = Candidate(only.record.source, _when(only, field), value)
    return shown


def candidates(records: Iterable[Taken], field: str) -> list[Candidate]:
    """Everything that `records` say of `field`, what is shown first, then in falling trust."""
    every = list(records)
    return _candidates(every, field, _where(every, field))


def _candidates(records: Sequence[Taken], field: str, where: Appeared) -> list[Candidate]:
    if field == "venue":
        return [Candidate(each.source, each.on, each.venue) for each in where.evidence]
    read = _READ[field]
    said = [taken for taken in records if (value := read(taken.record)) is not None and value != ()]
    order = _ranked(said, field, where)
    return [Candidate(taken.record.source, _when(taken, field), read(taken.record)) for taken in order]


def ranked(records: Sequence[Taken], field: str) -> list[Taken]:
    """`records` in falling trust about `field`, whether or not they say anything of it."""
    return _ranked(records, field, _where(records, field))


_OF_VENUE = frozenset({"venue", "year"})
"""What goes with the venue that is shown: a year is the one in which the paper appeared there."""


def _where(records: Sequence[Taken], field: str) -> Appeared:
    """Where the paper of `records` appeared, if that matters to `field`."""
    return appeared(records) if field in _OF_VENUE else NOWHERE


def _ranked(records: Sequence[Taken], field: str, where: Appeared) -> list[Taken]:
    if len(records) < 2:
        return list(records)
    order = sorted(records, key=lambda taken: (taken.record.key, taken.record.source))
    order.sort(key=lambda taken: _when(taken, field), reverse=True)
    order.sort(
        key=lambda taken: (
            taken.record.source != HAND,
            _held_back(taken.record, field, where.venue),
            _rank(field, taken.record.source),
        )
    )
    if field == "published":
        # The first day anybody saw it, whoever says so; only the user knows better.
        order.sort(key=lambda taken: (taken.record.source != HAND, taken.record.published))
    return order


def _held_back(record: Record, field: str, shown: Venue | None) -> tuple[bool, bool]:
    """Whether what `record` says of `field` is only good where nobody else says anything, and how much so."""
    if field == "authors":
        return record.authors_cut, False
    if field in _OF_VENUE:
        venue = venue_of(record)
        elsewhere = venue is None or shown is None or name_of(venue) != name_of(shown)
        return elsewhere, venue is None or venue.kind is VenueKind.PREPRINT
    return False, False


def trust(field: str, source: str) -> tuple[bool, int, str]:
    """How much `source` is believed about `field`: what sorts first is believed most, and the user before all."""
    return source != HAND, _rank(field, source), source


def _rank(field: str, source: str) -> int:
    order = TRUST.get(field, ())
    return order.index(source) if source in order else len(order) + (source == LOCAL)


def _when(taken: Taken, field: str) -> str:
    counted = taken.record.citations
    return counted.on.isoformat() if field == "citations" and counted and counted.on else taken.on


_READ: dict[str, Callable[[Record], Any]] = {field: attrgetter(field) for field in FIELDS}


def _value(won: dict[str, Candidate], field: str) -> Any:
    return won[field].value if field in won else None


def _citations(best: Candidate | None) -> CitationsView | None:
    return CitationsView(count=best.value.count, source=best.source, on=best.on) if best else None


def _identifiers(records: Sequence[Taken], where: Appeared) -> tuple[list[Identifier], list[Identifier]]:
    """One identifier a scheme, the published version's first, and those that remain."""
    shown: dict[str, Identifier] = {}
    for taken in _ranked(records, "venue", where):
        for name in sorted(taken.record.identifiers):
            shown.setdefault(name.scheme, name)
    every = {name for taken in records for name in taken.record.identifiers}
    return sorted(shown.values()), sorted(every - set(shown.values()))


_OPEN_FIRST = ("arxiv", "acl", "openreview", "cvf", "pmcid", "doi", "pmid")


def _paper_link(records: Sequence[Taken], names: list[Identifier]) -> str | None:
    """Where to read it: the user's own link, a page that is open to all, else the page a source gives."""
    given = [taken.record for taken in ranked([taken for taken in records if taken.record.url], "title")]
    if given and given[0].source == HAND:
        return given[0].url
    by_scheme = {name.scheme: name for name in names}
    if scheme := next((scheme for scheme in _OPEN_FIRST if scheme in by_scheme), None):
        return page(by_scheme[scheme])
    return given[0].url if given else None


def _status(records: Sequence[Taken]) -> str | None:
    said = {taken.record.status for taken in records}
    return next((status.value for status in (Status.RETRACTED, Status.WITHDRAWN) if status in said), None)


def _details(records: Sequence[Taken], where: Appeared) -> dict[str, str]:
    details: dict[str, str] = {}
    is_published = where.venue is not None and where.venue.kind is not VenueKind.PREPRINT
    for taken in _ranked(records, "venue", where):
        foreign = OF_VERSIONS if is_published and _is_of_preprint(taken.record) else frozenset()
        for name, value in taken.record.details:
            if name not in foreign:
                details.setdefault(name, value)
    return dict(sorted(details.items()))


OF_VERSIONS = frozenset({
    "journal", "booktitle", "venue", "volume", "issue", "number", "pages", "first_page", "last_page", "article_number",
    "publisher", "event", "series", "place", "edition", "chapter", "month", "day", "date", "kind", "issn", "isbn",
})  # fmt: skip
"""The details that are said of one version of a work, and may be wrong of another."""


def _is_of_preprint(record: Record) -> bool:
    venue = venue_of(record)
    return record.source != HAND and venue is not None and venue.kind is VenueKind.PREPRINT


def _cut(records: Sequence[Taken]) -> dict[str, str]:
    """After how many authors the list that is shown breaks off, where its source says that it does."""
    named = [each for each in records if each.record.authors]
    if not any(each.record.authors_cut for each in named):
        return {}
    shown = ranked(named, "authors")[0].record
    return {"authors_cut": str(len(shown.authors))} if shown.authors_cut else {}


def _code_link(code: list[RepositoryView]) -> str | None:
    return next((repository["url"] for repository in code if not repository["gone"]), None)


def _repositories(records: Sequence[Taken], checked: Sequence[Repository]) -> list[RepositoryView]:
    """Every repository anybody links: the user's, then official ones, then by stars; what its host said counts."""
    accounts: dict[str, list[tuple[Repository, str, str]]] = {}
    for repository in checked:
        on = repository.checked_on.isoformat() if repository.checked_on else ""
        accounts.setdefault(repository_key(repository.url), []).append((repository, repository.source or "", on))
    linked: dict[str, None] = {}
    for taken in ranked([taken for taken in records if taken.record.repositories], "results"):
        for repository in taken.record.repositories:
            name = repository_key(repository.url)
            linked.setdefault(name)
            accounts.setdefault(name, []).append((repository, taken.record.source, taken.on))
    views = [_repository(accounts[name]) for name in linked]
    return sorted(views, key=_standing_of_code)


def _standing_of_code(view: RepositoryView) -> tuple[bool, bool, bool, int]:
    # Where nothing tells two apart they stay in the order of the source that lists them.
    by_hand = view["source"] == HAND
    return not by_hand, view["gone"] is True, view["official"] is not True, -(view["stars"] or 0)


def _repository(accounts: list[tuple[Repository, str, str]]) -> RepositoryView:
    checked = next(
        ((account, on) for account, _, on in accounts if account.stars is not None or account.gone is not None), None
    )
    linked_by = next(
        (source for account, source, _ in accounts if account.checked_on is None or account.source is None),
        accounts[0][1],
    )
    return RepositoryView(
        url=repository_url(accounts[0][0].url),
        official=_first(True if account.official else None for account, _, _ in accounts),
        stars=_first(account.stars for account, _, _ in accounts),
        license=_first(account.license for account, _, _ in accounts),
        archived=_first(account.archived for account, _, _ in accounts),
        gone=_first(account.gone for account, _, _ in accounts),
        checked_at=checked[1] or None if checked else None,
        source=linked_by,
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _results(records: Sequence[Taken]) -> list[ResultView]:
    """Every claimed value once; two sources that print different values for the same thing both stay."""
    seen: dict[tuple[str, ...], ResultView] = {}
    for taken in ranked([taken for taken in records if taken.record.results], "results"):
        for result in taken.record.results:
            view = _result(result, taken.record.source)
            known = seen.setdefault((*claim(view), view["printed"]), view)
            # Which way a metric is better does not depend on who printed the value.
            known["direction"] = known["direction"] or view["direction"]
    return sorted(
        seen.values(),
        key=lambda view: (view["task"], view["dataset"], view["metric"], view["model"] or "", view["printed"]),
    )


def _result(result: Result, source: str) -> ResultView:
    return ResultView(
        task=result.task,
        dataset=result.dataset,
        metric=result.metric,
        direction=result.direction,
        model=result.model,
        value=result.value,
        printed=result.printed,
        split=result.split,
        extra_data=result.extra_data,
        rank=result.rank,
        source=source,
        note=result.note,
    )
