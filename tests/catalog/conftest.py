"""A catalog of one's own for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.catalog.making import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty catalog."""
    with Shelf(tmp_path / "catalog.sqlite") as empty:
        yield empty
