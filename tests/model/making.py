"""Values made of what a test is about; the rest is left unknown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from survey.model.fold import Taken
from survey.model.identifier import Identifier, read_identifier
from survey.model.record import (
    Citations,
    Direction,
    Record,
    Repository,
    Result,
    Status,
    Summary,
    Venue,
    VenueKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = "2026-11-20"


def name(text: str) -> Identifier:
    """The identifier that `text` spells."""
    found = read_identifier(text)
    assert found is not None, text
    return found


def record(source: str = "arxiv", key: str = "1", *, ids: Iterable[str] = (), **said: Any) -> Record:
    """An account by `source`, with the identifiers `ids`, authors as one text "A; B", and a venue by its name."""
    if isinstance(said.get("authors"), str):
        said["authors"] = tuple(part.strip() for part in said["authors"].split(";"))
    if isinstance(said.get("venue"), str):
        said["venue"] = Venue(said["venue"])
    if isinstance(said.get("citations"), int):
        said["citations"] = Citations(said["citations"])
    return Record(source=source, key=key, identifiers=frozenset(map(name, ids)), **said)


def taken(*records: Record, on: str = DAY) -> list[Taken]:
    """`records`, as taken on one day."""
    return [Taken(each, on) for each in records]


SOURCES = ("arxiv", "crossref", "semantic_scholar", "openalex", "hugging_face", "hand", "elsewhere")
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
maybe_truth = st.none() | st.booleans()
identifiers = st.sampled_from(
    [
        name(text)
        for text in (
            "arxiv:2312.00752",
            "arxiv:hep-th/9901001",
            "doi:10.1/abcd",
            "doi:10.1/(x)",
            "acl:P19-1001",
            "pmid:7",
        )
        if read_identifier(text)
    ]
)
repositories = st.builds(
    Repository,
    url=st.sampled_from(["https://github.com/a/b", "http://www.github.com/A/B.git", "https://example.org/code", "x"]),
    official=maybe_truth,
    stars=st.none() | st.integers(0, 9),
    license=st.none() | words,
    archived=maybe_truth,
    gone=maybe_truth,
    checked_on=st.none() | days,
    source=st.none() | st.sampled_from(["github", "papers_with_code"]),
)
results = st.builds(
    Result,
    task=words,
    dataset=words,
    metric=words,
    model=st.none() | words,
    printed=words,
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    direction=st.none() | st.sampled_from(Direction),
    split=st.none() | words,
    extra_data=maybe_truth,
    rank=st.none() | st.integers(1, 9),
    note=st.none() | words,
)
records = st.builds(
    Record,
    source=st.sampled_from(SOURCES),
    key=words,
    title=st.none() | words,
    authors=st.lists(words, max_size=3).map(tuple),
    authors_cut=st.booleans(),
    year=st.none() | st.integers(1990, 2030),
    published=st.none() | days,
    venue=st.none() | st.builds(Venue, words | st.just("arXiv"), st.none() | st.sampled_from(VenueKind)),
    abstract=st.none() | words,
    identifiers=st.frozensets(identifiers, max_size=3),
    url=st.none() | words,
    pdf=st.none() | words,
    repositories=st.lists(repositories, max_size=3).map(tuple),
    citations=st.none() | st.builds(Citations, st.integers(0, 9), st.none() | days),
    summary=st.none() | st.builds(Summary, words, words, st.none() | words),
    results=st.lists(results, max_size=3).map(tuple),
    status=st.none() | st.sampled_from(Status),
    version=st.none() | st.integers(0, 9),
    kind=st.none() | words,
    details=st.dictionaries(words, words, max_size=2).map(lambda named: tuple(sorted(named.items()))),
)
