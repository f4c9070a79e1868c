"""What lies in a workspace beside its catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = """\
# Settings of this workspace, for everybody who works in it. Keys of services do not belong here.
# mailto = "you@example.org"          # told to services that ask for an address, which then answer faster
# llm_url = "http://127.0.0.1:11434/v1"  # of a language model for `survey summarize --by llm`; nothing asks it else
# llm_model = "llama3.2"
# sources = ["arxiv", "semantic_scholar"]   # whom to ask when nobody is named; all, if this is left out
"""


def furnish(folder: Path) -> None:
    """Puts into `folder` what a workspace has and this one lacks: a place for exports, and settings to fill in."""
    (folder / "exports").mkdir(parents=True, exist_ok=True)
    settings = folder / "survey.toml"
    if not settings.exists():
        settings.write_text(_SETTINGS, encoding="utf-8")
