"""How alike names of venues are."""

from __future__ import annotations

import pytest

from survey.model.venue_names import is_journal_named_after, venues_alike


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("journal of hospital infection", "j hosp infect", 0.9, 1),
        ("obstetrics and gynecology", "obstet gynecol", 0.9, 1),
        ("sigmod record", "acm sigmod record", 0.9, 1),
        ("very large data bases", "vldb", 0.9, 1),
        ("acm transactions on database systems", "tods", 0.0, 0.5),
        ("vldb", "vldb j", 0.0, 0.4),
        ("very large data bases", "the vldb journal the international journal on very large data bases", 0.0, 0.4),
        ("journal of fog", "annals of frogs", 0.0, 0.6),
        ("international conference on information systems", "hawaii conference on system sciences", 0.0, 0.5),
    ],
)
def test_names_of_venues_are_compared_as_they_are_abbreviated(one: str, other: str, least: float, most: float) -> None:
    assert least <= venues_alike(one, other) <= most
    assert venues_alike(one, other) == venues_alike(other, one)


def test_a_journal_is_known_to_be_named_after_a_meeting() -> None:
    assert is_journal_named_after("vldb", "vldb journal")
    assert not is_journal_named_after("vldb journal", "vldb j")
    assert not is_journal_named_after("vldb", "journal of fog")
