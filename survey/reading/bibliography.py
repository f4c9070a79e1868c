"""What a paper's bibliographies say about a key: `.bib` files, then `.bbl` files, then the paper's own list."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from survey.reading.bib import BibFile
from survey.reading.bibitem import Item, items
from survey.reading.biblatex import biblatex_entries, is_biblatex
from survey.reading.entry import Entry
from survey.reading.files import Files
from survey.reading.flatten import without_comments
from survey.reading.macros import Macros
from survey.reading.printed import read_item

_NAMED = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib|addsectionbib|nobibliography\*?)\s*(?:\[[^\]]{0,100}\]\s*)?\{([^{}]{1,2000})\}"
)


class Bibliography:
    """The bibliographies of the paper whose main file is `main`; other ones that lie about come last."""

    def __init__(self, files: Files, main: str, text: str) -> None:
        self._files, self._main, self._text = files, main, text
        asked = [name.strip() for listed in _NAMED.findall(text) for name in listed.split(",") if name.strip()]
        found = {name: self._find(name) for name in asked if "\\" not in name and "#" not in name}
        self._named = list(dict.fromkeys(name for name in found.values() if name))
        self.missing = tuple(f"{name.removesuffix('.bib')}.bib" for name, at in found.items() if not at)
        """The `.bib` files that are asked for in vain."""

    def entry(self, key: str) -> Entry | None:
        """What is said under `key`, a field that one bibliography leaves out taken from the next."""
        said = [entry for look_up in (self._own_bib, self._printed.get) if (entry := look_up(key))]
        if not said and (stray := self._other_bib(key) or self._other_printed.get(key)):
            said = [stray]
        return _merged(said)

    def _find(self, name: str) -> str | None:
        folder = posixpath.dirname(self._main)
        bare = name.removesuffix(".bib")
        places = (posixpath.normpath(posixpath.join(base, f"{bare}.bib")) for base in (folder, ""))
        return next((place for place in places if place in self._files.contents), None)

    def _own_bib(self, key: str) -> Entry | None:
        return _first(self._bibs, key)

    @cached_property
    def _bibs(self) -> list[BibFile]:
        return [BibFile(self._files.text(name)) for name in self._named]

    def _other_bib(self, key: str) -> Entry | None:
        return _first(self._other_bibs, key)

    @cached_property
    def _other_bibs(self) -> list[BibFile]:
        return [BibFile(self._files.text(name)) for name in self._files.ending(".bib") if name not in self._named]

    @cached_property
    def _printed(self) -> Mapping[str, Entry]:
        """The `.bbl` of the main file, then the list in the paper itself."""
        stem = posixpath.splitext(self._main)[0]
        own = [self._files.text(f"{stem}.bbl")] if f"{stem}.bbl" in self._files.contents else []
        return _Printed([*own, self._text])

    @cached_property
    def _other_printed(self) -> Mapping[str, Entry]:
        return _Printed(self._files.text(name) for name in self._files.ending(".bbl"))


class _Printed(dict[str, Entry]):
    """Printed entries by their keys, read when asked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__()
        self._items: dict[str, Item] = {}
        for text in texts:
            if is_biblatex(text):
                for entry in biblatex_entries(text):
                    self.setdefault(entry.key, entry)
            elif "\\bibitem" in text:
                # Styles define shorthands of their own at the top of the list.
                written = Macros().written_out(without_comments(text))
                for item in items(written):
                    self._items.setdefault(item.key, item)

    def get(self, key: str, default: Entry | None = None) -> Entry | None:  # type: ignore[override]
        if key not in self and key in self._items:
            self[key] = read_item(self._items[key])
        return super().get(key, default)


def _first(bibs: Iterable[BibFile], key: str) -> Entry | None:
    return next((entry for bib in bibs if (entry := bib.entry(key))), None)


def _merged(said: list[Entry]) -> Entry | None:
    if not said:
        return None
    first, *rest = said
    for entry in rest:
        first = replace(
            first,
            title=first.title or entry.title,
            authors=first.authors or entry.authors,
            year=first.year or entry.year,
            identifiers=first.identifiers or entry.identifiers,
        )
    return first
