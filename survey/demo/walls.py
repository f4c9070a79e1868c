"""Services that do not let programs in, as they are today: DBLP behind its wall, OpenReview with its challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.demo.wire import Asked, Reply, as_json

if TYPE_CHECKING:
    from survey.demo.facts import Facts, Library

_WALL = (
    b'<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title></head><body></body></html>'
)


class Dblp:
    """Says the same page to everything."""

    @staticmethod
    def knows(paper: Facts) -> bool:
        """Whether it is of use to know of `paper`: it never is."""
        return False

    @staticmethod
    def answer(library: Library, asked: Asked) -> Reply:
        """The page that asks whether one is a bot."""
        return Reply(_WALL, 500, "text/html; charset=utf-8")


class OpenReview(Dblp):
    """Refuses who has not logged in."""

    @staticmethod
    def answer(library: Library, asked: Asked) -> Reply:
        """The demand for a proof."""
        return as_json(
            {"name": "ChallengeRequiredError", "message": "Challenge verification required", "status": 403}, 403
        )


class Nowhere(Dblp):
    """A site none of whose papers are in the box."""

    @staticmethod
    def answer(library: Library, asked: Asked) -> Reply:
        """That there is no such page."""
        return Reply(b"<html><body><h1>404 Not Found</h1></body></html>", 404, "text/html; charset=utf-8")
