"""What the catalog knows already, asked many at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

from survey.model.identifier import Identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from survey.catalog.catalog import Catalog

# SQLite lets 32,766 values into a statement since 3.32; older PostgreSQL drivers as many.
_PAGE = 10_000


def owners(catalog: Catalog, names: Collection[Identifier]) -> dict[Identifier, int]:
    """The paper of each of `names` that the catalog knows."""
    found: dict[Identifier, int] = {}
    if not names or not catalog.path.exists():
        return found
    with closing(catalog.reader()) as reader:
        for name in names:
            row = reader.execute("SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?", name).fetchone()
            if row:
                found[name] = int(row[0])
    return found


def names_of_papers(catalog: Catalog, papers: Collection[int]) -> dict[int, set[Identifier]]:
    """Every identifier of each of `papers`."""
    held: dict[int, set[Identifier]] = defaultdict(set)
    if not papers:
        return held
    with closing(catalog.reader()) as reader:
        for page in _pages(sorted(papers)):
            marks = ", ".join("?" * len(page))
            rows = reader.execute(f"SELECT paper_id, scheme, value FROM identifier WHERE paper_id IN ({marks})", page)
            for paper, scheme, value in rows:
                held[paper].add(Identifier(scheme, value))
    return held


def repositories_of(catalog: Catalog, papers: Collection[int]) -> list[str]:
    """The addresses of all repositories that `papers` link, each once."""
    urls: dict[str, None] = {}
    with closing(catalog.reader()) as reader:
        for paper in papers:
            (view,) = reader.execute("SELECT view FROM paper WHERE id = ?", (paper,)).fetchone()
            urls |= dict.fromkeys(repository["url"] for repository in json.loads(view)["repositories"])
    return list(urls)


def added_papers(catalog: Catalog, papers: Iterable[int]) -> set[int]:
    """Those of `papers` that are in the survey."""
    wanted = set(papers)
    if not wanted:
        return wanted
    with closing(catalog.reader()) as reader:
        statement = "SELECT added_at FROM paper WHERE id = ?"
        return {paper for paper in wanted if reader.execute(statement, (paper,)).fetchone()[0] is not None}


def titled(catalog: Catalog, folded: str) -> dict[int, str]:
    """The papers whose title folds to `folded`, with their cite keys; those of the survey alone, if there are any."""
    if not catalog.path.exists():
        return {}
    with closing(catalog.reader()) as reader:
        statement = "SELECT id, cite_key, added_at FROM paper WHERE block = ? AND merged_into IS NULL"
        rows = reader.execute(statement, (folded,)).fetchall()
    return {paper: key for paper, key, added in rows if added} or {paper: key for paper, key, _ in rows}


def stale_papers(catalog: Catalog, before: str) -> list[int]:
    """The papers of the survey about which no source was heard since the ISO time `before`."""
    with closing(catalog.reader()) as reader:
        rows = reader.execute(
            "SELECT p.id FROM paper p WHERE p.added_at IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM record r WHERE r.paper_id = p.id AND r.source <> 'hand' AND r.seen_at >= ?) ORDER BY p.id",
            (before,),
        )
        return [int(paper) for (paper,) in rows]


def _pages(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), _PAGE):
        yield values[start : start + _PAGE]
