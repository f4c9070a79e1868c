"""Finds by which trees `survey.model.same_work` tells one work from two, and writes `survey/model/same_work.json`.

usage: SURVEY_SHARED=… python -m benchmarks.train_same_work

Gradient boosting with few small trees (https://doi.org/10.1214/aos/1013203451), in which more likeness never makes one
work less likely. Each pair is learnt from as it is and three times disturbed: fields blanked, names cut or out of
order, letters mistyped, one side made a preprint of the other; so that no set teaches that a field is always there.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.labelled_works import labelled, names
from survey.model.identifier import Identifier
from survey.model.likeness import Likeness, likeness
from survey.model.same_work import Model, read_model
from survey.model.sketch import Form, Sketch

WEIGHTS = Path(__file__).parent.parent / "survey" / "model" / "same_work.json"
SAME = 0.62
"""From this chance on two accounts are one work: chosen on all sets, each judged by the model of the others."""
ASK = 0.45
_TIMES = 3
_NO_ORDER = {"length", "of_many", "form"}

Floats = NDArray[np.float64]


def train(learnt: Iterable[str]) -> Model:
    """The model that the sets named `learnt` teach."""
    return read_model(_told(learnt))


def _told(learnt: Iterable[str]) -> dict[str, Any]:
    """The model as `read_model` takes it. Every set counts by the root of its size, so that none drowns the others."""
    examples = [_examples(name) for name in learnt]
    weights = [np.full(len(truth), max(len(truth) / (1 + _TIMES), 300) ** -0.5) for _, truth in examples]
    trees = HistGradientBoostingClassifier(
        max_iter=50,
        max_leaf_nodes=8,
        max_depth=4,
        learning_rate=0.22,
        l2_regularization=1.0,
        min_samples_leaf=60,
        monotonic_cst=[0 if name in _NO_ORDER else 1 for name in Likeness._fields],
        max_bins=64,
        early_stopping=False,
        random_state=0,
    )
    weight = np.concatenate(weights)
    features, truths = (np.concatenate(parts) for parts in zip(*examples, strict=True))
    trees.fit(features, truths, sample_weight=weight / weight.mean())
    return {
        "bias": round(float(trees._baseline_prediction.ravel()[0]), 4),
        "same": SAME,
        "ask": ASK,
        "trees": [_branch(tree.nodes, 0) for (tree,) in trees._predictors],
    }


def _branch(nodes: Any, place: int) -> Any:
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    name, value = Likeness._fields[int(node["feature_idx"])], round(float(node["num_threshold"]), 4)
    return [name, value, _branch(nodes, int(node["left"])), _branch(nodes, int(node["right"]))]


@cache
def _examples(name: str) -> tuple[Floats, Floats]:
    """How the pairs of a set are alike, a row each, as they are and disturbed; and whether they are one work."""
    of, chance = labelled(name), random.Random(7)
    rows: list[Likeness] = [likeness(of.sketches[one], of.sketches[other]) for one, other, _ in of.pairs]
    for _ in range(_TIMES):
        rows += [
            likeness(disturbed(of.sketches[one], chance), disturbed(of.sketches[other], chance))
            for one, other, _ in of.pairs
        ]
    truth = np.array([float(same) for *_, same in of.pairs])
    return np.array(rows), np.tile(truth, 1 + _TIMES)


def disturbed(of: Sketch, chance: random.Random) -> Sketch:
    """`of` as another source might tell it."""
    for happens, change in (
        (0.25, _without_doi),
        (0.4, lambda of, _: replace(of, abstract=None)),
        (0.3, lambda of, _: replace(of, pages=None)),
        (0.3, lambda of, _: replace(of, volume=None, issue=None)),
        (0.3, lambda of, _: replace(of, issue=None)),
        (0.25, lambda of, _: replace(of, venue=None)),
        (0.1, lambda of, _: replace(of, form=None)),
        (0.1, lambda of, _: replace(of, year=None)),
        (0.05, lambda of, _: replace(of, surnames=(), given=())),
        (0.1, _cut),
        (0.1, _out_of_order),
        (0.15, _with_initials),
        (0.15, _a_year_off),
        (0.2, _as_preprint),
        (0.1, _mistyped),
    ):
        if chance.random() < happens:
            of = change(of, chance)
    return of


def _without_doi(of: Sketch, chance: random.Random) -> Sketch:
    kept = (name for name in of.identifiers if name.scheme != "doi" and chance.random() < 0.7)
    return replace(of, identifiers=frozenset(kept))


def _cut(of: Sketch, chance: random.Random) -> Sketch:
    number = chance.choice([1, 3])
    if len(of.surnames) <= number:
        return of
    surnames, given = of.surnames[:number], of.given[:number]
    return replace(of, surnames=surnames, given=given, authors_cut=True)


def _out_of_order(of: Sketch, chance: random.Random) -> Sketch:
    order = chance.sample(range(len(of.surnames)), len(of.surnames))
    return replace(of, surnames=tuple(of.surnames[at] for at in order), given=tuple(of.given[at] for at in order))


def _with_initials(of: Sketch, _: random.Random) -> Sketch:
    return replace(of, given=tuple(name[:1] for name in of.given))


def _a_year_off(of: Sketch, chance: random.Random) -> Sketch:
    return replace(of, year=of.year + chance.choice([-1, 1])) if of.year else of


def _as_preprint(of: Sketch, chance: random.Random) -> Sketch:
    own = Identifier("arxiv", f"{chance.randrange(10**4):04d}.{chance.randrange(10**5):05d}")
    return replace(
        of,
        form=Form.PREPRINT,
        venue=chance.choice([None, "arxiv", "corr"]),
        volume=None,
        issue=None,
        pages=None,
        year=of.year - chance.choice([0, 0, 1, 1, 1, 2]) if of.year else None,
        identifiers=frozenset({own} if chance.random() < 0.5 else ()),
    )


def _mistyped(of: Sketch, chance: random.Random) -> Sketch:
    title = of.title
    if not title or len(title) < 12:
        return of
    for _ in range(chance.choice([1, 1, 2, 3])):
        at = chance.randrange(1, len(title) - 2)
        title = chance.choice(
            [
                title[:at] + title[at + 1 :],
                title[:at] + title[at + 1] + title[at] + title[at + 2 :],
                title[:at] + chance.choice("aeinorst") + title[at:],
            ]
        )
    return replace(of, title=title)


def main() -> None:
    """Writes the model that all sets teach."""
    told = _told(names())
    trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in told.pop("trees"))
    WEIGHTS.write_text(f'{json.dumps(told)[:-1]}, "trees": [\n  {trees}\n]}}\n', encoding="utf-8")
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
