"""DBLP's dump."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from datetime import date
from typing import TYPE_CHECKING

import pytest

from survey.model.errors import SurveyError
from survey.model.record import Found, Record, Unreadable
from survey.sources.dblp_dump import DblpDump, wanted
from tests.model.making import name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'
DAY = date(2026, 11, 1)


def entry(
    key: str = "conf/lant/MoreauL21", title: str = "Lanterns for Dunes.", *further: str, tag: str = "inproceedings"
) -> str:
    lines = [f"<author>Ada Moreau</author><title>{title}</title><year>2021</year>", *further]
    return f'<{tag} mdate="2022-03-04" key="{key}">\n' + "\n".join(lines) + f"\n</{tag}>\n"


def packed(path: Path, *entries: str, head: str = HEAD, tail: str = "</dblp>\n") -> Path:
    path.write_bytes(gzip.compress((head + "".join(entries) + tail).encode("latin-1")))
    return path


def read(path: Path, *, names: Iterable[str] = (), titles: Iterable[str] = ()) -> tuple[DblpDump, list[Found]]:
    dump = DblpDump(path, wanted(map(name, names), titles), DAY)
    return dump, list(dump.found())


def test_a_publication_is_found_by_its_title_and_dated_by_its_last_change(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "dblp.xml.gz",
        entry("conf/x/1", "Other Things."),
        entry("conf/lant/MoreauL21", "Lanterns for Dunes.", "<booktitle>LANT (Workshop)</booktitle>"),
        entry("homepages/m/AdaMoreau", "Home Page", tag="www"),
    )

    dump, (found,) = read(path, titles=["lanterns for dunes"])

    assert isinstance(found, Record)
    assert (found.source, found.key, found.title) == ("dblp", "conf/lant/MoreauL21", "Lanterns for Dunes")
    assert (found.on, found.authors, found.year) == (date(2022, 3, 4), ("Ada Moreau",), 2021)
    assert (dump.publications, dump.damage) == (2, None)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("doi:10.1234/X(1)", "<ee>https://doi.org/10.1234/x(1)</ee>"),
        ("arxiv:2101.00001", "<ee type='oa'>http://arxiv.org/abs/2101.00001</ee>"),
        ("arxiv:2101.00001", "<ee>https://doi.org/10.48550/arXiv.2101.00001</ee>"),
        ("arxiv:2101.00001", "<journal>CoRR</journal><volume>abs/2101.00001</volume>"),
        ("openreview:LanternsX1", "<ee>https://openreview.net/forum?id=LanternsX1</ee>"),
        ("acl:2022.acl-long.9", "<ee>https://aclanthology.org/2022.acl-long.9</ee>"),
        ("dblp:conf/lant/MoreauL21", ""),
    ],
)
def test_a_publication_is_found_by_an_identifier_whatever_its_title(tmp_path: Path, given: str, line: str) -> None:
    path = packed(tmp_path / "d.gz", entry("conf/lant/MoreauL21", "Another Title.", line), entry("conf/x/2", "More."))

    _, (found,) = read(path, names=[given])

    assert isinstance(found, Record)
    assert name(given) in found.identifiers


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Caf&eacute; <i>Lanterns</i> &amp; Dunes.", "Café Lanterns & Dunes"),
        ("Caf&#233; Lanterns &#38; Dunes.", "Café Lanterns & Dunes"),
        ("Caf\u00e9 Lanterns &amp; Dunes.", "Café Lanterns & Dunes"),
    ],
)
def test_named_characters_come_out_of_a_table_of_ones_own(tmp_path: Path, printed: str, title: str) -> None:
    path = packed(tmp_path / "d.gz", entry(title=printed))

    _, (found,) = read(path, titles=["cafe lanterns dunes"])

    assert isinstance(found, Record)
    assert found.title == title


def test_entities_that_the_file_brings_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?>\n<!DOCTYPE dblp [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>\n<dblp>\n'
    path = packed(tmp_path / "d.gz", entry(title="Lanterns &l11; &f;"), head=head)

    _, (found,) = read(path, names=["dblp:conf/lant/MoreauL21"])

    assert isinstance(found, Record)
    assert found.title == "Lanterns \ufffd \ufffd"


def test_a_broken_publication_is_unreadable_and_costs_no_other(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "d.gz", entry("conf/x/1", "Lanterns.", "<ee>http://x</oops>"), entry("conf/x/2", "Lanterns.")
    )

    _, found = read(path, titles=["lanterns"])

    assert [type(each) for each in found] == [Unreadable, Record]
    assert found[0].key == "conf/x/1"


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_file_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path, is_packed: bool) -> None:  # noqa: FBT001
    whole = (HEAD + "".join(entry(f"conf/x/{n}", f"Lanterns {n * 7919}.") for n in range(20_000)) + "</dblp>").encode()
    path = tmp_path / "dblp.xml"
    path.write_bytes(gzip.compress(whole)[: -len(gzip.compress(whole)) // 3] if is_packed else whole[:-100])

    dump, found = read(path, titles=["lanterns 0"])

    assert len(found) == 1
    assert dump.damage is not None
    assert dump.damage.startswith(f"it breaks off after {dump.publications:,} publications")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><title>Making sure you&#39;re not a bot!</title></html>", "is a web page"),
        (b'{"result": {}}', "is no dump of DBLP"),
        (b"\x1f\x8b\x08\x00nothing of the sort", "cannot be unpacked"),
    ],
)
def test_another_file_is_told_from_a_dump_in_one_line(tmp_path: Path, body: bytes, why: str) -> None:
    path = tmp_path / "dblp.xml.gz"
    path.write_bytes(body)

    with pytest.raises(SurveyError, match=why) as caught:
        read(path, titles=["lanterns"])

    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_a_publication_without_end_is_no_way_to_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "dblp.xml.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(HEAD.encode() + b'<article key="a/b/c"><title>')
        for _ in range(64):
            file.write(b"<article>" * 120_000)
    begun = time.process_time()
    tracemalloc.start()

    dump, found = read(path, titles=["lanterns"])

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == []
    assert dump.damage is not None
    assert "no end" in dump.damage
    assert peak < 64 << 20
    assert time.process_time() - begun < 10


def test_the_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    many = "".join(entry(f"conf/x/{n}", f"Dunes {n}.") for n in range(2_000))
    path = tmp_path / "dblp.xml.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(HEAD.encode())
        for _ in range(60):
            file.write(many.encode())
        file.write(b"</dblp>")
    tracemalloc.start()

    dump, _ = read(path, titles=["lanterns"])

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert dump.publications == 120_000
    assert peak < 12 << 20
