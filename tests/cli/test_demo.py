"""The demo, and the golden tables that it makes."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from survey.cli.front import answer

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

GOLDEN = Path(__file__).parent.parent.parent / "exports" / "demo"


class Demo(NamedTuple):
    """What the demo said, and the folder it was given."""

    code: int
    out: str
    err: str
    folder: Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("place") / "demo"
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = answer(["demo", str(folder)])
    return Demo(code, out.getvalue(), err.getvalue(), folder)


@pytest.mark.parametrize("name", ["review.md", "review.csv"])
def test_the_demo_writes_the_golden_tables_to_the_byte(demo: Demo, name: str) -> None:
    assert demo.code == 0
    assert (demo.folder / "exports" / name).read_bytes() == (GOLDEN / name).read_bytes()


def test_every_golden_table_is_one_that_the_demo_writes(demo: Demo) -> None:
    tables = {file.name for file in GOLDEN.iterdir() if file.suffix != ".png"}

    assert tables == {file.name for file in (demo.folder / "exports").iterdir()}


def test_the_demo_shows_what_it_types_and_where_the_survey_stays(demo: Demo) -> None:
    assert "$ survey search" in demo.err
    assert "$ survey export" in demo.err
    assert f"survey --db {demo.folder} list" in demo.err
    assert (demo.folder / "exports" / "review.md").read_text("utf-8") in demo.out


def test_what_the_demo_leaves_is_a_survey_like_any_other(bare: Shell, demo: Demo) -> None:
    said = bare("--db", str(demo.folder), "db", "check", "--json")

    assert (said.code, said.json["wrong"]) == (0, [])
    assert said.json["papers"] == len((demo.folder / "exports" / "review.csv").read_text("utf-8").splitlines()) - 1


def test_what_the_demo_leaves_has_the_shape_of_a_workspace(bare: Shell, demo: Demo, tmp_path: Path) -> None:
    bare("init", str(tmp_path / "made"))

    for name in ("exports", "db/catalog.sqlite"):
        assert (demo.folder / name).exists()
    assert (demo.folder / "survey.toml").read_text("utf-8") == (tmp_path / "made" / "survey.toml").read_text("utf-8")


def test_the_demo_does_not_overwrite_a_survey(bare: Shell, demo: Demo) -> None:
    before = (demo.folder / "db" / "catalog.sqlite").read_bytes()

    said = bare("demo", str(demo.folder))

    assert (said.code, said.out) == (2, "")
    assert "holds a survey already" in said.err
    assert (demo.folder / "db" / "catalog.sqlite").read_bytes() == before
