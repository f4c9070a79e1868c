"""What can go wrong with a source, or with a command. An entry that cannot be read is a value: `record.Unreadable`."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class ExitCode(IntEnum):
    """What the command says to the shell that started it."""

    DONE = 0
    FAILED = 1
    ASKED_WRONGLY = 2
    IN_PART = 3
    WHICH_PAPER = 4
    INTERRUPTED = 130


class Outcome(StrEnum):
    """How one asking of one source ended. No two of these may ever look alike to a reader."""

    ANSWERED = "answered"
    EMPTY = "empty"
    """The source answered, and knows nothing of it."""
    CAPPED = "capped"
    """There was more than the limit let through."""
    REFUSED = "refused"
    """The source would not answer us: no key, a wrong key, a challenge, too many requests."""
    SPENT = "budget spent"
    """The source counts what it gives, and today's share is used up."""
    DOWN = "down"
    """No answer, a broken answer, or a server's own failure."""
    CHANGED = "changed"
    """An answer in a shape that we cannot read: an HTML page for JSON, cut-off XML, an error dressed as success."""
    SKIPPED = "skipped"
    """Not asked: no key where one is needed, or working offline without a kept answer."""
    INTERRUPTED = "interrupted"


class SurveyError(Exception):
    """This command cannot go on. `hint` is one line on what to do next."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class AskedWronglyError(SurveyError):
    """The command was typed in a way that has no meaning."""

    exit_code = ExitCode.ASKED_WRONGLY


class WhichPaperError(SurveyError):
    """No paper, or more than one, answers to what was typed."""

    exit_code = ExitCode.WHICH_PAPER


class CatalogError(SurveyError):
    """The catalog cannot be opened, read or written."""


class SourceError(SurveyError):
    """This source ends here, for this run; the others go on. `outcome` says in which way it did not answer."""

    outcome = Outcome.DOWN

    def __init__(self, source: str, message: str, *, hint: str | None = None, again_at: datetime | None = None) -> None:
        super().__init__(f"{source}: {message}", hint=hint)
        self.source = source
        self.again_at = again_at


class SourceRefusedError(SourceError):
    """The source would not answer us."""

    outcome = Outcome.REFUSED


class SourceSpentError(SourceError):
    """Today's share of what the source gives is used up."""

    outcome = Outcome.SPENT


class SourceDownError(SourceError):
    """The source could not be reached, or failed by its own account."""

    outcome = Outcome.DOWN


class SourceUnreachableError(SourceDownError):
    """No connection came about: as likely as not it is our own network that is missing."""


class SourceChangedError(SourceError):
    """The source answered with something that is not its answer."""

    outcome = Outcome.CHANGED


class SourceSkippedError(SourceError):
    """The source was not asked at all."""

    outcome = Outcome.SKIPPED


class SourceCappedError(SourceError):
    """The source has more than it, or we, let through in one run; what came before this is good."""

    outcome = Outcome.CAPPED


class SourceInterruptedError(SourceError):
    """The user stopped the command while this source was being asked; what came before this is good."""

    outcome = Outcome.INTERRUPTED
