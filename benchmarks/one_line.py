"""One-line summaries beside a floor: ROUGE on SciTLDR-A dev, and papers per CPU second.

usage: SURVEY_SHARED=… python -m benchmarks.one_line
"""

from __future__ import annotations

from time import process_time

from benchmarks.scitldr import papers, score
from survey.reading.one_line import one_line


def main() -> None:
    """Prints a table of two rows."""
    read = papers("dev")
    began = process_time()
    said = [one_line(paper.title, paper.abstract) or "" for paper in read]
    seconds = process_time() - began
    targets = [paper.targets for paper in read]
    print(f"{len(read)} papers        ROUGE-1  ROUGE-2  ROUGE-L   papers/s")
    for name, answers, speed in (
        ("first sentence", [paper.first for paper in read], ""),
        ("one_line", said, f"{len(read) / seconds:.0f}"),
    ):
        print(f"{name:<16}" + "".join(f"{value:9.2f}" for value in score(targets, answers)) + f"{speed:>11}")


if __name__ == "__main__":
    main()
