"""The page, read as HTML: what is in it, and what is not."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from datetime import date
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from survey.formats.format import Page, Written
from survey.formats.html import Html
from survey.model.errors import AskedWronglyError
from survey.model.view import CitationsView
from tests.formats.golden import golden
from tests.formats.views import lattice, paper, repository, result

EVIL = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick='x'"


def page(*papers: Any, **wanted: Any) -> tuple[str, Written]:
    out = io.StringIO()
    said = Html().write_page(Page(papers, **wanted), out)
    return out.getvalue(), said


def read(*papers: Any, **wanted: Any) -> Any:
    return html.document_fromstring(page(*papers, **wanted)[0])


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_the_table_is_the_one_that_was_agreed_on() -> None:
    text, said = page(lattice(), paper(key="b", title="Undated <Dunes>"), columns=["title", "paper", "year"])

    table = text.partition("<main>\n")[2].partition("</main>")[0].partition('<section id="years">')[0]
    assert table == golden("review.html")
    assert (said.rows, said.notices) == (2, ())


def test_it_has_a_title_the_day_and_its_sources() -> None:
    found = read(lattice(), title="Nets & more", today=date(2026, 11, 20))

    assert [words(each) for each in found.xpath("//head/title | //h1")] == ["Nets & more"] * 2
    assert words(found.xpath("//header/p")[0]) == "1 paper, as known on 2026-11-20"
    assert "ODC-BY 1.0" in words(found.xpath("//footer")[0])


def test_details_tell_everything_that_is_known_of_a_paper() -> None:
    view = paper(
        key="k",
        title="T",
        status="retracted",
        authors=["Ada Okafor", "Bo Lindqvist"],
        abstract="All about it.",
        notes=[{"text": "Read again", "on": "2026-11-01"}],
        identifiers={"doi": "10.1000/x"},
        other_identifiers=["arxiv:2101.00001"],
        links={"paper": "https://a.example/p", "pdf": None, "code": None},
        citations=CitationsView(count=5, source="openalex", on="2026-11-02"),
        repositories=[repository("https://github.com/lab/x", official=True, stars=7, license="MIT")],
        results=[result("Cityscapes", "mIoU", "85.1%", split="test", model="Net-50", note="Table 3")],
        tags=["nets"],
        details={"publisher": "A Press"},
        sources=["arxiv", "openalex"],
        origins={"title": {"source": "arxiv", "on": "2026-11-03"}},
    )

    details = words(read(view).xpath("//details/div")[0])

    for said in (
        "T [retracted]", "Ada Okafor, Bo Lindqvist", "All about it.", "Read again (2026-11-01)", "10.1000/x",
        "arxiv:2101.00001", "https://a.example/p", "5 (openalex, 2026-11-02)", "nets", "publisher A Press",
        "https://github.com/lab/x, official, 7 stars, MIT (papers_with_code)", "Cityscapes test mIoU Net-50 85.1%",
        "papers_with_code, Table 3", "Title: arxiv, 2026-11-03", "Known to arxiv, openalex.",
    ):  # fmt: skip
        assert said in details or said.replace(" ", "") in details.replace(" ", ""), said


def test_whatever_papers_say_is_text() -> None:
    evil = paper(
        key="k", title=EVIL, authors=[EVIL], venue=EVIL, abstract=EVIL, year=2020, status=EVIL, tags=[EVIL],
        details={EVIL: EVIL}, notes=[{"text": EVIL, "on": "2026-11-01"}], identifiers={"doi": EVIL},
        results=[result(EVIL, EVIL, "1", model=EVIL), result("D", "FID", "2")], repositories=[repository(f"https://a/{EVIL}")],
    )  # fmt: skip

    found = read(evil, evil | {"key": "l"}, title=EVIL, columns=["title", "venue", "year", "results"], group_by="venue")

    assert len(found.xpath("//script")) == len(found.xpath("//style")) == 1
    assert found.xpath("//img | //*[@onclick] | //*[@onerror] | //*[@style]") == []
    assert EVIL in found.xpath("//details/div/h4")[0].text_content()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT://a%0aalert(1)", "file:///etc"]
)
def test_what_does_not_lead_to_the_web_is_no_link(address: str) -> None:
    view = paper(links={"paper": address, "pdf": address, "code": None}, repositories=[repository(address)])

    assert read(view).xpath("//a") == []


def test_its_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    found = read(lattice())

    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for name in ("style", "script"):
        text = found.xpath(f"//{name}")[0].text
        assert f"{name}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_it_loads_nothing() -> None:
    text, _ = page(lattice(), paper(key="b", year=2020), citations=[("okafor2021lattice", "b")])
    found = html.document_fromstring(text)

    assert found.xpath("//@src | //link | //iframe | //object | //form") == []
    assert re.findall(r"url\((?!#)|@import|fetch\(|XMLHttpRequest|import\(", text) == []


def test_groups_are_tables_under_their_names() -> None:
    found = read(lattice(), paper(title="U"), columns=["title"], group_by="venue")

    assert [words(heading) for heading in found.xpath("//main/section/h2")][:2] == ["CVPR", "—"]
    assert len(found.xpath("//table[@class='papers']")) == 2


def test_the_key_is_a_column_where_it_is_asked_for() -> None:
    headings = [
        words(each) for each in read(lattice(), columns=["year", "key"]).xpath("//table[@class='papers']/thead//th")
    ]

    assert headings == ["Year", "Key"]


def test_who_cites_whom_is_drawn_where_it_is_known() -> None:
    papers = [paper(key="a", year=2021), paper(key="b", year=2020), paper(key="alone", year=2020)]

    found = read(*papers, citations=[("a", "b")])

    assert [words(text) for text in found.xpath("//*[contains(@class, 'map')]//g/text")] == ["a", "b"]
    assert "2 papers that cite each other" in words(found)
    assert "Who cites whom" not in words(read(*papers))


def test_of_very_many_papers_those_that_are_linked_most_are_in_the_map() -> None:
    papers = [paper(key=f"p{number:03}", year=2020) for number in range(160)]

    found = read(*papers, citations=[(f"p{number:03}", "p000") for number in range(1, 160)])

    assert len(found.xpath("//*[contains(@class, 'map')]//g")) == 150
    assert "10 with fewer citations among them are left out" in words(found)


def test_a_column_that_does_not_exist_is_asked_wrongly() -> None:
    with pytest.raises(AskedWronglyError):
        page(lattice(), columns=["colour"])


def test_an_empty_survey_is_a_page_too() -> None:
    text, said = page()

    assert said.rows == 0
    assert "0 papers" in words(html.document_fromstring(text))
