"""How columns are written: texts, integers and reals only, so that tables can be STRICT."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Text, text
from sqlmodel import Field

STRICT: dict[str, Any] = {"sqlite_strict": True}
STRICT_BY_KEY: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For tables that are looked up by their key alone and need no row number."""
CURRENT = text("superseded_at IS NULL")
"""Of the accounts that one source gave of one paper, the latest."""
MERGED = text("merged_into IS NOT NULL")
"""Of the papers, those that became parts of others."""


def text_column(**options: Any) -> Any:
    """A column of texts."""
    return Field(sa_type=Text, **options)


def number_column(**options: Any) -> Any:
    """A column of integers."""
    return Field(sa_type=Integer, **options)
