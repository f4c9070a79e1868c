"""Lines made here: they come by themselves, go with the abstract, and give way to whoever says one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from survey.catalog import edit
from survey.catalog.bring import Wish, bring_papers
from survey.catalog.change import undo
from survey.catalog.known import stale_papers
from survey.catalog.provenance import accounts
from survey.catalog.split import split
from survey.catalog.summaries import keep_lines, papers_without
from survey.catalog.take import take
from survey.model.errors import AskedWronglyError
from survey.model.record import Summary
from survey.model.same_work import Sameness
from survey.workflow.renew import renew_lines
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.model.making import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.model.record import Record

BEES = "Bees dance. In this paper, we present a camera that reads the dance of bees."
LINE = "We present a camera that reads the dance of bees."
WASPS = "Wasps do not dance. In this paper, we present a microphone that hears the song of wasps."
OTHER_LINE = "We present a microphone that hears the song of wasps."


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with Shelf(tmp_path / "catalog.sqlite") as shelf:
        yield shelf


def bees(source: str = "arxiv", **said: Any) -> Record:
    told = {"title": "Dancing bees", "authors": ("Ada Moreau",), "year": 2020, "ids": ["arxiv:2001.00001"]}
    return record(source, source, **{**told, **said})


def renew(shelf: Shelf, *papers: int) -> None:
    renew_lines(shelf.catalog, papers, now=LATER)


def line(shelf: Shelf) -> tuple[str, str] | None:
    """What is shown as the line of the only paper, and who made it."""
    (view,) = shelf.views()
    return (view["summary"]["text"], view["summary"]["made_by"]) if view["summary"] else None


def test_a_paper_that_nobody_sums_up_has_a_line_of_its_abstract_with_origin_and_day(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))

    renew(shelf, paper)

    (view,) = shelf.views()
    assert view["summary"] == {"text": LINE, "made_by": "local", "model": None}
    assert view["origins"]["summary"] == {"source": "local", "on": "2026-12-24"}
    assert view["sources"] == ["arxiv"]
    assert faults(shelf.path) == []


def test_what_was_only_found_and_what_has_no_abstract_have_none(shelf: Shelf) -> None:
    found = shelf.take(bees(abstract=BEES)).new
    (bare,) = shelf.add(record("arxiv", "2", ids=["arxiv:2001.00002"], title="Moths"))

    renew(shelf, *found, bare)

    assert [view["summary"] for view in shelf.views()] == [None, None]


def test_another_abstract_renews_it_and_no_abstract_takes_it_back(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    renew(shelf, paper)

    edit.edit_paper(shelf.catalog, paper, {"abstract": WASPS}, now=LATER)
    renew(shelf, paper)
    renewed = line(shelf)
    edit.edit_paper(shelf.catalog, paper, {"abstract": "—"}, now=LATER)
    renew(shelf, paper)

    assert renewed == (OTHER_LINE, "local")
    assert line(shelf) is None


def test_made_twice_is_made_once(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    renew(shelf, paper)
    before = shelf.dump()

    renew(shelf, paper)

    assert shelf.dump() == before


@pytest.mark.parametrize("source", ["semantic_scholar", "hugging_face", "papers_with_code", "llm", "some_file"])
def test_whoever_says_a_line_is_shown_instead_whenever_it_comes(shelf: Shelf, source: str) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    renew(shelf, paper)

    shelf.take(bees(source, summary=Summary("Theirs.", source)))
    renew(shelf, paper)

    assert line(shelf) == ("Theirs.", source)


def test_nothing_is_made_where_somebody_says_a_line(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES, summary=Summary("Theirs.", "arxiv")))

    renew(shelf, paper)

    assert shelf.rows("SELECT count(*) FROM record WHERE source = 'local'") == [(0,)]


def test_the_users_line_stays_and_what_is_made_meanwhile_goes_with_the_abstract(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    renew(shelf, paper)
    edit.edit_paper(shelf.catalog, paper, {"summary": {"text": "Mine.", "made_by": "hand"}}, now=LATER)

    shelf.take(bees(abstract=WASPS), now=LATER)
    renew(shelf, paper)
    shown = line(shelf)
    edit.edit_paper(shelf.catalog, paper, {"summary": None}, now=LATER)

    assert shown == ("Mine.", "hand")
    assert line(shelf) == (OTHER_LINE, "local")


def test_what_a_model_said_of_another_abstract_gives_way_to_a_line_of_this_one(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    keep_lines(shelf.catalog, {paper: Summary("A model's.", "llm", "m")}, "llm", now=NOW)
    renew(shelf, paper)
    before = line(shelf)

    shelf.take(bees(abstract=WASPS), now=LATER)
    renew(shelf, paper)

    assert before == ("A model's.", "llm")
    assert line(shelf) == (OTHER_LINE, "local")
    assert shelf.rows("SELECT superseded_at IS NULL FROM record WHERE source = 'llm'") == [(0,)]
    with shelf.catalog.reading() as reader:
        assert paper in papers_without(reader, "llm")


def test_what_a_model_said_stands_again_when_its_abstract_does(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    keep_lines(shelf.catalog, {paper: Summary("Older.", "llm", "m")}, "llm", now=NOW)
    keep_lines(shelf.catalog, {paper: Summary("A model's.", "llm", "m")}, "llm", now=NOW)
    edit.edit_paper(shelf.catalog, paper, {"abstract": WASPS}, now=LATER)
    renew(shelf, paper)
    of_wasps = line(shelf)

    edit.edit_paper(shelf.catalog, paper, {"abstract": None}, now=LATER)
    renew(shelf, paper)

    assert of_wasps == (OTHER_LINE, "local")
    assert line(shelf) == ("A model's.", "llm")
    assert faults(shelf.path) == []


def test_what_a_model_said_does_not_come_back_to_a_third_abstract(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    keep_lines(shelf.catalog, {paper: Summary("A model's.", "llm", "m")}, "llm", now=NOW)
    for abstract in (WASPS, "Moths do neither. We hear moths."):
        edit.edit_paper(shelf.catalog, paper, {"abstract": abstract}, now=LATER)
        renew(shelf, paper)

    assert line(shelf) == ("We hear moths.", "local")


@pytest.mark.parametrize("said", [{"citations": 7}, {"abstract": "Bees  dance! In this paper, we present a camera"}])
def test_what_a_model_said_stays_while_the_abstract_does(shelf: Shelf, said: dict[str, Any]) -> None:
    (paper,) = shelf.add(bees(abstract="Bees dance. In this paper, we present a camera"))
    keep_lines(shelf.catalog, {paper: Summary("A model's.", "llm", "m")}, "llm", now=NOW)

    shelf.take(bees(**said), now=LATER)
    renew(shelf, paper)

    assert line(shelf) == ("A model's.", "llm")


def test_what_a_model_said_of_the_new_abstract_stays(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    shelf.take(bees(abstract=WASPS), now=LATER)
    keep_lines(shelf.catalog, {paper: Summary("A model's.", "llm", "m")}, "llm", now=LATER)

    renew(shelf, paper)

    assert line(shelf) == ("A model's.", "llm")


def test_a_paper_taken_out_keeps_its_accounts_together(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    renew(shelf, paper)
    edit.remove_papers(shelf.catalog, [paper], now=LATER)

    shelf.take(bees(citations=7, abstract=WASPS), now=LATER)

    assert shelf.partition() == {frozenset({("arxiv", "arxiv"), ("local", uid(shelf, paper))})}


def test_a_line_made_here_is_no_word_from_a_source_and_no_part_to_split_off(shelf: Shelf) -> None:
    (paper,) = shelf.add(bees(abstract=BEES))
    renew(shelf, paper)

    with shelf.catalog.reading() as reader:
        listed = [each.source for each in accounts(reader, paper)]

    assert stale_papers(shelf.catalog, "2026-12-01") == [paper]
    assert listed == ["arxiv"]
    with pytest.raises(AskedWronglyError, match="nothing would stay"):
        split(shelf.catalog, paper, [("arxiv", "arxiv")], now=LATER)


def test_papers_that_become_one_have_one_line_and_two_again_when_that_is_taken_back(shelf: Shelf) -> None:
    other = record("crossref", "2", ids=["doi:10.1234/y"], title="Singing wasps", authors=("Bo Lind",), abstract=WASPS)
    one, two = shelf.add(bees(abstract=BEES), other)
    renew(shelf, one, two)

    edit.judge(shelf.catalog, one, two, Sameness.SAME, now=LATER)
    renew(shelf, one, two)
    merged = [view["summary"]["text"] for view in shelf.views()]
    undo(shelf.catalog, now=LATER)
    renew(shelf, one, two)

    assert merged == [LINE]
    assert [view["summary"]["text"] for view in shelf.views()] == [LINE, OTHER_LINE]
    assert faults(shelf.path) == []


def test_a_line_made_here_counts_once_in_search_as_it_is_of_words_of_the_abstract(shelf: Shelf) -> None:
    made, said = shelf.add(bees(abstract=BEES), record(key="2", title="Fog"))
    renew(shelf, made)
    edit.edit_paper(shelf.catalog, said, {"summary": {"text": "Mine.", "made_by": "hand"}}, now=NOW)

    assert shelf.rows("SELECT summary FROM paper_text ORDER BY id") == [(None,), ("Mine.",)]


def test_those_without_a_line_are_those_for_whom_somebody_would_be_trusted_more(shelf: Shelf) -> None:
    papers = [
        shelf.add(record("arxiv", str(n), ids=[f"arxiv:2001.0000{n}"], title=f"Bees, part {n}", abstract=BEES))[0]
        for n in range(1, 5)
    ]
    renew(shelf, papers[1])
    keep_lines(shelf.catalog, {papers[2]: Summary("A model's.", "llm", "m")}, "llm", now=NOW)
    edit.edit_paper(shelf.catalog, papers[3], {"summary": {"text": "Mine.", "made_by": "hand"}}, now=NOW)

    with shelf.catalog.reading() as reader:
        missing = {by: list(papers_without(reader, by)) for by in ("local", "llm", "semantic_scholar")}

    assert missing == {"local": papers[:1], "llm": papers[:2], "semantic_scholar": papers[:3]}


def test_many_papers_are_made_a_page_at_a_time_and_told(shelf: Shelf) -> None:
    records = [
        record("arxiv", str(n), ids=[f"arxiv:2001.{n:05}"], title=f"Bees {n}", abstract=BEES) for n in range(450)
    ]
    papers = take(shelf.catalog, records, now=NOW).papers
    bring_papers(shelf.catalog, [Wish(paper) for paper in papers.values()], "add", now=NOW)
    told: list[int] = []

    renew_lines(shelf.catalog, papers.values(), now=NOW, progress=lambda _, count: told.append(count))

    assert told == [200, 400, 450]
    assert shelf.rows("SELECT count(*) FROM paper WHERE has_summary") == [(450,)]


def uid(shelf: Shelf, paper: int) -> str:
    return str(shelf.rows("SELECT uid FROM paper WHERE id = ?", paper)[0][0])
