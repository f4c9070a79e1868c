"""What a paper's view says to every bibliography, whatever its format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.name_parts import parts_of
from survey.model.identifier import Identifier, page
from survey.model.text import title_line

if TYPE_CHECKING:
    from survey.bibliographies.name_parts import Parts
    from survey.model.view import PaperView


def plain_line(text: str | None) -> str:
    """`text` on one line, without what cannot be seen; "" where nothing remains."""
    return title_line(text) or ""


def people(view: PaperView) -> list[Parts]:
    """The authors of a paper, each in its parts."""
    families = tuple(filter(None, re.split(r";\s*", view["details"].get("family_names", ""))))
    return [parts_of(name, families) for each in view["authors"] if (name := plain_line(each))]


def editors(view: PaperView) -> list[Parts]:
    """Who edited the whole that a paper stands in, or is."""
    names = re.split(r";\s*", view["details"].get("editor", ""))
    return [parts_of(name) for each in names if (name := plain_line(each))]


def are_more(view: PaperView) -> bool:
    """Whether the file that the authors come from says that there are more."""
    return view["details"].get("authors_cut") == str(len(view["authors"]))


def keywords(view: PaperView) -> list[str]:
    """A publisher's keywords, one by one."""
    parts = re.split("[;,]", view["details"].get("keywords", ""))
    return list(dict.fromkeys(word for part in parts if (word := plain_line(part))))


PARTS_TAGS = re.compile("[,;]")
"""What parts one keyword, or tag, from the next."""


def tags(view: PaperView) -> list[str]:
    """The tags of a paper."""
    return [tag for each in view["tags"] if (tag := plain_line(each))]


def keywords_and_tags(view: PaperView) -> list[str]:
    """The keywords, then the tags that can stand among them: Zotero reads both as tags, and no field of tags alone."""
    return list(dict.fromkeys([*keywords(view), *(tag for tag in tags(view) if not PARTS_TAGS.search(tag))]))


def notes(view: PaperView) -> list[str]:
    """What the user wrote, each note on one line."""
    return [text for note in view["notes"] if (text := plain_line(note["text"]))]


def remarks(view: PaperView) -> list[str]:
    """The notes, for formats that have no other place to say that a paper was retracted: nobody may read past that."""
    return list(dict.fromkeys([*([f"{view['status'].capitalize()}."] if view["status"] else []), *notes(view)]))


def comment(view: PaperView) -> str:
    """What is printed behind a reference, for formats that have a place for it."""
    said, status = plain_line(view["details"].get("comment")), (view["status"] or "").capitalize()
    return said if said.startswith(status) else f"{status}. {said}".strip()


def link_of(view: PaperView) -> str | None:
    """Where to read the paper, or else where somebody knows it."""
    pages = (page(Identifier(scheme, value)) for scheme, value in view["identifiers"].items())
    return view["links"]["paper"] or next(filter(None, pages), None)


def address(view: PaperView) -> str:
    """The link of a paper, unless its DOI or arXiv identifier says it already."""
    link, names = link_of(view), view["identifiers"]
    told = {page(Identifier(scheme, names[scheme])) for scheme in ("doi", "arxiv") if scheme in names}
    return "" if link is None or link in told else plain_line(link)
