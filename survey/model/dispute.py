"""What of one paper's results to believe where sources differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.model.claim import Claim, claim, folded_name
from survey.model.fold import trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.model.view import ResultView


def believed(results: Iterable[ResultView]) -> list[ResultView]:
    """Of each claim among one paper's `results` what the most trusted source says, in the order given."""
    listed = list(results)
    if len(listed) < 2:
        return listed
    best = {of: said[0]["source"] for of, said in _by_claim(listed).items()}
    return [result for result in listed if result["source"] == best[claim(result)]]


def disputes(results: Iterable[ResultView]) -> list[list[ResultView]]:
    """The claims among one paper's `results` of which a source gives a value that the most trusted one does not.

    Each with all its values, those of the most trusted source first.
    """
    return [said for said in _by_claim(results).values() if _is_disputed(said)]


def _by_claim(results: Iterable[ResultView]) -> dict[Claim, list[ResultView]]:
    claims: dict[Claim, list[ResultView]] = {}
    for result in results:
        claims.setdefault(claim(result), []).append(result)
    return {of: sorted(said, key=lambda each: trust("results", each["source"])) for of, said in claims.items()}


def _is_disputed(said: list[ResultView]) -> bool:
    trusted = {_value(each) for each in said if each["source"] == said[0]["source"]}
    return any(_value(each) not in trusted for each in said)


def _value(result: ResultView) -> float | str:
    return folded_name(result["printed"]) if result["value"] is None else result["value"]
