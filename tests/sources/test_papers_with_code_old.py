"""Papers with Code, as it was: mirrors of its former interface."""

from __future__ import annotations

import json

import pytest

from survey.model.errors import SourceCappedError, SourceChangedError
from survey.model.identifier import Identifier
from survey.model.record import Direction, Query, Record, Unreadable
from survey.sources.papers_with_code_old import PapersWithCodeOld
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask, LeaderboardsContract

OLD_PAPER = json.loads((PAGES / "papers_with_code" / "old-paper.json").read_bytes())
NAME = Identifier("arxiv", "1706.03762")


def saved(name: str) -> Said:
    return Said((PAGES / "papers_with_code" / f"{name}.json").read_bytes())


def listing(*rows: object, following: str | None = None) -> Said:
    """A page of the former interface."""
    answer = {"count": len(rows), "next": following, "previous": None, "results": rows}
    return Said(json.dumps(answer).encode())


def test_a_page_for_people_is_said_to_be_one(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        page = Said((PAGES / "papers_with_code" / "trending.html").read_bytes())
        return page if asked.path == "/trending" else Said(b"", 302, {"location": f"{wire.url}/trending"})

    wire.answer = answer

    with pytest.raises(SourceChangedError, match="HTML page") as raised:
        list(ask(PapersWithCodeOld).look_up([NAME]))

    assert "mirror" in str(raised.value.hint)


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


def mirror(asked: Asked) -> Said:
    """The former interface, of one task with two leaderboards, of which one is filled."""
    task = {"id": "semantic-segmentation", "name": "Semantic Segmentation", "description": ""}
    of_paper = {**OLD_PAPER, "id": "lanes-at-any-size", "title": "Lanes at Any Size", "arxiv_id": "2312.00012"}
    answers = {
        "/areas/": listing({"id": "computer-vision", "name": "Computer Vision"}, {"id": "speech", "name": "Speech"}),
        "/areas/computer-vision/tasks/": listing(task),
        "/areas/speech/tasks/": listing(),
        "/tasks/": listing(task, {"id": "other", "name": "Other", "description": ""}),
        "/tasks/semantic-segmentation/children/": listing({"id": "night", "name": "Night Segmentation"}),
        "/tasks/semantic-segmentation/evaluations/": saved("old-tables"),
        "/datasets/": listing({"id": "streets", "name": "Streets test", "full_name": "Streets of Everywhere"}),
        "/datasets/streets/": Said(b'{"id": "streets", "name": "Streets test"}'),
        "/evaluations/semantic-segmentation-on-streets/metrics/": saved("old-metrics"),
        "/evaluations/semantic-segmentation-on-streets/results/": saved("old-leaderboard"),
        "/papers/lanes-at-any-size/": Said(json.dumps(of_paper).encode()),
    }
    return answers.get(asked.path, Said(b'{"detail": "Not found."}', 404))


class TestLeaderboards(LeaderboardsContract):
    source = PapersWithCodeOld
    benchmark = ("Semantic Segmentation", "Streets test")

    def knowing(self, asked: Asked) -> Said:
        return mirror(asked)


def test_areas_are_told_with_all_tasks_and_no_counts(wire: Wire, ask: Ask) -> None:
    wire.answer = mirror

    tasks = list(ask(PapersWithCodeOld).tasks())

    assert [(each["name"], each["areas"]) for each in tasks] == [
        ("Semantic Segmentation", ["Computer Vision"]),
        ("Other", []),
    ]
    assert {each["benchmarks"] for each in tasks} == {each["results"] for each in tasks} == {None}


def test_a_task_is_found_by_words_in_one_request(wire: Wire, ask: Ask) -> None:
    wire.answer = mirror

    assert [each["name"] for each in ask(PapersWithCodeOld).tasks("segmentation")] == ["Semantic Segmentation"]
    assert len(wire.asked) == 1


def test_parts_of_a_task_are_its_children(wire: Wire, ask: Ask) -> None:
    wire.answer = mirror

    (part,) = ask(PapersWithCodeOld).parts("Semantic Segmentation")

    assert (part["name"], part["parents"]) == ("Night Segmentation", ["Semantic Segmentation"])


def test_a_dataset_is_also_called_by_its_id_under_which_its_benchmarks_are(wire: Wire, ask: Ask) -> None:
    wire.answer, source = mirror, ask(PapersWithCodeOld)

    listed = [each["dataset"] for each in source.benchmarks("Semantic Segmentation")]

    assert listed == ["streets", "paths"]
    assert source.also_called("streets test") == ["streets", "Streets test", "Streets of Everywhere"]


def test_what_a_mirror_declares_is_the_direction_whatever_the_case_of_a_metrics_name(wire: Wire, ask: Ask) -> None:
    wire.answer = mirror

    board = ask(PapersWithCodeOld).leaderboard("Semantic Segmentation", "streets")

    assert board["metrics"] == [
        {"name": "Mean IoU (class)", "direction": "up", "told_by": "declared"},
        {"name": "Millimetres off", "direction": "down", "told_by": "declared"},
    ]
    assert board["notices"] == []


def test_a_mirrors_rows_name_their_papers_by_slug(wire: Wire, ask: Ask) -> None:
    wire.answer = mirror

    board = ask(PapersWithCodeOld).leaderboard("Semantic Segmentation", "Streets test")

    assert [(row["rank"], row["model"], row["url"]) for row in board["rows"]] == [
        (1, "roadnet", "https://paperswithcode.com/paper/wide-roads-seen-twice"),
        (2, "lanenet", "https://paperswithcode.com/paper/lanes-at-any-size"),
        (3, "nobody's", "https://example.org/nobody"),
        (4, "lanenet (small)", "https://paperswithcode.com/paper/lanes-at-any-size"),
    ]
    assert [(row["published"], row["year"], row["paper"]) for row in board["rows"][:1]] == [("2020-05-21", None, None)]
    assert not any(asked.path.startswith("/papers/") for asked in wire.asked)


def test_claimants_are_looked_up_and_come_with_what_they_claim(wire: Wire, ask: Ask) -> None:
    wire.answer, source = mirror, ask(PapersWithCodeOld)
    rows = source.leaderboard("Semantic Segmentation", "Streets test")["rows"]

    lanes, wide = source.claimants("Semantic Segmentation", "Streets test", [rows[1], rows[0]])

    assert (lanes.key, lanes.title) == ("lanes-at-any-size", "Lanes at Any Size")
    assert Identifier("arxiv", "2312.00012") in lanes.identifiers
    assert [(each.metric, each.model, each.printed, each.direction) for each in lanes.results] == [
        ("mean iou (class)", "lanenet", "84.5%", Direction.UP),
        ("millimetres off", "lanenet", "12", Direction.DOWN),
        ("mean iou (class)", "lanenet (small)", "80%", Direction.UP),
        ("millimetres off", "lanenet (small)", "9", Direction.DOWN),
    ]
    assert (wide.key, wide.title, len(wide.results)) == ("wide-roads-seen-twice", None, 1)


def test_a_mirror_that_answers_with_another_paper_is_not_believed(wire: Wire, ask: Ask) -> None:
    wire.answer, source = mirror, ask(PapersWithCodeOld)
    rows = source.leaderboard("Semantic Segmentation", "Streets test")["rows"]
    wire.answer = lambda asked: Said(json.dumps(OLD_PAPER).encode()) if "/papers/" in asked.path else mirror(asked)

    found = list(source.claimants("Semantic Segmentation", "Streets test", rows[:1]))

    assert [each.why for each in found] == ["another paper than those asked for"]


def test_claimants_are_capped(wire: Wire, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PapersWithCodeOld, "singles", 1)
    wire.answer, source = mirror, ask(PapersWithCodeOld)
    rows = source.leaderboard("Semantic Segmentation", "Streets test")["rows"]

    with pytest.raises(SourceCappedError, match="1 of 2"):
        list(source.claimants("Semantic Segmentation", "Streets test", rows[:2]))
