"""SciTLDR-A, a corpus of papers with one-line summaries, and its scorer; both are read from SURVEY_SHARED."""

from __future__ import annotations

import gzip
import json
import os
import runpy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Paper(NamedTuple):
    """A paper of the corpus, and what people wrote of it in one line."""

    title: str
    first: str
    abstract: str
    targets: list[str]


def papers(part: str) -> list[Paper]:
    """The papers of a part: train or dev."""
    with gzip.open(_folder() / f"A-{part}.jsonl.gz", "rt", encoding="utf-8") as rows:
        read = [json.loads(row) for row in rows]
    return [Paper(row["title"], row["source"][0], " ".join(row["source"]), row["target"]) for row in read]


def score(targets: list[list[str]], said: list[str]) -> list[float]:
    """ROUGE-1, -2 and -L in per cent, by the corpus' own scorer."""
    found: list[float] = _scorer()["score"](targets, said)
    return found


@cache
def rouge_scorer(*kinds: str) -> Any:
    """What scores one line against one target, as the corpus' own scorer does."""
    return _scorer()["RougeScorer"](kinds, use_stemmer=True)


@cache
def _scorer() -> dict[str, Any]:
    return runpy.run_path(str(_folder() / "rouge_eval.py"))


def _folder() -> Path:
    if not (shared := os.environ.get("SURVEY_SHARED")):
        raise SystemExit("SURVEY_SHARED is not set: it names the folder that holds data/scitldr")
    return Path(shared) / "data" / "scitldr"
