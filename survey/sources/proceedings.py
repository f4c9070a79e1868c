"""Sources that list what appeared at a venue. They have no search of their own: words are looked for here."""

from __future__ import annotations

from abc import abstractmethod
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from lxml import etree  # type: ignore[import-untyped]

from survey.model.errors import SourceCappedError, SourceError
from survey.model.record import Found, Query, Record, Unreadable, Venue
from survey.model.text import fold
from survey.model.venue import settled_venue
from survey.sources.source import Source, of_venue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

_UNASKED = 5
"""How many volumes, mostly years, one search looks through where no first year is named …"""
_ASKED = 15
"""… and where one is."""
_FEWER_YEARS = "name years: --since, --until or --year"


class Volume(NamedTuple):
    """What appeared at a venue in a year, and where it is listed."""

    venue: str
    year: int | None
    path: str


class Proceedings(Source):
    """A service with a list of papers for each venue and year, read whole and kept."""

    sample: ClassVar[Query]
    """A small question that it should have an answer to."""

    @classmethod
    @abstractmethod
    def lists(cls, venue: str) -> bool:
        """Whether there are lists of `venue`, a short name."""

    @abstractmethod
    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """The volumes of `venue` of the years of `query`, the latest first."""

    def papers(self, volume: Volume) -> Iterator[Found]:
        """Everything in `volume`; nothing where there is no such list."""
        yield from self.desk.get(volume.path, read=self.read) or ()

    def reach(self, venue: str, query: Query) -> int:
        """How many volumes of `venue` one search looks through."""
        return _UNASKED if query.since is None else _ASKED

    @classmethod
    def takes(cls, query: Query) -> bool:
        """Whether `query` names a venue that is listed here."""
        return bool(query.venue) and cls.lists(short_name(query.venue or ""))

    def search(self, query: Query) -> Iterator[Found]:
        """Papers of the venue and years of `query` that hold all its words, the latest year first.

        Another venue costs nothing. Raises SourceCappedError where there are more papers than the limit, or more years
        than one search looks through.
        """
        if not self.takes(query):
            return
        venue, left, words = short_name(query.venue or ""), query.limit, stems(query.text)
        most = self.reach(venue, query)
        volumes = list(islice(self.volumes(venue, query), most + 1))
        for number, volume in enumerate(volumes[:most], start=1):
            listed, ended = _until_it_ends(of_venue(self.papers(volume), venue))
            found = [each for each in listed if is_wanted(each, query, words)]
            yield from (each for each in found if isinstance(each, Unreadable))
            papers = [each for each in found if isinstance(each, Record)]
            yield from papers[:left]
            left -= len(papers)
            if ended:
                raise ended
            if left < 0:
                raise self._capped(f"{query.limit - left} papers match up to {_named(volume)}", query.limit - left)
            if left == 0 and number < len(volumes):
                raise self._capped(f"nothing before {_named(volume)} was looked at", query.limit * 2)
        if len(volumes) > most:
            earliest = _named(volumes[most - 1])
            raise SourceCappedError(self.name, f"nothing before {earliest} was looked at", hint=_FEWER_YEARS)

    def pages(self, volume: Volume, ask: Callable[[int], Sequence[T]], size: int, most: int) -> Iterator[Sequence[T]]:
        """The pages of a list that `ask` gives from a place in it on, `size` entries each, until one is not full.

        Raises SourceCappedError where `most` of them are.
        """
        for start in range(0, most * size, size):
            page = ask(start)
            yield page
            if len(page) < size:
                return
        message = f"no more than {most * size:,} entries of {_named(volume)} were looked at"
        raise SourceCappedError(self.name, message, hint=_FEWER_YEARS)

    def _capped(self, message: str, limit: int) -> SourceCappedError:
        return SourceCappedError(self.name, message, hint=f"-n {limit} lets them through")


def _until_it_ends(found: Iterable[Found]) -> tuple[list[Found], SourceError | None]:
    """All of `found`, and how it ended before its time, if it did: what came before that is good."""
    came: list[Found] = []
    try:
        # What was taken before an error stays.
        came.extend(found)
    except SourceError as error:
        return came, error
    return came, None


def _named(volume: Volume) -> str:
    return f"{volume.venue} {volume.year}" if volume.year else volume.venue


def short_name(venue: str) -> str:
    """The short name of a venue that has one, else `venue` itself."""
    return settled_venue(Venue(venue)).name


def years_of(query: Query, first: int, today: int, step: int = 1) -> Iterator[int]:
    """The years from `first` to `today`, every `step` of them, that `query` asks for, the latest first."""
    return (year for year in reversed(range(first, today + 1, step)) if query.wants(year))


def is_wanted(found: Found, query: Query, words: frozenset[str]) -> bool:
    """Whether `found` is of the years of `query` with all `words` in title or abstract; what is unreadable passes."""
    if isinstance(found, Unreadable):
        return True
    return query.wants(found.year) and words <= stems(f"{found.title or ''} {found.abstract or ''}" if words else "")


def stems(text: str) -> frozenset[str]:
    """The folded words of `text`; a noun in the plural is the same as in the singular."""
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in fold(text).split()
    )


def html_root(body: bytes) -> Any:
    """The root element of a whole HTML page; ValueError where `body` is something else, or cut off."""
    text = body.strip()
    if b"<html" not in text[:2000].lower():
        raise ValueError("something else than an HTML page" if text else "nothing at all")
    if b"</html>" not in text[-1000:].lower():
        raise ValueError(f"cut off after {len(body):,} bytes")
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(text))
    root = etree.fromstring(text, parser)
    # What breaks the rules is read as browsers read it; where the parser gave up, though, the rest of the page is lost.
    if root is None or any(error.level_name == "FATAL" for error in parser.error_log):
        raise ValueError("an HTML page that cannot be read to its end")
    return root


def _encoding(text: bytes) -> str:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def words_of(element: Any) -> str:
    """All text inside `element`, or nothing of none."""
    return "" if element is None else "".join(element.itertext())


def of_class(root: Any, tag: str, name: str) -> Sequence[Any]:
    """The elements `tag` below `root` that bear the class `name`."""
    return [element for element in root.iter(tag) if name in (element.get("class") or "").split()]
