"""Which papers are let through: what options and `field:value` ask for, as conditions in SQL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.catalog.within import find_survey, holding, own_texts
from survey.model.errors import AskedWronglyError
from survey.model.reading import STATES
from survey.model.sieve import HAS, SCHEMES, Between, Named, Sieve, Word
from survey.model.survey import STANDINGS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator

    from survey.catalog.read import Selection
    from survey.catalog.within import Survey


class Condition(NamedTuple):
    """A condition on the paper `p`, with the value of each `?` in it."""

    text: str
    values: tuple[Any, ...] = ()

    def turned(self) -> Condition:
        """What holds where this does not, and where nobody knows."""
        return Condition(f"NOT coalesce(({self.text}), 0)", self.values)


ANY = Condition("1")
"""What every paper fulfils."""
NONE = Condition("0")
"""What no paper fulfils."""
ADDED = Condition("p.added_at IS NOT NULL")
"""To be in the catalog's own list."""


def among(papers: Collection[int]) -> Condition:
    """To be one of `papers`."""
    return Condition("p.id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(papers)),))


def conditions(catalog: sqlite3.Connection, selection: Selection, asked: Sieve, *first: Condition) -> Condition:
    """All that options and filters ask for, but for words of the index, after what is to hold `first`.

    Raises AskedWronglyError for what no paper can have, and for a survey that there is not.
    """
    survey = find_survey(catalog, selection.survey) if selection.survey else None
    found = [*first, *([_within(survey)] if survey else []), *_chosen(selection, survey)]
    found += [_condition(catalog, each, survey) for each in asked.only if not isinstance(each, Word)]
    found += [_condition(catalog, each, survey).turned() for each in asked.without if not isinstance(each, Word)]
    if survey and (unwanted := [each.text for each in asked.without if isinstance(each, Word) and not each.field]):
        own = own_texts(catalog, survey)
        found += [among(holding(own, text, is_whole=True)).turned() for text in unwanted]
    return both(*found)


def _within(survey: Survey) -> Condition:
    return Condition("p.id IN (SELECT paper_id FROM candidate WHERE survey_id = ?)", (survey.id,))


def both(*conditions: Condition) -> Condition:
    """All of `conditions`."""
    values = tuple(value for each in conditions for value in each.values)
    return Condition(" AND ".join(each.text for each in conditions) or ANY.text, values)


def either(*conditions: Condition) -> Condition:
    """One of `conditions`."""
    values = tuple(value for each in conditions for value in each.values)
    return Condition(f"({' OR '.join(each.text for each in conditions)})" if conditions else NONE.text, values)


def _chosen(selection: Selection, survey: Survey | None) -> Iterator[Condition]:
    if selection.since is not None and selection.until is not None and selection.since > selection.until:
        raise AskedWronglyError(
            f"no year is from {selection.since} on and not after {selection.until}",
            hint="--since takes the first year wanted, --until the last",
        )
    for tag in selection.tags:
        yield _with_tags([tag], survey)
    if selection.since is not None:
        yield Condition("p.year >= ?", (selection.since,))
    if selection.until is not None:
        yield Condition("p.year <= ?", (selection.until,))
    if selection.venue is not None:
        yield _at(selection.venue)
    for what in selection.has:
        if what not in HAS:
            raise AskedWronglyError(f"papers cannot be asked for {what}", hint="--has takes one of: " + ", ".join(HAS))
        yield _having(what, survey)


def _at(venue: str) -> Condition:
    """To have appeared at `venue`: as typed, or by the short name that the catalog gives to it, or to what has it."""
    from survey.model.record import Venue
    from survey.model.venue import settled_venue
    from survey.model.venue_pieces import venues_with

    names = _list([venue, settled_venue(Venue(venue)).name, *venues_with(venue)])
    named = "SELECT id FROM venue WHERE lower(name) IN (SELECT lower(value) FROM json_each(?))"
    return Condition(f"p.venue_id IN ({named})", names)


_COLUMN = {"year": "p.year", "cites": "p.citations"}


def _condition(catalog: sqlite3.Connection, asked: Named | Between, survey: Survey | None) -> Condition:
    if isinstance(asked, Between):
        column = _COLUMN[asked.field]
        bounds = [(f"{column} {sign} ?", number) for sign, number in ((">=", asked.low), ("<=", asked.high))]
        kept = [(text, number) for text, number in bounds if number is not None]
        return Condition(" AND ".join(text for text, _ in kept), tuple(number for _, number in kept))
    if asked.field == "tag":
        return _tagged(catalog, asked.value, survey)
    if asked.field == "has":
        return _having(asked.value, survey)
    if asked.field == "is" and asked.value in STANDINGS:
        return _standing(asked.value, survey)
    return _NAMED[asked.field](catalog, asked.value)


def _tagged(catalog: sqlite3.Connection, tag: str, survey: Survey | None) -> Condition:
    names = (name for (name,) in catalog.execute("SELECT name FROM tag UNION SELECT name FROM survey_tag"))
    return _with_tags([name for name in names if name.casefold() == tag.casefold()], survey)


def _with_tags(names: list[str], survey: Survey | None) -> Condition:
    """To have one of the tags `names`, or to have it in `survey`."""
    tagged = "SELECT paper_id FROM tag WHERE name IN (SELECT value FROM json_each(?))"
    if survey is None:
        return Condition(f"p.id IN ({tagged})", _list(names))
    there = "SELECT paper_id FROM survey_tag WHERE survey_id = ? AND name IN (SELECT value FROM json_each(?))"
    return Condition(f"p.id IN ({tagged} UNION {there})", (*_list(names), survey.id, *_list(names)))


def _standing(standing: str, survey: Survey | None) -> Condition:
    """To stand so in `survey`, by the decision that counts there."""
    if survey is None:
        raise AskedWronglyError(
            f"is:{standing} asks for what was decided in a survey", hint="name the survey with --in NAME"
        )
    if (verdict := STANDINGS[standing]) is None:
        return Condition("p.id NOT IN (SELECT paper_id FROM decision WHERE survey_id = ?)", (survey.id,))
    decided = "SELECT paper_id FROM decided WHERE survey_id = ? AND verdict = ?"
    return Condition(f"p.id IN ({decided})", (survey.id, verdict))


def _with_results(column: str) -> Callable[[sqlite3.Connection, str], Condition]:
    def condition(catalog: sqlite3.Connection, asked: str) -> Condition:
        from survey.model.text import fold

        words = f" {fold(asked)}"
        names = (name for (name,) in catalog.execute(f"SELECT DISTINCT {column} FROM result"))  # noqa: S608 - ours
        meant = [name for name in names if words.strip() and words in f" {fold(name)}"]
        among = f"SELECT paper_id FROM result WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
        return Condition(f"p.id IN ({among})", _list(meant))

    return condition


def _list(names: list[str]) -> tuple[str]:
    return (json.dumps(names),)


def _from_source(catalog: sqlite3.Connection, source: str) -> Condition:
    told = "SELECT 1 FROM record r WHERE r.paper_id = p.id AND r.superseded_at IS NULL AND r.source = ?"
    return Condition(f"EXISTS ({told})", (source,))


def _keyed(catalog: sqlite3.Connection, key: str) -> Condition:
    return Condition("substr(p.cite_key, 1, length(?)) = ?", (key.lower(), key.lower()))


def _having(what: str, survey: Survey | None) -> Condition:
    """To have `what`, one of HAS; tags and notes anywhere or in `survey`."""
    if what in SCHEMES:
        return Condition("p.id IN (SELECT paper_id FROM identifier WHERE scheme = ?)", (what,))
    if what == "abstract":
        return Condition("json_extract(p.view, '$.abstract') IS NOT NULL")
    if (table := _SAID.get(what)) is None:
        return Condition(f"p.has_{what} = 1")
    said = f"SELECT paper_id FROM {table}"  # noqa: S608 - a name of our own
    if survey is None:
        return Condition(f"p.id IN ({said})")
    there = f"SELECT paper_id FROM survey_{table} WHERE survey_id = ?"  # noqa: S608 - a name of our own
    return Condition(f"p.id IN ({said} UNION {there})", (survey.id,))


_SAID = {"notes": "note", "tags": "tag"}


def _being(catalog: sqlite3.Connection, what: str) -> Condition:
    if what == "preprint":
        return Condition("p.venue_id IN (SELECT id FROM venue WHERE kind = ?)", (what,))
    field = "$.details.reading" if what in STATES else "$.status"
    return Condition("json_extract(p.view, ?) = ?", (field, what))


_NAMED: dict[str, Callable[[sqlite3.Connection, str], Condition]] = {
    "task": _with_results("task"),
    "dataset": _with_results("dataset"),
    "source": _from_source,
    "key": _keyed,
    "is": _being,
}
