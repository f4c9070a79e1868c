"""What holds for every source that lists venues: a test class inherits it beside the part of the suite for the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import pytest

from survey.model.errors import SourceCappedError
from survey.model.record import Query, Record
from survey.sources.source import Searches
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask, WireContract

if TYPE_CHECKING:
    from survey.sources.source import Source


class ListingsContract(WireContract):
    """For sources that list what appeared at a venue."""

    query: ClassVar[Query]
    """A venue and a year of which `answering_a_listing` tells."""
    pages: ClassVar[dict[str, str]]
    """The page for each path, with its query, that lists a venue; everything else is not found."""
    keys: ClassVar[list[str]]
    """The keys of all papers of that venue and year, in order."""
    words: ClassVar[tuple[str, str]]
    """Words to look for, in another case and number than printed, and the key of the one paper that holds them."""
    requests: ClassVar[int] = 1
    """How many a listing costs."""

    def test_without_words_it_is_all_papers_of_the_venue_and_no_others(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.listing

        assert self.found(ask(self.source), self.query) == self.keys
        assert len(wire.asked) == self.requests

    def test_words_are_looked_for_whatever_their_case_and_number(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.listing
        text, key = self.words

        assert self.found(ask(self.source), replace(self.query, text=text)) == [key]
        assert self.found(ask(self.source), replace(self.query, text="zeppelins")) == []

    def test_more_than_the_limit_is_said_to_be_capped(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.listing
        limited = replace(self.query, limit=len(self.keys) - 1)
        found = []

        with pytest.raises(SourceCappedError, match=str(len(self.keys))):
            found.extend(ask(self.source).search(limited))

        assert [each.key for each in found if isinstance(each, Record)] == self.keys[:-1]

    def test_a_query_without_a_venue_costs_nothing(self, wire: Wire, ask: Ask) -> None:
        query = Query(text="lanterns")

        assert not self.source.takes(query)
        assert self.found(ask(self.source), query) == []
        assert wire.asked == []

    def test_a_year_that_it_does_not_have_is_nothing(self, wire: Wire, ask: Ask) -> None:
        wire.answer = lambda asked: Said(b"", 404)

        assert self.found(ask(self.source), self.query) == []

    def listing(self, asked: Asked) -> Said:
        """The page for what is asked."""
        for path, page in self.pages.items():
            bare, _, query = path.partition("?")
            wanted = dict(each.split("=", 1) for each in query.split("&") if each)
            if asked.path == bare and wanted.items() <= asked.query.items():
                return Said((PAGES / self.source.name / page).read_bytes())
        return Said(b"", 404)

    @staticmethod
    def found(source: Source, query: Query) -> list[str]:
        assert isinstance(source, Searches)
        return [each.key for each in source.search(query) if isinstance(each, Record)]


class KeptVenuesContract(ListingsContract):
    """For those of them that know beforehand which venues they have."""

    def test_another_venue_costs_nothing(self, wire: Wire, ask: Ask) -> None:
        query = Query(text="lanterns", venue="Journal of Nowhere")

        assert not self.source.takes(query)
        assert self.found(ask(self.source), query) == []
        assert wire.asked == []
