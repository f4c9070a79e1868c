"""Four made-up papers, each known in its own way, for the scholarly web in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.demo.asking import paper

if TYPE_CHECKING:
    from survey.demo.facts import Facts

SPARSE = paper(
    1,
    title="Sparse Lanterns for Long Documents",
    authors=["Ada Moreau", "Grace Lindqvist"],
    abstract="We read long documents by the light of a few lanterns.",
    venue="CVPR",
    year=2021,
    published="2020-01-15",
    citations={"count": 41, "on": "2021-06-21", "source": "semantic_scholar"},
    repositories=[{"url": "https://github.com/moreau/lanterns", "official": True, "stars": 120}],
    results=[
        {"task": "Reading", "dataset": "LongDocs", "metric": "Accuracy", "model": "Lantern-L", "printed": "81.5%"},
        {"task": "Reading", "dataset": "LongDocs", "metric": "Recall", "model": "Lantern-L", "printed": "77.0%"},
    ],
    summary="Reads long documents by looking at a few places only.",
    summary_by="a model",
)
"""Known to every service, with everything."""

TIDAL = paper(
    2,
    title="Tidal Memory in Recurrent Readers",
    authors=["Bo Castellanos"],
    published="2020-01-20",
    repositories=[{"url": "https://github.com/castellanos/tidal", "stars": 7}],
)
"""Known to every service, by little more than its title."""

HARBOUR: Facts = {
    "arxiv": "2001.00003",
    "title": "Harbour Lanterns Without Supervision",
    "authors": ["Chidi Okonkwo"],
    "published": "2020-01-25",
}
"""A preprint that no publisher and no index has heard of."""

DUNES: Facts = {
    "title": "On the Counting of Dunes",
    "authors": ["Edda Falk"],
    "year": 1998,
    "venue": "Journal of Sand",
    "ids": {"doi": "10.1000/dunes", "s2": f"{77:040x}", "openalex": "W2077"},
}
"""A journal's paper that was never a preprint."""

PAPERS = [SPARSE, TIDAL, HARBOUR, DUNES]
