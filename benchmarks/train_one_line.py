"""Finds what each mark of `survey.reading.marks` is worth, and writes `survey/reading/one_line.json`.

usage: SURVEY_SHARED=… python -m benchmarks.train_one_line
The weights are those under which a line drawn by its worth (softmax over all lines of a paper) has the highest expected
ROUGE over the training papers of SciTLDR-A, with an L2 penalty. No paper of the development set is looked at.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.scitldr import Paper, papers, rouge_scorer
from survey.reading.one_line import BY_JUDGEMENT, versions

WEIGHTS = Path(__file__).parent.parent / "survey" / "reading" / "one_line.json"
_KINDS = {"rouge1": 0.5, "rouge2": 0.25, "rougeL": 0.25}
_PENALTY = 1e-3
_STEPS = 1500
_RATE = 0.02

Floats = NDArray[np.float64]


class Lines(NamedTuple):
    """The lines of all papers: a row of marks and a score each, and where each paper's lines begin."""

    names: list[str]
    marks: Floats
    scores: Floats
    begins: NDArray[np.intp]


def lines(read: list[Paper]) -> Lines:
    """Every line that the papers offer."""
    offered = [(paper, found) for paper in read if (found := versions(paper.title, paper.abstract))]
    names = sorted({name for _, found in offered for each in found for name in each.marks} - BY_JUDGEMENT.keys())
    marks = [[each.marks.get(name, 0.0) for name in names] for _, found in offered for each in found]
    scores = [_score(each.text, paper.targets) for paper, found in offered for each in found]
    counts = [len(found) for _, found in offered]
    return Lines(names, np.array(marks), np.array(scores), np.cumsum([0, *counts[:-1]]))


def _score(text: str, targets: list[str]) -> float:
    """The ROUGE of `text` against the target that is nearest by ROUGE-1."""
    scores = [rouge_scorer(*_KINDS).score(target, text) for target in targets]
    best: dict[str, Any] = max(scores, key=lambda score: score["rouge1"].fmeasure)
    return float(sum(share * best[kind].fmeasure for kind, share in _KINDS.items()))


def weights(given: Lines) -> dict[str, float]:
    """The weight of each mark; marks are brought to one scale first, so that the penalty treats them alike."""
    scale = given.marks.std(axis=0) + 1e-9
    marks = (given.marks - given.marks.mean(axis=0)) / scale
    found = np.zeros(marks.shape[1])
    mean, square = np.zeros_like(found), np.zeros_like(found)
    for step in range(1, _STEPS + 1):
        slope = _slope(found, marks, given)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        # Adam, with a rate that falls to nothing: https://arxiv.org/abs/1412.6980
        rate = _RATE * (1 - (step - 1) / _STEPS)
        found += rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(given.names, (found / scale).round(3).tolist(), strict=True))


def _slope(found: Floats, marks: Floats, given: Lines) -> Floats:
    """In which direction the expected score less the penalty rises."""
    counts = np.diff([*given.begins, len(marks)])
    worth = marks @ found
    worth = np.exp(worth - np.repeat(np.maximum.reduceat(worth, given.begins), counts))
    chance = worth / np.repeat(np.add.reduceat(worth, given.begins), counts)
    expected = np.repeat(np.add.reduceat(chance * given.scores, given.begins), counts)
    slope: Floats = marks.T @ (chance * (given.scores - expected)) / len(given.begins) - 2 * _PENALTY * found
    return slope


if __name__ == "__main__":
    found = {name: weight for name, weight in weights(lines(papers("train"))).items() if weight}
    WEIGHTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} weights, {WEIGHTS.stat().st_size} bytes in {WEIGHTS}")
