"""EndNote's XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.model.errors import AskedWronglyError
from survey.model.record import Venue, VenueKind
from tests.bibliographies.files import by_id, entry, held, names, read

XML = by_id(held("endnote.xml"))


def test_an_entry_is_a_record_whatever_the_style_of_its_words() -> None:
    found = XML["7"]

    assert held("endnote.xml").form == "endnote-xml"
    assert found.line == 2
    assert found.record.title == "Examples of E. coli"
    assert found.record.authors == ("John Smith", "Anna Doe")
    assert found.record.year == 2011
    assert found.record.venue == Venue("Journal of Examples", VenueKind.JOURNAL)
    assert found.record.abstract == "One sentence & another."
    assert names(found) == {"doi:10.1234/coli", "arxiv:1706.03762"}


def test_labels_are_tags_and_notes_a_note() -> None:
    assert (XML["7"].tags, XML["7"].notes) == (("to read",), ("Ask Anna.",))
    assert XML["7"].fields == (("custom1", "kept as it is"),)
    assert dict(XML["7"].record.details)["keywords"] == "bacteria; examples"


def test_a_talk_appeared_at_its_conference() -> None:
    assert XML["8"].record.venue == Venue("The Example Conference", VenueKind.CONFERENCE)


def test_what_comes_before_the_break_is_read() -> None:
    whole = "<record><rec-number>1</rec-number><titles><title>T</title></titles></record>"

    bibliography = read(f"<xml><records>{whole}\n<record><titles></record></records></xml>")

    assert [each.record.title for each in bibliography.entries] == ["T"]
    assert [each.why.partition(" (")[0] for each in bibliography.broken] == ["line 2: broken XML"]


def test_entities_that_multiply_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    laughs = f'<!DOCTYPE xml [<!ENTITY a "{"ha" * 50}">{entities}]>'

    bibliography = read(f"{laughs}<xml><records><record><titles><title>&j;</title></titles></record></records></xml>")

    assert bibliography.entries == ()
    assert [each.why.partition(" (")[0] for each in bibliography.broken] == ["line 1: broken XML"]


def test_no_file_is_fetched_into_an_entry(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", encoding="utf-8")
    fetched = f'<!DOCTYPE xml [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'

    found = entry(f"{fetched}<xml><records><record><titles><title>T &e;</title></titles></record></records></xml>")

    assert found.record.title is not None
    assert "the secret" not in found.record.title


def test_comments_and_entities_between_the_parts_of_an_entry_are_no_parts() -> None:
    entity = '<!DOCTYPE xml [<!ENTITY e "x">]>'
    parts = "<!-- c -->&e;<?p i?><titles><title>T</title></titles>"

    found = entry(f"{entity}<xml><records><record>{parts}</record></records></xml>")

    assert (found.record.title, found.fields) == ("T", ())


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html><body>A <record></body></html>", "<feed><record/></feed>"])
def test_other_xml_is_no_bibliography(page: str) -> None:
    with pytest.raises(AskedWronglyError, match="no bibliography"):
        read(page)
