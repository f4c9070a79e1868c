"""The records of one work are found in any bibliography, and the one that says most is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies.read import read_bibliography
from survey.workflow.dedupe import Deduped, dedupe
from survey.workflow.deduped import write_kept

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


def test_of_two_that_say_the_same_the_one_with_all_authors_is_kept() -> None:
    cut = OTHER.replace("reed2019", "cut").replace("Bo Reed", "Bo Reed and others")
    whole = OTHER.replace("Bo Reed", "Bo Reed and Cy Moss")

    found = deduped(cut, whole)

    assert [entry.id for entry in found.groups[0].entries] == ["reed2019", "cut"]


def test_authors_that_the_kept_one_leaves_out_are_those_of_a_duplicate(tmp_path: Path) -> None:
    cut = ARTICLE.replace("Bo Reed", "others")
    whole = ARTICLE.replace("quill2021", "whole").replace("doi = {10.1000/lamps.7}, ", "")
    book = read_bibliography(f"{whole}\n{cut}".encode(), "refs.bib")

    write_kept([book], dedupe([book]), tmp_path / "clean.bib", now=NOW)

    (kept,) = read_bibliography((tmp_path / "clean.bib").read_bytes(), "clean.bib").entries
    assert (kept.id, kept.record.authors, kept.record.authors_cut) == ("quill2021", ("Ada Quill", "Bo Reed"), False)


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


SCOPUS = (
    b"\xef\xbb\xbf"
    b'"Authors","Author full names","Title","Year","Source title","Volume","Cited by","DOI","Funding Texts","EID"\n'
    b'"Quill A.; Reed B.","Quill, Ada; Reed, Bo","Lanterns that learn to see in the dark","2021","Journal of Lamps",'
    b'"","3","10.1000/lamps.7","","2-s2.0-1"\n'
    b'"Reed B.","Reed, Bo","A short history of wicks","2019","Wax","2","-5","10.1000/w","=1+1","2-s2.0-2"\n'
    b'"Quill A.; Reed B.","Quill, Ada; Reed, Bo","Lanterns that learn to see in the dark","2021","Journal of Lamps",'
    b'"9","","10.1000/lamps.7","A lamp fund, grant 7","2-s2.0-3"\n'
)


def cleaned(content: bytes, name: str, clean: Path) -> str:
    book = read_bibliography(content, name)
    write_kept([book], dedupe([book]), clean, now=NOW, contents=[content])
    return clean.read_text(encoding="utf-8-sig")


def test_a_table_comes_out_with_its_own_columns_and_what_was_empty_filled_in(tmp_path: Path) -> None:
    lines = cleaned(SCOPUS, "scopus.csv", tmp_path / "clean.csv").splitlines()

    assert lines == [
        "Authors,Author full names,Title,Year,Source title,Volume,Cited by,DOI,Funding Texts,EID",
        'Quill A.; Reed B.,"Quill, Ada; Reed, Bo",Lanterns that learn to see in the dark,2021,Journal of Lamps,9,3,'
        '10.1000/lamps.7,"A lamp fund, grant 7",2-s2.0-3',
        'Reed B.,"Reed, Bo",A short history of wicks,2019,Wax,2,-5,10.1000/w,\'=1+1,2-s2.0-2',
    ]


def test_tables_of_other_columns_are_put_side_by_side(tmp_path: Path) -> None:
    other = b"Title,DOI,Rating\nA short history of wicks,10.1000/w,good\n"
    books = [read_bibliography(SCOPUS, "scopus.csv"), read_bibliography(other, "mine.csv")]

    write_kept(books, dedupe(books), tmp_path / "clean.tsv", now=NOW, contents=[SCOPUS, other])

    header, *rows = (tmp_path / "clean.tsv").read_text(encoding="utf-8").splitlines()
    assert header.split("\t")[-2:] == ["EID", "Rating"]
    assert [row.split("\t")[-2:] for row in rows] == [["2-s2.0-3", ""], ["2-s2.0-2", "good"]]


def test_a_bibliography_keeps_the_fields_that_nobody_knows_and_what_its_duplicates_say(tmp_path: Path) -> None:
    mine = ARTICLE.replace("pages =", "file = {a.pdf}, x-rank = {A*}, pages =")
    theirs = PREPRINT.replace("eprint =", "abstract = {Light.}, volume = {abs/2001}, groups = {lamps}, eprint =")

    written = cleaned(f"{mine}\n{theirs}".encode(), "refs.bib", tmp_path / "clean.bib")

    assert written.count("@") == 1
    for field in (
        "file = {a.pdf}",
        "x-rank = {A*}",
        "abstract = {Light.}",
        "groups = {lamps}",
        "eprint = {2001.00001}",
    ):
        assert field in written
    assert "abs/2001" not in written


def test_lines_of_ris_that_nobody_knows_stay(tmp_path: Path) -> None:
    entry = (
        "TY  - JOUR\nID  - {}\nTI  - Lanterns that learn to see in the dark\nAU  - Quill, Ada\nPY  - 2021\n{}ER  - \n"
    )
    both = entry.format("a", "DO  - 10.1000/l\nM2  - kept\n") + entry.format("b", "AB  - Light.\nU2  - theirs\n")

    lines = cleaned(both.encode(), "refs.ris", tmp_path / "clean.ris").splitlines()

    assert {"ID  - a", "M2  - kept", "AB  - Light.", "U2  - theirs"} <= {*lines}
    assert lines.count("TY  - JOUR") == 1


def test_what_a_file_says_is_different_is_no_duplicate() -> None:
    twin = ARTICLE.replace("quill2021,", "quill2022, survey-different = {quill2021},")

    assert len(deduped(ARTICLE, twin).groups) == 2
