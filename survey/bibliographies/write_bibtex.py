"""Papers as BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from survey.bibliographies import said
from survey.bibliographies.beyond import fields_beyond
from survey.bibliographies.bibtex_fields import OF_MENDELEY, listed
from survey.bibliographies.dates import MONTHS, month_of, when
from survey.bibliographies.said import plain_line
from survey.bibliographies.to_latex import latex, title_latex
from survey.bibliographies.works import ARTICLE, CHAPTER, MASTER, PHD, TALK, WHOLES, printed_venue, work_of
from survey.model.pointer import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from survey.bibliographies.name_parts import Parts
    from survey.bibliographies.works import Work
    from survey.model.view import PaperView

# Every field that is written, in the order of a file; what else an imported entry had comes behind, by name.
_ORDER = (
    "title", "author", "editor", "booktitle", "journal", "journaltitle", "eventtitle", "series", "edition", "chapter",
    "volume", "number", "pages", "eid", "publisher", "institution", "school", "organization", "address", "location",
    "howpublished", "year", "month", "date", "doi", "eprint", "archiveprefix", "eprinttype", "primaryclass",
    "eprintclass", "pmid", "pmcid", "isbn", "issn", "url", "pdf", "language", "note", "abstract", "keywords", "groups",
    "mendeley-tags", "annote", "annotation", "survey-different", "survey-same",
)  # fmt: skip
_RANK = {name: place for place, name in enumerate(_ORDER)}
# Details that are fields of their own.
_DETAILS = {
    "edition": "edition", "chapter": "chapter", "volume": "volume", "article_number": "eid", "publisher": "publisher",
    "organization": "organization", "howpublished": "howpublished", "isbn": "isbn", "issn": "issn", "series": "series",
    "event": "eventtitle",
}  # fmt: skip
_RANGE = re.compile(r"(?<=\w)\s*[-–—]\s*(?=\w)")
_NAME = re.compile(r"[a-z][\w:+/.-]*")
# What a parser may take for the beginning of an entry.
_ENTRY = re.compile(r"@(?=\w*[ \t]*\{)")


class Bibtex:
    """Entries that classic BibTeX understands: accents are commands, dates are years and months."""

    name: ClassVar[str] = "bibtex"
    extensions: ClassVar[tuple[str, ...]] = (".bib",)
    accents: ClassVar[bool] = True

    def pieces(self, papers: Iterable[PaperView]) -> Iterator[str]:
        """The file in pieces, one a paper."""
        for number, view in enumerate(papers):
            yield ("\n" if number else "") + self.entry(view)

    def entry(self, view: PaperView) -> str:
        """One paper as an entry."""
        work = work_of(view)
        written = {name: value for name, value in self._fields(view, work) if value}
        for name, value in fields_beyond(view["details"], self.name):
            if _NAME.fullmatch(name) and name not in {*written, OF_MENDELEY}:
                written[name] = self._kept(value)
        order = sorted(written, key=lambda name: (_RANK.get(name, len(_RANK)), name))
        lines = (
            f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
            for name in order
            if (value := written[name])
        )
        return f"@{self._type(work)}{{{view['key']},\n{''.join(lines)}}}\n"

    def _type(self, work: Work) -> str:
        return work.bibtex

    def _fields(self, view: PaperView, work: Work) -> Iterator[tuple[str, str]]:
        details = view["details"]
        yield "title", title_latex(plain_line(view["title"]), with_accents=self.accents)
        yield "author", self._people(said.people(view), are_more=said.are_more(view))
        yield "editor", self._people(said.editors(view), are_more=False)
        for detail, name in _DETAILS.items():
            yield name, self._text(details.get(detail))
        language = details.get("language")
        yield "language", self._text(language) if language != details.get("bibtex.langid") else ""
        yield from self._placed(view, work)
        yield "number", self._text(details.get("issue") or details.get("number"))
        yield "pages", self._text(_RANGE.sub("–", plain_line(details.get("pages")))).replace("–", "--")
        yield from self._dated(view)
        yield from self._names(view)
        yield "url", _verbatim(said.address(view))
        yield "pdf", _verbatim(view["links"]["pdf"])
        yield "note", self._text(said.comment(view))
        yield "abstract", self._text(view["abstract"])
        yield "keywords", self._text(", ".join(said.keywords_and_tags(view)))
        mendeleys = set(listed(details.get(f"bibtex.{OF_MENDELEY}", "")))
        yield "groups", self._tags(tag for tag in said.tags(view) if tag not in mendeleys)
        yield OF_MENDELEY, self._tags(tag for tag in said.tags(view) if tag in mendeleys)
        yield self._note_field, r" \par ".join(map(self._text, said.notes(view)))
        yield "survey-different", self._text(joined(view.get("different", ())))
        yield "survey-same", self._text(joined(view.get("same", ())))

    _note_field: ClassVar[str] = "annote"

    def _placed(self, view: PaperView, work: Work) -> Iterator[tuple[str, str]]:
        """Where the work appeared, and where that is."""
        details, venue = view["details"], self._text(printed_venue(view))
        yield "address", self._text(details.get("place"))
        yield "school" if work in {PHD, MASTER} else "institution", self._text(details.get("institution"))
        yield "booktitle", self._text(details.get("booktitle")) if work in WHOLES else ""
        if work is ARTICLE:
            yield "journal", venue
        elif work in {TALK, CHAPTER}:
            yield "booktitle", venue
        elif work in WHOLES and not details.get("series") and not details.get("booktitle"):
            yield "series", venue
        elif work not in WHOLES and not details.get("howpublished") and view["venue"] != "arXiv":
            yield "howpublished", venue

    def _dated(self, view: PaperView) -> Iterator[tuple[str, str]]:
        date = when(view)
        printed = view["details"].get("month", "")
        yield "year", str(date.year or "")
        month = date.month or month_of(printed)
        yield "month", MONTHS[month - 1] if month else f"{{{self._text(printed)}}}" if printed else ""

    def _names(self, view: PaperView) -> Iterator[tuple[str, str]]:
        names = view["identifiers"]
        yield "doi", _verbatim(names.get("doi"))
        yield "eprint", names.get("arxiv", "")
        yield "archiveprefix", "arXiv" if "arxiv" in names else ""
        yield "primaryclass", self._text(view["details"].get("primary_category")) if "arxiv" in names else ""
        yield "pmid", names.get("pmid", "")
        yield "pmcid", f"PMC{names['pmcid']}" if "pmcid" in names else ""

    def _tags(self, tags: Iterable[str]) -> str:
        return ", ".join(said.PARTS_TAGS.sub(r"\\\g<0>", self._text(tag)) for tag in tags)

    def _people(self, people: Iterable[Parts], *, are_more: bool) -> str:
        written = [self._person(parts) for parts in people]
        return " and ".join([*written, "others"] if are_more and written else written)

    def _person(self, parts: Parts) -> str:
        """`von Family, Jr., Given`; in braces what is one name only: an institution, or a name that holds an `and`."""
        if re.search(r"\band\b", parts.spoken, re.I) or (not parts.given and " " in parts.family):
            return f"{{{self._text(parts.spoken)}}}"
        family = " ".join(filter(None, (parts.particle, parts.family)))
        return self._text(", ".join(filter(None, (family, parts.suffix, parts.given))))

    def _kept(self, value: str) -> str:
        """What an entry had in a field of its own."""
        return " ".join(value.split()) if _is_whole(value) else self._text(value)

    def _text(self, text: str | None) -> str:
        return _ENTRY.sub("{@}", latex(plain_line(text), with_accents=self.accents))


class Biblatex(Bibtex):
    """The same for biblatex and Biber: letters stay letters, dates are dates, and there are more types of works."""

    name: ClassVar[str] = "biblatex"
    extensions: ClassVar[tuple[str, ...]] = ()
    accents: ClassVar[bool] = False
    _note_field: ClassVar[str] = "annotation"
    _OWN: ClassVar[Mapping[str, str]] = {
        "journal": "journaltitle", "address": "location", "archiveprefix": "eprinttype", "primaryclass": "eprintclass",
        "school": "institution",
    }  # fmt: skip

    def _type(self, work: Work) -> str:
        return work.biblatex

    def _fields(self, view: PaperView, work: Work) -> Iterator[tuple[str, str]]:
        for name, value in super()._fields(view, work):
            yield self._OWN.get(name, name), value.lower() if name == "archiveprefix" else value

    def _dated(self, view: PaperView) -> Iterator[tuple[str, str]]:
        date, printed = when(view), view["details"].get("month", "")
        # A range, a season or an estimate says more than a day.
        said = self._kept(view["details"].get("bibtex.date", ""))
        yield "date", said if date.year and str(date.year) in said else date.joined("-")
        # As a word it is no part of a date.
        month = str(month_of(printed) or self._text(printed))
        yield "month", f"{{{month}}}" if printed and not (date.year and month_of(printed)) else ""


def _verbatim(address: str | None) -> str:
    """An address as it is, but for signs that would end the field or are no part of addresses."""
    return quote(plain_line(address), safe="/:?#@!$&'()*+,;=%~-._[]<>|")


def _is_whole(value: str) -> bool:
    """Whether what an entry had in a field can go back as it is: braces match, and no other entry begins in it."""
    depth = 0
    for sign in re.findall(r"[{}]", value):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return not depth and not _ENTRY.search(value)
