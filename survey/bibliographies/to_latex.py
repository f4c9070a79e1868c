"""Plain text as LaTeX that prints it: a command in a title is a text like any other."""

from __future__ import annotations

import re
import unicodedata

# Braces count for BibTeX even behind a backslash, so a brace is a word.
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}~^<>|&%$#_]")
_MARKS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0304": "=", "\u0307": ".",
    "\u0306": "u", "\u030c": "v", "\u030b": "H", "\u0327": "c", "\u0323": "d", "\u0331": "b", "\u0328": "k",
    "\u030a": "r",
}  # fmt: skip
_MOST_MARKS = 2
"""On one letter: Vietnamese has as many."""
_LETTERS = {
    "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L",
}  # fmt: skip
_BEYOND_ASCII = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
# What no font of text has; as formulas they stand in any document. A Greek word is no formula.
_SYMBOLS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta",
    "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    "∞": "infty", "ℓ": "ell", "→": "rightarrow", "←": "leftarrow", "≤": "leq", "≥": "geq", "≈": "approx", "≠": "neq",
    "∈": "in", "∇": "nabla", "∂": "partial", "′": "prime", "∑": "sum", "⊕": "oplus", "⊗": "otimes", "∘": "circ",
}  # fmt: skip
_SYMBOL = re.compile(rf"(?<![\u0370-\u03ff])[{''.join(_SYMBOLS)}](?![\u0370-\u03ff])")
_DASHES = re.compile(r"https?://\S+|---?")

# Pandoc's rule: a formula has no space inside its dollars, and no digit behind them.
_FORMULA = re.compile(r"(?<!\\)\$(?![\s$])((?:[^$\\]|\\.){1,2000}?)(?<![\s\\])\$(?![\d$])", re.S)
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.S)
# What only draws; nothing that reads, writes or defines.
_DRAWING = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho
    varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi
    Omega mathbb mathcal mathbf mathrm mathit mathsf mathtt mathfrak boldsymbol bm text textit textbf textrm
    operatorname ell hbar infty partial nabla pm mp times div cdot cdots ldots dots star ast circ bullet oplus
    ominus otimes wedge vee cap cup setminus in notin ni subset subseteq supset supseteq emptyset forall exists neg
    to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow uparrow downarrow
    longrightarrow le leq ge geq ll gg neq ne approx sim simeq cong equiv propto perp parallel mid vert Vert lVert
    rVert langle rangle lfloor rfloor lceil rceil frac tfrac dfrac sqrt sum prod int iint oint lim limsup liminf
    sup inf max min log ln exp sin cos tan arg det dim ker gcd deg Pr hat widehat tilde widetilde bar overline
    underline vec dot ddot check acute grave breve prime dagger ddagger left right big Big bigl bigr Bigl Bigr quad
    qquad odot square triangle angle sharp flat natural aleph Re Im top bot choose binom mod bmod pmod not xspace
    rm bf it cal
"""
_DRAWN_WORDS = frozenset(_DRAWING.split())
_DRAWN_SIGNS = frozenset("{}_%&#$,;:! ")


def latex(text: str, *, with_accents: bool) -> str:
    """LaTeX that prints `text`, in which formulas between dollars stay formulas.

    `with_accents`, Latin letters with accents are written as commands, as BibTeX needs to sort and cut names.
    """
    return "".join(
        part if is_formula else _printing(part, with_accents=with_accents) for part, is_formula in _apart(_tidy(text))
    )


def title_latex(text: str, *, with_accents: bool) -> str:
    """Like `latex`, with braces around the capitals of a title that have to stay in any style."""
    tidy = _tidy(text)
    is_sentence = _is_sentence(tidy)
    return "".join(
        part if is_formula else _capitals(part, tidy.startswith(part), is_sentence, with_accents)
        for part, is_formula in _apart(tidy)
    )


def _tidy(text: str) -> str:
    """`text` with the dashes and quotes that TeX makes of two or three signs, addresses as they are."""
    if "-" not in text and "`" not in text and "'" not in text:
        return text
    curly = text.replace("``", "“").replace("''", "”")
    return _DASHES.sub(lambda found: {"--": "–", "---": "—"}.get(found.group(), found.group()), curly)


def _apart(text: str) -> list[tuple[str, bool]]:
    """The parts of `text`, and which of them are formulas that can stand in any document."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for found in _FORMULA.finditer(text) if "$" in text else ():
        if _only_draws(found.group(1)):
            parts += [(text[at : found.start()], False), (found.group(), True)]
            at = found.end()
    return [*parts, (text[at:], False)]


def _only_draws(formula: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.", "", formula, flags=re.S):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    commands = _COMMAND.findall(formula)
    # BibTeX counts every brace, and `%` and `#` mean something in formulas, too.
    is_plain = formula.count("{") == formula.count("}") and not re.search(r"(?<!\\)[%#&~@\"]|[^\x20-\x7e]", formula)
    return not depth and is_plain and all(name in _DRAWN_WORDS or name in _DRAWN_SIGNS for name in commands)


def _printing(text: str, *, with_accents: bool) -> str:
    # Two dashes are left in addresses alone, where they are to be printed as two.
    escaped = _SPECIAL.sub(lambda found: _SIGNS[found.group()], text).replace("--", "-{}-")
    if escaped.isascii():
        return escaped
    drawn = _SYMBOL.sub(lambda found: f"{{\\ensuremath{{\\{_SYMBOLS[found.group()]}}}}}", escaped)
    return _BEYOND_ASCII.sub(lambda found: accented(found.group()), drawn) if with_accents else drawn


def accented(letter: str) -> str:
    """A Latin letter as the command that prints it; itself where none does."""
    if command := _LETTERS.get(letter):
        return f"{{\\{command}}}"
    bare, *marks = list(unicodedata.normalize("NFD", letter))
    if not marks or len(marks) > _MOST_MARKS or not bare.isascii() or not all(mark in _MARKS for mark in marks):
        return letter
    written = f"\\{bare}" if bare in "ij" and _MARKS[marks[0]] not in "cdbk" else bare
    for mark in map(_MARKS.__getitem__, marks):
        is_one_sign = len(written) == 1 or written in {"\\i", "\\j"}
        written = f"\\{mark}{written}" if is_one_sign and not mark.isalpha() else f"\\{mark}{{{written}}}"
    return f"{{{written}}}"


_RUN = re.compile(r"[^\W_]+")
_BEGINS = re.compile(r"(?:^|[:.?!]\s+[\"'“‘(]*)$")


def _capitals(text: str, begins: bool, is_sentence: bool, with_accents: bool) -> str:  # noqa: FBT001 - within this file
    pieces, at = [], 0
    for run in _RUN.finditer(text):
        word = run.group()
        stays = _must_stay(word) or (
            is_sentence and word[0].isupper() and not (begins and not run.start()) and not _begins(text, run.start())
        )
        if stays and any(char.isascii() and char.isupper() for char in word):
            inner = _printing(word, with_accents=with_accents)
            pieces += [_printing(text[at : run.start()], with_accents=with_accents), f"{{{inner}}}"]
            at = run.end()
    return "".join([*pieces, _printing(text[at:], with_accents=with_accents)])


def _begins(text: str, at: int) -> bool:
    return bool(_BEGINS.search(text[max(0, at - 8) : at]))


def _must_stay(word: str) -> bool:
    """Whether a word has capitals that no style may change: after its first letter, or alone among digits."""
    letters = [char for char in word if char.isalpha()]
    if len(letters) == 1:
        return letters[0].isupper() and word != "A"
    return any(char.isupper() for char in word[1:])


def _is_sentence(title: str) -> bool:
    """Whether a title has capitals only where names have them, not on every word."""
    words = [word for word in _RUN.findall(title)[1:] if len(word) > 3 and not _must_stay(word)]
    return len(words) > 1 and sum(word[0].isupper() for word in words) * 2 < len(words)
