"""Addresses of code: what counts as the same repository."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})


def repository_url(address: str) -> str:
    """The plain address of the repository that `address` points into; an address at no known host as it came."""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.")
    if host not in _HOSTS:
        return address.strip()
    names = [name for name in parts.path.split("/") if name]
    if len(names) < 2:
        return address.strip()
    return f"https://{host}/{names[0]}/{re.sub(r'[.]git$', '', names[1])}"


def repository_key(address: str) -> str:
    """What two spellings of the same repository's address share; hosts of code do not tell case apart."""
    return re.sub(r"^https?://(www\.)?", "", repository_url(address).rstrip("/"), flags=re.I).lower()


def is_repository(address: str) -> bool:
    """Whether `address` leads to a repository at a known host of code, rather than to some other page."""
    return (
        repository_url(address) != address.strip() or urlsplit(address).hostname in _HOSTS and address.count("/") == 4
    )
