"""The searches of a review as reporting guidelines ask for them: a paragraph on methods, and a table.

The table has what PRISMA-S asks of database searches (Rethlefsen et al., Systematic Reviews 10:39, 2021,
doi:10.1186/s13643-020-01542-z): databases, dates, full search strings, limits, and the number of records.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.formats.cell import UNKNOWN, Cell, Column
from survey.formats.markdown import escape
from survey.formats.table import Group, ReviewTable
from survey.model.record import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from survey.formats.cell import Row
    from survey.model.search_log import Asked, KeptAnswer, SearchLog
    from survey.model.view import PaperView

# A venue is quoted as for a shell.
_VENUE = r"""--venue (?:'[^']*'|"[^"]*"|[^\s'"])+"""
_OPTIONS = re.compile(rf"(?:(?:^|\s)(?:{_VENUE}|(?:--since|--until|-n) \d+))*$")
_HEADINGS = {
    "run": "Run", "source": "Database", "at": "Date and time (UTC)", "words": "Search", "limits": "Limits",
    "sent": "Requests", "hits": "Records", "new": "New papers", "outcome": "Outcome",
}  # fmt: skip
_USUAL = Query(text="")
_NUMBERS = frozenset({"run", "hits", "new"})


def table_of(log: SearchLog) -> ReviewTable:
    """One row an asking of a database. Limits are options as on a command line: `-n` is the most records wanted."""
    columns = [Column(name, heading, _nothing, is_number=name in _NUMBERS) for name, heading in _HEADINGS.items()]
    return ReviewTable(columns, [Group(None, map(_row, log.asked))])


def _nothing(_: PaperView) -> Cell:
    return UNKNOWN


def _row(asked: Asked) -> Row:
    words, limits = words_and_limits(asked.typed)
    if "-n " not in limits:
        limits = f"{limits} -n {_USUAL.limit}".strip()
    outcome = f"{asked.outcome}: {asked.message}" if asked.message else asked.outcome
    said = (asked.run, asked.source, asked.at[:19].replace("T", " "), words or None, limits)
    return tuple(map(Cell, (*said, _sent(asked), asked.hits, asked.new, outcome)))


def _sent(asked: Asked) -> str | None:
    """The requests as sent, then what stood in for those that were not."""
    return " ; ".join([*asked.sent, *map(_kept, asked.kept)]) or None


def _kept(answer: KeptAnswer) -> str:
    if answer.request is None:
        return f"none: a dump on this machine, of {answer.on}"
    return f"not sent, its answer was kept on {answer.on}: {answer.request}"


def words_and_limits(typed: str) -> tuple[str, str]:
    """A search as typed, as its words and its options."""
    found = _OPTIONS.search(typed)
    start = found.start() if found else len(typed)
    return typed[:start], typed[start:].strip()


def methods(log: SearchLog) -> str:
    """A paragraph in Markdown for the section on methods: who was asked, when, for what, and what came of it."""
    if not log.asked:
        return "No database has been searched yet."
    days = [each.at[:10] for each in log.asked]
    when = f"on {days[0]}" if days[0] == max(days) else f"between {min(days)} and {max(days)}"
    searches = _listed([f"“{escape(typed)}”" for typed in dict.fromkeys(each.typed for each in log.asked)])
    sentences = [
        f"We searched {_listed(list(map(escape, sorted({each.source for each in log.asked}))))} {when}.",
        f"The searches were {searches}; the requests stand in the table.",
        f"They returned {_number(log.hits, 'record')}, from which {_number(log.papers, 'paper')} remained that no "
        "earlier search or list had brought, after records of one work had been merged.",
        f"Of these, {log.in_survey} {'is' if log.in_survey == 1 else 'are'} in the survey.",
    ]
    sentences += _not_sent(log)
    if failed := sorted({each.source for each in log.asked if each.message}):
        sentences.append(f"Not every request was answered: see the outcomes of {_listed(list(map(escape, failed)))}.")
    return " ".join(sentences)


def _not_sent(log: SearchLog) -> Iterator[str]:
    """How many askings were answered from what was kept, in full or in part, and which by dumps."""
    from_before = [each for each in log.asked if any(answer.request for answer in each.kept)]
    for how, askings in (
        ("in full", [each for each in from_before if not each.sent]),
        ("in part", [each for each in from_before if each.sent]),
    ):
        if askings:
            days = _days(answer.on for each in askings for answer in each.kept if answer.request)
            number = _number(len(askings), "asking")
            yield f"{number} {'was' if len(askings) == 1 else 'were'} answered {how} from what was kept on {days}."
    dumps = {(each.source, answer.on) for each in log.asked for answer in each.kept if not answer.request}
    for source in sorted({source for source, _ in dumps}):
        days = _days(on for dumped, on in dumps if dumped == source)
        yield f"For {escape(source)} a dump on this machine answered, of {days}."


def _listed(texts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _days(days: Iterable[str]) -> str:
    return _listed(sorted(set(days)))


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
