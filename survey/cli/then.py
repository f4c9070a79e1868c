"""The survey as it was known on a day in the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from survey.cli.session import Session
from survey.model.errors import AskedWronglyError

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As it was known at the end of that day, in UTC.")
]


@contextmanager
def known_on(session: Session, day: str | None) -> Iterator[Session]:
    """`session`, on a copy of the catalog as it was at the end of `day` where one is given.

    Raises AskedWronglyError for what is no day.
    """
    if day is None:
        yield session
        return
    from survey.catalog.as_of import rewind

    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise AskedWronglyError(f"{day} is no day", hint="as in --as-of 2026-03-31") from None
    session.must_exist()
    with session.scratch() as then:
        rewind(then.catalog, wanted)
        yield then
