"""From what a text cites to the papers that it means: by identifier, by other lists of the same paper, by title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from rapidfuzz import fuzz

from survey.catalog.citations import Open, lists, sought, unresolved, untitled
from survey.catalog.known import names_of_papers, owners, titled
from survey.catalog.read import views_of
from survey.catalog.references import keep_sought, settle_references
from survey.model.counted import counted
from survey.model.identifier import Identifier, best
from survey.model.record import Record
from survey.model.reference import Citing, Part, Reference, Resolved, Way
from survey.model.text import fold, surname
from survey.sources.source import FindsTitles, LooksUp, Source
from survey.workflow.follow import follow
from survey.workflow.trip import Trip

if TYPE_CHECKING:
    from survey.workflow.asking import Answer, Ask

BATCHED = ("semantic_scholar", "openalex", "arxiv", "crossref")
"""Who answers for many identifiers at once, in the order in which they are asked until all are known."""
_BY_TITLE = ("openalex", "semantic_scholar", "arxiv")
"""Who is asked for titles, the one that may be asked most often first, until one knows it."""
_TITLES = 40
"""Most titles that are searched for in one round: each costs a request."""
_ALIKE = 92.0
"""How alike (0 to 100) two titles must be: a typing error, a hyphen, a subtitle's colon, but no other words."""
_SAME_SUBJECT = 60.0
"""How alike (0 to 100) the words of two titles are that may be of one paper: some change theirs before they appear."""
_FEW_WORDS = 4
"""A title of no more words says little without an author and a year."""
_UNCHECKED = 0.1
"""By how much less sure it is for each of year and first author that nobody says."""


def resolve(trip: Trip, starts: Collection[Citing], parts: Collection[Part] | None) -> None:
    """Looks for the papers behind the references of `starts`; of what a text says, with `parts` only what stands there.

    What is found is kept with how, and how sure. What is not stays as it is said.
    """
    for attempt in (_by_known, _by_identifier, _by_list, _by_title):
        with trip.library.catalog.reading() as reader:
            left = unresolved(reader, starts, parts)
        if not left or not trip.finished:
            return
        attempt(trip, left)


def complete(trip: Trip, papers: Collection[int]) -> None:
    """Looks up those of `papers` of which only identifiers are known: some sources name papers and say no more."""
    with trip.library.catalog.reading() as reader:
        bare = untitled(reader, papers)
    names = names_of_papers(trip.library.catalog, bare)
    look_up(trip, [frozenset(names[paper]) for paper in bare])


def _by_known(trip: Trip, left: Sequence[Open]) -> None:
    """What the catalog itself knows under one of the identifiers."""
    catalog = trip.library.catalog
    owned = owners(catalog, {name for each in left for name in each.said.identifiers})
    found = {
        each.id: min(papers) for each in left if (papers := {owned[n] for n in each.said.identifiers if n in owned})
    }
    if not found:
        return
    with catalog.reading() as reader:
        views = dict(zip(found.values(), views_of(reader, list(found.values())), strict=True))
    resolved = {
        each.id: Resolved(found[each.id], "identifier", _trust(each.said.title, views[found[each.id]]["title"]))
        for each in left
        if each.id in found
    }
    settle_references(catalog, resolved)


def _trust(said: str | None, title: str | None) -> float:
    """How far an identifier is to be trusted: people copy wrong ones, and then the title is another one, too."""
    if not said or not title or fuzz.token_set_ratio(fold(said), fold(title)) >= _SAME_SUBJECT:
        return 1.0
    return 0.5


def _by_identifier(trip: Trip, left: Sequence[Open]) -> None:
    look_up(trip, [each.said.identifiers for each in left if each.said.identifiers])
    _by_known(trip, left)


def look_up(trip: Trip, works: Sequence[frozenset[Identifier]]) -> None:
    """Asks for works by their identifiers, source after source, for those that are still unknown."""
    for source in BATCHED:
        kind = trip.library.sources.get(source)
        if kind is None or not issubclass(kind, LooksUp) or trip.is_silent(source):
            continue
        known = _titled_names(trip, works)
        asked = _sought(trip).get(source, set())
        usable = (frozenset(n for n in names if n.scheme in kind.knows) for names in works if not names & known)
        wanted = sorted({name for names in usable if (name := best(names)) and str(name) not in asked})
        if not wanted:
            continue
        report = trip.ask(counted(len(wanted), "cited work"), {source: _question(wanted)})
        if report.told and not any(told.message for told in report.told):
            keep_sought(trip.library.catalog, source, map(str, wanted), now=trip.library.now())


def _titled_names(trip: Trip, works: Iterable[frozenset[Identifier]]) -> set[Identifier]:
    """The identifiers of `works` that belong to papers of which more than that is known."""
    owned = owners(trip.library.catalog, {name for names in works for name in names})
    with trip.library.catalog.reading() as reader:
        bare = set(untitled(reader, set(owned.values())))
    return {name for name, paper in owned.items() if paper not in bare}


def _question(names: Sequence[Identifier]) -> Ask:
    return lambda source: cast("LooksUp", source).look_up(names)


def _sought(trip: Trip) -> dict[str, set[str]]:
    with trip.library.catalog.reading() as reader:
        return sought(reader, trip.since)


def _by_list(trip: Trip, left: Sequence[Open]) -> None:
    """What sources list as cited by the same paper, under nearly the same title."""
    papers = {each.citing.paper for each in left if each.citing.paper is not None and each.said.title}
    if not papers:
        return
    follow(trip, Way.REFERENCES, sorted(papers), named=sorted(papers))
    with trip.library.catalog.reading() as reader:
        listed = lists(reader, papers)
    found = {
        each.id: Resolved(paper, "list", sure)
        for each in left
        if each.citing.paper in listed
        for paper, sure in _likest(each.said, listed[each.citing.paper])
    }
    settle_references(trip.library.catalog, found)


def _likest(said: Reference, views: Mapping[int, Mapping[str, object]]) -> Iterator[tuple[int, float]]:
    """The one paper of `views` that `said` means; nothing where there is none, or two are as like it."""
    sure = {paper: like for paper, view in views.items() if (like := _likeness_to_view(said, view))}
    ranked = sorted(sure, key=lambda paper: (-sure[paper], paper))
    if ranked and (len(ranked) == 1 or sure[ranked[0]] > sure[ranked[1]]):
        yield ranked[0], sure[ranked[0]]


def _likeness_to_view(said: Reference, view: Mapping[str, object]) -> float | None:
    return likeness(
        said, *(cast("tuple[str | None, Sequence[str], int | None]", (view["title"], view["authors"], view["year"])))
    )


def likeness(said: Reference, title: str | None, authors: Sequence[str], year: int | None) -> float | None:
    """How sure (0 to 1) it is that a paper of that title, authors and year is the one `said`; None where it is not.

    Titles must be alike, with the same numbers; the years at most one apart; the first authors of one family name.
    """
    if not said.title or not title:
        return None
    mine, theirs = fold(said.title), fold(title)
    alike = fuzz.ratio(mine, theirs)
    if alike < _ALIKE or _numbers(mine) != _numbers(theirs):
        return None
    years = None if said.year is None or year is None else abs(said.year - year) <= 1
    first = None if not said.authors or not authors else _met(said.authors[0], authors[0])
    unchecked = [years, first].count(None)
    if years is False or first is False or (unchecked == 2 and len(mine.split()) <= _FEW_WORDS):
        return None
    return round(alike / 100 - _UNCHECKED * unchecked, 2)


def _numbers(title: str) -> list[str]:
    return [word for word in title.split() if any(letter.isdigit() for letter in word)]


def _met(one: str, other: str) -> bool:
    """Whether two first authors may be one: their family names agree, or one is the end of the other."""
    mine, theirs = surname(one), surname(other)
    return mine == theirs or f" {mine}".endswith(f" {theirs}") or f" {theirs}".endswith(f" {mine}")


def _by_title(trip: Trip, left: Sequence[Open]) -> None:
    """What a few sources answer to the title; works that are mentioned most are looked for first."""
    works: dict[str, list[Open]] = defaultdict(list)
    for each in left:
        if each.said.title and fold(each.said.title):
            works[fold(each.said.title)].append(each)
    for title in _settled_by_title(trip, works):
        del works[title]
    first = sorted(works, key=lambda title: (-sum(len(each.said.places) for each in works[title]), title))[:_TITLES]
    able = [
        s for s in _BY_TITLE if issubclass(trip.library.sources.get(s, Source), FindsTitles) and not trip.is_silent(s)
    ]
    for source in able:
        asked = _sought(trip).get(source, set())
        wanted = {title: works[title] for title in first if f"title:{title}" not in asked}
        if wanted:
            settled = _ask_titles(trip, source, wanted)
            first = [title for title in first if title not in settled]


def _ask_titles(trip: Trip, source: str, wanted: Mapping[str, Sequence[Open]]) -> set[str]:
    """Asks one source for titles, and settles what it knows; the titles of that."""
    done: list[str] = []
    answers: list[tuple[str, Record]] = []

    def question(asked: Source) -> Iterator[Answer]:
        for title, opens in wanted.items():
            for each in cast("FindsTitles", asked).by_title(opens[0].said.title or ""):
                # A source answers with the nearest it has: another paper is no answer.
                if isinstance(each, Record) and likeness(opens[0].said, each.title, each.authors, each.year):
                    answers.append((title, each))
                    yield each
            done.append(f"title:{title}")

    report = trip.ask(counted(len(wanted), "title"), {source: question})
    keep_sought(trip.library.catalog, source, done, now=trip.library.now())
    found: dict[str, dict[int, Record]] = defaultdict(dict)
    for title, record in answers:
        if (paper := report.intake.papers.get((record.source, record.key))) is not None:
            found[title][paper] = record
    resolved = {
        each.id: Resolved(paper, "title", sure)
        for title, papers in found.items()
        for each in wanted[title]
        for paper, sure in _likest(each.said, {paper: _told(record) for paper, record in papers.items()})
    }
    settle_references(trip.library.catalog, resolved)
    return {title for title in found if any(each.id in resolved for each in wanted[title])}


def _told(record: Record) -> dict[str, object]:
    return {"title": record.title, "authors": record.authors, "year": record.year}


def _settled_by_title(trip: Trip, works: Mapping[str, Sequence[Open]]) -> set[str]:
    """Settles what the catalog itself knows under one of these titles; the titles of that."""
    catalog = trip.library.catalog
    found: dict[int, Resolved] = {}
    settled = set()
    for title, opens in works.items():
        if not (papers := list(titled(catalog, title))):
            continue
        with catalog.reading() as reader:
            views = dict(zip(papers, views_of(reader, papers), strict=True))
        for each in opens:
            for paper, sure in _likest(each.said, views):
                found[each.id] = Resolved(paper, "title", sure)
                settled.add(title)
    settle_references(catalog, found)
    return settled
