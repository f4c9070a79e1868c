"""The check for invented words, checked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from survey.model.identifier import Identifier
from survey.model.record import Citations, Record, Repository, Result, Summary, Venue
from tests.sources.truth import Body, invented

BODY = Body(
    json.dumps(
        {
            "title": "Seeing &amp; <i>believing</i>",
            "author": {"given": "Ada", "family": "Example"},
            "date": [2021, 6, 5],
            "doi": "https://doi.org/10.1234/ABC",
            "cited": 7,
            "code": "https://github.com/a/b.git",
        }
    ).encode()
)
TRUE = Record(
    source="demo",
    key="10.1234/abc",
    title="Seeing & believing",
    authors=("Ada Example",),
    year=2021,
    published=date(2021, 6, 5),
    identifiers=frozenset({Identifier("doi", "10.1234/abc")}),
    citations=Citations(7),
    repositories=(Repository(url="https://github.com/a/b"),),
)


def test_what_is_said_in_other_clothes_is_said() -> None:
    assert invented(TRUE, BODY) == []


@pytest.mark.parametrize(
    "lie",
    [
        {"title": "Seeing and believing"},
        {"authors": ("Ada Exemplar",)},
        {"year": 2022},
        {"published": date(2021, 6, 9)},
        {"identifiers": frozenset({Identifier("arxiv", "2401.00001")})},
        {"citations": Citations(8)},
        {"venue": Venue("CVPR")},
        {"abstract": "Words of our own."},
        {"kind": "preprint"},
        {"details": (("pages", "3-4"),)},
        {"summary": Summary("In short.", "demo")},
        {"repositories": (Repository(url="https://github.com/c/d"),)},
        {"results": (Result(task="T", dataset="D", metric="M", model=None, printed="99", value=99.0),)},
    ],
)
def test_what_is_not_said_is_noticed(lie: dict[str, object]) -> None:
    assert len(invented(replace(TRUE, **lie), BODY)) > 0  # type: ignore[arg-type]
