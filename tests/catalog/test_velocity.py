"""Papers in the order of their citations per year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.catalog.read import Selection, views_of
from survey.model.record import Citations
from survey.model.velocity import velocity
from tests.catalog.making import Shelf
from tests.model.making import record

if TYPE_CHECKING:
    import pytest

days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
papers = st.fixed_dictionaries(
    {
        "published": st.none() | days,
        "year": st.none() | st.integers(1450, 2030),
        "citations": st.none() | st.builds(Citations, st.integers(0, 500), days),
    }
)


@settings(max_examples=15, deadline=None)
@given(st.lists(papers, min_size=2, max_size=6))
def test_the_order_is_that_of_the_formula_and_the_unknown_come_last(
    tmp_path_factory: pytest.TempPathFactory, said: list[dict[str, Any]]
) -> None:
    with Shelf(tmp_path_factory.mktemp("shelf") / "catalog.sqlite") as shelf:
        shelf.add(*(record(key=str(place), title=f"Lanterns {place}", **each) for place, each in enumerate(said)))

        keys = shelf.keys(Selection(sort="velocity"))

        with shelf.catalog.reading() as reader:
            shown = [velocity(view) for view in views_of(reader, [shelf.paper(key) for key in keys])]
        known = [each for each in shown if each is not None]
        assert shown == [*sorted(known, reverse=True), *[None] * (len(shown) - len(known))]
