"""What the user chose: read once, frozen, handed down."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from survey.model.errors import AskedWronglyError

SECRETS = ("S2_API_KEY", "OPENALEX_API_KEY", "GITHUB_TOKEN", "HF_TOKEN")
"""Keys of services. They come from the environment or the user's own config, and are printed nowhere."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from (`option`, `environment`, `survey.toml`, `user config` or `default`)."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program reads from around it."""

    catalog: Path
    cache_dir: Path
    mailto: str | None = None
    offline: bool = False
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Secret keys by their environment variable's name."""
    base_urls: Mapping[str, str] = field(default_factory=dict)
    """Addresses that stand in for a source's own, by source name: scheme, host, port and path prefix."""
    politeness: float = 1.0
    """What the pause between two requests is multiplied by; 0 only makes sense towards a server of one's own."""
    pwc_dialect: str = "new"
    """Which interface of Papers with Code is spoken: `new` (paperswithcode.co) or `old` (a mirror of the former API)."""
    sources: tuple[str, ...] = ()
    """The sources to ask when none are named; empty means all."""
