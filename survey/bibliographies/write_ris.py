"""Papers as RIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from survey.bibliographies import said
from survey.bibliographies.beyond import fields_beyond
from survey.bibliographies.dates import when
from survey.bibliographies.said import plain_line
from survey.bibliographies.works import WHOLES, printed_venue, work_of
from survey.model.identifier import Identifier, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.bibliographies.name_parts import Parts
    from survey.model.view import PaperView

_DETAILS = {
    "volume": "VL", "issue": "IS", "number": "M1", "article_number": "C7", "publisher": "PB", "place": "CY",
    "edition": "ET", "isbn": "SN", "issn": "SN", "language": "LA",
}  # fmt: skip
_RANK = {
    tag: place
    for place, tag in enumerate(
        "ID TI AU A2 T2 T3 PY DA VL IS M1 C7 PB CY ET SN LA SP EP DO UR L1 AB KW LB N1 U1".split()  # noqa: SIM905
    )
}
"""The order of the lines; what else an imported entry had comes behind."""
_PEOPLE = frozenset({"AU", "A2"})
_TAG = 2
"""Letters of a tag."""
_NAMED = ("doi", "arxiv", "acl", "openreview", "pmid", "pmcid", "dblp", "openalex", "s2")


class Ris:
    """Entries that every reference manager reads."""

    name: ClassVar[str] = "ris"
    extensions: ClassVar[tuple[str, ...]] = (".ris",)

    def pieces(self, papers: Iterable[PaperView]) -> Iterator[str]:
        """The file in pieces, one a paper."""
        for view in papers:
            lines = [(tag, text) for tag, text in _lines(view) if text]
            beyond = ((tag, plain_line(text)) for tag, text in fields_beyond(view["details"], self.name))
            lines += [(tag, text) for tag, text in beyond if text and len(tag) == _TAG]
            # Two authors may have one name; anything else is said once.
            named = [line for number, line in enumerate(lines) if line[0] in _PEOPLE or line not in lines[:number]]
            order = sorted(named, key=lambda line: _RANK.get(line[0], len(_RANK)))
            body = "".join(f"{tag}  - {text}\n" for tag, text in order)
            yield f"TY  - {work_of(view).ris}\n{body}ER  - \n\n"


def _lines(view: PaperView) -> Iterator[tuple[str, str]]:
    details, work = view["details"], work_of(view)
    yield "ID", view["key"]
    yield "TI", plain_line(view["title"])
    yield from (("AU", _person(parts)) for parts in said.people(view))
    yield "AU", "et al.," if said.are_more(view) else ""
    yield from (("A2", _person(parts)) for parts in said.editors(view))
    is_whole = work in WHOLES
    yield "T2", "" if is_whole else plain_line(printed_venue(view))
    yield "T3", plain_line(details.get("series") or (view["venue"] if is_whole else ""))
    yield from _dated(view)
    for detail, tag in _DETAILS.items():
        yield tag, plain_line(details.get(detail) or (details.get("institution") if tag == "PB" else None))
    first, _, last = plain_line(details.get("pages")).replace("–", "-").partition("-")
    yield from (("SP", first.strip()), ("EP", last.strip(" -")))
    yield "DO", view["identifiers"].get("doi", "")
    yield "UR", plain_line(view["links"]["paper"])
    for scheme in _NAMED[1:]:
        if value := view["identifiers"].get(scheme):
            yield "UR", page(Identifier(scheme, value)) or ""
    yield "L1", plain_line(view["links"]["pdf"])
    yield "AB", plain_line(view["abstract"])
    yield from (("KW", word) for word in said.keywords_and_tags(view))
    yield from (("LB", tag) for tag in said.tags(view))
    yield from (("N1", note) for note in said.remarks(view))
    yield from (("U1", f"survey-different: {pointer}") for pointer in view.get("different", ()))
    yield from (("U1", f"survey-same: {pointer}") for pointer in view.get("same", ()))


def _person(parts: Parts) -> str:
    """`von Family, Given, Jr.`; a comma behind a name of several words that has no parts, as EndNote wants it."""
    family = " ".join(filter(None, (parts.particle, parts.family)))
    if parts.given:
        return ", ".join(filter(None, (family, parts.given, parts.suffix)))
    return f"{parts.spoken}," if " " in parts.spoken else parts.spoken


def _dated(view: PaperView) -> Iterator[tuple[str, str]]:
    date = when(view)
    yield "PY", str(date.year or "")
    if date.month:
        yield "DA", f"{date.joined('/')}/" if not date.day else date.joined("/")
