"""How well the related work of real papers is read: `SURVEY_SHARED=… python -m benchmarks.related_work`."""

from __future__ import annotations

import json
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey.model.text import fold
from survey.reading.reading import Reading, read_paper


@dataclass(frozen=True, slots=True)
class Score:
    """One paper: keys found, expected and both; titles right, of how many; seconds of CPU."""

    slug: str
    found: frozenset[str]
    expected: frozenset[str]
    titles_right: int
    titles: int
    wrong: tuple[tuple[str | None, str], ...]
    seconds: float

    @property
    def is_exact(self) -> bool:
        """Whether no key is missing and none is too many."""
        return self.found == self.expected


@dataclass(frozen=True, slots=True)
class Figures:
    """All papers together."""

    scores: tuple[Score, ...]

    @property
    def f1(self) -> float:
        """F1 of the cite keys over all papers."""
        both = sum(len(score.found & score.expected) for score in self.scores)
        return 2 * both / sum(len(score.found) + len(score.expected) for score in self.scores)

    @property
    def exact(self) -> int:
        """Papers with exactly the right keys."""
        return sum(score.is_exact for score in self.scores)

    @property
    def titles(self) -> float:
        """The share of right titles among the keys that have an entry."""
        return sum(score.titles_right for score in self.scores) / sum(score.titles for score in self.scores)

    @property
    def seconds(self) -> float:
        """The median of CPU seconds a paper."""
        return statistics.median(score.seconds for score in self.scores)


def latex_figures(shared: Path) -> Figures:
    """Every paper that has truth, read from its LaTeX folder."""
    folder = shared / "data" / "relwork"
    return Figures(
        tuple(
            _score(folder / "sources" / truth.stem, _json(truth)) for truth in sorted((folder / "truth").glob("*.json"))
        )
    )


def html_titles(shared: Path) -> tuple[int, int, list[str]]:
    """Titles found in the HTML pages, of how many, and those that were not."""
    folder = shared / "data" / "relwork"
    expected: list[tuple[set[str], str]] = []
    for page in sorted((folder / "html").glob("*.html")):
        reading = read_paper(page)
        said = {fold(work.title) for work in reading.cited if work.title}
        # A page for which the conversion had no bibliography has no titles to find.
        if said:
            entries = _json(folder / "truth" / f"{page.stem}.json")["entries"].values()
            expected += [(said, entry["title"]) for entry in entries if entry["title"]]
    lost = [title for said, title in expected if not any(is_same(title, each) for each in said)]
    return len(expected) - len(lost), len(expected), lost


def is_same(expected: str, said: str) -> bool:
    """Whether two titles are one, printed differently at most in accents and punctuation."""
    return fold(expected).replace(" ", "") == fold(said).replace(" ", "")


def _score(folder: Path, truth: dict[str, Any]) -> Score:
    begun = time.process_time()
    reading: Reading = read_paper(folder)
    seconds = time.process_time() - begun
    titles = {work.key: work.title for work in reading.cited}
    entries = {key: entry["title"] for key, entry in truth["entries"].items() if entry["title"]}
    wrong = tuple(
        (titles.get(key), title) for key, title in entries.items() if not is_same(title, titles.get(key) or "")
    )
    return Score(
        slug=folder.name,
        found=frozenset(titles),
        expected=frozenset(truth["keys"]),
        titles_right=len(entries) - len(wrong),
        titles=len(entries),
        wrong=wrong,
        seconds=seconds,
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    """Prints the figures, and what is not right."""
    shared = Path(os.environ["SURVEY_SHARED"])
    figures = latex_figures(shared)
    for score in figures.scores:
        if not score.is_exact:
            print(f"{score.slug}: too many {sorted(score.found - score.expected)}")
            print(f"{score.slug}: missing {sorted(score.expected - score.found)}")
        for said, title in score.wrong:
            print(f"{score.slug}: {title!r} read as {said!r}")
    right, titles, lost = html_titles(shared)
    for title in lost:
        print(f"HTML: {title!r} not found")
    print(f"cite keys: F1 {figures.f1:.4f}, exact in {figures.exact} of {len(figures.scores)} papers")
    print(f"titles: {figures.titles:.2%} from LaTeX, {right / titles:.2%} from HTML ({right} of {titles})")
    print(f"CPU: median {figures.seconds:.3f} s, most {max(score.seconds for score in figures.scores):.3f} s a paper")


if __name__ == "__main__":
    main()
