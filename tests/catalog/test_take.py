"""Records in: what becomes one paper, what becomes a question, and what changes nothing."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from survey.model.record import Citations, Summary, Venue, VenueKind
from tests.catalog.making import LATER, NOW, Shelf
from tests.model.making import record

PREPRINT = record(
    "arxiv", "2001.00001", ids=["arxiv:2001.00001"], title="Lanterns in the Fog", authors=("Ada Moreau",), year=2020
)
PUBLISHED = record(
    "crossref", "10.1/x", ids=["doi:10.1234/x"], title="Lanterns in the fog", authors=("A. Moreau",), year=2021
)
BRIDGE = record(
    "semantic_scholar",
    "a" * 40,
    ids=["arxiv:2001.00001", "doi:10.1234/x"],
    title="Lanterns in the Fog",
    authors=("Ada Moreau",),
    year=2021,
)


def test_a_preprint_and_its_published_version_are_one_paper_that_keeps_both(shelf: Shelf) -> None:
    shelf.take(PREPRINT, PUBLISHED)

    (view,) = shelf.views()
    assert view["identifiers"] == {"arxiv": "2001.00001", "doi": "10.1234/x"}


@pytest.mark.parametrize("order", permutations((PREPRINT, PUBLISHED, BRIDGE)))
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, order: tuple[object, ...]) -> None:
    with Shelf(tmp_path / "one.sqlite") as one, Shelf(tmp_path / "other.sqlite") as other:
        one.take(PREPRINT, PUBLISHED, BRIDGE)
        for each in order:
            other.take(each)  # type: ignore[arg-type]  # permutations forgets the type

        assert one.partition() == other.partition()
        assert one.views() == other.views()


def test_taking_the_same_again_changes_nothing(shelf: Shelf) -> None:
    shelf.take(PREPRINT, PUBLISHED)
    before = shelf.dump()

    intake = shelf.take(PREPRINT, PUBLISHED)

    assert (intake.new, intake.changed) == (set(), set())
    assert shelf.dump() == before


def test_two_different_arxiv_ids_are_never_one_paper(shelf: Shelf) -> None:
    other = record(
        "arxiv", "1411.4038", ids=["arxiv:1411.4038"], title="Lanterns in the Fog", authors=("Ada Moreau",), year=2020
    )

    shelf.take(PREPRINT, other)

    assert len(shelf.views()) == 2
    assert shelf.pairs() == set()


def test_a_doubtful_pair_is_listed_and_not_merged(shelf: Shelf) -> None:
    unsigned = record("crossref", "10.1/y", ids=["doi:10.1234/y"], title="Lanterns in the Fog", year=2020)

    shelf.take(PREPRINT, unsigned)

    assert len(shelf.views()) == 2
    assert len(shelf.pairs()) == 1


def test_a_poorer_account_takes_nothing_from_a_richer_one(shelf: Shelf) -> None:
    rich = record(
        "semantic_scholar", "1", title="Lanterns", summary=Summary("Lights.", "semantic_scholar"), pdf="https://x.org/p"
    )

    shelf.take(rich)
    shelf.take(record("semantic_scholar", "1", title="Lanterns, again"), now=LATER)

    (view,) = shelf.views()
    assert view["title"] == "Lanterns, again"
    assert view["summary"]["text"] == "Lights."
    assert view["links"]["pdf"] == "https://x.org/p"


def test_counts_are_a_series_and_the_latest_is_shown(shelf: Shelf) -> None:
    shelf.take(record("openalex", "W1", title="Lanterns", citations=Citations(3)), now=NOW)
    shelf.take(record("openalex", "W1", title="Lanterns", citations=Citations(5)), now=LATER)

    assert shelf.rows("SELECT on_date, count FROM count ORDER BY on_date") == [("2026-11-20", 3), ("2026-12-24", 5)]
    assert shelf.views()[0]["citations"] == {"count": 5, "source": "openalex", "on": "2026-12-24"}


def test_what_was_said_before_stays_in_the_history(shelf: Shelf) -> None:
    shelf.take(record(title="A first title"), now=NOW)
    shelf.take(record(title="A second title"), now=LATER)

    assert shelf.rows("SELECT count(*) FROM record") == [(2,)]
    assert shelf.views()[0]["title"] == "A second title"


def test_authors_stand_in_order_under_their_printed_names(shelf: Shelf) -> None:
    shelf.take(record(title="Lanterns", authors=("Zoë Ångström", "김철수", "Ada Moreau")))

    rows = shelf.rows("SELECT name FROM authorship JOIN author ON author.id = author_id ORDER BY position")
    assert [name for (name,) in rows] == ["Zoë Ångström", "김철수", "Ada Moreau"]


def test_text_that_no_database_holds_is_kept_without_it(shelf: Shelf) -> None:
    shelf.take(record(title="Lan\ud800tern\x00s", venue=Venue("N\x00ature", VenueKind.JOURNAL)))

    (view,) = shelf.views()
    assert "\x00" not in view["title"]
    assert "\x00" not in view["venue"]
