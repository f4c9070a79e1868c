"""Identifiers: one spelling each, and back from the address of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.identifier import PREFERENCE, arxiv_version, best, identifier, page, read_identifier
from tests.model.making import name

digits = st.integers(1, 10**8).map(str)
doi_tail = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20)
keys = st.text("abcXYZ019_-./:+'", min_size=1, max_size=20)
VALUES = {
    "arxiv": st.from_regex(r"\d{4}\.\d{4,5}(v\d{1,2})?|(math|cs|hep-th)(\.[A-Z]{2})?/\d{7}", fullmatch=True),
    "doi": st.builds("10.{}/{}".format, st.integers(1000, 99999), doi_tail),
    "openalex": st.from_regex(r"[wW]\d{4,10}", fullmatch=True),
    "s2": st.from_regex(r"[0-9a-fA-F]{40}", fullmatch=True),
    "corpus": digits,
    "dblp": st.builds("conf/{}".format, keys),
    "acl": st.from_regex(r"[A-Za-z]\d{2}-\d{4}|20\d\d\.[a-z]{3,6}-main\.\d{1,3}", fullmatch=True),
    "openreview": st.from_regex(r"[\w-]{6,20}", fullmatch=True),
    "cvf": st.from_regex(r"content/CVPR20\d\d/(papers|html)/[A-Z][a-z]{2,9}_[\w.-]{1,20}_paper", fullmatch=True),
    "pmid": digits,
    "pmcid": st.builds("PMC{}".format, digits),
    "mag": digits,
    "pwc": st.from_regex(r"[\w-]{1,40}", fullmatch=True),
    "url": st.builds("https://{}/{}".format, st.sampled_from(["Example.org", "arxiv.org"]), st.text(max_size=20)),
}
spelt = st.one_of([st.tuples(st.just(scheme), values) for scheme, values in VALUES.items()])


def test_every_scheme_is_tried() -> None:
    assert set(VALUES) == set(PREFERENCE)


@given(spelt)
def test_a_value_in_its_one_spelling_stays_as_it_is(said: tuple[str, str]) -> None:
    found = identifier(*said)

    assert found is None or identifier(*found) == found


@given(spelt)
def test_the_address_of_a_page_reads_back_to_its_identifier(said: tuple[str, str]) -> None:
    found = identifier(*said)

    address = page(found) if found else None

    assert address is None or read_identifier(address) == found


@given(spelt)
def test_an_identifier_is_read_as_it_is_printed(said: tuple[str, str]) -> None:
    found = identifier(*said)

    assert found is None or read_identifier(str(found)) == found


@given(st.text(st.characters()))
def test_any_text_is_an_identifier_that_can_be_written_or_none(text: str) -> None:
    found = read_identifier(text)

    assert found is None or str(found).encode()


@pytest.mark.parametrize(
    "text",
    [
        "2312.00752",
        "arXiv:2312.00752v2",
        "ARXIV: 2312.00752",
        "https://arxiv.org/abs/2312.00752v1",
        "http://arxiv.org/pdf/2312.00752.pdf",
        "https://www.arxiv.org/html/2312.00752v3/",
        "arxiv.org/abs/2312.00752",
        "https://doi.org/10.48550/arXiv.2312.00752",
        "10.48550/arxiv.2312.00752",
        "https://huggingface.co/papers/2312.00752",
        "https://alphaxiv.org/abs/2312.00752",
        "https://paperswithcode.co/paper/arxiv/2312.00752",
        "url:https://arxiv.org/abs/2312.00752",
        "<https://arxiv.org/abs/2312.00752>",
    ],
)
def test_all_spellings_of_one_arxiv_paper_are_one(text: str) -> None:
    assert read_identifier(text) == ("arxiv", "2312.00752")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("math.GT/0309136", "arxiv:math/0309136"),
        ("10.1145/3292500.3330701.", "doi:10.1145/3292500.3330701"),
        (
            "DOI:10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "doi:10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        ("https://doi.org/10.1016/S0140-6736(97)11096-0", "doi:10.1016/s0140-6736(97)11096-0"),
        ("https://dl.acm.org/doi/abs/10.1145/1.2", "doi:10.1145/1.2"),
        ("https://aclanthology.org/P19-1001.pdf", "acl:P19-1001"),
        ("https://aclanthology.org/2020.acl-main.1/", "acl:2020.acl-main.1"),
        ("https://openreview.net/forum?id=nZeVKeeFYf9&noteId=x", "openreview:nZeVKeeFYf9"),
        ("https://pubmed.ncbi.nlm.nih.gov/0031452104/", "pmid:31452104"),
        ("https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html", "dblp:conf/nips/VaswaniSPUJGKP17"),
        ("CorpusId:13756489", "corpus:13756489"),
        ("w2963403868", "openalex:W2963403868"),
        ("Attention Is All You Need", None),
        ("HTTPS://Example.ORG/Paper", "url:https://example.org/Paper"),
        ("https://[broken", None),
        ("10.1234/.", None),
        ("\u0662\u0663\u0661\u0662.\u0660\u0660\u0667\u0665\u0662", None),
    ],
)
def test_what_people_paste_is_read(text: str, expected: str | None) -> None:
    found = read_identifier(text)

    assert (found and str(found)) == expected


@pytest.mark.parametrize(
    ("scheme", "value"), [("isbn", "1"), ("doi", None), ("arxiv", True), ("pmid", 3.5), ("doi", "")]
)
def test_what_cannot_be_an_identifier_is_none(scheme: str, value: object) -> None:
    assert identifier(scheme, value) is None


def test_a_version_is_read_where_one_is_named() -> None:
    assert arxiv_version("https://arxiv.org/abs/2312.00752v12") == 12
    assert arxiv_version("2312.00752") is None


def test_the_best_known_identifier_is_the_doi() -> None:
    assert best(frozenset({name("arxiv:2312.00752"), name("doi:10.1000/x"), name("pmid:1")})) == ("doi", "10.1000/x")
    assert best(frozenset()) is None
