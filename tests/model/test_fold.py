"""A paper is what its records agree on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.fold import FIELDS, HAND, Said, candidates, fold_paper, trust
from survey.model.record import Citations, Direction, Record, Repository, Result, Status, Summary, Venue, VenueKind
from tests.model.making import DAY, record, records, taken

if TYPE_CHECKING:
    from survey.model.view import PaperView

SAID = Said(key="gu2023mamba")
accounts = st.lists(records, max_size=4, unique_by=lambda each: (each.source, each.key))


def shown(*accounts: Record, said: Said = SAID) -> PaperView:
    return fold_paper(taken(*accounts), said)


@given(accounts, st.randoms())
def test_the_order_of_the_records_does_not_matter(accounts: list[Record], chance: object) -> None:
    other = list(accounts)
    chance.shuffle(other)  # type: ignore[attr-defined]

    assert shown(*accounts) == shown(*other)


@given(accounts)
def test_the_same_records_twice_show_the_same(accounts: list[Record]) -> None:
    assert shown(*accounts, *accounts) == shown(*accounts)


@given(accounts)
def test_every_shown_field_is_what_some_record_says(accounts: list[Record]) -> None:
    view = shown(*accounts)

    for field, origin in view["origins"].items():
        assert origin["source"] in {each.source for each in accounts}
        assert candidates(taken(*accounts), field)[0].source == origin["source"]
    for field in {"title", "abstract", "year"} - view["origins"].keys():
        assert view[field] is None  # type: ignore[literal-required]


@pytest.mark.parametrize(
    "field", ["title", "authors", "abstract", "year", "published", "venue", "summary", "citations"]
)
def test_the_users_word_always_wins(field: str) -> None:
    values: dict[str, tuple[Any, Any]] = {
        "title": ("Mine", "Theirs"),
        "authors": (("Me",), ("They", "Others")),
        "abstract": ("Mine.", "Theirs."),
        "year": (1999, 2024),
        "published": (date(2024, 1, 1), date(1999, 1, 1)),
        "venue": (Venue("arXiv", VenueKind.PREPRINT), Venue("ICLR")),
        "summary": (Summary("Mine.", "hand"), Summary("Theirs.", "semantic_scholar")),
        "citations": (Citations(1, date(2000, 1, 1)), Citations(2, date(2026, 1, 1))),
    }
    mine, theirs = values[field]
    said, typed = {field: theirs}, {field: mine}
    others = [record(source, **said) for source in ("arxiv", "crossref", "semantic_scholar")]

    ranked = candidates(taken(*others, record(HAND, "uid", **typed)), field)

    assert ranked[0].source == HAND
    assert ranked[0].value == mine


def test_the_authors_wrote_the_title_and_the_publisher_knows_the_year() -> None:
    arxiv = record("arxiv", title="LoRA: Low-Rank", year=2021, venue=Venue("arXiv", VenueKind.PREPRINT))
    crossref = record("crossref", title="LORA", year=2022, venue="ICLR")

    view = shown(arxiv, crossref)

    assert (view["title"], view["year"], view["venue"]) == ("LoRA: Low-Rank", 2022, "ICLR")
    assert view["origins"]["year"] == {"source": "crossref", "on": DAY}


@pytest.mark.parametrize("server", [Venue("arXiv", VenueKind.PREPRINT), Venue("arXiv.org"), Venue("CoRR")])
def test_a_preprint_server_is_no_venue_once_somebody_knows_another(server: Venue) -> None:
    view = shown(record("crossref", venue=server, year=2021), record("elsewhere", venue="NIPS", year=2022))

    assert (view["venue"], view["year"]) == ("NeurIPS", 2022)


def test_a_list_of_authors_that_is_cut_gives_way_to_a_whole_one() -> None:
    cut = record("arxiv", authors="A; B", authors_cut=True)

    assert shown(cut, record("elsewhere", authors="A; B; C"))["authors"] == ["A", "B", "C"]
    assert shown(cut)["authors"] == ["A", "B"]


def test_a_record_alone_is_shown_as_when_it_is_said_twice() -> None:
    said = record(
        title="LoRA: Low-Rank",
        authors="A; B",
        authors_cut=True,
        ids=["arxiv:2312.00752", "doi:10.1000/abcd"],
        venue="ICLR",
        year=2022,
        published=date(2021, 6, 17),
        citations=Citations(7, date(2026, 1, 1)),
        details=(("comment", "Accepted at ICLR 2022"), ("volume", "7")),
    )

    assert shown(said) == shown(said, said)


def test_authors_stay_in_order() -> None:
    assert shown(record(authors="Z; A; M"))["authors"] == ["Z", "A", "M"]


def test_the_first_day_it_was_seen_is_when_it_was_published() -> None:
    view = shown(record("arxiv", published=date(2021, 6, 17)), record("crossref", published=date(2021, 6, 1)))

    assert view["published"] == "2021-06-01"


def test_the_latest_count_of_the_most_trusted_source_is_shown() -> None:
    old = record("semantic_scholar", "1", citations=Citations(5, date(2025, 1, 1)))
    new = record("semantic_scholar", "2", citations=Citations(7, date(2026, 1, 1)))
    other = record("openalex", citations=Citations(99, date(2026, 2, 1)))

    assert shown(old, other, new)["citations"] == {"count": 7, "source": "semantic_scholar", "on": "2026-01-01"}


def test_of_two_identifiers_of_one_scheme_one_is_shown_and_the_other_kept() -> None:
    view = shown(record("crossref", ids=["doi:10.1000/b"], venue="ICLR"), record("openalex", ids=["doi:10.1000/a"]))

    assert view["identifiers"] == {"doi": "10.1000/b"}
    assert view["other_identifiers"] == ["doi:10.1000/a"]


def test_a_paper_is_read_where_it_is_open() -> None:
    closed = record("crossref", ids=["doi:10.1000/a"], url="https://example.org/paper")

    assert shown(closed)["links"]["paper"] == "https://doi.org/10.1000/a"
    assert shown(closed, record(ids=["arxiv:2312.00752"]))["links"]["paper"] == "https://arxiv.org/abs/2312.00752"
    assert shown(closed, record(HAND, url="https://me.org"))["links"]["paper"] == "https://me.org"
    assert shown(record(url="https://example.org/paper"))["links"]["paper"] == "https://example.org/paper"


def test_a_retraction_is_worse_than_a_withdrawal() -> None:
    assert shown(record("a", status=Status.WITHDRAWN), record("b", status=Status.RETRACTED))["status"] == "retracted"
    assert shown(record("a"))["status"] is None


def test_official_code_comes_before_starred_code_and_yours_before_both() -> None:
    linked = record(
        repositories=(
            Repository(url="https://github.com/fan/copy", stars=900),
            Repository(url="https://github.com/team/code", official=True, stars=3),
        )
    )
    mine = record(HAND, "uid", repositories=(Repository(url="https://github.com/me/fork", official=True),))

    assert shown(linked)["links"]["code"] == "https://github.com/team/code"
    assert shown(linked, mine)["links"]["code"] == "https://github.com/me/fork"


def test_spellings_of_one_repository_are_one_and_its_host_knows_it_best() -> None:
    one = record("papers_with_code", repositories=(Repository(url="http://www.github.com/A/B.git", stars=1),))
    other = record("hugging_face", repositories=(Repository(url="https://github.com/a/b", official=True),))
    checked = Repository(url="https://github.com/a/b", stars=50, license="MIT", archived=False, source="github")

    (code,) = shown(one, other, said=Said(key="k", repositories=(checked,)))["repositories"]

    assert (code["stars"], code["license"], code["official"], code["archived"]) == (50, "MIT", True, False)


def test_code_that_is_gone_is_listed_and_not_linked() -> None:
    gone = Repository(url="https://github.com/a/b", gone=True, source="github", checked_on=date(2026, 1, 1))

    view = shown(
        record(repositories=(Repository(url=gone.url, official=True),)), said=Said(key="k", repositories=(gone,))
    )

    assert view["repositories"][0]["gone"] is True
    assert view["links"]["code"] is None


def test_a_value_that_two_sources_claim_stands_once_and_another_value_stands_too() -> None:
    def result(printed: str) -> Result:
        return Result(task="QA", dataset="SQuAD", metric="F1", model="M", printed=printed, value=float(printed))

    view = shown(record("a", results=(result("90.1"),)), record("b", results=(result("90.1"), result("90.2"))))

    assert [(each["printed"], each["source"]) for each in view["results"]] == [("90.1", "a"), ("90.2", "b")]


def test_a_direction_that_one_source_declares_holds_for_the_same_value_of_another() -> None:
    def result(direction: Direction | None) -> Result:
        return Result(
            task="QA",
            dataset="SQuAD",
            metric="F1",
            model="M",
            printed="90.1",
            value=90.1,
            direction=direction,
            note="T1",
        )

    view = shown(record(HAND, results=(result(None),)), record("a", results=(result(Direction.UP),)))

    assert [(each["source"], each["direction"], each["note"]) for each in view["results"]] == [(HAND, "up", "T1")]


def test_names_of_punctuation_alone_are_told_apart() -> None:
    def result(metric: str) -> Result:
        return Result(task="QA", dataset="SQuAD", metric=metric, model=None, printed="1", value=1.0)

    view = shown(record("a", results=(result("%"), result("#"))))

    assert [each["metric"] for each in view["results"]] == ["#", "%"]


def test_the_user_is_trusted_before_all_and_an_unlisted_source_after_those_that_are() -> None:
    sources = ["zzz", "papers_with_code", HAND, "aaa"]

    assert sorted(sources, key=lambda source: trust("results", source)) == [HAND, "papers_with_code", "aaa", "zzz"]


def test_a_value_that_is_no_number_has_none() -> None:
    result = Result(task="t", dataset="d", metric="m", model=None, printed="nan", value=float("nan"))

    assert shown(record(results=(result,)))["results"][0]["value"] is None


def test_what_the_user_says_stands_in_the_view() -> None:
    said = Said(key="k", added="2026-01-01", tags=("b", "a"), notes=(("Good.", "2026-01-02"),))

    view = shown(said=said)

    assert (view["added"], view["tags"], view["notes"]) == (
        "2026-01-01",
        ["a", "b"],
        [{"text": "Good.", "on": "2026-01-02"}],
    )


def test_what_nobody_knows_is_none_or_empty() -> None:
    view = shown(record())

    known = {name for name, value in view.items() if value not in (None, [], {})}
    assert known == {"key", "links", "sources"}
    assert set(view["links"].values()) == {None}


def test_every_field_of_one_origin_is_one_of_a_record() -> None:
    assert set(FIELDS) <= set(Record.__dataclass_fields__)


def test_who_keeps_the_proceedings_is_believed_about_the_venue_before_who_counts_citations() -> None:
    sources = [
        "papers_with_code", "openalex", "semantic_scholar", "crossref", "pmlr", "neurips", "cvf", "acl", "openreview",
        "dblp",
    ]  # fmt: skip

    for field in ("venue", "year"):
        assert sorted(sources, key=lambda source: trust(field, source)) == sources[::-1]


def test_a_preprint_is_shown_at_the_venue_that_a_listing_has_it_at_with_that_years_number() -> None:
    preprint = record("arxiv", venue=Venue("arXiv", VenueKind.PREPRINT), year=2020)
    cited = record("semantic_scholar", venue=Venue("Computer Vision and Pattern Recognition"), year=2020)
    listed = record("cvf", venue=Venue("CVPR", VenueKind.CONFERENCE), year=2021)

    view = shown(preprint, cited, listed)

    assert (view["venue"], view["year"]) == ("CVPR", 2021)
    assert view["origins"]["venue"]["source"] == "cvf"


def test_a_preprint_that_nobody_has_anywhere_else_stays_one() -> None:
    view = shown(
        record("arxiv", venue=Venue("arXiv", VenueKind.PREPRINT)),
        record("dblp", venue=Venue("CoRR", VenueKind.PREPRINT)),
    )

    assert (view["venue"], view["venue_kind"]) == ("arXiv", "preprint")
