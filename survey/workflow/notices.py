"""Notices of retraction asked for: some are known of under their own name alone, and not under the paper's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from survey.catalog.known import names_of_papers
from survey.model.counted import counted
from survey.sources.source import KnowsNotices, Source
from survey.workflow.asking import Answer, Ask, Library, add_up, ask
from survey.workflow.enrich import Enriched

if TYPE_CHECKING:
    from survey.model.identifier import Identifier


def ask_for_notices(
    library: Library,
    verb: str,
    done: Enriched,
    *,
    names: Collection[Identifier] = (),
    papers: Collection[int] = (),
) -> None:
    """Asks who knows notices for those that update `names`, `papers` or what `done` found, and adds it to `done`.

    Who said before why it does not answer is not asked again.
    """
    everybody = {*papers, *done.owners.values()}
    held = names_of_papers(library.catalog, everybody)
    wanted = sorted({*names, *(name for every in held.values() for name in every)})
    silent = {told.source for told in done.told if told.message}
    usable = {
        source: [name for name in wanted if name.scheme in cast("type[Source]", kind).knows]
        for source, kind in library.sources.items()
        if issubclass(kind, KnowsNotices) and source not in silent
    }
    asks = {source: _for_notices(names) for source, names in usable.items() if names}
    if not asks or not done.finished:
        return
    most = max(map(len, usable.values()))
    report = ask(library, verb, f"notices on {counted(most, 'work')}", asks)
    add_up(done.told, report.told)
    done.finished = report.finished


def _for_notices(names: Sequence[Identifier]) -> Ask:
    def question(source: Source) -> Iterator[Answer]:
        return cast("KnowsNotices", source).notices(names)

    return question
