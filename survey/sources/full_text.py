"""A paper's own text, as arXiv keeps it: what the authors sent, the page made of it, or the PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from survey.model.errors import SourceChangedError
from survey.sources.arxiv import Arxiv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from survey.http.door import Door
    from survey.model.identifier import Identifier

FORMS = ("e-print", "html", "pdf")
"""The forms of a text, the one that says most of its citations first; they are also the folders of the service."""
# Under the roof of arXiv's own: its host for programs, its pace, its ways to refuse.
_LATEST = replace(Arxiv.service, accept="*/*", keep=timedelta(days=30))
_VERSION = replace(_LATEST, keep=timedelta(days=36_500))
"""A version that was sent once never changes."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paper's text in one of its forms. No text is larger than an answer may be (`survey.http.wire.Limits`)."""

    form: str
    body: bytes


def texts(door: Door, name: Identifier, version: int | None = None) -> Iterator[Text]:
    """The text of the arXiv paper of that `name` in every form there is, each fetched only when it is its turn.

    A form that arXiv sends, but not as such, or larger than it may be, is passed over. Raises the SourceError that
    tells why where arXiv does not answer, or has nothing but such forms.
    """
    desk = door.desk(_VERSION if version else _LATEST)
    passed_over: SourceChangedError | None = None
    found = False
    for form in FORMS:
        try:
            body = desk.get(f"/{form}/{name.value}{f'v{version}' if version else ''}", read=_READ[form])
        except SourceChangedError as error:
            passed_over = passed_over or error
            continue
        if body is not None:
            found = True
            yield Text("pdf" if body.startswith(b"%PDF") else form, body)
            # Whoever sent a PDF sent nothing else.
            if body.startswith(b"%PDF"):
                return
    if passed_over and not found:
        raise passed_over


def _eprint(body: bytes) -> bytes:
    start = body[:4000].lstrip()
    is_packed = body.startswith((b"\x1f\x8b", b"PK\x03\x04", b"%PDF")) or body[257:262] == b"ustar"
    if is_packed or (b"\\" in body and not start.startswith(b"<")):
        return body
    raise ValueError("something else instead of a paper's source")


def _page(body: bytes) -> bytes:
    if b"ltx_" not in body:
        raise ValueError("another page instead of the paper's")
    return body


def _pdf(body: bytes) -> bytes:
    if not body.startswith(b"%PDF"):
        raise ValueError("something else instead of a PDF")
    return body


_READ: Mapping[str, Callable[[bytes], bytes]] = {"e-print": _eprint, "html": _page, "pdf": _pdf}
