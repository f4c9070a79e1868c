"""A language model asked for one line a paper; what it says is kept only where the paper says it, too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from survey.catalog.runs import begin_run, end_run
from survey.catalog.summaries import Text, keep_answer, remember, shown, texts
from survey.http.door import Desk
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, SourceChangedError, SourceError
from survey.model.fold import LLM
from survey.model.record import Summary
from survey.model.text import line
from survey.reading.invented import objection
from survey.reading.unmarked import without_emphasis
from survey.sources.language_model import SERVICE, Model, Reply
from survey.workflow.asking import Library, Progress, Told
from survey.workflow.streams import Asking, hear
from survey.workflow.summarize import Summarized, watching

if TYPE_CHECKING:
    from survey.catalog.change import Step

PROMPT = """\
Say in one sentence of at most 30 words what the paper below does, and what it finds if it says so.
Write in the language of its abstract, plainly, and for somebody of its field.
State no number and no name that stands neither in its title nor in its abstract.
Answer with the sentence alone.

Title: {title}

Abstract: {abstract}
"""
"""What a model is asked, unless the user has words of his own."""


_PLACES = ("{title}", "{abstract}")


class Question(NamedTuple):
    """Which model is asked, and how."""

    model: str
    prompt: str
    """With {abstract} in it, and mostly {title}."""

    @property
    def unfilled(self) -> tuple[str, ...]:
        """What in the prompt looks like a place for something, and goes out as it stands."""
        return tuple(dict.fromkeys(name for name in re.findall(r"\{[A-Za-z_]+\}", self.prompt) if name not in _PLACES))

    def about(self, text: Text) -> str:
        """The question about one paper."""
        said = {"{title}": text.title or "", "{abstract}": text.abstract or ""}
        return re.sub(r"\{(?:title|abstract)\}", lambda name: said[name[0]], self.prompt)


def question(model: str | None, prompt: str | None) -> Question:
    """The question to `model`, in the words of `prompt` if there are any. Raises AskedWronglyError."""
    if not model:
        raise AskedWronglyError(
            "no language model is chosen",
            hint="set SURVEY_LLM_URL, as in http://127.0.0.1:11434/v1, and SURVEY_LLM_MODEL, or both in survey.toml",
        )
    if "{abstract}" not in (prompt or PROMPT):
        raise AskedWronglyError(
            "the prompt says nowhere {abstract}, so no model would see one", hint="`survey summarize --prompt` shows it"
        )
    return Question(model, prompt or PROMPT)


def askable(library: Library, papers: Collection[int]) -> list[Text]:
    """Those of `papers` that a model can be asked about: they are in the survey and have an abstract."""
    with library.catalog.reading() as reader:
        return [text for text in texts(reader, papers) if text.abstract]


@dataclass(slots=True)
class _Bill:
    """What the answers came to; None where the model did not say."""

    tokens_in: int | None = None
    tokens_out: int | None = None
    models: set[str] = field(default_factory=set)

    def add(self, reply: Reply, asked: str) -> None:
        self.models.add(reply.model or asked)
        if reply.tokens_in is not None:
            self.tokens_in = (self.tokens_in or 0) + reply.tokens_in
        if reply.tokens_out is not None:
            self.tokens_out = (self.tokens_out or 0) + reply.tokens_out

    def __str__(self) -> str:
        tokens = [
            f"{'an unknown number of' if count is None else f'{count:,}'} tokens {way}"
            for count, way in ((self.tokens_in, "in"), (self.tokens_out, "out"))
        ]
        return f"{', '.join(sorted(self.models))}: {', '.join(tokens)}"


def summarize_by_model(
    library: Library, papers: Collection[int], asked: Question, *, progress: Progress = lambda *_: None
) -> Summarized:
    """Asks a model about each of `papers`, one after the other, and keeps each answer that can stand for its paper.

    The run is in the log with the model's name and the tokens that it says it used. Raises AskedWronglyError where its
    address is not usable, and SurveyError where the client that asks it is not installed.
    """
    wanted = askable(library, papers)
    desk = library.door.desk(SERVICE)
    model = Model(desk, asked.model)
    with watching(library.catalog, papers) as done:
        interview = _Interview(library, asked, model, done)
        if wanted:
            interview.hold(desk, wanted, progress)
    done.bare = len(papers) - len(wanted)
    with library.catalog.reading() as reader:
        lines = shown(reader, interview.kept).values()
    done.beneath = {key: line["made_by"] for key, line in lines if line and line["made_by"] != LLM}
    return done


_GIVES_UP_AFTER = 3
"""So many papers one after the other about which a model cannot be asked are enough."""
_TOLD = 160
"""So many letters of an answer that is not kept are told."""
_Answer: TypeAlias = "tuple[Text, Reply | SourceChangedError]"
# Models that reason show how, before what they answer.
_THOUGHT = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>\s*", re.S)
_ANNOUNCED = re.compile(r"^\W*(?:(?:one[- ](?:sentence|line) )?summary|answer|tl;?dr)\W*:(?:\*\*|__)?\s*(?=\S)", re.I)
_QUOTED = re.compile(r"([\"'`*]+|“|«)(.*?)([\"'`*]+|”|»)")


def _time(seconds: float) -> str:
    return f"{ceil(seconds)} seconds" if seconds <= 90 else f"{ceil(seconds / 60)} minutes"


@dataclass(slots=True)
class _Interview:
    """A model being asked about one paper after the other."""

    library: Library
    asked: Question
    model: Model
    done: Summarized
    bill: _Bill = field(default_factory=_Bill)
    kept: set[int] = field(default_factory=set)
    run: int = 0
    steps: list[Step] = field(default_factory=list)
    """What was written into the catalog, for the user to take back as one change."""

    def hold(self, desk: Desk, wanted: Sequence[Text], progress: Progress) -> None:
        """Asks about each of the papers `wanted`, and writes what came of it into the log."""
        query = f"{counted(len(wanted), 'paper')}, of {self.asked.model}"
        self.run = begin_run(self.library.catalog, "summarize", LLM, query, now=self.library.now())
        asking = Asking(LLM, desk, lambda: self._replies(wanted))

        def keep(_: Asking[_Answer], said: list[_Answer]) -> None:
            for text, reply in said:
                if isinstance(reply, SourceChangedError):
                    self.done.refused[text.key] = reply.message
                else:
                    self._keep(text, reply)
            progress(LLM, len(self.kept))

        self.done.finished = hear(self.library.door, [asking], keep)
        self._close(asking)

    def _replies(self, wanted: Sequence[Text]) -> Iterator[_Answer]:
        """What the model answers about each paper, or why it does not answer about that one."""
        answered, in_a_row = False, 0
        for number, text in enumerate(wanted, start=1):
            try:
                reply = self.model.answer(self.asked.about(text))
            except SourceChangedError as error:
                # One abstract may be too long for it; where several fail, or nothing else is asked, it is the model.
                in_a_row += 1
                if in_a_row == _GIVES_UP_AFTER or (number == len(wanted) and not answered):
                    raise
                yield text, error
            except SourceError as error:
                self._date(error)
                raise
            else:
                answered, in_a_row = True, 0
                yield text, reply

    def _date(self, error: SourceError) -> None:
        """Has `error` hint at how long the model is left alone, where it asked for that."""
        seconds = (error.again_at - self.library.now()).total_seconds() if error.again_at else 0
        if seconds > 0:
            error.hint = "; ".join(filter(None, (error.hint, f"ask it again in {_time(seconds)}")))

    def _keep(self, text: Text, reply: Reply) -> None:
        """Keeps the reply as the line of its paper, or tells why it cannot be."""
        self.bill.add(reply, self.asked.model)
        answer = _ANNOUNCED.sub("", _THOUGHT.sub("", reply.text))
        quoted = _QUOTED.fullmatch(answer.strip())
        said = without_emphasis((quoted[2] if quoted else answer).strip())
        tidy = line(said)
        if (why := objection(said, text.title, text.abstract)) or tidy is None:
            self.done.refused[text.key] = f"{why or 'it says nothing'}: {shorten(tidy or '—', _TOLD, placeholder='…')}"
            return
        summary = Summary(tidy, LLM, reply.model or self.asked.model)
        self.steps += keep_answer(self.library.catalog, text.paper, summary, now=self.library.now(), run=self.run)
        self.kept.add(text.paper)

    def _close(self, asking: Asking[_Answer]) -> None:
        requests = asking.desk.requests
        if self.steps:
            what = f"summarize {counted(len(self.kept), 'paper')} by {self.asked.model}"
            remember(self.library.catalog, what, self.steps, now=self.library.now())
        self.done.cost = str(self.bill) if asking.arrived else None
        self.done.told = [
            Told(
                LLM, asking.outcome, asking.message, asking.hint, len(self.kept), requests=requests, new=len(self.kept)
            )
        ]
        end_run(
            self.library.catalog,
            self.run,
            outcome=asking.outcome,
            message="; ".join(filter(None, (asking.message, self.done.cost))) or None,
            sent=asking.desk.sent,
            hits=asking.arrived,
            new=len(self.kept),
            unreadable=len(self.done.refused),
            requests=requests,
            now=self.library.now(),
        )
