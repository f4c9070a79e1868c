"""Where things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.place import WORKSPACE, cache_dir, catalog_path, user_config, workspace_of


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a folder deep inside it."""
    (tmp_path / "lanterns" / "db").mkdir(parents=True)
    (tmp_path / "lanterns" / WORKSPACE).touch()
    (tmp_path / "lanterns" / "notes" / "deep").mkdir(parents=True)
    return tmp_path / "lanterns"


@pytest.mark.parametrize("below", ["", "notes", "notes/deep", "db"])
def test_the_catalog_is_that_of_the_nearest_workspace_above(workspace: Path, below: str) -> None:
    assert catalog_path(None, {}, workspace / below) == workspace / WORKSPACE


def test_the_environment_comes_before_the_workspace(workspace: Path) -> None:
    assert catalog_path(None, {"SURVEY_DB": "/elsewhere/c.sqlite"}, workspace) == Path("/elsewhere/c.sqlite")


def test_the_option_comes_before_the_environment(workspace: Path) -> None:
    assert catalog_path("mine.sqlite", {"SURVEY_DB": "/elsewhere/c.sqlite"}, workspace) == workspace / "mine.sqlite"


def test_an_empty_setting_is_none(workspace: Path) -> None:
    assert catalog_path(None, {"SURVEY_DB": ""}, workspace) == workspace / WORKSPACE


@pytest.mark.parametrize("given", ["lanterns", "./lanterns/", "lanterns/db/.."])
def test_a_folder_is_the_workspace_in_it(workspace: Path, given: str) -> None:
    assert catalog_path(given, {}, workspace.parent).resolve() == workspace / WORKSPACE


def test_a_tilde_is_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert catalog_path("~/c.sqlite", {}, Path("/")) == tmp_path / "c.sqlite"


def test_without_a_workspace_it_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    assert catalog_path(None, {}, tmp_path) == tmp_path / "data" / "survey" / "catalog.sqlite"


def test_a_folder_named_like_a_catalog_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / WORKSPACE).mkdir(parents=True)

    assert catalog_path(None, {}, tmp_path).is_relative_to(tmp_path / "data")


@pytest.mark.parametrize(
    ("catalog", "workspace"),
    [("/a/db/catalog.sqlite", "/a"), ("/a/mine.sqlite", "/a"), ("/a/db/b/c.sqlite", "/a/db/b")],
)
def test_a_workspace_is_known_by_its_catalog(catalog: str, workspace: str) -> None:
    assert workspace_of(Path(catalog)) == Path(workspace)


def test_kept_answers_lie_where_the_environment_says_or_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert cache_dir({"SURVEY_CACHE_DIR": "/kept"}) == Path("/kept")
    assert cache_dir({}) == tmp_path / "survey"


def test_the_users_config_is_named_whether_or_not_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert user_config() == tmp_path / "survey" / "config.toml"
    assert not user_config().exists()
