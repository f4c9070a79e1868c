"""The verb that reads a paper's own related work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from survey.cli.out import progress, say_json, table, tell
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, SurveyError
from survey.model.identifier import Identifier, arxiv_version, read_identifier

if TYPE_CHECKING:
    from survey.cli.session import Session
    from survey.reading.paper import Paper
    from survey.reading.reading import CitedWork, Reading

_KINDS = "a LaTeX folder, .tex, .tar.gz, .gz or .zip, an arXiv HTML page, a GROBID TEI file, or a PDF"
_FILE = re.compile(r"\.(?:tex|ltx|latex|tar|t?gz|zip|html?|xml|pdf)$", re.I)


def related_(
    context: typer.Context,
    paper: Annotated[
        str, typer.Argument(metavar="FILE|PAPER", help=f"A file: {_KINDS}; or an arXiv id, or a paper of the survey.")
    ],
    section: Annotated[str | None, typer.Option(help="Read the section of this name instead.")] = None,
    list_sections: Annotated[bool, typer.Option("--list-sections", help="Only list the sections.")] = False,
    include_appendix: Annotated[
        bool, typer.Option("--include-appendix", help="Look through the appendix for more than headings that say so.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Read every section.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Reads what a paper cites in its related work."""
    from survey.reading.reading import look_through

    if section is not None and every:
        raise AskedWronglyError("--section reads one section, --all every one", hint="give one of the two")
    opened = _opened(context.obj, paper)
    reading = look_through(opened, section=section, include_appendix=include_appendix, every_section=every)
    if list_sections:
        _list(reading, as_json=as_json)
        return
    if as_json:
        say_json([_json(work) for work in reading.cited])
    else:
        rows = [row for work in reading.cited for row in _rows(work)]
        table(("key", "title", "year", "section", "sentence"), rows, wrap=("title", "section", "sentence"))
    _tell(reading)


def _opened(session: Session, given: str) -> Paper:
    """The paper in the file or folder of that name, or the text that arXiv has of the paper that is meant."""
    from survey.reading.reading import open_paper

    if Path(given).exists():
        return open_paper(Path(given))
    name = read_identifier(given)
    if name is None and _FILE.search(given):
        raise AskedWronglyError(f"there is no file or folder {given}", hint=f"give the paper itself: {_KINDS}")
    if name and name.scheme == "arxiv":
        return _fetched(session, name, arxiv_version(given))
    return _fetched(session, _on_arxiv(session, given), None)


def _on_arxiv(session: Session, given: str) -> Identifier:
    """The arXiv id of the paper of the survey that `given` names; WhichPaperError where that is none or several."""
    from survey.catalog.read import views_of

    with session.reading() as reader:
        (view,) = views_of(reader, [session.paper(given)])
    if value := view["identifiers"].get("arxiv"):
        return Identifier("arxiv", value)
    raise SurveyError(
        f"{view['key']} is not on arXiv, as far as anybody says", hint="give its LaTeX source or its PDF as a file"
    )


def _fetched(session: Session, name: Identifier, version: int | None) -> Paper:
    """What arXiv has of the paper, in the first form that can be read."""
    from survey.http.door import Door
    from survey.reading.reading import open_paper
    from survey.sources.full_text import texts

    unread: SurveyError | None = None
    with Door(session.settings, now=session.now) as door, progress(f"fetching {name}"):
        for text in texts(door, name, version):
            try:
                opened = open_paper(f"the {text.form} of {name}", text.body)
            except SurveyError as error:
                unread = unread or error
            else:
                tell(f"read {name} as its {text.form}")
                return opened
    raise unread or SurveyError(f"arXiv has no text of {name}", hint="give its LaTeX source or its PDF as a file")


def _list(reading: Reading, *, as_json: bool) -> None:
    if as_json:
        say_json(
            [
                {"title": each.title, "level": each.level, "citations": each.citations, "appendix": each.in_appendix}
                for each in reading.sections
            ]
        )
        return
    highest = min((each.level for each in reading.sections), default=0)
    table(
        ("level", "section", "citations", ""),
        [
            (
                each.level,
                "  " * (each.level - highest) + each.title,
                each.citations,
                "appendix" if each.in_appendix else "",
            )
            for each in reading.sections
        ],
        wrap=("section",),
    )


def _json(work: CitedWork) -> dict[str, Any]:
    return {
        "key": work.key,
        "title": work.title,
        "authors": list(work.authors),
        "year": work.year,
        "identifiers": {name.scheme: name.value for name in sorted(work.identifiers, reverse=True)},
        "raw": work.raw,
        "mentions": [
            {
                "section": mention.section,
                "theme": mention.theme,
                "sentence": mention.sentence,
                "appendix": mention.in_appendix,
            }
            for mention in work.mentions
        ],
    }


def _rows(work: CitedWork) -> list[tuple[Any, ...]]:
    """One row for each mention."""
    rows: list[tuple[Any, ...]] = []
    for mention in work.mentions:
        where = " › ".join(part for part in (mention.section, mention.theme) if part)
        rows.append((work.key, work.title, work.year, where or None, mention.sentence))
    return rows


def _tell(reading: Reading) -> None:
    """How the section was found, how sure that is, and what was missing."""
    if reading.stand_ins or not (reading.chosen or reading.cited):
        tell("it has no section on related work")
        for title in reading.stand_ins:
            tell(f'hint: `--section "{title}"` reads what may stand in for it')
    else:
        read = "; ".join(f"“{title}”" for title in reading.chosen[:5]) + ("; …" if len(reading.chosen) > 5 else "")
        tell(f"{counted(len(reading.cited), 'work')} cited in {read} ({reading.found}, {reading.sure})")
    for what, names in (("missing files", reading.missing_files), ("in no bibliography", reading.missing_entries)):
        if names:
            more = f" and {len(names) - 10} more" if len(names) > 10 else ""
            tell(f"{what}: {', '.join(names[:10])}{more}")
