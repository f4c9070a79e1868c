"""The papers that words mean, the best first.

A paper's score is BM25 over the columns of the index, by their weights: a word counts for more the rarer it is, and for
less each further time it is said. Robertson and Zaragoza, The Probabilistic Relevance Framework (2009),
doi:10.1561/1500000019, with the k1 = 1.2 and b = 0.75 of SQLite (https://www.sqlite.org/fts5.html#the_bm25_function).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from survey.model.sieve import Word
from survey.model.words import (
    COLUMNS,
    FEW_WORDS,
    Term,
    is_running_text,
    one_of,
    telling,
    terms,
    terms_as_they_stand,
    with_initials,
    within,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from survey.model.sieve import Sieve

WEIGHTS = {"title": 5, "authors": 2, "venue": 1, "abstract": 1, "summary": 1, "said": 2, "spelt": 3}
"""A word in the title says more than one in the abstract."""
SCORE = f"bm25(paper_words, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
"""The lower, the better."""
PAGE = 50
"""Where fewer papers hold all of a few words, those that hold some follow."""
REACH = 1000
"""So many papers that hold only some of the words are listed at most."""
_MOST_ROWS = 100_000
"""Papers that are scored at most for holding some words, for that takes a microsecond each: rarer words go first."""
_MOST_ROWS_AT_ONCE = 10_000
"""Where more papers hold all words, those that hold one in the title are scored first."""


class Stage(NamedTuple):
    """One question to the index of words, after those before it."""

    match: str
    parts: tuple[Term, ...]
    """The scores by these add up to the score."""
    holds_all: bool
    left_out: tuple[str, ...] = ()
    """Words that are too common here to be counted."""

    @property
    def most(self) -> int | None:
        """How many papers it gives at most."""
        return None if self.holds_all else REACH


class Hit(NamedTuple):
    """A paper found, how well it fits (the more, the better), and by which question."""

    paper: int
    score: float
    stage: Stage


def has_words(asked: Sieve) -> bool:
    """Whether `asked` ranks papers."""
    return bool(asked.words) or any(isinstance(each, Word) for each in asked.only)


def every_word(catalog: sqlite3.Connection, asked: Sieve) -> Stage | None:
    """The question for papers that hold every word that tells something; None where there is no word to look for."""
    wanted = _terms(catalog, asked)
    return None if _is_about_nothing(asked, wanted) else _all_of(wanted.loose, wanted)


def forbidden(asked: Sieve) -> str | None:
    """The question for papers that hold what they must not; None where no word is excluded."""
    without = _unwanted(asked)
    return _either(without) if without else None


def each_word(catalog: sqlite3.Connection, asked: Sieve) -> tuple[list[Term], list[Term]]:
    """The words to rank by, which may stand anywhere, and those that must stand in a field, each for itself."""
    wanted = _terms(catalog, asked)
    return [*wanted.phrases, *wanted.loose], wanted.only


def stages(catalog: sqlite3.Connection, asked: Sieve) -> Iterator[Stage]:
    """The questions to be asked one after the other, until there are papers enough."""
    wanted = _terms(catalog, asked)
    distinct = list(dict.fromkeys(wanted.loose))
    if _is_about_nothing(asked, wanted):
        return
    if len(distinct) <= FEW_WORDS:
        every = _all_of(distinct, wanted)
        anywhere = [*wanted.phrases, *distinct]
        if anywhere and rows(catalog, every.match, _MOST_ROWS_AT_ONCE) > _MOST_ROWS_AT_ONCE:
            titled = tuple(Term(f"title:{each.text}", within("title", each.match)) for each in anywhere)
            both = f"({_all(every.parts)}) AND ({_either(titled)})"
            yield Stage(_except(both, wanted.without), (*every.parts, *titled), holds_all=True)
        yield every
    if len(distinct) > 1:
        yield _some_of(catalog, wanted)


def some_words(catalog: sqlite3.Connection, text: str) -> Stage:
    """The question for papers that hold some words of `text`, in the form in which they stand; it may find none."""
    said = telling(terms_as_they_stand(text))
    return _some_of(catalog, _Wanted([_held(catalog, each) for each in said], [], [], []))


class _Wanted(NamedTuple):
    """What is looked for: each as it is held by the catalog."""

    loose: list[Term]
    """Words to rank by."""
    phrases: list[Term]
    """What stands in quotation marks, and must be held, unless it does so in running text."""
    only: list[Term]
    """What must be held in a field."""
    without: list[Term]
    """What must not be held."""

    @property
    def must(self) -> tuple[Term, ...]:
        """What every paper found holds."""
        return (*self.only, *self.phrases)


def _terms(catalog: sqlite3.Connection, asked: Sieve) -> _Wanted:
    """What `asked` says to look for, as the catalog holds it."""
    said = terms(" ".join(word.text for word in asked.words if not word.is_phrase))
    phrases = [each for word in asked.words if word.is_phrase for each in terms(word.text, is_phrase=True)]
    loose, must = ([*telling(said), *phrases], []) if is_running_text(said) else (telling(said), phrases)
    return _Wanted(
        [_held(catalog, each) for each in loose],
        [_held(catalog, each) for each in must],
        [_held(catalog, each) for each in _by_words(asked.only)],
        _unwanted(asked),
    )


def _is_about_nothing(asked: Sieve, wanted: _Wanted) -> bool:
    """Whether no word is left to look for: of words that are signs alone, no paper holds any."""
    return not (wanted.loose or wanted.phrases) and bool(asked.words or not wanted.only)


def _unwanted(asked: Sieve) -> list[Term]:
    """What is not wanted is meant as it is typed, in any form."""
    return [Term(each.text, one_of((each.match, *each.others))) for each in _by_words(asked.without)]


def _by_words(asked: Collection[object]) -> list[Term]:
    return [each for word in asked if isinstance(word, Word) for each in _in_field(word)]


def _in_field(word: Word) -> list[Term]:
    # Names have initials in their midst, and come in both orders.
    is_phrase = word.is_phrase and word.field != "author"
    found = terms(word.text, is_phrase=is_phrase, field=word.field)
    if word.field == "author":
        found = with_initials(found)
    said = [each._replace(text=f"{word.field}:{each.text}") if word.field else each for each in found]
    if word.field != "venue":
        return said
    return [Term(f"venue:{word.text}", _venue(word.text, said))] if said else []


def _venue(typed: str, said: Sequence[Term]) -> str:
    """As typed, or by the short name that the catalog gives to it, or to what it is a piece of."""
    from survey.model.record import Venue
    from survey.model.venue import settled_venue
    from survey.model.venue_pieces import venues_with

    names = dict.fromkeys((settled_venue(Venue(typed)).name, *venues_with(typed)))
    short = [each for name in names for each in terms(name, is_phrase=True, field="venue")]
    as_typed = " AND ".join(one_of((each.match, *each.others)) for each in said)
    return _either([Term("", as_typed), *short])


def _held(catalog: sqlite3.Connection, wanted: Term) -> Term:
    """`wanted` in each form in which a paper holds it; where none does, looser."""
    if not wanted.looser and not wanted.others:
        return wanted
    forms = [each for each in (wanted.match, *dict.fromkeys(wanted.others)) if rows(catalog, each, 1)]
    if forms:
        return Term(wanted.text, one_of(forms))
    if not wanted.looser:
        return Term(wanted.text, wanted.match)
    found = (each for each in wanted.looser if rows(catalog, each, 1))
    return Term(f"{wanted.text}…", next(found, wanted.looser[0]))


def rows(catalog: sqlite3.Connection, match: str, most: int) -> int:
    """How many papers `match` finds; `most` + 1 where more."""
    counted = "SELECT count(*) FROM (SELECT 1 FROM paper_words WHERE paper_words MATCH ? LIMIT ?)"
    return int(catalog.execute(counted, (match, most + 1)).fetchone()[0])


def _all_of(loose: Sequence[Term], wanted: _Wanted) -> Stage:
    parts = tuple(dict.fromkeys((*wanted.must, *loose)))
    return Stage(_except(_all(parts), wanted.without), parts, holds_all=True)


def _some_of(catalog: sqlite3.Connection, wanted: _Wanted) -> Stage:
    """By the rarest words, as many as the catalog can score in time; where even the rarest is common, by titles."""
    counted = {each: rows(catalog, each.match, _MOST_ROWS) for each in dict.fromkeys(wanted.loose)}
    kept: set[Term] = set()
    room = _MOST_ROWS
    for each in sorted(counted, key=counted.__getitem__):
        room -= counted[each]
        if room < 0:
            break
        kept.add(each)
    left_out = tuple(each.text for each in counted if each not in kept)
    # What is said twice in a question counts twice.
    parts = [each for each in wanted.loose if each in kept]
    if not kept:
        parts, left_out = [Term(f"title:{each.text}", within("title", each.match)) for each in counted], ()
    match = f"{_all(wanted.must)} AND ({_either(parts)})" if wanted.must else _either(parts)
    return Stage(_except(match, wanted.without), (*wanted.must, *parts), holds_all=False, left_out=left_out)


def _all(parts: Sequence[Term]) -> str:
    return " AND ".join(f"({each.match})" for each in parts)


def _either(parts: Sequence[Term]) -> str:
    return " OR ".join(f"({each.match})" for each in parts)


def _except(match: str, without: Sequence[Term]) -> str:
    return f"({match}) NOT ({_either(without)})" if without else match


def hits(catalog: sqlite3.Connection, stage: Stage, among: Collection[int] | None = None) -> Iterator[Hit]:
    """The papers that `stage` finds, of those `among`, if given, the best first; in the survey or not."""
    if not stage.match:
        return
    wanted = None if among is None else json.dumps(list(among))
    # Sorting only the best is faster, and enough for most.
    best = catalog.execute(_HITS, (stage.match, wanted, wanted, REACH)).fetchall()
    yield from (Hit(paper, -score, stage) for paper, score in best)
    if len(best) == REACH:
        given = {paper for paper, _ in best}
        found = catalog.execute(_HITS, (stage.match, wanted, wanted, -1))
        yield from (Hit(paper, -score, stage) for paper, score in found if paper not in given)


# Said with OR, the papers wanted are no way into the index: that would count how rare a word is for each of them.
_HITS = (
    f"SELECT rowid, {SCORE} AS score FROM paper_words WHERE paper_words MATCH ? "  # noqa: S608 - of fixed pieces
    "AND (? IS NULL OR rowid IN (SELECT value FROM json_each(?))) ORDER BY score, rowid LIMIT ?"
)
