r"""What other programs write in ways of their own goes out as it came in."""

from __future__ import annotations

import json

import pytest

from survey.bibliographies.beyond import whole_record
from survey.bibliographies.write_bibtex import Biblatex, Bibtex
from survey.bibliographies.write_csl import CslJson
from survey.formats.format import PaperFormat
from survey.model.fold import Said, Taken, fold_paper
from tests.bibliographies.files import entry, names, read
from tests.bibliographies.papers import DAY


def out(text: str, form: PaperFormat) -> str:
    """The one entry of a file with `text`, as `form` writes its paper."""
    bibliography = read(text)
    (found,) = bibliography.entries
    record = whole_record(found, bibliography.form)
    said = Said(key=found.id, added=DAY, tags=found.tags, notes=tuple((note, DAY) for note in found.notes))
    return "".join(form.pieces([fold_paper([Taken.at(record, DAY)], said)]))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ('month = jun # "~12--15"', "month = {June 12–15}"),
        ("month = jun", "month = jun"),
        ("address = {New York}, location = {Paris}", "location = {Paris}"),
        ("address = {New York}, location = {Paris}", "address = {New York}"),
        ("journal = {J}, booktitle = {Proc. Doors}", "booktitle = {Proc. Doors}"),
        ("doi = {10.1.1.167.4245}", "doi = {10.1.1.167.4245}"),
        ("eprint = {hal-01}, archiveprefix = {HAL}", "eprint = {hal-01}"),
        ("eprint = {hal-01}, archiveprefix = {HAL}", "archiveprefix = {HAL}"),
        ("day = {16}", "day = {16}"),
        ("langid = {ngerman}", "langid = {ngerman}"),
        ("note = {See \\url{http://a.org/~roe/x--y}}", "note = {See http://a.org/\\textasciitilde{}roe/x-{}-y}"),
        ("journal = {arXiv preprint arXiv:2212.04089}", "journal = {arXiv preprint arXiv:2212.04089}"),
    ],
)
def test_a_field_of_an_article_leaves_as_it_came(fields: str, line: str) -> None:
    written = out(f"@article{{k, title = {{T}}, year = 2020, {fields}}}", Bibtex())

    assert f"  {line},\n" in written
    assert out(written, Bibtex()) == written


def test_the_language_of_a_file_is_said_once() -> None:
    written = out("@article{k, title = {T}, langid = {ngerman}}", Bibtex())

    assert "language" not in written


@pytest.mark.parametrize("day", ["1997-05/1998", "2012~", "2012-21", "-0340", "2019-03-04/2019-05-06"])
def test_a_range_a_season_and_an_estimate_are_kept(day: str) -> None:
    written = out(f"@article{{k, title = {{T}}, date = {{{day}}}}}", Biblatex())

    assert f"  date = {{{day}}},\n" in written
    assert "month" not in written
    assert out(written, Biblatex()) == written


def test_what_was_shared_under_a_name_is_no_longer_asked_of_it() -> None:
    whole = "@xdata{x, publisher = {Doors Press}}\n@book{k, title = {Doors}, xdata = {x}}"

    assert out(whole, Biblatex()).splitlines()[1:] == ["  title = {Doors},", "  publisher = {Doors Press},", "}"]
    assert "xdata = {y}" in out("@book{k, title = {T}, xdata = {y}}", Biblatex())


def test_proceedings_have_a_title_for_their_papers_and_a_series() -> None:
    written = out("@proceedings{k, title = {Doors 12}, booktitle = {Proc. Doors}, series = {LNCS}}", Bibtex())

    assert "  booktitle = {Proc. Doors},\n" in written
    assert "  series = {LNCS},\n" in written


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Ada Roe, Jo Doe, Al B. Poe and Ed Loe", ("Ada Roe", "Jo Doe", "Al B. Poe", "Ed Loe")),
        ("Roe, Ada, and Doe, Jo", ("Ada Roe", "Jo Doe")),
        ("King, Martin Luther Jr.", ("Martin Luther King Jr.",)),
        ("King, Jr., Martin Luther", ("Martin Luther King Jr.",)),
    ],
)
def test_names_are_read_whatever_the_commas(written: str, people: tuple[str, ...]) -> None:
    assert entry(f"@misc{{k, title = {{T}}, author = {{{written}}}}}").record.authors == people


def test_a_page_that_is_all_an_entry_tells_is_its_address() -> None:
    assert entry("@misc{k, howpublished = {\\url{http://doors.org}}}").record.url == "http://doors.org"


@pytest.mark.parametrize(
    "issued",
    [
        {"date-parts": [[2020, 5, 1], [2020, 6, 2]]},
        {"date-parts": [[2020]], "season": 1},
        {"date-parts": [[2020]], "circa": True},
    ],
)
def test_a_csl_date_that_is_more_than_a_day_is_kept(issued: dict[str, object]) -> None:
    (item,) = json.loads(out(json.dumps([{"id": "k", "title": "T", "issued": issued}]), CslJson()))

    assert item["issued"] == issued


def test_zoteros_preprints_and_theses_are_known_in_csl() -> None:
    preprint = {"id": "k", "type": "article", "title": "T", "publisher": "arXiv", "number": "arXiv:2002.00002"}
    thesis = {"id": "k", "type": "thesis", "title": "T", "publisher": "University of Doors"}

    found = entry(json.dumps([preprint]))

    assert names(found) == {"arxiv:2002.00002"}
    assert found.record.venue is not None
    assert found.record.venue.name == "arXiv"
    assert "school = {University of Doors}" in out(json.dumps([thesis]), Bibtex())
    assert '"publisher": "University of Doors"' in out(json.dumps([thesis]), CslJson())


def test_a_thesis_in_ris_has_a_school() -> None:
    assert "school = {MIT}" in out("TY  - THES\nTI  - T\nPB  - MIT\nER  - \n", Bibtex())


def test_zoteros_institutions_family_names_months_and_sorts_of_thesis_are_known() -> None:
    creators = [
        {"creatorType": "author", "name": "ACME Doors"},
        {"creatorType": "author", "firstName": "Gabriel", "lastName": "García Márquez"},
    ]
    item = {"itemType": "thesis", "thesisType": "Master's", "title": "T", "date": "3 May 2001", "creators": creators}

    written = out(json.dumps([item | {"citationKey": "k"}]), Bibtex())

    assert written.startswith("@mastersthesis{k,")
    assert "author = {{ACME Doors} and Garc{\\'\\i}a M{\\'a}rquez, Gabriel}" in written
    assert "month = may" in written


def test_rayyans_verdicts_and_notes_are_told_from_its_labels() -> None:
    cell = 'Own. | RAYYAN-INCLUSION: {"Bob"=>"Included"} | RAYYAN-LABELS: a,b | USER-NOTES: {"Bob"=>["hi", "ho"]}'

    found = entry('title,year,notes\nT,2001,"' + cell.replace('"', '""') + '"\n')

    assert (found.tags, found.notes) == (("a", "b"), ("Own.", "hi", "ho"))
    assert found.fields == (("RAYYAN-INCLUSION", '{"Bob"=>"Included"}'),)


def test_authors_words_come_before_those_of_a_publisher() -> None:
    found = entry("Document Title,Author Keywords,IEEE Terms\nT,own,theirs\n")

    assert dict(found.record.details)["keywords"] == "own"


def test_a_month_and_the_notes_of_zoteros_table_are_read() -> None:
    found = entry("Title,Publication Year,Date,Notes\nT,2017,2017-06,<p>Seen <b>twice</b>.</p>\n")

    assert (dict(found.record.details)["month"], found.notes) == ("6", ("Seen twice.",))


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("[Of doors].", "Of doors"), ("Doors: [and windows].", "Doors: [and windows]"), ("Doors.", "Doors")],
)
def test_only_a_translated_title_of_pubmed_loses_its_brackets(title: str, wanted: str) -> None:
    found = entry(f"PMID- 1\nTI  - {title}\nDP  - 2019 Mar-Apr\n")

    assert found.record.title == wanted
    assert dict(found.record.details)["month"] == "Mar-Apr"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp1252"])
def test_every_letter_is_read_whatever_the_encoding(encoding: str) -> None:
    from survey.bibliographies.read import read_bibliography

    content = "@article{k, title = {Größe — naïve}}".encode(encoding)

    assert [each.record.title for each in read_bibliography(content, "x").entries] == ["Größe — naïve"]


@pytest.mark.parametrize(
    "text",
    [
        "@article{k, title = {T}, abstract = {%s}}",
        '[{"id": "k", "title": "T", "abstract": "%s"}]',
        "TY  - JOUR\nTI  - T\nAB  - %s\nER  - \n",
        "<xml><records><record><titles><title>T</title></titles><abstract>%s</abstract></record></records></xml>",
    ],
)
def test_a_text_without_end_is_left_out_in_a_line_and_the_rest_is_read(text: str) -> None:
    bibliography = read(text % ("word " * 1_000_000))

    (found,) = bibliography.entries
    assert (found.record.title, found.record.abstract) == ("T", None)
    (remark,) = bibliography.remarks
    assert remark.endswith(": abstract has more than 4,000,000 letters, and is left out")


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - T\nFAU - García Márquez, Gabriel\nFAU - Berg, Jan van der\n",
        "PT J\nAF García Márquez, Gabriel\n   Berg, Jan van der\nTI T\nER\n",
        "%0 Book\n%T T\n%A García Márquez, Gabriel\n%A Berg, Jan van der\n",
        'title,authors\nT,"García Márquez, Gabriel; Berg, Jan van der"\n',
        "<xml><records><record><titles><title>T</title></titles><contributors><authors><author>García Márquez, Gabriel"
        "</author><author>Berg, Jan van der</author></authors></contributors></record></records></xml>",
    ],
    ids=["nbib", "wos", "endnote", "csv", "endnote-xml"],
)
def test_a_family_name_of_several_words_is_kept_whole(text: str) -> None:
    written = out(text, Biblatex())

    assert "author = {García Márquez, Gabriel and van der Berg, Jan}" in written
