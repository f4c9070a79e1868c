"""What a paper cites in its related work."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from survey.model.errors import SurveyError
from survey.model.identifier import Identifier
from survey.reading.reading import read_paper
from survey.reading.sections import Found, Sureness
from tests.reading.papers import BIB, document, keys, read, tar, zipped

RELATED = (
    "\\section{Related Work}\nRooms were studied \\citep{quiet2019}. Others left~\\cite{loud}.\n"
    "\\section{Method}\\cite{own}"
)


def test_only_the_section_counts() -> None:
    reading = read(RELATED)

    assert keys(reading) == ["quiet2019", "loud"]
    assert (reading.found, reading.sure, reading.chosen) == (Found.HEADING, Sureness.SURE, ("Related Work",))


def test_an_entry_says_what_the_work_is() -> None:
    quiet, loud = read(RELATED + "\\bibliography{refs}", refs_bib=BIB).cited

    assert (quiet.title, quiet.year, quiet.authors) == ("Quiet Networks", 2019, ("Ann Doe", "The Quiet Group"))
    assert set(quiet.identifiers) == {Identifier("doi", "10.1145/1")}
    assert loud.title == "Loud rooms, and how to leave them"
    assert set(loud.identifiers) == {Identifier("arxiv", "1901.01234")}


def test_a_mention_has_its_sentence_and_its_theme() -> None:
    reading = read("\\section{Related Work}\nBefore.\n\n\\paragraph{Rooms.} One. Two \\cite{a} too. Three.")

    (mention,) = reading.cited[0].mentions
    assert (mention.section, mention.theme, mention.sentence) == ("Related Work", "Rooms", "Two [a] too.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("% \\cite{no}\n\\cite{a, %x\n b,}", ["a", "b"]),
        ("\\iffalse \\cite{no} \\fi \\cite{a}", ["a"]),
        ("\\newif\\iflong \\iflong \\cite{no} \\else \\cite{a} \\fi", ["a"]),
        ("\\newif\\iflong \\longtrue \\iflong \\cite{a} \\else \\cite{no} \\fi", ["a"]),
        ("\\begin{comment}\\cite{no}\\end{comment}\\cite{a}", ["a"]),
        ("\\newcommand{\\mine}[2][x]{\\cite{#2}} \\mine{a} \\mine[y]{b}", ["a", "b"]),
        ("\\newcommand{\\cut}[1]{} \\cut{\\cite{no}} \\cite{a}", ["a"]),
        ("\\def\\two#1#2{\\cite{#2,#1}} \\two{b}{a}", ["a", "b"]),
        ("\\let\\mycite\\cite \\mycite{a}", ["a"]),
        ("\\NewDocumentCommand{\\x}{o m}{\\citep[#1]{#2}} \\x{a}", ["a"]),
        ("\\citet*[see][p.~2]{a} \\Citeauthor{b} \\parencites[1]{c}[2]{d} \\citeyearpar{e}", ["a", "b", "c", "d", "e"]),
        ("\\nocite{no} \\citestyle{no} \\defcitealias{no}{x} \\cite{a}", ["a"]),
        ("\\url{http://x/a%20b} \\cite{a}", ["a"]),
    ],
)
def test_citations_are_found_as_tex_would(body: str, expected: list[str]) -> None:
    assert keys(read(f"\\section{{Related Work}}\n{body}")) == expected


def test_headings_may_be_macros_and_hold_labels() -> None:
    body = (
        "\\newcommand{\\head}[1]{\\section{#1}} \\head{Related \\texorpdfstring{Work}{W}\\label{x}} \\cite{a}"
        "\\head{Next} \\cite{b}"
    )

    assert keys(read(body)) == ["a"]


@pytest.mark.parametrize(
    ("body", "found", "expected"),
    [
        (
            "\\section{Intro}\\cite{a}\n\n\\textbf{Related work.} \\cite{b}\n\n\\textbf{Ours.} \\cite{c}",
            Found.RUN_IN,
            ["b"],
        ),
        ("\\section{Background}\\cite{a}\\section{Method}", Found.BACKGROUND, ["a"]),
        ("\\section{Introduction}\\cite{a}\\section{Method}", Found.INTRODUCTION, []),
        ("\\section{Relation to prior work}\\cite{a}", Found.HEADING, ["a"]),
        ("\\section{Comparison with previous methods}\\cite{a}", Found.INTRODUCTION, []),
        ("\\section{Related Work}\\cite{a}\\appendix\\section{More related work}\\cite{b}", Found.HEADING, ["a", "b"]),
        ("\\section{Related Work}\\cite{a}\\bibliography{x} \\cite{b}", Found.HEADING, ["a"]),
        ("\\section{Verwandte Arbeiten}\\cite{a}", Found.HEADING, ["a"]),
    ],
)
def test_it_is_said_how_the_section_was_found(body: str, found: Found, expected: list[str]) -> None:
    reading = read(body)

    assert (reading.found, keys(reading)) == (found, expected)


def test_what_stands_in_is_offered_not_taken() -> None:
    assert read("\\section{Introduction}\\cite{a}").stand_ins == ("Introduction",)


def test_a_section_can_be_named_and_what_is_not_there_is_told() -> None:
    content = document(RELATED)

    assert keys(read_paper("p.tex", content, section="method")) == ["own"]
    with pytest.raises(SurveyError) as refused:
        read_paper("p.tex", content, section="Results")
    assert refused.value.hint == "sections are: Related Work; Method"


def test_every_section_is_read_when_asked() -> None:
    reading = read_paper(
        "p.tex", document("\\cite{first}" + RELATED + "\\appendix\\section{A}\\cite{late}"), every_section=True
    )

    assert keys(reading) == ["first", "quiet2019", "loud", "own"]
    assert reading.cited[0].mentions[0].section is None


def test_files_are_put_together_and_missing_ones_told() -> None:
    reading = read(
        "\\input{sec/related}\\input{gone}\\bibliography{none}",
        sec__related_tex="\\section{Related Work}\\cite{a}\\input sec/more \\endinput\n",
        sec__more_tex="\\cite{b}\\input{sec/related}",
    )

    assert keys(reading) == ["a", "b"]
    assert reading.missing_files == ("gone", "none.bib")
    assert reading.missing_entries == ("a", "b")


def test_every_wrapping_holds_the_same_paper(tmp_path: Path) -> None:
    content = document(RELATED)
    (tmp_path / "main.tex").write_bytes(content)
    for name, packed in {
        "a.gz": gzip.compress(content),
        "a.zip": zipped({"x/main.tex": content}),
        "a.tar.gz": tar({"m.tex": content}),
    }.items():
        (tmp_path / name).write_bytes(packed)

    found = [keys(read_paper(tmp_path / name)) for name in (".", "main.tex", "a.gz", "a.zip", "a.tar.gz")]

    assert found == [["quiet2019", "loud"]] * 5


def test_the_main_file_is_the_one_that_is_named_or_has_the_most_text() -> None:
    files = {
        "example.tex": document("\\section{Style files}" + "the style files and paper size " * 90),
        "z.tex": document(RELATED),
    }

    assert keys(read_paper("a", tar(files))) == ["quiet2019", "loud"]
    note = b'{"sources": [{"filename": "example.tex", "usage": "toplevel"}]}'
    assert keys(read_paper("a", tar({**files, "00README.json": note}))) == []


def test_old_encodings_are_read() -> None:
    content = document("\\section{\xc9tat de l'art}\\cite{a}").decode().encode("latin-1")

    assert keys(read_paper("p.tex", content)) == ["a"]
    assert keys(read_paper("p.tex", content.decode("latin-1").encode("utf-16"))) == ["a"]


def test_an_html_page_is_read_by_class() -> None:
    page = """<html><body><section class="ltx_section">
      <h2 class="ltx_title"><span class="ltx_tag">2</span>Related Work</h2>
      <div class="ltx_para"><p class="ltx_p">One. Rooms <cite class="ltx_cite">
      [<a href="https://x/y#bib.bib3">3</a>]</cite>
      rest.</p></div></section><section class="ltx_bibliography"><ul><li id="bib.bib3" class="ltx_bibitem">
      <span class="ltx_tag ltx_tag_bibitem">[3]</span><span class="ltx_bibblock">A. Doe.</span>
      <span class="ltx_bibblock">Quiet networks.</span><span class="ltx_bibblock">Noise, 2019.</span></li></ul>
      </section>
      </body></html>"""

    (work,) = read_paper("p.html", page.encode()).cited

    assert (work.key, work.title, work.authors, work.year) == ("bib3", "Quiet networks", ("A. Doe",), 2019)
    assert work.mentions[0].sentence == "Rooms [bib3] rest."


def test_a_tei_file_is_read() -> None:
    tei = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head n="1">Related Work</head><p>Rooms
      <ref type="bibr" target="#b0">[1]</ref> rest.</p></div><div><head n="2">Method</head>
      <p><ref type="bibr" target="#b1"/></p></div></body><back><listBibl><biblStruct xml:id="b0"><analytic>
      <title level="a">Quiet networks</title><author><persName><forename>Ann</forename><surname>Doe</surname></persName>
      </author><idno type="DOI">10.1145/1</idno></analytic><monogr><title>Noise</title><imprint><date when="2019-01"/>
      </imprint></monogr></biblStruct></listBibl></back></text></TEI>"""

    (work,) = read_paper("p.xml", tei.encode()).cited

    assert (work.key, work.title, work.authors, work.year) == ("b0", "Quiet networks", ("Ann Doe",), 2019)
    assert set(work.identifiers) == {Identifier("doi", "10.1145/1")}
