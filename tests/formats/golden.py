"""What formats write, kept as files to be read beside what they write today."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def golden(name: str) -> str:
    """The file `name` as it should be."""
    return (FOLDER / name).read_text(encoding="utf-8")
