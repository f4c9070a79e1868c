"""What the user chose, and who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.model.errors import AskedWronglyError
from survey.model.view import Cite
from survey.place import WORKSPACE, user_config
from survey.settings import SECRETS, Settings, load

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "sekret123-and-more"  # noqa: S105 - made up, to be looked for


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "db").mkdir()
    (tmp_path / WORKSPACE).touch()
    return tmp_path


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def loaded(cwd: Path, **environ: str) -> Settings:
    return load(environ=environ, cwd=cwd)


def test_where_nothing_is_said_everything_has_a_default(workspace: Path) -> None:
    settings = loaded(workspace)

    assert settings.catalog == workspace / WORKSPACE
    assert (settings.mailto, settings.offline, settings.politeness, settings.pwc_dialect) == (None, False, 1.0, "new")
    assert (settings.sources, settings.keys, settings.base_urls, settings.origins) == ((), {}, {}, {})


def test_the_nearer_word_counts(workspace: Path) -> None:
    write(user_config(), 'mailto = "user@example.org"\noffline = true\npoliteness = 2\npwc_dialect = "old"\n')
    write(workspace / "survey.toml", 'mailto = "workspace@example.org"\noffline = false\npoliteness = 3\n')

    settings = loaded(workspace, SURVEY_MAILTO="environment@example.org")

    assert (settings.mailto, settings.offline, settings.politeness, settings.pwc_dialect) == (
        "environment@example.org",
        False,
        3.0,
        "old",
    )
    assert settings.origins == {
        "mailto": "environment",
        "offline": str(workspace / "survey.toml"),
        "politeness": str(workspace / "survey.toml"),
        "pwc_dialect": str(user_config()),
    }


def test_the_option_counts_most(workspace: Path) -> None:
    settings = load(environ={"SURVEY_OFFLINE": "no"}, cwd=workspace, offline=True)

    assert settings.offline
    assert settings.origins["offline"] == "option"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("1", True),
        ("true", True),
        ("YES", True),
        ("on", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("off", False),
    ],
)
def test_yes_and_no_have_many_words(workspace: Path, value: str, meant: bool) -> None:  # noqa: FBT001
    assert loaded(workspace, SURVEY_OFFLINE=value).offline is meant


@pytest.mark.parametrize("given", ["arxiv, crossref", "arxiv,crossref,", " arxiv ,crossref"])
def test_sources_are_a_list_of_names(workspace: Path, given: str) -> None:
    assert loaded(workspace, SURVEY_SOURCES=given).sources == ("arxiv", "crossref")


def test_an_address_stands_in_for_a_sources_own(workspace: Path) -> None:
    write(workspace / "survey.toml", 'arxiv_url = "https://mirror.example.org/arxiv/"\n')

    settings = loaded(workspace, SURVEY_SEMANTIC_SCHOLAR_URL="http://127.0.0.1:8000/s2/")

    assert settings.base_urls == {
        "arxiv": "https://mirror.example.org/arxiv",
        "semantic_scholar": "http://127.0.0.1:8000/s2",
    }


def test_an_empty_variable_says_nothing(workspace: Path) -> None:
    settings = loaded(workspace, SURVEY_MAILTO="  ", SURVEY_OFFLINE="", S2_API_KEY=" ", SURVEY_ARXIV_URL="")

    assert (settings.mailto, settings.keys, settings.base_urls) == (None, {}, {})


@pytest.mark.parametrize("name", SECRETS)
def test_a_key_comes_from_the_environment_or_the_users_own_config(workspace: Path, name: str) -> None:
    write(user_config(), f'{name} = "{SECRET}"\n')

    assert loaded(workspace).keys == {name: SECRET}
    assert loaded(workspace, **{name: "another"}).keys == {name: "another"}


def test_a_key_is_not_shown_by_accident(workspace: Path) -> None:
    assert SECRET not in repr(loaded(workspace, S2_API_KEY=SECRET))


def test_a_key_in_a_workspace_is_turned_away_unread(workspace: Path) -> None:
    write(workspace / "survey.toml", f'S2_API_KEY = "{SECRET}"\n')

    with pytest.raises(AskedWronglyError, match="a workspace is shared") as caught:
        loaded(workspace)

    assert SECRET not in f"{caught.value.message} {caught.value.hint}"


def test_a_setting_that_there_is_not_is_named_with_those_that_there_are(workspace: Path) -> None:
    write(workspace / "survey.toml", 'colour = "red"\n')

    with pytest.raises(AskedWronglyError, match="colour, which is no setting") as caught:
        loaded(workspace)

    assert "mailto" in (caught.value.hint or "")


@pytest.mark.parametrize("content", [b"mailto = ", b"\xff\xfe", b"[\n"])
def test_a_file_that_is_no_toml_is_named(workspace: Path, content: bytes) -> None:
    (workspace / "survey.toml").write_bytes(content)

    with pytest.raises(AskedWronglyError, match=r"survey\.toml cannot be read"):
        loaded(workspace)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SURVEY_OFFLINE", "perhaps"),
        ("SURVEY_POLITENESS", "-1"),
        ("SURVEY_POLITENESS", "very"),
        ("SURVEY_POLITENESS", "nan"),
        ("SURVEY_PWC_DIALECT", "ancient"),
    ],
)
def test_a_value_without_meaning_is_named_with_where_it_came_from(workspace: Path, name: str, value: str) -> None:
    with pytest.raises(AskedWronglyError, match="from environment makes no sense"):
        loaded(workspace, **{name: value})


def test_a_list_where_a_word_belongs_has_no_meaning(workspace: Path) -> None:
    write(workspace / "survey.toml", "politeness = [1]\n")

    with pytest.raises(AskedWronglyError, match="makes no sense"):
        loaded(workspace)


def test_other_variables_of_a_like_name_are_nobodys_business(workspace: Path) -> None:
    assert loaded(workspace, SURVEY_SHARED="/x", SURVEY_DB=str(workspace), MAILTO="a@b.c").origins == {}


def test_the_published_version_is_cited_unless_the_preprint_is_wanted(workspace: Path) -> None:
    assert loaded(workspace).cite is Cite.PUBLISHED

    write(workspace / "survey.toml", 'cite = "preprint"\n')

    assert loaded(workspace).cite is Cite.PREPRINT


@pytest.mark.parametrize("cite", ["", "both", "Preprint "])
def test_a_version_that_there_is_not_cannot_be_cited(workspace: Path, cite: str) -> None:
    write(workspace / "survey.toml", f'cite = "{cite}"\n')

    with pytest.raises(AskedWronglyError, match="published, preprint"):
        loaded(workspace)


def test_cite_keys_follow_the_pattern_of_the_workspace(workspace: Path) -> None:
    assert loaded(workspace).cite_key == "{author}{year}{word}"

    write(workspace / "survey.toml", 'cite_key = "{authors:2,Camel}{yy}"\n')

    assert loaded(workspace).cite_key == "{authors:2,Camel}{yy}"


@pytest.mark.parametrize("pattern", ['"{autor}"', '"{author"', '""', "3"])
def test_a_pattern_of_no_meaning_is_told_when_settings_are_read(workspace: Path, pattern: str) -> None:
    write(workspace / "survey.toml", f"cite_key = {pattern}\n")

    with pytest.raises(AskedWronglyError, match=r"the setting cite_key from .* makes no sense: .+"):
        loaded(workspace)
