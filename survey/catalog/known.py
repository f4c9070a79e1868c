"""What the catalog knows already, asked many at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from survey.model.identifier import Identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from survey.catalog.catalog import Catalog

# Any number of papers in one parameter; of one that was merged, what it was merged into.
_STANDING = "(SELECT coalesce(merged_into, id) FROM paper WHERE id IN (SELECT value FROM json_each(?)))"


def owners(catalog: Catalog, names: Collection[Identifier]) -> dict[Identifier, int]:
    """The paper of each of `names` that the catalog knows."""
    if not names or not catalog.path.exists():
        return {}
    with catalog.reading() as reader:
        statement = "SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?"
        found = {name: reader.execute(statement, name).fetchone() for name in names}
    return {name: int(row[0]) for name, row in found.items() if row}


def names_of_papers(catalog: Catalog, papers: Collection[int]) -> dict[int, set[Identifier]]:
    """Every identifier of each of `papers`."""
    held: dict[int, set[Identifier]] = defaultdict(set)
    if not papers:
        return held
    with catalog.reading() as reader:
        statement = f"SELECT paper_id, scheme, value FROM identifier WHERE paper_id IN {_STANDING}"  # noqa: S608 - fixed
        for paper, scheme, value in reader.execute(statement, (_listed(papers),)):
            held[paper].add(Identifier(scheme, value))
    return held


def repositories_of(catalog: Catalog, papers: Collection[int]) -> list[str]:
    """The addresses of all repositories that `papers` link, each once."""
    with catalog.reading() as reader:
        statement = f"SELECT view FROM paper WHERE id IN {_STANDING} ORDER BY id"  # noqa: S608 - fixed
        views = [json.loads(view) for (view,) in reader.execute(statement, (_listed(papers),))]
    return list(dict.fromkeys(repository["url"] for view in views for repository in view["repositories"]))


def added_papers(catalog: Catalog, papers: Iterable[int]) -> set[int]:
    """Those of `papers` that are in the survey, themselves or as a part of what they were merged into."""
    if not (wanted := set(papers)):
        return wanted
    with catalog.reading() as reader:
        rows = reader.execute(
            "SELECT asked.id FROM paper asked JOIN paper p ON p.id = coalesce(asked.merged_into, asked.id) "
            "WHERE asked.id IN (SELECT value FROM json_each(?)) AND p.added_at IS NOT NULL",
            (_listed(wanted),),
        )
        return {int(paper) for (paper,) in rows}


def standing_papers(catalog: Catalog, papers: Collection[int]) -> dict[int, int]:
    """Each of `papers`, and what it was merged into, or itself."""
    if not papers:
        return {}
    with catalog.reading() as reader:
        statement = "SELECT id, coalesce(merged_into, id) FROM paper WHERE id IN (SELECT value FROM json_each(?))"
        return {int(paper): int(into) for paper, into in reader.execute(statement, (_listed(papers),))}


def cite_keys(catalog: Catalog, papers: Collection[int]) -> dict[int, str]:
    """The cite key of each of `papers`."""
    if not papers:
        return {}
    with catalog.reading() as reader:
        statement = f"SELECT id, cite_key FROM paper WHERE id IN {_STANDING}"  # noqa: S608 - fixed
        return {int(paper): str(key) for paper, key in reader.execute(statement, (_listed(papers),))}


def titled(catalog: Catalog, folded: str) -> dict[int, str]:
    """The papers whose title folds to `folded`, with their cite keys; those of the survey alone, if there are any."""
    return titled_each(catalog, [folded]).get(folded, {})


def titled_each(catalog: Catalog, folded: Collection[str]) -> dict[str, dict[int, str]]:
    """Of each of the titles `folded` that there are, the papers as `titled` gives them."""
    if not folded or not catalog.path.exists():
        return {}
    with catalog.reading() as reader:
        statement = (
            "SELECT folded, id, cite_key, added_at FROM paper "
            "WHERE folded IN (SELECT value FROM json_each(?)) AND merged_into IS NULL ORDER BY id"
        )
        rows = reader.execute(statement, (json.dumps(sorted(set(folded))),)).fetchall()
    everybody: dict[str, dict[int, str]] = defaultdict(dict)
    here: dict[str, dict[int, str]] = defaultdict(dict)
    for title, paper, key, added in rows:
        everybody[title][paper] = key
        if added:
            here[title][paper] = key
    return everybody | here


def stale_papers(catalog: Catalog, before: str) -> list[int]:
    """The papers of the survey about which no source was heard since the ISO time `before`."""
    with catalog.reading() as reader:
        rows = reader.execute(
            "SELECT p.id FROM paper p WHERE p.added_at IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM record r WHERE r.paper_id = p.id AND r.source NOT IN ('hand', 'llm', 'local') "
            "AND r.seen_at >= ?) ORDER BY p.id",
            (before,),
        )
        return [int(paper) for (paper,) in rows]


def _listed(papers: Iterable[int]) -> str:
    return json.dumps(sorted(papers))
