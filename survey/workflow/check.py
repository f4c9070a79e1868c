"""Sources tried out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import cast

from survey.model.identifier import Identifier
from survey.sources.proceedings import Proceedings
from survey.sources.source import KnowsReferences, LooksAtCode, LooksUp, Source
from survey.workflow.asking import Answer, Library, Report, ask

_WELL_KNOWN = (Identifier("arxiv", "1706.03762"), Identifier("doi", "10.1038/nature14539"))
_WELL_KNOWN_CODE = ("https://github.com/tensorflow/tensor2tensor",)


def check_sources(library: Library) -> Report:
    """How each source answers when it is asked for a paper, or a repository, that it should know."""
    return ask(library, "check", "a well-known paper", dict.fromkeys(library.sources, _question))


def _question(source: Source) -> Iterator[Answer]:
    if isinstance(source, LooksAtCode):
        return source.look_at(_WELL_KNOWN_CODE)
    if isinstance(source, Proceedings):
        # The first is enough, and whether there is more than that would be told as a shortcoming.
        return islice(source.search(source.sample), 1)
    names = source.known(_WELL_KNOWN)[:1]
    if isinstance(source, LooksUp):
        return source.look_up(names)
    return (each for cited in cast("KnowsReferences", source).references(names) for each in cited.found)
