"""Files that mean harm: an answer or one clear line, soon, and nothing else."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.model.errors import SurveyError
from survey.reading.archives import unpack
from survey.reading.files import LIMITS, open_path
from survey.reading.reading import read_paper
from tests.reading.papers import document, keys, tar, zipped

MAIN = document("\\input{secret}\\section{Related Work}\\cite{a}")
SMALL = LIMITS._replace(files=20, text=10_000, small=50_000, unpacked=100_000)


@pytest.mark.parametrize("name", ["../x.tex", "a/../../x.tex", "..\\x.tex"])
@pytest.mark.parametrize("pack", [tar, zipped])
def test_an_archive_cannot_reach_out_of_itself(name: str, pack) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SurveyError, match="outside itself"):
        unpack(pack({"main.tex": MAIN, name: b""}))


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\\section{Related Work}\\cite{secret}")
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "main.tex").write_bytes(MAIN)
    (folder / "secret.tex").symlink_to(tmp_path / "secret")

    assert keys(read_paper(folder)) == ["a"]
    assert keys(read_paper("a", tar({"main.tex": MAIN}, links={"secret.tex": str(tmp_path / "secret")}))) == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"\0" * 1_000_000, mtime=0),
        tar({"main.tex": MAIN, "picture.png": b"\0" * 1_000_000}),
        zipped({"main.tex": b"a" * 1_000_000}),
        tar({f"{number}.tex": b"" for number in range(30)}),
        zipped({f"{number}.tex": b"" for number in range(30)}),
        tar({f"{number}.tex": b"a" * 1_000 for number in range(15)}),
    ],
    ids=["packed", "picture", "zipped", "many", "many zipped", "much"],
)
def test_what_unpacks_without_measure_is_refused(content: bytes) -> None:
    with pytest.raises(SurveyError, match="too large"):
        unpack(content, SMALL)


def test_a_folder_without_measure_is_refused(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.tex").touch()

    with pytest.raises(SurveyError, match="more than 20 files"):
        open_path(tmp_path, SMALL)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.5", "the PDF cannot be read"),
        (b"", "nothing that"),
        (b"words", "nothing that"),
        (gzip.compress(MAIN, mtime=0)[:-9], "broken"),
        (b"PK\3\4", "broken"),
    ],
    ids=["pdf", "nothing", "words", "cut off", "no zip"],
)
def test_what_is_no_paper_is_told_in_one_line(content: bytes, why: str) -> None:
    with pytest.raises(SurveyError, match=why) as refused:
        read_paper("p", content)
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    "body",
    [
        "{" * 100_000,
        "\\section{" * 20_000,
        "\\cite{" * 20_000,
        "\\cite[" * 20_000,
        "\\" + "cite" * 20_000,
        "\n " * 50_000,
        "\\begin{comment}" * 10_000,
        "\\iffalse " * 20_000,
        "\\newcommand{\\a}[1]{#1#1}" + "\\a{" * 60 + "x" + "}" * 60,
        "\\def\\a{\\b\\b}\\def\\b{\\a\\a}" + "\\a" * 10_000,
        "\n\n\\textbf{Related work.} \\cite{a}" * 5_000,
        "\\section{Related Work}\\cite{a}" * 5_000,
        "\\input{paper}" * 2_000,
        "\\section{Related Work}\\cite{a}\\begin{thebibliography}{}\\bibitem{a}" + "(2019) " * 3_000,
    ],
)
def test_no_text_takes_long(body: str) -> None:
    begun = time.process_time()

    read_paper("p.tex", document(body))

    assert time.process_time() - begun < 5


def test_includes_that_grow_without_measure_are_refused() -> None:
    files = {f"{number}.tex": f"\\input{{{number + 1}}}\\input{{{number + 1}}}".encode() for number in range(30)}

    with pytest.raises(SurveyError, match="includes"):
        read_paper("p", tar({"main.tex": document("\\input{0}"), **files}))


PIECES = st.sampled_from([
    "\\section{Related Work}", "\\cite{a}", "{", "}", "[", "]", "\\", "%", "\n", "\n\n", "\\newcommand{\\x}[1]{#1}",
    "\\x", "\\def\\x", "\\iffalse", "\\fi", "\\else", "\\input{x}", "\\begin{comment}", "\\end{comment}", "\\bibitem",
    "[a(2019)]", "\\newblock", "``", "''", "\\textbf{A.}", "$", "~", "é", "\ue000", "0", "\\appendix", "\\let", "#1",
    "\\end{document}", "\\'", "\\verb|", ". ",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.binary(max_size=50))
def test_whatever_is_written_there_is_an_answer_or_a_clear_line(body: str, noise: bytes) -> None:
    paper = document(body)
    for content in (paper, paper[:-9] + noise, tar({"m.tex": paper})[:200] + noise, b"\x1f\x8b" + noise):
        assert "\n" not in answer(content)


def answer(content: bytes) -> str:
    """What is said to `content`: how it was read, or why it was not."""
    try:
        return str(read_paper("p.tex", content).found)
    except SurveyError as error:
        return error.message
