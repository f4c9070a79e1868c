"""TEI files as GROBID writes them. See https://grobid.readthedocs.io/en/latest/training/fulltext/."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from survey.bibliographies.spelt import identifiers_in
from survey.model.errors import SurveyError
from survey.model.identifier import Identifier, identifier
from survey.model.text import line, year
from survey.reading.entry import Entry
from survey.reading.marked_up import Walk, words
from survey.reading.paper import Paper

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NUMBER = re.compile(r"(?:Appendix\s+)?((?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*)\.?\s*(?:[:—–-]\s*)?$", re.I)


def read_tei(content: bytes) -> Paper:
    """The paper in a TEI file; SurveyError where it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SurveyError(f"the TEI file is broken ({line(str(error))})") from error
    bibliography = {element.get(_ID): element for element in root.iter(f"{_TEI}biblStruct") if element.get(_ID)}
    walk = _Text()
    for text in root.iter(f"{_TEI}text"):
        walk.over(text)
        break
    return Paper(walk.manuscript(), lambda key: _entry(key, bibliography.get(key)))


class _Text(Walk):
    """Reads the text; GROBID's divisions stand side by side, and only their numbers tell the levels."""

    _in_appendix = False

    def enter(self, element: Any) -> bool:
        """Whether what `element` holds is to be read."""
        name = element.tag.removeprefix(_TEI)
        if name == "div":
            self._in_appendix = self._in_appendix or element.get("type") in {"annex", "appendix"}
            if element.get("type") == "references":
                self.end_sections()
            return bool(element.get("type") != "references")
        if name == "head" and element.getparent().tag == f"{_TEI}div":
            self._head(element)
            return False
        if name == "ref" and element.get("type") == "bibr":
            # A reference that GROBID could not resolve has no target.
            return not self.cite([element.get("target").removeprefix("#")] if element.get("target") else [])
        if name in {"p", "figure", "item", "row"}:
            self.paragraph()
        return name not in {"listBibl", "note"}

    def leave(self, element: Any) -> None:
        """Notes where a paragraph ends."""
        if element.tag.removeprefix(_TEI) in {"p", "figure", "item", "row"}:
            self.paragraph()

    def _head(self, element: Any) -> None:
        number = (element.get("n") or "").strip().rstrip(".")
        title = words(element)
        level = number.count(".") + 1 if number and _NUMBER.match(number) else 1
        self.begin(level, is_appendix=self._in_appendix)
        self.heading(title)
        self.finish()


def _entry(key: str, element: Any) -> Entry | None:
    if element is None:
        return None
    # An article's title stands apart from that of what it appeared in; a book has only the latter.
    titles = [*element.iterfind(f"{_TEI}analytic/{_TEI}title"), *element.iterfind(f"{_TEI}monogr/{_TEI}title")]
    title = next((said for each in titles if (said := words(each))), None)
    dates = [date.get("when") or words(date) for date in element.iter(f"{_TEI}date")]
    people = element.iterfind(f"{_TEI}analytic/{_TEI}author/{_TEI}persName")
    people = list(people) or list(element.iterfind(f"{_TEI}monogr/{_TEI}author/{_TEI}persName"))
    raw = next((words(note) for note in element.iter(f"{_TEI}note") if note.get("type") == "raw_reference"), None)
    return Entry(
        key=key,
        raw=raw or words(element),
        title=title,
        authors=tuple(name for person in people if (name := " ".join(words(part) for part in person if words(part)))),
        year=next((found for date in dates if (found := year(date))), None),
        identifiers=_identifiers(element),
    )


def _identifiers(element: Any) -> frozenset[Identifier]:
    named = {identifier((each.get("type") or "").lower(), words(each)) for each in element.iter(f"{_TEI}idno")}
    addresses = " ".join(each.get("target") or "" for each in element.iter(f"{_TEI}ptr"))
    known = frozenset(name for name in named if name) | identifiers_in(addresses)
    return frozenset(name for name in known if name.scheme != "url") or known
