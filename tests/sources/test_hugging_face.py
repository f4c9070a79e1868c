"""Hugging Face."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.model.errors import SourceSkippedError
from survey.model.record import Query
from survey.sources.hugging_face import HuggingFace
from tests.sources.contract import Ask, SearchesContract, SinglesContract

if TYPE_CHECKING:
    from tests.sources.conftest import Wire


class TestHuggingFace(SinglesContract, SearchesContract):
    source = HuggingFace
    page_of_names = "paper.json"
    page_of_search = "search.json"
    names = ("arxiv:2607.16859",)

    def test_names_go_in_batches(self, wire: Wire, ask: Ask) -> None:
        self.look_up(ask(self.source), [*self.many(2), *self.many(2)])

        assert [asked.path for asked in wire.asked] == ["/api/papers/2401.00001", "/api/papers/2401.00002"]


def test_a_search_at_a_venue_is_not_made(wire: Wire, ask: Ask) -> None:
    with pytest.raises(SourceSkippedError):
        list(ask(HuggingFace).search(Query(text="x", venue="CVPR")))

    assert wire.asked == []
