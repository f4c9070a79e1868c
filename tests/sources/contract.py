"""What holds for every source: a test class inherits it and gives a few facts about its service."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from survey.http.door import Door
from survey.model.errors import SourceCappedError, SourceChangedError, SourceDownError, SourceError, SourceRefusedError
from survey.model.identifier import Identifier
from survey.model.record import Query, Record
from survey.settings import Settings
from survey.sources.source import (
    FindsTitles,
    KnowsCitations,
    KnowsLeaderboards,
    KnowsReferences,
    LooksUp,
    Recommends,
    Searches,
    sources,
)
from tests.sources.conftest import PAGES, Asked, Said, Wire, pages_of
from tests.sources.truth import Body, invented, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.model.neighbours import Neighbours
    from survey.sources.source import Source

Ask = Callable[..., Any]
HTML = b"<!DOCTYPE html><html><body><p>Checking that you are no robot.</p></body></html>"


class SourceContract:
    """The conformance suite. `source` is what is tested."""

    source: ClassVar[type[Source]]
    page_of_names: ClassVar[str]
    """The page that answers for `names`."""
    names: ClassVar[tuple[str, ...]]
    """Names of papers that the page speaks of, as `scheme:value`."""
    batch: ClassVar[int] = 1
    """How many names go into one request."""
    spelling: ClassVar[str] = "arxiv:2401.{:05}"
    """How to make up many names, of which nothing is known."""
    unknown: ClassVar[Said] = Said(b"", 404)
    """What the service says of names it does not know."""
    query: ClassVar[Query] = Query(text="examples")
    """A search that the source is asked."""

    def test_it_is_installed_under_its_name(self) -> None:
        assert sources()[self.source.name] is self.source

    def test_every_page_reads_as_expected(self, page: Path) -> None:
        expected = json.loads(page.with_name(f"{page.name}.expected.json").read_text(encoding="utf-8"))

        assert told(self.source, page.read_bytes()) == expected

    def test_every_expectation_belongs_to_a_page(self) -> None:
        pages = {f"{page.name}.expected.json" for page in pages_of(self.source)}

        assert pages == {path.name for path in (PAGES / self.source.name).glob("*.expected.json")}

    def test_nothing_is_invented(self, page: Path) -> None:
        assert_nothing_invented(self.source, page.read_bytes())

    def test_an_answer_that_is_null_everywhere_says_nothing(self, page: Path) -> None:
        for body in emptied(page.read_bytes()):
            assert all(not isinstance(found, Record) for found in readable(self.source, body))

    def test_no_single_value_of_another_kind_breaks_the_reading(self, page: Path) -> None:
        for body in spoilt(page.read_bytes()):
            assert_nothing_invented(self.source, body)

    @pytest.mark.parametrize("body", [b"", HTML, b"null", b"{}", b"[1, 2]", b'"text"', b"\xff\xfe", b"<a/>"])
    def test_what_is_no_answer_is_said_to_be_none(self, body: bytes) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            self.source.read(body)

    def test_a_cut_answer_is_no_answer(self, page: Path) -> None:
        body = page.read_bytes().rstrip()

        with pytest.raises(ValueError, match=r"\w"):
            self.source.read(body[: len(body) * 2 // 3])


class WireContract(SourceContract):
    """The part of the suite that goes over a wire."""

    @pytest.mark.parametrize("body", [b"", HTML, b'{"half":', b"Rate this."])
    def test_an_answer_of_another_kind_is_not_taken_for_an_empty_one(self, wire: Wire, ask: Ask, body: bytes) -> None:
        wire.answer = lambda asked: Said(body)

        for asking in self.askings(ask):
            with pytest.raises(SourceChangedError):
                list(asking())

    @pytest.mark.parametrize("status", [401, 403, 429])
    def test_a_refusal_is_not_taken_for_an_empty_answer(self, wire: Wire, ask: Ask, status: int) -> None:
        wire.answer = lambda asked: Said(b"{}", status)

        for asking in self.askings(ask):
            with pytest.raises(SourceRefusedError):
                list(asking())

    @pytest.mark.parametrize("status", [500, 503])
    def test_a_failure_is_not_taken_for_an_empty_answer(self, wire: Wire, ask: Ask, status: int) -> None:
        wire.answer = lambda asked: Said(b"", status)

        for asking in self.askings(ask):
            with pytest.raises(SourceDownError):
                list(asking())

    def askings(self, ask: Ask) -> Iterator[Callable[[], Iterator[object]]]:
        """Everything that can be asked, each at a door of its own."""
        names = self.known()
        if issubclass(self.source, LooksUp):
            yield lambda: ask(self.source).look_up(names)
        if issubclass(self.source, Searches):
            yield lambda: ask(self.source).search(self.query)
        if issubclass(self.source, FindsTitles):
            yield lambda: ask(self.source).by_title("An Example")
        if issubclass(self.source, KnowsReferences):
            yield lambda: ask(self.source).references(names)
        if issubclass(self.source, KnowsCitations):
            yield lambda: ask(self.source).citations(names, 10)
        if issubclass(self.source, Recommends):
            yield lambda: ask(self.source).similar(names, 10)

    def known(self) -> list[Identifier]:
        return [Identifier(*name.split(":", 1)) for name in self.names]


class AsksContract(WireContract):
    """For sources of papers."""

    def test_looked_up_names_are_found(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.answering()

        found = self.look_up(ask(self.source), self.known())

        bare = {name for record in found if isinstance(record, Record) for name in record.identifiers}
        assert set(self.known()) <= bare

    def test_the_order_of_names_does_not_matter(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.answering()

        one = self.look_up(ask(self.source), self.known())
        other = self.look_up(ask(self.source), self.known()[::-1])

        assert sorted(map(repr, one)) == sorted(map(repr, other))

    def test_another_paper_than_asked_for_is_not_taken_for_it(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.answering()

        found = self.look_up(ask(self.source), self.many(1))

        assert not any(isinstance(each, Record) for each in found)

    def test_unknown_names_yield_nothing(self, wire: Wire, ask: Ask) -> None:
        wire.answer = lambda asked: self.unknown

        assert self.look_up(ask(self.source), self.many(3)) == []

    def test_names_go_in_batches(self, wire: Wire, ask: Ask) -> None:
        wire.answer = lambda asked: self.unknown

        self.look_up(ask(self.source), [*self.many(self.batch + 1), *self.many(2)])

        assert len(wire.asked) == 2
        assert all(len(f"{asked.path}?{asked.query}") < 4000 for asked in wire.asked)

    def test_names_of_other_schemes_cost_nothing(self, wire: Wire, ask: Ask) -> None:
        assert (
            self.look_up(ask(self.source), [Identifier("cvf", "content/X_paper"), Identifier("url", "http://x")]) == []
        )
        assert wire.asked == []

    def answering(self) -> Callable[[Asked], Said]:
        """A service that says the same page to every question."""
        body = (PAGES / self.source.name / self.page_of_names).read_bytes()
        return lambda asked: Said(body)

    def many(self, number: int) -> list[Identifier]:
        scheme, value = self.spelling.split(":", 1)
        return [Identifier(scheme, value.format(each)) for each in range(1, number + 1)]

    def look_up(self, source: Source, names: list[Identifier]) -> list[object]:
        assert isinstance(source, LooksUp)
        return list(source.look_up(names))


class NeighboursContract(WireContract):
    """For sources that know who cites whom. A page answers every question with papers and those around them."""

    page_of_neighbours: ClassVar[str]
    cited: ClassVar[dict[str, list[str | None]]]
    """The keys of what each of some papers cites, by a name of the paper, as the page says."""

    def test_a_paper_has_the_references_of_the_page(self, wire: Wire, ask: Ask) -> None:
        wire.answer = lambda asked: Said(self.page())

        said = list(ask(self.source).references(self.seeds()))

        assert {str(each.of): [one.key for one in each.found] for each in said} == self.cited

    def test_the_order_of_papers_does_not_matter_to_what_they_cite(self, wire: Wire, ask: Ask) -> None:
        wire.answer = lambda asked: Said(self.page())

        one, other = (list(ask(self.source).references(names)) for names in (self.seeds(), self.seeds()[::-1]))

        assert sorted(map(repr, one)) == sorted(map(repr, other))

    def test_what_other_papers_cite_is_not_taken_for_it(self, wire: Wire, ask: Ask) -> None:
        wire.answer = lambda asked: Said(self.page())

        said = list(ask(self.source).references([Identifier("doi", "10.9999/stranger")]))

        assert said == []

    def test_names_of_other_schemes_cost_nothing_here_either(self, wire: Wire, ask: Ask) -> None:
        assert list(ask(self.source).references([Identifier("cvf", "content/X_paper")])) == []
        assert wire.asked == []

    def test_no_spoilt_value_breaks_what_is_around_a_paper_or_puts_words_into_it(
        self, wire: Wire, tmp_path: Path
    ) -> None:
        settings = Settings(tmp_path / "x", tmp_path / "cache", base_urls={self.source.name: wire.url}, politeness=0)
        for body in (*spoilt(self.page()), *emptied(self.page())):
            wire.answer = lambda asked: Said(body)  # noqa: B023
            with Door(settings, fresh=True, sleep=lambda _: None) as door:
                records = around(self.source(door.desk(self.source.service)), self.seeds())
            said = Body(body)
            claims = [claim for record in records for claim in invented(record, said)]
            # A key may be made of the paper's and the entry's.
            assert [claim for claim in claims if not claim.startswith("key: ")] == []

    def page(self) -> bytes:
        return (PAGES / self.source.name / self.page_of_neighbours).read_bytes()

    def seeds(self) -> list[Identifier]:
        return [Identifier(*name.split(":", 1)) for name in self.cited]


class SinglesContract(AsksContract):
    """For sources that answer for one paper at a time."""

    def test_single_look_ups_are_capped(self, wire: Wire, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(self.source, "singles", 4)
        wire.answer = lambda asked: self.unknown

        with pytest.raises(SourceCappedError, match="3 of 7"):
            self.look_up(ask(self.source), self.many(7))

        assert len(wire.asked) == 4


class SearchesContract(AsksContract):
    """For sources that find papers by words."""

    page_of_search: ClassVar[str | None] = None
    """The page that a search is answered with, where that is not the same."""

    def test_a_search_stops_at_its_limit(self, wire: Wire, ask: Ask) -> None:
        source = ask(self.source)
        wire.answer = self.answering_a_search()

        found = list(source.search(Query(text="examples", limit=1)))

        assert sum(isinstance(each, Record) for each in found) == 1
        assert len(wire.asked) == 1

    def test_a_search_for_years_yields_no_others(self, wire: Wire, ask: Ask) -> None:
        source = ask(self.source)
        wire.answer = self.answering_a_search()

        found = list(islice(source.search(Query(text="examples", since=1800, until=1801)), 50))

        assert {each.year for each in found if isinstance(each, Record)} <= {None}

    def answering_a_search(self) -> Callable[[Asked], Said]:
        body = (PAGES / self.source.name / (self.page_of_search or self.page_of_names)).read_bytes()
        return lambda asked: Said(body)


def around(source: Source, names: list[Identifier]) -> list[Record]:
    """The records of everything that `source` puts beside papers, where it says that it answers."""
    asked: list[Callable[[], Iterator[Neighbours]]] = []
    if isinstance(source, KnowsReferences):
        asked.append(lambda: source.references(names))
    if isinstance(source, KnowsCitations):
        asked.append(lambda: source.citations(names, 3))
    if isinstance(source, Recommends):
        asked.append(lambda: source.similar(names, 3))
    found: list[Record] = []
    for asking in asked:
        with suppress(SourceChangedError):
            found += [one for each in asking() for one in each.found if isinstance(one, Record)]
    return found


class LeaderboardsContract:
    """For sources that know leaderboards; beside the class of the source's other questions, or alone."""

    source: ClassVar[type[Source]]
    benchmark: ClassVar[tuple[str, str]]
    """Task and dataset of a leaderboard that `knowing` tells of, as the service spells them."""

    def knowing(self, asked: Asked) -> Said:
        """What a service says that knows the benchmark."""
        raise NotImplementedError

    def test_a_leaderboard_goes_by_the_names_that_its_source_gives(self, wire: Wire, ask: Ask) -> None:
        wire.answer, source = self.knowing, ask(self.source)

        tasks = [each["name"] for each in source.tasks()]
        boards = [
            source.leaderboard(each["task"], each["dataset"]) for task in tasks for each in source.benchmarks(task)
        ]

        assert isinstance(source, KnowsLeaderboards)
        assert self.benchmark[0] in tasks
        assert self.benchmark in [(each["task"], each["dataset"]) for each in boards if each]

    def test_rows_are_numbered_and_have_scores_of_the_leaderboards_metrics_alone(self, wire: Wire, ask: Ask) -> None:
        wire.answer = self.knowing

        board = ask(self.source).leaderboard(*self.benchmark)

        assert [row["rank"] for row in board["rows"]] == list(range(1, len(board["rows"]) + 1))
        assert {metric for row in board["rows"] for metric in row["scores"]} == {
            each["name"] for each in board["metrics"]
        }

    def test_claimants_come_once_and_with_results_of_that_leaderboard(self, wire: Wire, ask: Ask) -> None:
        wire.answer, source = self.knowing, ask(self.source)
        rows = source.leaderboard(*self.benchmark)["rows"]

        found = list(source.claimants(*self.benchmark, [*rows, *rows]))

        records = [each for each in found if isinstance(each, Record)]
        assert records
        assert len({each.key for each in records}) == len(records)
        assert {(each.task, each.dataset) for record in records for each in record.results} == {self.benchmark}
        assert all(record.results for record in records)

    def test_what_it_does_not_know_is_nothing(self, wire: Wire, ask: Ask) -> None:
        wire.answer, source = self.knowing, ask(self.source)
        task, dataset = self.benchmark

        assert list(source.tasks("unheard-of words")) == []
        assert list(source.parts("Unheard-of Task")) == []
        assert list(source.benchmarks("Unheard-of Task")) == []
        assert source.also_called("Unheard-of Dataset") == []
        assert source.leaderboard("Unheard-of Task", dataset) is None
        assert source.leaderboard(task, "Unheard-of Dataset") is None
        assert list(source.claimants(task, "Unheard-of Dataset", [])) == []

    @pytest.mark.parametrize("said", [Said(HTML), Said(b"{}"), Said(b'{"half":'), Said(b"", 429), Said(b"", 503)])
    def test_a_failure_is_not_taken_for_no_leaderboard(self, wire: Wire, ask: Ask, said: Said) -> None:
        wire.answer = lambda asked: said
        askings: list[Callable[[Any], Any]] = [
            lambda source: list(source.tasks()),
            lambda source: list(source.parts(self.benchmark[0])),
            lambda source: list(source.benchmarks(self.benchmark[0])),
            lambda source: source.also_called(self.benchmark[1]),
            lambda source: source.leaderboard(*self.benchmark),
            lambda source: list(source.claimants(*self.benchmark, [])),
        ]

        for asking in askings:
            with pytest.raises(SourceError):
                asking(ask(self.source))


def readable(source: type[Source], body: bytes) -> list[object]:
    """What `source` reads in `body`, or nothing where it says that it is no answer."""
    try:
        return list(source.read(body))
    except ValueError:
        return []


def assert_nothing_invented(source: type[Source], body: bytes) -> None:
    """Fails where a record says what its answer does not."""
    records = [found for found in readable(source, body) if isinstance(found, Record)]
    if records:
        said = Body(body)
        assert [claim for record in records for claim in invented(record, said)] == []


def emptied(body: bytes) -> Iterator[bytes]:
    """`body` with nothing in every place: null in JSON, empty elements in XML."""
    if body.startswith(b"<"):
        yield re.sub(rb">[^<>]+<", b"><", body)
    elif body.startswith((b"{", b"[")):
        yield json.dumps(_without_leaves(json.loads(body))).encode()


def _without_leaves(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_leaves(each) for name, each in value.items()}
    return [_without_leaves(each) for each in value] if isinstance(value, list) else None


OTHERS: tuple[object, ...] = (None, "", "N/A", -1, 3.5, True, [], {}, [None], {"a": None}, ["x"], "\u0000\u202e")


def spoilt(body: bytes) -> Iterator[bytes]:
    """`body` with one value after the other replaced by something of another kind."""
    if not body.startswith((b"{", b"[")):
        return
    whole = json.loads(body)
    for number, (holder, key) in enumerate(_places(whole)):
        kept = holder[key]
        # Not every one of them everywhere: it would be tens of thousands.
        for other in (None, OTHERS[number % len(OTHERS)]):
            holder[key] = other
            yield json.dumps(whole).encode()
        holder[key] = kept


def _places(value: Any) -> list[tuple[Any, Any]]:
    inside = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in inside] + [place for _, each in inside for place in _places(each)]
