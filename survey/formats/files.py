"""Files that are either the old one or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_atomically(path: Path, text: str) -> None:
    """`text` at `path`, or SurveyError and the file as it was."""
    with replacing(path) as out:
        out.write(text)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file to write, which takes the place of the one at `path` when all went well; its permissions stay.

    It is UTF-8, in which bytes read with `surrogateescape` are themselves again, and line breaks are left alone.
    Raises SurveyError where it cannot be written; then, and when anything else goes wrong, the old file is untouched.
    """
    # What a symbolic link points to is replaced, not the link.
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".survey-{secrets.token_hex(6)}")
    try:
        mode = _mode(target)
        try:
            with draft.open("x", encoding="utf-8", errors="surrogateescape", newline="") as out:
                if mode is not None:
                    draft.chmod(mode)
                yield out
                out.flush()
                os.fsync(out.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        hint = None if target.parent.is_dir() else f"make the folder {target.parent} first"
        raise SurveyError(f"{path} cannot be written: {error.strerror or error}", hint=hint) from error


def _mode(target: Path) -> int | None:
    """The permissions of the file at `target`, or None of none. Raises OSError unless it may be replaced."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"it is {'a folder' if stat.S_ISDIR(status.st_mode) else 'no regular file'}")
    # A file somebody made read-only is meant to stay, though its folder would let us replace it.
    if not os.access(target, os.W_OK):
        raise OSError("it is read-only")
    return stat.S_IMODE(status.st_mode)
