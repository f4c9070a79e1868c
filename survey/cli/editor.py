"""Text written in the user's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.model.errors import SurveyError

_SAY_WHICH = "set VISUAL or EDITOR, as in: export EDITOR=nano; or give the text behind the paper"


def is_at_hand() -> bool:
    """Whether a person sits at a terminal in which an editor can open."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def write_in_editor(text: str, name: str) -> str:
    """What becomes of `text` in the editor of VISUAL, or else of EDITOR, in a file called `name`.

    Raises SurveyError where there is none, or it ends with an error: then nothing was written.
    """
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise SurveyError("no editor is known", hint=_SAY_WHICH)
    with TemporaryDirectory(prefix="survey-") as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
        except OSError as error:
            raise SurveyError(f"{command[0]} cannot be started: {error.strerror}", hint=_SAY_WHICH) from error
        if code:
            raise SurveyError(f"{command[0]} ended with an error ({code})", hint="nothing was kept")
        return path.read_bytes().decode("utf-8", "replace")
