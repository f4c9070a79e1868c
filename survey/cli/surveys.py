"""Verbs on surveys, of which a catalog can hold several: new, surveys, decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from survey.catalog import surveys, within
from survey.cli.out import say_json, table, tell
from survey.cli.session import Session
from survey.cli.within import Within, named
from survey.model.errors import AskedWronglyError
from survey.model.survey import STAGE, Verdict

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Which.")]


def new_(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One word of letters, digits, - and _.")] = None,
    question: Annotated[str | None, typer.Option("--question", help="What the survey is to answer.")] = None,
) -> None:
    """Makes a survey: papers of the catalog with tags, notes and decisions of its own."""
    session: Session = context.obj
    if name is None:
        raise AskedWronglyError(
            "a survey needs a name", hint='as in: survey new peft --question "How cheap can fine-tuning be?"'
        )
    surveys.make_survey(session.catalog, name, question, now=session.now())
    tell(f"made; --in {name} puts papers there, and shows those that are")


surveys_ = typer.Typer()


@surveys_.callback(invoke_without_command=True)
def surveys_alone(context: typer.Context, as_json: AsJson = False) -> None:
    """The same as `survey surveys list`, where nothing else is asked."""
    if context.invoked_subcommand is None:
        surveys_list(context, as_json)


@surveys_.command("list")
def surveys_list(context: typer.Context, as_json: AsJson = False) -> None:
    """Every survey of this catalog, its question, and how many of its papers stand how."""
    session: Session = context.obj
    with session.reading() as reader:
        found = within.surveys(reader)
    if as_json:
        say_json(found)
        return
    counts = ("papers", "included", "excluded", "later", "undecided")
    rows = [(each["name"], *(each[count] for count in counts), each["question"]) for each in found]  # type: ignore[literal-required]
    table(("name", *counts, "question"), rows, wrap=("question",))
    if not found:
        tell("there is none yet; `survey new NAME` makes one")


@surveys_.command("rename")
def surveys_rename(
    context: typer.Context, name: Name, new: Annotated[str, typer.Argument(metavar="NEW", help="Its name from now on.")]
) -> None:
    """Give a survey another name."""
    session: Session = context.obj
    session.must_exist()
    surveys.rename_survey(session.catalog, name, new, now=session.now())


@surveys_.command("question")
def surveys_question(
    context: typer.Context,
    name: Name,
    text: Annotated[list[str], typer.Argument(metavar="[TEXT]", help="None takes the question away.")] = [],
) -> None:
    """Give a survey another question."""
    session: Session = context.obj
    session.must_exist()
    surveys.ask_question(session.catalog, name, " ".join(text), now=session.now())


@surveys_.command("rm")
def surveys_rm(context: typer.Context, name: Name) -> None:
    """Take a survey away with all that was said in it; its papers stay in the catalog."""
    session: Session = context.obj
    session.must_exist()
    surveys.drop_survey(session.catalog, name, now=session.now())
    tell("taken away; `survey undo` brings it back")


def decide_(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="PAPER… include|exclude|later", help="Which, and what.")],
    reason: Annotated[str | None, typer.Option("--reason", help="Why.")] = None,
    stage: Annotated[
        str, typer.Option("--stage", help="At which stage: the last one that was reached counts, and its latest word.")
    ] = STAGE,
    name: Within = None,
) -> None:
    """Decides on papers of a survey; every decision is kept. --in may be left out where there is one survey only."""
    session: Session = context.obj
    *asked, last = words
    if last not in list(Verdict) or not asked:
        raise AskedWronglyError(
            "what is decided comes last" if asked else "no paper was named",
            hint='as in: survey decide hu2022lora include --in NAME --reason "on topic"',
        )
    survey = _only(session) if name is None else named(session, name).name
    papers = list(dict.fromkeys(session.paper(each) for each in asked))
    surveys.decide(session.catalog, survey, papers, Verdict(last), stage=stage, reason=reason, now=session.now())
    with session.reading() as reader:
        left = next(each["undecided"] for each in within.surveys(reader) if each["name"] == survey)
    tell(f"{left or 'none'} left to decide in {survey}")


def _only(session: Session) -> str:
    """The name of the one survey there is. Raises AskedWronglyError where there are several, or none."""
    with session.reading() as reader:
        names = [each["name"] for each in within.surveys(reader)]
    if len(names) == 1:
        return names[0]
    if names:
        raise AskedWronglyError("a decision is made in one survey", hint=f"name it with --in: {', '.join(names)}")
    raise AskedWronglyError("there is no survey to decide in", hint="`survey new NAME` makes one")


def show_decisions(session: Session, paper: int, name: str | None, *, as_json: bool) -> None:
    """Shows everything that was decided about `paper` in one survey, the latest first, and which decision counts."""
    survey = _only(session) if name is None else name
    with session.reading() as reader:
        found = within.decisions(reader, within.find_survey(reader, survey), paper)
    if as_json:
        say_json(found)
        return
    rows: Sequence[tuple[str | None, ...]] = [
        ("counts" if each["counts"] else "", each["stage"], each["decided"], each["decision"], each["reason"])
        for each in found
    ]
    table(("", "stage", "on", "decision", "reason"), rows, wrap=("reason",))
    if not found:
        tell(f"nothing was decided about it in {survey}")
