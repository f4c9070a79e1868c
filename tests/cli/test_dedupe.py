"""`survey dedupe`: a file goes in, its works come out, and no survey is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workflow.test_dedupe import ARTICLE, OTHER, PREPRINT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


def refs(folder: Path, *entries: str, name: str = "refs.bib") -> str:
    path = folder / name
    path.write_text("\n".join(entries), encoding="utf-8")
    return str(path)


def test_groups_are_lists_of_the_file_s_own_ids_with_the_kept_one_first(bare: Shell, tmp_path: Path) -> None:
    said = bare("dedupe", refs(tmp_path, PREPRINT, ARTICLE, OTHER), "--json")

    assert (said.code, said.json) == (0, [["quill2021", "quill2020"], ["reed2019"]])
    assert "3 records identified, 1 duplicate removed, 2 left to screen" in said.err
    assert not bare.catalog.exists()


def test_a_person_is_shown_what_is_kept_and_why(bare: Shell, tmp_path: Path) -> None:
    said = bare("dedupe", refs(tmp_path, PREPRINT, ARTICLE, OTHER))

    assert said.out.splitlines()[0].startswith("quill2021\tLanterns that learn to see in the dark\tkept: published")
    assert said.out.splitlines()[1].startswith("  quill2020\t")


def test_what_is_left_is_written_beside(bare: Shell, tmp_path: Path) -> None:
    clean = tmp_path / "clean.bib"

    said = bare("dedupe", refs(tmp_path, PREPRINT, ARTICLE, OTHER), "-o", str(clean))

    assert (said.code, clean.read_text(encoding="utf-8").count("@article{")) == (0, 2)


def test_entries_of_several_files_are_told_apart_by_the_file(bare: Shell, tmp_path: Path) -> None:
    one = refs(tmp_path, ARTICLE, name="one.bib")
    two = refs(tmp_path, ARTICLE, name="two.bib")

    said = bare("dedupe", one, two, "--json")

    assert said.json == [["one.bib#quill2021", "two.bib#quill2021"]]


def test_a_broken_entry_is_told_and_the_rest_is_done_in_part(bare: Shell, tmp_path: Path) -> None:
    said = bare("dedupe", refs(tmp_path, OTHER, "@article{torn, title = {Half a"), "--json")

    assert (said.code, said.json) == (3, [["reed2019"]])
    assert "not read" in said.err


def test_a_file_that_is_not_there_and_one_that_is_none_are_asked_wrongly(bare: Shell, tmp_path: Path) -> None:
    missing = bare("dedupe", str(tmp_path / "none.bib"))
    other = bare("dedupe", refs(tmp_path, "2001.00001", name="ids.txt"))

    assert (missing.code, other.code) == (2, 2)
    assert "there is no file" in missing.err
    assert "hint:" in other.err
