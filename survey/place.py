"""Where things lie: the catalog, the user's config, the answers that were kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

WORKSPACE = Path("db", "catalog.sqlite")
"""Where a workspace keeps its catalog; review tables go to `exports` beside it."""


def catalog_path(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """The catalog meant: `--db`, else SURVEY_DB, else that of the nearest workspace above, else the user's own.

    A folder stands for the workspace in it.
    """
    if given := option or environ.get("SURVEY_DB"):
        path = cwd / Path(given).expanduser()
        return path / WORKSPACE if path.is_dir() else path
    for folder in (cwd, *cwd.parents):
        if (folder / WORKSPACE).is_file():
            return folder / WORKSPACE
    import platformdirs

    return platformdirs.user_data_path("survey") / "catalog.sqlite"


def workspace_of(catalog: Path) -> Path:
    """The folder in which `exports` and `survey.toml` of a catalog lie."""
    return catalog.parent.parent if catalog.parent.name == "db" else catalog.parent


def dump_path(catalog: Path) -> Path:
    """Where dumps of Papers with Code that were imported beside `catalog` are kept, whether or not there are any."""
    return catalog.parent / "papers_with_code.sqlite"


def user_config() -> Path:
    """The user's own config file, whether or not it is there."""
    import platformdirs

    return platformdirs.user_config_path("survey") / "config.toml"


def cache_dir(environ: Mapping[str, str]) -> Path:
    """Where answers of services are kept: SURVEY_CACHE_DIR, or the user's cache folder."""
    if given := environ.get("SURVEY_CACHE_DIR"):
        return Path(given).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("survey")
