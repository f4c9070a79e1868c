"""Who cites whom, read. Only the standard library."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.model.identifier import Identifier, read_identifier
from survey.model.reference import TEXT, Citing, Part, Place, Reference, Way

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from survey.model.works import Place as Account


class Open(NamedTuple):
    """A reference that nobody has followed yet."""

    id: int
    citing: Citing
    source: str
    said: Reference


class Step(NamedTuple):
    """A way from one paper to another."""

    start: Citing
    way: Way
    end: int
    source: str
    place: Place | None
    """Where the text says so, if it was a text that did."""
    how: str | None
    """By what the paper was found that is cited, if it had to be found (survey.model.reference.Resolved)."""
    sure: float | None


class Edge(NamedTuple):
    """Somebody cites a paper."""

    citing: Citing
    cited: int


def edges(catalog: sqlite3.Connection) -> list[Edge]:
    """Every citation between papers that is known, each once, whoever says so; a paper does not cite itself."""
    rows = catalog.execute(
        "SELECT DISTINCT citing_id, draft, cited_id FROM citation WHERE citing_id IS NOT cited_id ORDER BY 1, 2, 3"
    )
    return [Edge(Citing(citing, draft), cited) for citing, draft, cited in rows]


def between(catalog: sqlite3.Connection, keys: Collection[str]) -> list[tuple[str, str]]:
    """The citations between papers of these cite keys: the key of the one that cites, and of the one that is cited."""
    rows = catalog.execute(
        "SELECT DISTINCT a.cite_key, b.cite_key FROM citation c JOIN paper a ON a.id = c.citing_id "
        "JOIN paper b ON b.id = c.cited_id WHERE a.id <> b.id "
        "AND a.cite_key IN (SELECT value FROM json_each(:keys)) AND b.cite_key IN (SELECT value FROM json_each(:keys)) "
        "ORDER BY 1, 2",
        {"keys": json.dumps(sorted(keys))},
    )
    return [(str(citing), str(cited)) for citing, cited in rows]


def steps(catalog: sqlite3.Connection, way: Way, starts: Collection[Citing]) -> list[Step]:
    """The steps that lead from `starts` in one way, as far as it was asked for, in a fixed order."""
    given = {"papers": _papers(starts), "drafts": _drafts(starts), "text": TEXT, "related": Part.RELATED_WORK}
    rows = catalog.execute(_STEPS[way], given)
    return [
        Step(Citing(paper, draft), way, end, source, _place(place) if place[-1] is not None else None, how, sure)
        for paper, draft, end, source, how, sure, *place in rows
        if paper != end
    ]


def _place(row: Sequence[Any]) -> Place:
    part, section, theme, sentence, appendix = row
    return Place(Part(part) if part else None, section, theme, sentence, bool(appendix))


_STARTS = "(c.citing_id IN (SELECT value FROM json_each(:papers)) OR c.draft IN (SELECT value FROM json_each(:drafts)))"
_PLACE = "m.part, m.section, m.theme, m.sentence, m.appendix"
_NO_PLACE = "NULL, NULL, NULL, NULL, NULL, NULL, NULL"
_CITED = (
    f"SELECT c.citing_id, c.draft, c.cited_id, c.source, r.how, r.sure, {_PLACE} "  # noqa: S608 - fixed
    "FROM citation c JOIN reference r ON r.id = c.reference_id"
)
_ORDER = "ORDER BY 1, 2, 3, 4, m.position"
_STEPS = {
    Way.RELATED_WORK: f"{_CITED} JOIN mention m ON m.reference_id = r.id AND m.part = :related "
    f"WHERE c.source = :text AND {_STARTS} {_ORDER}",
    # What a draft cites stands in its own text alone; what a paper cites is told by sources in full.
    Way.REFERENCES: f"{_CITED} LEFT JOIN mention m ON m.reference_id = r.id "
    f"WHERE (c.source <> :text OR c.draft IS NOT NULL) AND {_STARTS} {_ORDER}",
    Way.CITATIONS: f"SELECT c.cited_id, NULL, c.citing_id, c.source, {_NO_PLACE} FROM citation c "  # noqa: S608 - fixed
    "WHERE c.cited_id IN (SELECT value FROM json_each(:papers)) AND c.citing_id IS NOT NULL "
    "AND c.source <> :text ORDER BY 1, 3, 4",
    Way.SIMILAR: f"SELECT coalesce(p.merged_into, p.id) AS start, NULL, r.paper_id, s.source, {_NO_PLACE} "  # noqa: S608 - fixed
    "FROM similar s JOIN paper p ON p.id = s.paper_id "
    'JOIN record r ON r.source = s.source AND r."key" = s."key" AND r.superseded_at IS NULL '
    "WHERE start IN (SELECT value FROM json_each(:papers)) ORDER BY 1, 3, 4",
}


def asked(catalog: sqlite3.Connection, way: Way, since: str) -> dict[str, set[int]]:
    """For each source, the papers about which it was asked in one way, and answered, since an ISO time."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = catalog.execute(
        "SELECT a.source, coalesce(p.merged_into, p.id) FROM asked a JOIN paper p ON p.id = a.paper_id "
        "WHERE a.way = ? AND a.asked_at >= ?",
        (way, since),
    )
    for source, paper in rows:
        found[source].add(paper)
    return found


def stated(catalog: sqlite3.Connection, way: Way) -> dict[int, dict[str, tuple[int | None, int]]]:
    """For each paper that was asked about in one way: how many each source states, and how many it showed."""
    found: dict[int, dict[str, tuple[int | None, int]]] = defaultdict(dict)
    rows = catalog.execute(
        "SELECT coalesce(p.merged_into, p.id), a.source, a.stated, a.shown FROM asked a "
        "JOIN paper p ON p.id = a.paper_id WHERE a.way = ? ORDER BY a.source",
        (way,),
    )
    for paper, source, said, shown in rows:
        found[paper][source] = (said, shown)
    return found


def sought(catalog: sqlite3.Connection, since: str) -> dict[str, set[str]]:
    """For each source, the identifiers and titles it was asked for, and answered, since an ISO time."""
    found: dict[str, set[str]] = defaultdict(set)
    for source, what in catalog.execute("SELECT source, what FROM sought WHERE sought_at >= ?", (since,)):
        found[source].add(what)
    return found


def unresolved(
    catalog: sqlite3.Connection, starts: Collection[Citing], parts: Collection[Part] | None = None
) -> list[Open]:
    """The references of `starts` that no paper is known for; with `parts`, of a text only what is cited there."""
    rows = catalog.execute(
        "SELECT r.id, coalesce(p.merged_into, p.id) AS citing, r.draft, r.source, r.key, r.title, r.authors, r.year, "
        "r.identifiers, r.raw FROM reference r LEFT JOIN paper p ON p.id = r.paper_id "
        "WHERE r.cited_id IS NULL AND (citing IN (SELECT value FROM json_each(:papers)) "
        "OR r.draft IN (SELECT value FROM json_each(:drafts))) "
        "AND (:parts IS NULL OR r.source <> :text OR EXISTS (SELECT 1 FROM mention m "
        "WHERE m.reference_id = r.id AND m.part IN (SELECT value FROM json_each(:parts)))) "
        "AND NOT EXISTS (SELECT 1 FROM record k WHERE k.source = r.source AND k.key = r.key "
        "AND k.superseded_at IS NULL) ORDER BY r.id",
        {
            "papers": _papers(starts),
            "drafts": _drafts(starts),
            "parts": None if parts is None else json.dumps(sorted(parts)),
            "text": TEXT,
        },
    ).fetchall()
    places = _places(catalog, [row[0] for row in rows])
    return [
        Open(number, Citing(paper, draft), source, _reference(said, places[number]))
        for number, paper, draft, source, *said in rows
    ]


def _reference(row: Sequence[Any], places: Iterable[Place]) -> Reference:
    key, title, authors, year, names, raw = row
    people = tuple(json.loads(authors)) if authors else ()
    identifiers = frozenset(_names(json.loads(names) if names else ()))
    return Reference(key, title, people, year, identifiers, raw, tuple(places))


def _names(spelt: Iterable[str]) -> Iterator[Identifier]:
    return (name for each in spelt if (name := read_identifier(each)))


def _places(catalog: sqlite3.Connection, references: Collection[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    rows = catalog.execute(
        "SELECT reference_id, part, section, theme, sentence, appendix FROM mention "
        "WHERE reference_id IN (SELECT value FROM json_each(?)) ORDER BY reference_id, position",
        (json.dumps(list(references)),),
    )
    for number, *place in rows:
        found[number].append(_place(place))
    return found


def mentioned(catalog: sqlite3.Connection) -> list[tuple[Citing, int, Part | None]]:
    """Every mention of a paper in a text: who mentions which paper in which part."""
    rows = catalog.execute(
        "SELECT c.citing_id, c.draft, c.cited_id, m.part FROM mention m "
        "JOIN citation c ON c.reference_id = m.reference_id ORDER BY 1, 2, 3"
    )
    return [(Citing(paper, draft), cited, Part(part) if part else None) for paper, draft, cited, part in rows]


def counted(catalog: sqlite3.Connection, start: Citing, part: Part) -> tuple[int, int]:
    """Of the works that the text of `start` cites in `part`: how many papers are known for, and how many there are."""
    (row,) = catalog.execute(
        "SELECT count(c.reference_id), count(*) FROM reference r LEFT JOIN paper p ON p.id = r.paper_id "
        "LEFT JOIN citation c ON c.reference_id = r.id "
        "WHERE r.source = :text AND (coalesce(p.merged_into, p.id) = :paper OR r.draft = :draft) "
        "AND EXISTS (SELECT 1 FROM mention m WHERE m.reference_id = r.id AND m.part = :part)",
        {"text": TEXT, "paper": start.paper, "draft": start.draft, "part": part},
    )
    return int(row[0]), int(row[1])


def lists(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """For each of `papers`, the views of the papers that sources say it cites."""
    found: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    rows = catalog.execute(
        "SELECT DISTINCT c.citing_id, c.cited_id, p.view FROM citation c JOIN paper p ON p.id = c.cited_id "
        "WHERE c.source <> ? AND c.citing_id IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (TEXT, json.dumps(sorted(papers))),
    )
    for citing, cited, view in rows:
        found[citing][cited] = json.loads(view)
    return found


def kept_accounts(catalog: sqlite3.Connection, accounts: Collection[Account]) -> set[Account]:
    """Those of `accounts` that the catalog keeps."""
    statement = "SELECT 1 FROM record WHERE source = ? AND key = ? AND superseded_at IS NULL"
    return {place for place in accounts if catalog.execute(statement, place).fetchone()}


def untitled(catalog: sqlite3.Connection, papers: Collection[int]) -> list[int]:
    """Those of `papers` of which nobody has said a title yet."""
    rows = catalog.execute(
        "SELECT id FROM paper WHERE folded IS NULL AND merged_into IS NULL "
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(papers)),),
    )
    return [int(paper) for (paper,) in rows]


def sentences(catalog: sqlite3.Connection, drafts: Collection[str]) -> list[str]:
    """What each of `drafts` says where it cites something, as one text."""
    rows = catalog.execute(
        "SELECT group_concat(m.sentence, ' ') FROM reference r JOIN mention m ON m.reference_id = r.id "
        "WHERE r.draft IN (SELECT value FROM json_each(?)) GROUP BY r.draft ORDER BY r.draft",
        (json.dumps(sorted(drafts)),),
    )
    return [str(text) for (text,) in rows]


def standing(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, int]:
    """For each of `papers`, itself or what it was merged into."""
    rows = catalog.execute(
        "SELECT id, coalesce(merged_into, id) FROM paper WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(papers)),),
    )
    return dict(rows.fetchall())


def in_survey(catalog: sqlite3.Connection) -> set[int]:
    """The papers of the survey."""
    return {int(paper) for (paper,) in catalog.execute("SELECT id FROM paper WHERE added_at IS NOT NULL")}


def last_crawl(catalog: sqlite3.Connection) -> tuple[int, str, str | None] | None:
    """The crawl begun last: its number, what was wanted as JSON, and how it ended, if it did."""
    row = catalog.execute("SELECT id, wanted, outcome FROM crawl ORDER BY id DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1]), row[2]) if row else None


def _papers(starts: Iterable[Citing]) -> str:
    return json.dumps(sorted(start.paper for start in starts if start.paper is not None))


def _drafts(starts: Iterable[Citing]) -> str:
    return json.dumps(sorted(start.draft for start in starts if start.draft is not None))
