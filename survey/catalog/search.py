"""The papers that words mean, the best first.

A paper's score is BM25 over the columns of the index, by their weights: a word counts for more the rarer it is, and for
less each further time it is said. Robertson and Zaragoza, The Probabilistic Relevance Framework (2009),
doi:10.1561/1500000019, with the k1 = 1.2 and b = 0.75 of SQLite (https://www.sqlite.org/fts5.html#the_bm25_function).
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from survey.model.sieve import Word
from survey.model.words import COLUMNS, Term, one_of, telling, terms, terms_as_they_stand, within

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from survey.model.sieve import Sieve

WEIGHTS = {"title": 5, "authors": 2, "venue": 1, "abstract": 1, "summary": 1, "said": 2, "spelt": 3}
"""A word in the title says more than one in the abstract."""
SCORE = f"bm25(paper_words, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
"""The lower, the better."""
FEW_WORDS = 3
"""So many words are all meant; of more, whoever asks in sentences cannot know which ones a paper uses."""
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
    found, only, without = _terms(catalog, asked)
    # Of words that are signs alone, no paper holds any.
    if not found and (asked.words or not only):
        return None
    return _all_of(found, only, without)


def forbidden(asked: Sieve) -> str | None:
    """The question for papers that hold what they must not; None where no word is excluded."""
    without = _unwanted(asked)
    return _either(without) if without else None


def each_word(catalog: sqlite3.Connection, asked: Sieve) -> tuple[list[Term], list[Term]]:
    """The words to rank by, which may stand anywhere, and those that must stand in a field, each for itself."""
    found, only, _ = _terms(catalog, asked)
    return found, only


def stages(catalog: sqlite3.Connection, asked: Sieve) -> Iterator[Stage]:
    """The questions to be asked one after the other, until there are papers enough."""
    found, only, without = _terms(catalog, asked)
    distinct = list(dict.fromkeys(found))
    if not found and (asked.words or not only):
        return
    if len(distinct) <= FEW_WORDS:
        every = _all_of(distinct, only, without)
        if distinct and rows(catalog, every.match, _MOST_ROWS_AT_ONCE) > _MOST_ROWS_AT_ONCE:
            titled = tuple(Term(f"title:{each.text}", within("title", each.match)) for each in distinct)
            both = f"({_all(every.parts)}) AND ({_either(titled)})"
            yield Stage(_except(both, without), (*every.parts, *titled), holds_all=True)
        yield every
    if len(distinct) > 1:
        yield _some_of(catalog, found, only, without)


def some_words(catalog: sqlite3.Connection, text: str) -> Stage:
    """The question for papers that hold some words of `text`, in the form in which they stand; it may find none."""
    said = telling(terms_as_they_stand(text))
    return _some_of(catalog, [_held(catalog, each) for each in said], (), ())


def _terms(catalog: sqlite3.Connection, asked: Sieve) -> tuple[list[Term], list[Term], list[Term]]:
    """Words to rank by, those that must be there, and those that must not, as the catalog holds them."""
    found = [_held(catalog, each) for each in telling(_typed(asked.words))]
    return found, [_held(catalog, each) for each in _by_words(asked.only)], _unwanted(asked)


def _unwanted(asked: Sieve) -> list[Term]:
    """What is not wanted is meant as it is typed, in any form."""
    return [Term(each.text, one_of((each.match, *each.others))) for each in _by_words(asked.without)]


def _typed(words: Sequence[Word]) -> list[Term]:
    """What `words` look for; those in a row that are no phrases are seen together."""
    return [
        each
        for is_phrase, row in groupby(words, key=attrgetter("is_phrase"))
        for text in ([word.text for word in row] if is_phrase else [" ".join(word.text for word in row)])
        for each in terms(text, is_phrase=is_phrase)
    ]


def _by_words(asked: Collection[object]) -> list[Term]:
    return [each for word in asked if isinstance(word, Word) for each in _in_field(word)]


def _in_field(word: Word) -> list[Term]:
    # Names have initials in their midst, and come in both orders.
    is_phrase = word.is_phrase and word.field != "author"
    found = terms(word.text, is_phrase=is_phrase, field=word.field)
    said = [each._replace(text=f"{word.field}:{each.text}") if word.field else each for each in found]
    if word.field != "venue":
        return said
    return [Term(f"venue:{word.text}", _venue(word.text, said))] if said else []


def _venue(typed: str, said: Sequence[Term]) -> str:
    """As typed, or by the short name that the catalog gives to it."""
    from survey.model.record import Venue
    from survey.model.venue import settled_venue

    short = terms(settled_venue(Venue(typed)).name, is_phrase=True, field="venue")
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


def _all_of(found: Sequence[Term], only: Sequence[Term], without: Sequence[Term]) -> Stage:
    parts = tuple(dict.fromkeys((*only, *found)))
    return Stage(_except(_all(parts), without), parts, holds_all=True)


def _some_of(
    catalog: sqlite3.Connection, found: Sequence[Term], only: Sequence[Term], without: Sequence[Term]
) -> Stage:
    """By the rarest words, as many as the catalog can score in time; where even the rarest is common, by titles."""
    counted = {each: rows(catalog, each.match, _MOST_ROWS) for each in dict.fromkeys(found)}
    kept: set[Term] = set()
    room = _MOST_ROWS
    for each in sorted(counted, key=counted.__getitem__):
        room -= counted[each]
        if room < 0:
            break
        kept.add(each)
    left_out = tuple(each.text for each in counted if each not in kept)
    # What is said twice in a question counts twice.
    parts = [each for each in found if each in kept]
    if not kept:
        parts, left_out = [Term(f"title:{each.text}", within("title", each.match)) for each in counted], ()
    match = f"{_all(only)} AND ({_either(parts)})" if only else _either(parts)
    return Stage(_except(match, without), (*only, *parts), holds_all=False, left_out=left_out)


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
