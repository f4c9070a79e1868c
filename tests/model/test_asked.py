"""Which benchmarks are compared."""

from __future__ import annotations

import pytest

from survey.model.asked import Asked, columns_of
from tests.formats.views import paper, result

PAPERS = [
    paper(
        key="one",
        results=[
            result("ImageNet", "Top 1 Accuracy", "88", task="Image Classification"),
            result("CIFAR-10", "Accuracy", "99", task="Image Classification"),
            result("Cityscapes", "mIoU", "80", split="test", task="Semantic Segmentation"),
        ],
    ),
    paper(
        key="two",
        results=[
            result("imagenet", "top-1 accuracy", "87", task="image classification"),
            result("ImageNet", "Top 5 Accuracy", "97", task="Image Classification"),
            result("Cityscapes", "mIoU", "81", split="val", task="Semantic Segmentation"),
        ],
    ),
    paper(key="three", results=[result("ImageNet", "Top 1 Accuracy", "80", task="Image Classification")]),
]


def found(asked: Asked) -> list[tuple[str, list[str]]]:
    columns, _ = columns_of(PAPERS, asked)
    return [(next(iter(claims.values()))[0]["metric"], list(claims)) for claims in columns]


def test_without_more_only_what_two_papers_share_is_compared() -> None:
    assert found(Asked()) == [("Top 1 Accuracy", ["one", "two", "three"])]


@pytest.mark.parametrize(
    "asked",
    [
        Asked(task="image classifications"),
        Asked(task="Classification", dataset=None),
        Asked(task="IMAGE CLASSIFICATION"),
    ],
)
def test_of_a_task_everything_is_and_its_name_is_forgiven(asked: Asked) -> None:
    assert found(asked) == [
        ("Top 1 Accuracy", ["one", "two", "three"]),
        ("Accuracy", ["one"]),
        ("Top 5 Accuracy", ["two"]),
    ]


def test_a_dataset_may_be_asked_for_with_its_split_or_without() -> None:
    assert found(Asked(dataset="cityscapes")) == [("mIoU", ["one"]), ("mIoU", ["two"])]
    assert found(Asked(dataset="cityscapes test")) == [("mIoU", ["one"])]


def test_a_metric_narrows_and_asks_for_nothing_more() -> None:
    assert found(Asked(metric="top 1 accuracy")) == [("Top 1 Accuracy", ["one", "two", "three"])]
    assert found(Asked(metric="top 5 accuracy")) == []
    assert found(Asked(dataset="imagenet", metric="top 5 accuracy")) == [("Top 5 Accuracy", ["two"])]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(metric="mIoU"), "no two of these papers share a benchmark"),
        (Asked(dataset="CIFAR-10", metric="mIoU"), "no result of these papers is on all of that"),
        (
            Asked(task="Parsing"),
            "no result of these papers is on a task like “Parsing”; "
            "there are: Image Classification, Semantic Segmentation, image classification",
        ),
    ],
)
def test_where_there_is_nothing_it_is_told_why(asked: Asked, why: str) -> None:
    assert columns_of(PAPERS, asked) == ([], [why])


def test_papers_without_results_share_nothing() -> None:
    assert columns_of([paper(), paper()], Asked(dataset="ImageNet")) == (
        [],
        ["no result of these papers is on a dataset like “ImageNet”"],
    )
