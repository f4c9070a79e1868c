"""Addresses of code: what counts as the same repository."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})
_REPOSITORY = rf"https://(?:{'|'.join(map(re.escape, sorted(_HOSTS)))})/[^/]+/[^/]+"


def repository_url(address: str) -> str:
    """The plain address of the repository that `address` points into; an address at no known host as it came."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    host = (parts.hostname or "").removeprefix("www.")
    names = [name for name in parts.path.split("/") if name]
    if host not in _HOSTS or len(names) < 2:
        return address.strip()
    return f"https://{host}/{names[0]}/{names[1].removesuffix('.git')}"


def repository_key(address: str) -> str:
    """What two spellings of the same repository's address share; hosts of code do not tell case apart."""
    return re.sub(r"^https?://(www\.)?", "", repository_url(address).lower()).rstrip("/")


def is_repository(address: str) -> bool:
    """Whether `address` leads to a repository at a known host of code, rather than to some other page."""
    return re.fullmatch(_REPOSITORY, repository_url(address)) is not None
