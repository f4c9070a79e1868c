"""The whole river on this machine alone, as a newcomer would type it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.catalog.read import Selection, views
from survey.cli.out import is_screen, say, table, tell
from survey.cli.run import run_verb
from survey.cli.session import Session
from survey.cli.workspace import furnish
from survey.demo.draft import DRAFT
from survey.demo.server import ScholarlyWeb
from survey.formats.columns import columns
from survey.model.errors import AskedWronglyError, ExitCode
from survey.place import WORKSPACE
from survey.settings import Settings

# The day on which the citation counts in the box were read. The demo's clock stands at it, so that no count
# is given a date on which nobody counted, and the table is the same whenever it is made.
THE_DAY = datetime(2021, 6, 21, 12, tzinfo=UTC)

_DRAFT = "draft.tex"
STEPS: tuple[tuple[str, ...], ...] = (
    ("search", "real-time semantic segmentation", "-n", "12", "--add", "1-8"),
    ("add", "2006.02334", "https://arxiv.org/abs/2006.06666", "--tag", "backbone"),
    ("crawl", "draft.tex", "--via", "related-work", "--add", "all"),
    ("list", "real-time", "--has", "code", "--sort", "year"),
    ("set", "virtex", "summary=Learns visual features from image captions, and transfers them to other tasks."),
    ("why", "virtex", "summary"),
    ("export", "exports/review.md", "--sort", "year"),
    ("export", "exports/review.csv", "--sort", "year"),
)
"""What the demo types, one command after the other."""


def demo(session: Session, folder: Path | None) -> int:
    """Runs the river against the scholarly web in a box and shows the table it made; the exit code."""
    with ExitStack() as stack:
        web = stack.enter_context(ScholarlyWeb())
        place = folder or Path(stack.enter_context(TemporaryDirectory(prefix="survey-demo-")))
        if (place / WORKSPACE).exists():
            raise AskedWronglyError(f"{place} holds a survey already", hint="give the demo an empty folder")
        tell("a scholarly web in a box answers on this machine; nothing leaves it\n")
        cache = stack.enter_context(TemporaryDirectory(prefix="survey-cache-"))
        settings = Settings(
            catalog=place / WORKSPACE,
            cache_dir=Path(cache),
            base_urls=web.base_urls,
            politeness=0,
            sources=session.settings.sources,
        )
        code = _run(settings, place)
    if folder:
        tell(f"\nthe survey stays in {folder}: try `survey --db {shlex.quote(str(folder))} list`")
    return code


def _run(settings: Settings, place: Path) -> int:
    furnish(place)
    (place / _DRAFT).write_text(DRAFT, encoding="utf-8")
    session = Session(replace(settings), now=lambda: THE_DAY)
    try:
        for step in STEPS:
            tell(f"$ survey {shlex.join(step)}")
            code = run_verb(_in(place, step), session)
            tell("")
            if code not in {ExitCode.DONE, ExitCode.IN_PART}:
                return code
    finally:
        session.catalog.close()
    _show(session, place / "exports" / "review.md")
    return ExitCode.DONE


def _show(session: Session, review: Path) -> None:
    """The review table: for a pipe as it is, for a person what of it fits a screen."""
    if not is_screen():
        say(review.read_text(encoding="utf-8"))
        return
    with session.reading() as reader:
        papers = [json.loads(view) for view in views(reader, Selection(sort="year"))]
    names = columns(("title", "venue", "year", "citations", "results"))
    rows = [[_first(column.cell(paper).value) for column in names] for paper in papers]
    table([column.heading for column in names], rows, wrap=("Title", "Results"))


def _first(value: object) -> object:
    return value.partition(";")[0] if isinstance(value, str) else value


def _in(place: Path, step: Sequence[str]) -> list[str]:
    return [str(place / word) if word.startswith("exports/") or word == _DRAFT else word for word in step]
