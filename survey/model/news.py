"""What became of a paper since it was asked about last, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from survey.model.record import VenueKind
from survey.model.repository import repository_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.model.view import PaperView, RepositoryView


class Kind(StrEnum):
    """What sort of news it is."""

    PUBLISHED = "published"
    """A preprint has appeared in a conference or a journal."""
    CODE = "code"
    ARCHIVED = "archived"
    GONE = "gone"
    BACK = "back"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    BEATEN = "beaten"
    """On a benchmark, as the leaderboard stands that is known here."""


class News(TypedDict):
    """One thing worth telling of a paper, with all there is to say in `text`."""

    kind: str
    text: str


def news(old: PaperView, new: PaperView) -> list[News]:
    """What `new` tells that `old`, the same paper before, did not."""
    return [*_status(old, new), *_venue(old, new), *_code(old, new)]


def _told(kind: Kind, text: str) -> News:
    return News(kind=kind.value, text=text)


def _status(old: PaperView, new: PaperView) -> Iterator[News]:
    status = new["status"]
    if status and status != old["status"]:
        yield _told(Kind(status), f"was {status}")


def _venue(old: PaperView, new: PaperView) -> Iterator[News]:
    was, now = VenueKind.PREPRINT, new["venue_kind"]
    if old["venue_kind"] == was and new["venue"] and now != was:
        year = f" {new['year']}" if new["year"] else ""
        yield _told(Kind.PUBLISHED, f"was a preprint on {old['venue']}, and has appeared in {new['venue']}{year}")


def _code(old: PaperView, new: PaperView) -> Iterator[News]:
    before = {repository_key(each["url"]): each for each in old["repositories"]}
    for each in new["repositories"]:
        known = before.get(repository_key(each["url"]))
        if known is None and not each["gone"]:
            yield _told(Kind.CODE, f"has {'more code' if before else 'code now'}: {_named(each)}")
        elif known and known["gone"] and each["gone"] is False:
            yield _told(Kind.BACK, f"its code can be had again: {each['url']}")
        if each["gone"] and not (known and known["gone"]):
            yield _told(Kind.GONE, f"its code is gone: {each['url']}")
        if each["archived"] and not (known and known["archived"]):
            yield _told(Kind.ARCHIVED, f"its code is archived: {each['url']}")


def _named(repository: RepositoryView) -> str:
    return repository["url"] + (" (official)" if repository["official"] else "")


def beaten(paper: PaperView) -> dict[str, News]:
    """The results of `paper` that are beaten now, each under the words by which it is known to have been told before.

    In these stand neither the source nor its day: the same again in a newer dump is no news.
    """
    told = {}
    for result in paper["results"]:
        if best := result.get("beaten"):
            by = f" by {best['model']}" if best["model"] else ""
            text = (
                f"is beaten on {result['task']} on {result['dataset']}: {result['metric']} {result['printed']}, "
                f"now {best['printed']}{by}"
            )
            told[f"{paper['key']} {text}"] = _told(Kind.BEATEN, f"{text} ({best['source']}, {best['on']})")
    return told
