"""What formats say beyond a record, kept for the file it goes back to."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.bibliographies.beyond import fields_beyond, whole_record
from survey.bibliographies.read import read_bibliography
from survey.model.body import as_body, from_body
from tests.bibliographies.files import FILES, by_id, entry, held


@pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_every_field_comes_back_from_the_details_of_a_kept_record(path: Path) -> None:
    bibliography = read_bibliography(path.read_bytes(), path.name)

    for each in bibliography.entries:
        kept = from_body("file", each.record.key, as_body(whole_record(each, bibliography.form)))

        assert sorted(fields_beyond(dict(kept.details), bibliography.form)) == sorted(each.fields)
        assert set(each.record.details) <= set(kept.details)


def test_a_field_that_comes_twice_is_kept_twice() -> None:
    found = entry("TY  - JOUR\nTI  - T\nM2  - one\nM2  - two\nER  - \n")

    details = dict(whole_record(found, "ris").details)

    assert details == {"kind": "JOUR", "ris.M2": "one", "ris.M2#2": "two"}
    assert list(fields_beyond(details, "ris")) == [("M2", "one"), ("M2", "two")]


def test_a_column_may_have_a_number_in_its_name() -> None:
    found = entry("title,doi,Reviewer #2\nT,10.1234/x,no\n")

    assert list(fields_beyond(dict(whole_record(found, "csv").details), "csv")) == [("Reviewer #2", "no")]


def test_bibtex_and_biblatex_share_their_fields_and_others_do_not() -> None:
    details = dict(whole_record(by_id(held("modern.bib"))["loshchilov2019"], "biblatex").details)

    assert ("urldate", "2020-02-03") in fields_beyond(details, "bibtex")
    assert list(fields_beyond(details, "ris")) == []


def test_the_sort_of_a_work_and_a_cut_list_of_authors_are_kept_for_the_way_out() -> None:
    found = entry("@phdthesis{k, title = {T}, author = {Roe, Ada and Doe, Jane and others}}")

    details = dict(whole_record(found, "bibtex").details)

    assert (details["kind"], details["authors_cut"]) == ("phdthesis", "2")
