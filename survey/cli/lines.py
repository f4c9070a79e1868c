"""The lines of the survey's papers: made, asked for, and told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from survey.catalog import read
from survey.catalog.summaries import papers_without
from survey.cli.out import progress, say, say_json, table, tell
from survey.cli.session import Session, ending, tell_sources
from survey.model.counted import counted
from survey.model.errors import ExitCode, SurveyError
from survey.place import user_config, workspace_of
from survey.workflow.ask_model import PROMPT, Question, askable, question, summarize_by_model
from survey.workflow.summarize import Summarized, summarize_by_sources, summarize_here

_SOURCES = {"local": "local", "s2": "semantic_scholar", "hf": "hugging_face", "llm": "llm"}
_PROMPT = "summary_prompt.txt"
_LETTERS_A_TOKEN = 4
"""About so many in English: enough to know beforehand what a question will cost."""


class Which(NamedTuple):
    """The papers meant: those named, else those without a line, else all."""

    named: tuple[str, ...]
    missing: bool


def summarize_papers(session: Session, which: Which, by: str, *, dry_run: bool, as_json: bool) -> int:
    """Gives the papers their lines `by` whom it is asked for, and tells which are others now; the exit code."""
    papers = _papers(session, which, _SOURCES[by])
    if by == "llm" and dry_run:
        return _estimate(session, papers, _question(session), as_json=as_json)
    with session.scratch() if dry_run else nullcontext(session) as chosen:
        done = _summarize(chosen, papers, by)
    _tell(done, len(papers), _SOURCES[by], as_json=as_json)
    code = ending(done.told, finished=done.finished, found=not done.told)
    return code or (ExitCode.IN_PART if done.refused else ExitCode.DONE)


def _papers(session: Session, which: Which, source: str) -> list[int]:
    named = list(dict.fromkeys(session.paper(asked) for asked in which.named))
    if named:
        return named
    with session.reading() as reader:
        return list(papers_without(reader, source) if which.missing else read.papers(reader))


def _summarize(session: Session, papers: Sequence[int], by: str) -> Summarized:
    if by == "local":
        with progress(f"reading {counted(len(papers), 'abstract')}") as step:
            return summarize_here(session.catalog, papers, now=session.now(), progress=step)
    if by == "llm":
        asked = _question(session)
        with (
            session.library() as library,
            progress(f"asking {asked.model} about {counted(len(papers), 'paper')}") as step,
        ):
            return summarize_by_model(library, papers, asked, progress=step)
    with session.library([_SOURCES[by]]) as library, progress(f"asking about {counted(len(papers), 'paper')}") as step:
        return summarize_by_sources(library, papers, progress=step)


def _question(session: Session) -> Question:
    is_chosen = "llm" in session.settings.base_urls
    asked = question(session.settings.llm_model if is_chosen else None, _own_prompt(session))
    if asked.unfilled:
        tell(
            f"{', '.join(asked.unfilled)} in the prompt goes out as it stands: {{title}} and {{abstract}} are filled in"
        )
    return asked


def _own_prompt(session: Session) -> str | None:
    file = next(filter(Path.is_file, _places(session)), None)
    try:
        return file.read_text(encoding="utf-8") if file else None
    except (OSError, UnicodeDecodeError) as error:
        raise SurveyError(f"{file} cannot be read: {error}") from error


def _places(session: Session) -> tuple[Path, Path]:
    """Where the user may have put a prompt of his own, the first before the second."""
    return workspace_of(session.settings.catalog) / _PROMPT, user_config().with_name(_PROMPT)


def show_prompt(session: Session) -> None:
    """Prints what a language model is asked, and tells where it can be changed."""
    say((_own_prompt(session) or PROMPT).rstrip("\n"))
    tell("to change it, keep it in " + " or ".join(map(str, _places(session))))


def _estimate(session: Session, papers: Sequence[int], asked: Question, *, as_json: bool) -> int:
    """Tells of each paper that a model would be asked about, and about how much that would be."""
    with session.library() as library:
        texts = askable(library, papers)
    tokens = {text.key: len(asked.about(text)) // _LETTERS_A_TOKEN for text in texts}
    if as_json:
        say_json([{"key": key, "model": asked.model, "tokens_in": number} for key, number in tokens.items()])
    else:
        table(("paper", "would ask", "tokens in, about"), [(key, asked.model, str(n)) for key, n in tokens.items()])
    total = sum(tokens.values())
    tell(
        f"{asked.model} would be asked about {len(texts)} of {counted(len(papers), 'paper')}: about {total:,} tokens in"
    )
    return ExitCode.DONE


def _tell(done: Summarized, number: int, source: str, *, as_json: bool) -> None:
    if as_json:
        say_json({key: {"before": change.before, "now": change.now} for key, change in done.changes.items()})
    else:
        rows = [
            (key, now["made_by"], now["text"]) if now else (key, None, None) for key, (_, now) in done.changes.items()
        ]
        table(("paper", "made by", "line"), rows, wrap=("line",))
    tell_sources(done.told)
    for key, why in done.refused.items():
        tell(f"{key}: not kept, {why}")
    for key, above in done.beneath.items():
        tell(f"{key}: kept, and shown where there is no line by {above}")
    if done.bare:
        tell(f"{counted(done.bare, 'paper')} without an abstract: not asked about")
    if done.nameless:
        tell(f"{counted(done.nameless, 'paper')} without an identifier that {source} knows: not asked about")
    if done.cost:
        tell(done.cost)
    without = f", {done.without} without a line" if done.without else ""
    tell(f"{counted(number, 'paper')}, {len(done.changes)} with another line{without}")
