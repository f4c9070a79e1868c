"""The review table leaves: into a file, between the markers of a page, or to whoever reads stdout."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from survey.catalog.catalog import Catalog
from survey.catalog.read import Selection, views
from survey.formats.files import replacing
from survey.formats.format import Format, Written
from survey.formats.insert import insert_into
from survey.formats.table import review_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which papers, in which columns, grouped by what."""

    selection: Selection
    columns: Sequence[str] = ()
    group_by: str | None = None
    title: str | None = None


def export(catalog: Catalog, form: Format, wanted: Wanted, out: TextIO) -> Written:
    """Writes the review table to `out`, a paper at a time. Raises AskedWronglyError for columns that do not exist."""
    with catalog.reading() as reader:
        papers = (json.loads(view) for view in views(reader, wanted.selection))
        return form.write(review_table(papers, wanted.columns, group_by=wanted.group_by, title=wanted.title), out)


def export_file(catalog: Catalog, form: Format, wanted: Wanted, path: Path) -> Written:
    """Writes the review table to the file `path`, which is the old one or the new one, never half of it."""
    with replacing(path) as out:
        return export(catalog, form, wanted, out)


def export_into(catalog: Catalog, form: Format, wanted: Wanted, page: Path) -> tuple[Written, bool]:
    """Renews the table between the two markers in `page`; what was written, and whether the page changed."""
    out = io.StringIO(newline="")
    written = export(catalog, form, wanted, out)
    return written, insert_into(page, out.getvalue())
