"""Zotero's items, as its JSON and its database hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from survey.bibliographies.dates import month_of
from survey.bibliographies.draft import Draft
from survey.bibliographies.name_parts import unlike
from survey.model.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = {
    "title": ("title", "caseName", "nameOfAct", "subject"),
    "journal": ("publicationTitle", "websiteTitle", "blogTitle"),
    "booktitle": ("proceedingsTitle", "bookTitle", "encyclopediaTitle", "dictionaryTitle"),
    "series": ("series", "seriesTitle"),
    "abstract": ("abstractNote",),
    "date": ("date",),
    "volume": ("volume",),
    "issue": ("issue",),
    "number": ("reportNumber", "number"),
    "pages": ("pages",),
    "publisher": ("publisher", "repository"),
    "institution": ("institution", "university"),
    "place": ("place",),
    "edition": ("edition",),
    "event": ("conferenceName",),
    "language": ("language",),
    "doi": ("DOI",),
    "isbn": ("ISBN",),
    "issn": ("ISSN",),
    "url": ("url",),
}
_AUTHORS = frozenset({"author", "presenter", "inventor", None})
_NO_WORKS = frozenset({"note", "attachment", "annotation"})
_REST = frozenset({"itemType", "creators", "tags", "collections", "notes", "key", "version", "relations", "itemID",
                   "itemKey", "citationKey", "citekey", "uri", "select", "attachments", "seeAlso"})  # fmt: skip
_READ = _REST | {field for fields in _WORDS.values() for field in fields}
_CITE_KEY = re.compile(r"^(?:citation key|bibtex)\s*:\s*(\S+)", re.I | re.M)

Json = Mapping[str, Any]


def zotero_draft(item: Json, line: int | None, collections: Mapping[str, Iterable[str]]) -> Draft | None:
    """What `item` says, under the collections that `collections` gives for its key or number; None for a note."""
    kind = str(item.get("itemType", ""))
    if kind in _NO_WORKS:
        return None
    words = {name: text for name, fields in _WORDS.items() if (text := _first(item, fields))}
    extra = _first(item, ("extra",))
    words["addresses"] = " ".join([words.get("url", ""), _first(item, ("archiveID", "archiveLocation")), extra])
    if pmid := re.search(r"PMID:\s*(\d+)", extra):
        words["pmid"] = pmid.group(1)
    creators = [each for each in _listed(item.get("creators")) if isinstance(each, Mapping)]
    editors = [_name(each) for each in creators if each.get("creatorType") == "editor"]
    date = words.get("date", "")
    words |= {"editor": "; ".join(filter(None, editors)), "year": _year(date), "month": _month(date)}
    own = [each for each in creators if each.get("creatorType") in _AUTHORS and _name(each)]
    words["family_names"] = "; ".join(unlike((_name(each), _family(each)) for each in own))
    if kind == "thesis" and "master" in _first(item, ("thesisType",)).lower():
        kind = "mastersthesis"
    key = _first(item, ("citationKey", "citekey")) or (found.group(1) if (found := _CITE_KEY.search(extra)) else "")
    places = (_first(item, (name,)) for name in ("key", "itemKey", "itemID"))
    return Draft(
        id=key or next(filter(None, places), None) or None,
        line=line,
        kind=kind or None,
        words=words,
        authors=tuple(map(_name, own)),
        tags=(*_tags(item), *_under(item, collections)),
        notes=tuple(_notes(item)),
        fields=tuple((name, _first(item, (name,))) for name in item if name not in _READ and _first(item, (name,))),
    )


def _first(item: Json, names: Iterable[str]) -> str:
    values = (item.get(name) for name in names)
    return next((str(value) for value in values if isinstance(value, str | int) and value != ""), "")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(creator: Json) -> str:
    return _first(creator, ("name",)) or f"{_first(creator, ('firstName',))} {_first(creator, ('lastName',))}".strip()


def _family(creator: Json) -> str:
    """The family name; the whole name of an institution, which has but one."""
    return _first(creator, ("name", "lastName", "firstName"))


def _month(date: str) -> str:
    """The month of `2019-03-04`, `May 2001` or `3 May 2001` by its number; "" where there is none."""
    whole = re.match(r"\d{4}-(\d{2})(?!\d)", date)
    months = map(month_of, [whole.group(1)] if whole else re.findall(r"[A-Za-z]{3,}", date))
    return str(next(filter(None, months), ""))


def _year(date: str) -> str:
    found = re.search(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)", date)
    return found.group(1) if found else ""


def _tags(item: Json) -> list[str]:
    """The tags that the user gave; those that came along from a publisher are of type 1."""
    tags = _listed(item.get("tags"))
    given = [tag.get("tag") if isinstance(tag, Mapping) else tag for tag in tags if not _is_automatic(tag)]
    return [tag.strip() for tag in given if isinstance(tag, str) and tag.strip()]


def _is_automatic(tag: object) -> bool:
    return isinstance(tag, Mapping) and tag.get("type") == 1


def _under(item: Json, collections: Mapping[str, Iterable[str]]) -> list[str]:
    """The names of the collections that hold the item, whichever of the two says so."""
    asked = [*_listed(item.get("collections")), *(item.get(name) for name in ("key", "itemKey", "itemID"))]
    return [name for key in asked if isinstance(key, str | int) for name in collections.get(str(key), ())]


def _notes(item: Json) -> list[str]:
    notes = _listed(item.get("notes"))
    texts = (note.get("note") if isinstance(note, Mapping) else note for note in notes)
    return [text for each in texts if (text := plain(each))]


def collections_of(text: str) -> dict[str, list[str]]:
    """The names of the collections of a Better BibTeX export by their own keys and by the numbers of their items."""
    if '"collections"' not in text or not text.lstrip().startswith("{"):
        return {}
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    named = whole.get("collections") if isinstance(whole, dict) else None
    found: dict[str, list[str]] = {}
    for key, collection in named.items() if isinstance(named, dict) else ():
        name = collection.get("name") if isinstance(collection, dict) else None
        if isinstance(name, str) and name.strip():
            for member in (key, *_listed(collection.get("items"))):
                found.setdefault(str(member), []).append(name.strip())
    return found
