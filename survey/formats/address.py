"""Addresses that are safe to follow."""

from __future__ import annotations

import re
from urllib.parse import quote

from survey.formats.cell import one_line

_WEB = re.compile(r"https?://[^/?#\s]", re.I)


def web_address(link: str) -> str | None:
    """`link` in letters that may stand in any address, or None unless it is on the web: `javascript:` is not."""
    bare = one_line(link)
    return quote(bare, safe="/:?#@!&+,;=%~-._") if _WEB.match(bare) else None
