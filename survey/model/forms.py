"""How else words are written in English, and names in print: what is looked for in one form is found in the others."""

from __future__ import annotations

import re
from itertools import pairwise
from string import digits
from typing import TYPE_CHECKING

from survey.model.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The index takes the usual endings off by itself (Porter's stemmer); these it does not know, or it cuts too deep.
# Not here is what mostly means something else: media, data.
_PAIRS = """
    antenna antennae, apex apices, appendix appendices, automaton automata, axis axes, bacterium bacteria,
    consortium consortia, continuum continua, corpus corpora, criterion criteria, curriculum curricula, erratum errata,
    equilibrium equilibria, extremum extrema, fungus fungi, ganglion ganglia, genus genera, helix helices,
    hippocampus hippocampi, lemma lemmata, locus loci, focus foci, maximum maxima, minimum minima, modulus moduli,
    momentum momenta, nucleus nuclei, optimum optima, radius radii, radix radices, schema schemata, spectrum spectra,
    stimulus stimuli, stratum strata, symposium symposia, thesaurus thesauri, torus tori,
    child children, foot feet, goose geese, half halves, knife knives, leaf leaves, man men, mouse mice, shelf shelves,
    tooth teeth, wolf wolves, woman women,
    alias aliases, atlas atlases, bias biases, bonus bonuses, bus buses, campus campuses, canvas canvases,
    census censuses, consensus consensuses, corpus corpuses, focus focuses, gas gases, lens lenses, quiz quizzes,
    status statuses, surplus surpluses, virus viruses,
    centre center, centres centers, fibre fiber, fibres fibers, metre meter, metres meters, theatre theater, grey gray,
    catalogue catalog, catalogues catalogs, dialogue dialog, dialogues dialogs, analogue analog, defence defense,
    licence license, programme program, programmes programs, aluminium aluminum, cpp cplusplus
"""
_ENDINGS = (
    ("sis", "ses"), ("trix", "trices"), ("dex", "dices"), ("tex", "tices"), ("plex", "plices"), ("hedron", "hedra"),
    ("omenon", "omena"), ("yse", "yze"), ("ysed", "yzed"), ("yser", "yzer"), ("ysing", "yzing"),
)  # fmt: skip
_LIKE_PLURALS = frozenset({"basis", "bases"})
"""Bases are of a base at least as often as of a basis."""
_BRITISH = re.compile(r"(.{3,}i)([sz])(e|ed|es|er|ers|ing|ation|ations|able)")
_OUR = re.compile(r"(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rig|rum|tum|vap|vig)(ou?r)(.*)")

_FIRST = frozenset({
    "anti", "auto", "back", "bi", "bio", "block", "co", "code", "cross", "cyber", "data", "deep", "down", "few",
    "feed", "fine", "full", "geo", "ground", "half", "hand", "high", "hyper", "inter", "intra", "key", "large", "light",
    "long", "low", "macro", "meta", "micro", "mid", "mini", "mono", "multi", "nano", "neuro", "non", "off", "open",
    "over", "poly", "post", "pre", "pseudo", "quasi", "re", "real", "self", "semi", "short", "single", "socio",
    "spatio", "sub", "super", "tele", "text", "time", "ultra", "un", "under", "up", "video", "weak", "web", "work",
    "zero",
})  # fmt: skip
_LAST = frozenset({
    "aware", "back", "base", "based", "book", "chain", "down", "end", "flow", "free", "level", "like", "line", "mark",
    "off", "out", "page", "point", "scale", "set", "shot", "side", "site", "space", "time", "tree", "up", "wise",
    "word",
})  # fmt: skip
_APART = {"online": "on line"}
"""With a first half that is in too many words, or sentences, to be tried with any."""
_BEHIND_A_LETTER = frozenset({
    "batch", "best", "book", "center", "centers", "commerce", "core", "distance", "divergence", "fold", "function",
    "gram", "grams", "health", "learning", "mail", "mails", "means", "measure", "median", "medians", "medoids",
    "nearest", "net", "nets", "nn", "norm", "norms", "ray", "rays", "score", "scores", "separation", "shot", "sne",
    "test", "tests", "value", "values", "way",
})  # fmt: skip
"""Words that a single letter stands before in a name: k-means, t-SNE, q-learning."""
_NO_PARTS = STOP_WORDS - {"down", "few", "off", "out", "over", "under", "up"}
"""Words that two others stand side by side with, and are no part of: “in form” is no inform."""
_MOST_PARTS = 4
"""Of what is held together by hyphens, where it is looked for without them."""
_TAILS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
"""What stands behind an apostrophe: “we'll” is no well."""
_FEWEST_IN_HALVES = 3
"""Letters in each half of a word that is tried in every half."""
_MOST_LETTERS = 40
"""Of a word: what is longer is none."""
_FEWEST_LETTERS = 4
"""Of a word that is written apart."""

# German names in plain letters. After a vowel, q, x or y it is another sound (Bauer, Xue), and Michael is no Michal.
_UMLAUT = re.compile(r"(?<![aeiouqxy])(?!ael|[ou]el$)([aou])e(?=[^\Waeiou_])")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_FEWEST_IN_NAMES = 5
_PARTICLES = (
    re.compile(r"(?:(van|von)(der|den|de)|(de)(la|los))(\w{3,})"),
    re.compile(r"(al|ben|de|di|du|el|la|le|mac|mc|van|von)(\w{3,})"),
    re.compile(r"(o(?=[^\Waeiou_])|[dl](?=[aeiou]\w{4}))(\w{3,})"),
)


def forms_of(words: Sequence[str], *, is_phrase: bool) -> Iterator[str]:
    """How else `words` are written that stand together: plural, British, and in one word or several.

    Each form is words with blanks between them. Of a phrase, in quotation marks, no word is taken apart or joined.
    """
    for place, word in enumerate(words):
        for form in _inflected(word.lower()):
            yield " ".join([*words[:place], form, *words[place + 1 :]])
    if is_phrase:
        return
    if len(words) == 1:
        yield from dict.fromkeys(_apart(words[0].lower()))
    elif len(words) <= _MOST_PARTS:
        for place, (one, other) in enumerate(pairwise(words)):
            if other.lower() not in _TAILS or one.isdigit():
                yield " ".join([*words[:place], one + other, *words[place + 2 :]])
        if len(words) > 2:
            yield "".join(words)


def in_two(word: str) -> Iterator[str]:
    """The ways to write `word` as two words, for one that is found in no other way."""
    if not word.isascii() or len(word) > _MOST_LETTERS:
        return
    for one, other in _in_every_half(word, _FEWEST_IN_HALVES):
        yield f"{one} {other}"


def _in_every_half(word: str, fewest: int) -> Iterator[tuple[str, str]]:
    """The ways to cut `word` in two of which the first has at least the `fewest` letters, the second three."""
    for place in range(fewest, len(word) - _FEWEST_IN_HALVES + 1):
        yield word[:place], word[place:]


def joined(one: str, other: str) -> str | None:
    """Two words that stand side by side as one; None where they are hardly meant so."""
    whole = (one + other).lower()
    if _is_lettered(one, other):
        return whole
    is_word = {one.lower(), other.lower()}.isdisjoint(_NO_PARTS) and all(map(_is_part, (one, other)))
    return whole if is_word and len(whole) >= _FEWEST_LETTERS else None


def _is_part(word: str) -> bool:
    return word.isdigit() or (len(word) > 1 and word.isalpha())


def _is_lettered(one: str, other: str) -> bool:
    return len(one) == 1 and one.isalpha() and one.lower() not in _NO_PARTS and other.lower() in _BEHIND_A_LETTER


def _inflected(word: str) -> Iterator[str]:
    yield from _FORMS.get(word, ())
    for one, other in (*_ENDINGS, *_TURNED):
        if word.endswith(one) and word not in _LIKE_PLURALS:
            yield word.removesuffix(one) + other
    if found := _BRITISH.fullmatch(word):
        yield found[1] + ("z" if found[2] == "s" else "s") + found[3]
    elif found := _OUR.fullmatch(word):
        yield found[1] + ("or" if found[2] == "our" else "our") + found[3]


def _table() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for pair in _PAIRS.split(","):
        one, other = pair.split()
        forms.setdefault(one, []).append(other)
        forms.setdefault(other, []).append(one)
    return forms


_FORMS = _table()
_TURNED = tuple((other, one) for one, other in _ENDINGS)


def _apart(word: str) -> Iterator[str]:
    if len(word) > _MOST_LETTERS:
        return
    if word in _APART:
        yield _APART[word]
    if _is_lettered(word[:1], word[1:]):
        yield f"{word[0]} {word[1:]}"
    for one, other in _in_every_half(word, 2):
        if (one in _FIRST or other.removesuffix("s") in _LAST) and _NO_PARTS.isdisjoint((one, other)):
            yield f"{one} {other}"
    for letters in (word.rstrip(digits), word.lstrip(digits)):
        if letters != word and letters.isalpha():
            yield " ".join(word.partition(letters)).strip()


def with_umlauts_spelt(words: str) -> Iterator[str]:
    """`words` in plain letters where there are umlauts in them: Schrödinger is Schroedinger."""
    small = words.lower()
    if not small.isascii() and (plain := small.translate(_UMLAUTS)) != small:
        yield plain


def without_umlauts(words: str) -> Iterator[str]:
    """`words` in bare letters where they may spell umlauts in plain ones: Schroedinger is Schrodinger."""
    small = words.lower()
    if len(small) >= _FEWEST_IN_NAMES and (bare := _UMLAUT.sub(r"\1", small)) != small:
        yield bare


def names_of(word: str) -> Iterator[str]:
    """How else `word` is printed if it is a name: with an umlaut or without, and with a particle apart."""
    name = word.lower()
    yield from with_umlauts_spelt(name)
    yield from without_umlauts(name)
    for pattern in _PARTICLES:
        if found := pattern.fullmatch(name):
            yield " ".join(filter(None, found.groups()))
