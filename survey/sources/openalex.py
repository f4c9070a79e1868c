"""OpenAlex: works of all fields, with citations, locations and retractions. CC0."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.http.bodies import json_object, json_value
from survey.http.service import Answer, Service
from survey.model.errors import SourceError, SourceRefusedError, SourceSpentError
from survey.model.identifier import Identifier, identifier, read_identifier
from survey.model.neighbours import Neighbours
from survey.model.record import Citations, Found, Query, Record, Status, Unreadable, Venue, VenueKind
from survey.model.text import count, day, fold, line, plain, year
from survey.model.venue import settled_venue
from survey.sources.shapes import Json, details, each_read, listed, named, part, parts
from survey.sources.source import Source, asked_for, batches, bearers, of_venue, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KEY_HINT = "a free key from https://openalex.org in OPENALEX_API_KEY gives ten times the daily budget"
# `is_authors_truncated` is not among the fields that may surely be selected; see `_is_cut`.
_SELECT = (
    "id,doi,title,display_name,publication_year,publication_date,language,type,ids,primary_location,best_oa_location,"
    "locations,authorships,cited_by_count,abstract_inverted_index,is_retracted,biblio"
)
_NAMES = "id,doi,ids,primary_location,locations"
_PAGE = 100
_TOGETHER = 1000
"""Citing works that are asked for in one list, however many works they cite."""
_REACH = 10_000
"""How many works of one list can be paged through."""
_PAGES_SCANNED = 3
_AUTHORS_SHOWN = 100
"""How many authors of a work a list shows."""


def _refusal(answer: Answer) -> SourceError | None:
    """A spent daily budget (429) and a search closed to the anonymous (503) told apart from mere haste and failure."""
    if answer.status not in {429, 503}:
        return None
    try:
        said = json_value(answer.body)
    except ValueError:
        return None
    message = line(part(said).get("message")) or ""
    if answer.status == 429 and message.startswith("Insufficient budget"):
        return SourceSpentError("openalex", "today's budget is used up; it is renewed at midnight UTC", hint=_KEY_HINT)
    if answer.status == 503 and "nonymous" in message:
        return SourceRefusedError("openalex", "searching without a key is closed at present", hint=_KEY_HINT)
    return None


class OpenAlex(Source):
    """Works by OpenAlex id, DOI and arXiv id, a hundred a request; by words; by title; and those around them."""

    name = "openalex"
    service = Service(
        name="openalex",
        base_url="https://api.openalex.org",
        every=0.2,
        key_setting="OPENALEX_API_KEY",
        key_header=("Authorization", "Bearer {}"),
        key_hint=_KEY_HINT,
        keep=timedelta(days=1),
        refusal=_refusal,
    )
    knows = frozenset({"openalex", "doi", "arxiv"})

    def search(self, query: Query) -> Iterator[Found]:
        """Works about `query`. OpenAlex has ids of its own for venues, so one by name is sought in a few pages."""
        if query.venue is None:
            return wanted(chain.from_iterable(self._pages({"search": query.text, **_years(query)}, query.limit)), query)
        pages = islice(self._pages({"search": query.text, **_years(query)}, _PAGE), _PAGES_SCANNED)
        return wanted(of_venue(chain.from_iterable(pages), query.venue), query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Works of `names`. A preprint that was merged into its published version is not found by its arXiv id."""
        known = self.known(names)
        yield from asked_for(_read(self._works(known, _SELECT)), known)

    def references(self, names: Sequence[Identifier]) -> Iterator[Neighbours]:
        """What the works of `names` cite: a list of ids comes with each work, what they stand for a hundred a request.

        Many of the ids on a list may stand for nothing any more.
        """
        return self._linked(names, "referenced_works")

    def similar(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """The ten or twenty works that OpenAlex holds to be most like each of `names`, going by their concepts."""
        return self._linked(names, "related_works", limit)

    def _linked(self, names: Sequence[Identifier], field: str, limit: int | None = None) -> Iterator[Neighbours]:
        known = self.known(names)
        links = {name: _links(work, field) for name, work in self._seeds(known, field)}
        waiting = deque((name, keys[:limit], len(keys)) for name, keys in links.items())
        found: dict[str, Found | None] = {}
        # Once more at the end, for works that list nothing.
        for batch in chain(batches(dict.fromkeys(key for _, keys, _ in waiting for key in keys), _PAGE), [[]]):
            found |= dict.fromkeys(batch)
            if batch:
                asked = {"filter": f"openalex:{'|'.join(batch)}"}
                found |= {each.key: each for each in chain.from_iterable(self._pages(asked, len(batch))) if each.key}
            while waiting and found.keys() >= set(waiting[0][1]):
                name, keys, stated = waiting.popleft()
                yield Neighbours(name, tuple(each for key in keys if (each := found[key])), stated)

    def citations(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """Who cites the works of `names`, the most cited first; those that few cite are asked about together."""
        few: dict[str, tuple[Identifier, int]] = {}
        for name, work in self._seeds(self.known(names), "cited_by_count"):
            key, cited = _key(work), count(work.get("cited_by_count"))
            if cited is None or cited > limit:
                found = chain.from_iterable(self._pages(_citing([key]), limit))
                yield Neighbours(name, tuple(islice(found, limit)), cited)
                continue
            if len(few) == _PAGE or sum(other for _, other in few.values()) + cited > _TOGETHER:
                yield from self._citing(few)
                few = {}
            few[key] = name, cited
        yield from self._citing(few)

    def _citing(self, few: Mapping[str, tuple[Identifier, int]]) -> Iterator[Neighbours]:
        """Who cites each of `few`, told by what they cite themselves."""
        found: dict[str, list[Found]] = {key: [] for key in few}
        if total := sum(cited for _, cited in few.values()):
            for answer in self._lists(_citing(list(few)), total, f"{_SELECT},referenced_works"):
                for work in parts(answer, "results"):
                    for key in found.keys() & set(_links(work, "referenced_works")):
                        found[key].append(as_record(work))
        for key, (name, cited) in few.items():
            yield Neighbours(name, tuple(found[key]), cited)

    def _seeds(self, known: Sequence[Identifier], field: str) -> Iterator[tuple[Identifier, Json]]:
        """Those of `known` that there is a work of, with its names and that field."""
        works = (work for work in self._works(known, f"{_NAMES},{field}") if isinstance(work, Mapping))
        return bearers(works, as_record, known)

    def _works(self, known: Sequence[Identifier], select: str) -> Iterator[object]:
        works = [name.value for name in known if name.scheme == "openalex"]
        dois = [_doi(name) for name in known if name.scheme != "openalex"]
        # Commas part filters and bars part values, so a DOI that holds one can only be asked for alone.
        for doi in (doi for doi in dois if "," in doi or "|" in doi):
            work = self.desk.get(f"/works/doi:{quote(doi, safe='/:')}", {"select": select}, read=_answer)
            yield from [work] if work else ()
        plain_dois = [doi for doi in dois if "," not in doi and "|" not in doi]
        for scheme, values in (("openalex", works), ("doi", plain_dois)):
            for batch in batches(values, _PAGE):
                for answer in self._lists({"filter": f"{scheme}:{'|'.join(batch)}"}, len(batch), select):
                    yield from listed(answer, "results")

    def by_title(self, title: str) -> Iterator[Found]:
        """The five works whose titles are most like `title`."""
        params: dict[str, str | int] = {"filter": f"title.search:{fold(title)}", "per_page": 5, "select": _SELECT}
        yield from self.desk.get("/works", params, read=self.read) or ()

    def _pages(self, asked: dict[str, str], most: int) -> Iterator[list[Found]]:
        return (list(_read(listed(answer, "results"))) for answer in self._lists(asked, most, _SELECT))

    def _lists(self, asked: dict[str, str], most: int, select: str) -> Iterator[Json]:
        size = min(_PAGE, max(most, 1))
        for page in range(1, _REACH // size + 1):
            params: dict[str, str | int] = {**asked, "per_page": size, "page": page, "select": select}
            answer = self.desk.get("/works", params, read=_page)
            if answer is None:
                return
            yield answer
            if page * size >= (count(part(answer, "meta").get("count")) or 0):
                return

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The works of a list, or the one work, that OpenAlex answered with."""
        answer = _answer(body)
        return _read(listed(answer, "results") if "results" in answer else [answer])


def _answer(body: bytes) -> Json:
    answer = json_object(body)
    if "results" in answer:
        return _page(body)
    if "error" in answer or not ({"id", "doi", "title"} & answer.keys()):
        raise ValueError(f"no work and no list of works: {line(answer.get('message')) or 'another kind of answer'}")
    return answer


def _page(body: bytes) -> Json:
    answer = json_object(body)
    if not isinstance(answer.get("results"), list):
        raise ValueError(f"no list of works: {line(answer.get('message')) or 'another kind of answer'}")
    return answer


def _read(works: Iterable[object]) -> Iterator[Found]:
    return each_read("openalex", works, as_record)


def _key(work: Json) -> str:
    """The id of `work`, or nothing."""
    return next(iter(_ids([work.get("id")])), "")


def _links(work: Json, field: str) -> list[str]:
    """The ids of the works that `work` lists in `field`, each once."""
    return list(dict.fromkeys(_ids(listed(work, field))))


def _ids(addresses: Iterable[object]) -> Iterator[str]:
    names = (read_identifier(address) for address in addresses if isinstance(address, str))
    return (name.value for name in names if name and name.scheme == "openalex")


def _citing(keys: Iterable[str]) -> dict[str, str]:
    return {"filter": f"cites:{'|'.join(keys)}", "sort": "cited_by_count:desc"}


def _doi(name: Identifier) -> str:
    return f"10.48550/arxiv.{name.value}" if name.scheme == "arxiv" else name.value


def _years(query: Query) -> dict[str, str]:
    since = f"from_publication_date:{query.since}-01-01" if query.since else None
    until = f"to_publication_date:{query.until}-12-31" if query.until else None
    filters = ",".join(filter(None, (since, until)))
    return {"filter": filters} if filters else {}


def as_record(work: Json) -> Found:
    """One OpenAlex work as a record."""
    key = read_identifier(given) if isinstance(given := work.get("id"), str) else None
    if key is None or key.scheme != "openalex":
        return Unreadable("openalex", line(given), "a work without an OpenAlex id")
    place = part(work, "primary_location")
    cited = count(work.get("cited_by_count"))
    return Record(
        source="openalex",
        key=key.value,
        title=plain(work.get("display_name")) or plain(work.get("title")),
        authors=tuple(_authors(work)),
        authors_cut=_is_cut(work),
        year=year(work.get("publication_year")),
        published=day(work.get("publication_date")),
        venue=_venue(place),
        abstract=plain(_abstract(part(work, "abstract_inverted_index"))),
        identifiers=named(key, *_identifiers(work)),
        url=line(place.get("landing_page_url")) or line(work.get("doi")) or line(work.get("id")),
        pdf=line(part(work, "best_oa_location").get("pdf_url")) or line(place.get("pdf_url")),
        citations=None if cited is None else Citations(cited),
        status=Status.RETRACTED if work.get("is_retracted") is True else None,
        kind=line(work.get("type")),
        details=_details(work, place),
    )


def _authors(work: Json) -> Iterator[str]:
    for authorship in parts(work, "authorships"):
        # The name as printed; the other one is what OpenAlex takes the person to be called.
        if name := plain(authorship.get("raw_author_name")) or plain(part(authorship, "author").get("display_name")):
            yield name


def _is_cut(work: Json) -> bool:
    """Whether authors are left out. Lists stop after a hundred; then nobody stands last."""
    shown = parts(work, "authorships")
    stops = len(shown) >= _AUTHORS_SHOWN and all(each.get("author_position") == "middle" for each in shown[1:])
    return work.get("is_authors_truncated") is True or stops


_KINDS = {"journal": VenueKind.JOURNAL, "conference": VenueKind.CONFERENCE, "book series": VenueKind.BOOK}


def _venue(place: Json) -> Venue | None:
    where = part(place, "source")
    name = plain(where.get("display_name")) or plain(place.get("raw_source_name"))
    if name is None:
        return None
    settled = settled_venue(Venue(name))
    # A repository also keeps copies of what was published elsewhere.
    is_preprint = _is_repository(place) and place.get("version") != "publishedVersion"
    if settled.kind is VenueKind.PREPRINT or is_preprint:
        return Venue(name, VenueKind.PREPRINT)
    return Venue(name, _KINDS.get(line(where.get("type")) or ""))


def _is_repository(place: Json) -> bool:
    return part(place, "source").get("type") == "repository"


def _abstract(positions: Json) -> str | None:
    """The text of an inverted index (word → positions), the form in which OpenAlex gives abstracts."""
    placed = (
        (position, word)
        for word, at in positions.items()
        if isinstance(at, list)
        for position in at
        if count(position) is not None
    )
    return " ".join(word for _, word in sorted(placed)) or None


def _identifiers(work: Json) -> Iterator[Identifier | None]:
    ids = part(work, "ids")
    yield identifier("doi", work.get("doi")) or identifier("doi", ids.get("doi"))
    yield identifier("mag", ids.get("mag"))
    for scheme in ("pmid", "pmcid"):
        # They come as addresses, whose form for PMC ids is one of OpenAlex's own.
        yield identifier(scheme, (line(ids.get(scheme)) or "").rpartition("/")[2])
    for place in (part(work, "primary_location"), *parts(work, "locations")):
        for address in (place.get("landing_page_url"), place.get("pdf_url")):
            found = read_identifier(address) if isinstance(address, str) else None
            yield found if found and found.scheme == "arxiv" else None


def _details(work: Json, place: Json) -> tuple[tuple[str, str], ...]:
    biblio = part(work, "biblio")
    pages = dict.fromkeys(filter(None, (line(biblio.get("first_page")), line(biblio.get("last_page")))))
    return details(
        volume=biblio.get("volume"),
        issue=biblio.get("issue"),
        pages="-".join(pages),
        publisher=None if _is_repository(place) else part(place, "source").get("host_organization_name"),
        license=place.get("license"),
        language=work.get("language"),
    )
