"""One Markdown file a paper: front matter that is YAML, a body that is Markdown, and a mark of whose it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from survey.formats.note_file import is_ours, note_page
from survey.model.fold import Said, fold_paper
from tests.model.making import record, records, taken


def page(said: Said | None = None, **told: Any) -> str:
    """The file of a paper of which one account says this."""
    return note_page(fold_paper(taken(record("crossref", **told)), said or Said(key="moreau2021sparse")))


def fields(text: str) -> dict[str, Any]:
    """The front matter. Each value is JSON, and so YAML, on a line of its own."""
    opening, matter, _ = text.split("---\n", 2)
    assert opening == ""
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in matter.splitlines())}


def test_what_was_decided_in_a_survey_stands_in_the_front_matter() -> None:
    view = fold_paper(taken(record(title="Lanterns")), Said(key="k"))
    view["survey"] = {
        "name": "lamps", "added": "2026-11-20", "decision": "exclude", "stage": "title", "reason": "no lamps",
        "decided": "2026-11-21", "stages": [], "tags": [], "notes": [],
    }  # fmt: skip

    found = fields(note_page(view))

    assert (found["decision"], found["reason"]) == ("exclude", "no lamps")


def test_front_matter_holds_what_note_taking_tools_look_for() -> None:
    said = Said(key="moreau2021sparse", tags=("fog", "sea"), notes=(("bright\n\n- so", "2026-11-20"),))
    told = {
        "title": 'Lanterns: a "survey" #1', "authors": "Ada Moreau; Bo Diaz", "year": 2021, "venue": "CVPR",
        "ids": ["arxiv:2001.00001", "doi:10.1234/y"], "details": (("rating", "4"), ("reading", "read")),
    }  # fmt: skip

    text = page(said, **told)

    found = fields(text)
    assert len(found.pop("survey")) == 32
    assert found == {
        "key": "moreau2021sparse", "title": 'Lanterns: a "survey" #1', "authors": ["Ada Moreau", "Bo Diaz"],
        "year": 2021, "venue": "CVPR", "doi": "10.1234/y", "arxiv": "2001.00001",
        "url": "https://arxiv.org/abs/2001.00001", "tags": ["fog", "sea"], "reading": "read", "rating": 4,
    }  # fmt: skip
    assert text.endswith('# Lanterns: a "survey" \\#1\n\n## Note of 2026-11-20\n\nbright\n\n- so\n')


def test_what_is_not_known_is_left_out() -> None:
    assert fields(page()).keys() == {"survey", "key", "authors", "tags"}


def test_a_file_is_ours_until_somebody_writes_in_it() -> None:
    text = page(title="Lanterns")

    assert is_ours(text)
    assert not is_ours(text + "mine")
    assert not is_ours(text.replace("Lanterns", "Beams"))


@pytest.mark.parametrize("text", ["", "# Mine\n", "---\ntitle: x\n---\n", '---\nsurvey: "0"\n---\n'])
def test_what_we_did_not_write_is_not_ours(text: str) -> None:
    assert not is_ours(text)


@given(records)
def test_whatever_a_paper_is_called_the_front_matter_can_be_read(one: Any) -> None:
    paper = fold_paper(taken(one), Said(key="x"))

    text = note_page(paper)

    assert is_ours(text)
    assert fields(text).get("title") == paper["title"]
