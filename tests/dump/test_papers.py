"""Papers and links to code: which are one, and which description of them stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from survey.dump.papers import slug_of
from tests.dump.making import DAY, SITE, Entry, link, paper, row, table, task

if TYPE_CHECKING:
    from tests.dump.making import Shelf

LATER = DAY + timedelta(days=1)
ARXIV = "http://arxiv.org/abs/2001.00001v4"


def claim(title: str = "Sparse Lanterns", **said: object) -> Entry:
    """A leaderboard with one row, of a paper."""
    return task("Reading", table("LongDocs", row(paper_title=title, **said)))


def test_a_description_is_kept_in_the_words_of_the_api(shelf: Shelf) -> None:
    described = paper(
        arxiv_id="2001.00001",
        openreview_id="nZeVKeeFYf9",
        abstract="By the light\nof a few lanterns.",
        url_abs=ARXIV,
        url_pdf="no address",
        proceeding="NeurIPS 2018 12",
        conference="dynamic-network-model-from-partial-1",
        date="2020-01-15",
        authors=["Ada Moreau", "  ", None],
        tasks=["Reading"],
        methods=[{"name": "LANTERN", "full_name": "Long"}],
    )

    shelf.take(described)

    assert shelf.papers() == [
        {
            "id": "sparse-lanterns",
            "arxiv_id": "2001.00001",
            "title": "Sparse Lanterns",
            "abstract": "By the light of a few lanterns.",
            "authors": ["Ada Moreau"],
            "published": "2020-01-15",
            "proceeding": "NeurIPS 2018 12",
            "url_abs": ARXIV,
            "openreview": "nZeVKeeFYf9",
            "tasks": ["Reading"],
            "methods": ["LANTERN"],
            "on": "2025-07-25",
            "code": [],
            "introduces": [],
        }
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (paper(), paper(title="Sparse Lanterns, Revised")),
        (paper("one", arxiv_id="2001.00001"), claim("Another Title", paper_url=ARXIV)),
        (claim("Another Title", paper_url=ARXIV), paper("one", arxiv_id="2001.00001")),
        (paper(), claim("SPARSE   lanterns!", paper_url="https://openaccess.org/x")),
        (claim(paper_url=ARXIV), link()),
        (link(paper_arxiv_id="2001.00001"), claim("Another Title", paper_url=ARXIV)),
        (paper(), link(paper_title=None)),
    ],
)
def test_a_paper_goes_by_its_page_its_arxiv_id_or_its_title(shelf: Shelf, first: Entry, second: Entry) -> None:
    shelf.take(first, name="first.json")
    shelf.take(second, name="second.json")

    assert len(shelf.papers()) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (paper("a", title="Lanterns"), paper("b", title="Lanterns")),
        (paper("a", title="Lanterns", arxiv_id="2001.00001"), paper("b", title="Lanterns", arxiv_id="2001.00002")),
        (paper("a", title="Lanterns", arxiv_id="2001.00002"), claim("Lanterns", paper_url=ARXIV)),
        (paper("a", arxiv_id="2001.00001"), paper("b", arxiv_id="2001.00001")),
        (paper("a", title="???"), claim("!!!")),
    ],
)
def test_of_two_pages_or_arxiv_ids_there_are_two_papers(shelf: Shelf, first: Entry, second: Entry) -> None:
    shelf.take(first, name="first.json")
    shelf.take(second, name="second.json")

    assert len(shelf.papers()) == 2


@pytest.mark.parametrize("newer_first", [True, False])
def test_the_newest_description_stands_in_full(shelf: Shelf, *, newer_first: bool) -> None:
    old = ([paper(abstract="Old words.", proceeding="CVPR 2020")], DAY)
    new = ([paper(abstract="New words.")], LATER)

    for entries, on in sorted([old, new], key=lambda each: each[1], reverse=newer_first):
        shelf.take(*entries, on=on)

    (found,) = shelf.papers()
    assert (found["abstract"], found.get("proceeding"), found["on"]) == ("New words.", None, LATER.isoformat())


def test_a_newer_leaderboard_does_not_hide_what_a_description_says(shelf: Shelf) -> None:
    shelf.take(paper(abstract="Words."))

    shelf.take(claim("sparse lanterns", paper_url=ARXIV), on=LATER)

    (found,) = shelf.papers()
    assert (found["title"], found["abstract"]) == ("Sparse Lanterns", "Words.")
    assert found["arxiv_id"] == "2001.00001"


def test_what_says_the_same_on_a_later_day_is_true_of_that_day(shelf: Shelf) -> None:
    shelf.take(paper(abstract="Words."))
    shelf.take(paper(abstract="Words."), on=LATER)

    assert [each["on"] for each in shelf.papers()] == [LATER.isoformat()]


def test_papers_are_found_by_the_words_that_stand_now(shelf: Shelf) -> None:
    def found(words: str) -> int:
        with shelf.dump.reading() as reader:
            asked = "SELECT count(*) FROM words WHERE words MATCH ?"
            return int(reader.execute(asked, (words,)).fetchone()[0])

    shelf.take(paper(abstract="We count dunes."), paper("tidal-memory"))
    shelf.take(paper(abstract="We count lakes.", title="Sparse Lamps"), on=LATER)

    assert (found("dunes"), found("lanterns")) == (0, 0)
    assert (found("lakes"), found("lamps"), found("tidal")) == (1, 1, 1)


def test_a_date_after_the_dump_is_none(shelf: Shelf) -> None:
    shelf.take(
        paper("a", date="2025-07-25"), paper("b", date="2025-07-26"), paper("c", date="soon"), paper("d", date="")
    )

    assert [each.get("published") for each in shelf.papers()] == ["2025-07-25", None, None, None]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (paper(title=None), "a paper without a title"),
        (paper(title=" \u200b"), "a paper without a title"),
        (paper(paper_url="nowhere"), "a paper without an address"),
        (link(repo_url="git@github.com:a/b"), "a link that leads nowhere"),
        (link(paper_url=None, paper_title=None), "a link without a paper"),
        (link(paper_title=None), "a link of a paper without a title"),
    ],
)
def test_what_cannot_be_kept_is_skipped_and_listed(shelf: Shelf, entry: Entry, why: str) -> None:
    tally = shelf.take(entry, name="junk.json")

    assert (tally.read, tally.new, tally.merged, dict(tally.skipped)) == (1, 0, 0, {why: 1})
    (listed,) = shelf.dump.skipped()
    assert (listed["file"], listed["place"], listed["why"]) == ("junk.json", "record 1", why)
    assert '"paper_url"' in listed["said"]


def test_what_is_official_comes_first_and_the_rest_as_it_came(shelf: Shelf) -> None:
    urls = [f"https://github.com/a/{name}" for name in "zyx"]

    shelf.take(*(link(url=url, is_official=url.endswith("y")) for url in urls))

    assert shelf.papers()[0]["code"] == [(urls[1], True), (urls[0], False), (urls[2], False)]


def test_what_a_leaderboard_links_is_neither_official_nor_not_until_somebody_says_so(shelf: Shelf) -> None:
    code = [{"title": "a/b", "url": "https://github.com/a/b"}, {"url": "https://gitlab.com/a/b"}, {"url": "a/b"}]
    shelf.take(claim(code_links=code))
    before = shelf.papers()[0]["code"]

    tally = shelf.take(link(url="https://github.com/a/b", is_official=True), name="links.json")

    assert before == [("https://github.com/a/b", None), ("https://gitlab.com/a/b", None)]
    assert shelf.papers()[0]["code"] == [("https://github.com/a/b", True), ("https://gitlab.com/a/b", None)]
    assert (tally.new, tally.merged) == (0, 1)


@pytest.mark.parametrize("said", [(True, False), (False, True), (True, None)])
def test_official_is_what_anybody_calls_so(shelf: Shelf, said: tuple[bool | None, ...]) -> None:
    for number, official in enumerate(said):
        shelf.take(link(is_official=official), name=f"{number}.json")

    assert shelf.papers()[0]["code"] == [("https://github.com/moreau/lanterns", True)]


def test_thousands_of_papers_are_kept_turn_by_turn(shelf: Shelf) -> None:
    tally = shelf.take(*(paper(f"paper-{number}", abstract="Lanterns.") for number in range(9001)), paper("paper-7"))

    assert (tally.read, tally.new, tally.merged) == (9002, 9001, 1)
    assert shelf.known()["words"] == (9001,)


@pytest.mark.parametrize(
    ("address", "slug"),
    [(f"{SITE}a-b", "a-b"), (f"{SITE}a-b/", "a-b"), ("a-b", None), (None, None), (7, None)],
)
def test_a_papers_page_names_it(address: object, slug: str | None) -> None:
    assert slug_of(address) == slug


def test_of_two_descriptions_of_one_day_the_one_that_says_more_stands(shelf: Shelf) -> None:
    shelf.take(paper(abstract="Words."), paper(abstract=None), paper(abstract="Words.", authors=["Ada Moreau"]))

    (found,) = shelf.papers()
    assert (found["abstract"], found["authors"]) == ("Words.", ["Ada Moreau"])


def test_the_day_of_the_latest_dump_is_told(shelf: Shelf) -> None:
    shelf.take(paper(), on=DAY)
    shelf.take(link(), on=date(2020, 8, 28), name="links.json")

    assert shelf.dump.on() == "2025-07-25"
