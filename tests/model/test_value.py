"""Printed values as numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.value import number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("87", 87.0),
        ("87.2", 87.2),
        (".931", 0.931),
        ("5.", 5.0),
        ("-0.5", -0.5),
        ("+3", 3.0),
        ("1e-4", 0.0001),
        ("79.6%", 79.6),
        ("79.6 %", 79.6),
        ("79.6%%", 79.6),
        ("63.7*", 63.7),
        ("**55.6**", 55.6),
        ("\ufeff93.3", 93.3),
        ("  41.8\n", 41.8),
        ("213M", 213_000_000.0),
        ("1.1k", 1100.0),
        ("12K", 12_000.0),
        ("1.5B", 1_500_000_000.0),
        ("2.3G", 2_300_000_000.0),
        ("2,200", 2200.0),
        ("1,234,567.8", 1_234_567.8),
        ("54.6 ± 0.3", 54.6),
        ("54.6±.3%", 54.6),
        ("54.6% +/- 1.2%", 54.6),
    ],
)
def test_what_is_a_number_is_read_as_one(printed: str, value: float) -> None:
    assert number(printed) == value


@pytest.mark.parametrize(
    "printed",
    [
        "", "-", "--", "–", "N/A", "54.60/55.55", "76,2%", "O.753", "87:1", ">1,400", ">1,400.000", "yes", "UCF101",
        "42.5(1080Ti)", "94.6 (14 gestures) , 91.9 (28 gestures )", "1,23", "0,123", "1,2345", "nan", "inf", "1e999",
        "12 34", "5m", "½", "٣", "±", ".", "%", "1.2.3", "0x1f", "1_000",
    ],
)  # fmt: skip
def test_what_is_none_stays_text(printed: str) -> None:
    assert number(printed) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_as_printed_by_a_program_is_read_back(value: float) -> None:
    assert number(repr(value)) == value


@given(st.integers(0, 10**12))
def test_commas_between_thousands_change_nothing(value: int) -> None:
    assert number(f"{value:,}") == number(str(value)) == float(value)


@given(st.decimals(0, 1000, places=2), st.sampled_from(["%", " %", "*", "**", "\ufeff", " ", " ± 0.1"]))
def test_what_stands_after_it_does_not_change_the_number(value: object, after: str) -> None:
    assert number(f"{value}{after}") == float(str(value))


@given(st.text())
def test_any_text_is_a_finite_number_or_none(printed: str) -> None:
    value = number(printed)

    assert value is None or math.isfinite(value)
