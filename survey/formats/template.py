"""A user's own template as a format: Jinja2, in a sandbox."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path, PurePath
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, ClassVar, TextIO

from survey.formats.address import web_address
from survey.formats.format import Page, Written
from survey.formats.latex import escape as tex
from survey.formats.markdown import escape as md
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment

    from survey.model.view import PaperView

ENDING = ".j2"
_MARKUP = (".html", ".htm", ".xhtml", ".xml", ".svg")
_ROUNDS = 1_000_000
"""How many numbers the ranges of one template may give."""
_LETTERS = 1_000_000_000
"""Of what a template may write."""
_AT_ONCE = 10_000_000
"""So many bytes of what is written are kept in memory."""


class Template:
    """The template in the file `path`, which may include others of its folder.

    It is given `papers` as `--json` prints them, `title` and `today`; what is asked of a name that nobody knows is an
    error. Texts are escaped by themselves where the name before `.j2` is one of HTML; the filters `md` and `tex` escape
    for Markdown and LaTeX, and `web` gives an address only where it is one on the web.
    """

    name: ClassVar[str] = "template"
    extensions: ClassVar[tuple[str, ...]] = (ENDING,)

    def __init__(self, path: Path) -> None:
        self._path = path

    def write_page(self, page: Page, out: TextIO) -> Written:
        """What was written of `page` to `out`. Raises AskedWronglyError, with file and line, for a wrong template."""
        if page.columns or page.group_by:
            raise AskedWronglyError("a template chooses its columns and groups itself", hint="leave those options out")
        given = {
            "papers": page.papers,
            "title": page.title,
            "today": page.today.isoformat() if page.today else None,
        }
        # Whoever reads `out` gets all or nothing: a template may fail at the last paper.
        with SpooledTemporaryFile(_AT_ONCE, "w+", encoding="utf-8", errors="surrogateescape", newline="") as draft:
            self._write(page.papers, given, draft)
            draft.seek(0)
            copyfileobj(draft, out)
        return Written(len(page.papers))

    def _write(self, papers: Sequence[PaperView], given: dict[str, Any], draft: IO[str]) -> None:
        from jinja2 import TemplateError

        try:
            draft.writelines(_bounded(_environment(self._path.parent).get_template(self._path.name).generate(given)))
        # What a template asks of a value may fail in any way that an expression can.
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise self._wrong(error, papers) from error
        except (RecursionError, MemoryError) as error:
            raise self._wrong(error, papers, "it goes round and round") from error

    def _wrong(self, error: BaseException, papers: Sequence[PaperView], why: str | None = None) -> AskedWronglyError:
        from jinja2 import TemplateNotFound, TemplateSyntaxError
        from jinja2.exceptions import SecurityError

        if isinstance(error, TemplateNotFound):
            return AskedWronglyError(
                f"{self._path}: there is no template {error.name}", hint="it has to lie in that folder"
            )
        if isinstance(error, TemplateSyntaxError):
            place = (error.filename or str(self._path), error.lineno)
        else:
            place = self._place(error)
        hint = (
            "templates may only read"
            if isinstance(error, SecurityError)
            else "see https://jinja.palletsprojects.com/templates"
        )
        told = " ".join((why or str(error) or type(error).__name__).split())
        key = _at(error, papers, self._path.parent)
        return AskedWronglyError(f"{place[0]}:{place[1]}: {told}{f', at {key}' if key else ''}", hint=hint)

    def _place(self, error: BaseException) -> tuple[str, int]:
        """The file and line of the innermost template that was being read."""
        folder = self._path.parent
        frames = traceback.extract_tb(error.__traceback__)
        inside = [(frame.filename, frame.lineno or 0) for frame in frames if PurePath(frame.filename).parent == folder]
        return inside[-1] if inside else (str(self._path), 1)


def _at(error: BaseException, papers: Sequence[PaperView], folder: Path) -> str | None:
    """The cite key of the paper that a template of `folder` was at, if it was at one."""
    keys = {id(paper): paper["key"] for paper in papers}
    # Innermost first. A loop over papers holds its own in a variable, whatever the template calls it.
    for frame, _ in reversed(list(traceback.walk_tb(error.__traceback__))):
        if PurePath(frame.f_code.co_filename).parent == folder:
            held = [keys[id(value)] for value in frame.f_locals.values() if id(value) in keys]
            if held:
                return held[-1]
    return None


def _environment(folder: Path) -> SandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Bounded(ImmutableSandboxedEnvironment):
        """A sandbox in which nothing is multiplied without end."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            """What `left` and `right` give. Raises OverflowError where that is too large to be meant."""
            if _letters(operator, left, right) > _ROUNDS:
                raise OverflowError(f"it makes a text or a number of more than {_ROUNDS:,} letters")
            return super().call_binop(context, operator, left, right)

    made = Bounded(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=_is_markup,
        keep_trailing_newline=True,
    )
    made.filters.update(md=md, tex=tex, web=web_address)
    made.globals["range"] = _bounded_range()
    # It makes up words without end.
    del made.globals["lipsum"]
    return made


def _letters(operator: str, left: Any, right: Any) -> float:
    """About how many letters, or parts of a list, `left` times `right` has, or `left` to the power of `right`."""
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * abs(right) / 3 if operator == "**" else 0
    many, times = (right, left) if isinstance(left, int) else (left, right)
    return len(many) * times if isinstance(times, int) and hasattr(many, "__len__") else 0


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    left = _LETTERS
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise OverflowError("it writes without end")
        yield piece


def _is_markup(name: str | None) -> bool:
    return PurePath((name or "").lower().removesuffix(ENDING)).suffix in _MARKUP


def _bounded_range() -> Callable[..., Any]:
    left = _ROUNDS

    def bounded(*bounds: int) -> range:
        nonlocal left
        numbers = range(*bounds)
        left -= len(numbers)
        if left < 0:
            raise OverflowError(f"its ranges give more than {_ROUNDS:,} numbers")
        return numbers

    return bounded
