"""The user's notes leave, one file a paper."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from survey.catalog.catalog import Catalog
from survey.catalog.read import Selection, views
from survey.formats.files import write_atomically
from survey.formats.note_file import is_ours, note_page
from survey.model.errors import SurveyError


@dataclass(slots=True)
class Left:
    """What became of the files."""

    written: list[Path] = field(default_factory=list)
    same: list[Path] = field(default_factory=list)
    """Those that say all of it already."""
    kept: list[Path] = field(default_factory=list)
    """Those that are not ours, or in which somebody has written since: they stay as they are."""


def export_notes(catalog: Catalog, folder: Path, survey: str | None = None) -> Left:
    """Writes a file for each paper of the survey into `folder`, which is made; no other file is touched.

    Raises SurveyError where one cannot be written, and where there is no `survey` of the name given.
    """
    selection = Selection(sort="key", survey=survey)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurveyError(f"{folder} cannot be made: {error.strerror}", hint="choose another folder") from error
    left, used = Left(), set[str]()
    with catalog.reading() as reader:
        for view in views(reader, selection):
            paper = json.loads(view)
            _write(folder / f"{_name(paper['key'], used)}.md", note_page(paper), left)
    return left


def _write(path: Path, page: str, left: Left) -> None:
    there = _read(path)
    if there == page:
        left.same.append(path)
    elif there is None or is_ours(there):
        write_atomically(path, page)
        left.written.append(path)
    else:
        left.kept.append(path)


def _read(path: Path) -> str | None:
    """What stands at `path`; None where nothing does. What is no text is nobody's but its owner's."""
    if not path.exists() and not path.is_symlink():
        return None
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _name(key: str, used: set[str]) -> str:
    """The name of a file for `key` that any system can hold, and no other paper has, whatever the case of letters."""
    fit = re.sub(r"[^\w.+-]+", "-", key)[:100].strip(".-") or "paper"
    name = next(each for number in range(1, len(used) + 2) if (each := _numbered(fit, number)).casefold() not in used)
    used.add(name.casefold())
    return name


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
