"""The title in a printed entry, found stage by stage: the surest sign first, each answer checked."""

from __future__ import annotations

import re
from collections.abc import Callable

from survey.bibliographies.braces import Braces
from survey.bibliographies.plain import plain
from survey.reading.bibitem import Item, groups
from survey.reading.names import INITIALS, VANCOUVER, after_authors, is_names


def printed_title(item: Item) -> str | None:
    """The title that `item` prints; None where it prints none, or none that can be told."""
    # A style that names its fields and prints no title has none.
    for stage in _STAGES[:2] if re.search(r"\\bibinfo\s*\{(?:author|journal)\}", item.latex) else _STAGES:
        if (found := stage(item)) and (title := _trimmed(found[:_LONGEST])) and is_title(title):
            return title
    return None


def _in_fields(item: Item) -> str | None:
    commands = (
        r"\\bibinfo\s*\{(?:title|chapter)\}", r"\\show(?:article)?title", r"\\APACref[ab]title",
        r"\\(?:bib|b)title(?![A-Za-z])", r"\\bibfield\s*\{title\}", r"\\bibinfo\s*\{booktitle\}",
        r"\\bbtitle(?![A-Za-z])",
    )  # fmt: skip
    for command in commands:
        if found := next(groups(item.latex, command), None):
            return plain(found)
    return None


_QUOTE = re.compile(
    r"(?:(?<=, )|^)[`‘]([^`‘]{6,500}?)['’](?=[,.]|$)|"
    r"“([^“”]{3,500}(?:“[^“”]{0,200}”[^“”]{0,300})*)”|(?<![\w”])\"([^\"]{6,500})\"(?!\w)"
)


def _in_quotes(item: Item) -> str | None:
    """The quoted title, unless the quotes are a part of it."""
    for block in item.blocks:
        text = plain(re.sub(r"\\enquote\s*\{([^{}]*)\}", r"``\1''", block))
        found = _QUOTE.search(text)
        if not found:
            continue
        inside = found.group(1) or found.group(2) or found.group(3)
        before, after = text[: found.start()], text[found.end() :]
        goes_on = (
            len(item.blocks) > 1 and re.match(r"\s*[\w:—–-]", after) and not inside.rstrip().endswith((",", ".", "?"))
        )
        if not goes_on and (not before.strip() or re.search(r"[,.:;)\d]\s*$", before)):
            return inside
    return None


def _in_link(item: Item) -> str | None:
    """A title that is the text of a link."""
    braces = Braces(item.latex)
    for link in re.finditer(r"\\href(?:@noop)?\s*", item.latex):
        address = braces.group(link.end())
        shown = braces.group(address.end) if address else None
        words = plain(re.sub(r"\\(?:path|url|nolinkurl)\s*\{[^{}]*\}", "", shown.text)) if shown else ""
        if len(words.split()) < 3 or re.match(r"(?i)https?:|doi|arxiv|10\.\d{4}", words) or is_names(words):
            continue
        if not _NO_TITLE.match(words):
            return None if re.search(r"\b(?:vol|pp|pages|proceedings|journal)\b", words, re.I) else words
    return None


def _in_block(item: Item) -> str | None:
    """The block after the authors; the first one where there are none."""
    blocks = [block for block in item.blocks if plain(block)]
    if len(blocks) < 2:
        return None
    first, second = plain(blocks[0]), plain(blocks[1])
    if re.fullmatch(r"\(?\d{4}[a-z]?\)?\.?", second) and len(blocks) > 2:
        second = plain(blocks[2])
    says_where = re.match(
        r"(?i)(?:in|in:|proc\.|proceedings|https?:|url|available|accessed|technical report|arxiv|\W*$|\d)\b", second
    )
    if says_where and not is_names(first):
        return after_authors(first) or first
    return _first_part(blocks[1] if second == plain(blocks[1]) else blocks[2])


def _first_part(block: str) -> str:
    """The title that a block begins with: an emphasised one ends where the emphasis does."""
    text = block.strip()
    emphasised = re.match(r"\\(?:emph|textit)\s*(?=\{)|(?=\{\s*\\(?:em|it)\b)", text)
    group = Braces(text).group(emphasised.end()) if emphasised else None
    if group and re.match(r"\s*(?:,|\.|\(|$|\\/)", text[group.end :]):
        return plain(group.text)
    return plain(text)


def _emphasised(item: Item) -> str | None:
    """Emphasised words after nothing but names."""
    found = re.search(r"\\(?:emph|textit|textsl)\s*(?=\{)|(?=\{\s*\\(?:em|it|sl|emph)\b)", item.latex)
    group = Braces(item.latex).group(found.end()) if found else None
    if not found or not group:
        return None
    before = plain(item.latex[: found.start()])
    return plain(group.text) if is_names(before) and re.search(r"[,.:)]\s*$", before) else None


_SPRINGER = re.compile(
    rf"^(?:[^:]{{0,1500}}?{INITIALS}|[^:.]{{3,80}}?(?:et al\.|\(eds?\.\)))\s*(?:\(eds?\.\))?\s*:\s+(.+)"
)
_DATED = re.compile(
    r"^(.{0,1500}?)\(((?:[A-Z][\w.]*\s?)?(?:1[5-9]\d\d|20\d\d|"
    r"n\.d\.|\?+|in press|to appear)[a-z]?(?:,[^()]{0,30})?)\)\s*[.,:;]?\s*(.+)",
    re.I,
)
_YEARED = re.compile(r"^(.{0,1500}?[,.]\s+|)(1[5-9]\d\d|20\d\d)[a-z]?[.,:]\s+(.+)")


def _after_colon(item: Item) -> str | None:
    """The Springer way: “Abdulla, P.A., Jonsson, B.: Title. In: …”."""
    found = _SPRINGER.match(plain(item.latex))
    return _sentence(found.group(1)) if found else None


def _after_year(item: Item) -> str | None:
    """“Author (2006) Title. Journal”, “Author, 2006. Title. Journal”."""
    text = plain(item.latex)
    for pattern in (_DATED, _YEARED):
        found = pattern.match(text)
        if found and (is_names(found.group(1)) or not found.group(1).strip()):
            return _sentence(found.group(3))
    return None


def _after_stop(item: Item) -> str | None:
    """“Doe AB, Roe C. Title. Journal”, “Ann Doe and Carl Roe. Title. Journal”."""
    text = plain(item.latex)
    if found := VANCOUVER.match(text):
        return _sentence(found.group(1))
    sentences = re.split(r"(?<=[^\W\d_]{2}[.?!])\s+|(?<=\))\.\s+", text, maxsplit=1)
    return _sentence(sentences[1]) if len(sentences) > 1 and is_names(sentences[0]) else None


def _among_commas(item: Item) -> str | None:
    """“A. Author, B. Author, Title, Journal 5 (2000) 1–10”."""
    text = plain(item.blocks[0] if len(item.blocks) > 1 and not is_names(plain(item.blocks[0])) else item.latex)
    rest = after_authors(text)
    return _sentence(rest, r",\s|\.\s") if rest and rest != text else None


def _first_sentence(item: Item) -> str | None:
    """At last whatever comes first, unless that is a person: then no title is printed."""
    text = plain(item.latex)
    return None if re.match(rf"[^,.]{{1,40}},?\s{INITIALS}|{INITIALS}\s?[^\W\d_]", text) else _sentence(text)


_STAGES: tuple[Callable[[Item], str | None], ...] = (
    _in_fields, _in_quotes, _in_link, _in_block, _emphasised, _after_colon, _after_year, _after_stop, _among_commas,
    _first_sentence,
)  # fmt: skip


def _sentence(text: str, stop: str = r"\.\s") -> str:
    """`text` up to the first stop that is none of an abbreviation's."""
    for found in re.finditer(rf"{stop}|[?!](?=\s+(?:In|Proc)\b)|\.$|\s(?:In|in):\s|,\s+(?:vol\.|pp\.)\s", text):
        before = text[: found.start()]
        if not re.search(r"(?:\b[A-Z]|\b(?:vs|St|Dr|Mr|No|Vol|cf|e\.g|i\.e|al|approx))$", before):
            return before + ("?" if found.group() == "?" else "")
    return text


_LONGEST = 500
_TRAILS = (
    r"[\s,.;:]+$",
    r"\s*\[(?:J|C|M|D|EB/OL|Online|R|P|S)\]$",
    r"(?:,\s*|\s*\()(?:1[5-9]\d\d|20\d\d)[a-z]?\)?$",
    r",\s*(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)(?:\s+\d{4}[a-z]?)?$",
    r",\s*(?:Lecture Notes in|LNCS|LNAI)\b.*$",
    r",?\s*vol(?:ume|\.)?[\s–]*\d+\w*(?:\s+of\s.*)?$",
    r"\s*\((?:Doctoral dissertation|PhD thesis|Master's thesis|Tech\. ?rep\.|Version [^()]*|v[\d.]+)\)$",
    r"\s*\((?:\d+\w* ed\.|Vol\. [^()]*)\)$",
    r"[,.]\s*(?:arXiv|CoRR|ArXiv)(?:\s+(?:preprint|e-prints?))?[:\s].*$",
    r",?\s*https?://\S*$",
    r",\s*(?:Ph\.?\s?D\.?|Master.?s|Doctoral) (?:thesis|dissertation).*$",
)
_TRAIL = re.compile("|".join(_TRAILS), re.I)


def _trimmed(title: str) -> str:
    """`title` without dates, volumes and the like that trail it."""
    text = title.strip(' ,.;:“”"')
    for _ in range(6):
        shorter = _TRAIL.sub("", text).strip()
        if shorter == text or not shorter:
            break
        text = shorter
    return text


# An address, or a journal with its volume: “J. Noise 3”, “Noise, 3, 1”, “JHEP 01 (2019) 1”.
_NO_TITLE = re.compile(
    r"(?i:https?:|www\.|doi\b|in:|pp\.|vol\.)|[^\d,]{2,40},\s*[A-Z]?\d+(?:,\s*[\dA-Z].{0,12})?$"
    r"|[A-Z][\w&\s]*\.[\w.&\s]{1,40}\s\d{1,3}$"
    r"|[^\d]{2,50}\s\d+\w?(?:\s*\(\d+\))?,?\s\((?:19|20)\d\d\)"
)


def is_title(title: str) -> bool:
    letters = re.findall(r"[^\W\d_]", title)
    return len(letters) >= 3 and len(title) <= _LONGEST and not _NO_TITLE.match(title)
