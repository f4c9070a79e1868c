"""What the user writes about a paper: Markdown, with links to other papers as `[[key]]`."""

from __future__ import annotations

import re

TEMPLATE = """\
## Problem

## Idea

## Method

## Results

## Limits

## My questions
"""
"""What an editor opens with, unless the workspace has a template of its own."""

# Controls but for tabs and line breaks, marks that turn the reading direction or hide, and halves of characters.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.S)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_LINK = re.compile(r"\[\[([^\[\]|#\n]+)(?:[|#][^\[\]\n]*)?\]\]")


def note_text(typed: str) -> str | None:
    """`typed` as it is kept: lines and indents stay, what cannot be seen goes; None where it says nothing."""
    lines = (_HIDDEN.sub("", line).rstrip() for line in _BREAK.split(typed))
    return "\n".join(lines).strip("\n") or None


def filled_in(typed: str, opened: str) -> str | None:
    """What the user made of the text that was `opened`: without its comments, and its headings with nothing below."""
    comments = _COMMENT.findall(opened)
    given = {line.strip() for line in opened.splitlines()}
    text = _without(typed, comments)
    if text == _without(opened, comments):
        return None
    lines = text.split("\n")
    kept = [line for place, line in enumerate(lines) if line.strip() not in given or _says_something(lines, place)]
    return note_text(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)))


def _without(text: str, comments: list[str]) -> str:
    for comment in comments:
        text = text.replace(comment, "")
    return note_text(text) or ""


def _says_something(lines: list[str], place: int) -> bool:
    """Whether the line at `place` is no heading, or one with words below it, before the next that is as high."""
    if not (heading := _HEADING.match(lines[place])):
        return True
    for line in lines[place + 1 :]:
        below = _HEADING.match(line)
        if below and len(below.group(1)) <= len(heading.group(1)):
            return False
        if line.strip() and not below:
            return True
    return False


def links_in(text: str) -> list[str]:
    """The papers that `text` names as `[[key]]`, `[[key|as shown]]` or `[[key#part]]`, each once."""
    return list(dict.fromkeys(name.strip() for name in _LINK.findall(text) if name.strip()))
