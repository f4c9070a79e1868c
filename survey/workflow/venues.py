"""Where preprints appeared, asked of the few sources that answer for many papers at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from survey.catalog import read
from survey.catalog.known import names_of_papers
from survey.model.counted import counted
from survey.model.errors import Outcome
from survey.model.identifier import Identifier, best
from survey.model.record import VenueKind
from survey.sources.source import LooksUp, Source
from survey.workflow.asking import Answer, Ask, Library, Progress, add_up, ask
from survey.workflow.purse import Purse
from survey.workflow.refresh import Refreshed

if TYPE_CHECKING:
    from survey.catalog.catalog import Catalog
    from survey.model.view import PaperView

_WAVES = (("semantic_scholar", "openalex", "arxiv"), ("crossref", "openalex", "acl"))
"""Who is asked first, and then, by the DOIs and ids that were learnt; each of them answers for fifty papers or more,
or, ACL, for all of a collection."""
_TOGETHER = 500
BUDGET = 40
"""Most requests for every 500 papers."""
_NEW = ("venue", "venue_kind", "year")


def refresh_venues(
    library: Library, papers: Sequence[int], *, budget: int = BUDGET, progress: Progress = lambda *_: None
) -> Refreshed:
    """Asks where `papers` appeared, in `budget` requests for every 500 of them at most; what is shown otherwise since.

    Who lists venues only by the year, or answers for one paper at a time, is not asked.
    """
    before = _views(library, papers)
    done = Refreshed()
    purse = Purse(budget * (1 + (len(papers) - 1) // _TOGETHER))
    answered: dict[str, set[int]] = {}
    for wave in _WAVES:
        asks = dict(_questions(library, wave, papers, answered, purse))
        if not asks or not done.finished:
            continue
        report = ask(library, "refresh", counted(len(papers), "venue"), asks, progress=progress)
        answered |= {source: answered.get(source, set()) | set(heard) for source, heard in report.order.items()}
        add_up(done.told, report.told)
        done.finished = report.finished
    for each in done.told:
        if each.outcome is Outcome.CAPPED:
            each.hint = "`survey refresh --venues PAPER` asks for those that are left"
    after = _views(library, papers)
    done.changes = {
        new["key"]: changed for old, new in zip(before, after, strict=True) if (changed := _differences(old, new))
    }
    return done


def preprints(catalog: Catalog, survey: str | None = None) -> list[int]:
    """The papers, of the survey of that name or all, that are not known to have appeared but on a preprint server."""
    with catalog.reading() as reader:
        papers = list(read.papers(reader, read.Selection(survey=survey)))
        views = read.views_of(reader, papers)
    kinds = {None, VenueKind.PREPRINT}
    return [
        paper for paper, view in zip(papers, views, strict=True) if not view["venue"] or view["venue_kind"] in kinds
    ]


def _questions(
    library: Library,
    wave: Sequence[str],
    papers: Collection[int],
    answered: Mapping[str, set[int]],
    purse: Purse,
) -> Iterator[tuple[str, Ask]]:
    """For each source of a wave that can be asked about papers that it has not answered for, the question."""
    held = names_of_papers(library.catalog, papers)
    for source in wave:
        kind = library.sources.get(source)
        if kind is None or not issubclass(kind, LooksUp):
            continue
        open_ = [names for paper, names in held.items() if paper not in answered.get(source, ())]
        usable = (frozenset(name for name in names if name.scheme in kind.knows) for names in open_)
        if wanted := sorted({name for names in usable if (name := best(names))}):
            yield source, _look_up(wanted, purse)


def _look_up(names: Sequence[Identifier], purse: Purse) -> Ask:
    def question(source: Source) -> Iterator[Answer]:
        source.desk = purse.metered(source.desk)
        return cast("LooksUp", source).look_up(names)

    return question


def _views(library: Library, papers: Sequence[int]) -> list[PaperView]:
    with library.catalog.reading() as reader:
        return read.views_of(reader, list(papers))


def _differences(old: PaperView, new: PaperView) -> dict[str, tuple[object, object]]:
    before, now = cast("dict[str, Any]", old), cast("dict[str, Any]", new)
    return {name: (before[name], now[name]) for name in _NEW if before[name] != now[name]}
