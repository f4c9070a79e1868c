"""Where what is shown of a paper comes from: who says it, and of which version of the work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.catalog.accounts import CURRENT, read_accounts
from survey.catalog.read import standing
from survey.model.fold import OF_PAPERS, Candidate, candidates
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


def _kept(catalog: sqlite3.Connection, paper: int) -> dict[Place, Kept]:
    return read_accounts(catalog.execute(CURRENT, (json.dumps([standing(catalog, paper)]),)))
