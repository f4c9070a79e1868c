"""Surveys made for one test, filled from records or files, and written."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from survey.bibliographies.read import read_bibliography
from survey.catalog.bring import Wish, bring_papers
from survey.catalog.catalog import Catalog
from survey.catalog.find import find_paper
from survey.catalog.read import EVERYTHING, Selection, views
from survey.catalog.take import take
from survey.formats.format import format_for
from survey.model.view import Cite
from survey.workflow.bring import Brought, add_kept, keep
from survey.workflow.export import Wanted, export

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.model.record import Record

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        catalog = Catalog(Path(folder) / "catalog.sqlite")
        catalog.upgrade()
        catalog.close()
        return catalog.path.read_bytes()


class Survey:
    """A survey in a catalog of its own, which is gone when it is closed."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / "catalog.sqlite"
        path.write_bytes(_empty())
        self.catalog = Catalog(path)

    def __enter__(self) -> Survey:
        return self

    def __exit__(self, *error: object) -> None:
        self.catalog.close()
        self._folder.cleanup()

    def add(self, record: Record, *, tags: Sequence[str] = (), notes: Sequence[str] = ()) -> None:
        (paper,) = take(self.catalog, [record], now=NOW).papers.values()
        bring_papers(self.catalog, [Wish(paper, None, tuple(tags), tuple(notes))], "add", now=NOW)

    def bring(self, text: str, name: str = "some file") -> Brought:
        """Adds what a bibliography holds, of which nothing may be broken."""
        bibliography = read_bibliography(text.encode(), name)
        assert bibliography.broken == ()
        return add_kept(self.catalog, keep(self.catalog, [bibliography], now=NOW), now=NOW)

    def written(
        self,
        form: str,
        columns: Sequence[str] = (),
        selection: Selection = EVERYTHING,
        cite: Cite = Cite.PUBLISHED,
    ) -> str:
        """The survey, or the `selection` of it, in the format `form`."""
        out = io.StringIO(newline="")
        export(self.catalog, format_for(form), Wanted(selection=selection, columns=columns, cite=cite), out)
        return out.getvalue()

    def keys(self) -> list[str]:
        """The cite keys of what is in the survey."""
        with self.catalog.reading() as reader:
            return [json.loads(view)["key"] for view in views(reader)]

    def found(self, asked: str) -> int:
        """The paper that `asked` names."""
        with self.catalog.reading() as reader:
            return find_paper(reader, asked)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the file itself answers."""
        with self.catalog.reading() as reader:
            return reader.execute(statement).fetchall()
