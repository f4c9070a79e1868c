"""Venues under one short name, and none guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.record import Venue, VenueKind
from survey.model.venue import Known, know_venues, may_be_known, names_of, read_venues, settled_venue

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("NIPS", "NeurIPS", "conference"),
        ("NeurIPS", "NeurIPS", "conference"),
        ("Neural Information Processing Systems", "NeurIPS", "conference"),
        ("Advances in Neural Information Processing Systems 30", "NeurIPS", "conference"),
        ("2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR", "conference"),
        ("CVPR 2021", "CVPR", "conference"),
        ("KDD '19", "KDD", "conference"),
        ("International Conference on Learning Representations", "ICLR", "conference"),
        ("CVPR Workshops", "CVPR Workshops", "workshop"),
        ("CVPRW", "CVPR Workshops", "workshop"),
        ("NeurIPS-W 2023", "NeurIPS Workshops", "workshop"),
        ("WWW", "WWW", "conference"),
        (
            "2021 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)",
            "CVPR Workshops",
            "workshop",
        ),
        ("Workshop on Machine Translation", "Workshop on Machine Translation", "workshop"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2020", "Findings of EMNLP", "conference"),
        ("Findings of ACL", "Findings of ACL", "conference"),
        ("EMNLP (Findings)", "Findings of EMNLP", "conference"),
        ("ACL (1)", "ACL", "conference"),
        (
            "5th International Conference on Language Resources and Evaluation",
            "LREC",
            "conference",
        ),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI", "journal"),
        ("CoRR", "arXiv", "preprint"),
        ("arXiv (Cornell University)", "arXiv", "preprint"),
        ("Journal of Nowhere in Particular", "Journal of Nowhere in Particular", None),
        ("A Conference on NeurIPS Matters", "A Conference on NeurIPS Matters", None),
    ],
)
def test_a_venue_is_known_by_any_of_its_names(printed: str, name: str, kind: str | None) -> None:
    assert settled_venue(Venue(printed)) == Venue(name, VenueKind(kind) if kind else None)


def test_a_preprint_server_stays_one_even_where_the_table_does_not_know_it() -> None:
    assert settled_venue(Venue("SomewhereRxiv", VenueKind.PREPRINT)) == Venue("SomewhereRxiv", VenueKind.PREPRINT)


@given(st.text(max_size=60) | st.sampled_from(["CVPR Workshops", "Findings of ACL", "NIPS 2017"]))
def test_a_settled_venue_is_settled(printed: str) -> None:
    once = settled_venue(Venue(printed))

    assert settled_venue(once) == once


def test_a_venue_tells_all_its_names_the_short_one_first() -> None:
    names = names_of("Advances in Neural Information Processing Systems")

    assert names[0] == "NeurIPS"
    assert {settled_venue(Venue(name)).name for name in names} == {"NeurIPS"}
    assert names_of("Journal of Sand") == ["Journal of Sand"]


def test_every_name_in_the_table_may_be_known_and_few_others() -> None:
    names = [name for short in ("NeurIPS", "ICML", "ACL", "JMLR", "TPAMI") for name in names_of(short)]

    assert all(map(may_be_known, names))
    assert not any(map(may_be_known, ("12 pages", "5 figures", "v2", "")))


@pytest.fixture
def forgetful() -> Iterator[None]:
    """What is added to the table is taken out again."""
    yield
    know_venues(())


@pytest.mark.usefixtures("forgetful")
def test_a_venue_of_the_users_own_folds_and_goes_before_what_is_shipped() -> None:
    lanterns = Known("LANT", VenueKind.CONFERENCE, ("Conference on Lanterns", "NIPS"))
    assert settled_venue(Venue("Conference on Lanterns 2021")).name == "Conference on Lanterns 2021"

    know_venues([lanterns])

    assert settled_venue(Venue("Conference on Lanterns 2021")) == Venue("LANT", VenueKind.CONFERENCE)
    assert settled_venue(Venue("NIPS")).name == "LANT"
    assert settled_venue(Venue("LANT Workshops")) == Venue("LANT Workshops", VenueKind.WORKSHOP)
    assert settled_venue(Venue("NeurIPS")).name == "NeurIPS"


def test_a_table_is_read_with_its_names() -> None:
    lines = ["short,kind,names", "LANT,conference,Conference on Lanterns; Lanterns", "", "JoS,journal"]

    assert read_venues(lines) == [
        Known("LANT", VenueKind.CONFERENCE, ("Conference on Lanterns", "Lanterns")),
        Known("JoS", VenueKind.JOURNAL, ()),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("LANT,meeting,Lanterns", "line 2: meeting is no kind of venue"),
        ("LANT", "line 2: 1 columns"),
        ("LANT,conference,Lanterns,more", "line 2: 4 columns"),
        (",conference,Lanterns", "line 2: a venue without a short name"),
        ("LANT,conference,2021", "line 2: 2021 says nothing"),
        ('LANT,conference,"Lanterns', "line 2: "),
    ],
)
def test_a_line_that_makes_no_sense_is_named(row: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        read_venues(["short,kind,names", row])

    assert "\n" not in str(caught.value)


def test_a_table_without_its_head_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1: the columns are short,kind,names"):
        read_venues(["LANT,conference,Lanterns"])


def test_a_kind_may_be_written_in_capitals() -> None:
    (row,) = read_venues(["short,kind,names", "LANT,Conference"])

    assert row.kind is VenueKind.CONFERENCE


@pytest.mark.parametrize("second", ["LOL,conference,Proceedings of the Lanterns 2020", "Lanterns,journal"])
def test_a_name_that_two_lines_give_to_different_venues_is_told_with_both_lines(second: str) -> None:
    with pytest.raises(ValueError, match=r"line 3: .*Lanterns.* is a name of LANT \(conference\) already, by line 2"):
        read_venues(["short,kind,names", "LANT,conference,Lanterns", second])


def test_a_venue_may_have_its_names_in_two_lines() -> None:
    rows = read_venues(["short,kind,names", "LANT,conference,Lanterns", "LANT,conference,Lanterns;Lamps"])

    assert len(rows) == 2
