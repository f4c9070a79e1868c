"""What an answer that is no answer means, and when asking again may help."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from survey.http.cache import NOTHING
from survey.model.errors import SourceChangedError, SourceDownError, SourceError, SourceRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.http.service import Answer, Service

LONGEST = 86_400.0
"""Seconds: budgets renew within a day, so a longer time named by a service is a mistake."""
# 406 is how the edge of arXiv turns programs away.
BUSY = frozenset({406, 429})
UNLUCKY = frozenset({408, 425})
"""Statuses below 500 by which a server says that this try went wrong, not the request."""
LOCKED = frozenset({401, 402, 403, 407})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an answer is none, and whether the same request may fare better later."""

    error: SourceError
    passing: bool


def trouble(service: Service, answer: Answer, now: datetime, *, has_key: bool) -> Trouble | None:
    """What is wrong with `answer`; None where it is one, `knows nothing of it` and `unchanged` included."""
    again_at = named_time(answer.headers, now)
    if error := service.refusal(answer) if service.refusal else None:
        error.again_at = error.again_at or again_at
        passing = error.outcome in {SourceRefusedError.outcome, SourceDownError.outcome}
        return Trouble(error, passing and _may_pass(answer.status, again_at))
    if 200 <= answer.status < 300 or answer.status == 304 or answer.status in NOTHING:
        return None
    return Trouble(_error(service, answer, again_at, has_key=has_key), _may_pass(answer.status, again_at))


def _may_pass(status: int, again_at: datetime | None) -> bool:
    if status < 300 or status >= 500 or status in BUSY or status in UNLUCKY:
        return True
    return status == 403 and again_at is not None


def _error(service: Service, answer: Answer, again_at: datetime | None, *, has_key: bool) -> SourceError:
    name, status = service.name, answer.status
    code = f"(HTTP {status}{_said(answer.body)})"
    if status in BUSY or (again_at and (status == 403 or status >= 500)):
        hint = None if has_key else _key_hint(service)
        return SourceRefusedError(name, f"too busy, or too many requests {code}", hint=hint, again_at=again_at)
    if status in LOCKED:
        return _locked(service, code, has_key=has_key)
    if status >= 500 or status in UNLUCKY:
        return SourceDownError(name, f"failed {code}")
    if status >= 400:
        return SourceChangedError(name, f"does not accept what was asked {code}")
    return SourceChangedError(name, f"neither an answer nor a refusal {code}")


def _locked(service: Service, code: str, *, has_key: bool) -> SourceError:
    if has_key:
        return SourceRefusedError(service.name, f"refused our key {code}", hint=f"check {service.key_setting}")
    return SourceRefusedError(service.name, f"refused to answer {code}", hint=_key_hint(service))


def _key_hint(service: Service) -> str | None:
    return service.key_hint or (f"set {service.key_setting}" if service.key_setting else None)


def _said(body: bytes) -> str:
    """What the service says of it in its own words, short and on one line; empty for a page of HTML."""
    text = body[:2000].decode(errors="replace")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict):
        # {"error": {"message": …}}, as services of language models have it.
        parts = [part for part in (said, said.get("error")) if isinstance(part, dict)]
        words = (part.get(word) for part in parts for word in ("message", "error", "detail"))
        text = next((word for word in words if isinstance(word, str)), text)
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return "" if not line or line.startswith("<") else f": {line[:120]}"


def named_time(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the service says it may be asked again: `Retry-After`, `RateLimit` (IETF draft) or `x-ratelimit-reset`."""
    seconds = _retry_after(headers.get("retry-after", ""), now)
    if seconds is None and (spent := re.search(r";\s*r=0\s*;\s*t=(\d{1,9})\b", headers.get("ratelimit", ""))):
        seconds = float(spent[1])
    if seconds is None and headers.get("x-ratelimit-remaining", "").strip() == "0":
        seconds = _reset(headers.get("x-ratelimit-reset", ""), now)
    return None if seconds is None else now + timedelta(seconds=min(max(seconds, 0.0), LONGEST))


def _retry_after(value: str, now: datetime) -> float | None:
    if re.fullmatch(r"\s*[0-9]{1,12}(\.[0-9]+)?\s*", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()


def _reset(value: str, now: datetime) -> float | None:
    if not re.fullmatch(r"\s*[0-9]{1,12}(\.[0-9]+)?\s*", value):
        return None
    # GitHub names a moment since 1970, OpenAlex the seconds left.
    return float(value) - now.timestamp() if float(value) > 1_000_000_000 else float(value)
