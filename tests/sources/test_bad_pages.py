"""What a service of proceedings sends in place of its list ends in one clear line, never in an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.model.errors import SourceError
from survey.model.record import Query
from survey.sources.acl import Acl
from survey.sources.cvf import Cvf
from survey.sources.dblp import Dblp
from survey.sources.neurips import Neurips
from survey.sources.openreview import OpenReview, OpenReviewBefore
from survey.sources.pmlr import Pmlr
from tests.sources.conftest import Said, Wire

if TYPE_CHECKING:
    from survey.sources.proceedings import Proceedings
    from tests.sources.contract import Ask

QUESTIONS: dict[type[Proceedings], Query] = {
    Acl: Query(text="", venue="ACL", since=2022, until=2022),
    Cvf: Query(text="", venue="CVPR", since=2021, until=2021),
    Dblp: Query(text="", venue="ACL", since=2022, until=2022),
    Neurips: Query(text="", venue="NeurIPS", since=2020, until=2020),
    OpenReview: Query(text="", venue="ICLR", since=2024, until=2024),
    OpenReviewBefore: Query(text="", venue="ICLR", since=2020, until=2020),
    Pmlr: Query(text="", venue="ICML", since=2020, until=2020),
}
BODIES = {
    "a login page": b"<!DOCTYPE html><html><head><title>Log in</title></head><body><form>Log in</form></body></html>",
    "a wall": b"<!DOCTYPE html><html><head><title>Making sure you&#39;re not a bot!</title></head><body></body></html>",
    "another design": b"<html><body><div class='card'><a href='/new/paper/1'>A Paper</a></div></body></html>",
    "an XML that breaks off": b'<?xml version="1.0"?><collection id="2022.acl"><volume id="1"><paper id="1"><ti',
    "a page that breaks off": b"<html><body><dl><dt class='ptitle'><a href='/content/CVPR2021/ht",
    "a JSON that breaks off": b'{"notes": [{"id": "Abc", "content"',
    "another XML": b'<?xml version="1.0"?><rss><channel/></rss>',
    "an error in JSON": b'{"message": "Too busy"}',
    "nothing": b"",
    "text": b"Service temporarily unavailable",
}


@pytest.mark.parametrize("source", QUESTIONS, ids=lambda source: source.name)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_what_is_no_list_ends_in_one_clear_line(wire: Wire, ask: Ask, source: type[Proceedings], body: bytes) -> None:
    wire.answer = lambda asked: Said(body)

    with pytest.raises(SourceError) as caught:
        list(ask(source).search(QUESTIONS[source]))

    assert caught.value.message.startswith(source.name)
    assert "\n" not in f"{caught.value.message}{caught.value.hint or ''}"
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("source", [OpenReview, OpenReviewBefore])
def test_each_interface_of_openreview_refuses_in_its_own_name(wire: Wire, ask: Ask, source: type[OpenReview]) -> None:
    wire.answer = lambda asked: Said(b'{"name": "ChallengeRequiredError", "status": 403}', 403)

    with pytest.raises(SourceError, match=f"^{source.name}: "):
        list(ask(source).search(QUESTIONS[source]))


def test_the_wall_of_dblp_names_the_dump_as_a_way_round(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(BODIES["a wall"], 500)

    with pytest.raises(SourceError) as caught:
        list(ask(Dblp).search(QUESTIONS[Dblp]))

    assert "survey import dblp" in (caught.value.hint or "")
