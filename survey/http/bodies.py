"""What a body says: JSON or XML read safely, and a short reason where it is neither."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from survey.model.text import line


def json_value(body: bytes) -> object:
    """The JSON value in `body`, with None for NaN and infinities; ValueError says in a few words what it is instead."""
    try:
        value: object = json.loads(body, parse_constant=lambda _: None)
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None
    except ValueError as error:
        raise ValueError(_no_json(body.strip(), error)) from None
    return value


def json_object(body: bytes) -> dict[str, object]:
    """The JSON object in `body`; ValueError where it is something else."""
    if not isinstance(value := json_value(body), dict):
        raise ValueError(f"{_kind(value)} instead of a JSON object")
    return value


def json_list(body: bytes) -> list[object]:
    """The JSON list in `body`; ValueError where it is something else."""
    if not isinstance(value := json_value(body), list):
        raise ValueError(f"{_kind(value)} instead of a JSON list")
    return value


def xml_root(body: bytes) -> Any:
    """The root element of the XML in `body`, entities left alone; ValueError where it is something else."""
    text = body.strip()
    if not text.startswith(b"<") or _is_html(text):
        raise ValueError(_instead(text, "XML"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        if not text.endswith(b">") or "Premature end" in str(error):
            raise ValueError(_cut_off(body)) from None
        raise ValueError(f"broken XML ({line(error.msg)})") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError("XML with a document type, which no service sends")
    return root


def _no_json(text: bytes, error: ValueError) -> str:
    if not text.startswith((b"{", b"[")):
        return _instead(text, "JSON")
    at_end = isinstance(error, json.JSONDecodeError) and error.pos >= len(error.doc.rstrip())
    if at_end or not text.endswith((b"}", b"]")):
        return _cut_off(text)
    return f"broken JSON ({error})"


def _instead(text: bytes, expected: str) -> str:
    if not text:
        return "nothing at all"
    if _is_html(text):
        return f"an HTML page instead of {expected}"
    if text.startswith((b"{", b"[")):
        return f"JSON instead of {expected}"
    if text.startswith(b"<"):
        return f"XML instead of {expected}"
    words = " ".join(text[:60].decode(errors="replace").split())
    return f"text instead of {expected}: {words!r}"


def _is_html(text: bytes) -> bool:
    return text[:14].lower().startswith((b"<!doctype html", b"<html"))


def _cut_off(body: bytes) -> str:
    return f"cut off after {len(body):,} bytes"


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", type(None): "null"}
    return names.get(type(value), "a number or truth value")
