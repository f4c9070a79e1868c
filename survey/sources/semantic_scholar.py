"""Semantic Scholar: papers with citations, one-line summaries and many identifiers. ODC-BY, "Semantic Scholar"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from survey.http.bodies import json_object, json_value
from survey.http.service import Answer, Service
from survey.model.errors import SourceCappedError
from survey.model.identifier import Identifier, identifier
from survey.model.neighbours import Neighbours
from survey.model.record import Citations, Found, Query, Record, Summary, Unreadable, Venue, VenueKind
from survey.model.text import count, day, line, title_line, year
from survey.model.venue import names_of, settled_venue
from survey.sources.shapes import Json, details, each_read, listed, named, part
from survey.sources.source import Source, asked_for, bearers, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIELDS = (
    "corpusId,externalIds,url,title,abstract,venue,publicationVenue,year,publicationDate,journal,citationCount,"
    "openAccessPdf,publicationTypes,authors,tldr"
)
# Of papers beside another one there are no one-line summaries.
_BESIDE = tuple(field for field in _FIELDS.split(",") if field != "tldr")
_NAMES = "corpusId,externalIds"
_BATCH = 500
_SEEDS = 50
"""Papers whose references are asked for at once: no answer may be larger than 10 MB."""
_SHOWN = 3000
"""Citing papers that are asked for at once, for the same reason."""
_PAGE_OF_CITATIONS = 1000
"""How many citing papers one page, or one entry of a batch, shows."""
_REACH_OF_CITATIONS = 10_000
"""Up to where the citing papers of one paper can be paged through."""
_POSITIVES = 100
"""Papers that recommendations are asked for at once."""
_RECOMMENDED = 500
_PAGE = 100
_REACH = 1000
"""How many papers of one search are let through."""
_PREFIXES = {
    "s2": "",
    "corpus": "CorpusId:",
    "doi": "DOI:",
    "arxiv": "ARXIV:",
    "mag": "MAG:",
    "acl": "ACL:",
    "pmid": "PMID:",
    "pmcid": "PMCID:",
}
_EXTERNAL = {
    "ArXiv": "arxiv",
    "DOI": "doi",
    "DBLP": "dblp",
    "ACL": "acl",
    "PubMed": "pmid",
    "PubMedCentral": "pmcid",
    "MAG": "mag",
    "CorpusId": "corpus",
}


class TooMuchError(SourceCappedError):
    """The answer would be larger than the service sends."""


def _refusal(answer: Answer) -> TooMuchError | None:
    # "Response would exceed maximum size", which is 10 MB: https://api.semanticscholar.org/api-docs/graph
    if answer.status == 400 and b"maximum size" in answer.body[:1000]:
        return TooMuchError("semantic_scholar", "does not send so much at once")
    return None


class SemanticScholar(Source):
    """Papers by almost any identifier, 500 a request; by words; by title; and those around them in the graph."""

    name = "semantic_scholar"
    service = Service(
        name="semantic_scholar",
        base_url="https://api.semanticscholar.org",
        every=5.0,
        every_with_key=1.1,
        key_setting="S2_API_KEY",
        key_header=("x-api-key", "{}"),
        key_hint="without a key it is one pool for everybody and mostly refuses; "
        "a free one from https://www.semanticscholar.org/product/api goes in S2_API_KEY",
        keep=timedelta(days=1),
        waits=(5.0, 15.0, 45.0),
        refusal=_refusal,
    )
    knows = frozenset(_PREFIXES)

    @classmethod
    def takes(cls, query: Query) -> bool:
        """Whether there are words to search for, or a venue to list."""
        return bool(query.text.strip() or query.venue)

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query` by relevance, or without words those of its venue, the most cited first.

        Raises SourceCappedError where more of a venue match than are wanted, and where more are wanted of what is
        found by words than the first thousand.
        """
        if query.text.strip():
            yield from wanted(chain.from_iterable(self._pages(query)), query)
        else:
            yield from self._listed(query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names`."""
        known = self.known(names)
        yield from asked_for(self._batches([_spelt(name) for name in known]), known)

    def _batches(self, ids: Sequence[str]) -> Iterator[Found]:
        for start in range(0, len(ids), _BATCH):
            asked = {"ids": list(ids[start : start + _BATCH])}
            yield from self.desk.post("/graph/v1/paper/batch", asked, {"fields": _FIELDS}, read=self.read) or ()

    def by_title(self, title: str) -> Iterator[Found]:
        """The one paper whose title is most like `title`."""
        params = {"query": title, "fields": _FIELDS}
        yield from self.desk.get("/graph/v1/paper/search/match", params, read=self.read) or ()

    def references(self, names: Sequence[Identifier]) -> Iterator[Neighbours]:
        """What the papers of `names` cite, fifty papers a request."""
        known = self.known(names)
        for start in range(0, len(known), _SEEDS):
            yield from self._around(known[start : start + _SEEDS], "references", "referenceCount")

    def citations(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """Who cites the papers of `names`: those that few cite together, the others one by one, the latest first.

        Raises SourceCappedError where too many would have to be asked for one by one.
        """
        few: list[Identifier] = []
        many: list[tuple[Identifier, Json]] = []
        room = _SHOWN
        for name, paper in self._seeds(self.known(names), f"{_NAMES},citationCount"):
            cited = count(paper.get("citationCount"))
            if cited is None or cited > min(limit, _PAGE_OF_CITATIONS):
                many.append((name, paper))
                continue
            if cited > room:
                yield from self._around(few, "citations", "citationCount")
                few, room = [], _SHOWN
            few.append(name)
            room -= cited
        yield from self._around(few, "citations", "citationCount")
        yield from self.one_by_one(many, lambda seed: self._citing(*seed, limit))

    def similar(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """Recent papers that are recommended to who likes those of `names`, a hundred of them together."""
        seeds = [(name, _spelt(_own(paper) or name)) for name, paper in self._seeds(self.known(names), _NAMES)]
        params: dict[str, str | int] = {"fields": ",".join(_BESIDE), "limit": min(limit, _RECOMMENDED)}
        for start in range(0, len(seeds), _POSITIVES):
            liked = dict(seeds[start : start + _POSITIVES])
            asked = {"positivePaperIds": list(liked.values()), "negativePaperIds": []}
            found = self.desk.post("/recommendations/v1/papers/", asked, params, read=self.read)
            if found is not None:
                first, *others = liked
                yield Neighbours(first, tuple(islice(found, limit)), and_of=tuple(others))

    def _seeds(self, known: Sequence[Identifier], fields: str) -> Iterator[tuple[Identifier, Json]]:
        """Those of `known` that there is a paper of, with it."""
        for start in range(0, len(known), _BATCH):
            batch = known[start : start + _BATCH]
            papers = self.desk.post(
                "/graph/v1/paper/batch", {"ids": [_spelt(name) for name in batch]}, {"fields": fields}, read=_papers
            )
            yield from bearers(papers or (), as_record, batch)

    def _around(self, names: Sequence[Identifier], relation: str, counted: str) -> Iterator[Neighbours]:
        fields = ",".join((_NAMES, counted, *(f"{relation}.{field}" for field in _BESIDE)))
        try:
            seeds = list(self._seeds(names, fields))
        except TooMuchError:
            if len(names) == 1:
                raise
            middle = len(names) // 2
            yield from self._around(names[:middle], relation, counted)
            yield from self._around(names[middle:], relation, counted)
            return
        for name, paper in seeds:
            stated = count(paper.get(counted))
            yield Neighbours(name, tuple(_beside(paper, relation, stated)), stated)

    def _citing(self, name: Identifier, paper: Json, limit: int) -> Iterator[Neighbours]:
        found: list[Found] = []
        path = f"/graph/v1/paper/{_spelt(_own(paper) or name)}/citations"
        while len(found) < min(limit, _REACH_OF_CITATIONS - 1):
            size = min(_PAGE_OF_CITATIONS, limit - len(found), _REACH_OF_CITATIONS - 1 - len(found))
            params: dict[str, str | int] = {"fields": ",".join(_BESIDE), "offset": len(found), "limit": size}
            page = self.desk.get(path, params, read=_page)
            if page is None:
                return
            found += _read(listed(page, "data"))
            if "next" not in page or not listed(page, "data"):
                break
        yield Neighbours(name, tuple(found), count(paper.get("citationCount")))

    def _pages(self, query: Query) -> Iterator[list[Found]]:
        asked = {"query": query.text, "fields": _FIELDS, **_filters(query)}
        size = min(_PAGE, max(query.limit, 1))
        for offset in range(0, _REACH, size):
            limit = min(size, _REACH - offset)
            params: dict[str, str | int] = {**asked, "offset": offset, "limit": limit}
            page = self.desk.get("/graph/v1/paper/search", params, read=_page)
            if page is None:
                return
            yield list(_read(listed(page, "data")))
            if offset + limit >= (count(page.get("total")) or 0):
                return
        raise SourceCappedError(
            self.name, f"it lets no more than {_REACH} papers of a search through", hint="narrow it"
        )

    def _listed(self, query: Query) -> Iterator[Found]:
        """All papers of a venue, a thousand a page; each page but the last has a token for the next."""
        names = ",".join(name for name in names_of(query.venue or "") if "," not in name)
        asked = {"fields": ",".join(_BESIDE), "sort": "citationCount:desc", **_filters(query), "venue": names}
        left, token, total = query.limit, "", 0
        while left > 0:
            page = self.desk.get("/graph/v1/paper/search/bulk", asked | ({"token": token} if token else {}), read=_page)
            if page is None:
                return
            read = _read(listed(page, "data"))
            found = [each for each in read if isinstance(each, Unreadable) or query.wants(each.year)]
            yield from found[:left]
            left -= len(found)
            token, total = line(page.get("token")) or "", count(page.get("total")) or query.limit - left
            if not token and left >= 0:
                return
        raise SourceCappedError(self.name, f"{total} papers match", hint=f"-n {total} lets all through")

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a single answer, a batch, a search, a list of references or citations, or recommendations."""
        return _read(_entries(json_value(body)))


def _spelt(name: Identifier) -> str:
    return f"{_PREFIXES[name.scheme]}{name.value}"


def _own(paper: Json) -> Identifier | None:
    return identifier("s2", paper.get("paperId"))


def _papers(body: bytes) -> list[Json]:
    """The papers of a batch; it answers null for what it does not know."""
    answer = json_value(body)
    if not isinstance(answer, list):
        raise ValueError(f"no batch: {_why(part(answer))}")
    return [paper for paper in _entries(answer) if isinstance(paper, Mapping)]


def _beside(paper: Json, relation: str, stated: int | None) -> Iterator[Found]:
    """The papers that `paper` shows in its `relation`. Publishers have some of these lists withheld."""
    shown = paper.get(relation)
    if not isinstance(shown, list) or (stated and not shown):
        yield Unreadable("semantic_scholar", _spelt(own) if (own := _own(paper)) else None, f"it shows no {relation}")
    else:
        yield from each_read("semantic_scholar", shown, as_record)


def _filters(query: Query) -> dict[str, str]:
    years = {"year": f"{query.since or ''}-{query.until or ''}"} if query.since or query.until else {}
    venue = {"venue": query.venue} if query.venue else {}
    return {**years, **venue}


def _page(body: bytes) -> Json:
    answer = json_object(body)
    _entries(answer)
    return answer


def _entries(answer: object) -> Sequence[object]:
    """The entries of an answer, whatever its shape; an answer that says nothing is no empty answer."""
    if isinstance(answer, list):
        entries: Sequence[object] = answer
    elif isinstance(said := part(answer).get("data", part(answer).get("recommendedPapers")), list):
        entries = said
    elif part(answer).get("total") == 0:
        entries = []
    elif "paperId" in part(answer):
        entries = [answer]
    else:
        raise ValueError(f"no papers: {_why(part(answer))}")
    if entries and not any(each is None or (isinstance(each, dict) and not _is_author(each)) for each in entries):
        raise ValueError("no papers: a list of something else")
    return entries


def _is_author(entry: Json) -> bool:
    return "authorId" in entry and "paperId" not in entry


def _why(answer: Json) -> str:
    elided = part(answer, "citingPaperInfo", "openAccessPdf").get("disclaimer")
    return line(answer.get("error")) or line(answer.get("message")) or line(elided) or "another kind of answer"


def _read(entries: Sequence[object]) -> Iterator[Found]:
    # A batch answers null for what it does not know.
    return each_read("semantic_scholar", (_paper(each) for each in entries if each is not None), as_record)


def _paper(entry: object) -> object:
    """The paper that an entry is about: itself, or what stands inside a citation, a reference or a snippet."""
    inside = (part(entry).get(name) for name in ("citedPaper", "citingPaper", "paper"))
    return next((paper for paper in inside if paper is not None), entry)


def as_record(paper: Json) -> Found:
    """One Semantic Scholar paper as a record."""
    key = identifier("s2", paper.get("paperId"))
    corpus = identifier("corpus", paper.get("corpusId"))
    if not (key or corpus):
        return Unreadable("semantic_scholar", None, f"a paper without an id: {title_line(paper.get('title')) or '?'}")
    cited = count(paper.get("citationCount"))
    external = part(paper, "externalIds")
    return Record(
        source="semantic_scholar",
        key=key.value if key else str(corpus),
        title=title_line(paper.get("title")),
        authors=tuple(_authors(paper)),
        year=year(paper.get("year")),
        published=day(paper.get("publicationDate")),
        venue=_venue(paper),
        abstract=line(paper.get("abstract")),
        identifiers=named(key, corpus, *(identifier(scheme, external.get(name)) for name, scheme in _EXTERNAL.items())),
        url=line(paper.get("url")),
        pdf=_pdf(line(part(paper, "openAccessPdf").get("url"))),
        citations=None if cited is None else Citations(cited),
        summary=_summary(part(paper, "tldr")),
        kind=_kind(paper),
        details=_details(paper),
    )


def _authors(paper: Json) -> Iterator[str]:
    for author in listed(paper, "authors"):
        # Snippets name their authors without more ado.
        if name := line(part(author).get("name")) or line(author):
            yield name


_KINDS = {"conference": VenueKind.CONFERENCE, "journal": VenueKind.JOURNAL}


def _venue(paper: Json) -> Venue | None:
    """Where the paper appeared: the first that is no preprint server of venue and journal, else the first."""
    published_in = part(paper, "publicationVenue")
    kind = _KINDS.get(line(published_in.get("type")) or "")
    names = (line(published_in.get("name")) or line(paper.get("venue")), line(part(paper, "journal").get("name")))
    venues = [Venue(name, given) for name, given in zip(names, (kind, VenueKind.JOURNAL), strict=True) if name]
    if elsewhere := [venue for venue in venues if not _is_preprint(venue.name)]:
        return elsewhere[0]
    return Venue(venues[0].name, VenueKind.PREPRINT) if venues else None


def _is_preprint(name: str | None) -> bool:
    return name is not None and settled_venue(Venue(name)).kind is VenueKind.PREPRINT


def _pdf(address: str | None) -> str | None:
    # For some papers the "pdf" is the DOI, which leads to a page.
    return None if address is None or "://doi.org/" in address else address


def _summary(tldr: Json) -> Summary | None:
    text = line(tldr.get("text"))
    return Summary(text, "semantic_scholar", line(tldr.get("model"))) if text else None


def _kind(paper: Json) -> str | None:
    kinds = [kind for each in listed(paper, "publicationTypes") if (kind := line(each))]
    # Nearly everything is a JournalArticle among other things.
    return next((kind for kind in kinds if kind != "JournalArticle"), next(iter(kinds), None))


def _details(paper: Json) -> tuple[tuple[str, str], ...]:
    journal = part(paper, "journal")
    if _is_preprint(line(journal.get("name"))):
        return ()
    return details(journal=journal.get("name"), volume=journal.get("volume"), pages=journal.get("pages"))
