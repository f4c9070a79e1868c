"""The option that names a survey: --in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from survey.catalog.within import find_survey
from survey.model.survey import Into

if TYPE_CHECKING:
    from survey.catalog.within import Survey
    from survey.cli.session import Session

Within = Annotated[str | None, typer.Option("--in", metavar="NAME", help="In this survey alone.")]
AddedTo = Annotated[str | None, typer.Option("--in", metavar="NAME", help="Put what is added into this survey, too.")]


def into(session: Session, name: str | None, tags: Sequence[str] = ()) -> Into | None:
    """The survey called `name`, into which papers come, and the tags they get there; None where none is named.

    Raises AskedWronglyError where there is no such survey.
    """
    return Into(named(session, name).name, tuple(tags)) if name is not None else None


def named(session: Session, name: str) -> Survey:
    """The survey called `name`. Raises AskedWronglyError, which names those there are."""
    with session.reading() as reader:
        return find_survey(reader, name)
