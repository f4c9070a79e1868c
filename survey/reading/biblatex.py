"""The `.bbl` files of biblatex: fields by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.bibliographies.braces import Braces
from survey.bibliographies.plain import plain
from survey.bibliographies.spelt import identifiers_in
from survey.model.text import year
from survey.reading.entry import Entry

_ENTRY = re.compile(r"\\entry\s*\{([^{}]{1,300})\}\s*\{([^{}]{0,60})\}")
_FIELD = re.compile(r"\\(?:field|list)\s*\{(\w+)\}(?:\{\d+\})?\s*(?=\{)")
_NAMES = re.compile(r"\\name\s*\{(author|editor)\}\s*\{\d+\}\s*(?:\{[^{}]*\}\s*)?(?=\{)")
_VERB = re.compile(r"\\verb\s*\{(\w+)\}\s*\\verb\s+(\S+)")
_PART = re.compile(r"\b(family|given|prefix|suffix)=\s*(?=\{)")
_LONGEST = 20_000


def is_biblatex(text: str) -> bool:
    """Whether `text` is a bibliography that biblatex wrote."""
    return "\\endentry" in text and bool(_ENTRY.search(text))


def biblatex_entries(text: str) -> Iterator[Entry]:
    """The entries of a biblatex bibliography."""
    for start in _ENTRY.finditer(text):
        most = start.end() + _LONGEST
        end = text.find("\\endentry", start.end(), most)
        yield _entry(start.group(1), text[start.end() : end if end >= 0 else most])


def _entry(key: str, latex: str) -> Entry:
    braces = Braces(latex)
    fields: dict[str, str] = {}
    for field in _FIELD.finditer(latex):
        if group := braces.group(field.end()):
            fields.setdefault(field.group(1), group.text)
    verbatim = dict(_VERB.findall(latex))
    title, subtitle = plain(fields.get("title", "")), plain(fields.get("subtitle", ""))
    said = [fields.get(name, "") for name in ("journaltitle", "note", "howpublished", "volume", "eprinttype")]
    eprint = f"{fields.get('eprinttype', '')}:{verbatim.get('eprint', '')}"
    return Entry(
        key=key,
        raw=plain(latex.replace("%", " ")),
        title=(f"{title}: {subtitle}" if title and subtitle else title) or None,
        authors=_people(braces, latex),
        year=year(fields.get("year", "")) or year(fields.get("date", "")),
        identifiers=identifiers_in(" ".join([*said, eprint, *verbatim.values()])),
    )


def _people(braces: Braces, latex: str) -> tuple[str, ...]:
    named = next(_NAMES.finditer(latex), None)
    listed = braces.group(named.end()) if named else None
    if not listed:
        return ()
    inner = Braces(listed.text)
    people: list[dict[str, str]] = []
    for part in _PART.finditer(listed.text):
        if part.group(1) == "family" or not people:
            people.append({})
        group = inner.group(part.end())
        people[-1][part.group(1)] = plain(re.sub(r"\\bib\w+", " ", group.text)) if group else ""
    spoken = (
        " ".join(person[name] for name in ("given", "prefix", "family", "suffix") if person.get(name))
        for person in people
    )
    return tuple(name for name in spoken if name)
