"""A user's own template as a format."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from survey.formats.format import Page
from survey.formats.template import Template
from survey.model.errors import AskedWronglyError
from tests.formats.views import lattice, paper

if TYPE_CHECKING:
    from pathlib import Path


def filled(folder: Path, text: str, page: Page | None = None, name: str = "page.txt.j2") -> str:
    """What the template `text` makes of `page`."""
    (folder / name).write_text(text, encoding="utf-8")
    out = io.StringIO()
    Template(folder / name).write_page(page or Page([lattice()]), out)
    return out.getvalue()


def test_a_template_is_given_papers_a_title_and_the_day(tmp_path: Path) -> None:
    page = Page([lattice(), paper(key="b")], title="Nets", today=date(2026, 11, 20))

    said = filled(
        tmp_path, "{{ title }}, {{ today }}:{% for p in papers %} {{ p.key }} {{ p.year }}{% endfor %}\n", page
    )

    assert said == "Nets, 2026-11-20: okafor2021lattice 2021 b None\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("page.html.j2", "&lt;b&gt; &amp; $x$"),
        ("PAGE.HTML.J2", "&lt;b&gt; &amp; $x$"),
        ("feed.xml.j2", "&lt;b&gt; &amp; $x$"),
        ("page.html", "&lt;b&gt; &amp; $x$"),
        ("page.md.j2", "<b> & $x$"),
    ],
)
def test_texts_are_escaped_by_themselves_where_the_file_is_html(tmp_path: Path, name: str, said: str) -> None:
    page = Page([paper(title="<b> & $x$")])

    assert filled(tmp_path, "{{ papers[0].title }}", page, name) == said


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("papers[0].title | md", r"a\*b &amp; 5%"),
        ("papers[0].title | tex", r"a*b \& 5\%"),
        ("'javascript:x' | web", "None"),
    ],
)
def test_filters_escape_for_other_files(tmp_path: Path, wanted: str, said: str) -> None:
    page = Page([paper(title="a*b & 5%")])

    assert filled(tmp_path, f"{{{{ {wanted} }}}}", page, "page.md.j2") == said


def test_a_template_may_include_and_extend_others_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "row.txt").write_text("<{{ p.key }}>")
    (tmp_path / "base.txt").write_text("[{% block body %}{% endblock %}]")

    said = filled(
        tmp_path,
        "{% extends 'base.txt' %}"
        "{% block body %}{% for p in papers %}{% include 'row.txt' %}{% endfor %}{% endblock %}",
    )

    assert said == "[<okafor2021lattice>]"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a\n{{ papers[0].colour }}", 2, "colour"),
        ("a\n\n{% for p in papers %}", 3, "end of template"),
        ("{{ nobody }}", 1, "nobody"),
        ("a\n{{ 1 / 0 }}", 2, "division"),
        ("{{ papers | wrong }}", 1, "wrong"),
        ("a\n{{ papers[0].year + 'x' }}", 2, "unsupported"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ 'x' * 10 ** 10 }}", 1, "letters"),
        ("{{ (10 ** 9) * [1] }}", 1, "letters"),
        ("{{ 9 ** (9 ** 9) }}", 1, "letters"),
        ("{{ lipsum(10 ** 9) }}", 1, "lipsum"),
        ("a\n{{ papers.append(1) }}", 2, "unsafe"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "goes round"),
        ("a\n{% for i in range(900000) %}{% for j in range(900000) %}{% endfor %}{% endfor %}", 2, "numbers"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_in_one_line_with_its_place(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    with pytest.raises(AskedWronglyError) as caught:
        filled(tmp_path, text)

    assert caught.value.message.startswith(f"{tmp_path / 'page.txt.j2'}:{line}: ")
    assert why in caught.value.message
    assert "\n" not in caught.value.message


def test_a_mistake_in_an_included_template_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "row.txt").write_text("\n{{ colour }}")

    with pytest.raises(AskedWronglyError, match=r"row\.txt:2: .*colour"):
        filled(tmp_path, "{% include 'row.txt' %}")


@pytest.mark.parametrize("name", ["missing.md", "../secret.md"])
def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "inner").mkdir()

    with pytest.raises(AskedWronglyError, match="there is no template"):
        filled(tmp_path / "inner", f"{{% include '{name}' %}}")


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AskedWronglyError, match=r"there is no template page\.md\.j2"):
        Template(tmp_path / "page.md.j2").write_page(Page([]), io.StringIO())


def test_columns_and_groups_are_the_templates_own(tmp_path: Path) -> None:
    with pytest.raises(AskedWronglyError, match="chooses its columns"):
        filled(tmp_path, "", Page([], columns=["title"]))
