"""Papers added by name: an identifier, an address, a title, or what a search found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from rapidfuzz import fuzz

from survey.catalog.edit import add_papers
from survey.catalog.find import find_named
from survey.catalog.known import added_papers, cite_keys, titled
from survey.catalog.within import there
from survey.model.identifier import Identifier, misspelt, read_identifier
from survey.model.survey import Into
from survey.model.text import fold
from survey.sources.source import FindsTitles, LooksUp, Source
from survey.workflow.asking import Answer, Ask, Library, Progress, Told, ask
from survey.workflow.enrich import enrich
from survey.workflow.renew import renew_lines

_ALIKE = 95.0
"""How alike (0 to 100) a found title must be to one typed by hand: a typing error or two, no other words."""


@dataclass(slots=True)
class Added:
    """What became of each thing that was to be added."""

    new: list[int] = field(default_factory=list)
    already: list[int] = field(default_factory=list)
    """Papers that were in the survey before."""
    unknown: list[str] = field(default_factory=list)
    """What everybody who was asked does not know."""
    unanswered: list[str] = field(default_factory=list)
    """What may well exist: a source that could know it did not answer."""
    misspelt: dict[str, str] = field(default_factory=dict)
    """What looks like an identifier and is none, with the scheme it looks like."""
    unclear: dict[str, list[str]] = field(default_factory=dict)
    """Titles that several papers have, with the cite keys of those."""
    told: list[Told] = field(default_factory=list)
    finished: bool = True


def add(
    library: Library,
    refs: Sequence[str],
    *,
    tags: Collection[str] = (),
    into: Into | None = None,
    progress: Progress = lambda *_: None,
) -> Added:
    """Adds the paper of each of `refs` to the catalog's list, and `into` a survey, with all that sources know of it.

    What is in the survey already is not asked for again. What arrives is kept, whatever happens after.
    """
    done = Added()
    done.misspelt = {ref: scheme for ref in refs if (scheme := misspelt(ref))}
    papers, names, titles = _sorted_out(library, [ref for ref in refs if ref not in done.misspelt])
    already = added_papers(library.catalog, papers.values())
    done.already = [paper for paper in dict.fromkeys(papers.values()) if paper in already]
    papers |= _by_title(library, titles, done, progress)
    wanted = {paper for paper in papers.values() if paper not in already}
    enriched = enrich(library, "add", names=list(names.values()), papers=wanted, progress=progress)
    done.told += enriched.told
    done.finished = done.finished and enriched.finished
    found = [owner for name in names.values() if (owner := enriched.owners.get(name)) is not None]
    everybody = list(dict.fromkeys([*papers.values(), *found]))
    if everybody:
        was_in = _were_in(library, everybody, into)
        add_papers(library.catalog, everybody, now=library.now(), tags=tags, into=into)
        renew_lines(library.catalog, everybody, now=library.now())
        done.new = [paper for paper in everybody if paper not in was_in]
        done.already = [paper for paper in everybody if paper in was_in]
    _tell_missing(library, done, {ref: name for ref, name in names.items() if name not in enriched.owners})
    return done


def _were_in(library: Library, papers: Collection[int], into: Into | None) -> set[int]:
    """Those of `papers` that need not be put anywhere."""
    if into is None:
        return added_papers(library.catalog, papers)
    with library.catalog.reading() as reader:
        return there(reader, into.survey, papers)


def _sorted_out(library: Library, refs: Sequence[str]) -> tuple[dict[str, int], dict[str, Identifier], list[str]]:
    """The papers that `refs` name and the catalog knows, the identifiers to ask for, and the titles to look for."""
    papers: dict[str, int] = {}
    names: dict[str, Identifier] = {}
    titles: list[str] = []
    for ref in dict.fromkeys(ref.strip() for ref in refs if ref.strip()):
        name = read_identifier(ref)
        if (paper := _known(library, ref)) is not None:
            papers[ref] = paper
        elif name:
            names[ref] = name
        else:
            titles.append(ref)
    return papers, names, titles


def _known(library: Library, ref: str) -> int | None:
    """The paper that `ref` is the whole name of: a piece of a title finds papers, but does not say which to add."""
    if not library.catalog.path.exists():
        return None
    with library.catalog.reading() as reader:
        named = find_named(reader, ref)
    same_title = titled(library.catalog, fold(ref)) if named is None else {}
    return next(iter(same_title)) if len(same_title) == 1 else named


def _by_title(library: Library, titles: Sequence[str], done: Added, progress: Progress) -> dict[str, int]:
    found: dict[str, int] = {}
    for title in titles:
        asks: dict[str, Ask] = {
            name: _candidates(title) for name, kind in library.sources.items() if issubclass(kind, FindsTitles)
        }
        report = ask(library, "add", title, asks, progress=progress)
        done.told += report.told
        done.finished = done.finished and report.finished
        heard = set(report.intake.papers.values())
        keys = titled(library.catalog, fold(title)) or cite_keys(library.catalog, heard)
        if len(keys) == 1:
            found[title] = next(iter(keys))
        elif keys:
            done.unclear[title] = sorted(keys.values())
        elif any(told.message for told in report.told):
            done.unanswered.append(title)
        else:
            done.unknown.append(title)
    return found


def _candidates(title: str) -> Ask:
    wanted = fold(title)

    def question(source: Source) -> Iterator[Answer]:
        for each in cast("FindsTitles", source).by_title(title):
            # A source answers with the nearest it has: another paper is no answer.
            name = getattr(each, "title", None)
            if name and fuzz.ratio(fold(name), wanted) >= _ALIKE:
                yield each

    return question


def _tell_missing(library: Library, done: Added, missing: dict[str, Identifier]) -> None:
    silent = {told.source for told in done.told if told.message}
    for ref, name in missing.items():
        able = {
            source
            for source, kind in library.sources.items()
            if issubclass(kind, LooksUp) and name.scheme in kind.knows
        }
        (done.unanswered if able & silent else done.unknown).append(ref)
