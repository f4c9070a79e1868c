"""Notes: typed, piped in or written in an editor, linked, shown, and exported one file a paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from survey.cli import editor, notes
from survey.model.note import TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

KEY, TIDAL = "moreau2021sparse", "castellanos2020tidal"


def test_a_note_is_kept_with_its_day(full: Shell) -> None:
    said = full("note", KEY, "compare", "with adapters")

    (note,) = full.paper(KEY)["notes"]
    assert (said.code, said.out, note["text"]) == (0, "", "compare with adapters")
    assert note.keys() == {"text", "on"}


@pytest.mark.parametrize("words", [(), ("-",)])
def test_a_note_may_come_from_stdin_over_several_lines(full: Shell, words: tuple[str, ...]) -> None:
    full("note", KEY, *words, stdin="first line\nsecond line\n")

    assert full.paper(KEY)["notes"][0]["text"] == "first line\nsecond line"


def test_notes_add_up(full: Shell) -> None:
    full("note", KEY, "one")
    full("note", KEY, "two")

    assert [note["text"] for note in full.paper(KEY)["notes"]] == ["one", "two"]


@pytest.mark.parametrize("stdin", ["", "  \n ", "\x00"])
def test_an_empty_note_is_asked_wrongly(full: Shell, stdin: str) -> None:
    said = full("note", KEY, "-", stdin=stdin)

    assert (said.code, full.paper(KEY)["notes"]) == (2, [])


def test_a_note_that_is_no_utf_8_is_read_as_what_it_most_likely_is(full: Shell) -> None:
    full("note", KEY, "-", stdin=b"caf\xe9")

    assert full.paper(KEY)["notes"][0]["text"] == "café"


def test_a_note_keeps_its_markdown(full: Shell) -> None:
    text = "# Idea\n\n- one\n  - two\n\n```\n    x = 1\n```"

    full("note", KEY, "-", stdin=f"\n{text}\n\n")

    assert full.paper(KEY)["notes"][0]["text"] == text


@pytest.fixture
def at_a_terminal(full: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell at a terminal, with an editor that fills in the idea and leaves what it saw beside it."""
    monkeypatch.setattr(notes, "is_at_hand", lambda: True)
    script = full.folder / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "pathlib.Path('seen.md').write_text(path.read_text())\n"
        "idea = '## Idea\\nFew lanterns, see [[castellanos2020tidal]].\\n'\n"
        "path.write_text(path.read_text().replace('## Idea\\n', idea))\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    return full


def test_at_a_terminal_an_editor_opens_with_headings_and_the_empty_ones_go(at_a_terminal: Shell) -> None:
    said = at_a_terminal("note", KEY)

    seen = (at_a_terminal.folder / "seen.md").read_text()
    assert said.code == 0
    assert seen == f"<!-- {KEY}: Sparse Lanterns for Long Documents -->\n\n{TEMPLATE}"
    assert at_a_terminal.paper(KEY)["notes"][0]["text"] == f"## Idea\nFew lanterns, see [[{TIDAL}]]."


def test_the_template_of_the_workspace_goes_first(at_a_terminal: Shell) -> None:
    (at_a_terminal.folder / "note.md").write_text("# Mine\n\n## Idea\n\n## Odd\n")

    at_a_terminal("note", KEY)

    assert at_a_terminal.paper(KEY)["notes"][0]["text"].startswith("# Mine\n\n## Idea\nFew lanterns")
    assert "## Odd" not in at_a_terminal.paper(KEY)["notes"][0]["text"]


def test_an_editor_that_is_left_as_it_opened_keeps_nothing(
    at_a_terminal: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")

    said = at_a_terminal("note", KEY)

    assert (said.code, at_a_terminal.paper(KEY)["notes"]) == (0, [])
    assert "nothing is kept" in said.err


@pytest.mark.parametrize(
    ("command", "told"), [("", "no editor is known"), ("false", "ended with an error"), ("no-such-editor", "cannot be")]
)
def test_an_editor_that_fails_keeps_nothing_and_says_why(
    at_a_terminal: Shell, monkeypatch: pytest.MonkeyPatch, command: str, told: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    monkeypatch.delenv("EDITOR", raising=False)

    said = at_a_terminal("note", KEY)

    assert (said.code, at_a_terminal.paper(KEY)["notes"]) == (1, [])
    assert told in said.err


def test_a_pipe_is_no_terminal() -> None:
    assert not editor.is_at_hand()


def test_links_between_papers_are_shown_both_ways(full: Shell) -> None:
    full("note", KEY, f"as in [[{TIDAL}]] and [[2001.00003|the harbour]], not [[nobody1999]]")

    here, there = full.paper(KEY), full.paper(TIDAL)

    assert [(each["link"], each["key"]) for each in here["links_of_notes"]] == [
        (TIDAL, TIDAL), ("2001.00003", "okonkwo2020harbour"), ("nobody1999", None),
    ]  # fmt: skip
    assert [each["key"] for each in there["linked_by_notes"]] == [KEY]
    assert "[[nobody1999]]: no paper here has this key" in full("show", KEY).out


def test_links_of_notes_of_a_survey_are_shown_in_it_alone(full: Shell) -> None:
    full("new", "peft")
    full("add", KEY, "--in", "peft")
    full("note", KEY, f"as in [[{TIDAL}]]", "--in", "peft")

    here, there = (full("show", each, "--in", "peft", "--json").json for each in (KEY, TIDAL))

    assert [each["key"] for each in here["links_of_notes"]] == [TIDAL]
    assert [each["key"] for each in there["linked_by_notes"]] == [KEY]
    assert full.paper(KEY)["links_of_notes"] == full.paper(TIDAL)["linked_by_notes"] == []


def test_no_editor_opens_for_a_paper_that_is_not_in_the_survey(
    at_a_terminal: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "touch opened")
    at_a_terminal("new", "peft")

    said = at_a_terminal("note", KEY, "--in", "peft")

    assert said.code == 2
    assert "is not in the survey peft" in said.err
    assert not (at_a_terminal.folder / "opened").exists()


def test_notes_leave_one_file_a_paper(full: Shell, tmp_path: Path) -> None:
    full("note", KEY, "bright")

    said = full("note", "--export", "notes")

    names = sorted(path.name for path in (tmp_path / "notes").iterdir())
    assert said.code == 0
    assert len(said.out.splitlines()) == len(names) == 4
    assert "bright" in (tmp_path / "notes" / f"{KEY}.md").read_text()


def test_a_second_export_renews_only_what_changed(full: Shell, tmp_path: Path) -> None:
    full("note", "--export", "notes")
    full("note", KEY, "bright")

    said = full("note", "--export", "notes")

    assert said.rows == [[str(tmp_path.joinpath("notes", f"{KEY}.md").relative_to(tmp_path))]]
    assert "1 written, 3 unchanged" in said.err


def test_a_file_that_is_not_ours_or_was_written_in_stays(full: Shell, tmp_path: Path) -> None:
    full("note", "--export", "notes")
    mine, changed = tmp_path / "notes" / f"{TIDAL}.md", tmp_path / "notes" / f"{KEY}.md"
    mine.write_text("# My own thoughts\n")
    changed.write_text(changed.read_text() + "and one of mine\n")
    before = mine.read_bytes(), changed.read_bytes()
    full("note", KEY, "bright")

    said = full("note", "--export", "notes")

    assert said.code == 3
    assert (mine.read_bytes(), changed.read_bytes()) == before
    assert said.err.count("stays as it is") == 2


@pytest.mark.parametrize("words", [(), (KEY, "--export", "notes")])
def test_a_note_of_no_paper_and_an_export_of_one_are_asked_wrongly(full: Shell, words: tuple[str, ...]) -> None:
    assert full("note", *words).code == 2
