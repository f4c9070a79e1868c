"""What the user chose: read once, frozen, handed down."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from survey.model.cite_key import PATTERN, key_pattern
from survey.model.errors import AskedWronglyError
from survey.model.venue import Known, know_venues, read_venues
from survey.model.view import Cite
from survey.place import cache_dir, catalog_path, dump_path, user_config, workspace_of

SECRETS = ("S2_API_KEY", "OPENALEX_API_KEY", "GITHUB_TOKEN", "HF_TOKEN", "OPENREVIEW_TOKEN", "LLM_API_KEY")
"""Keys of services. They come from the environment or the user's own config, and are printed nowhere."""


class Setting(NamedTuple):
    """One value and where it came from: `option`, `environment`, a file's path or `default`."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program reads from around it."""

    catalog: Path
    cache_dir: Path
    dump: Path | None = None
    """Where imported dumps of Papers with Code are kept."""
    mailto: str | None = None
    offline: bool = False
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Secret keys by their environment variable's name."""
    base_urls: Mapping[str, str] = field(default_factory=dict)
    """Addresses that stand in for a source's own, by source name: scheme, host, port and path prefix."""
    politeness: float = 1.0
    """What the pause between two requests is multiplied by; 0 only makes sense towards a server of one's own."""
    pwc_dialect: str = "new"
    """The interface of Papers with Code: `new` (paperswithcode.co) or `old` (a mirror of the former one)."""
    sources: tuple[str, ...] = ()
    """The sources to ask when none are named; empty means all."""
    cite: Cite = Cite.PUBLISHED
    """Which version of a work leaves with an export."""
    cite_key: str = PATTERN
    """The pattern of the cite keys that new papers get."""
    llm_model: str | None = None
    """The language model that is asked for lines; its address is the base URL `llm`."""
    venues: tuple[Known, ...] = ()
    """Venues of the user's own, from `venues.csv` beside `survey.toml` and beside the user's config."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each of these values came from."""


def load(*, environ: Mapping[str, str], cwd: Path, db: str | None = None, offline: bool = False) -> Settings:
    """The settings in force: option, then environment, then `survey.toml` of the workspace, then the user's config.

    Raises AskedWronglyError for a file that is no TOML, or a value that has no meaning.
    """
    catalog = catalog_path(db, environ, cwd)
    found: dict[str, Setting] = {}
    for path in (user_config(), workspace_of(catalog) / "survey.toml"):
        found |= {name: Setting(value, str(path)) for name, value in _file(path, may_hold_keys=path == user_config())}
    found |= {name: Setting(value, "environment") for name, value in _environment(environ)}
    if offline:
        found["offline"] = Setting(value=True, origin="option")
    values = {name: _checked(name, setting) for name, setting in found.items() if name in _CHECKS}
    tables = [(path, rows) for path in venue_tables(catalog) if (rows := _venues(path))]
    venues = tuple(row for _, rows in tables for row in rows)
    if tables:
        found["venues"] = Setting(venues, ", ".join(str(path) for path, _ in tables))
    # Names of venues are folded in every room, mostly far from any settings.
    know_venues(venues)
    return Settings(
        catalog=catalog,
        cache_dir=cache_dir(environ),
        dump=dump_path(catalog),
        keys={name: str(found[name].value) for name in SECRETS if name in found},
        venues=venues,
        base_urls={
            name[:-4]: str(setting.value).rstrip("/") for name, setting in found.items() if name.endswith("_url")
        },
        origins={name: setting.origin for name, setting in found.items()},
        **values,
    )


def _environment(environ: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for name, value in environ.items():
        if not value.strip():
            continue
        if name in SECRETS:
            yield name, value
            continue
        setting = name.removeprefix("SURVEY_").lower()
        if setting != name.lower() and (setting in _CHECKS or setting.endswith("_url")):
            yield setting, value


def _file(path: Path, *, may_hold_keys: bool) -> Iterator[tuple[str, Any]]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AskedWronglyError(f"{path} cannot be read: {error}") from error
    for name, value in values.items():
        if name in SECRETS and not may_hold_keys:
            raise AskedWronglyError(
                f"{path} holds {name}, but a workspace is shared",
                hint="put it into your own config: `survey config path`",
            )
        if name not in SECRETS and name not in _CHECKS and not name.endswith("_url"):
            raise AskedWronglyError(
                f"{path} holds {name}, which is no setting", hint="settings are: " + ", ".join(_CHECKS)
            )
        yield name, value


def venue_tables(catalog: Path) -> tuple[Path, Path]:
    """Where the user adds venues, whether or not there are such files: beside `survey.toml`, which goes first, and
    beside the user's own config."""
    return workspace_of(catalog) / "venues.csv", user_config().parent / "venues.csv"


def _venues(path: Path) -> list[Known]:
    """The venues that the file at `path` adds; none where there is no such file."""
    try:
        return read_venues(path.read_text(encoding="utf-8-sig").splitlines())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError) as error:
        raise AskedWronglyError(
            f"{path} cannot be read: {error}", hint="a line is like: MyConf,conference,My Conference;Conference of Mine"
        ) from error


def _truth(value: Any) -> bool:
    if str(value).lower() in {"1", "true", "yes", "on"}:
        return True
    if str(value).lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError("is neither yes nor no")


def _pause(value: Any) -> float:
    if not 0 <= (pause := float(value)) < math.inf:
        raise ValueError("is no number from 0 up")
    return pause


def _names(value: Any) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value.split(",") if isinstance(value, str) else value) if name.strip())


def _dialect(value: Any) -> str:
    if value not in {"new", "old"}:
        raise ValueError("is neither new nor old")
    return str(value)


def _cite(value: Any) -> Cite:
    if value not in set(Cite):
        raise ValueError(f"is none of {', '.join(Cite)}")
    return Cite(value)


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "cite": _cite,
    "cite_key": key_pattern,
    "llm_model": str,
    "mailto": str,
    "offline": _truth,
    "politeness": _pause,
    "pwc_dialect": _dialect,
    "sources": _names,
}


def _checked(name: str, setting: Setting) -> Any:
    try:
        return _CHECKS[name](setting.value)
    except (ValueError, TypeError, AttributeError) as error:
        raise AskedWronglyError(f"the setting {name} from {setting.origin} makes no sense: {error}") from error
