"""When two results are of one claim, and whom to believe if they differ."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

Claim: TypeAlias = tuple[str, ...]
"""Of one paper: task, dataset, split, metric and model, each as names are compared; empty where nobody says it."""

BENCHMARK = ("task", "dataset", "split", "metric")


def claim(result: Mapping[str, Any]) -> Claim:
    """What `result`, a view or a part of a record's body, is a value of."""
    return tuple(folded_name(result.get(name) or "") for name in (*BENCHMARK, "model"))


def dataset_name(result: Mapping[str, Any]) -> str:
    """The dataset of `result`, with the split where there is one."""
    return f"{result['dataset']} {result['split']}" if result["split"] else str(result["dataset"])


@lru_cache(maxsize=8192)
def folded_name(name: str) -> str:
    """What two spellings of the name of a task, dataset, metric or model share."""
    # A name of punctuation alone folds to nothing, and two of those are not the same.
    return fold(name) or name.strip()
