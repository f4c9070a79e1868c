"""BibTeX and BibLaTeX files, taken apart by bibtexparser, each entry on its own."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from survey.bibliographies.bibtex_fields import as_draft
from survey.bibliographies.bibtex_values import MACROS, Value
from survey.bibliographies.draft import Broken, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from survey.bibliographies.draft import Said

# What it could not read it tells twice: in its log, and as a value.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

BEGINS = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.M)
_BIBLATEX = re.compile(r"^\s*(?:journaltitle|date|eprinttype|eprintclass|location|langid)\s*=", re.M | re.I)
_NO_WORKS = frozenset({"comment", "control", "ieeetranbstctl", "xdata", "bibnote", "set", "string", "preamble"})
# What a work shares with the whole that it stands in, and what it does not.
_OWN = frozenset({
    "ids", "crossref", "xref", "xdata", "entryset", "doi", "eprint", "url", "pmid", "abstract", "file", "pages", "note",
    "annote", "annotation", "keywords", "groups", "author", "subtitle", "shorttitle", "timestamp", "owner", "biburl",
})  # fmt: skip
_LISTED = frozenset({"keywords", "keyword", "groups", "mendeley-tags"})
"""Fields that some publishers repeat, one word each."""
_COMMENTED = re.compile(r"\s*(?:[%#]|//)")
_MOST_PARENTS = 20

Fields = dict[str, str]


def is_biblatex(text: str) -> bool:
    """Whether a BibTeX file uses fields that only BibLaTeX knows."""
    return bool(_BIBLATEX.search(text))


def read_bibtex(text: str) -> Iterator[Said]:
    """The entries of `text`, those without macros expanded, and what each inherits from others filled in."""
    blocks = [_first_of_two(block) for block in parse_string(text, parse_stack=[]).blocks]
    macros = _macros(blocks)
    lines = text.split("\n")
    entries = [(block, *_fields(block, macros)) for block in blocks if isinstance(block, model.Entry)]
    known = {entry.key: fields for entry, fields, _ in reversed(entries)}
    for block in blocks:
        if isinstance(block, model.ParsingFailedBlock):
            yield Broken(_key_of(block.raw or ""), _line(block), _why(block))
    for entry, fields, odd in entries:
        if _COMMENTED.match(lines[_line(entry) - 1]):
            yield Remark(_line(entry), f"the entry {entry.key} is commented out, and left out")
        elif entry.entry_type.lower() not in _NO_WORKS:
            yield from (Remark(_line(entry), text) for text in odd)
            yield as_draft(entry.entry_type, entry.key, _line(entry), _inherited(fields, known, {entry.key}))


def _first_of_two(block: Any) -> Any:
    """The block itself: bibtexparser wraps one whose key, or one of whose fields, comes twice."""
    is_wrapped = isinstance(block, model.DuplicateFieldKeyBlock | model.DuplicateBlockKeyBlock)
    return _first_of_two(block.ignore_error_block) if is_wrapped else block


def _line(block: Any) -> int:
    return int(block.start_line or 0) + 1


def _macros(blocks: list[Any]) -> Mapping[str, str]:
    macros = dict(MACROS)
    for block in blocks:
        if isinstance(block, model.String):
            # One macro may be made of those before it: grown without end, they would fill any memory.
            macros[block.key.lower()] = Value(block.value, macros).text[:10_000]
    return macros


def _fields(entry: model.Entry, macros: Mapping[str, str]) -> tuple[Fields, list[str]]:
    """The fields of `entry` by their names in lower case, the first where one comes twice, and what is odd."""
    fields: Fields = {}
    odd: list[str] = []
    for field in entry.fields:
        value = Value(field.value, macros)
        for name, text in ((field.key.lower(), value.text), *((name.lower(), text) for name, text in value.fields)):
            if name in _LISTED and name in fields:
                fields[name] += f"; {text}"
            elif fields.setdefault(name, text) != text:
                odd.append(f"the entry {entry.key} has two fields {name}; the first counts")
        if value.fields:
            odd.append(f"the entry {entry.key} lacks a comma after {field.key}")
        if not value.is_whole:
            odd.append(f"the entry {entry.key} has text behind the value of {field.key}, which is left out")
    return fields, odd


def _inherited(fields: Fields, known: Mapping[str, Fields], seen: set[str]) -> Fields:
    """`fields` with what the entries named under `crossref` and `xdata`, other than those `seen`, say beyond them."""
    if "crossref" not in fields and "xdata" not in fields:
        return fields
    named = [("crossref", fields.get("crossref", "")), *(("xdata", key) for key in fields.get("xdata", "").split(","))]
    for how, key in ((how, name.strip()) for how, name in named):
        if key and key in known and key not in seen and len(seen) < _MOST_PARENTS:
            seen.add(key)
            whole = _inherited(known[key], known, seen)
            fields = (_handed_down(whole) if how == "crossref" else whole) | fields
    # What is shared in this way is no work: it does not leave with those that say all of it now.
    is_told = all(name.strip() in known for name in fields.get("xdata", "").split(","))
    return {name: value for name, value in fields.items() if name != "xdata" or not is_told}


def _handed_down(whole: Fields) -> Fields:
    """What the entry of a book or proceedings says of a work in it: its title is where that appeared."""
    shared = {name: value for name, value in whole.items() if name not in _OWN and name != "title"}
    return ({"booktitle": whole["title"]} if "title" in whole else {}) | shared


def _key_of(raw: str) -> str | None:
    found = re.match(r"@\s*\w+\s*[{(]\s*([^\s,{}()]{1,200})\s*,", raw)
    return found.group(1) if found else None


def _why(block: model.ParsingFailedBlock) -> str:
    """What bibtexparser says against an entry, in the words of a person who looks for it."""
    said = str(getattr(block.error, "abort_reason", ""))
    if "end of file" in said:
        return "the entry is not closed before the file ends"
    if "Unexpected block start" in said:
        return "the entry is not closed before the next begins: a brace or a quote is missing"
    if "Expected comma after entry key" in said:
        return "no comma follows the key of the entry"
    if "Expected a `=`" in said:
        return "a field has no value"
    return "the entry breaks off: braces, quotes or commas do not match"
