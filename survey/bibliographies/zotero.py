"""A copy of Zotero's database."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from survey.bibliographies.zotero_items import zotero_draft
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.bibliographies.draft import Said

MAGIC = b"SQLite format 3\x00"
_STEPS = 1_000
"""Steps of the database between two looks at how much it has done."""
_FEWEST_LOOKS, _BYTES_A_LOOK = 2_000, 1_000
"""How often is looked at most: a library of 20 MB takes a fifth of what its size allows, a trap all of it."""

# https://www.zotero.org/support/dev/client_coding/direct_sqlite_database_access
_ITEMS = """
SELECT items.itemID, items.key, itemTypes.typeName FROM items JOIN itemTypes USING (itemTypeID)
WHERE items.itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY items.itemID
"""
# News of feeds are nobody's papers yet. Older libraries have no such table.
_NEWS = "SELECT itemID FROM feedItems"
_FIELDS = """
SELECT itemData.itemID, fields.fieldName, itemDataValues.value
FROM itemData JOIN fields USING (fieldID) JOIN itemDataValues USING (valueID)
"""
_CREATORS = """
SELECT itemCreators.itemID, creatorTypes.creatorType, creators.firstName, creators.lastName
FROM itemCreators JOIN creators USING (creatorID) JOIN creatorTypes USING (creatorTypeID)
ORDER BY itemCreators.itemID, itemCreators.orderIndex
"""
_TAGS = "SELECT itemTags.itemID, tags.name, itemTags.type FROM itemTags JOIN tags USING (tagID) ORDER BY tags.name"
_COLLECTIONS = """
SELECT collectionItems.itemID, collections.collectionName
FROM collectionItems JOIN collections USING (collectionID) ORDER BY collections.collectionName
"""
_NOTES = "SELECT parentItemID, note FROM itemNotes WHERE parentItemID IS NOT NULL AND note IS NOT NULL ORDER BY itemID"

Items = dict[int, dict[str, Any]]


def read_zotero(content: bytes, name: str) -> Iterator[Said]:
    """The works of the database `content`, read in memory, each with its collections and tags.

    Raises AskedWronglyError where this is not Zotero's database, or a damaged one.
    """
    try:
        with closing(_opened(content)) as database:
            items, collections = _items(database)
    except (sqlite3.Error, OverflowError) as error:
        raise AskedWronglyError(
            f"{name} is no library of Zotero's that can be read ({error})",
            hint="copy zotero.sqlite while Zotero is closed, or export from Zotero as BibTeX or CSL JSON",
        ) from None
    for item in items.values():
        if draft := zotero_draft(item, None, collections):
            yield draft


def settled(path: Path) -> bytes:
    """The database at `path` as it stands, although a program may be at work on it.

    Such a program keeps it locked, and what it is about beside it: changes that are to go in, in `-wal`, or that are to
    be taken back unless it finishes, in `-journal`. A copy of these is brought to rest. Raises OSError.
    """
    besides = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    written = [each for each in besides if each.is_file() and each.stat().st_size]
    if not written:
        return path.read_bytes()
    with TemporaryDirectory(prefix="survey-") as folder:
        copy = Path(folder) / path.name
        for each in (*written, path):
            shutil.copyfile(each, copy.with_name(each.name))
        try:
            with closing(sqlite3.connect(copy)) as database:
                return database.serialize()
        except sqlite3.Error:
            return copy.read_bytes()


def _opened(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    # In memory there is no log to write ahead to, and SQLite refuses a file that asks for one.
    database.deserialize(content[:18] + b"\x01\x01" + content[20:] if content[18:20] == b"\x02\x02" else content)
    looks = iter(range(_FEWEST_LOOKS + len(content) // _BYTES_A_LOOK))
    database.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
    database.execute("PRAGMA query_only = ON")
    database.execute("PRAGMA trusted_schema = OFF")
    database.text_factory = lambda raw: raw.decode(errors="replace")
    return database


def _items(database: sqlite3.Connection) -> tuple[Items, dict[str, list[str]]]:
    """The items by their numbers, and for their keys the collections that hold them."""
    items: Items = {
        number: {"itemID": number, "key": key, "itemType": kind, "creators": [], "tags": [], "notes": []}
        for number, key, kind in database.execute(_ITEMS)
    }
    for item, name, value in _of(items, database, _FIELDS):
        item.setdefault(str(name), _day(value) if name == "date" else value)
    for item, kind, first, last in _of(items, database, _CREATORS):
        item["creators"].append({"creatorType": kind, "firstName": first or "", "lastName": last or ""})
    for item, tag, kind in _of(items, database, _TAGS):
        item["tags"].append({"tag": tag, "type": kind})
    for item, note in _of(items, database, _NOTES):
        item["notes"].append(note)
    for news in database.execute(_NEWS) if _has(database, "feedItems") else ():
        items.pop(news[0], None)
    collections: dict[str, list[str]] = defaultdict(list)
    for item, name in _of(items, database, _COLLECTIONS):
        collections[str(item["key"])].append(str(name))
    return items, dict(collections)


def _has(database: sqlite3.Connection, table: str) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone())


def _of(items: Items, database: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of `query`, each with its item in place of that item's number; those of other things are left out."""
    return ((items[number], *row) for number, *row in database.execute(query) if number in items)


def _day(value: object) -> object:
    """A date as Zotero keeps it, `2017-06-00 June 2017`: the part for machines, as far as it says something."""
    return value.partition(" ")[0].replace("-00", "") if isinstance(value, str) else value
