"""Files opened: whatever they are called, and whatever has become of them on their way."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.dump.container import Broken, NoDumpError, dated, pieces
from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from pathlib import Path


def record(number: int, **said: Any) -> str:
    return json.dumps({"paper_url": f"p/{number}", "title": f"Lanterns {number}", **said})


def array(*records: str) -> bytes:
    return f"[{', '.join(records)}]".encode()


def read(path: Path, content: bytes) -> list[str]:
    """What is found in `content`: the pages of records, and why others are broken."""
    path.write_bytes(content)
    return [each.why if isinstance(each, Broken) else str(each["paper_url"]) for each in pieces(path)]


THREE = [record(number) for number in range(3)]
PAGES = ["p/0", "p/1", "p/2"]


@pytest.mark.parametrize(
    "content",
    [
        array(*THREE),
        "\n".join(THREE).encode(),
        json.dumps([json.loads(each) for each in THREE], indent=4).encode(),
        b"\xef\xbb\xbf" + array(*THREE),
        b"\n \t" + array(*THREE) + b"\n\n",
        array(*THREE[:2]) + b"\n" + array(THREE[2]),
    ],
    ids=["array", "lines", "indented", "byte-order mark", "blanks around", "two arrays"],
)
@pytest.mark.parametrize("squeeze", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz", "dump.parquet", "dump"])
def test_a_dump_is_told_by_what_is_in_it(tmp_path: Path, content: bytes, squeeze: Any, name: str) -> None:
    assert read(tmp_path / name, squeeze(content)) == PAGES


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "is a Git-LFS pointer, not the dump"),
        (b"<!DOCTYPE html><html></html>", "is a web page, not a dump"),
        (b"\n  <html>", "is a web page, not a dump"),
        (gzip.compress(b"<html>", mtime=0), "is a web page, not a dump"),
        (b"\x1f\x8b\x08\x00 and no more", "cannot be read: the file is damaged"),
        (b"PAR1 and no more", "is a damaged Parquet file"),
    ],
)
def test_what_came_instead_of_a_dump_is_called_what_it_is(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(SurveyError, match=message) as caught:
        read(tmp_path / "dump.json", content)

    assert not isinstance(caught.value, NoDumpError)
    assert caught.value.hint


@pytest.mark.parametrize("content", [b"", b" \n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_called_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoDumpError, match=r"dump\.json is empty"):
        read(tmp_path / "dump.json", content)


@pytest.mark.parametrize(
    "content", [b"# A readme", b"PK\x03\x04", b'"text"', b"\x00\x01", array(*THREE).decode().encode("utf-16")]
)
def test_what_is_something_else_altogether_is_no_dump(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoDumpError, match="is no dump"):
        read(tmp_path / "dump.json", content)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ('{"paper_url": "p/9", "title": "a "quoted" word"}', "is no JSON: Expecting ',' delimiter"),
        ('{"paper_url": "p/9", "title": "no end}', "is no JSON: Expecting ',' delimiter"),
        ('{"paper_url": "p/9", "title": tru}', "is no JSON: Expecting value"),
        ('{"paper_url": "p/9", "title"', "is no JSON: Expecting ':' delimiter"),
        ('{"paper_url": "p/9", "year": ' + "1" * 5000 + "}", "holds a number of too many digits"),
        ('{"paper_url": "p/9", "deep": ' + "[" * 9999 + "]" * 9999 + "}", "is nested too deeply"),
        ("null", "is no object"),
    ],
)
def test_a_broken_record_is_one_and_what_follows_is_read(tmp_path: Path, broken: str, why: str) -> None:
    assert read(tmp_path / "dump.json", array(record(1), broken, record(2))) == ["p/1", why, "p/2"]


def test_after_a_broken_record_its_parts_are_not_taken_for_records(tmp_path: Path) -> None:
    broken = '{"paper_url": "p/9", "title": tru, "methods": [{"name": "a"}, {"name": "b"}]}'

    found = read(tmp_path / "dump.json", array(broken, record(2)))

    assert found == ["is no JSON: Expecting value", "p/2"]


def test_a_broken_place_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "dump.json").write_bytes(array(record(1), record(2), '{"paper_url": oh}', record(3)))

    assert [each.place for each in pieces(tmp_path / "dump.json") if isinstance(each, Broken)] == ["record 3"]


@pytest.mark.parametrize(
    ("left", "why"),
    [
        (f"[{record(0)}, {record(1)}"[:-9], "is no JSON"),
        (f"[{record(0)},", "is missing: the file was cut off"),
        (f"[{record(0)}", "is missing: the file was cut off"),
    ],
)
def test_a_file_that_was_cut_off_is_told_after_what_is_whole(tmp_path: Path, left: str, why: str) -> None:
    found = read(tmp_path / "dump.json", left.encode())

    assert found[0] == "p/0"
    assert len(found) == 2
    assert found[1].startswith(why)


def test_of_a_gzip_file_that_was_cut_off_is_read_what_is_there(tmp_path: Path) -> None:
    whole = gzip.compress(array(*map(record, range(5000))))

    found = read(tmp_path / "dump.json.gz", whole[: len(whole) // 2])

    assert len(found) > 2000
    assert found[:3] == PAGES
    assert found[-1].startswith("the file is damaged or was cut off")


def test_what_was_appended_to_a_gzip_file_is_told(tmp_path: Path) -> None:
    found = read(tmp_path / "dump.json.gz", gzip.compress(array(*THREE)) + b"more")

    assert found[:3] == PAGES
    assert found[3].startswith("the file is damaged")


@pytest.mark.parametrize("size", [5_000_000, 20_000_000])
def test_a_very_long_text_is_read(tmp_path: Path, size: int) -> None:
    content = array(record(1), record(2, abstract="x" * size), record(3))

    assert read(tmp_path / "dump.json", content) == ["p/1", "p/2", "p/3"]


def test_control_characters_within_texts_are_read_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(array('{"title": "a\x01\tb\nc", "abstract": "\\u0000\\ud800"}'))

    assert list(pieces(path)) == [{"title": "a\x01\tb\nc", "abstract": "\x00\ud800"}]


def test_bytes_that_are_no_utf8_cost_a_letter_only(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes('[{"title": "Café"}]'.encode("latin-1"))

    assert list(pieces(path)) == [{"title": "Caf\ufffd"}]


@given(
    st.lists(
        st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.lists(st.text(), max_size=2)), max_size=5
    ),
    st.sampled_from([None, 1]),
)
def test_what_was_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]], indent: int | None
) -> None:
    path = tmp_path_factory.mktemp("dumps") / "dump.json"
    path.write_text(json.dumps(records, indent=indent))

    assert list(pieces(path)) == records


@given(st.binary(max_size=300), st.integers(0, 200))
def test_damage_anywhere_is_told_or_passed_over_and_never_more(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int
) -> None:
    path = tmp_path_factory.mktemp("dumps") / "dump.json"
    whole = array(*map(record, range(9)))
    path.write_bytes(whole[:at] + damage + whole[at:])

    try:
        found = list(pieces(path))
    except SurveyError:
        return

    assert all(isinstance(each, dict | Broken) for each in found)


def test_the_day_of_a_dump_stands_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "evaluation-tables.2020-08-28.json.gz"
    path.write_bytes(gzip.compress(b"[]", mtime=1_600_000_000))

    assert dated(path) == date(2020, 8, 28)


def test_else_in_its_gzip_header(tmp_path: Path) -> None:
    path = tmp_path / "dump-9999-99-99.json"
    path.write_bytes(gzip.compress(b"[]", mtime=int(datetime(2024, 2, 29, 12, tzinfo=UTC).timestamp())))

    assert dated(path) == date(2024, 2, 29)


@pytest.mark.parametrize("content", [b"[]", gzip.compress(b"[]", mtime=0), b""])
def test_else_it_is_the_day_of_the_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(content)
    moment = datetime(2023, 5, 6, 12, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))

    assert dated(path) == date(2023, 5, 6)
