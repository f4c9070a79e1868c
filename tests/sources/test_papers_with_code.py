"""Papers with Code, both interfaces."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from survey.model.errors import SourceChangedError
from survey.model.identifier import Identifier
from survey.model.record import Direction, Query, Record, Unreadable
from survey.settings import Settings
from survey.sources.papers_with_code import PapersWithCode, PapersWithCodeOld
from survey.sources.source import sources
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask, SearchesContract, SinglesContract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAPER = (PAGES / "papers_with_code" / "paper.json").read_bytes()
EVALUATIONS = (PAGES / "papers_with_code" / "evaluations.json").read_bytes()
OLD_PAPER = json.loads((PAGES / "papers_with_code" / "old-paper.json").read_bytes())
NAME = Identifier("arxiv", "1706.03762")


def as_json(value: object) -> Said:
    return Said(json.dumps(value).encode())


def listing(*rows: object, following: str | None = None) -> Said:
    """A page of the former interface."""
    return as_json({"count": len(rows), "next": following, "previous": None, "results": rows})


class TestPapersWithCode(SinglesContract, SearchesContract):
    source = PapersWithCode
    page_of_names = "paper.json"
    page_of_search = "papers.json"
    names = ("arxiv:1706.03762",)

    def answering(self) -> Callable[[Asked], Said]:
        return lambda asked: Said(EVALUATIONS if asked.path == "/evaluations/" else PAPER)

    def test_names_go_in_batches(self, wire: Wire, ask: Ask) -> None:
        self.look_up(ask(self.source), [*self.many(2), *self.many(2)])

        assert [asked.path for asked in wire.asked] == ["/papers/arxiv/2401.00001", "/papers/arxiv/2401.00002"]


def test_a_paper_comes_with_its_own_results_alone(wire: Wire, ask: Ask) -> None:
    wire.answer = TestPapersWithCode().answering()

    found = list(ask(PapersWithCode).look_up([NAME]))

    assert wire.asked[0].query == {"include_resources": "true"}
    assert wire.asked[1].query["paper_id"] == "755"
    assert isinstance(found[0], Record)
    assert {result.metric for result in found[0].results} == {"BLEU", "SacreBLEU", "Params", "Odd"}
    assert {result.direction for result in found[0].results} == {None}


def test_results_are_read_to_the_last_page(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path != "/evaluations/":
            return Said(PAPER)
        page = int(asked.query["page"])
        row = {"paper_id": "755", "task_name": "T", "dataset_name": f"D{page}", "metrics": {"M": page}}
        return as_json({"count": 3, "next_page": page + 1 if page < 3 else None, "results": [row]})

    wire.answer = answer

    found = list(ask(PapersWithCode).look_up([NAME]))

    assert isinstance(found[0], Record)
    assert [result.dataset for result in found[0].results] == ["D1", "D2", "D3"]


def test_the_order_of_rows_changes_no_results(wire: Wire, ask: Ask) -> None:
    rows = json.loads(EVALUATIONS)["results"]

    def results(ordered: list[object]) -> set[str]:
        found = PapersWithCode.read(json.dumps({"results": ordered}).encode())
        return {
            repr(replace(result, rank=None, extra_data=None))
            for each in found
            if isinstance(each, Record)
            for result in each.results
        }

    assert results(rows) == results(rows[::-1])


def test_a_page_for_people_is_said_to_be_one(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        page = Said((PAGES / "papers_with_code" / "trending.html").read_bytes())
        return page if asked.path == "/trending" else Said(b"", 302, {"location": f"{wire.url}/trending"})

    wire.answer = answer

    with pytest.raises(SourceChangedError, match="HTML page") as raised:
        list(ask(PapersWithCodeOld).look_up([NAME]))

    assert "mirror" in str(raised.value.hint)


def test_the_dialect_is_the_users_choice(tmp_path: Path) -> None:
    new = Settings(catalog=tmp_path, cache_dir=tmp_path)

    assert sources(new)["papers_with_code"] is PapersWithCode
    assert sources(replace(new, pwc_dialect="old"))["papers_with_code"] is PapersWithCodeOld


def former(asked: Asked) -> Said:
    """The former interface, of one paper with two results, of which one stands on a leaderboard of the paper's task."""
    slug = OLD_PAPER["id"]
    rows = [
        {
            "id": "r1",
            "paper": slug,
            "methodology": "gan",
            "metrics": {"fid": "12.3", "inception score": "8%"},
            "best_rank": 4,
        },
        {"id": "r2", "paper": slug, "methodology": "gan", "metrics": {"pq": "17.6"}},
    ]
    answers = {
        "/papers/": listing(OLD_PAPER),
        f"/papers/{slug}/repositories/": listing({"url": "https://github.com/a/b", "stars": 5, "is_official": True}),
        f"/papers/{slug}/results/": listing(*rows),
        f"/papers/{slug}/tasks/": listing({"id": "image-generation", "name": "Image Generation"}),
        f"/papers/{slug}/datasets/": listing({"id": "cifar-10", "name": "CIFAR-10"}),
        "/tasks/image-generation/evaluations/": listing(
            {"id": "image-generation-on-mnist", "task": "image-generation", "dataset": "mnist"},
            {"id": "image-generation-on-cifar-10", "task": "image-generation", "dataset": "cifar-10"},
        ),
        "/evaluations/image-generation-on-cifar-10/results/": listing(rows[0], {"id": "of another paper"}),
        "/evaluations/image-generation-on-cifar-10/metrics/": listing(
            {"name": "FID", "is_loss": True}, {"name": "Inception score", "is_loss": False}
        ),
    }
    return answers.get(asked.path, Said(b'{"detail": "Not found."}', 404))


def test_the_former_interface_tells_results_by_its_leaderboards(wire: Wire, ask: Ask) -> None:
    wire.answer = former

    found = list(ask(PapersWithCodeOld).look_up([Identifier("arxiv", "1406.2661")]))

    assert isinstance(found[0], Record)
    assert [(code.url, code.stars, code.official) for code in found[0].repositories] == [
        ("https://github.com/a/b", 5, True)
    ]
    assert [(each.task, each.dataset, each.metric, each.model, each.direction) for each in found[0].results] == [
        ("Image Generation", "CIFAR-10", "fid", "gan", Direction.DOWN),
        ("Image Generation", "CIFAR-10", "inception score", "gan", Direction.UP),
    ]
    assert found[1:] == [Unreadable("papers_with_code", "r2", "a result without task or dataset")]


def test_a_mirror_that_ignores_the_filter_is_not_believed(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: listing(OLD_PAPER, following="https://paperswithcode.com/api/v1/papers/?page=2")

    assert list(ask(PapersWithCodeOld).look_up([NAME])) == []
    assert len(wire.asked) == 1


def test_a_mirrors_further_pages_are_asked_of_the_mirror(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        page = int(asked.query["page"])
        further = "https://paperswithcode.com/api/v1/papers/?page=2" if page == 1 else None
        return listing({**OLD_PAPER, "id": f"paper-{page}"}, following=further)

    wire.answer = answer

    found = list(ask(PapersWithCodeOld).search(Query(text="x", limit=5)))

    assert [each.key for each in found if isinstance(each, Record)] == ["paper-1", "paper-2"]
