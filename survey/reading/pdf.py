"""PDF whose citations are links to its bibliography, as LaTeX with hyperref makes them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from survey.model.errors import SurveyError
from survey.reading.pdf_text import as_paper

if TYPE_CHECKING:
    from survey.reading.paper import Paper
    from survey.reading.pdf_pages import Parts

LARGEST = 64 << 20
"""Bytes of a PDF."""
SECONDS = 60.0
"""How long taking a PDF apart may last."""


def read_pdf(content: bytes, *, seconds: float = SECONDS) -> Paper:
    """The paper in a PDF.

    Raises SurveyError where it is broken, locked, too large or takes too long, where no citation in it is a link, and
    where the package that reads PDF is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise SurveyError("reading a PDF needs one package more", hint='pip install "paper-survey[pdf]"')
    if len(content) > LARGEST:
        raise SurveyError(f"the PDF is larger than {LARGEST:,} bytes")
    return as_paper(_taken_apart(content, seconds))


def _taken_apart(content: bytes, seconds: float) -> Parts:
    """The parts of a PDF, from a process of its own: one that hangs or crashes is only a PDF that cannot be read."""
    # -P: the folder in which the user happens to be is no place to look for modules.
    command = [sys.executable, "-P", "-m", "survey.reading.pdf_pages"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise SurveyError(f"the PDF could not be read within {seconds:g} seconds") from error
    try:
        parts: Parts | dict[str, str] = json.loads(done.stdout)
    except ValueError as error:
        raise SurveyError("the PDF is broken, or too much to read", hint="its LaTeX source can be read") from error
    if "error" in parts:
        raise SurveyError(f"the PDF cannot be read: {parts['error']}")  # type: ignore[typeddict-item]
    return parts  # type: ignore[return-value]
