"""One text out of the files that make a paper: comments out, includes in."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.reading.files import Files

MOST_INCLUDES = 3_000
MOST_TEXT = 4_000_000
"""Characters of the whole text; a long thesis has two million."""

INCLUDE = re.compile(
    r"\\(?:(?:input|include|subfile|subfileinclude|InputIfFileExists)(?![A-Za-z@])\*?\s*"
    r"(?:\{\s*\"?([^{}\"\n]{1,300})\"?\s*\}|([^\s{}\\%\[]{1,300}))"
    r"|(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{\s*([^{}\n]{0,300})\s*\}\s*\{\s*([^{}\n]{1,300})\s*\})"
)
# An address may hold a percent sign, and \verb anything.
_COMMENT = re.compile(
    r"\\verb\*?([^A-Za-z\s*])[^\n]{0,1000}?\1"
    r"|(\\(?:url|path|nolinkurl|href)\s*\{[^{}\n]{0,2000}\})"
    r"|(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?![ \t\n]))?"
)
_VERBATIM = re.compile(r"\\begin\s*\{(comment|[vV]erbatim\*?|[BL]Verbatim\*?|lstlisting|minted|filecontents\*?)\}")
_BODY = re.compile(r"\\begin\s*\{document\}")
_END = re.compile(r"\\end\s*\{document\}")
_END_INPUT = re.compile(r"^[ \t]*\\endinput(?![A-Za-z])", re.M)
_ENDINGS = ("", ".tex", ".ltx", ".latex")


def without_comments(text: str) -> str:
    """`text` without comments, and without what is only shown or hidden as it stands."""
    if "%" in text or "\\verb" in text:
        text = _COMMENT.sub(lambda found: found.group(2) or found.group(3) or "", text)
    return without_environments(text, _VERBATIM)


def without_environments(text: str, begins: re.Pattern[str]) -> str:
    """`text` without the environments that `begins` finds, group 1 being their names; one that never ends stays."""
    pieces, done, endless = [], 0, set()
    for begin in begins.finditer(text):
        name = begin.group(1)
        if begin.start() < done or name in endless:
            continue
        ending = f"\\end{{{name}}}"
        end = text.find(ending, begin.end())
        if end < 0:
            endless.add(name)
            continue
        pieces.append(text[done : begin.start()])
        done = end + len(ending)
    return "".join((*pieces, text[done:]))


def body(text: str) -> str:
    """What stands between the document's begin and end, or all of `text` where it has none."""
    begin = _BODY.search(text)
    inside = text[begin.end() :] if begin else text
    end = _END.search(inside)
    return inside[: end.start()] if end else inside


class Flattener:
    """Puts a paper together. Files that are missing stay as the command that asked for them."""

    def __init__(self, files: Files, main: str) -> None:
        self._files, self._main = files, main
        self._clean: dict[str, str] = {}
        self._includes, self._length = 0, 0

    def whole(self) -> str:
        """The main file with everything it includes; SurveyError where that grows beyond measure."""
        return self._with_includes(self._text(self._main), "", posixpath.dirname(self._main), (self._main,))

    def include(self, text: str) -> str:
        """`text` with what it still includes: commands that macros hid."""
        return self._with_includes(text, "", posixpath.dirname(self._main), (self._main,))

    def _text(self, name: str) -> str:
        if name not in self._clean:
            text = without_comments(self._files.text(name))
            end = _END_INPUT.search(text)
            self._clean[name] = text[: end.start()] if end else text
        return self._clean[name]

    def _with_includes(self, text: str, imported: str, folder: str, chain: tuple[str, ...]) -> str:
        pieces, done = [], 0
        for found in INCLUDE.finditer(text):
            braced, bare, where, what = found.groups()
            # What is imported relatively is so to the importing file; an absolute import is to the main file.
            base = (posixpath.join(folder, where) if found.group().startswith("\\sub") else where) if what else imported
            name = self._find((what or braced or bare).strip(), base, folder)
            if name is None:
                continue
            pieces += [text[done : found.start()], self._included(name, base, chain)]
            done = found.end()
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise SurveyError("this is too large for a paper: its files include each other again and again")
        return "".join((*pieces, text[done:]))

    def _included(self, name: str, imported: str, chain: tuple[str, ...]) -> str:
        self._includes += 1
        if self._includes > MOST_INCLUDES:
            raise SurveyError(f"this is too large for a paper: more than {MOST_INCLUDES:,} includes")
        if name in chain or len(chain) > 50:
            return ""
        text = self._text(name)
        if _BODY.search(text):
            text = body(text)
        # A file ends its line; a paragraph goes on.
        return self._with_includes(text.rstrip("\n") + "\n", imported, posixpath.dirname(name), (*chain, name))

    def _find(self, asked: str, imported: str, folder: str) -> str | None:
        bases = dict.fromkeys((imported, posixpath.dirname(self._main), folder, ""))
        places = (posixpath.normpath(posixpath.join(base, asked)) for base in bases)
        named = (place + ending for place in places for ending in _ENDINGS)
        return next((name for name in named if name in self._files.contents), None)


def missing(text: str) -> Iterator[str]:
    """The files that `text` asks for in vain, as they are named there."""
    for braced, bare, where, what in INCLUDE.findall(text):
        name = posixpath.join(where, what) if what else braced or bare
        # What comes with TeX is no file of the paper, and a name that a macro makes is none yet.
        if name not in _OF_TEX and not re.search(r"[\\#]", name):
            yield name.strip()


_OF_TEX = frozenset({"glyphtounicode", "pdfglyphlist", "epsf", "xy", "tikz", "random", "cyracc.def", "amssym.def"})
