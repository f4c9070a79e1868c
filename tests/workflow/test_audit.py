"""A bibliography held against the web: what is wrong is found with where it stands, and what is right is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from survey.bibliographies.read import read_bibliography
from survey.catalog.take import take
from survey.demo.faults import Fault as Failing
from survey.demo.faults import Kind
from survey.demo.server import ScholarlyWeb
from survey.model.audit import Fault, Finding
from survey.model.identifier import Identifier
from survey.model.record import Record, Status
from survey.sources.arxiv import Arxiv
from survey.sources.crossref import as_notices, as_record
from survey.workflow.audit import Audited, audit_file, batched
from tests.model.making import record
from tests.workflow.papers import PAPERS

if TYPE_CHECKING:
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Clock, Open

SPARSE = """\
@inproceedings{sparse,
  title = {Sparse Lanterns for Long Documents},
  author = {Moreau, Ada and Lindqvist, Grace},
  booktitle = {CVPR}, year = 2021, doi = {10.1000/1}
}
"""


def audited(library: Library, text: str) -> Audited:
    """What is found in a file of that text, by those who answer for many at once."""
    return audit_file(batched(library), read_bibliography(text.encode(), "refs.bib"), "refs.bib")


def found(library: Library, text: str) -> list[Finding]:
    return audited(library, text).findings


def test_what_is_right_is_not_named(library: Library, web: ScholarlyWeb) -> None:
    done = audited(library, SPARSE)

    assert (done.findings, done.unknown, done.finished) == ([], [], True)
    assert {service for service, *_ in web.requests} == {"arxiv", "crossref", "openalex", "semantic_scholar"}


@pytest.mark.parametrize(
    ("before", "after", "fault", "text"),
    [
        ("booktitle = {CVPR}", "booktitle = {ICML}", Fault.VENUES, "ICML is its venue here, CVPR 2021 elsewhere"),
        ("booktitle = {CVPR},", "", Fault.VENUE, "no venue; it appeared in CVPR 2021"),
        ("year = 2021", "year = 2015", Fault.YEARS, "2015 is its year here, 2021 elsewhere"),
        (
            "{Moreau, Ada and Lindqvist, Grace}",
            "{Lindqvist, Grace and Moreau, Ada}",
            Fault.AUTHORS,
            "its authors are out of order; they are Ada Moreau, Grace Lindqvist",
        ),
        ("{Moreau, Ada and Lindqvist, Grace}", "{Moreau, Ada}", Fault.AUTHORS, "leaves out Grace Lindqvist"),
    ],
)
def test_what_no_source_says_is_named_with_line_source_and_day(
    library: Library, before: str, after: str, fault: Fault, text: str
) -> None:
    (finding,) = found(library, "% refs\n\n" + SPARSE.replace(before, after))

    assert (finding.fault, finding.papers, finding.file, finding.line) == (fault, ("sparse",), "refs.bib", 3)
    assert finding.text.startswith(text)
    assert finding.source in {"crossref", "semantic_scholar", "arxiv"}
    assert finding.on is not None
    assert f"({finding.source}, {finding.on})" in finding.text
    assert finding.mend.startswith("write ")


def test_a_preprint_that_appeared_is_named_with_its_doi(library: Library) -> None:
    text = "@misc{s, title={Sparse Lanterns for Long Documents}, eprint={2001.00001}, archiveprefix={arXiv}, year=2020}"

    published = next(each for each in found(library, text) if each.fault is Fault.PUBLISHED)

    assert published.mend == "write venue: CVPR; year: 2021; doi: 10.1000/1"


def test_an_entry_without_identifiers_is_found_by_its_title_where_that_is_sure(library: Library) -> None:
    wrong_year = SPARSE.replace(", doi = {10.1000/1}", "").replace("2021", "2012")
    by_another = SPARSE.replace(", doi = {10.1000/1}", "").replace("Moreau, Ada and Lindqvist, Grace", "Nemo, Jo")

    years, unsure = found(library, wrong_year), audited(library, by_another)

    assert [each.fault for each in years] == [Fault.YEARS]
    assert (unsure.findings, [entry.id for entry in unsure.unknown]) == ([], ["sparse"])


def test_an_identifier_of_another_paper_is_named_with_whose_it_is_and_no_more_is_said(library: Library) -> None:
    (finding,) = found(library, "@article{frogs, title={Frogs of the Danube}, author={Nemo}, doi={10.1000/1}}")

    assert finding.fault is Fault.OTHER
    assert finding.text.startswith("doi:10.1000/1 is “Sparse Lanterns for Long Documents” (")


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.WITHDRAWN])
def test_a_retraction_that_a_source_tells_is_named(library: Library, clock: Clock, status: Status) -> None:
    told = record("crossref", "10.1000/1", ids=["doi:10.1000/1"], title="Sparse Lanterns for Long Documents")
    take(library.catalog, [told, record("arxiv", "1", ids=["doi:10.1000/1"], status=status)], now=clock.now())

    first = found(library, SPARSE)[0]

    assert (first.fault, first.source, first.on) == (Fault(status.value), "arxiv", "2026-11-20")
    assert first.text == f"it was {status} (arxiv, 2026-11-20)"


RETRACTION = {"type": "retraction", "DOI": "10.1000/notice"}
WITHDRAWN_FEED = b"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>x</id><title>arXiv Query</title>
<opensearch:totalResults>1</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<opensearch:itemsPerPage>1</opensearch:itemsPerPage><entry>
<id>http://arxiv.org/abs/2001.00001v2</id><title>Sparse Lanterns for Long Documents</title>
<published>2020-01-15T00:00:00Z</published><updated>2020-03-01T00:00:00Z</updated>
<summary>This paper has been withdrawn by the authors.</summary><author><name>Ada Moreau</name></author>
<arxiv:comment>This paper has been withdrawn: the lanterns were out</arxiv:comment></entry></feed>"""


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"updated-by": [RETRACTION]}, [Fault.RETRACTED]),
        ({"update-to": [{**RETRACTION, "DOI": "10.1000/1"}]}, [Fault.RETRACTED]),
        ({"title": ["RETRACTED: Sparse Lanterns for Long Documents"]}, [Fault.RETRACTED]),
        ({"updated-by": [{**RETRACTION, "type": "withdrawal"}]}, [Fault.WITHDRAWN]),
        ({"updated-by": [{**RETRACTION, "type": "correction"}]}, []),
        ({"update-to": [{**RETRACTION, "DOI": "10.1000/other"}]}, []),
    ],
)
def test_what_crossref_tells_of_a_work_or_the_work_of_itself_is_named(
    library: Library, clock: Clock, said: dict[str, object], faults: list[Fault]
) -> None:
    told = as_record({"DOI": "10.1000/1", "title": ["Sparse Lanterns for Long Documents"], **said})
    assert isinstance(told, Record)
    take(library.catalog, [told], now=clock.now())

    findings = audit_file(replace(library, sources={}), read_bibliography(SPARSE.encode(), "x"), None).findings

    assert [each.fault for each in findings] == faults


def test_a_version_that_was_withdrawn_from_arxiv_is_named(library: Library, clock: Clock) -> None:
    take(library.catalog, [each for each in Arxiv.read(WITHDRAWN_FEED) if isinstance(each, Record)], now=clock.now())
    text = SPARSE.replace("doi = {10.1000/1}", "eprint = {2001.00001v1}, archiveprefix = {arXiv}")

    findings = audit_file(replace(library, sources={}), read_bibliography(text.encode(), "x"), None).findings

    assert Fault.WITHDRAWN in {each.fault for each in findings}


def test_code_that_an_entry_names_is_asked_for_at_its_host(library: Library, web: ScholarlyWeb) -> None:
    there = SPARSE.replace("year", "url = {https://github.com/moreau/lanterns}, year")
    gone = SPARSE.replace("year", r"note = {\url{https://github.com/nobody/nothing}}, year")

    assert found(library, there) == []
    (finding,) = found(library, gone)
    assert (finding.fault, finding.source, finding.on) == (Fault.GONE, "github.com", "2026-11-20")
    assert [target for service, _, target in web.requests if service == "github"] == [
        "/repos/moreau/lanterns",
        "/repos/nobody/nothing",
    ]


def test_two_entries_of_one_work_are_a_pair_at_the_line_of_the_first(library: Library) -> None:
    (pair,) = found(library, SPARSE + SPARSE.replace("{sparse", "{again"))

    assert (pair.fault, pair.papers, pair.line) == (Fault.PAIR, ("sparse", "again"), 1)
    assert "survey dedupe refs.bib" in pair.mend


def test_two_entries_that_share_nothing_are_a_pair_where_sources_know_one_paper_for_both(library: Library) -> None:
    draft = "@misc{pre, title={Lanterns for documents}, eprint={2001.00001}, archiveprefix={arXiv}, year=2020}"

    pairs = [each for each in found(library, SPARSE + draft) if each.fault is Fault.PAIR]

    assert [(each.papers, each.text) for each in pairs] == [(("sparse", "pre"), "sources know one paper for both")]


def test_what_nobody_knows_is_no_finding_and_is_listed(library: Library) -> None:
    done = audited(library, "@article{x, title={Nothing of the kind}, author={Nemo}, year=2001, doi={10.9999/none}}")

    assert (done.findings, [entry.id for entry in done.unknown]) == ([], ["x"])


def test_a_source_that_fails_is_told_and_the_others_find_it_still(library: Library, web: ScholarlyWeb) -> None:
    web.faults["crossref"] = Failing(kind=Kind.DOWN)

    done = audited(library, SPARSE.replace("2021", "2015"))

    assert [each.fault for each in done.findings] == [Fault.YEARS]
    assert [told.source for told in done.told if told.is_failure] == ["crossref"]


def test_many_entries_cost_a_source_one_request_and_one_for_notices(open_library: Open, web: ScholarlyWeb) -> None:
    text = SPARSE + "@article{d, title={On the Counting of Dunes}, doi={10.1000/dunes}, author={Falk, Edda}, year=1998}"

    audited(open_library("crossref"), text)

    first, second = (target for *_, target in web.requests)
    assert "filter=doi:10.1000/1,doi:10.1000/dunes&" in first
    assert "filter=updates:10.1000/1,updates:10.1000/dunes&" in second


def test_a_retraction_that_only_its_notice_tells_is_named(open_library: Open) -> None:
    with ScholarlyWeb([{**PAPERS[0], "retracted_by": "10.1000/notice"}, *PAPERS[1:]]) as web:
        (finding,) = found(open_library(base_urls=web.base_urls), SPARSE)

    assert (finding.fault, finding.source, finding.on) == (Fault.RETRACTED, "crossref", "2026-11-20")
    assert finding.text == "it was retracted by https://doi.org/10.1000/notice (crossref, 2026-11-20)"


def test_a_work_of_which_nothing_is_known_but_its_notice_is_named_for_that_alone(
    library: Library, clock: Clock
) -> None:
    notice = {"DOI": "10.1000/notice", "update-to": [{"type": "retraction", "DOI": "10.1000/1"}]}
    take(library.catalog, as_notices(notice, {Identifier("doi", "10.1000/1")}), now=clock.now())

    findings = audit_file(replace(library, sources={}), read_bibliography(SPARSE.encode(), "x"), None).findings

    assert [each.fault for each in findings] == [Fault.RETRACTED]


def test_who_does_not_answer_for_papers_is_not_asked_for_notices(library: Library, web: ScholarlyWeb) -> None:
    web.faults["crossref"] = Failing(kind=Kind.FORBID)

    audited(library, SPARSE)

    assert [target for service, _, target in web.requests if service == "crossref" and "updates" in target] == []


def test_without_sources_the_catalog_is_asked_alone(open_library: Open, library: Library, web: ScholarlyWeb) -> None:
    audited(library, SPARSE)
    web.requests.clear()
    nobody = batched(open_library("dblp"))

    (finding,) = found(nobody, SPARSE.replace("2021", "2015"))

    assert nobody.sources == {}
    assert finding.fault is Fault.YEARS
    assert web.requests == []


@pytest.mark.parametrize("text", ["@comment{x}\n@misc{y, note={nothing}}", "@misc{y, url={https://a.org}}"])
def test_a_file_with_next_to_nothing_in_it_is_no_trouble(library: Library, text: str) -> None:
    assert found(library, text) == []
