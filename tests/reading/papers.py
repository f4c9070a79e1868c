"""Small papers to read, in words of our own."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

from survey.reading.reading import read_paper

if TYPE_CHECKING:
    from survey.reading.reading import Reading

BIB = r"""
@article{quiet2019, title = {Quiet {N}etworks}, author = {Doe, Ann and {The Quiet Group}},
  year = 2019, doi = {10.1145/1}}
@misc{loud, title = "Loud rooms, " # rest, author = "Roe, Carl",
  eprint = {1901.01234}, archiveprefix = {arXiv}, year={2018}}
@string{rest = "and how to leave them"}
"""


def document(body: str, preamble: str = "") -> bytes:
    """A LaTeX document."""
    return f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n".encode()


def read(body: str, preamble: str = "", **files: str) -> Reading:
    """A document of `body` and further files, read from an archive; `a__b_tex` stands for the name a/b.tex."""
    named = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in files.items()}
    return read_paper("paper.tar.gz", tar({"main.tex": document(body, preamble), **named}))


def keys(reading: Reading) -> list[str]:
    """The keys that were found."""
    return [work.key for work in reading.cited]


def tar(files: dict[str, bytes], *, links: dict[str, str] | None = None) -> bytes:
    """A packed tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
