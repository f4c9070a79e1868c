"""Papers as the JSON of their views: nothing of them is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.model.view import PaperView


class Json:
    """A list of papers, as `list --json` prints them."""

    name: ClassVar[str] = "json"
    extensions: ClassVar[tuple[str, ...]] = (".json",)

    def pieces(self, papers: Iterable[PaperView]) -> Iterator[str]:
        """The file in pieces, one a paper."""
        yield "["
        for number, view in enumerate(papers):
            yield ("," if number else "") + "\n" + json.dumps(view, ensure_ascii=False)
        yield "\n]\n"
