"""Names that others gave to papers: a scheme and a value, normalised once, on entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable


class Identifier(NamedTuple):
    """One name of a paper. Two spellings of the same name are the same identifier."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class _Scheme(NamedTuple):
    pattern: re.Pattern[str]
    """What a whole value looks like; group 1 is kept."""
    page: str | None
    """The address of the paper's page, with `{}` for the value."""
    fold: Callable[[str], str] = str


# arXiv: https://info.arxiv.org/help/arxiv_identifier.html. Old style ids may carry a subject class (math.GT/0309136),
# which is no part of the identifier.
_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con)(?:\.[A-Za-z-]{2,})?/\d{7}"
_ARXIV = rf"({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?"
# DOI: https://www.doi.org/doi-handbook/ . Case-insensitive; any printing character may follow the slash.
_DOI = r"(10\.\d{4,9}(?:\.\d+)*/[^\s\"\u0000-\u001f]+)"


def _fold_arxiv(value: str) -> str:
    archive, slash, number = value.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else archive


def _fold_doi(value: str) -> str:
    value = value.lower().rstrip(".,;:'\"")
    while value.endswith((")", "]", "}")) and value.count(value[-1]) > value.count(
        {")": "(", "]": "[", "}": "{"}[value[-1]]
    ):
        value = value[:-1].rstrip(".,;:'\"")
    return value


_SCHEMES: dict[str, _Scheme] = {
    "arxiv": _Scheme(re.compile(_ARXIV, re.I), "https://arxiv.org/abs/{}", _fold_arxiv),
    "doi": _Scheme(re.compile(_DOI), "https://doi.org/{}", _fold_doi),
    "openalex": _Scheme(re.compile(r"(W\d{4,})", re.I), "https://openalex.org/{}", str.upper),
    "s2": _Scheme(re.compile(r"([0-9a-f]{40})", re.I), "https://www.semanticscholar.org/paper/{}", str.lower),
    "corpus": _Scheme(re.compile(r"(\d{1,12})"), "https://api.semanticscholar.org/CorpusID:{}"),
    "dblp": _Scheme(
        re.compile(r"((?:conf|journals|books|phd|series|reference|homepages|www|tr)/[^\s?#]+?)(?:\.(?:html|xml|bib))?"),
        "https://dblp.org/rec/{}",
    ),
    "acl": _Scheme(
        re.compile(r"((?:[A-Z]\d{2}-\d{4,5})|(?:\d{4}\.[a-z][\w-]*\.\d+))(?:v\d+)?", re.I),
        "https://aclanthology.org/{}",
        lambda value: value.upper() if value[0].isalpha() else value.lower(),
    ),
    "openreview": _Scheme(re.compile(r"([\w-]{6,20})"), "https://openreview.net/forum?id={}"),
    "cvf": _Scheme(
        re.compile(r"(content[/_][A-Za-z]+_?\d{4}[\w/.-]*?_paper)"),
        "https://openaccess.thecvf.com/{}.html",
    ),
    "pmid": _Scheme(re.compile(r"0*([1-9]\d{0,8})"), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": _Scheme(re.compile(r"(?:PMC)?(\d{1,9})", re.I), "https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/"),
    "mag": _Scheme(re.compile(r"(\d{1,12})"), None),
    "pwc": _Scheme(re.compile(r"([\w-]{1,200})"), "https://paperswithcode.co/papers/{}"),
    "url": _Scheme(re.compile(r"(https?://[^\s<>\"\u0000-\u001f]+)", re.I), "{}"),
}

PREFERENCE = (
    "doi",
    "arxiv",
    "acl",
    "openreview",
    "cvf",
    "dblp",
    "pmid",
    "pmcid",
    "s2",
    "openalex",
    "corpus",
    "mag",
    "pwc",
    "url",
)
"""The schemes, the most widely understood first."""

_DATACITE_ARXIV = re.compile(r"10\.48550/arxiv\.(.+)", re.I)


def identifier(scheme: str, value: object) -> Identifier | None:
    """`value` as an identifier of `scheme` in its one spelling, or None where it cannot be one.

    A DOI that arXiv gave (10.48550/arXiv.…) is the arXiv identifier, whichever scheme it came under.
    """
    known = _SCHEMES.get(scheme)
    if known is None or not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value).strip()
    if scheme in {"arxiv", "doi"}:
        text = re.sub(rf"^{scheme}\s*:\s*", "", text, flags=re.I)
    if scheme == "doi":
        text = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", text, flags=re.I)
        if "%2f" in text.lower():
            text = unquote(text)
        if given := _DATACITE_ARXIV.fullmatch(text):
            return identifier("arxiv", given.group(1))
    found = known.pattern.fullmatch(text)
    return Identifier(scheme, known.fold(found.group(1))) if found else None


def arxiv_version(text: str) -> int | None:
    """The version an arXiv id or address names (`…v2` → 2), or None where it names none."""
    found = re.search(rf"(?:{_ARXIV_NEW}|{_ARXIV_OLD})v(\d+)", text, re.I)
    return int(found.group(1)) if found else None


def page(name: Identifier) -> str | None:
    """The web address where a person reads about the paper, or None where the scheme has none."""
    address = _SCHEMES[name.scheme].page if name.scheme in _SCHEMES else None
    return address.format(name.value) if address else None


# Hosts of paper pages, and where in their addresses the identifier stands.
_PAGES: tuple[tuple[str, str, str], ...] = (
    (r"(?:[\w-]+\.)?arxiv\.org", r"/(?:abs|pdf|html|format|e-print|src|ps|list)/(.+?)(?:\.pdf|\.html)?/?", "arxiv"),
    (r"ar5iv\.(?:labs\.arxiv\.)?org", r"/(?:abs|html|pdf)/(.+?)/?", "arxiv"),
    (r"(?:www\.)?alphaxiv\.org", r"/(?:abs|pdf|overview)/(.+?)/?", "arxiv"),
    (r"(?:www\.)?huggingface\.co|hf\.co", r"/papers/(.+?)(?:\.md)?/?", "arxiv"),
    (r"(?:www\.)?paperswithcode\.co", r"/(?:papers?|paper/arxiv)/([\d.v]+)/?", "arxiv"),
    (r"(?:dx\.|www\.)?doi\.org", r"/(.+)", "doi"),
    (r"(?:www\.)?dl\.acm\.org", r"/doi/(?:abs/|full/|pdf/|fullHtml/|epdf/)?(10\..+)", "doi"),
    (r"(?:link\.)?springer\.com|link\.springer\.com", r"/(?:article|chapter|content/pdf)/(10\..+?)(?:\.pdf)?", "doi"),
    (
        r"(?:www\.)?(?:biorxiv|medrxiv)\.org",
        r"/content/(10\.\d+/[\d.]+?)(?:v\d+)?(?:\.full(?:\.pdf)?|\.abstract)?",
        "doi",
    ),
    (r"(?:api\.)?openalex\.org", r"/(?:works/)?(W\d+)/?", "openalex"),
    (r"(?:www\.)?semanticscholar\.org", r"/paper/(?:[^/]+/)?([0-9a-fA-F]{40})/?", "s2"),
    (r"api\.semanticscholar\.org", r"/CorpusID:(\d+)", "corpus"),
    (r"(?:[\w-]+\.)?dblp\.(?:org|uni-trier\.de)", r"/(?:rec|db)/(?:html/|xml/|bibtex/)?(.+)", "dblp"),
    (
        r"(?:www\.)?aclanthology\.org|(?:www\.)?aclweb\.org",
        r"/(?:anthology/)?(?:papers/\w/\w+/)?([^/]+?)(?:\.pdf|\.bib|\.xml)?/?",
        "acl",
    ),
    (r"openaccess\.thecvf\.com", r"/(content[_/].+?)\.(?:html|pdf)", "cvf"),
    (r"pubmed\.ncbi\.nlm\.nih\.gov", r"/(\d+)/?", "pmid"),
    (r"(?:www\.)?(?:pmc\.)?ncbi\.nlm\.nih\.gov", r"/(?:pmc/)?articles/(PMC\d+)/?", "pmcid"),
    (r"(?:www\.)?paperswithcode\.(?:com|co)", r"/papers?/([\w-]+)/?", "pwc"),
)
_PREFIXES = {
    "arxiv": "arxiv", "doi": "doi", "openalex": "openalex", "s2": "s2", "corpusid": "corpus", "corpus": "corpus",
    "dblp": "dblp", "acl": "acl", "openreview": "openreview", "cvf": "cvf", "pmid": "pmid", "pmcid": "pmcid",
    "mag": "mag", "pwc": "pwc", "url": "url",
}  # fmt: skip


def read_identifier(text: str) -> Identifier | None:
    """The identifier that `text` spells, in any form people paste: bare, with a prefix, or as the address of a page.

    An address of no known kind is a `url` identifier; text that is no identifier at all (a title, say) is None.
    """
    text = text.strip().strip("<>").strip()
    if re.match(r"https?://", text, re.I):
        return _read_address(text)
    prefix, colon, rest = text.partition(":")
    if colon and (scheme := _PREFIXES.get(prefix.strip().lower())):
        return (
            read_identifier(rest) if re.match(r"\s*https?://", rest) and scheme != "url" else identifier(scheme, rest)
        )
    if re.match(r"(?:www\.)?(?:[\w-]+\.)+(?:org|co|com|net|gov)/", text, re.I):
        return _read_address(f"https://{text}")
    for scheme in ("arxiv", "doi", "s2", "openalex", "acl", "dblp"):
        if found := identifier(scheme, text):
            return found
    return None


def misspelt(text: str) -> str | None:
    """The scheme that `text` seems to be an identifier of without being one, as in `arxiv:abc` or `2105.15203x`."""
    if read_identifier(text) is not None:
        return None
    prefix, colon, _ = text.strip().partition(":")
    if colon and " " not in prefix and (scheme := _PREFIXES.get(prefix.strip().lower())):
        return scheme
    begins = {"arxiv": r"\d{4}\.\d{4,}\S*", "doi": r"10\.\d{4,}\S*"}
    return next((scheme for scheme, start in begins.items() if re.fullmatch(start, text.strip())), None)


def _read_address(address: str) -> Identifier | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = unquote(parts.path)
    if re.fullmatch(r"(?:www\.|api2?\.)?openreview\.net", host):
        if given := re.search(r"(?:^|&)(?:id|forum)=([^&#]+)", parts.query):
            return identifier("openreview", given.group(1))
    for hosts, where, scheme in _PAGES:
        if (
            re.fullmatch(hosts, host)
            and (given := re.fullmatch(where, path))
            and (found := _in_page(scheme, given.group(1)))
        ):
            return found
    return identifier("url", address)


def _in_page(scheme: str, value: str) -> Identifier | None:
    if scheme == "cvf":
        value = value.replace("/papers/", "/html/")
    return identifier(scheme, value)


def best(names: frozenset[Identifier] | tuple[Identifier, ...]) -> Identifier | None:
    """The most widely understood of `names`, or None of none."""
    rank = {scheme: place for place, scheme in enumerate(PREFERENCE)}
    return min(names, key=lambda name: (rank.get(name.scheme, len(rank)), name.value), default=None)
