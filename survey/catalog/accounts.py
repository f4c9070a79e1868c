"""What sources said, as it is kept: one account of one paper by one source."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.model.body import as_body, from_body
from survey.model.fold import Taken
from survey.model.text import writable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from survey.model.record import Record
    from survey.model.works import Place

CURRENT = """
SELECT r.id, r.paper_id, r.source, r.key, r.taken_at, r.body, (
    SELECT json_array(c.count, c.on_date) FROM count c WHERE c.source = r.source AND c.key = r.key
    ORDER BY c.on_date DESC LIMIT 1
) FROM record r WHERE r.paper_id IN (SELECT value FROM json_each(?)) AND r.superseded_at IS NULL
"""
"""The current accounts of papers, given as a JSON list, each with its latest citation count."""


class Kept(NamedTuple):
    """An account in the catalog."""

    id: int
    paper: int
    taken: Taken


def read_accounts(rows: Iterable[Any]) -> dict[Place, Kept]:
    """The accounts that the rows of CURRENT hold, by source and key."""
    accounts = {}
    for number, paper, source, key, at, body, counted in rows:
        says = json.loads(body)
        if counted:
            says["citations"] = json.loads(counted)
        accounts[source, key] = Kept(number, paper, Taken.at(from_body(source, key, says), at))
    return accounts


def accounts_of(connection: Connection, papers: Collection[int]) -> dict[Place, Kept]:
    """The current accounts of `papers`, by source and key."""
    if not papers:
        return {}
    return read_accounts(connection.exec_driver_sql(CURRENT, (json.dumps(sorted(papers)),)))


class Account(NamedTuple):
    """A record as it is to be kept."""

    record: Record
    digest: str
    """Of `body`."""
    body: str
    """What the record says, as JSON; but for its citation count, which is a series of its own."""


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def account_of(record: Record) -> Account:
    """`record` as it is to be kept, without what no database can hold."""
    try:
        account = _account(record)
    except UnicodeEncodeError:
        return _account(_fit(record))
    has_nul = "\\u0000" in account.body or place_of(record) != (record.source, record.key)
    return _account(_fit(record)) if has_nul else account


def place_of(record: Record) -> Place:
    """The source and key under which `record` is kept."""
    return writable(record.source), writable(record.key) or "�"


def _account(record: Record) -> Account:
    body = as_body(record)
    body.pop("citations", None)
    text = _JSON.encode(body)
    return Account(record, hashlib.blake2b(text.encode(), digest_size=16).hexdigest(), text)


def _fit(record: Record) -> Record:
    return from_body(*place_of(record), _writable(as_body(record)))


def completed(new: Record, before: Record) -> Record:
    """What a source says of a paper in all: what it leaves out this time stands as it said before.

    Sources say less of a paper in a list of hits than when they are asked for it, and of one leaderboard only what is
    claimed there.
    """
    old, fresh = as_body(before), as_body(new)
    said_anew = {name.scheme for name in new.identifiers}
    carried = [name for name in before.identifiers if name.scheme not in said_anew]
    cut_short = new.authors_cut and before.authors and not before.authors_cut
    listed = before if cut_short or not new.authors else new
    on_anew = {(result.task, result.dataset) for result in new.results}
    parts = {
        "results": fresh.get("results", [])
        + [result for result in old.get("results", ()) if (result["task"], result["dataset"]) not in on_anew],
        "authors": list(listed.authors),
        "authors_cut": listed.authors_cut,
        "identifiers": [list(name) for name in (*new.identifiers, *carried)],
        "details": {**old.get("details", {}), **fresh.get("details", {})},
    }
    old.pop("on", None)
    return from_body(new.source, new.key, {**old, **fresh, **parts})


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, list):
        return [_writable(part) for part in value]
    if isinstance(value, dict):
        return {writable(name): _writable(part) for name, part in value.items()}
    return value
