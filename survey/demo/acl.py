"""The ACL Anthology's files: a collection with all its papers."""

from __future__ import annotations

from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from survey.demo.facts import Facts, Library, name_parts, names, year_of
from survey.demo.wire import Asked, Reply


def knows(paper: Facts) -> bool:
    """Whether `paper` has an id there."""
    return "acl" in names(paper)


def answer(library: Library, asked: Asked) -> Reply:
    """A collection, as 2022.acl.xml names it."""
    collection = asked.path.strip("/").removesuffix(".xml")
    volumes: dict[str, list[Facts]] = defaultdict(list)
    for paper in library.papers:
        lead, _, rest = names(paper)["acl"].rpartition("-")
        if lead == collection:
            volumes[rest.partition(".")[0]].append(paper)
    if not volumes:
        return Reply(b"404: Not Found", 404, "text/plain")
    inside = "".join(_volume(name, papers) for name, papers in volumes.items())
    page = f"<?xml version='1.0' encoding='UTF-8'?>\n<collection id={quoteattr(collection)}>\n{inside}</collection>\n"
    return Reply(page.encode(), 200, "text/plain; charset=utf-8")


def _volume(name: str, papers: list[Facts]) -> str:
    first = papers[0]
    meta = (
        f"<meta><booktitle>{escape(first.get('venue', ''))}</booktitle>"
        f"<year>{year_of(first) or ''}</year><venue>{escape(first.get('venue', '').lower())}</venue></meta>"
    )
    entries = "".join(map(_entry, papers))
    return f'  <volume id={quoteattr(name)} type="proceedings">\n    {meta}\n{entries}  </volume>\n'


def _entry(paper: Facts) -> str:
    own = names(paper)["acl"]
    authors = "".join(map(_author, paper.get("authors", [])))
    abstract = f"<abstract>{escape(paper['abstract'])}</abstract>" if "abstract" in paper else ""
    doi = f"<doi>{escape(names(paper)['doi'])}</doi>" if "doi" in names(paper) else ""
    return (
        f"    <paper id={quoteattr(own.rpartition('.')[2])}><title>{escape(paper['title'])}</title>"
        f"{authors}{abstract}<url>{escape(own)}</url>{doi}</paper>\n"
    )


def _author(name: str) -> str:
    given, family = map(escape, name_parts(name))
    return f"<author><first>{given}</first><last>{family}</last></author>"
