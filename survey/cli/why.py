"""The verb that tells where a shown value comes from: why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from survey.cli.out import UNKNOWN, say, say_json, table, tell
from survey.cli.session import Session
from survey.cli.within import Within
from survey.model.errors import AskedWronglyError
from survey.model.fold import FIELDS

if TYPE_CHECKING:
    from survey.model.venue_evidence import Appeared, Evidence

_FIELDS = (*FIELDS, "status")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def why_(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Which.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help=f"One of {', '.join(_FIELDS)}; or decision, of a survey.")
    ],
    within: Within = None,
    as_json: AsJson = False,
) -> None:
    """Shows everything that was said about one field, what is shown first."""
    from survey.catalog.provenance import provenance, statuses

    session: Session = context.obj
    if field == "decision":
        from survey.cli.surveys import show_decisions

        show_decisions(session, session.paper(paper), within, as_json=as_json)
        return
    if field not in _FIELDS:
        raise AskedWronglyError(f"{field} is no field with one origin", hint="one of: " + ", ".join(_FIELDS))
    chosen = session.paper(paper)
    if field == "venue":
        _why_venue(session, chosen, as_json=as_json)
        return
    with session.reading() as reader:
        said = statuses(reader, chosen) if field == "status" else provenance(reader, chosen, field)
    if as_json:
        say_json(
            [
                {"source": each.source, "on": each.on, "value": _plain(each.value), "shown": not place}
                for place, each in enumerate(said)
            ]
        )
        return
    table(
        ("", "source", "on", "says"),
        [("shown" if not place else "", *each[:2], _text(each.value)) for place, each in enumerate(said)],
        wrap=("says",),
    )
    if not said:
        tell(f"nobody says anything about its {field}")


def _why_venue(session: Session, paper: int, *, as_json: bool) -> None:
    """Each piece of evidence for a venue, what it weighs and what it hangs on, and how sure the venue is in all."""
    from survey.catalog.provenance import where_appeared

    with session.reading() as reader:
        found = where_appeared(reader, paper)
    if as_json:
        say_json(
            [
                {
                    "source": each.source,
                    "on": each.on,
                    "value": _plain(each.venue),
                    "shown": not place,
                    "weight": each.weight,
                    "hangs_on": each.hangs_on,
                    "confidence": each.confidence,
                }
                for place, each in enumerate(found.evidence)
            ]
        )
        return
    table(
        ("", "source", "on", "says", "weight", "hangs on"),
        [("shown" if not place else "", *_piece(each)) for place, each in enumerate(found.evidence)],
        wrap=("says",),
    )
    if not found.evidence:
        tell("nobody says anything about its venue")
    elif found.confidence:
        say(f"confidence: {found.confidence:.2f}{_below(found)}")


def _piece(each: Evidence) -> tuple[str | None, ...]:
    weight = f"{each.weight:.2f}" if each.weight else None
    return each.source, each.on, _text(each.venue), weight, each.hangs_on


def _below(found: Appeared) -> str:
    """That a venue is not sure enough to be shown, where it is not."""
    if not found.is_below:
        return ""
    from survey.model.venue_evidence import THRESHOLD

    kept = found.venue.name if found.venue else UNKNOWN
    surest = next(each.venue.name for each in found.evidence if not each.is_preprint)
    article = "an" if kept == "arXiv" else "a"
    return f" for {surest}, below the threshold {THRESHOLD}: stays {article} {kept} preprint"


def _plain(value: Any) -> Any:
    from dataclasses import asdict, is_dataclass
    from datetime import date

    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _text(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, dict):
        first, *rest = (str(part) for part in plain.values() if part is not None)
        return f"{first} ({', '.join(rest)})" if rest else first
    return ", ".join(plain) if isinstance(plain, list) else str(plain)
