"""Whether a record says anything that the answer it was read from does not."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from survey.http.bodies import xml_root
from survey.model.body import as_body
from survey.model.record import Record, Unreadable
from survey.sources.proceedings import html_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.sources.source import Source

# What a reader may put before or after what it was given.
_OWN_ADDRESSES = re.compile(
    r"^https://(?:arxiv\.org/abs/|huggingface\.co/papers/|github\.com/|paperswithcode\.co/|openaccess\.thecvf\.com/|"
    r"aclanthology\.org/|proceedings\.(?:neurips\.cc|mlr\.press)/|dblp\.org/rec/|openreview\.net/(?:forum\?id=)?)|"
    r"/$|\.git$",
    re.I,
)
# What stands in the address of a PDF where that of the page says something else.
_OF_A_PDF = frozenset({"pdf", "paper", "papers", "file", "files"})


class Body:
    """The words of an answer, however they are wrapped."""

    def __init__(self, body: bytes) -> None:
        self._texts = list(_texts(body))

    @cached_property
    def _hay(self) -> str:
        unescaped = [html.unescape(html.unescape(text)) for text in self._texts]
        bare = [re.sub(r"</?[A-Za-z][^<>]*>|<!--.*?-->", "", text, flags=re.S) for text in unescaped]
        return "\n".join(map(_squash, (*unescaped, *bare)))

    @cached_property
    def _numbers(self) -> set[int]:
        return {int(digits) for text in self._texts for digits in re.findall(r"[0-9]+", text)}

    def says(self, text: object) -> bool:
        """Whether `text` occurs, whatever stands between its letters and digits; a number must stand by itself."""
        whole = str(text)
        return int(whole) in self._numbers if re.fullmatch(r"[0-9]+", whole) else _squash(whole) in self._hay

    def says_words(self, text: str) -> bool:
        """Whether every word of `text` occurs."""
        return all(map(self.says, text.split()))


def _squash(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text).casefold() if char.isalnum())


def _texts(body: bytes) -> Iterator[str]:
    if body.lstrip().startswith(b"<"):
        is_html = b"<html" in body[:2000].lower()
        for element in html_root(body).iter() if is_html else xml_root(body).iter():
            yield from (str(element.tag), element.text or "", element.tail or "", *map(str, element.attrib.values()))
            # A title may be marked up inside; a whole page, though, says too much at once.
            if len(element) and len(whole := "".join(element.itertext())) < 4000:
                yield whole
        return
    stack = [json.loads(body)]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            yield from map(str, value)
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
        else:
            yield str(value)


def invented(record: Record, body: Body) -> list[str]:
    """What `record` says and `body` does not, as `field: value`."""
    return [f"{field}: {value}" for field, value in _claims(record) if not _is_said(field, value, body)]


def _claims(record: Record) -> Iterator[tuple[str, object]]:
    for field in ("key", "title", "year", "published", "abstract", "url", "pdf", "kind", "version"):
        if (value := getattr(record, field)) is not None:
            yield field, value
    yield from (("author", name) for name in record.authors)
    yield from (("identifier", name.value) for name in record.identifiers)
    yield from ((name, value) for name, value in record.details)
    if record.venue:
        yield "venue", record.venue.name
    if record.citations:
        yield "citations", record.citations.count
    if record.summary:
        yield "summary", record.summary.text
        yield "summary model", record.summary.model or ""
    for code in record.repositories:
        yield "repository", code.url
        yield from (("repository", value) for value in (code.stars, code.license) if value is not None)
    for result in record.results:
        for value in (result.task, result.dataset, result.metric, result.printed, result.model, result.rank):
            yield "result", value or ""


def _is_said(field: str, value: object, body: Body) -> bool:
    text = str(value)
    if field == "published":
        # Some answers count months in single digits.
        return body.says(text) or all(body.says(int(number)) for number in text.split("-"))
    if field == "pages":
        return body.says_words(text.replace("-", " "))
    if field in {"author", "abstract", "categories", "venue"}:
        # arXiv's service does not say its own name in every entry.
        return body.says(text) or body.says_words(text) or (field == "venue" and text == "arXiv")
    if field == "pdf":
        path = _OWN_ADDRESSES.sub("", text)
        return body.says(text) or all(
            body.says(word) for word in re.findall(r"\w+", path) if word.lower() not in _OF_A_PDF
        )
    if field in {"url", "repository", "key", "identifier"}:
        return body.says(text) or body.says(_OWN_ADDRESSES.sub("", text).removeprefix("corpus:"))
    return body.says(text)


def told(source: type[Source], body: bytes) -> dict[str, object]:
    """What `source` reads in `body`, as JSON values: records and what is unreadable, or why it is no answer."""
    try:
        found = list(source.read(body))
    except ValueError as error:
        return {"error": str(error)}
    records = [{"key": each.key} | as_body(each) for each in found if isinstance(each, Record)]
    unreadable = [{"key": each.key, "why": each.why} for each in found if isinstance(each, Unreadable)]
    as_json: dict[str, object] = json.loads(json.dumps({"records": records, "unreadable": unreadable}))
    return as_json
