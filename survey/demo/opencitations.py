"""OpenCitations' index of who cites whom."""

from __future__ import annotations

from survey.demo.facts import Facts, Library, names
from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import read_identifier


def knows(paper: Facts) -> bool:
    """Whether `paper` has a DOI: its publisher's, or the one that arXiv gave."""
    return not names(paper).keys().isdisjoint({"doi", "arxiv"})


def answer(library: Library, asked: Asked) -> Reply:
    """The citations in which a paper cites, or is cited; none also where it is not known."""
    relation, _, spelt = asked.below("/index/v2/").partition("/")
    paper = library.find(read_identifier(spelt))
    if relation == "references":
        return as_json([_citation(paper, other) for other in library.cited_by(paper)] if paper else [])
    if relation == "citations":
        return as_json([_citation(other, paper) for other in library.citing(paper)] if paper else [])
    return Reply(b"HTTP status code 404: unknown operation", 404, "text/plain")


def _citation(citing: Facts, cited: Facts) -> dict[str, object]:
    return {
        "citing": _spelt(citing),
        "cited": _spelt(cited),
        "creation": citing.get("published", ""),
        "journal_sc": "no",
        "author_sc": "no",
    }


def _spelt(paper: Facts) -> str:
    known = names(paper)
    dois = [known["doi"]] if "doi" in known else []
    dois += [f"10.48550/arxiv.{known['arxiv']}"] if "arxiv" in known else []
    return " ".join(f"doi:{doi.lower()}" for doi in dois)
