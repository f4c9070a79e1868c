"""A table inside somebody's page, and everything around it left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.formats.insert import between_markers, insert_into
from survey.model.errors import AskedWronglyError, SurveyError

if TYPE_CHECKING:
    from pathlib import Path

BEGIN, END = "<!-- survey:begin -->", "<!-- survey:end -->"
TABLE = "| Title |\n| --- |\n| New |\n"


def test_what_stood_between_the_markers_is_replaced() -> None:
    page = f"# Mine\n\n{BEGIN}\n| old |\n{END}\n\nafter\n"

    assert between_markers(page, TABLE) == f"# Mine\n\n{BEGIN}\n\n{TABLE}\n{END}\n\nafter\n"


words = st.text(alphabet="ab <>!-é\t") | st.just("")
breaks = st.sampled_from(["\n", "\r\n", "\r"])


@given(before=st.lists(words), inside=st.lists(words), after=st.lists(words), newline=breaks)
def test_every_byte_around_it_stays_and_twice_is_once(
    before: list[str], inside: list[str], after: list[str], newline: str
) -> None:
    head = newline.join([*before, f"{BEGIN}{newline}"])
    tail = newline.join([END, *after])

    renewed = between_markers(newline.join([head + newline.join(inside), tail]), TABLE)

    assert renewed == head + newline + TABLE.replace("\n", newline) + newline + tail
    assert between_markers(renewed, TABLE) == renewed


def test_a_marker_may_be_indented_and_follow_a_byte_order_mark() -> None:
    page = f"\ufeff{BEGIN} \n  {END}"

    assert between_markers(page, "t") == f"\ufeff{BEGIN} \n\nt\n\n  {END}"


def test_a_page_may_speak_of_the_markers() -> None:
    page = f"Put `{BEGIN}` and `{END}` around it.\n{BEGIN}\n{END}\n"

    assert between_markers(page, "t").endswith(f"around it.\n{BEGIN}\n\nt\n\n{END}\n")


def test_a_page_may_have_several_tables() -> None:
    page = f"{BEGIN}\nmine\n{END}\n<!-- vision.2:begin -->\n<!-- vision.2:end -->\n"

    renewed = between_markers(page, "t", "vision.2")

    assert renewed == f"{BEGIN}\nmine\n{END}\n<!-- vision.2:begin -->\n\nt\n\n<!-- vision.2:end -->\n"


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("", f"there is no {BEGIN}"),
        (f"{BEGIN}\n", f"there is no {END}"),
        (f"{END}\n", f"there is no {BEGIN}"),
        (f"x {BEGIN}\n{END}\n", f"there is no {BEGIN}"),
        (f"{BEGIN}\n{BEGIN}\n{END}\n", f"{BEGIN} is there 2 times"),
        (f"{BEGIN}\n{END}\n{END}", f"{END} is there 2 times"),
        (f"{END}\n{BEGIN}\n", f"{END} comes before {BEGIN}"),
    ],
)
def test_where_the_table_goes_is_never_guessed(page: str, why: str) -> None:
    with pytest.raises(AskedWronglyError) as caught:
        between_markers(page, TABLE)

    assert why in caught.value.message
    assert f"{BEGIN} and {END}" in str(caught.value.hint)


def test_bytes_that_are_no_text_survive(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_bytes(b"caf\xe9\r\n<!-- survey:begin -->\r\n<!-- survey:end -->\r\n\xff")

    assert insert_into(page, "t") is True
    assert page.read_bytes() == b"caf\xe9\r\n<!-- survey:begin -->\r\n\r\nt\r\n\r\n<!-- survey:end -->\r\n\xff"


def test_a_page_that_does_not_change_is_not_written(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"{BEGIN}\n{END}\n")
    insert_into(page, "t")
    before = page.stat()

    assert insert_into(page, "t") is False
    assert page.stat() == before


def test_a_page_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="cannot be read: No such file"):
        insert_into(tmp_path / "README.md", "t")
