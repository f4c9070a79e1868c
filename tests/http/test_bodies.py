"""What a body says, and what it is called where it says nothing."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.http.bodies import json_list, json_object, json_value, xml_root

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
JSON = st.recursive(
    LEAVES,
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_json_reads_back_as_what_was_written(value: object) -> None:
    assert json_value(json.dumps(value).encode()) == value


@given(st.dictionaries(st.text(max_size=5), JSON, min_size=1, max_size=3), st.data())
def test_json_cut_anywhere_is_never_taken_for_whole(value: dict[str, object], data: st.DataObject) -> None:
    whole = json.dumps(value).encode()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]

    with pytest.raises(ValueError, match=r"cut off after|nothing at all"):
        json_value(cut)


@given(st.binary())
def test_no_bytes_bring_a_reader_down(body: bytes) -> None:
    for read in (json_value, json_object, json_list, xml_root):
        with suppress(ValueError):
            read(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "nothing at all"),
        (b"<!DOCTYPE html><title>Not a bot?</title>", "an HTML page instead of JSON"),
        (b"<feed/>", "XML instead of JSON"),
        (b"Rate exceeded.", "text instead of JSON: 'Rate exceeded.'"),
        (b'{"a": 1', "cut off after 7 bytes"),
        (b'{"a": }', "broken JSON"),
        (b'["\xff"]', "broken JSON"),
        (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_called_by_its_name(body: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        json_value(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b" ", "nothing at all"),
        (b"<html><body/></html>", "an HTML page instead of XML"),
        (b"{}", "JSON instead of XML"),
        (b"<feed><entry>", "cut off after 13 bytes"),
        (b"<feed><entry></ent", "cut off after 18 bytes"),
        (b"<feed>&nbsp;</feed>", "broken XML"),
        (b"<a></b>", "broken XML"),
    ],
)
def test_what_is_no_xml_is_called_by_its_name(body: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        xml_root(body)


def test_xml_is_read_with_its_encoding() -> None:
    assert xml_root('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1")).text == "é"


def test_xml_cannot_reach_for_files_or_grow_by_entities() -> None:
    reaching = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    growing = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    for body in (reaching, growing):
        with pytest.raises(ValueError, match="document type"):
            xml_root(body)


def test_nan_is_a_missing_value() -> None:
    assert json_object(b'{"year": NaN}') == {"year": None}


def test_a_shape_that_was_not_expected_is_named() -> None:
    with pytest.raises(ValueError, match="a list instead of a JSON object"):
        json_object(b"[]")
    with pytest.raises(ValueError, match="null instead of a JSON list"):
        json_list(b"null")
