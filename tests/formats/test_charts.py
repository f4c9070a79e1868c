"""Drawings for a page: what they show, read as the XML they are."""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]

from survey.formats.charts import boards, papers_by_year
from survey.model.asked import Asked
from survey.model.comparison import ComparisonView, compare
from survey.model.view import PaperView
from tests.formats.views import paper, result


def texts(drawing: str | None) -> list[str]:
    """The letters in a drawing, from first to last."""
    assert drawing
    return [str(text) for text in etree.fromstring(drawing).xpath("//text/text()")]


def tips(drawing: str | None) -> list[str]:
    assert drawing
    return [str(text) for text in etree.fromstring(drawing).xpath("//title/text()")]


def claiming(key: str, printed: str, **said: object) -> PaperView:
    return paper(key=key, results=[result("Cityscapes", "mIoU", printed, direction="up", **said)])


def compared(*papers: PaperView) -> ComparisonView:
    return compare(papers, Asked())


def test_bars_tell_how_many_papers_a_venue_has_in_a_year() -> None:
    papers = [
        paper(year=2019, venue="CVPR"),
        paper(year=2019, venue="CVPR"),
        paper(year=2019),
        paper(year=2021, venue="ACL"),
    ]

    drawing = papers_by_year(papers)

    assert tips(drawing) == ["2019, CVPR: 2", "2019, unknown: 1", "2021, ACL: 1"]
    assert [text for text in texts(drawing) if text.isdigit()] == ["3", "2019", "2020", "1", "2021"]


def test_bars_are_as_high_as_papers_are_many() -> None:
    papers = [paper(year=2019, venue="CVPR")] * 3 + [paper(year=2020, venue="CVPR")]

    high = [float(found) for found in re.findall(r'width="34" height="([\d.]+)"', papers_by_year(papers) or "")]

    assert high == [180, 60]


def test_beyond_seven_venues_the_rarest_are_others() -> None:
    papers = [paper(year=2020, venue=f"V{number}") for number in range(9) for _ in range(10 - number)]

    named = texts(papers_by_year(papers))[2:]

    assert named == [*(f"V{number}" for number in range(7)), "others"]


def test_centuries_without_papers_take_no_room() -> None:
    assert [text for text in texts(papers_by_year([paper(year=1763), paper(year=2020)])) if len(text) == 4] == [
        "1763",
        "2020",
    ]


def test_without_years_there_is_nothing_to_draw() -> None:
    assert papers_by_year([paper()]) is None


def test_a_leaderboard_has_the_best_first_and_to_the_right() -> None:
    (board,) = boards(compared(claiming("a", "70.1%"), claiming("b", "80.5%", model="Net-50"), claiming("c", "75%")))

    places = [float(x) for x in re.findall(r'cx="([\d.]+)"', board.drawing)]
    assert board.name == "Segmentation / Cityscapes / mIoU ↑"
    assert texts(board.drawing) == ["Net-50 · b", "80.5%", "c", "75%", "a", "70.1%"]
    assert places == sorted(places, reverse=True)


def test_where_less_is_better_the_least_is_first() -> None:
    papers = [
        paper(key=key, results=[result("D", "FID", said, direction="down")]) for key, said in (("a", "9"), ("b", "3"))
    ]

    (board,) = boards(compared(*papers))

    assert texts(board.drawing) == ["b", "3", "a", "9"]


def test_a_benchmark_of_one_paper_or_without_numbers_is_not_drawn() -> None:
    assert boards(compared(claiming("a", "70"))) == []
    assert boards(compared(claiming("a", "good"), claiming("b", "bad"))) == []


def test_equal_values_are_drawn_and_long_boards_are_cut() -> None:
    (board,) = boards(compared(*(claiming(f"p{number}", "70") for number in range(20))))

    assert texts(board.drawing)[-1] == "+5 more"


def test_names_are_text() -> None:
    (board,) = boards(compared(claiming("a", "70", model='<script>"&'), claiming("b", "60")))
    drawing = papers_by_year([paper(year=2020, venue="</svg><script>")])

    assert texts(board.drawing)[0] == '<script>"& · a'
    assert "</svg><script>" in texts(drawing)
