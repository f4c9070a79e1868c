"""What a person types to look for, as a question to SQLite's full-text index."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+", re.UNICODE)


def words_query(words: str) -> str | None:
    """A full-text query that asks for every word of `words` and every "quoted phrase", or None where there is no word.

    Each word is quoted, so that nothing a person types is read as an operator; the last letters of a word are open.
    """
    phrases = re.findall(r'"([^"]*)"|(\S+)', words)
    asked = []
    for phrase, loose in phrases:
        if inside := _WORD.findall(phrase):
            asked.append('"' + " ".join(inside) + '"')
        asked.extend(f'"{word}"*' for word in _WORD.findall(loose))
    return " AND ".join(asked) or None
