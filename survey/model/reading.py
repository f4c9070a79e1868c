"""How far the user is with a paper, and what he thinks of it: his words, kept among a paper's details."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.model.view import PaperView

READING = "reading"
"""The detail that says how far the user is: one of STATES."""
RATING = "rating"
"""The detail that says what the user thinks of it: one of RATINGS."""
STATES = ("to-read", "reading", "read")
RATINGS = ("1", "2", "3", "4", "5")


def rating(paper: PaperView) -> int | None:
    """From 1 to 5, as the user rated `paper`; None where it is not rated."""
    said = paper["details"].get(RATING)
    return int(said) if said in RATINGS else None


def how_far(paper: PaperView) -> str:
    """How far the user is with `paper`, and how he rated it, as `read, 4 of 5`; empty where he says nothing."""
    stars = rating(paper)
    return ", ".join(filter(None, [paper["details"].get(READING), f"{stars} of {RATINGS[-1]}" if stars else None]))
