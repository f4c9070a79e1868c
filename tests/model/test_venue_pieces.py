"""Venues by a piece of a long name."""

from __future__ import annotations

import pytest

from survey.model.venue_pieces import venues_with


@pytest.mark.parametrize(
    ("piece", "short"),
    [
        ("neural information", "NeurIPS"),
        ("Neural Information Processing", "NeurIPS"),
        ("learning representations", "ICLR"),
        ("robotics: science", "RSS"),
    ],
)
def test_a_piece_that_one_venue_has_in_its_name_is_of_that_venue(piece: str, short: str) -> None:
    assert venues_with(piece) == [short]


def test_a_piece_that_several_have_is_of_each() -> None:
    assert {"CVPR", "ICCV", "ECCV"} <= set(venues_with("Computer Vision"))


@pytest.mark.parametrize("piece", ["conference", "International Conference", "neural inform", "zeppelins", "***", ""])
def test_a_piece_of_no_name_or_of_too_many_or_of_a_word_is_of_none(piece: str) -> None:
    assert venues_with(piece) == []
