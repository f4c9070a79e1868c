"""Notes in Markdown: kept as written, without what a template had and nobody filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.note import TEMPLATE, filled_in, links_in, note_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one", "one"),
        ("\n\none\r\n\r\n  two \t\n", "one\n\n  two"),
        ("a\x1b[31mb\u202ec\x00", "a[31mbc"),
        ("\t- x", "\t- x"),
        ("", None),
        (" \n\x00\n", None),
    ],
)
def test_lines_and_indents_stay_and_what_cannot_be_seen_goes(typed: str, kept: str | None) -> None:
    assert note_text(typed) == kept


@given(st.text())
def test_what_is_kept_is_kept_the_same_again(typed: str) -> None:
    kept = note_text(typed)

    assert kept is None or note_text(kept) == kept


OPENED = f"<!-- about it -->\n\n{TEMPLATE}"


@pytest.mark.parametrize("typed", [OPENED, TEMPLATE, OPENED + "\n\n", "", "\n"])
def test_a_template_that_nobody_filled_in_says_nothing(typed: str) -> None:
    assert filled_in(typed, OPENED) is None


def test_only_the_comments_that_were_there_go() -> None:
    assert filled_in(f"{OPENED}why? <!-- mine -->", OPENED) == "## My questions\nwhy? <!-- mine -->"


@pytest.mark.parametrize(
    ("template", "typed", "kept"),
    [
        (TEMPLATE, TEMPLATE.replace("## Idea\n", "## Idea\nbright\n"), "## Idea\nbright"),
        (TEMPLATE, "just words", "just words"),
        (TEMPLATE, TEMPLATE + "\nwhy?", "## My questions\n\nwhy?"),
        ("# A\n## B\n## C\n", "# A\n## B\nx\n## C\n", "# A\n## B\nx"),
        ("# A\n", "# A\n# Mine\n", "# Mine"),
        ("# A\nRead on paper?\n", "# A\nRead on paper? yes\n", "# A\nRead on paper? yes"),
        ("# A\nRead on paper?\n", "# A\nRead on paper?\n", None),
    ],
)
def test_only_headings_of_the_template_without_words_below_them_go(template: str, typed: str, kept: str | None) -> None:
    assert filled_in(typed, template) == kept


def test_links_are_named_once_without_what_is_shown_for_them() -> None:
    text = "[[hu2022lora]], [[ hu2022lora|LoRA]] and [[gu2023mamba#results]]; not [[]], [[ ]], [x] or [[a\nb]]"

    assert links_in(text) == ["hu2022lora", "gu2023mamba"]
