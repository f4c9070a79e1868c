"""Reading: list, show, open."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING, Any

import pytest

from survey.cli import look, out
from survey.sources.source import sources
from tests.catalog.making import Shelf
from tests.cli.shapes import CITATIONS, LINKS, PAPER, REPOSITORY, RESULT, SUMMARY, VERSION
from tests.model.making import record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

SPARSE, TIDAL, HARBOUR, DUNES = "moreau2021sparse", "castellanos2020tidal", "okonkwo2020harbour", "falk1998counting"


def test_a_piped_list_is_a_tab_separated_row_a_paper(full: Shell) -> None:
    said = full("list")

    assert (said.code, said.err) == (0, "")
    assert said.rows == [
        [SPARSE, "Sparse Lanterns for Long Documents", "2021", "CVPR", "41", "yes", "", ""],
        [TIDAL, "Tidal Memory in Recurrent Readers", "2020", "arXiv", "", "yes", "", ""],
        [HARBOUR, "Harbour Lanterns Without Supervision", "2020", "arXiv", "", "", "", ""],
        [DUNES, "On the Counting of Dunes", "1998", "Journal of Sand", "", "", "", ""],
    ]


def test_on_a_screen_a_list_has_headings_and_a_dash_for_what_is_unknown(
    full: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)
    monkeypatch.setenv("COLUMNS", "150")

    said = full("list")

    assert "title" in said.out.splitlines()[1]
    assert next(line for line in said.out.splitlines() if DUNES in line).count("—") == 3 - 1
    assert "\x1b" not in said.out


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("lanterns", [SPARSE, HARBOUR]),
        ("lanterns documents", [SPARSE, HARBOUR]),
        ("lanterns documents --sort year", [SPARSE]),
        ('"long documents"', [SPARSE]),
        ("moreau", [SPARSE]),
        ("lant", [SPARSE, HARBOUR]),
        ("--has code", [SPARSE, TIDAL]),
        ("--has code --has results", [SPARSE]),
        ("--has summary", [SPARSE]),
        ("--venue cvpr", [SPARSE]),
        ("--since 2020 --until 2020", [TIDAL, HARBOUR]),
        ("--until 1999", [DUNES]),
        ("--sort citations -n 1", [SPARSE]),
        ("--tag nothing", []),
        ("zeppelins", []),
        ("***", []),
    ],
)
def test_a_list_holds_what_was_asked_for(full: Shell, words: str, keys: list[str]) -> None:
    said = full("list", *words.split(" ") if '"' not in words else [words])

    assert said.code == 0
    assert sorted(row[0] for row in said.rows) == sorted(keys)
    assert ("no paper matches" in said.err) == (not keys)


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        ("added", [SPARSE, TIDAL, HARBOUR, DUNES]),
        ("year", [SPARSE, TIDAL, HARBOUR, DUNES]),
        ("citations", [SPARSE, TIDAL, HARBOUR, DUNES]),
        ("title", [HARBOUR, DUNES, SPARSE, TIDAL]),
        ("key", [TIDAL, DUNES, SPARSE, HARBOUR]),
    ],
)
def test_a_list_stands_in_the_order_asked_for_what_is_unknown_last(full: Shell, order: str, keys: list[str]) -> None:
    assert [row[0] for row in full("list", "--sort", order).rows] == keys


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("author:moreau", [SPARSE]),
        ("lanterns year:..2020", [HARBOUR]),
        ("has:code -has:results", [TIDAL]),
        ("venue:cvpr lanterns", [SPARSE]),
        ("source:openalex title:dunes", [DUNES]),
    ],
)
def test_filters_stand_among_the_words(full: Shell, words: str, keys: list[str]) -> None:
    assert [row[0] for row in full("list", *words.split()).rows] == keys
    assert [row[0] for row in full("list", words).rows] == keys


def test_a_filter_that_means_nothing_is_told_and_looked_for_as_words(full: Shell) -> None:
    said = full("list", "dunes", "year:soon")

    assert (said.code, [row[0] for row in said.rows]) == (0, [DUNES])
    assert said.err.splitlines() == [
        "year:soon is no number or range, as 2021, 2020.. or >100, and was looked for as words",
        "none of these papers holds every word; `survey export --words` takes no others",
    ]


def test_a_list_explains_where_each_paper_stands(full: Shell) -> None:
    rows = full("list", "lanterns", "documents", "--explain").rows

    assert [row[0] for row in rows] == [SPARSE, HARBOUR]
    assert "documents" in rows[0][-1]
    assert "(title" in rows[0][-1]
    assert "documents" not in rows[1][-1]


def test_where_most_papers_have_each_word_it_is_told_that_only_places_count(shell: Shell, tmp_path: Path) -> None:
    bib = "@misc{one, title={Lanterns by Tides}}\n@misc{two, title={Lanterns}, abstract={Of tides.}}\n"
    (tmp_path / "a.bib").write_text(bib)
    shell("add", str(tmp_path / "a.bib"))

    rows = shell("list", "lanterns", "tides", "--explain").rows

    assert [(row[0], row[-1]) for row in rows] == [
        ("one", "by how many words it has and where, as most have each: lanterns (title); tides (title)"),
        ("two", "by how many words it has and where, as most have each: lanterns (title); tides (abstract)"),
    ]


def test_an_explanation_in_json_stands_beside_the_paper(full: Shell) -> None:
    first, *_ = full("list", "lanterns", "documents", "--explain", "--json").json

    assert first.keys() == {*PAPER, "why"}
    assert first["why"].keys() == {"score", "holds_all", "parts", "left_out"}
    assert {part["word"] for part in first["why"]["parts"]} == {"lanterns", "documents"}


def test_papers_are_listed_by_how_like_one_they_are(full: Shell) -> None:
    plain, told = full("list", "--like", SPARSE), full("list", "--like", SPARSE, "--explain", "--json").json

    assert plain.rows[0][0] == HARBOUR
    assert SPARSE not in [row[0] for row in plain.rows]
    assert told[0]["why"].keys() == {"score", "words", "references", "shared"}
    assert [row[0] for row in full("list", "--like", SPARSE, "-n", "1").rows] == [HARBOUR]


def test_papers_are_listed_by_how_like_several_they_are(full: Shell) -> None:
    said = full("list", "--like", SPARSE, "--like", TIDAL)

    assert said.code == 0
    assert not {SPARSE, TIDAL} & {row[0] for row in said.rows}
    assert HARBOUR in [row[0] for row in said.rows]
    assert full("list", "--like", SPARSE, "--like", "zeppelins").code == 4


def test_a_field_that_there_is_not_is_told_and_its_value_looked_for_as_a_word(full: Shell) -> None:
    said = full("list", "auhtor:moreau")

    assert (said.code, [row[0] for row in said.rows]) == (0, [SPARSE])
    assert said.err.splitlines()[0] == "no field auhtor: it was looked for as words; did you mean author:?"


@pytest.mark.parametrize("name", ["2001.00001", "https://doi.org/10.1000/1"])
def test_who_looks_for_words_by_an_identifier_is_told_where_to_look(full: Shell, name: str) -> None:
    said = full("list", name)

    assert (said.code, said.out) == (0, "")
    assert said.err == f"no paper matches by words; `survey show {name}` shows what has this name\n"


def test_a_name_of_a_paper_with_its_scheme_brings_no_papers_that_have_the_scheme_alone(full: Shell) -> None:
    said = full("list", "arXiv:2001.00001")

    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines() == [
        "no field arxiv: it was looked for as words; `survey show arxiv:2001.00001` shows the paper of that name",
        "no paper matches",
    ]


@pytest.mark.parametrize("name", [SPARSE, "nobody2020nothing"])
def test_who_looks_for_words_by_a_key_is_told_where_to_look(full: Shell, name: str) -> None:
    said = full("list", name)

    assert (said.code, said.out) == (0, "")
    assert (f"`survey show {name}` shows" in said.err) == (name == SPARSE)


@pytest.mark.parametrize("words", ["", "lanterns", "source:arxiv"])
def test_of_an_empty_survey_it_is_told_how_papers_come_in(shell: Shell, words: str) -> None:
    said = shell("list", *words.split())

    assert (said.code, said.out) == (0, "")
    assert said.err == "no paper matches: the survey is empty; `survey add` and `survey search` bring papers\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lanterns documents", "1 paper holds every word; `survey export --words` takes no others\n"),
        ("zeppelins lanterns", "none of these papers holds every word; `survey export --words` takes no others\n"),
        ("harbour lanterns of the dunes and tides", "none of these papers holds every word; `survey export"),
        ("lanterns", ""),
        ("sparse long documents", ""),
        ("year:2020", ""),
        ("lanterns documents --sort year", ""),
        ("lanterns documents --json", ""),
    ],
)
def test_it_is_told_how_many_papers_hold_every_word_where_others_are_listed(full: Shell, words: str, told: str) -> None:
    said = full("list", *words.split())

    assert said.rows
    assert said.err.startswith(told)
    assert bool(said.err) == bool(told)


def test_as_many_papers_as_are_told_to_hold_every_word_are_exported(full: Shell) -> None:
    listed = full("list", "lanterns", "documents")
    exported = full("export", "-f", "csv", "--words", "lanterns documents").out.splitlines()[1:]

    assert listed.err.startswith("1 paper holds")
    assert (len(listed.rows), len(exported)) == (2, 1)


@pytest.mark.parametrize("verb", ["list", "export"])
def test_years_that_end_before_they_begin_are_asked_wrongly(full: Shell, verb: str) -> None:
    said = full(verb, "--since", "2023", "--until", "2020")

    assert (said.code, said.out) == (2, "")
    assert "--since takes the first year wanted" in said.err


def test_a_person_is_shown_the_best_few_and_told_how_to_see_more(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "_A_SCREEN", 1)
    monkeypatch.setattr(look, "is_screen", lambda: True)

    few, all_ = full("list", "lanterns"), full("list", "lanterns", "-n", "9")

    assert (len(few.rows), len(all_.rows)) == (1, 2)
    assert (few.err, all_.err) == ("the best one is shown; -n shows more\n", "")
    assert len(full("list", "lanterns", "--sort", "year").rows) == 2


@pytest.mark.parametrize(
    "words", ["--explain", "year:2020 --explain", "lanterns --explain --sort year", f"--like {SPARSE} --sort year"]
)
def test_what_is_not_ranked_is_not_explained(full: Shell, words: str) -> None:
    said = full("list", *words.split())

    assert (said.code, said.out) == (2, "")
    assert said.err


def test_papers_are_found_by_their_tags(full: Shell) -> None:
    full("tag", SPARSE, "+light")
    full("tag", HARBOUR, "+light", "+sea")

    assert [row[0] for row in full("list", "--tag", "light").rows] == [SPARSE, HARBOUR]
    assert [row[0] for row in full("list", "-t", "light", "-t", "sea").rows] == [HARBOUR]


@pytest.mark.parametrize(
    "words",
    [
        "--sort colour",
        "--sort colour --json",
        "lanterns --has money --json",
        "--has money",
        "--since soon",
        "-n 0",
        "--nonsense",
    ],
)
def test_an_option_that_means_nothing_is_asked_wrongly(full: Shell, words: str) -> None:
    said = full("list", *words.split())

    assert (said.code, said.out) == (2, "")
    assert said.err


def test_a_paper_in_json_has_the_names_that_scripts_rely_on(full: Shell) -> None:
    (paper,) = full("list", "documents", "--json").json

    assert paper.keys() == PAPER
    assert paper["links"].keys() == LINKS
    assert paper["citations"].keys() == CITATIONS
    assert paper["summary"].keys() == SUMMARY
    assert paper["repositories"][0].keys() == REPOSITORY
    assert paper["results"][0].keys() == RESULT


def test_what_is_unknown_is_null_in_json(full: Shell) -> None:
    paper = full.paper(DUNES)

    for name in ("citations", "summary", "abstract", "status"):
        assert paper[name] is None
    assert paper["links"]["code"] is None
    assert (paper["results"], paper["repositories"]) == ([], [])


@pytest.mark.parametrize(
    "asked",
    [
        SPARSE,
        "2001.00001",
        "https://arxiv.org/abs/2001.00001v2",
        "10.1000/1",
        "https://doi.org/10.1000/1",
        "W1001",
        "long documents",
        "LONG Documents",
        "Sparse Lanterns for Long Documents",
    ],
)
def test_a_paper_answers_to_any_of_its_names(full: Shell, asked: str) -> None:
    assert full.paper(asked)["key"] == SPARSE


def test_a_piece_that_two_titles_have_is_a_question_of_which(full: Shell) -> None:
    said = full("show", "lanterns")

    assert (said.code, said.out) == (4, "")
    assert "several papers answer to “lanterns”" in said.err
    assert SPARSE in said.err
    assert HARBOUR in said.err


@pytest.mark.parametrize("asked", ["zeppelins", "9999.99999", "", "  ", "'; DROP TABLE paper; --"])
def test_what_no_paper_answers_to_is_a_question_of_which(full: Shell, asked: str) -> None:
    said = full("show", asked)

    assert (said.code, said.out) == (4, "")
    assert "no paper here answers to" in said.err


def test_a_paper_is_shown_with_who_said_what(full: Shell) -> None:
    said = full("show", SPARSE)

    assert (said.code, said.err) == (0, "")
    assert "title:       Sparse Lanterns for Long Documents  [arxiv, 2026-11-20]" in said.out
    assert "citations:   41  [semantic_scholar, 2026-11-20]" in said.out
    assert "code:        https://github.com/moreau/lanterns  (official, 120 stars)  [papers_with_code]" in said.out
    assert "result:      Reading on LongDocs: Accuracy 81.5% (Lantern-L)  [papers_with_code]" in said.out


def test_what_nobody_says_is_shown_as_a_dash(full: Shell) -> None:
    lines = full("show", DUNES).out.splitlines()

    assert "citations:   —" in lines
    assert "code:        —" in lines
    assert "summary:     —" in lines


def test_the_versions_of_a_work_are_shown_with_where_and_when(full: Shell) -> None:
    lines = [line for line in full("show", SPARSE).out.splitlines() if line.startswith("version:")]

    assert lines == [
        "version:     preprint arXiv v1 2020-01-15 arxiv:2001.00001  [arxiv]",
        "version:     conference CVPR 2021 doi:10.1000/1  [crossref]",
    ]


def test_versions_as_json_have_the_names_that_scripts_rely_on(full: Shell) -> None:
    shown = full.paper(SPARSE)

    assert all(version.keys() == VERSION for version in shown["versions"])
    assert [version["kind"] for version in shown["versions"]] == ["preprint", "conference"]
    assert shown["related"] == []


def test_a_conference_version_is_a_paper_of_its_own_that_is_named(full: Shell) -> None:
    dunes = full.paper(DUNES)
    said: dict[str, Any] = {"title": dunes["title"], "authors": tuple(dunes["authors"]), "year": 1997, "venue": "CVPR"}
    with Shelf(full.catalog) as shelf:
        shelf.take(record("crossref", "10.1234/j", ids=["doi:10.1234/j"], **said))

    shown = full("show", DUNES)

    how = "conference and journal version"
    assert f"related:     falk1997counting: On the Counting of Dunes  ({how})" in shown.out.splitlines()
    assert full.paper(DUNES)["related"] == [
        {"key": "falk1997counting", "title": "On the Counting of Dunes", "how": how}
    ]


def test_history_shows_every_account_and_every_count(full: Shell) -> None:
    plain, history = full("show", SPARSE), full("show", SPARSE, "--history")

    lines = history.out.removeprefix(plain.out).splitlines()
    assert {line.split()[2] for line in lines if line.startswith("history:")} == {
        "arxiv", "crossref", "datacite", "hugging_face", "openalex", "papers_with_code", "semantic_scholar",
    }  # fmt: skip
    assert "count:       2026-11-20 semantic_scholar: 41" in lines


def test_history_as_json_is_beside_the_paper(full: Shell) -> None:
    shown = full("show", SPARSE, "--history", "--json").json

    assert shown.keys() == {*PAPER, "versions", "related", "links_of_notes", "linked_by_notes", "history", "counts"}
    assert all(
        account.keys() == {"source", "key", "taken", "seen", "superseded", "says"} for account in shown["history"]
    )
    assert shown["counts"] == [{"source": "semantic_scholar", "on": "2026-11-20", "count": 41}]


@pytest.fixture
def visited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file into which the browser of this test writes where it was sent."""
    file = tmp_path / "visited"
    browser = tmp_path / "browser"
    browser.write_text(f"#!{sys.executable}\nimport sys\nopen({str(file)!r}, 'a').write(sys.argv[1] + '\\n')\n")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    # The environment is read once a process.
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    return file


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ([], "https://arxiv.org/abs/2001.00001"),
        (["--pdf"], "https://arxiv.org/pdf/2001.00001v1"),
        (["--code"], "https://github.com/moreau/lanterns"),
    ],
)
def test_open_prints_the_address_and_goes_there(full: Shell, visited: Path, options: list[str], address: str) -> None:
    said = full("open", SPARSE, *options)

    assert (said.code, said.out) == (0, f"{address}\n")
    assert visited.read_text() == f"{address}\n"


def test_open_of_what_nobody_knows_fails_and_goes_nowhere(full: Shell, visited: Path) -> None:
    said = full("open", DUNES, "--code")

    assert (said.code, said.out) == (1, "")
    assert "nobody knows the address of its code" in said.err
    assert not visited.exists()


def test_every_source_that_is_installed_is_one_to_list_papers_by(shell: Shell) -> None:
    for source in sources():
        assert "no source" not in shell("list", f"source:{source}").err
