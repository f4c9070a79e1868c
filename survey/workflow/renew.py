"""Lines made here: a paper of the survey of which nobody says in a line what it does has one of its own abstract."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import islice

from survey.catalog.catalog import Catalog
from survey.catalog.summaries import Text, keep_lines, outdated_lines, show_again, texts
from survey.model.fold import LLM, LOCAL
from survey.model.record import Summary

_TOGETHER = 200
"""Papers whose lines are made and kept at once: less than a second of work, which is all an interruption can lose."""


def renew_lines(
    catalog: Catalog,
    papers: Iterable[int],
    *,
    now: datetime,
    progress: Callable[[str, int], None] = lambda *_: None,
) -> None:
    """Has those of `papers` that are in the survey go with the line of the abstract that they show now.

    Made are the lines of which nobody says one, and anew those that were made before: where somebody says one, that is
    shown instead, and what was made waits until it is wanted again. What a language model said of another abstract than
    the one shown now is taken back, and stands again when that abstract is shown again.
    """
    wanted = iter(sorted(set(papers)))
    done = 0
    while page := list(islice(wanted, _TOGETHER)):
        _take_back(catalog, page, now=now)
        show_again(catalog, page)
        with catalog.reading() as reader:
            found = [text for text in texts(reader, page) if text.made or (text.is_wanted and text.abstract)]
        made = {text.paper: _made(text) for text in found}
        moved = {text.paper: made[text.paper] for text in found if _texts(made[text.paper]) != text.made}
        if moved:
            keep_lines(catalog, moved, LOCAL, now=now)
        done += len(page)
        progress(LOCAL, done)


def _take_back(catalog: Catalog, papers: Collection[int], *, now: datetime) -> None:
    """Takes back the lines that a language model made of abstracts that have changed since; history keeps them."""
    with catalog.reading() as reader:
        gone = [paper for paper, line in outdated_lines(reader, papers).items() if line.source == LLM]
    if gone:
        keep_lines(catalog, dict.fromkeys(gone), LLM, now=now)


def _made(text: Text) -> Summary | None:
    # Mostly there is nothing to make, and then the reader of abstracts is not needed.
    from survey.reading.one_line import one_line

    line = one_line(text.title, text.abstract)
    return Summary(line, LOCAL) if line else None


def _texts(line: Summary | None) -> tuple[str, ...]:
    return (line.text,) if line else ()
