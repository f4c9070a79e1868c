"""One Markdown file a paper, as note-taking tools read it: front matter in YAML, then what the user wrote."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from survey.formats.markdown import escape
from survey.model.reading import READING, rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.model.view import PaperView

_OURS = re.compile(r'---\nsurvey: "([0-9a-f]{32})"\n(.*)', re.S)
# What JSON may hold as it is and YAML 1.2 may not (https://yaml.org/spec/1.2.2/#51-character-set), or breaks a line at.
_SPELT = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def note_page(paper: PaperView) -> str:
    """The file of `paper`. Its first field, `survey`, is the digest of what follows it: so it is known as ours."""
    fields = [f"{name}: {_yaml(value)}" for name, value in _fields(paper)]
    rest = "\n".join([*fields, "---", "", *_body(paper)]) + "\n"
    return f'---\nsurvey: "{_digest(rest)}"\n{rest}'


def is_ours(text: str) -> bool:
    """Whether `text` is a file as `note_page` makes them, in which nobody has written since."""
    found = _OURS.fullmatch(text)
    return found is not None and found.group(1) == _digest(found.group(2))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _fields(paper: PaperView) -> Iterator[tuple[str, object]]:
    """What is known; a list is there even where it is empty."""
    names = paper["identifiers"]
    said: dict[str, object] = {
        "key": paper["key"],
        "title": paper["title"],
        "authors": paper["authors"],
        "year": paper["year"],
        "venue": paper["venue"],
        "doi": names.get("doi"),
        "arxiv": names.get("arxiv"),
        "url": paper["links"]["paper"],
        "tags": paper["tags"],
        "reading": paper["details"].get(READING),
        "rating": rating(paper),
    }
    if there := paper.get("survey"):
        said |= {"decision": there["decision"], "reason": there["reason"]}
    return ((name, value) for name, value in said.items() if value is not None)


def _yaml(value: object) -> str:
    """`value` in YAML's flow style, of which JSON is a part."""
    text = json.dumps(value, ensure_ascii=False)
    return _SPELT.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _body(paper: PaperView) -> Iterator[str]:
    yield f"# {escape(paper['title'] or paper['key'])}"
    if summary := paper["summary"]:
        yield from ("", escape(summary["text"]))
    for note in paper["notes"]:
        yield from ("", f"## Note of {note['on']}", "", note["text"])
