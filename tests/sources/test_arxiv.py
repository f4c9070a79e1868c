"""arXiv."""

from __future__ import annotations

from typing import TYPE_CHECKING

import arxiv  # type: ignore[import-untyped]  # the package ships no types
import pytest

from survey.model.errors import SourceDownError, SourceRefusedError
from survey.model.identifier import Identifier
from survey.model.record import Query, Record, Unreadable
from survey.sources.arxiv import Arxiv
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask, SearchesContract

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
    "<opensearch:totalResults>{}</opensearch:totalResults><opensearch:startIndex>{}</opensearch:startIndex>"
)


def feed(ids: Iterable[str], *, total: int, start: int = 0) -> Said:
    """A feed with an entry for each of `ids`."""
    dates = "<updated>2024-01-01T00:00:00Z</updated><published>2024-01-01T00:00:00Z</published>"
    entries = "".join(f"<entry><id>http://arxiv.org/abs/{each}v1</id><title>T</title>{dates}</entry>" for each in ids)
    return Said(f"{HEAD.format(total, start)}{entries}</feed>".encode())


class TestArxiv(SearchesContract):
    source = Arxiv
    page_of_names = "search.xml"
    names = ("arxiv:1706.03762", "arxiv:math/0309136", "arxiv:2401.00003")
    batch = 100
    unknown = Said((PAGES / "arxiv" / "nothing.xml").read_bytes())


def test_the_package_still_takes_its_session_from_where_we_put_ours() -> None:
    session = arxiv.Client()._session

    assert callable(session.get)


def test_every_id_of_a_batch_is_asked_for_and_answered(wire: Wire, ask: Ask) -> None:
    ids = [f"2401.{number:05}" for number in range(1, 13)]
    # Unlike arXiv's default, which is ten; and in another order than asked.
    wire.answer = lambda asked: feed(ids[: int(asked.query["max_results"])][::-1], total=len(ids))

    found = list(ask(Arxiv).look_up([Identifier("arxiv", each) for each in ids]))

    assert sorted(each.key for each in found if isinstance(each, Record)) == ids
    assert wire.asked[0].query["id_list"].split(",") == ids


def test_a_bad_id_does_not_lose_the_others(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        ids = asked.query["id_list"].split(",")
        if "2499.99999" in ids:
            message = b"<feed><entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id></entry></feed>"
            return Said(message, 400)
        return feed(ids, total=len(ids))

    wire.answer = answer
    ids = ["2401.00001", "2401.00002", "2499.99999", "2401.00003", "2401.00004"]

    found = list(ask(Arxiv).look_up([Identifier("arxiv", each) for each in ids]))

    assert {each.key for each in found if isinstance(each, Record)} == set(ids) - {"2499.99999"}
    assert [each.key for each in found if isinstance(each, Unreadable)] == ["2499.99999"]


def test_too_many_requests_said_with_a_good_status_is_a_refusal(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b"Rate exceeded.")

    with pytest.raises(SourceRefusedError):
        list(ask(Arxiv).search(Query(text="electron")))

    assert len(wire.asked) == 2


def test_an_empty_page_in_the_middle_is_asked_for_again(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: feed(["2401.00001"] if len(wire.asked) > 1 else [], total=1)

    found = list(ask(Arxiv).search(Query(text="electron")))

    assert [each.key for each in found if isinstance(each, Record)] == ["2401.00001"]


def test_pages_that_stay_empty_are_a_failure(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: feed([], total=1)

    with pytest.raises(SourceDownError):
        list(ask(Arxiv).search(Query(text="electron")))


def test_a_search_turns_pages_however_many_entries_are_broken(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        start, size = int(asked.query["start"]), int(asked.query["max_results"])
        ids = [f"2401.{number:05}" for number in range(start, min(start + size, 250))]
        return Said(
            feed(ids, total=250, start=start).body.replace(b"2024-01-01T00:00:00Z</published>", b"</published>", 7)
        )

    wire.answer = answer

    found = list(ask(Arxiv).search(Query(text="electron", limit=1000)))

    assert len({each.key for each in found}) == 250
    assert sum(isinstance(each, Unreadable) for each in found) == 21
    assert [asked.query["start"] for asked in wire.asked] == ["0", "100", "200"]


@pytest.mark.parametrize(
    ("query", "worded"),
    [
        (Query(text="vision transformers"), "(all:vision AND all:transformers)"),
        (Query(text='"image captioning" fast'), '(all:"image captioning" AND all:fast)'),
        (Query(text="ti:attention AND cat:cs.CL"), "(ti:attention AND cat:cs.CL)"),
        (Query(text="what? (now): yes!"), "(all:what AND all:now AND all:yes)"),
        (Query(text="a", since=2020, until=2021), "(all:a) AND submittedDate:[202001010000 TO 202112312359]"),
        (Query(text="a", since=2020), "(all:a) AND submittedDate:[202001010000 TO 299912312359]"),
        (Query(text="a", venue="CVPR"), '(all:a) AND (co:"CVPR" OR jr:"CVPR")'),
    ],
)
def test_a_query_is_put_in_arxivs_words(wire: Wire, ask: Ask, query: Query, worded: str) -> None:
    wire.answer = lambda asked: feed([], total=0)

    list(ask(Arxiv).search(query))

    assert wire.asked[0].query["search_query"] == worded


def test_a_title_is_looked_for_as_words_in_a_row(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: feed([], total=0)

    list(ask(Arxiv).by_title("Attention: Is It All You Need?"))

    assert wire.asked[0].query["search_query"] == 'ti:"attention is it all you need"'


def test_a_query_without_words_asks_nothing(wire: Wire, ask: Ask) -> None:
    assert list(ask(Arxiv).search(Query(text="?!"))) == []
    assert wire.asked == []
