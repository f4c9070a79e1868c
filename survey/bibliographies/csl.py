"""CSL-JSON, the JSON of Zotero's own shape, and what `survey` itself writes."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from survey.bibliographies.draft import Broken, Draft
from survey.bibliographies.json_values import objects
from survey.bibliographies.name_parts import unlike
from survey.bibliographies.own import as_own_draft, is_own
from survey.bibliographies.people import without_others
from survey.bibliographies.spelt import named_in_note
from survey.bibliographies.zotero_items import collections_of, zotero_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from survey.bibliographies.draft import Said

_WORDS = {
    "title": "title",
    "container-title": "journal",
    "collection-title": "series",
    "abstract": "abstract",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "page": "pages",
    "publisher": "publisher",
    "publisher-place": "place",
    "edition": "edition",
    "event-title": "event",
    "event": "event",
    "language": "language",
    "keyword": "keywords",
    "chapter-number": "chapter",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
}
# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types: an article in no periodical.
_KINDS = {"article": "preprint"}
_IN_BOOKS = frozenset({"chapter", "paper-conference", "entry", "entry-encyclopedia", "entry-dictionary"})
_AT_SCHOOLS = frozenset({"thesis", "mastersthesis", "report"})
_REST = frozenset(
    {"id", "type", "author", "editor", "issued", "note", "citation-key", "citation-label", "annote", "categories"}
)
_KEPT = _REST | _WORDS.keys()
_MARKED = frozenset({"title", "container-title", "abstract"})

# What CSL allows in a title, and what publishers put there besides; anything else in angle brackets is text.
_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sc|sub|sup|span|p|br|title|sec|inline-formula|jats:[\w-]+|mml:\w+)\b[^<>]*>", re.I
)

Json = dict[str, Any]


def read_json(text: str) -> Iterator[Said]:
    """The works of `text`, each in whichever of the three shapes it is."""
    collections = collections_of(text)
    for each in objects(text):
        if isinstance(each, Broken):
            yield each
        elif not isinstance(each.value, dict):
            yield Broken(None, each.line, "this is no object")
        elif is_own(each.value):
            yield as_own_draft(each.value, each.line)
        elif "itemType" in (item := _bare(each.value)):
            if draft := zotero_draft(item, each.line, collections):
                yield draft
        else:
            yield _draft(item, each.line)


def _bare(value: Json) -> Json:
    """An item of Zotero's web service without what is wrapped around it."""
    inner = value.get("data")
    return {"key": value.get("key"), **inner} if isinstance(inner, dict) and "itemType" in inner else value


def _draft(item: Json, line: int | None) -> Draft:
    words = {
        name: _text(item.get(field), is_marked=field in _MARKED) for field, name in _WORDS.items() if field in item
    }
    kind = _KINDS.get(_text(item.get("type")), _text(item.get("type")))
    if kind == "thesis" and "master" in _text(item.get("genre")).lower():
        kind = "mastersthesis"
    if kind in _AT_SCHOOLS and "publisher" in words:
        words["institution"] = words.pop("publisher")
    if kind in _IN_BOOKS and "journal" in words:
        words["booktitle"] = words.pop("journal")
    editors = [name for person in _people(item, "editor") if (name := _name(person))]
    words |= {**_issued(item.get("issued")), "editor": "; ".join(editors)}
    note = _text(item.get("note"))
    # Zotero has the number of a preprint, `arXiv:1706.03762`, under that name.
    words["addresses"] = f"{words.get('url', '')} {named_in_note(words.get('number', ''))} {named_in_note(note)}"
    named, are_more = without_others((_name(person), _family(person)) for person in _people(item, "author"))
    words["family_names"] = "; ".join(unlike(named))
    item, judged = _without_judged(item)
    return Draft(
        id=_text(item.get("citation-key")) or _text(item.get("id")) or None,
        line=line,
        kind=kind or None,
        words={name: text for name, text in words.items() if text},
        authors=tuple(name for name, _ in named),
        authors_cut=are_more,
        tags=tuple(tag for each in _listed(item.get("categories")) if (tag := _text(each))),
        notes=tuple(re.split(r"\n\s*\n", _text(item.get("annote")) or note)),
        fields=tuple(
            (name, _written(value))
            for name, value in item.items()
            if (name not in _REST and name not in _WORDS) or (name == "issued" and not _is_one_day(value))
        ),
        different=judged["survey-different"],
        same=judged["survey-same"],
    )


def _without_judged(item: Json) -> tuple[Json, dict[str, tuple[str, ...]]]:
    """`item` less what a user of `survey` decided, and that."""
    custom = item.get("custom")
    names = ("survey-different", "survey-same")
    if not isinstance(custom, dict) or not {*names} & custom.keys():
        return item, dict.fromkeys(names, ())
    judged = {name: tuple(filter(None, map(_text, _listed(custom.get(name))))) for name in names}
    rest = {name: value for name, value in custom.items() if name not in names}
    return {name: value for name, value in item.items() if name != "custom"} | (
        {"custom": rest} if rest else {}
    ), judged


def _text(value: object, *, is_marked: bool = False) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if is_marked and isinstance(value, str) and ("<" in value or "&" in value):
        return html.unescape(_MARKUP.sub("", value))
    return str(value)


def _people(item: Mapping[str, object], role: str) -> list[Json]:
    return [person for person in _listed(item.get(role)) if isinstance(person, dict)]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def _name(person: Json) -> str:
    if literal := _text(person.get("literal")):
        return literal
    return " ".join(text for part in _PARTS if (text := _text(person.get(part))))


def _family(person: Json) -> str:
    parts = (_text(person.get(part)) for part in ("dropping-particle", "non-dropping-particle", "family"))
    return _text(person.get("literal")) or " ".join(filter(None, parts))


def _issued(issued: object) -> dict[str, str]:
    """Year, month and day as far as `issued` says them."""
    if not isinstance(issued, dict):
        return {}
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    said = dict(zip(("year", "month", "day"), filter(None, map(_text, first)), strict=False))
    return said or {"date": _text(issued.get("raw")) or _text(issued.get("literal"))}


def _is_one_day(issued: object) -> bool:
    """Whether `issued` is no range, season or estimate, but a day, a month or a year."""
    if not isinstance(issued, dict):
        return not issued
    return {*issued} <= {"date-parts"} and len(_listed(issued.get("date-parts"))) <= 1


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
