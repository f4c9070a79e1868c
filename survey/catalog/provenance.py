"""Where a shown value comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.catalog.accounts import CURRENT, read_accounts
from survey.model.fold import Candidate, candidates

if TYPE_CHECKING:
    import sqlite3


def provenance(catalog: sqlite3.Connection, paper: int, field: str) -> list[Candidate]:
    """Everything that the current records of `paper` say of `field`, what is shown first."""
    accounts = read_accounts(catalog.execute(CURRENT, (json.dumps([paper]),)))
    return candidates([account.taken for account in accounts.values()], field)
