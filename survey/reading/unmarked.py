"""Text without the marks of LaTeX and of Markdown; of mathematics only what is between single dollar signs is left."""

from __future__ import annotations

import re
import unicodedata

_DISPLAYED = re.compile(
    r"(?<![^\s(.,;:])\$\$(?P<dollars>.{1,1500}?)\$\$|\\\[(?P<brackets>.{1,1500}?)\\\]|\\\((?P<round>.{1,300}?)\\\)"
    r"|\\begin\s?\{(?P<name>(?:equation|align|gather|multline|eqnarray|flalign|alignat|displaymath|math)\*?)\}"
    r"(?P<named>.{1,1500}?)\\end\s?\{(?P=name)\}",
    re.S,
)
_UNCLOSED = re.compile(r"(?<![^\s(.,;:])\$\$")
_LABEL = re.compile(r"\\(?:label|tag|nonumber|notag)\b\*?(?:\s?\{[^{}]{0,80}\})?")
_LINES = re.compile(r"(?<!\\)&|\\\\(?:\[[^\]]{0,20}\])?")
_MATHS = re.compile(r"(?<!\\)\$[^$]{1,1500}(?<!\\)\$")
# Characters of private use; two more of them stand for citations.
_ASIDE = "\ue000\ue001\ue004"
_KEPT = _ASIDE[2]
_PUT_ASIDE = re.compile(f"{_ASIDE[0]}(\\d+){_ASIDE[1]}")

_POINTER = re.compile(
    r"[ ~]{0,2}\\(?:[cCvV]?(?:page)?ref|eqref|autoref|label|footnote|thanks|url|href)\*?"
    r"(?:\[[^\]]{0,80}\]){0,2}\s?\{[^{}]{0,300}\}"
)
# Brackets that are empty when what they point to is gone.
_NOTHING = re.compile(
    r"\s*\((?:\s*(?:see(?: also)?|cf\.|e\.g\.,?|in|and|sections?|sec\.|figures?|fig\.|tables?|tab\.|appendix|\\S|§)"
    r"(?=[\s~,;)]))*[\s,;.~]*\)",
    re.I,
)
_BLOCK = re.compile(r"\\(?:begin|end)\s?\{[A-Za-z]{1,30}\*?\}(?:\[[^\[\]]{0,80}\])?")
_ITEM = re.compile(r"\\item\b\s?(?:\[[^\[\]]{0,80}\])?")
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327",
}  # fmt: skip
_ACCENTED = (
    re.compile(r"\{?\\([uvHc])\{([A-Za-z])\}\}?"),
    re.compile(r"\{?\\([`'^\"~=.])\{?\\?([A-Za-z])\}?\}?"),
)
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "ı", "S": "§", "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—", "textdegree": "°", "leq": "≤",
    "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "times": "×", "pm": "±", "cdot": "·", "sim": "∼", "approx": "≈",
    "to": "→", "rightarrow": "→", "infty": "∞", "in": "∈", "ell": "ℓ", "lambda": "λ", "Lambda": "Λ", "varepsilon": "ε",
    "varphi": "φ", "textquotesingle": "'", "textbackslash": "", "TeX": "TeX", "LaTeX": "LaTeX", "circ": "°",
}  # fmt: skip
_SPACED = re.compile(r"\\[ ,;:~]|\\q?quad\b|\\(?:newline|par|smallskip|medskip|bigskip|noindent)\b|\\\\")
_UNSEEN = re.compile(r"\\[!/@-]")
_ESCAPED = re.compile(r"\\([%&#_{}])")
_NAME = re.compile(r"\\[A-Za-z]*")
_MONEY = "\\$"
_TIE = re.compile(r"(?<=[A-Za-z.,)}])~(?=[\\\w$(\ue000\s])")
_DASH = re.compile(r"(?<=\w)---?(?=\w)")
# Innermost first: what a command is said of stays.
_COMMAND = re.compile(
    r"\\([A-Za-z]+)(?![A-Za-z])\*?(?:\s?\[[^\[\]]{0,80}\]){0,2}(?:\s?\{([^{}]{0,600})\}|(?!\s?\{)\s?)"
)
_OWN_NAME = re.compile(r"[A-Z]\w*[a-z]\w*|[a-z]+[A-Z]\w*")
_MOST_DEEP = 6
_SWITCH = re.compile(
    r"\{\s?\\(?:it|bf|em|sc|tt|sl|rm|sf|cal|itshape|bfseries|scshape|small|large)\b\s*([^{}]{0,600})\}"
)
_GROUP = re.compile(r"(?<![\\\w^_}])\{([\w .,'’-]{1,80})\}")
_PROTECTED = re.compile(r"\{([^{}\s]{1,40})\}(?=\w)|(?<=\w)\{([^{}\s]{1,40})\}")


def without_latex(text: str) -> str:
    """`text` without commands; mathematics keeps its own, and is all between single dollar signs.

    A dollar sign that is no mathematics stays, escaped where there is any. Of a command that nobody knows the argument
    stays, and its name if it looks like one.
    """
    text = _UNCLOSED.sub("", _DISPLAYED.sub(_in_line, text.translate(dict.fromkeys(map(ord, _ASIDE)))))
    formulas: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"{_ASIDE[0]}{len(formulas) - 1}{_ASIDE[1]}"

    aside = _MATHS.sub(put_aside, text)
    # Beside mathematics a sum of money stays marked as no mathematics.
    bare = _without_commands(aside.replace(_MONEY, _KEPT if formulas else "$")).replace(_KEPT, _MONEY)
    return _PUT_ASIDE.sub(lambda found: formulas[int(found[1])], bare)


def _in_line(found: re.Match[str]) -> str:
    """A displayed formula as one in the line; the stop of its sentence stands behind it."""
    said = " ".join(_LINES.sub(" ", _LABEL.sub("", found[found.lastgroup or 0].replace("$", ""))).split())
    bare = said.rstrip(" .,;")
    return f"${bare}${said[len(bare) :].strip()}" if bare else ""


def _without_commands(text: str) -> str:
    for pointer in (_POINTER, _POINTER, _NOTHING):
        text = pointer.sub("", text)
    text = _ITEM.sub(" • ", _BLOCK.sub(" ", text))
    for accented in _ACCENTED:
        text = accented.sub(lambda found: unicodedata.normalize("NFC", found[2] + _ACCENTS[found[1]]), text)
    text = _TIE.sub(" ", _SPACED.sub(" ", _UNSEEN.sub("", text)))
    for _ in range(_MOST_DEEP):
        text, changed = _COMMAND.subn(_said, _SWITCH.sub(r"\1", text))
        if not changed:
            break
    text = _PROTECTED.sub(lambda found: found[1] or found[2], _GROUP.sub(r"\1", text))
    text = _NAME.sub("", _ESCAPED.sub(r"\1", text))
    return _DASH.sub(lambda found: "–—"[len(found[0]) - 2], text).replace("``", "“").replace("''", "”")


def _said(found: re.Match[str]) -> str:
    name, argument = found.groups()
    if argument is not None:
        return _LETTERS.get(name, "") + argument
    # A command of the authors' own is a name mostly, and called like it: "\\OurNet".
    letter = _LETTERS.get(name) or _greek(name) or (name if _OWN_NAME.fullmatch(name) else "")
    return letter + (" " if found[0][-1].isspace() and len(name) > 2 else "") if letter else ""


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return ""


_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.{1,120}?)[ \t]*#*[ \t]*$", re.M)
_LISTED = re.compile(r"^[ \t]{0,3}[*+-][ \t]+(?=\S)", re.M)
_LINK = re.compile(r"!?\[([^\[\]]{1,200})\]\((?:https?://|#|/)[^()\s]{0,300}\)")
_CODE = re.compile(r"(?<!`)`([^`'\n]{1,80})`(?!`)")
# Of formulas no part is taken for emphasis: none has a dollar sign, a backslash or a brace in it or before it.
_BEFORE = r"(?<![\w*_^\\{(\[$])"
_EMPHASIS = tuple(
    re.compile(rf"{_BEFORE}{mark}(?=[^\s*_])([^*_$\\{{}}]{{1,300}}?)(?<=\S){mark}(?![\w*_$])")
    for mark in (r"\*\*\*", r"\*\*", r"\*", "___", "__", "_")
)


def without_markdown(text: str) -> str:
    """`text` without headings, emphasis, code and links of Markdown; the words stay, and a heading ends with a stop."""
    text = _HEADING.sub(lambda found: f"{found[1].rstrip('.:')}.", text)
    # One dash at the beginning of a line is of a sentence that goes on there.
    text = _LISTED.sub("• ", text) if len(_LISTED.findall(text)) > 1 else text
    return without_emphasis(_CODE.sub(r"\1", _LINK.sub(r"\1", text)))


def without_emphasis(text: str) -> str:
    """`text` without asterisks and underscores around its words."""
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    return text
