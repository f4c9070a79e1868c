"""A bibliography of ten thousand entries in and out, beside what the parser alone takes to cut the file apart.

python benchmarks/bibliography.py [ENTRIES]
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bibtexparser.entrypoint import parse_string


def library(entries: int, *, tagged: bool, seed: int = 1) -> str:
    """So many different BibTeX entries of made-up words, about 1,500 letters each, with groups where `tagged`."""
    chance = random.Random(seed)
    letters = "aeioubcdfglmnprstv"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(8000)]
    people = [f"{chance.choice(words).title()}, {chance.choice(words).title()}" for _ in range(8000)]
    return "\n".join(_entry(number, words, people, chance, tagged=tagged) for number in range(entries))


def _entry(number: int, words: list[str], people: list[str], chance: random.Random, *, tagged: bool) -> str:
    fields = {
        "title": f'{{{" ".join(chance.choices(words, k=9)).title()}}} and $x_{{{number}}}$ {{\\"o}}',
        "author": " and ".join(chance.sample(people, 5)),
        "journal": f"Journal of {words[number % 300].title()}",
        "year": str(1990 + number % 35),
        "volume": str(number % 90),
        "number": str(number % 12),
        "pages": f"{number}--{number + 10}",
        "doi": f"10.1234/x.{number}",
        "publisher": "Someone \\& Sons",
        "abstract": " ".join(f"We {' '.join(chance.choices(words, k=14))}." for _ in range(10)),
        "file": f":papers/{number}.pdf:PDF",
        "keywords": "alpha, beta",
        **({"groups": "to read, theirs"} if tagged else {}),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{words[number % 8000]}{number},\n{lines}}}\n"


def cut_apart(text: str) -> float:
    """Seconds of CPU that bibtexparser takes to split `text` into blocks: no reader by way of it can be faster."""
    begun = time.process_time()
    parse_string(text, parse_stack=[])
    return time.process_time() - begun


def command(*words: str, catalog: Path) -> tuple[float, float]:
    """Seconds of CPU and of the clock that a command takes as a process of its own."""
    survey = str(Path(sys.executable).parent / "survey")
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environ = {**os.environ, "SURVEY_DB": str(catalog)}
    subprocess.run([survey, "--offline", *words], env=environ, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - begun


def measure(folder: Path, entries: int, *, tagged: bool) -> None:
    """Prints what it takes to add such a library, to add it again, to write it in each format, and to undo it."""
    text = library(entries, tagged=tagged)
    path, catalog = folder / f"{tagged}.bib", folder / f"{tagged}.sqlite"
    path.write_text(text, encoding="utf-8")
    floor = cut_apart(text)
    print(f"{entries:,} entries, {len(text) / 1e6:.1f} MB, {'each with two tags' if tagged else 'without tags'}")
    print(f"  {'bibtexparser, splitting only':<30}{floor:6.1f} s CPU")
    lines = {
        "add": ("add", str(path)),
        "add again": ("add", str(path)),
        "export .bib": ("export", str(folder / "out.bib")),
        "export .ris": ("export", str(folder / "out.ris")),
        "export .json": ("export", str(folder / "out.json")),
        "export -f csl-json": ("export", "-f", "csl-json", str(folder / "out.csl")),
        "undo": ("undo",),
    }
    for name, words in lines.items():
        cpu, clock = command(*words, catalog=catalog)
        print(f"  {name:<30}{cpu:6.1f} s CPU  {clock:6.1f} s  {cpu / floor:5.1f} x the splitting")


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        for tagged in (False, True):
            measure(Path(folder), entries, tagged=tagged)


if __name__ == "__main__":
    main()
