"""Real answers, recorded elsewhere, read without a crash and without a word that they do not say."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from survey.http.service import Answer
from survey.model.errors import SourceRefusedError
from survey.model.identifier import read_identifier
from survey.model.record import Record, Status, Unreadable, VenueKind
from survey.model.venue import settled_venue
from survey.sources.crossref import as_reference
from survey.sources.dblp import Dblp
from survey.sources.source import sources
from tests.sources.truth import Body, invented

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = os.environ.get("SURVEY_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED does not name a folder with recorded answers")

FOLDERS = {
    "arxiv": "arxiv",
    "crossref": "crossref",
    "datacite": "datacite",
    "github": "github",
    "openalex": "openalex",
    "opencitations": "opencitations",
    "semanticscholar": "semantic_scholar",
    "aclanthology": "acl",
    "cvf": "cvf",
    "dblp": "dblp",
}
EMPTY = re.compile(rb'"(?:items|data)":\s*\[\]')
SAMPLES = {"hf_": "hugging_face", "pwc_co_": "papers_with_code", "paper_": "papers_with_code"}


class Recorded(NamedTuple):
    """One recorded answer."""

    source: str
    name: str
    url: str
    status: int
    tags: frozenset[str]
    body: bytes

    @property
    def found(self) -> list[object]:
        """What its source reads in it; nothing where it says that it is no answer about papers."""
        try:
            return list(sources()[self.source].read(self.body))
        except ValueError:
            return []

    @property
    def records(self) -> list[Record]:
        return [each for each in self.found if isinstance(each, Record)]


@cache
def recorded() -> tuple[Recorded, ...]:
    """Everything that was recorded of the services that there is a source for."""
    rows = [(folder, row) for folder in FOLDERS for row in _index(Path(SHARED or "") / "recordings" / folder)]
    return tuple(
        Recorded(FOLDERS[folder], row["body_file"], row["url"], row["status"], frozenset(row["tags"]), row["body"])
        for folder, row in rows
    )


def _index(folder: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row | {"body": (folder / row["body_file"]).read_bytes()} for row in rows]


def tagged(source: str, *tags: str) -> list[Recorded]:
    """The recorded answers of `source` that carry all of `tags`; there are some."""
    found = [each for each in recorded() if each.source == source and each.tags.issuperset(tags)]
    assert found
    return found


@pytest.mark.parametrize("source", FOLDERS.values())
def test_no_recorded_answer_breaks_a_reader_or_has_words_put_into_it(source: str) -> None:
    claims = [
        f"{each.name}: {record.key}: {claim}"
        for each in recorded()
        if each.source == source and (records := each.records)
        for body in [Body(each.body)]
        for record in records
        for claim in invented(record, body)
        # The Anthology leaves it to the reader to put old ids together of collection, volume and number.
        if not (source == "acl" and record.key.startswith("L06-") and record.key in claim)
    ]

    assert claims == []


@pytest.mark.parametrize("source", FOLDERS.values())
def test_no_recorded_error_is_read_as_an_answer(source: str) -> None:
    errors = [each for each in recorded() if each.source == source and (each.status >= 300 or "error" in each.tags)]

    for each in errors:
        with pytest.raises(ValueError, match=r"\w"):
            sources()[source].read(each.body)


@pytest.mark.parametrize(
    ("source", "is_of_papers"),
    [
        ("arxiv", lambda url: "/api/query" in url),
        ("crossref", lambda url: "/works" in url and not url.endswith(("/agency",)) and "transform" not in url),
        ("datacite", lambda url: "/dois/" in url),
        ("openalex", lambda url: "/works" in url),
        ("opencitations", lambda url: "/references/" in url or "/citation" in url),
        ("semantic_scholar", lambda url: "/paper" in url and not url.partition("?")[0].endswith("/authors")),
    ],
)
def test_every_recorded_answer_about_papers_is_read(source: str, is_of_papers: Callable[[str], bool]) -> None:
    answers = [each for each in recorded() if each.source == source and each.status == 200 and is_of_papers(each.url)]
    empty = {"zero-results", "nonexistent-id", "unknown-id"}

    unread = [each.name for each in answers if not each.found and not empty & each.tags and not EMPTY.search(each.body)]

    assert unread == []


def test_an_unknown_arxiv_id_is_an_empty_answer() -> None:
    for each in tagged("arxiv", "zero-results"):
        assert list(sources()["arxiv"].read(each.body)) == []


def test_the_withdrawn_version_is_not_confused_with_the_first() -> None:
    (first,) = (record for each in tagged("arxiv", "withdrawn-later") for record in each.records)

    assert (first.key, first.version, first.status) == ("1805.02682", 1, None)


def test_a_withdrawn_paper_is_found_in_a_search() -> None:
    withdrawn = [
        record
        for each in tagged("arxiv", "search-page")
        for record in each.records
        if "withdrawn" in f"{dict(record.details).get('comment', '')} {record.abstract or ''}"[:200].lower()
    ]

    assert {record.status for record in withdrawn} <= {Status.WITHDRAWN}


def test_arxiv_dois_and_references_to_journals_are_kept() -> None:
    for tag, has in (
        ("has-journal-doi", lambda record: any(name.scheme == "doi" for name in record.identifiers)),
        ("has-journal-ref", lambda record: "journal_ref" in dict(record.details)),
        ("old-style-id", lambda record: "/" in record.key),
        ("v2plus", lambda record: (record.version or 0) > 1),
        ("latex-in-title", lambda record: "$" in (record.title or "")),
    ):
        for each in tagged("arxiv", tag):
            assert any(map(has, each.records)), f"{tag}: {each.name}"


def test_every_arxiv_record_has_what_arxiv_always_says() -> None:
    for each in tagged("arxiv", "search-page"):
        assert all(
            record.title and record.authors and record.year and record.published and record.version and record.pdf
            for record in each.records
        )


def test_works_without_title_or_authors_are_read_without_them() -> None:
    for each in tagged("crossref", "no-title"):
        assert each.tags & {"no-authors"} or any(record.title is None for record in each.records)
    for each in tagged("crossref", "no-authors"):
        assert not each.records or any(not record.authors for record in each.records)


def test_preprints_are_at_preprint_servers() -> None:
    for each in tagged("crossref", "preprint"):
        for record in each.records:
            assert record.kind != "preprint" or (record.venue and record.venue.kind is VenueKind.PREPRINT), each.name


def test_markup_does_not_reach_titles_and_abstracts() -> None:
    for tag in ("markup-in-title", "jats-abstract", "html-in-title-or-abstract"):
        for each in tagged("crossref", tag):
            for record in each.records:
                text = f"{record.title} {record.abstract}".lower()
                assert not any(mark in text for mark in ("<jats", "</", "<p>", "<i>", "<sub>", "&lt;", "&amp;")), text


def test_a_correction_is_no_retraction() -> None:
    for tag in ("correction", "update-notice"):
        assert {record.status for each in tagged("crossref", tag) for record in each.records} == {None}


def test_groups_are_authors() -> None:
    for each in tagged("crossref", "group-author"):
        names = _group_names(json.loads(each.body)["message"])
        assert names
        assert names <= {" ".join(author.split()) for record in each.records for author in record.authors}


def _group_names(message: dict[str, Any]) -> set[str]:
    works = message.get("items", [message])
    return {
        " ".join(author["name"].split())
        for work in works
        for author in work.get("author", [])
        if "name" in author and "family" not in author
    }


def test_cut_lists_of_authors_are_said_to_be_cut() -> None:
    for each in tagged("openalex", "many-authors"):
        works = json.loads(each.body)["results"]
        cut = {work["id"].rpartition("/")[2] for work in works if work.get("is_authors_truncated")}
        assert cut <= {record.key for record in each.records if record.authors_cut}


def test_openalex_finds_the_arxiv_id() -> None:
    for each in tagged("openalex", "arxiv-doi"):
        assert any(name.scheme == "arxiv" for record in each.records for name in record.identifiers), each.name


def test_missing_abstracts_and_dois_stay_missing() -> None:
    for each in tagged("openalex", "no-abstract"):
        assert any(record.abstract is None for record in each.records)
    for each in tagged("openalex", "no-doi"):
        assert any(not {"doi", "arxiv"} & {name.scheme for name in record.identifiers} for record in each.records)


def test_lists_are_read_whole() -> None:
    for each in tagged("semantic_scholar", "next"):
        assert len(each.found) == len(json.loads(each.body)["data"])
    for each in tagged("openalex", "batch-ids"):
        assert len(each.found) == len(json.loads(each.body)["results"])


def test_a_reference_without_an_id_is_unreadable_and_nothing_more() -> None:
    unreadable = [each for answer in tagged("semantic_scholar", "next") for each in answer.found]

    assert all(isinstance(each, Record) or "without an id" in each.why for each in unreadable)  # type: ignore[attr-defined]


def test_most_deposited_references_say_what_they_mean_and_none_has_words_put_into_it() -> None:
    found: list[object] = []
    for each in recorded():
        if each.source != "crossref" or each.status != 200 or b'"reference"' not in each.body:
            continue
        body, message = Body(each.body), json.loads(each.body)["message"]
        for work in message.get("items", [message]):
            entries = [as_reference(f"{work['DOI']}#{entry['key']}", entry) for entry in work.get("reference", [])]
            records = [entry for entry in entries if isinstance(entry, Record)]
            claims = [claim for record in records for claim in invented(record, body)]
            assert [claim for claim in claims if not claim.startswith("key: ")] == []
            found += entries

    assert len(found) > 5000
    assert sum(isinstance(each, Record) for each in found) > 0.85 * len(found)


def test_identifiers_are_those_that_were_asked_for() -> None:
    for each in tagged("datacite"):
        asked = read_identifier(each.url.partition("/dois/")[2].partition("?")[0])
        assert each.status != 200 or asked in each.records[0].identifiers


def test_the_arxiv_deposit_names_version_and_journal() -> None:
    (each,) = tagged("datacite", "arxiv-doi")
    (record,) = each.records

    assert record.version == 1
    assert record.venue
    assert record.venue.kind is VenueKind.PREPRINT
    assert {name.scheme for name in record.identifiers} == {"arxiv", "doi"}


def test_repositories_are_read_under_the_name_they_have_now() -> None:
    for each in tagged("github", "repo"):
        (record,) = each.records
        said = json.loads(each.body)
        assert record.repositories[0].url == said["html_url"]
        assert record.repositories[0].stars == said["stargazers_count"]


def test_every_sample_of_papers_with_code_and_hugging_face_is_read() -> None:
    folder = Path(SHARED or "") / "data" / "pwc" / "api_samples"
    of_papers = {
        "hf_daily_papers_list.json": 1,
        "hf_paper_detail.json": 1,
        "paper_get_response.json": 1,
        "paper_list_response.json": 1,
        "paper_result_list.json": 2,
        "pwc_co_evaluations.json": 2,
        "pwc_co_paper_detail.json": 1,
        "pwc_co_papers_list.json": 2,
    }

    for path in sorted(folder.rglob("*.json")):
        source = next((name for lead, name in SAMPLES.items() if path.name.startswith(lead)), None)
        if source is None:
            continue
        answer = Recorded(source, path.name, "", 200, frozenset(), path.read_bytes())
        body = Body(answer.body)
        assert len(answer.found) >= of_papers.get(path.name, 0), path.name
        assert [claim for record in answer.records for claim in invented(record, body)] == [], path.name


def test_results_of_the_former_interface_alone_are_unreadable() -> None:
    path = Path(SHARED or "") / "data" / "pwc" / "api_samples" / "old_com_v1" / "paper_result_list.json"

    found = list(sources()["papers_with_code"].read(path.read_bytes()))

    assert [type(each) for each in found] == [Unreadable, Unreadable]


def test_a_whole_conference_of_cvf_is_read_with_authors_and_pdf() -> None:
    (each,) = tagged("cvf", "venue-listing")

    assert len(each.records) == len(each.found) == 1294
    assert all(record.authors and record.pdf and record.year == 2019 for record in each.records)
    assert {record.venue.name for record in each.records if record.venue} == {"CVPR"}


def test_a_collection_of_the_acl_keeps_its_workshop_apart() -> None:
    each = max(tagged("acl", "collection-xml"), key=lambda each: len(each.body))

    venues = [settled_venue(record.venue) for record in each.records if record.venue]
    assert len(venues) == len(each.found) == 774
    assert sum(venue.name == "ACL" for venue in venues) == 727
    assert sum(venue.kind is VenueKind.WORKSHOP for venue in venues) == 39
    assert all(record.abstract and record.authors for record in each.records)


def test_dblps_numbers_of_homonyms_are_no_part_of_a_name() -> None:
    for each in tagged("dblp", "author-homonym-suffix"):
        assert not any(char.isdecimal() for record in each.records for name in record.authors for char in name)


def test_every_wall_is_known_for_one() -> None:
    folder = Path(SHARED or "") / "recordings" / "_faults"
    walls = [row for row in _index(folder) if "anubis" in row["tags"]]

    assert len(walls) == 2
    for row in walls:
        assert isinstance(Dblp.service.refusal(Answer(row["status"], {}, row["body"])), SourceRefusedError)  # type: ignore[misc]
