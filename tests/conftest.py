"""What every test stands on: no setting of the machine it runs on, and no folder of the person who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of what else the machine is doing.
settings.register_profile("survey", deadline=None)
settings.load_profile("survey")


@pytest.fixture(autouse=True)
def _a_bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home: Path = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if (name.startswith("SURVEY_") and name != "SURVEY_SHARED") or name.endswith(("_API_KEY", "_TOKEN")):
            monkeypatch.delenv(name)
    for name, folder in {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("HOME", str(home))
