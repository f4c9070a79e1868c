"""Who cites whom, asked of a whole scholarly web: what each source says, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from survey.demo.server import ScholarlyWeb
from survey.http.door import Door
from survey.model.identifier import Identifier
from survey.model.record import Record
from survey.settings import Settings
from survey.sources.crossref import Crossref
from survey.sources.openalex import OpenAlex
from survey.sources.opencitations import OpenCitations
from survey.sources.semantic_scholar import SemanticScholar
from survey.sources.source import KnowsCitations, KnowsReferences, Recommends, sources
from tests.demo.asking import paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.demo.facts import Facts
    from survey.model.neighbours import Neighbours
    from survey.sources.source import Source

ALL = (SemanticScholar, OpenAlex, Crossref, OpenCitations)
Open = Callable[..., Any]


def arxiv(number: int) -> str:
    return f"2001.{number:05}"


def small() -> list[Facts]:
    """Five papers: the first cites 2, 3 and one outside; 4 and 5 cite 2."""
    cites = {1: [arxiv(2), arxiv(3), "1901.00009"], 4: [arxiv(2)], 5: [arxiv(2), arxiv(1)]}
    return [paper(number, references=cites.get(number, [])) for number in range(1, 6)]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a web of papers, and gives the sources that ask it."""
    webs: list[ScholarlyWeb] = []
    doors: list[Door] = []

    def make(kind: type[Source], facts: list[Facts], **further: object) -> Any:
        webs.append(ScholarlyWeb(facts).__enter__())
        settings = Settings(tmp_path / "x", tmp_path / "cache", base_urls=webs[-1].base_urls, politeness=0, **further)  # type: ignore[arg-type]
        doors.append(Door(settings, sleep=lambda _: None))
        return kind(doors[-1].desk(kind.service))

    yield make
    for door in doors:
        door.close()
    for web in webs:
        web.__exit__()


def name_for(source: Any, number: int) -> Identifier:
    return Identifier("doi", f"10.1000/{number}") if "doi" in source.knows else Identifier("arxiv", arxiv(number))


def numbers(neighbours: Neighbours) -> set[int]:
    """Which papers of the web they are."""
    found = set()
    for each in neighbours.found:
        assert isinstance(each, Record)
        found |= {int(name.value[-5:]) for name in each.identifiers if name.scheme == "arxiv"}
        found |= {int(name.value.rpartition("/")[2]) for name in each.identifiers if name.scheme == "doi"}
    return found


@pytest.mark.parametrize("kind", ALL)
def test_a_paper_has_the_references_that_the_facts_say(opened: Open, kind: type[Source]) -> None:
    source = opened(kind, small())

    said = {each.of: each for each in source.references([name_for(source, n) for n in (1, 4)])}

    assert numbers(said[name_for(source, 4)]) == {2}
    assert numbers(said[name_for(source, 1)]) >= {2, 3}


@pytest.mark.parametrize("kind", [SemanticScholar, OpenAlex, OpenCitations])
def test_a_paper_is_cited_by_those_that_refer_to_it(opened: Open, kind: type[Source]) -> None:
    source = opened(kind, small())

    said = {each.of: numbers(each) for each in source.citations([name_for(source, n) for n in (1, 2)], limit=10)}

    assert said == {name_for(source, 1): {5}, name_for(source, 2): {1, 4, 5}}


@pytest.mark.parametrize("kind", [SemanticScholar, OpenAlex])
def test_papers_like_others_are_none_of_these(opened: Open, kind: type[Source]) -> None:
    source = opened(kind, small())

    said = list(source.similar([name_for(source, n) for n in (4, 5)], limit=10))

    assert {name for each in said for name in (each.of, *each.and_of)} == {name_for(source, n) for n in (4, 5)}
    assert set().union(*map(numbers, said)) >= {1}


@pytest.mark.parametrize("kind", ALL)
def test_names_that_are_not_known_yield_nothing(opened: Open, kind: type[Source]) -> None:
    source = opened(kind, small())
    names = [name_for(source, 99), Identifier("cvf", "content/X_paper")]

    assert list(source.references(names)) == []
    if isinstance(source, KnowsCitations):
        assert list(source.citations(names, limit=5)) == []
    if isinstance(source, Recommends):
        assert list(source.similar(names, limit=5)) == []


@pytest.mark.parametrize("kind", [SemanticScholar, OpenAlex, OpenCitations])
@pytest.mark.parametrize("counted", [True, False])
def test_no_more_citing_papers_come_than_wanted(opened: Open, kind: type[Source], counted: bool) -> None:  # noqa: FBT001
    further = {"citations": {"count": 30, "on": "2026-01-01", "source": kind.name}} if counted else {}
    source = opened(kind, [paper(1, **further), *(paper(n, references=[arxiv(1)]) for n in range(2, 32))])

    (said,) = source.citations([name_for(source, 1)], limit=7)

    assert len(said.found) == 7
    assert said.stated == (30 if counted or kind is OpenCitations else None)


def test_an_entry_that_is_only_printed_is_told_by_what_it_spells(opened: Open) -> None:
    source = opened(Crossref, [paper(1, references=["2001.00002", "1901.00009"]), paper(2)])

    (said,) = source.references([Identifier("doi", "10.1000/1")])

    registered, printed = said.found
    assert isinstance(registered, Record)
    assert isinstance(printed, Record)
    assert (registered.key, registered.kind, registered.title) == ("10.1000/1#ref1", "reference", "Paper 2")
    assert printed.identifiers == {Identifier("arxiv", "1901.00009")}
    assert said.stated == 2


def overlapping(seeds: int, each: int, share: float) -> list[Facts]:
    """Seeds that cite `each` papers; `share` of all that is cited is cited by somebody else already."""
    different = round(seeds * each * (1 - share))
    cited = [seeds + 1 + number for number in range(different)]
    facts = [
        paper(n, references=[arxiv(cited[(each * (n - 1) + k) % different]) for k in range(each)])
        for n in range(1, seeds + 1)
    ]
    return facts + [paper(number) for number in cited]


@pytest.mark.parametrize(("share", "most"), [(0.7, 12), (0.0, 25)])
def test_the_references_of_fifty_papers_cost_few_requests_and_then_none(
    tmp_path: Path, share: float, most: int
) -> None:
    facts = overlapping(50, 40, share)
    with ScholarlyWeb(facts) as web:
        settings = Settings(tmp_path / "x", tmp_path / "cache", base_urls=web.base_urls, politeness=0)
        costs = []
        for _ in range(2):
            with Door(settings) as door:
                asked: list[Any] = [kind(door.desk(kind.service)) for kind in (SemanticScholar, OpenAlex, Crossref)]
                for source in asked:
                    said = list(source.references([name_for(source, n) for n in range(1, 51)]))
                    assert [len(each.found) for each in said] == [40] * 50
                costs.append([source.desk.requests for source in asked])

    assert costs[0][0] == costs[0][2] == 1
    assert sum(costs[0]) <= most
    assert sum(costs[1]) == 0


def test_every_source_that_knows_who_cites_whom_says_so() -> None:
    def able(protocol: type) -> set[str]:
        return {name for name, kind in sources().items() if issubclass(kind, protocol)}

    assert able(KnowsReferences) == {"crossref", "openalex", "opencitations", "semantic_scholar"}
    assert able(KnowsCitations) == {"openalex", "opencitations", "semantic_scholar"}
    assert able(Recommends) == {"openalex", "semantic_scholar"}
