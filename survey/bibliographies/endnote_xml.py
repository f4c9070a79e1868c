"""EndNote's XML."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

from survey.bibliographies.draft import Broken, Draft
from survey.bibliographies.people import given_first, people_of_a_database
from survey.model.text import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.bibliographies.draft import Said

_WORDS = {
    "title": "titles/title",
    "journal": "titles/secondary-title",
    "series": "titles/tertiary-title",
    "abstract": "abstract",
    "year": "dates/year",
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
    "publisher": "publisher",
    "place": "pub-location",
    "edition": "edition",
    "language": "language",
    "doi": "electronic-resource-num",
    "url": "urls/related-urls/url",
    "pdf": "urls/pdf-urls/url",
}
_READ = frozenset({
    "titles", "abstract", "dates", "volume", "number", "pages", "publisher", "pub-location", "edition", "language",
    "electronic-resource-num", "urls", "contributors", "keywords", "ref-type", "rec-number", "foreign-keys", "isbn",
    "database", "source-app", "periodical", "notes", "research-notes", "label", "accession-num",
})  # fmt: skip
_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE.*?\]?>\s*)?<(?:xml|records?)\b", re.S)
_DASHES = re.compile(r"\s*[-–—]+\s*")


def is_endnote(text: str) -> bool:
    """Whether an XML text is what EndNote writes."""
    return bool(
        re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE.*?\]?>\s*)?<(?:xml|records?)\b", text[:20_000], re.S)
    ) and ("<record" in text)


def read_endnote_xml(text: str) -> Iterator[Said]:
    """The entries of `text` up to where it is no XML any more. No entity is expanded, and nothing is fetched."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    # Character data that no XML may hold breaks nothing that the eye can see.
    body = BytesIO(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", bare).encode())
    steps = etree.iterparse(
        body, events=("end",), tag="record", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        for _, element in steps:
            yield _draft(element)
            element.clear()
    except etree.XMLSyntaxError as error:
        yield Broken(None, error.lineno or None, f"broken XML ({line(error.msg)}); what follows is not read")


def _draft(record: Any) -> Draft:
    words = {name: _text(record.find(path)) for name, path in _WORDS.items()}
    given = record.find("ref-type")
    kind = given.get("name") or _text(given) if given is not None else ""
    if not words["journal"]:
        words["journal"] = _text(record.find("periodical/full-title"))
    if "journal" not in kind.lower():
        words["booktitle"] = words.pop("journal")
    words["pages"] = _DASHES.sub("-", words["pages"])
    number = _text(record.find("isbn"))
    words |= {"issn" if re.match(r"\d{4}-?\d{3}[\dXx]\b", number) else "isbn": number}
    words |= {"keywords": "; ".join(_all(record, "keywords/keyword"))}
    words |= {"editor": "; ".join(map(given_first, _all(record, "contributors/secondary-authors/author")))}
    words |= {"addresses": " ".join(_all(record, "urls/related-urls/url")[:20])}
    authors = people_of_a_database(_all(record, "contributors/authors/author"))
    words["family_names"] = "; ".join(authors.families)
    return Draft(
        id=_text(record.find("rec-number")) or None,
        line=int(record.sourceline or 0) or None,
        kind=kind or None,
        words=words,
        authors=authors.names,
        authors_cut=authors.are_more,
        tags=tuple(_all(record, "label")),
        notes=(*_all(record, "notes"), *_all(record, "research-notes")),
        fields=tuple(
            (str(part.tag), text)
            for part in record.iterchildren(etree.Element)
            if part.tag not in _READ and (text := _text(part))
        ),
    )


def _beyond(record: Any) -> list[Any]:
    # Comments and entities are children too, without names.
    return [part for part in record.iterchildren(etree.Element) if part.tag not in _READ]


def _text(element: Any | None) -> str:
    """What is written in `element`, whatever its style."""
    return "" if element is None else " ".join("".join(str(part) for part in element.itertext()).split())


def _all(record: Any, path: str) -> list[str]:
    return [text for element in record.iterfind(path) if (text := _text(element))]
