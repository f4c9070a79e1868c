"""Hugging Face: its pages about arXiv papers, with code, stars and a machine's one-line summary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.http.bodies import json_value
from survey.http.service import Service
from survey.model.errors import SourceSkippedError
from survey.model.identifier import Identifier, identifier
from survey.model.record import Found, Query, Record, Repository, Summary, Unreadable
from survey.model.repository import repository_url
from survey.model.text import count, day, line, title_line
from survey.sources.shapes import Json, details, each_read, named, part, parts
from survey.sources.source import Source, asked_for, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGE = 100


class HuggingFace(Source):
    """Papers by arXiv id, one a request; by words."""

    name = "hugging_face"
    service = Service(
        name="hugging_face",
        base_url="https://huggingface.co",
        every=1.0,
        key_setting="HF_TOKEN",
        key_header=("Authorization", "Bearer {}"),
        key_hint="a free token from https://huggingface.co/settings/tokens in HF_TOKEN doubles what is let through",
        keep=timedelta(days=1),
    )
    knows = frozenset({"arxiv"})

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query`. Raises SourceSkippedError for a venue, of which the service knows none."""
        if query.venue:
            raise SourceSkippedError(self.name, "it knows no venues", hint="leave --venue out to ask it")
        # There are no pages and no filter by year, so what falls outside the years is made up for by asking for more.
        most = _PAGE if query.since or query.until else min(query.limit, _PAGE)
        asked: dict[str, str | int] = {"q": query.text, "limit": max(most, 1)}
        yield from wanted(self.desk.get("/api/papers/search", asked, read=self.read) or (), query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names`. Raises SourceCappedError after as many as one run may cost."""
        return self.one_by_one(self.known(names), self._paper)

    def _paper(self, name: Identifier) -> Iterator[Found]:
        found = self.desk.get(f"/api/papers/{quote(name.value, safe='/')}", read=self.read)
        return asked_for(found or (), {name})

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a search or a day's list, or the one paper, that Hugging Face answered with."""
        answer = json_value(body)
        entries = answer if isinstance(answer, list) else [answer]
        if entries and not any({"id", "paper"} & part(entry).keys() for entry in entries):
            raise ValueError(f"no papers: {line(part(answer).get('error')) or 'another kind of answer'}")
        return each_read("hugging_face", entries, as_record)


def as_record(entry: Json) -> Found:
    """One Hugging Face paper as a record; in lists the paper stands inside an entry that has dates of its own."""
    paper = part(entry, "paper") or entry
    key = identifier("arxiv", paper.get("id"))
    if key is None:
        return Unreadable("hugging_face", line(paper.get("id")), "a paper without an arXiv id")
    published = day(paper.get("publishedAt"))
    return Record(
        source="hugging_face",
        key=key.value,
        title=title_line(paper.get("title")),
        authors=tuple(name for author in parts(paper, "authors") if (name := line(author.get("name")))),
        year=published.year if published else None,
        published=published,
        abstract=line(paper.get("summary")),
        identifiers=named(key),
        url=f"https://huggingface.co/papers/{key.value}",
        repositories=tuple(_repositories(paper)),
        summary=_summary(paper),
        details=details(project_page=paper.get("projectPage")),
    )


def _repositories(paper: Json) -> Iterator[Repository]:
    given = line(paper.get("githubRepo"))
    if given is None:
        return
    yield Repository(
        url=repository_url(given if "://" in given else f"https://github.com/{given}"),
        # "auto" is a machine's match, and known to point at other people's re-implementations.
        official=True if paper.get("githubRepoAddedBy") == "user" else None,
        stars=count(paper.get("githubStars")),
    )


def _summary(paper: Json) -> Summary | None:
    text = line(paper.get("ai_summary"))
    return Summary(text, "hugging_face", line(paper.get("ai_summary_model"))) if text else None
