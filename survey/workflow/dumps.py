"""Dumps of Papers with Code imported, one file after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from survey.dump.container import NoDumpError
from survey.dump.importing import files_in, import_file, missing_shards
from survey.dump.tally import Tally
from survey.model.errors import SurveyError


@dataclass(slots=True)
class Imported:
    """What became of the files."""

    tallies: list[Tally] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Files in the folders given that are something else."""
    refused: list[str] = field(default_factory=list)
    """Why each of the other files was not read, one line each."""
    missing: list[str] = field(default_factory=list)
    """Files that belong to those imported and were not given, one line each."""


def import_dumps(
    place: Path,
    paths: Sequence[Path],
    *,
    now: datetime,
    on: date | None = None,
    progress: Callable[[str, int], None] = lambda *_: None,
) -> Imported:
    """Imports every dump that `paths` are or hold into the file at `place`; what is no dump is told and passed over.

    Raises SurveyError where a path is not there or holds no file, and for a file that was named and is no dump.
    """
    files = files_in(paths)
    done = Imported(missing=[f"missing: {name} belongs to the files given" for name in missing_shards(files)])
    for path in files:
        try:
            done.tallies.append(import_file(place, path, on=on, now=now, progress=progress))
        except NoDumpError:
            if path in paths:
                raise
            done.others.append(path.name)
        except SurveyError as error:
            if len(files) == 1:
                raise
            done.refused.append(f"passed over: {error.message}" + (f" ({error.hint})" if error.hint else ""))
    if not files:
        raise SurveyError("there are no files in " + ", ".join(map(str, paths)))
    return done
