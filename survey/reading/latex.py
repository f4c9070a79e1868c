"""A paper's LaTeX: the file to begin with, and the text that comes of it."""

from __future__ import annotations

import json
import posixpath
import re
from typing import NamedTuple

from survey.model.errors import SurveyError
from survey.reading.bibliography import Bibliography
from survey.reading.conditionals import decided
from survey.reading.files import Files
from survey.reading.flatten import INCLUDE, Flattener, body, missing, without_comments
from survey.reading.macros import Macros
from survey.reading.manuscript import Manuscript, manuscript

_CLASS = re.compile(r"\\document(?:class|style)\s*(?:\[[^\]]{0,3000}\])?\s*\{([^{}]{1,100})\}")
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_PACKAGE = re.compile(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]{0,1000}\])?\s*\{([^{}]{1,1000})\}")
_NO_PAPER = frozenset({"subfiles", "standalone", "beamer", "letter", "tikzposter", "ltxdoc", "moderncv"})
_SIDE = re.compile(
    r"supp|rebuttal|response|cover|appendix|poster|slides|backup|copy|dummy|(?<![a-z])(?:old|bk|te?mp|test)(?![a-z])",
    re.I,
)
# A publisher's own example speaks of how to set a paper.
_TEMPLATE = re.compile(
    r"camera-ready|style files?|(?:formatting|submission|author) instructions|\\documentclass|\btypeset|paper size|"
    r"point (?:type|size)|Times(?: New)? Roman|page limits?|(?:this|the|our) template|"
    r"\btemplate (?:styles?|parameters?|files?)",
    re.I,
)
_SAMPLE = 30_000
_MOST_MAINS = 12


class Latex(NamedTuple):
    """A paper in LaTeX, read."""

    main: str
    manuscript: Manuscript
    bibliography: Bibliography
    missing: tuple[str, ...]


def read_latex(files: Files) -> Latex:
    """The paper that `files` hold; SurveyError where there is none."""
    main = files.main or main_file(files)
    flattener = Flattener(files, main)
    whole = flattener.whole()
    styles = [without_comments(files.text(name)) for name in _styles(files, main, whole)]
    macros = Macros()
    for style in styles:
        macros.learn(style)
    text = macros.written_out(decided(whole, definitions=styles))
    if INCLUDE.search(text):
        text = macros.written_out(flattener.include(text))
    inside = body(text)
    bibliography = Bibliography(files, main, text)
    absent = (name for name in missing(inside) if not name.endswith((".bbl", ".bib")))
    return Latex(main, manuscript(inside), bibliography, (*dict.fromkeys(absent), *bibliography.missing))


def _styles(files: Files, main: str, text: str) -> list[str]:
    """The style files that lie with the paper and that it uses."""
    asked = [name.strip() for listed in _PACKAGE.findall(text) for name in listed.split(",")]
    folder = posixpath.dirname(main)
    places = (posixpath.normpath(posixpath.join(base, f"{name}.sty")) for name in asked for base in (folder, ""))
    return [name for name in dict.fromkeys(places) if name in files.contents]


def main_file(files: Files) -> str:
    """The file that TeX would be started with: the one the archive names, else the document with the most text."""
    if (told := _told(files)) is not None:
        return told
    whole = {name: files.text(name) for name in files.ending(".tex", ".ltx", ".latex", "00readme.txt")}
    documents = {name: text for name, text in whole.items() if _is_document(text)}
    if not documents:
        if not whole:
            raise SurveyError("there is no LaTeX in it", hint="a paper's folder holds .tex files")
        return max(whole, key=lambda name: (bool(_BEGIN.search(whole[name])), len(whole[name])))
    if len(documents) == 1:
        return next(iter(documents))
    nearest = sorted(documents, key=lambda name: (name.count("/"), -len(documents[name])))[:_MOST_MAINS]
    return max(nearest, key=lambda name: _weight(files, name))


def _told(files: Files) -> str | None:
    """The file that arXiv's own note in the archive calls the top one. See https://info.arxiv.org/help/00README.html."""
    if "00README.json" in files.contents:
        try:
            sources = json.loads(files.text("00README.json")).get("sources", [])
            named = [each["filename"] for each in sources if each.get("usage") == "toplevel"]
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            named = []
        return next((name for name in named if name in files.contents), None)
    for readme in ("00README.yaml", "00README"):
        if readme in files.contents:
            named = re.findall(
                r"(\S{1,300}\.(?:tex|ltx))\s+toplevelfile|filename:\s*(\S{1,300})\s+usage:\s*toplevel",
                files.text(readme),
            )
            return next((name for pair in named for name in pair if name in files.contents), None)
    return None


def _is_document(text: str) -> bool:
    if "\\document" not in text:
        return False
    clean = without_comments(text)
    kind = _CLASS.search(clean)
    return bool(kind and kind.group(1) not in _NO_PAPER and _BEGIN.search(clean))


def _weight(files: Files, name: str) -> tuple[bool, float]:
    """How much speaks for `name` being the paper.

    That is its text, and that it was run, is put together of files, lies at the top, and is not called a side piece.
    """
    try:
        text = body(Flattener(files, name).whole())
    except SurveyError:
        return False, 0.0
    stem = posixpath.splitext(name)[0]
    weight = len(text) / (1 + 4_000 * len(_TEMPLATE.findall(text[:_SAMPLE])) / max(len(text[:_SAMPLE]), 1))
    weight *= 1.5 if f"{stem}.bbl" in files.contents else 1.0
    weight *= 2.0 if INCLUDE.search(body(without_comments(files.text(name)))) else 1.0
    return not _SIDE.search(posixpath.basename(stem)), weight / (1 + name.count("/"))
