"""The records of one work are found in any bibliography, and the one that says most is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies.read import read_bibliography
from survey.workflow.dedupe import Deduped, dedupe, write_kept

NOW = datetime(2026, 1, 2, tzinfo=UTC)
LANTERNS = "author = {Ada Quill and Bo Reed}, title = {Lanterns that learn to see in the dark}, year = {2021}"
PREPRINT = f"@misc{{quill2020, {LANTERNS.replace('2021', '2020')}, eprint = {{2001.00001}}, archiveprefix = {{arXiv}}}}"
ARTICLE = (
    f"@article{{quill2021, {LANTERNS}, journal = {{Journal of Lamps}}, doi = {{10.1000/lamps.7}}, pages = {{1--9}}}}"
)
OTHER = "@article{reed2019, author = {Bo Reed}, title = {A short history of wicks}, year = {2019}, journal = {Wax}}"


def deduped(*entries: str) -> Deduped:
    return dedupe([read_bibliography("\n".join(entries).encode(), "refs.bib")])


def ids(found: Deduped) -> set[frozenset[str]]:
    return {frozenset(entry.id for entry in group.entries) for group in found.groups}


def test_a_preprint_and_its_article_are_one_work_and_the_article_is_kept() -> None:
    found = deduped(PREPRINT, ARTICLE, OTHER)

    assert ids(found) == {frozenset({"quill2020", "quill2021"}), frozenset({"reed2019"})}
    assert [entry.id for entry in found.kept] == ["quill2021", "reed2019"]
    assert found.groups[0].why == "published, with a DOI, says most"


@given(st.permutations([PREPRINT, ARTICLE, OTHER]))
def test_the_order_of_the_file_does_not_matter(entries: list[str]) -> None:
    assert ids(deduped(*entries)) == ids(deduped(PREPRINT, ARTICLE, OTHER))


def test_two_papers_of_one_title_by_other_people_are_not_one() -> None:
    other = ARTICLE.replace("quill2021", "moss2021").replace("Ada Quill and Bo Reed", "Cy Moss and Di Fern")

    found = deduped(ARTICLE, other.replace("lamps.7", "lamps.8"))

    assert len(found.groups) == 2


@pytest.mark.parametrize("ending", ["bib", "ris"])
def test_what_is_kept_has_no_duplicates_any_more(tmp_path: Path, ending: str) -> None:
    book = read_bibliography("\n".join((PREPRINT, ARTICLE, OTHER)).encode(), "refs.bib")
    clean = tmp_path / f"clean.{ending}"

    write_kept([book], dedupe([book]), clean, now=NOW)

    again = read_bibliography(clean.read_bytes(), clean.name)
    assert [entry.id for entry in again.entries] == ["quill2021", "reed2019"]
    assert len(dedupe([again]).groups) == 2


def test_entries_of_one_key_in_two_files_are_both_written(tmp_path: Path) -> None:
    first = read_bibliography(ARTICLE.encode(), "one.bib")
    second = read_bibliography(OTHER.replace("reed2019", "quill2021").encode(), "two.bib")
    clean = tmp_path / "clean.bib"

    write_kept([first, second], dedupe([first, second]), clean, now=NOW)

    assert [entry.id for entry in read_bibliography(clean.read_bytes(), "clean.bib").entries] == [
        "quill2021",
        "quill2021-2",
    ]
