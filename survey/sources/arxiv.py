"""arXiv: preprints, through the package `arxiv` over our own door. Metadata CC0."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from lxml import etree  # type: ignore[import-untyped]  # the package ships no types

from survey.http.bodies import xml_root
from survey.http.service import Answer, Service
from survey.model.errors import SourceChangedError, SourceDownError, SourceError, SourceRefusedError
from survey.model.identifier import Identifier, arxiv_version, identifier, page, read_identifier
from survey.model.record import Found, Query, Record, Repository, Status, Unreadable, Venue, VenueKind
from survey.model.repository import repository_url
from survey.model.text import fold, line, title_line
from survey.sources.shapes import details, named
from survey.sources.source import Source, asked_for, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import arxiv  # type: ignore[import-untyped]  # the package ships no types

_PATH = "/api/query"
_BATCH = 100
"""Ids of one request; more make too long an address."""
_REACH = 30_000
"""How many papers of one search the service lets through."""
_NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "arxiv": "http://arxiv.org/schemas/atom",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}


class BadIdError(SourceError):
    """arXiv does not take something as an id, and answers nothing about all others that were asked with it."""

    outcome = SourceChangedError.outcome


def _refusal(answer: Answer) -> SourceError | None:
    """What arXiv says in ways of its own: too many requests by a text, a bad id by a feed, haste by an empty page."""
    if answer.body.lstrip()[:13].lower() == b"rate exceeded":
        return SourceRefusedError("arxiv", "too many requests", hint="it wants three seconds between two; wait a while")
    if answer.status == 400 and b"incorrect_id_format_for" in answer.body:
        return BadIdError("arxiv", "one of the ids asked for is none")
    counted = (rb"<opensearch:totalResults[^<>]*>(\d+)<", rb"<opensearch:startIndex[^<>]*>(\d+)<")
    total, start = (re.search(pattern, answer.body) for pattern in counted)
    # It happens now and then, and the next try has the page; the package knows it as UnexpectedEmptyPageError.
    if total and start and int(total[1]) > int(start[1]) and b"<entry" not in answer.body:
        return SourceDownError("arxiv", "sent an empty page where there should be papers")
    return None


class Arxiv(Source):
    """Preprints by id, a hundred a request; by words; by title."""

    name = "arxiv"
    service = Service(
        name="arxiv",
        base_url="https://export.arxiv.org",
        every=3.1,
        accept="application/atom+xml",
        keep=timedelta(days=1),
        waits=(60.0,),
        rest=timedelta(minutes=10),
        refusal=_refusal,
    )
    knows = frozenset({"arxiv"})

    def search(self, query: Query) -> Iterator[Found]:
        """Preprints about `query` by relevance; a venue is looked for in what authors say of where a paper appeared."""
        return wanted(chain.from_iterable(self._pages(query)), query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Preprints of `names` in their latest version. What arXiv will not take as an id is unreadable."""
        known = self.known(names)
        for start in range(0, len(known), _BATCH):
            batch = known[start : start + _BATCH]
            # They come in any order, so each is known by its own id alone.
            yield from asked_for(self._batch([name.value for name in batch]), batch)

    def by_title(self, title: str) -> Iterator[Found]:
        """The five preprints that are most relevant among those with the words of `title` in a row in theirs."""
        if words := fold(title):
            yield from self._page({"query": f'ti:"{words}"'}, 0, 5).found

    def _pages(self, query: Query) -> Iterator[list[Found]]:
        asked, size = {"query": _words(query)}, min(_BATCH, max(query.limit, 1))
        for start in range(0, _REACH, size) if asked["query"] else ():
            answer = self._page(asked, start, size)
            yield answer.found
            if start + size >= answer.total:
                return

    def _batch(self, ids: list[str]) -> Iterator[Found]:
        try:
            answer = self._page({"id_list": ids}, 0, len(ids))
        except BadIdError:
            # It names the culprit, but in a form that has changed before; halves find it in any case.
            yield from self._halves(ids)
            return
        yield from answer.found

    def _halves(self, ids: list[str]) -> Iterator[Found]:
        if len(ids) == 1:
            yield Unreadable(self.name, ids[0], "arXiv does not take it as an id")
            return
        middle = len(ids) // 2
        yield from self._batch(ids[:middle])
        yield from self._batch(ids[middle:])

    def _page(self, asked: dict[str, Any], start: int, size: int) -> _Answer:
        feeds: list[_Feed] = []

        def fetch(url: str) -> bytes:
            params = parse_qsl(urlsplit(url).query, keep_blank_values=True)
            feed = self.desk.get(_PATH, params, read=_feed)
            if feed is None:
                raise SourceChangedError(self.name, "there is no query interface at its address")
            feeds.append(feed)
            return feed.xml

        papers = _papers(fetch, asked, start, size)
        return _Answer([*map(as_record, papers), *feeds[0].unreadable], feeds[0].total)

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The preprints of an Atom feed that arXiv's query interface answered with."""
        feed = _feed(body)
        papers = _papers(lambda url: feed.xml, {}, 0, feed.size)
        return iter([*map(as_record, papers), *feed.unreadable])


@dataclass(frozen=True, slots=True)
class _Answer:
    found: list[Found]
    total: int
    """How many papers the whole search has."""


@dataclass(frozen=True, slots=True)
class _Feed:
    """A feed without the entries that its parser would drop, or stumble over."""

    xml: bytes
    size: int
    unreadable: list[Unreadable]
    total: int


@dataclass(frozen=True, slots=True)
class _Response:
    content: bytes
    status_code: int = 200


@dataclass(frozen=True, slots=True)
class _Session:
    """What the package takes for its session of HTTP."""

    fetch: Callable[[str], bytes]

    def get(self, url: str, headers: object = None) -> _Response:
        """The feed at `url`."""
        return _Response(self.fetch(url))


def _papers(fetch: Callable[[str], bytes], asked: dict[str, Any], start: int, size: int) -> list[arxiv.Result]:
    """One page, as the package words the request and parses the feed; `fetch` gets an address and gives a feed."""
    import arxiv

    # The door waits, tries again and keeps answers.
    client = arxiv.Client(page_size=size, delay_seconds=0, num_retries=0)
    client.query_url_format = f"{_PATH}?{{}}"
    # There is no public way to bring one's own.
    client._session = _Session(fetch)
    return list(client.results(arxiv.Search(**asked, max_results=start + size), offset=start)) if size else []


def _feed(body: bytes) -> _Feed:
    """The feed in `body`. Raises ValueError where it is none of arXiv's, or one that reports an error."""
    root = xml_root(body)
    total = root.find("opensearch:totalResults", _NAMES)
    if root.tag != f"{{{_NAMES['atom']}}}feed" or total is None:
        raise ValueError("XML that is no answer of arXiv's query interface")
    found = line(total.text) or ""
    entries = root.findall("atom:entry", _NAMES)
    broken = {entry: Unreadable("arxiv", _key(entry), why) for entry in entries if (why := _fault(entry))}
    for entry in broken:
        root.remove(entry)
    # We turn the pages: the package would count only what it could parse, and ask for the same page again.
    total.text = "0"
    return _Feed(
        etree.tostring(root),
        len(entries) - len(broken),
        list(broken.values()),
        int(found) if found.isdecimal() else 0,
    )


def _text(entry: Any, name: str) -> str | None:
    return line(entry.findtext(f"atom:{name}", None, _NAMES))


def _key(entry: Any) -> str | None:
    text = _text(entry, "id")
    name = read_identifier(text) if text else None
    return name.value if name and name.scheme == "arxiv" else text


def _fault(entry: Any) -> str | None:
    """Why an entry cannot be read, or None where it can. Raises ValueError where it is arXiv's own word of an error."""
    key = _text(entry, "id")
    if key and "/api/errors" in key:
        raise ValueError(f"an error: {_text(entry, 'summary') or key}")
    if not key or (read_identifier(key) or key)[0] != "arxiv":
        return "an entry without an arXiv id"
    unfit = [name for name in ("published", "updated") if not _is_moment(_text(entry, name))]
    return f"no date in <{unfit[0]}>" if unfit else None


def _is_moment(text: str | None) -> bool:
    try:
        return text is not None and bool(datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC))
    except (ValueError, OverflowError):
        return False


def _words(query: Query) -> str:
    """`query` in arXiv's terms: every word and every quoted phrase must occur; prefixes of the user's own are left."""
    # https://info.arxiv.org/help/api/user-manual.html#query_details
    text = query.text
    if not re.search(r"\b(?:ti|au|abs|co|jr|cat|rn|all):\S", text):
        phrases = (f"{quoted} {bare}" for quoted, bare in re.findall(r'"([^"]*)"?|(\S+)', text))
        terms = (re.sub(r"[^\w.+#/-]+", " ", phrase).strip(" .-/") for phrase in phrases)
        text = " AND ".join(f'all:"{term}"' if " " in term else f"all:{term}" for term in terms if term)
    asked = [f"({text})"] if text else []
    if query.venue:
        venue = query.venue.replace('"', " ")
        asked.append(f'(co:"{venue}" OR jr:"{venue}")')
    if query.since or query.until:
        asked.append(f"submittedDate:[{query.since or 1991}01010000 TO {query.until or 2999}12312359]")
    return " AND ".join(asked)


def as_record(paper: arxiv.Result) -> Found:
    """One entry of arXiv's feed as a record."""
    name = read_identifier(paper.entry_id)
    if name is None or name.scheme != "arxiv":
        return Unreadable("arxiv", line(paper.entry_id), "an entry without an arXiv id")
    dois = (identifier("doi", given) for given in (paper.doi or "").split())
    published = paper.published.date()
    return Record(
        source="arxiv",
        key=name.value,
        title=title_line(paper.title),
        authors=tuple(printed for author in paper.authors if (printed := line(author.name))),
        year=published.year,
        published=published,
        venue=Venue("arXiv", VenueKind.PREPRINT),
        abstract=line(paper.summary),
        identifiers=named(name, *dois),
        url=page(name),
        pdf=line(paper.pdf_url),
        repositories=tuple(_repositories(f"{paper.comment or ''} {paper.summary}")),
        status=Status.WITHDRAWN if _is_withdrawn(paper) else None,
        version=arxiv_version(paper.entry_id),
        details=details(
            comment=paper.comment,
            journal_ref=paper.journal_ref,
            primary_category=paper.primary_category,
            categories=" ".join(paper.categories),
        ),
    )


_CODE = re.compile(r"(?:https?://)?(?:www\.)?github\.com/[\w.-]+/[\w-]+(?:\.[\w-]+)*", re.I)


def _repositories(text: str) -> Iterator[Repository]:
    """The repositories that the authors name; whose they are, their words do not tell reliably."""
    for found in dict.fromkeys(map(_address, _CODE.findall(text))):
        yield Repository(url=found)


def _address(found: str) -> str:
    return repository_url(found if "://" in found else f"https://{found}")


# arXiv keeps no flag: withdrawing replaces the comment, and often the abstract, of a further version.
# https://info.arxiv.org/help/withdraw.html
_WITHDRAWN = re.compile(
    r"^\W*withdrawn\b"
    r"|\b(?:this|the)\s+(?:\w+\s+)?(?:paper|submission|article|manuscript|preprint|work|report|note|draft|document)\s+"
    r"(?:has\s+been|have\s+been|was|is|is\s+being)\s+(?:\w+\s+)?withdrawn\b"
    r"|\bwithdrawn\s+by\s+(?:the\s+)?(?:\w+\s+)?(?:authors?|arxiv)\b",
    re.I,
)


def _is_withdrawn(paper: arxiv.Result) -> bool:
    return bool(_WITHDRAWN.search(paper.comment or "") or _WITHDRAWN.match(paper.summary.lstrip()))
