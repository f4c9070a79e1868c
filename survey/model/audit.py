"""What may be wrong with papers, and the command that mends it."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from survey.model.claim import BENCHMARK, dataset_name, folded_name
from survey.model.dispute import believed, disputes
from survey.model.record import VenueKind
from survey.model.scale import shares
from survey.model.text import surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.model.view import PaperView, ResultView


class Fault(StrEnum):
    """What sort of thing may be wrong, the gravest first."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published meanwhile"
    PAIR = "may be one"
    GONE = "code gone"
    ARCHIVED = "code archived"
    SCALES = "mixed scales"
    DISPUTED = "values differ"
    NAMELESS = "no identifier"
    YEAR = "no year"
    ABSTRACT = "no abstract"
    STALE = "stale"


class Finding(NamedTuple):
    """One thing that may be wrong."""

    fault: Fault
    papers: tuple[str, ...]
    """The cite keys of the papers it is about."""
    text: str
    mend: str
    """The command that mends it, in which words in capitals are for the user to fill in."""


def findings_of(paper: PaperView) -> Iterator[Finding]:
    """What `paper` alone shows to be wrong."""
    key = paper["key"]
    mine, name = (key,), quote(key)
    if status := paper["status"]:
        yield Finding(Fault(status), mine, f"it was {status}", f"survey rm {name}")
    yield from _code(paper)
    for said in disputes(paper["results"]):
        yield Finding(Fault.DISPUTED, mine, _disputed(said), _set_result(key, said[0]))
    if not paper["identifiers"]:
        yield Finding(
            Fault.NAMELESS, mine, "no identifier is known, so no source can be asked", f"survey set {name} doi=DOI"
        )
    if paper["year"] is None:
        yield Finding(Fault.YEAR, mine, "nobody knows its year", f"survey set {name} year=YEAR")
    if paper["abstract"] is None:
        yield Finding(Fault.ABSTRACT, mine, "nobody knows its abstract", f"survey refresh {name}")


def _code(paper: PaperView) -> Iterator[Finding]:
    code, mend = paper["repositories"], f"survey set {quote(paper['key'])} code=URL"
    shown = next((each for each in code if not each["gone"]), None)
    if shown and shown["archived"]:
        yield Finding(Fault.ARCHIVED, (paper["key"],), f"{shown['url']} is archived", mend)
    elif code and not shown:
        yield Finding(Fault.GONE, (paper["key"],), f"{code[0]['url']} is gone", mend)


def _disputed(said: list[ResultView]) -> str:
    values = " / ".join(f"{result['printed']} ({result['source']})" for result in said)
    return f"{_benchmark(said[0])}: {values}"


def _benchmark(result: ResultView) -> str:
    return f"{result['task']} on {dataset_name(result)}, {result['metric']}"


def _set_result(key: str, result: ResultView) -> str:
    options = "".join(
        f" --{name} {quote(value)}" for name, value in (("model", result["model"]), ("split", result["split"])) if value
    )
    names = " ".join(quote(result[name]) for name in ("task", "dataset", "metric"))
    return f"survey set {quote(key)} result {names} VALUE{options}"


def mixed_scales(papers: Iterable[PaperView]) -> Iterator[Finding]:
    """The values that are shares of one on benchmarks where those of other `papers` are per cent."""
    claims: dict[tuple[str, ...], list[tuple[PaperView, ResultView, float]]] = defaultdict(list)
    for paper in papers:
        for result in believed(paper["results"]):
            if (value := result["value"]) is not None:
                claims[tuple(folded_name(result.get(name) or "") for name in BENCHMARK)].append((paper, result, value))
    for said in claims.values():
        if not shares([(result["printed"], value) for _, result, value in said]):
            continue
        for paper, result, value in said:
            if 0 < value <= 1 and "%" not in result["printed"]:
                text = f"{_benchmark(result)}: {result['printed']} is a share of one, where others are per cent"
                yield Finding(Fault.SCALES, (paper["key"],), text, _set_result(paper["key"], result))


def is_published_as(preprint: PaperView, other: PaperView) -> bool:
    """Whether `other`, of the same title, may be `preprint` as it appeared somewhere: they share an author."""
    if preprint["venue_kind"] != VenueKind.PREPRINT or not other["venue"]:
        return False
    names = [{surname(author) for author in paper["authors"]} for paper in (preprint, other)]
    return other["venue_kind"] != VenueKind.PREPRINT and bool(names[0] & names[1])


def published_as(preprint: PaperView, other: PaperView) -> Finding:
    """That `preprint` may have appeared as `other`."""
    where = " ".join(str(part) for part in (other["venue"], other["year"]) if part)
    keys = preprint["key"], other["key"]
    text = f"a preprint here, and {keys[1]} of the same title appeared in {where}"
    return Finding(Fault.PUBLISHED, keys, text, f"survey same {' '.join(map(quote, keys))}")
