"""Of one work there may be several versions, and what a record leaves out of one another record tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.fold import Said, fold_paper
from survey.model.record import Record, Venue, VenueKind
from survey.model.versions import as_preprint, versions
from tests.model.making import record, records, taken

ARXIV = record(
    "arxiv", "1", ids=["arxiv:2001.00001"], year=2020, published=date(2020, 1, 3), version=1,
    venue=Venue("arXiv", VenueKind.PREPRINT),
)  # fmt: skip
CROSSREF = record(
    "crossref", "2", ids=["doi:10.1234/y"], year=2021, published=date(2021, 6, 1),
    venue=Venue("CVPR", VenueKind.CONFERENCE),
)  # fmt: skip
BOTH = record("semantic_scholar", "3", ids=["arxiv:2001.00001", "doi:10.1234/y"], year=2021, published=date(2020, 1, 3))


def shown(*of: Record) -> list[dict[str, Any]]:
    """The versions, without what is unknown."""
    return [{name: value for name, value in view.items() if value is not None} for view in versions(taken(*of))]


def brief(*of: Record) -> list[tuple[Any, ...]]:
    """Kind, venue and year of each version."""
    return [(view["kind"], view["venue"], view["year"]) for view in versions(taken(*of))]


PREPRINT = {
    "kind": "preprint", "venue": "arXiv", "year": 2020, "published": "2020-01-03", "identifier": "arxiv:2001.00001",
    "source": "arxiv", "version": 1,
}  # fmt: skip
PUBLISHED = {
    "kind": "conference", "venue": "CVPR", "year": 2021, "published": "2021-06-01", "identifier": "doi:10.1234/y",
    "source": "crossref",
}  # fmt: skip


def test_a_preprint_and_what_it_became_are_two_versions_in_whatever_order_they_came() -> None:
    for order in permutations([ARXIV, CROSSREF, BOTH]):
        assert shown(*order) == [PREPRINT, PUBLISHED]


def test_a_preprint_of_several_versions_is_its_first_which_has_a_date_and_its_latest() -> None:
    third = record("arxiv", "1", ids=["arxiv:2001.00001"], year=2020, published=date(2020, 1, 3), version=3)

    first, latest = shown(third)

    assert (first["version"], first["published"]) == (1, "2020-01-03")
    assert latest == {"kind": "preprint", "identifier": "arxiv:2001.00001", "source": "arxiv", "version": 3}


def test_a_record_of_the_published_version_may_know_of_the_preprint() -> None:
    assert shown(record("openalex", ids=["arxiv:2001.00001"], year=2021, venue="CVPR")) == [
        {"kind": "preprint", "venue": "arXiv", "identifier": "arxiv:2001.00001", "source": "openalex"},
        {"kind": "conference", "venue": "CVPR", "year": 2021, "source": "openalex"},
    ]


def test_a_preprint_may_know_where_it_was_published() -> None:
    knows = record("arxiv", ids=["arxiv:2001.00001", "doi:10.1234/y"], year=2020, venue="arXiv")

    assert [view.get("identifier") for view in shown(knows)] == ["arxiv:2001.00001", "doi:10.1234/y"]
    assert brief(knows, CROSSREF) == [("preprint", "arXiv", 2020), ("conference", "CVPR", 2021)]


def test_the_day_of_the_preprint_is_not_that_of_what_was_published() -> None:
    late = record("openalex", ids=["doi:10.1234/y"], year=2021, published=date(2020, 1, 3), venue="CVPR")

    assert "published" not in shown(ARXIV, late)[1]
    assert shown(late)[0]["published"] == "2020-01-03"


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("Journal of Machine Learning Research", "journal"),
        ("Proceedings of the Symposium on Fog", "conference"),
        ("CVPR Workshops", "workshop"),
        ("Somewhere", None),
    ],
)
def test_a_version_is_of_the_kind_that_its_venue_is(venue: str, kind: str | None) -> None:
    assert brief(record(venue=venue, year=2021))[0][0] == kind


def test_names_of_one_venue_are_one_version_and_of_two_venues_two() -> None:
    long = record("openalex", "4", year=2021, venue="IEEE Conference on Computer Vision and Pattern Recognition")
    journal = record("openalex", "5", year=2023, venue=Venue("Journal of Light", VenueKind.JOURNAL))

    assert shown(CROSSREF, long) == [PUBLISHED]
    assert brief(CROSSREF, journal, ARXIV)[1:] == [("conference", "CVPR", 2021), ("journal", "Journal of Light", 2023)]


def test_two_preprints_are_two_versions() -> None:
    server = Venue("bioRxiv", VenueKind.PREPRINT)
    other = record("crossref", "6", ids=["doi:10.1101/2020.01.01.123456"], year=2020, venue=server)

    assert [view["venue"] for view in shown(ARXIV, other)] == ["arXiv", "bioRxiv"]


def test_where_nobody_says_where_it_appeared_there_is_no_version() -> None:
    assert shown(record(title="Lanterns", year=2020)) == []
    assert shown() == []


SAID = Said(key="k", tags=("fog",))


def test_a_preprint_is_cited_as_it_calls_itself_and_all_else_stays() -> None:
    told = taken(replace(ARXIV, title="Early Lanterns", authors=("A Moreau",)), replace(CROSSREF, title="Lanterns"))
    view = fold_paper(told, SAID)

    cited = as_preprint(view, told)

    assert (cited["title"], cited["year"], cited["venue"], cited["venue_kind"]) == (
        "Early Lanterns", 2020, "arXiv", "preprint",
    )  # fmt: skip
    assert cited["identifiers"] == {"arxiv": "2001.00001"}
    assert cited["links"]["paper"] == "https://arxiv.org/abs/2001.00001"
    assert (cited["tags"], cited["key"], cited["origins"]["venue"]["source"]) == (["fog"], "k", "arxiv")


def test_a_preprint_is_not_cited_by_the_name_of_what_it_became() -> None:
    told = taken(replace(ARXIV, identifiers=ARXIV.identifiers | CROSSREF.identifiers))

    assert as_preprint(fold_paper(told, SAID), told)["identifiers"] == {"arxiv": "2001.00001"}


def test_what_the_user_says_by_hand_is_cited() -> None:
    told = taken(ARXIV, CROSSREF, record("hand", "u", title="My Lanterns"))

    assert as_preprint(fold_paper(told, SAID), told)["title"] == "My Lanterns"


def test_without_a_preprint_what_was_published_is_cited() -> None:
    told = taken(CROSSREF, record("hand", "u", year=1999))
    view = fold_paper(told, SAID)

    assert as_preprint(view, told) == view


@given(st.lists(records, max_size=5))
def test_versions_do_not_depend_on_the_order_of_records(of: list[Record]) -> None:
    distinct = list({(each.source, each.key): each for each in of}.values())

    assert versions(taken(*distinct)) == versions(taken(*reversed(distinct)))
