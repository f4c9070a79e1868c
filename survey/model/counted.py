"""Numbers of things in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """`number` things in words: `1 paper`, `2 papers`; `many` is for what does not end in an s."""
    return f"{number} {one}" if number == 1 else f"{number} {many or f'{one}s'}"
