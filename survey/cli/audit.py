"""The verb that looks for what may be wrong: audit."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from survey.catalog.audit import audit
from survey.cli.out import say_json, table, tell
from survey.cli.session import Session
from survey.model.errors import ExitCode


def audit_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Lists what may be wrong, each with the command that mends it; words in capitals are for you to fill in.

    Looked for are retracted and withdrawn papers, preprints that have appeared meanwhile, pairs that may be one paper,
    code that is gone or archived, values on mixed scales or that differ between sources, papers without identifier,
    year or abstract, and papers that nobody was asked about for a year. Nobody is asked anything now. The exit
    code is 3 where something is found.
    """
    session: Session = context.obj
    with session.reading() as reader:
        found = audit(reader, session.now())
    if as_json:
        say_json([each._asdict() for each in found])
        raise typer.Exit(ExitCode.IN_PART if found else ExitCode.DONE)
    rows = [(each.fault, " ".join(each.papers), each.text, each.mend) for each in found]
    table(("what", "papers", "why", "mend it with"), rows, wrap=("papers", "why", "mend it with"))
    counted = Counter(each.fault for each in found)
    tell(", ".join(f"{number} {fault}" for fault, number in counted.items()) or "nothing seems to be wrong")
    raise typer.Exit(ExitCode.IN_PART if found else ExitCode.DONE)
