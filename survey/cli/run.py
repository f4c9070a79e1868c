"""A verb found and run: options parsed, errors told, the exit code said."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from survey.cli.interrupted import told, traces
from survey.cli.out import complain, tell
from survey.cli.session import Session
from survey.cli.verbs import VERBS
from survey.model.errors import ExitCode, SurveyError
from survey.settings import load


def run(words: list[str], *, db: str | None, offline: bool) -> int:
    """Runs the verb that `words` begin with; its exit code."""
    try:
        settings = load(environ=os.environ, cwd=Path.cwd(), db=db, offline=offline)
    except SurveyError as error:
        return complain(error)
    return run_verb(words, Session(settings, now=lambda: datetime.now(UTC)))


def run_verb(words: list[str], session: Session) -> int:
    """Runs the verb that `words` begin with in `session`; its exit code."""
    try:
        _app(words[0])(words, obj=session, prog_name="survey")
    except SurveyError as error:
        return complain(error)
    except OSError as error:
        return complain(SurveyError(f"{error.filename or 'the system'}: {error.strerror or error}"))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ExitCode.DONE
    return ExitCode.DONE


class _Verbs(TyperGroup):
    """What is typed, run so that it ends as we say: the option parser would call an interruption a failure."""

    def invoke(self, ctx: Any) -> Any:
        before = traces(ctx.obj.settings)
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, typer.Abort) as interruption:
            # The second is that of a question at the terminal.
            tell(f"survey: {told(interruption, before, traces(ctx.obj.settings))}")
            raise SystemExit(ExitCode.INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read us has enough.
            raise SystemExit(ExitCode.DONE) from None


def _app(verb: str) -> typer.Typer:
    """An app of this verb alone: what is not typed is not imported."""
    module, does, example = VERBS[verb]
    # Tags are taken off with -name, and values may be below zero: neither is an option, nor has it an h in it.
    has_dashes = verb in {"tag", "set"}
    helps = ["--help"] if has_dashes else ["-h", "--help"]
    app = typer.Typer(
        cls=_Verbs,
        context_settings={"help_option_names": helps},
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(lambda: None)
    held = getattr(import_module(f"survey.cli.{module}"), f"{verb}_")
    epilog = f"Example: {example}"
    if isinstance(held, typer.Typer):
        alone = bool(held.registered_callback and held.registered_callback.invoke_without_command)
        app.add_typer(held, name=verb, no_args_is_help=not alone, help=does, epilog=epilog)
    else:
        loose = {"ignore_unknown_options": has_dashes, "allow_extra_args": verb == "tag"}
        app.command(verb, context_settings=loose, help=does, epilog=epilog)(held)
    return app
