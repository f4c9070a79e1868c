"""A language model asked for lines: which of its answers are kept, and what is told of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.http.door import Door
from survey.model.record import Summary
from survey.settings import Settings
from survey.workflow.ask_model import question, summarize_by_model
from survey.workflow.asking import Library
from tests.catalog.making import NOW, Shelf
from tests.http.host import Host
from tests.model.making import record
from tests.workflow.chat import says

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.model.record import Record
    from survey.workflow.asking import Progress
    from survey.workflow.summarize import Summarized

BEES = "Bees dance. In this paper, we present a camera that reads the dance of bees."


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with Shelf(tmp_path / "catalog.sqlite") as shelf:
        yield shelf


def paper(number: int, abstract: str | None = BEES, summary: Summary | None = None) -> Record:
    told = {"title": f"Bees, part {number}", "abstract": abstract, "summary": summary}
    return record("arxiv", str(number), ids=[f"arxiv:2001.0000{number}"], **told)


def summarize(shelf: Shelf, host: Host, papers: list[int], progress: Progress = lambda *_: None) -> Summarized:
    settings = Settings(shelf.path, shelf.path.parent / "cache", base_urls={"llm": f"{host.url}/v1"}, politeness=0)
    with Door(settings) as door:
        library = Library(shelf.catalog, door, {}, lambda: NOW)
        return summarize_by_model(library, papers, question("lantern", None), progress=progress)


@pytest.mark.parametrize(
    "answer",
    [
        "Summary: Reads the dance of bees.",
        "**One-sentence summary:** Reads the dance of bees.",
        "TL;DR: “Reads the dance of bees.”",
        "<think>What do bees do?</think>\n\nAnswer: *Reads the dance of bees.*",
        "**Reads** the *dance* of _bees_.",
        "**Reads the dance of bees.**\n",
    ],
)
def test_what_announces_an_answer_is_not_of_it(shelf: Shelf, answer: str) -> None:
    papers = shelf.add(paper(1))

    with Host(says(answer)) as host:
        done = summarize(shelf, host, papers)

    assert done.refused == {}
    assert [view["summary"]["text"] for view in shelf.views() if view["summary"]] == ["Reads the dance of bees."]


def test_a_long_answer_that_is_not_kept_is_told_in_short(shelf: Shelf) -> None:
    papers = shelf.add(paper(1))

    with Host(says("bees " * 100)) as host:
        done = summarize(shelf, host, papers)

    (why,) = done.refused.values()
    assert why.startswith("it has 100 words: bees bees")
    assert why.endswith("…")
    assert len(why) < 200


def test_papers_without_an_abstract_are_counted_and_not_asked_about(shelf: Shelf) -> None:
    papers = shelf.add(paper(1), paper(2, None), paper(3, None))

    with Host(says("Reads a dance.")) as host:
        done = summarize(shelf, host, papers)

        assert len(host.seen) == 1
    assert done.bare == 2


def test_a_line_that_is_kept_beneath_one_that_is_trusted_more_is_told(shelf: Shelf) -> None:
    papers = shelf.add(paper(1), paper(2))
    shelf.take(
        record("semantic_scholar", "s", ids=["arxiv:2001.00001"], summary=Summary("Theirs.", "semantic_scholar"))
    )

    with Host(says("Reads a dance.")) as host:
        done = summarize(shelf, host, papers)

    assert list(done.beneath.values()) == ["semantic_scholar"]
    assert [change.now["text"] for change in done.changes.values() if change.now] == ["Reads a dance."]


def test_what_is_told_as_found_was_kept(shelf: Shelf) -> None:
    papers = shelf.add(paper(1), paper(2))
    seen: list[int] = []

    with Host(says("Reads a dance."), says("Reads dozens of dances.")) as host:
        done = summarize(shelf, host, papers, progress=lambda _, number: seen.append(number))

    (told,) = done.told
    assert (told.hits, told.new, seen[-1]) == (1, 1, 1)
    assert [why.partition(":")[0] for why in done.refused.values()] == ["the paper does not say dozens"]


def test_what_a_prompt_leaves_open_is_known() -> None:
    asked = question("lantern", "Tell {topic} of {title}: {abstract}, {topic}, in {} or {1,2}")

    assert asked.unfilled == ("{topic}",)
    assert question("lantern", None).unfilled == ()
