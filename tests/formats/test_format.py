"""Which formats there are, and which one a file is in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from survey.formats.format import format_for, formats, table_format_for
from survey.model.errors import AskedWronglyError, SurveyError


def test_every_format_goes_by_the_name_of_its_entry_point() -> None:
    found = formats()

    assert {"markdown", "csv", "tsv", "latex", "longtable", "xlsx", "html", "bibtex"} <= found.keys()
    assert all(form.name == name for name, form in found.items())


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("csv", "csv"),
        ("review.md", "markdown"),
        (Path("exports/Review.MD"), "markdown"),
        ("a.b.markdown", "markdown"),
        ("x.tsv", "tsv"),
    ],
)
def test_a_format_is_known_by_its_name_or_by_a_file(wanted: str | Path, name: str) -> None:
    assert format_for(wanted).name == name


@pytest.mark.parametrize("wanted", ["html", "bibtex"])
def test_what_writes_no_tables_is_answered_with_what_does(wanted: str) -> None:
    with pytest.raises(AskedWronglyError, match=f"{wanted} is no format of tables") as caught:
        table_format_for(wanted)

    assert caught.value.hint == "those are csv, latex, longtable, markdown, tsv, xlsx"


@pytest.mark.parametrize("wanted", ["review", "review.docx", "", ".md", "md"])
def test_what_says_no_format_is_answered_with_those_there_are(wanted: str) -> None:
    with pytest.raises(AskedWronglyError, match="says no format") as caught:
        format_for(wanted)

    assert "markdown" in str(caught.value.hint)
    assert ".csv" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("class Odd: pass", "has not what"),
        ("import no_such_module", "no_such_module"),
        ("", "Odd"),
        ("class Odd:\n    def __init__(self, must): pass", "must"),
    ],
)
def test_a_broken_plugin_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, why: str) -> None:
    package = tmp_path / "odd-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[survey.formats]\nodd = odd_format:Odd\n")
    (tmp_path / "odd_format.py").write_text(module)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "odd_format", raising=False)

    with pytest.raises(SurveyError, match="the format odd") as caught:
        formats()

    assert why in caught.value.message
