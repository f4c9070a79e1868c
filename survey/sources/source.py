"""What every source can be asked, and which sources there are."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, runtime_checkable
from urllib.parse import quote

from survey.model.errors import SourceCappedError, SurveyError
from survey.model.record import Found, Query, Record, Repository, Unreadable, Venue
from survey.model.venue import settled_venue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from survey.http.door import Desk
    from survey.http.service import Service
    from survey.model.identifier import Identifier
    from survey.model.leaderboard import BenchmarkView, LeaderboardView, RowView, TaskView
    from survey.model.neighbours import Neighbours
    from survey.settings import Settings

T = TypeVar("T")
U = TypeVar("U")


class Source:
    """One service that knows papers. A subclass offers `search`, `look_up` and `by_title` as far as the service can."""

    name: ClassVar[str]
    service: ClassVar[Service]
    knows: ClassVar[frozenset[str]] = frozenset()
    """The schemes of identifiers that `look_up` understands."""
    singles: ClassVar[int] = 200
    """How many requests for one paper each a run may cost, where the service answers no batches."""
    asked_by_name: ClassVar[bool] = False
    """Whether it is only asked when the user names it, since it turns most programs away."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @classmethod
    def chosen(cls, settings: Settings) -> type[Source]:
        """The class that speaks to the service under `settings`: itself, unless the service has dialects."""
        return cls

    @classmethod
    def dumped_on(cls) -> str | None:
        """The ISO date of the dump on this machine that it answers from; None where it asks a service."""
        return None

    @classmethod
    def takes(cls, query: Query) -> bool:
        """Whether `query` is one for a search of this source: any that has words, unless the source says otherwise."""
        return bool(query.text.strip())

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """What a saved answer of the service says, in any of its shapes.

        Raises ValueError, at once, where `body` is no answer of the service about papers.
        """
        raise NotImplementedError(f"{cls.name} cannot read saved answers")

    def known(self, names: Sequence[Identifier]) -> list[Identifier]:
        """Those of `names` that the service can be asked by, each once, in order."""
        return [name for name in dict.fromkeys(names) if name.scheme in self.knows]

    def one_by_one(self, names: Sequence[T], ask: Callable[[T], Iterator[U]]) -> Iterator[U]:
        """What `ask` yields for each of `names`. Raises SourceCappedError after as many as one run may cost."""
        for name in names[: self.singles]:
            yield from ask(name)
        self.cap(len(names), self.singles)

    def cap(self, wanted: int, let_through: int) -> None:
        """Nothing, where all that was `wanted` was let through; otherwise raises SourceCappedError."""
        if (left := wanted - let_through) > 0:
            raise SourceCappedError(
                self.name,
                f"{left} of {wanted} papers were not asked for, since it answers for one paper at a time",
                hint="ask again for the rest; what was answered already is kept and costs nothing",
            )


@runtime_checkable
class Searches(Protocol):
    """A source that finds papers by words."""

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query`, the best first, no more than its limit."""
        ...


@runtime_checkable
class LooksUp(Protocol):
    """A source that knows papers by their identifiers."""

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of those `names`, in no promised order; a name it does not know yields nothing."""
        ...


@runtime_checkable
class FindsTitles(Protocol):
    """A source that finds a paper by its title."""

    def by_title(self, title: str) -> Iterator[Found]:
        """A few candidates, the best first; whether one of them is the paper is for the caller to verify."""
        ...


@runtime_checkable
class KnowsReferences(Protocol):
    """A source that knows what a paper cites."""

    def references(self, names: Sequence[Identifier]) -> Iterator[Neighbours]:
        """What the papers of those `names` cite, in no promised order; a name it does not know yields nothing."""
        ...


@runtime_checkable
class KnowsCitations(Protocol):
    """A source that knows who cites a paper."""

    def citations(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """Who cites the papers of those `names`, no more than `limit` each; a name it does not know yields nothing."""
        ...


@runtime_checkable
class KnowsNotices(Protocol):
    """A source that knows the notices by which papers were retracted or withdrawn."""

    def notices(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """What notices say of the papers of those `names`: what became of them, and no more."""
        ...


@runtime_checkable
class Recommends(Protocol):
    """A source that knows papers like others."""

    def similar(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """Papers like those of `names`, no more than `limit` in one answer; a name it does not know yields nothing."""
        ...


@runtime_checkable
class LooksAtCode(Protocol):
    """A host of code."""

    def look_at(self, urls: Sequence[str]) -> Iterator[Repository | Unreadable]:
        """The state of each repository at `urls`; an address of another host yields nothing."""
        ...


@runtime_checkable
class KnowsLeaderboards(Protocol):
    """A source that knows tasks, their benchmarks, and who claims what on them."""

    def tasks(self, words: str | None = None) -> Iterator[TaskView]:
        """Every task, or those whose name has to do with `words`."""
        ...

    def parts(self, task: str) -> Iterator[TaskView]:
        """The tasks that are parts of the task of this name, as far as the source says."""
        ...

    def benchmarks(self, task: str) -> Iterator[BenchmarkView]:
        """The benchmarks of the task of this name, those with the most results first."""
        ...

    def also_called(self, dataset: str) -> Sequence[str]:
        """Other names of a dataset under which there may be benchmarks, as far as the source says."""
        ...

    def leaderboard(self, task: str, dataset: str) -> LeaderboardView | None:
        """The leaderboard of a benchmark, named as `tasks` and `benchmarks` name it; None where there is none."""
        ...

    def claimants(self, task: str, dataset: str, rows: Sequence[RowView]) -> Iterator[Found]:
        """The papers behind rows of that leaderboard, each once, with what the source knows of their results."""
        ...


def sources(settings: Settings | None = None) -> dict[str, type[Source]]:
    """The installed sources by name, in the dialects that `settings` choose.

    Raises SurveyError that names the entry point where one cannot be loaded or is no source.
    """
    found = {point.name: _loaded(point) for point in entry_points(group="survey.sources")}
    return {name: source.chosen(settings) if settings else source for name, source in sorted(found.items())}


def _loaded(point: EntryPoint) -> type[Source]:
    try:
        source = point.load()
    except (ImportError, AttributeError, NameError, SyntaxError, TypeError, ValueError) as error:
        raise _broken(point, str(error)) from error
    if not (isinstance(source, type) and issubclass(source, Source)):
        raise _broken(point, "it is no subclass of survey.sources.source.Source")
    if getattr(source, "name", None) != point.name:
        raise _broken(point, "its class has another name than its entry point")
    return source


def _broken(point: EntryPoint, why: str) -> SurveyError:
    return SurveyError(
        f"the source {point.name} ({point.value}) cannot be used: {why}",
        hint="update or uninstall the package that brings it",
    )


def wanted(found: Iterable[Found], query: Query) -> Iterator[Found]:
    """What `query` wants of `found`: records of its years, up to its limit. What is unreadable always passes.

    Services are known to ignore a filter silently, so the years are looked at again here.
    """
    left = query.limit
    for each in found if left > 0 else ():
        if isinstance(each, Unreadable):
            yield each
        elif query.wants(each.year):
            yield each
            left -= 1
            if not left:
                return


def of_venue(found: Iterable[Found], venue: str) -> Iterator[Found]:
    """What of `found` appeared at `venue`, under whichever of its names; for services that cannot be asked for one."""
    asked = settled_venue(Venue(venue)).name.casefold()
    for each in found:
        if isinstance(each, Unreadable) or (each.venue and settled_venue(each.venue).name.casefold() == asked):
            yield each


def asked_for(found: Iterable[Found], names: Iterable[Identifier]) -> Iterator[Found]:
    """`found`, each record once; those that bear none of `names` have become unreadable, for nobody asked for them."""
    asked, seen = frozenset(names), set[str]()
    for each in found:
        if isinstance(each, Unreadable):
            yield each
        elif not each.identifiers & asked:
            yield Unreadable(each.source, each.key, "another paper than those asked for")
        elif each.key not in seen:
            seen.add(each.key)
            yield each


def bearers(
    entries: Iterable[T], read: Callable[[T], Found], names: Sequence[Identifier]
) -> Iterator[tuple[Identifier, T]]:
    """Those of `entries` that `read` takes for papers of `names`, each with the name it bears; a name is found once."""
    left = dict.fromkeys(names)
    for entry in entries:
        found = read(entry)
        borne = found.identifiers & left.keys() if isinstance(found, Record) else ()
        if name := next((name for name in left if name in borne), None):
            del left[name]
            yield name, entry


def batches(values: Iterable[str], most: int, letters: int = 3000) -> Iterator[list[str]]:
    """`values` in lists of no more than `most`, each short enough for an address: `letters` when percent-encoded."""
    batch: list[str] = []
    room = letters
    for value in values:
        size = len(quote(value, safe="")) + 3
        if batch and (len(batch) == most or size > room):
            yield batch
            batch, room = [], letters
        batch.append(value)
        room -= size
    if batch:
        yield batch
