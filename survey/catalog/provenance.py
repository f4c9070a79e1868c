"""Where what is shown of a paper comes from: who says it, and of which version of the work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.catalog.accounts import CURRENT, read_accounts
from survey.catalog.read import standing
from survey.model.fold import OF_PAPERS, Candidate, candidates
from survey.model.identifier import Identifier
from survey.model.record import Status
from survey.model.same_work import Sameness, compare, sketch
from survey.model.venue_evidence import Appeared, appeared
from survey.model.versions import as_preprint, versions
from survey.model.view import Cite

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from survey.catalog.accounts import Kept
    from survey.model.record import Record
    from survey.model.view import PaperView, VersionView
    from survey.model.works import Place


def accounts(catalog: sqlite3.Connection, paper: int) -> list[Record]:
    """What each source says of `paper` now, sorted by source and key; not what was said here."""
    return [
        account.taken.record
        for (source, _), account in sorted(_kept(catalog, paper).items())
        if source not in OF_PAPERS
    ]


def versions_of(catalog: sqlite3.Connection, paper: int) -> list[VersionView]:
    """In which versions the work appeared: preprints first, then in the order of appearing."""
    return versions([account.taken for account in _kept(catalog, paper).values()])


def cited(catalog: sqlite3.Connection, papers: Iterable[PaperView], cite: Cite) -> Iterator[PaperView]:
    """Each of `papers` as that version of it which is to be cited, where there is one."""
    for paper in papers:
        if cite is Cite.PUBLISHED:
            yield paper
        else:
            (number,) = catalog.execute("SELECT id FROM paper WHERE cite_key = ?", (paper["key"],)).fetchone()
            yield as_preprint(paper, [account.taken for account in _kept(catalog, number).values()])


def provenance(catalog: sqlite3.Connection, paper: int, field: str) -> list[Candidate]:
    """Everything that the current records of `paper` say of `field`, what is shown first."""
    return candidates([account.taken for account in _kept(catalog, paper).values()], field)


def statuses(catalog: sqlite3.Connection, paper: int) -> list[Candidate]:
    """Each current record of `paper` that says it was retracted or withdrawn, what is shown first, the latest first."""
    said = [account.taken for account in _kept(catalog, paper).values() if account.taken.record.status]
    latest = sorted(said, key=lambda taken: taken.on, reverse=True)
    latest.sort(key=lambda taken: taken.record.status is not Status.RETRACTED)
    return [Candidate(taken.record.source, taken.on, taken.record.status) for taken in latest]


def where_appeared(catalog: sqlite3.Connection, paper: int) -> Appeared:
    """Where `paper` appeared, how sure that is, and every piece of evidence in its current records."""
    return appeared([account.taken for account in _kept(catalog, paper).values()])


def spoken_of(catalog: sqlite3.Connection) -> tuple[set[Identifier], set[str]]:
    """Every identifier of the papers of the catalog, and every folded title that an account gives one of them."""
    names = {Identifier(*row) for row in catalog.execute("SELECT scheme, value FROM identifier")}
    titles = catalog.execute("SELECT DISTINCT block FROM record WHERE superseded_at IS NULL AND block IS NOT NULL")
    return names, {title for (title,) in titles}


_BY_NAME = "SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?"
_BY_TITLE = "SELECT paper_id FROM record WHERE block = ? AND superseded_at IS NULL"


def is_known(catalog: sqlite3.Connection, record: Record) -> bool:
    """Whether `record` is beyond doubt about a paper of the catalog: by an identifier, or by title and authors."""
    mine = sketch(record)
    asked = [(_BY_NAME, tuple(name)) for name in mine.identifiers] + [(_BY_TITLE, (mine.block,))]
    papers = {int(paper) for statement, values in asked for (paper,) in catalog.execute(statement, values)}
    kept = read_accounts(catalog.execute(CURRENT, (json.dumps(sorted(papers)),)))
    others = (sketch(account.taken.record) for place, account in kept.items() if place[0] not in OF_PAPERS)
    return any(compare(mine, other).sameness is Sameness.SAME for other in others)


def _kept(catalog: sqlite3.Connection, paper: int) -> dict[Place, Kept]:
    return read_accounts(catalog.execute(CURRENT, (json.dumps([standing(catalog, paper)]),)))
