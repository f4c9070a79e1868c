"""A library of Zotero's, made as Zotero makes one: the tables that are read, in its own shape."""

from __future__ import annotations

import sqlite3
from contextlib import closing

_SHAPE = """
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, key TEXT NOT NULL, libraryID INT NOT NULL);
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE itemTags (itemID INT, tagID INT, type INT NOT NULL);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT NOT NULL);
CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
INSERT INTO itemTypes VALUES (1, 'journalArticle'), (2, 'attachment'), (3, 'note');
INSERT INTO items VALUES (5, 1, 'ABCD1234', 1), (6, 2, 'ATTACHED', 1), (7, 3, 'NOTE1234', 1), (8, 1, 'DELETED1', 1),
    (9, 1, 'WXYZ6789', 1);
INSERT INTO deletedItems VALUES (8);
INSERT INTO fields VALUES (1, 'title'), (2, 'date'), (3, 'publicationTitle'), (4, 'DOI'),
    (5, 'shortTitle'), (6, 'extra');
INSERT INTO itemDataValues VALUES (1, 'Examples kept at home'), (2, '2017-06-00 June 2017'), (3, 'Journal of Examples'),
    (4, '10.1234/home'), (5, 'Examples'), (6, 'Deleted'), (7, 'Another'), (8, 'Citation Key: doe2018another');
INSERT INTO itemData VALUES (5, 1, 1), (5, 2, 2), (5, 3, 3), (5, 4, 4), (5, 5, 5), (8, 1, 6), (9, 1, 7), (9, 6, 8);
INSERT INTO creators VALUES (1, 'Anna', 'Doe', 0), (2, '', 'Example Group', 1), (3, 'Ed', 'Itor', 0);
INSERT INTO creatorTypes VALUES (8, 'author'), (10, 'editor');
INSERT INTO itemCreators VALUES (5, 2, 8, 1), (5, 1, 8, 0), (5, 3, 10, 2);
INSERT INTO tags VALUES (1, 'to read'), (2, 'Automatic');
INSERT INTO itemTags VALUES (5, 1, 0), (5, 2, 1);
INSERT INTO collections VALUES (1, 'At home'), (2, 'Thesis');
INSERT INTO collectionItems VALUES (2, 5, 0), (1, 5, 0), (1, 8, 1);
INSERT INTO itemNotes VALUES (7, 5, '<div><p>Seen <b>twice</b>.</p></div>', 'Seen');
"""


def library(*more: str) -> bytes:
    """The file of a library of two works, a deleted one, an attachment and a note, after the statements `more`."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SHAPE)
        for statement in more:
            database.execute(statement)
        database.commit()
        return database.serialize()
