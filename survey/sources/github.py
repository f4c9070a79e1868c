"""GitHub: the state of repositories, for the papers they belong to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from survey.http.bodies import json_object, json_value
from survey.http.service import Answer, Service
from survey.model.errors import SourceError, SourceSpentError
from survey.model.record import Found, Record, Repository, Unreadable
from survey.model.repository import repository_url
from survey.model.text import count, line
from survey.sources.shapes import Json, each_read, listed, part
from survey.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HOME = "https://github.com/"
_KEY_HINT = (
    "a token from https://github.com/settings/tokens, without any scope, in GITHUB_TOKEN allows 5,000 an hour, not 60"
)
_WITHOUT_KEY = 50
"""How many of the hour's 60 anonymous requests one run may spend."""


def _refusal(answer: Answer) -> SourceError | None:
    """The hour's share used up, which GitHub says by 403 or 429 and a header; trying again at once is no use."""
    if answer.status not in {403, 429} or answer.headers.get("x-ratelimit-remaining") != "0":
        return None
    reset = answer.headers.get("x-ratelimit-reset", "")
    again_at = datetime.fromtimestamp(int(reset), UTC) if reset.isdecimal() else None
    return SourceSpentError("github", "this hour's requests are used up", hint=_KEY_HINT, again_at=again_at)


class GitHub(Source):
    """Repositories by their address, one a request."""

    name = "github"
    service = Service(
        name="github",
        base_url="https://api.github.com",
        every=1.0,
        key_setting="GITHUB_TOKEN",
        key_header=("Authorization", "Bearer {}"),
        key_hint=_KEY_HINT,
        accept="application/vnd.github+json",
        keep=timedelta(days=1),
        refusal=_refusal,
    )

    def look_at(self, urls: Sequence[str]) -> Iterator[Repository | Unreadable]:
        """The state of each repository at `urls`, under its plain address; an address of another host yields nothing.

        Raises SourceCappedError after as many as one run may cost.
        """
        plain = dict.fromkeys(map(repository_url, urls))
        asked = [url for url in plain if url.startswith(_HOME) and url.count("/") == 4]
        most = self.singles if self.desk.has_key else min(self.singles, _WITHOUT_KEY)
        for url in asked[:most]:
            answer = self.desk.get(f"/repos/{url.removeprefix(_HOME)}", read=_one)
            # 404 for what is gone or private, 451 for what was taken down.
            yield Repository(url=url, gone=True) if answer is None else as_repository(answer, url)
        self.cap(len(asked), most)

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """A record without a title for each repository of an answer: of one, of a list, or of a search."""
        answer = json_value(body)
        entries = listed({"items": answer}, "items") or listed(answer, "items")
        if not entries and answer != [] and part(answer).get("items") != []:
            entries = [_repository(part(answer))]
        if entries and not any("full_name" in part(each) for each in entries):
            raise ValueError("no repositories: a list of something else")
        return each_read("github", entries, as_record)


def _one(body: bytes) -> Json:
    return _repository(json_object(body))


def _repository(answer: Json) -> Json:
    if "full_name" not in answer:
        raise ValueError(f"no repository: {line(answer.get('message')) or 'another kind of answer'}")
    return answer


def as_repository(answer: Json, url: str) -> Repository:
    """One GitHub repository's state, under the address `url` by which it is known to us."""
    license_id = line(part(answer, "license").get("spdx_id"))
    archived = answer.get("archived")
    return Repository(
        url=url,
        stars=count(answer.get("stargazers_count")),
        # GitHub's word for a licence file that it cannot make out.
        license=None if license_id == "NOASSERTION" else license_id,
        archived=archived if isinstance(archived, bool) else None,
        gone=False,
    )


def as_record(answer: Json) -> Found:
    """One GitHub repository as a record that says nothing but the repository."""
    key, url = line(answer.get("full_name")), line(answer.get("html_url"))
    if not (key and url):
        return Unreadable("github", key, "a repository without a name or address")
    return Record(source="github", key=key, url=url, repositories=(as_repository(answer, url),))
