"""A paper read: what it cites in its related work, and where it says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from survey.model.errors import SurveyError
from survey.model.identifier import Identifier
from survey.reading.entry import Entry
from survey.reading.files import Files, open_path
from survey.reading.mentions import Mention, mentions
from survey.reading.paper import Paper
from survey.reading.sections import Choice, Found, Sureness, citations_in, every, named, related, stand_ins


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that is cited; what the bibliography does not say of it is None or empty."""

    key: str
    title: str | None
    authors: tuple[str, ...]
    year: int | None
    identifiers: frozenset[Identifier]
    raw: str | None
    """The bibliography's entry as it stands."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper, and how often works are cited in it."""

    title: str
    level: int
    """`\\part` is -1, `\\chapter` 0, `\\section` 1 and so on; 6 is a heading that stands in its own paragraph."""
    citations: int
    in_appendix: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, how it was found, and what was missing."""

    cited: tuple[CitedWork, ...]
    """In the order in which they are first cited."""
    sections: tuple[Section, ...]
    chosen: tuple[str, ...]
    """The titles of the sections that were read."""
    found: Found
    sure: Sureness
    stand_ins: tuple[str, ...]
    """The titles of sections that may hold the related work where no section is called so."""
    missing_files: tuple[str, ...]
    missing_entries: tuple[str, ...]
    """Keys that are cited and that no bibliography knows."""


def read_paper(
    path: Path | str,
    content: bytes | None = None,
    *,
    section: str | None = None,
    include_appendix: bool = False,
    every_section: bool = False,
) -> Reading:
    """What the paper at `path`, or in `content`, cites in its related work, in `section`, or in every section.

    A paper is a LaTeX folder, a `.tex` file, an archive of these (`.tar.gz`, `.gz`, `.zip`), an HTML page of arXiv or
    ar5iv, a TEI file of GROBID, or a PDF with links to its bibliography; `content` is told apart by its beginning, and
    `path` then only is its name. Raises SurveyError where it is none of these, or has no such section.
    """
    return look_through(
        open_paper(path, content), section=section, include_appendix=include_appendix, every_section=every_section
    )


def look_through(
    paper: Paper, *, section: str | None = None, include_appendix: bool = False, every_section: bool = False
) -> Reading:
    """What an opened paper cites in its related work, in `section`, or in every section.

    Raises SurveyError where it has no such section.
    """
    if section is not None:
        choice = named(paper.manuscript, section)
    elif every_section:
        choice = every(paper.manuscript, include_appendix=include_appendix)
    else:
        choice = related(paper.manuscript, include_appendix=include_appendix)
    return _reading(paper, choice)


def open_paper(path: Path | str, content: bytes | None = None) -> Paper:
    """The paper at `path`, or in `content`; SurveyError where it is none that can be read."""
    opened = open_path(Path(path)) if content is None else content
    inside = opened if isinstance(opened, Files) else _unpacked(opened)
    if isinstance(inside, Files):
        return _latex(inside)
    beginning = inside[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(b"%pdf"):
        from survey.reading.pdf import read_pdf

        return read_pdf(inside)
    if beginning.startswith(b"<") and b"<tei" in beginning:
        from survey.reading.tei import read_tei

        return read_tei(inside)
    if beginning.startswith((b"<!doctype html", b"<html")) or (beginning.startswith(b"<") and b"<html" in beginning):
        from survey.reading.html import read_html

        return read_html(inside)
    if b"\\" not in inside or (b"\x00" in inside[:1_000] and not inside.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise SurveyError(
            f"{path} is nothing that can be read as a paper",
            hint="give a LaTeX folder, .tex, .tar.gz or .zip, an arXiv HTML page, a GROBID TEI file, or a PDF",
        )
    return _latex(Files({"paper.tex": inside}, main="paper.tex"))


def _unpacked(content: bytes) -> bytes | Files:
    if content.startswith((b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06")) or b"ustar" in content[257:265]:
        from survey.reading.archives import unpack

        return unpack(content)
    return content


def _latex(files: Files) -> Paper:
    from survey.reading.latex import read_latex

    latex = read_latex(files)
    return Paper(latex.manuscript, latex.bibliography.entry, latex.missing)


def _reading(paper: Paper, choice: Choice) -> Reading:
    manuscript = paper.manuscript
    found: dict[str, list[Mention]] = {}
    for span in choice.spans:
        for key, mention in mentions(manuscript, span):
            found.setdefault(key, []).append(mention)
    cited = tuple(_cited(key, paper.entry(key), places) for key, places in found.items())
    sections = (
        Section(each.title, each.level, citations_in(manuscript, each), each.in_appendix)
        for each in manuscript.headings
    )
    return Reading(
        cited=cited,
        sections=tuple(sections),
        chosen=tuple(span.heading.title for span in choice.spans if span.heading),
        found=choice.found,
        sure=choice.sure,
        stand_ins=tuple(heading.title for heading in stand_ins(manuscript))
        if choice.found is Found.INTRODUCTION
        else (),
        missing_files=paper.missing,
        missing_entries=tuple(work.key for work in cited if work.raw is None),
    )


def _cited(key: str, entry: Entry | None, places: Iterable[Mention]) -> CitedWork:
    if entry is None:
        return CitedWork(key, None, (), None, frozenset(), None, tuple(places))
    return CitedWork(key, entry.title, entry.authors, entry.year, entry.identifiers, entry.raw, tuple(places))
