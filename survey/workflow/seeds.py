"""What a crawl begins with: papers of the catalog, papers that have to be found first, and drafts of the user's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from survey.catalog.citations import in_survey
from survey.catalog.find import find_named, find_paper
from survey.catalog.known import owners
from survey.model.errors import AskedWronglyError, WhichPaperError
from survey.model.identifier import Identifier, read_identifier
from survey.workflow.resolve import look_up
from survey.workflow.trip import Trip

_FILE = re.compile(r"\.(?:tex|ltx|latex|tar|t?gz|zip|html?|xml|pdf)$", re.I)


class Seeds(NamedTuple):
    """Papers by their numbers, drafts by their paths."""

    papers: tuple[int, ...]
    drafts: tuple[str, ...]


def find_seeds(trip: Trip, words: Sequence[str]) -> Seeds:
    """What `words` name: papers, or files and folders with a draft; all papers of the survey where there are none.

    A paper that the catalog does not know is looked up by its identifier. Raises WhichPaperError where nobody knows it,
    AskedWronglyError where there is nothing to begin with.
    """
    drafts = [word for word in words if _is_draft(word)]
    named = [word for word in words if word not in drafts]
    if not words:
        return Seeds(_all(trip), ())
    trip.library.catalog.upgrade()
    papers = {word: _known(trip, word) for word in named}
    unknown = {word: name for word, paper in papers.items() if paper is None and (name := read_identifier(word))}
    look_up(trip, [frozenset({name}) for name in unknown.values()])
    found = owners(trip.library.catalog, set(unknown.values()))
    return Seeds(
        tuple(
            sorted({_paper(trip, word, paper, found.get(unknown.get(word, _NOBODY))) for word, paper in papers.items()})
        ),
        tuple(sorted({str(Path(draft).resolve()) for draft in drafts})),
    )


_NOBODY = Identifier("", "")


def _is_draft(word: str) -> bool:
    if Path(word).exists():
        return True
    if _FILE.search(word) and read_identifier(word) is None:
        raise AskedWronglyError(
            f"there is no file or folder {word}", hint="give a draft's folder, archive, .tex or PDF"
        )
    return False


def _all(trip: Trip) -> tuple[int, ...]:
    with trip.library.catalog.reading() as reader:
        papers = tuple(sorted(in_survey(reader)))
    if not papers:
        raise AskedWronglyError(
            "there is nothing to begin with: the survey is empty",
            hint="`survey crawl PAPER`, or `survey add` one first",
        )
    return papers


def _known(trip: Trip, word: str) -> int | None:
    with trip.library.catalog.reading() as reader:
        return find_named(reader, word)


def _paper(trip: Trip, word: str, known: int | None, found: int | None) -> int:
    if (paper := known if found is None else found) is not None:
        return paper
    if not trip.finished:
        raise KeyboardInterrupt
    if read_identifier(word):
        raise WhichPaperError(f"nobody who was asked knows {word}", hint="check it, or give another of its identifiers")
    with trip.library.catalog.reading() as reader:
        return find_paper(reader, word)
