"""Papers of the dumps, and the links from them to code."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from survey.dump.values import address, said, texts, truth
from survey.model.identifier import identifier, read_identifier
from survey.model.text import day, fold, line, title_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from survey.dump.tally import Tally

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NAMES = ("id", "arxiv_id")
# The first that finds one: by the page, by the arXiv id, by the title.
_FIND = """
SELECT id, dated, body, slug, arxiv FROM paper WHERE slug = ?1 UNION ALL
SELECT id, dated, body, slug, arxiv FROM paper WHERE arxiv = ?2 AND (slug IS NULL OR ?1 IS NULL) UNION ALL
SELECT id, dated, body, slug, arxiv FROM paper
WHERE folded = ?3 AND (arxiv IS NULL OR ?2 IS NULL) AND (slug IS NULL OR ?1 IS NULL) LIMIT 1
"""


class Known(NamedTuple):
    """A paper in a file of dumps: its number, the date and text of its description, and its names."""

    id: int
    dated: str
    body: str
    slug: str | None
    arxiv: str | None


class Papers:
    """The papers in a file of dumps that is being written: a paper goes by its page, its arXiv id, or its title."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: list[Mapping[str, Any]] = []
        self._aside = ThreadPoolExecutor(1)
        self._indexing: Future[None] | None = None
        self._indexed = self._last_indexed()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._aside.shutdown()

    def ask(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """What the file answers, once nothing is being indexed: two threads would see each other's last row."""
        self._wait()
        return self._connection.execute(statement, values)

    def _wait(self) -> None:
        if self._indexing:
            indexing, self._indexing = self._indexing, None
            indexing.result()

    def put_off(self, body: Mapping[str, Any]) -> None:
        """Lets `body` be kept with the next turn: descriptions are read while those before them are being indexed."""
        self._waiting.append(body)

    def turn(self, tally: Tally) -> None:
        """Keeps what waits, commits, and begins to make it findable by its words, which takes longest."""
        for body in self._waiting:
            _, is_new = self.keep(body, tally.on)
            tally.new += is_new
            tally.merged += not is_new
        self._waiting.clear()
        rows = [(tally.name, *skipped) for skipped in tally.waiting]
        self._wait()
        keep = "INSERT OR IGNORE INTO skipped (file, place, why, said) VALUES (?, ?, ?, ?)"
        self._connection.executemany(keep, rows)
        tally.waiting.clear()
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
        self._indexing = self._aside.submit(self._index)

    def _last_indexed(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM words_docsize").fetchone()[0])

    def _index(self) -> None:
        # Who reads while this runs, or is killed before it is committed, has the papers and finds them by name.
        # Another program may have imported and indexed between this turn and the last.
        self._indexed = self._last_indexed()
        statement = "INSERT INTO words (rowid, title, abstract) SELECT id, title, abstract FROM paper_text WHERE id > ?"
        self._connection.execute(statement, (self._indexed,))
        last = "SELECT coalesce(max(id), 0) FROM paper"
        self._indexed = int(self._connection.execute(last).fetchone()[0])

    def find(self, slug: str | None, arxiv: str | None, folded: str) -> Known | None:
        """The paper of these names.

        Two papers of different pages or arXiv ids are two, whatever they are called.
        """
        found = self.ask(_FIND, (slug, arxiv, folded or None)).fetchone()
        return Known(*found) if found else None

    def keep(self, body: Mapping[str, Any], dated: str) -> tuple[int, bool]:
        """The number of the paper that `body` describes, and whether it was new.

        One description stands, in full, whatever the order in which they come: see `_weight`. Names are kept of all.
        """
        slug, arxiv, title = body.get("id"), body.get("arxiv_id"), body["title"]
        folded, text = fold(title), _JSON.encode(body)
        known = self.find(slug, arxiv, folded)
        if not known:
            statement = "INSERT INTO paper (slug, arxiv, folded, dated, body) VALUES (?, ?, ?, ?, ?)"
            return int(self.ask(statement, (slug, arxiv, folded, dated, text)).lastrowid or 0), True
        has_new_name = (slug and slug != known.slug) or (arxiv and arxiv != known.arxiv)
        if has_new_name or (known.body != text and _weight(text, dated) >= _weight(known.body, known.dated)):
            self._describe(known, body, dated)
        elif known.body == text and known.dated < dated:
            self.ask("UPDATE paper SET dated = ? WHERE id = ?", (dated, known.id))
        return known.id, False

    def _describe(self, known: Known, body: Mapping[str, Any], dated: str) -> None:
        was = json.loads(known.body)
        old, new = ((_weight(_JSON.encode(each), on), _bare(each)) for each, on in ((was, known.dated), (body, dated)))
        first, second, on = (body, was, dated) if new > old else (was, body, known.dated)
        names = {name: value for name in _NAMES if (value := first.get(name) or second.get(name))}
        now = {**first, **names}
        if (now, on) == (was, known.dated):
            return
        said, says = ((each["title"], each.get("abstract")) for each in (was, now))
        if known.id <= self._indexed and said != says:
            forget = "INSERT INTO words (words, rowid, title, abstract) VALUES ('delete', ?, ?, ?)"
            self.ask(forget, (known.id, *said))
            self.ask("INSERT INTO words (rowid, title, abstract) VALUES (?, ?, ?)", (known.id, *says))
        statement = "UPDATE paper SET slug = ?, arxiv = ?, folded = ?, dated = ?, body = ? WHERE id = ?"
        named = (*(now.get(name) for name in _NAMES), fold(now["title"]))
        self.ask(statement, (*named, on, _JSON.encode(now), known.id))

    def link(self, paper: int, url: str, *, official: bool | None = None) -> bool:
        """Keeps that the code at `url` is of `paper`; whether that was new. Official is what anybody calls so."""
        made = self.ask(
            "INSERT INTO code (paper, url, official) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (paper, url, official)
        ).rowcount
        if not made and official is not None:
            raise_ = "UPDATE code SET official = max(coalesce(official, 0), ?) WHERE paper = ? AND url = ?"
            self.ask(raise_, (official, paper, url))
        return bool(made)


def _weight(body: str, dated: str) -> tuple[int, str]:
    """What makes a description stand before another: an entry of its own, a row of a leaderboard, a link; its date."""
    return (2 if '"abstract":' in body else int('"published":' in body)), dated


def _bare(body: Mapping[str, Any]) -> tuple[int, str]:
    """A description without its names, after its length: of two of one day and kind the one that says more stands."""
    text = json.dumps({name: said for name, said in body.items() if name not in _NAMES}, sort_keys=True)
    return len(text), text


def keep_paper(papers: Papers, entry: Mapping[str, object], place: str, tally: Tally) -> None:
    """Keeps one entry of papers-with-abstracts."""
    tally.read += 1
    title, slug = title_line(entry.get("title")), slug_of(entry.get("paper_url"))
    if title is None or slug is None:
        tally.skip(place, "a paper without a title" if slug else "a paper without an address", entry)
        return
    arxiv = identifier("arxiv", entry.get("arxiv_id"))
    published = day(entry.get("date"))
    openreview = identifier("openreview", entry.get("openreview_id"))
    body = {
        "id": slug,
        "arxiv_id": arxiv.value if arxiv else None,
        "title": title,
        "abstract": line(entry.get("abstract")),
        "authors": texts(entry.get("authors")),
        "published": published.isoformat() if published and published <= tally.dated else None,
        "proceeding": line(entry.get("proceeding")),
        "url_abs": address(entry.get("url_abs")),
        "url_pdf": address(entry.get("url_pdf")),
        "conference_url_abs": address(entry.get("conference_url_abs")),
        "openreview": openreview.value if openreview else None,
        "tasks": texts(entry.get("tasks")),
        "methods": texts(entry.get("methods"), "name"),
    }
    kept = {name: value for name, value in body.items() if value or name == "abstract"}
    papers.put_off(kept)


def keep_link(papers: Papers, entry: Mapping[str, object], place: str, tally: Tally) -> None:
    """Keeps one entry of links-between-papers-and-code."""
    tally.read += 1
    title, url = title_line(entry.get("paper_title")), address(entry.get("repo_url"))
    arxiv, slug = identifier("arxiv", entry.get("paper_arxiv_id")), slug_of(entry.get("paper_url"))
    if url is None or not (title or slug):
        tally.skip(place, "a link without a paper" if url else "a link that leads nowhere", entry)
        return
    body = said(
        id=slug, arxiv_id=arxiv.value if arxiv else None, title=title, url_abs=address(entry.get("paper_url_abs"))
    )
    known = None if title else papers.find(slug, body.get("arxiv_id"), "")
    if not known and not title:
        tally.skip(place, "a link of a paper without a title", entry)
        return
    number = known.id if known else papers.keep(body, tally.on)[0]
    is_new = papers.link(number, url, official=truth(entry.get("is_official")))
    tally.new += is_new
    tally.merged += not is_new


def paper_behind(title: str | None, url: str | None, published: str | None) -> dict[str, Any] | None:
    """The description of a paper of which a leaderboard tells title, address and day; None where it tells no title."""
    if not title:
        return None
    name = read_identifier(url) if url else None
    arxiv = name.value if name and name.scheme == "arxiv" else None
    return said(arxiv_id=arxiv, title=title, url_abs=url, published=published)


def slug_of(given: object) -> str | None:
    """The name of a paper in the address of its page; None where there is none."""
    url = address(given)
    return url.rstrip("/").rpartition("/")[2] or None if url else None
