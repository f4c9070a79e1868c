"""The verb that reads a paper's own related work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from survey.cli.out import say_json, table, tell
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from survey.reading.reading import CitedWork, Reading

_KINDS = "a LaTeX folder, .tex, .tar.gz, .gz or .zip, an arXiv HTML page, or a GROBID TEI file"


def related_(
    file: Annotated[str, typer.Argument(metavar="FILE", help=f"The paper: {_KINDS}.")],
    section: Annotated[str | None, typer.Option(help="Read the section of this name instead.")] = None,
    list_sections: Annotated[bool, typer.Option("--list-sections", help="Only list the sections.")] = False,
    include_appendix: Annotated[
        bool, typer.Option("--include-appendix", help="Look through the appendix for more than headings that say so.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Read every section.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Reads what a paper cites in its related work."""
    from survey.reading.reading import read_paper

    if section is not None and every:
        raise AskedWronglyError("--section reads one section, --all every one", hint="give one of the two")
    if not Path(file).exists():
        raise AskedWronglyError(f"there is no file or folder {file}", hint=f"give the paper itself: {_KINDS}")
    reading = read_paper(Path(file), section=section, include_appendix=include_appendix, every_section=every)
    if list_sections:
        _list(reading, as_json=as_json)
        return
    if as_json:
        say_json([_json(work) for work in reading.cited])
    else:
        rows = [row for work in reading.cited for row in _rows(work)]
        table(("key", "title", "year", "section", "sentence"), rows, wrap=("title", "section", "sentence"))
    _tell(reading)


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
        tell(f"{len(reading.cited)} works cited in {read} ({reading.found}, {reading.sure})")
    for what, names in (("missing files", reading.missing_files), ("in no bibliography", reading.missing_entries)):
        if names:
            more = f" and {len(names) - 10} more" if len(names) > 10 else ""
            tell(f"{what}: {', '.join(names[:10])}{more}")
