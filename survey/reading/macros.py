"""A paper's own commands, written out: each body once, and never more text than a budget allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.bibliographies.braces import Braces, Group
from survey.reading.cites import is_cite

if TYPE_CHECKING:
    pass

_WORD = re.compile(r"\\([A-Za-z@]+)\*?")
_NEW = frozenset({
    "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "newrobustcmd", "renewrobustcmd",
    "providerobustcmd",
})  # fmt: skip
_DOCUMENT = frozenset({
    "NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand", "DeclareDocumentCommand",
    "NewExpandableDocumentCommand",
})  # fmt: skip
_DEF = frozenset({"def", "gdef", "edef", "xdef"})
_ENVIRONMENT = frozenset({"newenvironment", "renewenvironment"})
_NAME = re.compile(r"\s*\{?\s*\\([A-Za-z@]+)\*?\s*\}?")
_COUNT = re.compile(r"\s*\[\s*(\d)\s*\]")
_NUMBERS = re.compile(r"\s*((?:#\d)*)(?=\{)")
_ALIAS = re.compile(r"\s*\\([A-Za-z@]+)\s*=?\s*(?:\\([A-Za-z@]+)|.)")
_PLACE = re.compile(r"#(\d)")
# What the reader itself looks for keeps its name, whatever a style makes of it.
_KEPT = frozenset({
    "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "appendix", "appendices",
    "begin", "end", "input", "include", "import", "subimport", "subfile", "textbf", "textit", "emph", "textsc",
    "underline", "bf", "bfseries", "it", "itshape", "em", "sc", "label", "ref", "footnote", "caption", "item", "url",
    "href", "bibitem", "newblock", "bibliography", "bibliographystyle", "addbibresource", "printbibliography", "par",
    "documentclass", "usepackage", "title", "author", "maketitle", "date", "and", "thanks", "newif", "fi", "else", "or",
    "doi", "bibinfo", "texorpdfstring", "phantomsection", "verb", "centering", "noindent", "vspace", "hspace",
    "endinput", "cref", "Cref", "autoref", "eqref", "pageref", "nocite", "text", "mbox", "today",
})  # fmt: skip

MOST_BODY = 20_000
MOST_MADE = 4_000_000
"""Characters that all expansions together may make."""
_DEEPEST = 25


@dataclass(frozen=True, slots=True)
class Macro:
    """A command: how it takes each argument (`m` in braces, `o` as an option, `s` a star), and what it stands for."""

    takes: str
    body: str
    default: str = ""


class Macros:
    """The commands a text defines, as they are met."""

    def __init__(self) -> None:
        self._known: dict[str, Macro] = {}
        self._ready: dict[str, str | None] = {}
        self._left = MOST_MADE

    def learn(self, style: str) -> None:
        """Takes in the definitions of a style file, as far as they are plain."""
        self.written_out(style)
        self._known = {
            name: macro for name, macro in self._known.items() if "@" not in name + macro.body and not is_cite(name)
        }
        self._ready.clear()

    def written_out(self, text: str, depth: int = 0) -> str:
        """`text` with its definitions taken out, and the commands that were defined replaced by what they stand for."""
        if "\\" not in text or depth > _DEEPEST or self._left <= 0:
            return text
        braces = Braces(text)
        pieces: list[str] = []
        done = 0
        for word in _WORD.finditer(text):
            if word.start() < done or self._left <= 0:
                continue
            name = word.group(1)
            if (end := self._defined(name, braces, word.end())) is not None:
                made = ""
            elif name in self._known and (call := self._called(name, braces, word, depth)):
                made, end = call
            else:
                continue
            pieces += [text[done : word.start()], made]
            done = end
        return "".join((*pieces, text[done:]))

    def _defined(self, name: str, braces: Braces, at: int) -> int | None:
        """The end of the definition that begins with `name`, which is taken in; None where it is none."""
        if name in _NEW:
            return self._new(braces, at)
        if name in _DOCUMENT:
            return self._document(braces, at)
        if name in _DEF:
            return self._def(braces, at)
        if name == "let":
            return self._let(braces, at)
        return _environment(braces, at) if name in _ENVIRONMENT else None

    def _new(self, braces: Braces, at: int) -> int | None:
        named = _NAME.match(braces.text, at)
        if not named:
            return None
        count = _COUNT.match(braces.text, named.end())
        number, after = (int(count.group(1)), count.end()) if count else (0, named.end())
        option = braces.option(after) if count else None
        takes = "o" + "m" * (number - 1) if option else "m" * number
        body = braces.group(option.end if option else after)
        return self._keep(named.group(1), takes, body, option.text if option else "")

    def _document(self, braces: Braces, at: int) -> int | None:
        named = _NAME.match(braces.text, at)
        spec = braces.group(named.end()) if named else None
        if not named or not spec:
            return None
        takes = re.sub(r"\{[^{}]*\}|[\s+!>]", "", spec.text).replace("O", "o")
        return self._keep(named.group(1), takes, braces.group(spec.end))

    def _def(self, braces: Braces, at: int) -> int | None:
        named = _NAME.match(braces.text, at)
        if not named:
            return None
        numbers = _NUMBERS.match(braces.text, named.end())
        if not numbers:
            # Arguments that end at a sign of their own: not worth following.
            opening = braces.text.find("{", named.end(), named.end() + 80)
            body = braces.group(opening) if opening >= 0 else None
            return body.end if body else None
        return self._keep(named.group(1), "m" * (len(numbers.group(1)) // 2), braces.group(numbers.end()))

    def _let(self, braces: Braces, at: int) -> int | None:
        alias = _ALIAS.match(braces.text, at)
        if not alias:
            return None
        name, same = alias.groups()
        if same and not is_cite(name):
            self._set(name, self._known.get(same) or Macro("", f"\\{same}"))
        return alias.end()

    def _keep(self, name: str, takes: str, body: Group | None, default: str = "") -> int | None:
        if body is None:
            return None
        # A command for citing that is built of internals is the citation package's own.
        is_internal = is_cite(name) and ("@" in body.text or not re.search(r"cite|\\bibentry", body.text))
        if not is_internal and set(takes) <= {"m", "o", "s"} and len(body.text) <= MOST_BODY:
            self._set(name, Macro(takes, body.text, default))
        return body.end

    def _set(self, name: str, macro: Macro) -> None:
        if name not in _KEPT and f"\\{name}" != macro.body:
            self._known[name] = macro
            self._ready.pop(name, None)

    def _called(self, name: str, braces: Braces, word: re.Match[str], depth: int) -> tuple[str, int] | None:
        """What a call stands for and where it ends; None where it is left as it stands."""
        macro, body = self._known[name], self._body(name, depth)
        arguments = _arguments(macro, braces, word)
        if body is None or arguments is None:
            return None
        given, end = arguments
        written = [self.written_out(argument, depth + 1) for argument in given]
        size = len(body) + sum(map(len, written)) * max(1, body.count("#"))
        if size > self._left:
            # Nothing more is written out: trying again further in would take longer each time.
            self._left = 0
            return None
        made = _PLACE.sub(lambda place: _nth(written, int(place.group(1))), body)
        self._left -= len(made) + 1
        # A name in letters must not grow into the word that follows.
        return made, end

    def _body(self, name: str, depth: int) -> str | None:
        """The body of `name`, itself written out; None where it calls itself or grows too large."""
        if name not in self._ready:
            self._ready[name] = None
            body = self.written_out(self._known[name].body, depth + 1)
            self._left -= len(body)
            self._ready[name] = body if len(body) <= MOST_BODY and self._left > 0 else None
        return self._ready[name]


def _environment(braces: Braces, at: int) -> int | None:
    named = braces.group(at)
    count = _COUNT.match(braces.text, named.end) if named else None
    after = count.end() if count else named.end if named else at
    option = braces.option(after) if count else None
    begin = braces.group(option.end if option else after)
    end = braces.group(begin.end) if begin else None
    return end.end if end else None


def _arguments(macro: Macro, braces: Braces, word: re.Match[str]) -> tuple[list[str], int] | None:
    """What a call is given, and where it ends."""
    is_starred = word.group().endswith("*")
    at = word.end()
    given: list[str] = []
    if is_starred and not macro.takes.startswith("s"):
        at = word.end() if macro.takes else word.end() - 1
    for kind in macro.takes:
        if kind == "s":
            given.append("")
            continue
        found = braces.option(at) if kind == "o" else _argument(braces, at)
        if found is None and kind == "m":
            return None
        given.append(found.text if found else macro.default)
        at = found.end if found else at
    return given, at


def _argument(braces: Braces, at: int) -> Group | None:
    """The group at `at`, or the single sign or command that stands in its place."""
    if group := braces.group(at):
        return group
    single = re.compile(r"\\[A-Za-z@]+|\\.|[^{}\s\\]").match(braces.text, braces.skip(at))
    return Group(single.group(), single.end()) if single else None


def _nth(given: list[str], number: int) -> str:
    return given[number - 1] if 0 < number <= len(given) else ""
