"""What the user said of which papers are one, as other catalogs can know it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.catalog.accounts import CURRENT, read_accounts
from survey.model.fold import OF_PAPERS, Said, fold_paper
from survey.model.identifier import Identifier
from survey.model.pointer import Pointer, pointer_to
from survey.model.same_work import Sameness
from survey.model.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from survey.model.fold import Taken
    from survey.model.view import PaperView
    from survey.model.works import Place


class Judged(NamedTuple):
    """What the user said of one paper, as pointers."""

    different: list[str]
    """The papers that are kept apart from it."""
    same: list[str]
    """What was made one with it, as the parts were before."""


def judged(
    catalog: sqlite3.Connection, leaving: Callable[[], Collection[str]], shown: Callable[[PaperView], PaperView]
) -> dict[str, Judged]:
    """What the user said, by the cite keys of papers, each of which leaves as it is `shown`.

    A paper is called by its cite key alone where that is among those `leaving`, of which is only asked where papers
    are kept apart; else by all that others know it by.
    """
    told: dict[str, Judged] = defaultdict(lambda: Judged([], []))
    pairs = _standing(catalog)
    apart = {frozenset({one, other}) for one, other, verdict in pairs if verdict == Sameness.DIFFERENT and one != other}
    views = {paper: _view(catalog, paper) for pair in apart for paper in pair}
    keys = {*leaving()} if apart else set()
    for one, other in (order for pair in apart for order in permutations(pair)):
        key = views[other]["key"]
        pointer = Pointer(key) if key in keys else pointer_to(views[other])
        told[views[one]["key"]].different.append(str(pointer))
    for paper in {one for one, other, verdict in pairs if verdict == Sameness.SAME and one == other}:
        view = _view(catalog, paper)
        told[view["key"]].same.extend(map(str, _parts(catalog, paper, shown(view))))
    return {key: Judged(sorted({*said.different}), sorted({*said.same})) for key, said in told.items() if any(said)}


def kept_apart(catalog: sqlite3.Connection, paper: int) -> set[int]:
    """The papers that the user keeps apart from `paper`."""
    said = judgements_on(catalog, [paper])
    return {each for one, other, verdict in said if verdict == Sameness.DIFFERENT for each in (one, other)} - {paper}


# A judgement names papers as they were when it was made: each of them may stand in another since.
_JUDGED = """
WITH mine (uid, paper) AS (
    SELECT uid, id FROM paper WHERE id IN (SELECT value FROM json_each(:papers))
    UNION ALL SELECT uid, merged_into FROM paper WHERE merged_into IN (SELECT value FROM json_each(:papers))
)
SELECT mine.paper, coalesce(p.merged_into, p.id), verdict
FROM mine JOIN judgement ON first = mine.uid JOIN paper p ON p.uid = second
UNION SELECT coalesce(p.merged_into, p.id), mine.paper, verdict
FROM mine JOIN judgement ON second = mine.uid JOIN paper p ON p.uid = first
"""


def judgements_on(catalog: sqlite3.Connection, papers: Sequence[int]) -> list[tuple[int, int, str]]:
    """Every judgement on one of `papers`, by the papers that stand for those judged."""
    return catalog.execute(_JUDGED, {"papers": json.dumps(papers)}).fetchall()


def _standing(catalog: sqlite3.Connection) -> list[tuple[int, int, str]]:
    """Every judgement, by the papers that stand for those judged."""
    return catalog.execute(
        "SELECT coalesce(a.merged_into, a.id), coalesce(b.merged_into, b.id), verdict FROM judgement "
        "JOIN paper a ON a.uid = first JOIN paper b ON b.uid = second"
    ).fetchall()


def _view(catalog: sqlite3.Connection, paper: int) -> PaperView:
    view: PaperView = json.loads(catalog.execute("SELECT view FROM paper WHERE id = ?", (paper,)).fetchone()[0])
    return view


def _parts(catalog: sqlite3.Connection, paper: int, view: PaperView) -> Iterator[Pointer]:
    """What the user made one as `paper`, each part as it was.

    The paper that the others came into is one of them as soon as the `view` that leaves shows another title, or none of
    its identifiers.
    """
    kept = read_accounts(catalog.execute(CURRENT, (json.dumps([paper]),)))
    said = {place: account.taken for place, account in kept.items() if place[0] not in OF_PAPERS}
    aliases = {key for (key,) in catalog.execute("SELECT cite_key FROM alias WHERE paper_id = ?", (paper,))}
    merged = list(_merged(catalog, paper))
    free = aliases - {own_key(aliases, places) for _, places in merged}
    for key, places in merged:
        part = [said.pop(place) for place in sorted(places) if place in said]
        if part:
            yield _pointer(part, own_key(aliases, places) or (key if key in free else None))
            free.discard(key)
    if said and not _tells(view, whole := _pointer(said.values(), None)):
        yield whole


def _tells(view: PaperView, part: Pointer) -> bool:
    """Whether whoever reads `view` knows `part` by it."""
    named = {Identifier(*name) for name in view["identifiers"].items()}
    is_named = not part.identifiers or bool(part.identifiers & named)
    return is_named and fold(part.title or "") == fold(view["title"] or "")


def _pointer(said: Iterable[Taken], key: str | None) -> Pointer:
    return pointer_to(fold_paper(list(said), Said(key="")), key)


_MERGES = """
SELECT steps FROM change WHERE undone_at IS NULL AND (what LIKE 'same %' OR what LIKE 'add %')
AND instr(steps, '"merged_into"') ORDER BY id
"""


def _merged(catalog: sqlite3.Connection, paper: int) -> Iterator[tuple[str, set[Place]]]:
    """The papers that the user made parts of `paper`: the cite key of each, and the accounts it had, first to last."""
    parts = {part for (part,) in catalog.execute("SELECT id FROM paper WHERE merged_into = ?", (paper,))}
    for (written,) in catalog.execute(_MERGES) if parts else ():
        for merge in merges_in(json.loads(written)):
            _, key, before, _ = merge[-1]
            if key["id"] in parts:
                yield before["cite_key"], _places(catalog, merge, key["id"])


def merges_in(steps: Iterable[Any]) -> Iterator[list[Any]]:
    """The merges that the steps of a change made, each as its own steps; its last made the one paper a part."""
    merge: list[Any] = []
    for step in steps:
        merge.append(step)
        name, _, _, after = step
        # A paper that stood has lost its cite key then, too.
        if name == "paper" and after and after.get("merged_into") and "cite_key" in after:
            yield merge
            merge = []


def _places(catalog: sqlite3.Connection, steps: Iterable[Any], gone: int) -> set[Place]:
    moved = [
        key["id"] for name, key, before, _ in steps if name == "record" and before and before.get("paper_id") == gone
    ]
    at = "SELECT source, key FROM record WHERE id IN (SELECT value FROM json_each(?))"
    return {(source, key) for source, key in catalog.execute(at, (json.dumps(moved),))}


_NAMED = re.compile(r"#([^#~]+)~[0-9a-f]+(?:#\d+)?$")


def own_key(aliases: Collection[str], places: Collection[Place]) -> str | None:
    """The cite key that an entry of a file, whose account is at one of `places`, had there, if it is of `aliases`."""
    found = (_NAMED.search(key) for _, key in sorted(places))
    return next((entry[1] for entry in found if entry and entry[1] in aliases), None)
