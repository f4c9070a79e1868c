"""What an account is compared by."""

from __future__ import annotations

import pytest

from survey.model.sketch import Form, Pages, fold_title, is_of_many, mended, pages_of, sketch
from tests.model.making import name, record


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("288-97", Pages("288", "297")),
        ("1388--1394", Pages("1388", "1394")),
        ("S12-S14", Pages("s12", "s14")),
        ("e1002", Pages("e1002", "")),
        ("06-Oct", Pages("6", "10")),
        ("xiii-xv", Pages("xiii", "xv")),
        ("Suppl-42", None),
        ("", None),
    ],
)
def test_pages_are_read_as_they_are_printed(text: str, pages: Pages | None) -> None:
    assert pages_of(text) == pages


@pytest.mark.parametrize(
    ("details", "volume", "issue", "pages"),
    [
        ({"volume": "13", "issue": "2", "pages": "4-9"}, "13", "2", Pages("4", "9")),
        ({"volume": "Vol. 07 (Suppl 1)"}, "7", None, None),
        ({"volume": "13 (2) (no pagination)", "issue": "e0192"}, "13", "2", Pages("e192", "")),
        ({"volume": "2)", "issue": "9"}, None, "9", None),
        ({"number": "4"}, None, "4", None),
    ],
)
def test_volume_issue_and_pages_are_found_where_exports_put_them(
    details: dict[str, str], volume: str | None, issue: str | None, pages: Pages | None
) -> None:
    found = sketch(record(details=tuple(sorted(details.items()))))

    assert (found.volume, found.issue, found.pages) == (volume, issue, pages)


def test_an_arxiv_identifier_is_found_in_the_venue_and_in_the_volume() -> None:
    by_venue = sketch(record("bib", venue="arXiv preprint arXiv:2312.00752"))
    by_volume = sketch(record("bib", venue="CoRR", details=(("volume", "abs/2312.00752"),)))

    assert by_venue.identifiers == by_volume.identifiers == {name("arxiv:2312.00752")}
    assert by_venue.form is by_volume.form is Form.PREPRINT


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ({"venue": "Journal of Fog"}, Form.JOURNAL),
        ({"venue": "Proceedings of the Conference on Fog"}, Form.CONFERENCE),
        ({"venue": "Fog"}, None),
        ({"kind": "journal-article"}, Form.JOURNAL),
        ({"ids": ["arxiv:2312.00752"]}, Form.PREPRINT),
        ({"ids": ["doi:10.21203/rs.3.rs-1"]}, Form.PREPRINT),
        ({"ids": ["arxiv:2312.00752", "doi:10.1000/x"]}, None),
    ],
)
def test_the_form_is_what_venue_kind_or_identifiers_say(said: dict[str, object], form: Form | None) -> None:
    assert sketch(record("bib", **said)).form is form  # type: ignore[arg-type]


def test_remarks_of_indexes_are_no_part_of_a_title() -> None:
    assert fold_title("Fog in ports. [Review] [45 refs]") == fold_title("Fog in ports")
    assert fold_title("Fog [Erratum appears in J Fog. 2006 Oct;37(2):137]") == "fog"
    assert fold_title("[Review]") == "review"


def test_garbled_letters_are_put_right() -> None:
    assert mended("KÃ¶nig") == "König"
    assert mended("Fran&#231;ois") == "François"
    assert mended("C <U+2192> T") == "C → T"
    assert mended("Über Ästhetik") == "Über Ästhetik"


def test_a_title_of_front_matter_words_is_of_many() -> None:
    assert is_of_many("editorial")
    assert is_of_many("letters to the editor 2")
    assert not is_of_many("fog in the editorial")


def test_a_title_of_many_finds_nobody() -> None:
    found = sketch(record(title="Editorial", authors="Ana Diaz"))

    assert (found.block, found.backwards) == (None, None)
    assert sketch(record(title="Fog in ports", authors="Ana Diaz")).backwards == "strop ni gof"
