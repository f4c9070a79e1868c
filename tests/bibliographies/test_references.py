"""References as styles format them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from survey.bibliographies.references import References
from survey.model.errors import AskedWronglyError, SurveyError
from survey.model.record import Venue, VenueKind
from tests.bibliographies.papers import PAPERS, view

if TYPE_CHECKING:
    from pathlib import Path

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  BIBLIOGRAPHY
</style>"""
LIST = '<bibliography><layout><text variable="title"/><text variable="DOI" prefix=" @"/></layout></bibliography>'


def _references(style: str) -> list[str]:
    return "".join(References(style).pieces(PAPERS)).splitlines()


def test_ieee_numbers_its_references_in_the_order_of_the_survey() -> None:
    first, second, *_ = _references("ieee")

    assert first.startswith(
        "[1] J. D. van der Waals Jr., G. García Márquez, The Door Group, Ø. Ñu, and others, “LoRA-like Doors"
    )
    assert "in Conference on Doors, J. van Eyck and J. Doe, Eds." in first
    assert second.startswith("[2] 김철수, 王伟, and И. Иванов, “문의 본성”")


def test_apa_sorts_its_references() -> None:
    lines = _references("apa")

    assert lines[2].startswith("Roe, A. (1999). A study of Bayesian doors in Korea with windows")
    assert lines[3].startswith("van der Waals, J. D., Jr., García Márquez, G., The Door Group, Ñu, Ø., & others.")


def test_every_paper_is_a_line_in_every_usual_style() -> None:
    for style in ("acm", "AMA", "chicago", "harvard", "mla", "nature", "vancouver"):
        assert len(_references(style)) == len(PAPERS)


def test_what_looks_like_markup_is_text() -> None:
    (line,) = References("ieee").pieces([view("k", title="<i>Doors</i> & a<b &lt;")])

    assert "“<i>Doors</i> & a<b &lt;”" in line


def test_a_style_may_be_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    own.write_text(STYLE.replace("BIBLIOGRAPHY", LIST))

    assert _references(str(own))[0].endswith("Erdős_1 #2 @10.1234/doors_(1)")


def test_a_style_that_there_is_not_is_answered_with_those_nearest() -> None:
    with pytest.raises(AskedWronglyError, match="no style ieee transactions") as caught:
        _references("ieee transactions")

    assert "ieee-transactions" in str(caught.value.hint)


@pytest.mark.parametrize("content", ["", "no XML", STYLE.replace("BIBLIOGRAPHY", ""), "<a/>"])
def test_a_file_that_is_no_style_of_references_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "own.csl").write_text(content)

    with pytest.raises(AskedWronglyError):
        _references(str(tmp_path / "own.csl"))


def test_a_style_file_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret")
    doctype = f'<!DOCTYPE style [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>\n<style '
    (tmp_path / "own.csl").write_text(
        STYLE.replace(
            "BIBLIOGRAPHY", LIST.replace('prefix=" @"', 'prefix="&#64;"').replace("<layout>", "<layout>&x;")
        ).replace("<style ", doctype)
    )

    try:
        written = _references(str(tmp_path / "own.csl"))
    except SurveyError as error:
        written = [error.message]

    assert "a secret" not in "".join(written)


def test_no_papers_are_no_references() -> None:
    assert list(References("ieee").pieces([])) == []


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)

    with pytest.raises(SurveyError, match="not installed") as caught:
        _references("ieee")

    assert caught.value.hint == 'pip install "paper-survey[references]"'


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("apa", "Lanterns by the sea. (2020). Journal of Light"),
        ("ama", "1. Lanterns by the sea. Journal of Light"),
        ("elsevier-harvard", "Lanterns by the sea, 2020. Journal of Light"),
        ("ieee", "[1] “Lanterns by the sea”, Journal of Light"),
    ],
)
def test_where_nobody_knows_the_authors_the_title_stands_once(style: str, line: str) -> None:
    journal = Venue("Journal of Light", VenueKind.JOURNAL)
    paper = view("k", title="Lanterns by the sea", year=2020, venue=journal, kind="article")

    (written,) = References(style).pieces([paper])

    assert written.startswith(line)
    assert written.count("Lanterns") == 1


def test_an_ellipsis_in_a_title_stays() -> None:
    (line,) = References("ieee").pieces([view("k", title="On and . . . on")])

    assert ". . . on" in line
