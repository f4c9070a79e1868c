"""Notes under a table: sources, dates, licences."""

from __future__ import annotations

from survey.formats.cell import Credit
from survey.formats.credits import Credits


def credited(*said: tuple[str, str | None, str | None]) -> Credits:
    found = Credits()
    for heading, source, on in said:
        found.add(heading, [Credit(source, on)])
    return found


def test_columns_of_the_same_origin_share_a_line() -> None:
    said = credited(
        ("Title", "arxiv", "2026-11-01"), ("Venue", "crossref", "2026-11-02"), ("Year", "arxiv", "2026-11-01")
    )

    assert said.lines() == ["Title, Year: arXiv, 2026-11-01.", "Venue: Crossref, 2026-11-02."]


def test_several_days_are_a_span_and_several_sources_a_list() -> None:
    days = [("Title", "arxiv", f"2026-11-0{day}") for day in (3, 1, 2)]

    assert credited(*days, ("Title", "hand", None)).lines() == [
        "Title: arXiv, 2026-11-01 to 2026-11-03; entered by hand."
    ]


def test_a_day_alone_is_said_too() -> None:
    assert credited(("Stars", None, "2026-11-01"), ("Stars", None, "2026-11-01")).lines() == ["Stars: 2026-11-01."]


def test_a_source_without_a_known_name_keeps_its_own() -> None:
    assert credited(("Title", "my_plugin", None)).lines() == ["Title: my_plugin."]


def test_licences_are_named_where_their_data_is_shown() -> None:
    assert credited(("Title", "arxiv", None)).licences() == []

    lines = credited(("Results", "papers_with_code", None), ("Citations", "semantic_scholar", None)).lines()

    assert "CC BY-SA 4.0" in lines[-1]
    assert "ODC-BY" in lines[-1]


def test_a_column_without_credits_has_no_line() -> None:
    said = Credits()
    said.add("Key", ())

    assert "Key" in said
    assert "Title" not in said
    assert said.lines() == []
