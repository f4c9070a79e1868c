"""LaTeX as the words it prints."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a", "t": "\u0361",
}  # fmt: skip
_ACCENTED = re.compile(
    r"\\(?:([`'^\"~=.])\s*|([uvHcdbkrt])(?:\s+|(?=\s*\{)))(?:\{\s*)?(?:\\([ij])(?![A-Za-z])\s*|([A-Za-z\u00c0-\u024f]))(\s*\})?"
)
_SIGNS = {
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "S": "§", "P": "¶",
    "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textasciitilde": "~", "textasciicircum": "^",
    "textbackslash": "\\", "textunderscore": "_", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "times": "×", "pm": "±", "infty": "∞", "ell": "ℓ", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "leq": "≤", "geq": "≥",
    "le": "≤", "ge": "≥", "approx": "≈", "neq": "≠", "in": "∈", "nabla": "∇", "partial": "∂", "prime": "′", "sum": "∑",
    "oplus": "⊕", "otimes": "⊗", "circ": "∘",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ", "space": " ",
    "textbraceleft": "\ue010", "textbraceright": "\ue011",
    "textquotesingle": "'", "textless": "<", "textgreater": ">", "textbar": "|", "cdot": "·", "star": "*", "ast": "*",
    "sim": "~", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "newblock": " ", "par": " ", "item": " ", "newline": " ", "linebreak": " ",
}  # fmt: skip
# Commands whose first argument is not printed.
_SILENT = re.compile(
    r"\\(?:label|[vh]space\*?|color|fontsize|includegraphics|vskip|index|pagestyle|thispagestyle|input|hypertarget|"
    r"(?:text)?color|f?colorbox|href|parbox|scalebox|raisebox|begin|end|setlength|addtolength|(?:auto|eq|page|[cC]|name)?ref|"
    r"resizebox\*?\s*\{[^{}]{0,99}\}|selectlanguage|foreignlanguage|bibinfo|bibfield|binits|urldef|penalty|natexlab|bibfont|phantom)"
    r"\s*(?:\[[^\[\]{}]{0,200}\])*\s*\{[^{}]{0,500}\}(?:\s*\[[^\[\]{}]{0,200}\])?"
)
_NUMBERED = re.compile(
    r"\\(?:penalty\s*-?\d+|hskip[^\\{}]{0,60}?(?:minus|plus)?\s*[\d.]+\s*em\b(?:\s*(?:plus|minus)\s*[\d.]+\s*em)*|kern\s*[-\d.]+\w\w)"
)
_COMMAND = re.compile(r"\\([A-Za-z@]+)\*?[ \t]*(?:\n[ \t]*)?|\\(.)", re.S)
_ADDRESS = re.compile(r"\\(?:url|nolinkurl|path)\s*\{[^{}]*\}|https?://(?:\\[A-Za-z%#&_$]+|\{\}|[^\s{}\\])+")
# In an address these signs are themselves, whatever they print elsewhere.
_SELVES = str.maketrans("~-`'", "\ue013\ue014\ue015\ue016")
_PRINTED = str.maketrans("\ue010\ue011\ue012\ue013\ue014\ue015\ue016", "{}$~-`'")
_DASHES = re.compile(r"---?")
_BRACES = re.compile(r"[{}$]")
_ESCAPED = frozenset("&%$#_{}")
_PLAIN = re.compile(r"[^\\{}$~`'\-]*")


def plain(latex: str) -> str:
    """The words of `latex` on one line: accents as letters, commands gone, what they were given kept."""
    if _PLAIN.fullmatch(latex):
        return unicodedata.normalize("NFC", " ".join(latex.split()))
    latex = _ADDRESS.sub(lambda found: found.group().translate(_SELVES), latex)
    text = _BRACES.sub("", _without_commands(latex) if "\\" in latex else latex.replace("~", " "))
    text = text.replace("``", "“").replace("''", "”")
    text = _DASHES.sub(lambda dash: "—" if len(dash.group()) == 3 else "–", text).translate(_PRINTED)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _without_commands(latex: str) -> str:
    # Vietnamese puts one accent on another.
    letters = _ACCENTED.sub(_letter, _ACCENTED.sub(_letter, latex))
    text = _NUMBERED.sub(" ", _SILENT.sub(" ", letters))
    return _COMMAND.sub(_printed, text.replace("~", " "))


def _letter(found: re.Match[str]) -> str:
    mark, word_mark, dotless, letter, closing = found.groups()
    bare = dotless or letter
    opened = found.group().count("{")
    accented = unicodedata.normalize("NFC", bare + _ACCENTS[mark or word_mark])
    return accented + ("" if opened else closing or "")


def _printed(found: re.Match[str]) -> str:
    word, sign = found.groups()
    if word is not None:
        if word in _SIGNS:
            return _SIGNS[word]
        # A command ends at its space, unless it stands between words.
        return " " if found.group()[-1].isspace() else ""
    if sign in "{}$":
        return {"{": "\ue010", "}": "\ue011", "$": "\ue012"}[sign]
    if sign in _ESCAPED:
        return sign
    return "" if sign in "-/@!" else " "
