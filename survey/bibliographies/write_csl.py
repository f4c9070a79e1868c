"""Papers as CSL-JSON, from which citation processors and reference managers write references."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

from survey.bibliographies import said
from survey.bibliographies.beyond import fields_beyond
from survey.bibliographies.dates import when
from survey.bibliographies.said import plain_line
from survey.bibliographies.works import MASTER, PHD, WHOLES, printed_venue, work_of
from survey.model.identifier import Identifier, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.bibliographies.name_parts import Parts
    from survey.model.view import PaperView

Item = dict[str, Any]

OTHERS = "others"
"""What stands last where a list of authors breaks off: CSL has no word for it, Pandoc and Better BibTeX have this."""

_DETAILS = {
    "volume": "volume", "issue": "issue", "pages": "page", "publisher": "publisher", "place": "publisher-place",
    "edition": "edition", "event": "event-title", "language": "language", "keywords": "keyword",
    "chapter": "chapter-number", "isbn": "ISBN", "issn": "ISSN",
}  # fmt: skip
_THESES = {PHD: "PhD thesis", MASTER: "Master's thesis"}


class CslJson:
    """A list of CSL items: https://github.com/citation-style-language/schema (csl-data.json)."""

    name: ClassVar[str] = "csl-json"
    extensions: ClassVar[tuple[str, ...]] = ()

    def pieces(self, papers: Iterable[PaperView]) -> Iterator[str]:
        """The file in pieces, one a paper."""
        yield "["
        for number, view in enumerate(papers):
            item = csl_item(view)
            beyond = fields_beyond(view["details"], "csl")
            more = {name: _parsed(text) for name, text in beyond if name not in item or _says_more(item, name, text)}
            written = item | more
            if judged := _judged(view):
                custom = written.get("custom")
                written["custom"] = (custom if isinstance(custom, dict) else {}) | judged
            yield ("," if number else "") + "\n" + json.dumps(written, ensure_ascii=False)
        yield "\n]\n"


def csl_item(view: PaperView) -> Item:
    """One paper as a CSL item."""
    details, work = view["details"], work_of(view)
    venue = _marked(printed_venue(view))
    series = plain_line(details.get("series")) or (venue if work in WHOLES else "")
    names = view["identifiers"]
    item: Item = {
        "id": view["key"],
        "type": work.csl,
        "title": _marked(view["title"]),
        "author": [*map(_person, said.people(view)), *([{"literal": OTHERS}] if said.are_more(view) else [])],
        "editor": [_person(parts) for parts in said.editors(view)],
        "issued": _issued(view),
        "container-title": "" if work in WHOLES else venue,
        "collection-title": series,
        "genre": _THESES.get(work, ""),
        **{field: plain_line(details.get(detail)) for detail, field in _DETAILS.items()},
        "number": plain_line(details.get("number") or details.get("article_number")),
        "DOI": names.get("doi"),
        "PMID": names.get("pmid"),
        "PMCID": f"PMC{names['pmcid']}" if "pmcid" in names else None,
        "URL": "" if _is_doi(view) else plain_line(said.link_of(view)),
        "abstract": _marked(view["abstract"]),
        "categories": said.tags(view),
        "note": "\n\n".join(said.remarks(view)),
    }
    item["publisher"] = item["publisher"] or plain_line(details.get("institution"))
    return {name: value for name, value in item.items() if value}


def _says_more(item: Item, name: str, text: str) -> bool:
    """Whether the `text` that an item had under `name` is a range, a season or an estimate in the year of `item`."""
    return name == "issued" and bool(item["issued"]) and str(item["issued"]["date-parts"][0][0]) in text


def _judged(view: PaperView) -> Item:
    """What the user decided, where CSL leaves room for what it does not know."""
    judged = {"survey-different": view.get("different"), "survey-same": view.get("same")}
    return {name: pointers for name, pointers in judged.items() if pointers}


def _is_doi(view: PaperView) -> bool:
    """Whether the address of a paper says no more than its DOI."""
    doi = view["identifiers"].get("doi")
    return bool(doi) and view["links"]["paper"] == page(Identifier("doi", doi or ""))


_TAG = re.compile(r"<[A-Za-z/!]")


def _marked(text: str | None) -> str:
    """`text` where readers look for markup: what looks like it is text all the same."""
    line = plain_line(text)
    looks_marked = html.unescape(line) != line or _TAG.search(line)
    return line.replace("&", "&amp;").replace("<", "&lt;") if looks_marked else line


def _person(parts: Parts) -> Item:
    if not parts.given:
        return {"literal": parts.spoken} if " " in parts.spoken else {"family": parts.family}
    named = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {name: value for name, value in named.items() if value}


def _issued(view: PaperView) -> Item:
    date = [part for part in when(view) if part]
    return {"date-parts": [date]} if date else {}


def _parsed(text: str) -> Any:
    """A field that an imported item had: text, or the list or object that it was."""
    try:
        return json.loads(text) if text[:1] in {"[", "{"} else text
    except (ValueError, RecursionError):
        return text
