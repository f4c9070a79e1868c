"""HTML pages that LaTeXML made: arXiv's own, and those of ar5iv. Everything is found by class, nothing by position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

from survey.model.errors import SurveyError
from survey.reading.manuscript import RUN_IN
from survey.reading.marked_up import Walk, line, words
from survey.reading.paper import Paper
from survey.reading.printed import read_printed

if TYPE_CHECKING:
    from survey.reading.entry import Entry

_LEVELS = {
    "ltx_part": -1, "ltx_chapter": 0, "ltx_section": 1, "ltx_appendix": 1, "ltx_subsection": 2, "ltx_subsubsection": 3,
    "ltx_paragraph": 4, "ltx_subparagraph": 5,
}  # fmt: skip
_TARGET = re.compile(r"#bib\.([\w.-]{1,80})$")
_SILENT = frozenset({
    "ltx_bibliography", "ltx_page_header", "ltx_page_footer", "ltx_page_navbar", "ltx_TOC", "ltx_note_mark",
    "ltx_tag_note", "ltx_ERROR", "ltx_authors", "ltx_page_logo",
})  # fmt: skip
_BLOCKS = frozenset(
    {"ltx_para", "ltx_p", "ltx_item", "ltx_caption", "ltx_tr", "ltx_title", "ltx_abstract", "ltx_figure"}
)


def read_html(content: bytes) -> Paper:
    """The paper in an HTML page; SurveyError where LaTeXML did not make it, or found nothing in the paper."""
    root = etree.fromstring(content, etree.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(content)))
    if root is None or b"ltx_" not in content:
        raise SurveyError("this HTML page is no paper's", hint="save the page of arxiv.org/html/ID or ar5iv.org/abs/ID")
    bibliography = {
        element.get("id"): element for element in root.iter("li", "div") if "ltx_bibitem" in _classes(element)
    }
    walk = _Page()
    walk.over(root)
    return Paper(walk.manuscript(), lambda key: _entry(key, bibliography.get(f"bib.{key}")))


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


class _Page(Walk):
    """Reads a page from the top."""

    def enter(self, element: Any) -> bool:
        """Whether what `element` holds is to be read."""
        if not isinstance(element.tag, str) or element.tag in {
            "script",
            "style",
            "head",
            "nav",
            "annotation",
            "annotation-xml",
        }:
            return False
        classes = _classes(element)
        if "ltx_bibliography" in classes:
            self.end_sections()
        if classes & _SILENT:
            return False
        if level := [_LEVELS[name] for name in classes if name in _LEVELS]:
            self.begin(level[0], is_appendix="ltx_appendix" in classes)
            return True
        if "ltx_title" in classes and self.heading(_title(element)):
            return False
        if element.tag == "cite" or (element.tag == "a" and not _is_in_cite(element)):
            return not self._cite(element)
        if classes & _BLOCKS:
            self.paragraph()
            self._run_in(element)
        return True

    def leave(self, element: Any) -> None:
        """Ends the sections and paragraphs that end with `element`."""
        classes = _classes(element) if isinstance(element.tag, str) else frozenset()
        if any(name in _LEVELS for name in classes):
            self.finish()
        if classes & _BLOCKS:
            self.paragraph()

    def _cite(self, element: Any) -> bool:
        keys = []
        for link in element.iter("a", "span"):
            if target := _TARGET.search(link.get("href") or ""):
                keys.append(target.group(1))
            elif "ltx_missing_citation" in _classes(link):
                # What no bibliography explained stands there by its key.
                keys += [key.strip() for key in words(link).split(",") if key.strip()]
        return self.cite(keys)

    def _run_in(self, element: Any) -> None:
        """A paragraph's first words, where they are bold, are its heading."""
        first = element[0] if len(element) and not (element.text or "").strip() else None
        if first is None or element.tag != "p" or "ltx_font_bold" not in _classes(first):
            return
        title = words(first)
        is_firm = title.endswith((".", ":")) or (first.tail or "").lstrip().startswith((".", ":"))
        if 3 <= len(title) <= 100:
            self.run_in(title.strip(" .:"), RUN_IN, is_firm=is_firm)


def _title(element: Any) -> str:
    """A heading without its number and its notes."""
    aside = {"ltx_tag", "ltx_note"}
    return line("".join(_printed(element, aside)))


def _printed(element: Any, aside: set[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _classes(child) & aside:
            yield from child.itertext()
        yield child.tail or ""


def _is_in_cite(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "cite"


def _entry(key: str, element: Any) -> Entry | None:
    """What an entry of the page's bibliography says: its blocks are those of the style."""
    if element is None:
        return None
    blocks = [child for child in element.iter("span") if "ltx_bibblock" in _classes(child)]
    tag = next((child for child in element.iter("span") if "ltx_tag_bibitem" in _classes(child)), None)
    latex = [_as_latex(block) for block in blocks] or [_as_latex(element)]
    return read_printed(key, words(tag) if tag is not None else "", latex)


def _as_latex(element: Any, depth: int = 0) -> str:
    """A block with its links and emphasis said in LaTeX, which is what the reader of entries knows."""
    said = _escaped(element.text)
    for child in element:
        if not isinstance(child.tag, str) or depth > 30:
            said += _escaped(child.tail)
            continue
        inside, classes = _as_latex(child, depth + 1), _classes(child)
        if "ltx_bib_title" in classes:
            inside = f"\\bibtitle{{{inside}}}"
        elif "ltx_font_italic" in classes or child.tag == "em":
            inside = f"\\emph{{{inside}}}"
        elif child.tag == "a" and child.get("href"):
            inside = f"\\href{{{_escaped(child.get('href'))}}}{{{inside}}}"
        said += inside + _escaped(child.tail)
    return said


def _escaped(text: str | None) -> str:
    return re.sub(r"([\\{}$%&#_~^])", " ", text) if text and re.search(r"[\\{}$^~]", text) else text or ""
