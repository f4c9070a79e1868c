"""Papers to write down: a test says only what it is about."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

from survey.model.view import CitationsView, PaperView, RepositoryView, ResultView, SummaryView

if TYPE_CHECKING:
    from survey.formats.format import Format, Written
    from survey.formats.table import ReviewTable


def paper(**said: Any) -> PaperView:
    """A paper of which only what is `said` is known."""
    nothing = PaperView(
        key="anon",
        title=None,
        authors=[],
        year=None,
        published=None,
        venue=None,
        venue_kind=None,
        abstract=None,
        identifiers={},
        other_identifiers=[],
        links={"paper": None, "pdf": None, "code": None},
        repositories=[],
        citations=None,
        summary=None,
        results=[],
        status=None,
        details={},
        tags=[],
        notes=[],
        sources=[],
        origins={},
        added=None,
    )
    assert said.keys() <= nothing.keys()
    return cast("PaperView", {**nothing, **said})


def repository(url: str = "https://github.com/lab/code", **said: Any) -> RepositoryView:
    nothing = RepositoryView(
        url=url,
        official=None,
        stars=None,
        license=None,
        archived=None,
        gone=None,
        checked_at=None,
        source="papers_with_code",
    )
    return cast("RepositoryView", {**nothing, **said})


def result(dataset: str, metric: str, printed: str, **said: Any) -> ResultView:
    try:
        value = float(printed.rstrip("%"))
    except ValueError:
        value = None
    nothing = ResultView(
        task="Segmentation",
        dataset=dataset,
        metric=metric,
        direction=None,
        model=None,
        value=value,
        printed=printed,
        split=None,
        extra_data=None,
        rank=None,
        source="papers_with_code",
        note=None,
    )
    return cast("ResultView", {**nothing, **said})


def lattice() -> PaperView:
    """A paper of which everything in the default columns is known."""
    return paper(
        key="okafor2021lattice",
        title="Lattice Nets for $k$-way Segmentation",
        authors=["Ada Okafor", "Bo Lindqvist"],
        year=2021,
        venue="CVPR",
        venue_kind="conference",
        links={"paper": "https://arxiv.org/abs/2101.00001", "pdf": None, "code": "https://github.com/lab/lattice"},
        repositories=[
            repository(
                "https://github.com/lab/lattice",
                official=True,
                stars=41,
                license="MIT",
                archived=False,
                gone=False,
                checked_at="2026-11-03",
            )
        ],
        citations=CitationsView(count=123, source="semantic_scholar", on="2021-06-21"),
        summary=SummaryView(text="Cuts images along a lattice | cheaply.", made_by="hugging_face", model=None),
        results=[result("Cityscapes", "mIoU", "85.1%", split="test", direction="up")],
        tags=["segmentation"],
        origins={
            "title": {"source": "arxiv", "on": "2026-11-01"},
            "year": {"source": "arxiv", "on": "2026-11-01"},
            "venue": {"source": "crossref", "on": "2026-11-02"},
            "summary": {"source": "hugging_face", "on": "2026-11-01"},
        },
    )


def written(form: Format, table: ReviewTable) -> tuple[str, Written]:
    """What `form` makes of `table`, and what it says about it."""
    out = io.StringIO(newline="")
    said = form.write(table, out)
    return out.getvalue(), said
