"""Names that others gave to papers: a scheme and a value, normalised once, on entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

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
_ARXIV_OLD = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    r"funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    r"q-alg|q-bio|quant-ph|solv-int|supr-con)(?:\.[A-Za-z-]{2,})?/\d{7}"
)
_ARXIV = rf"({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?"
# DOI: https://www.doi.org/doi-handbook/ . Case-insensitive; any printing character may follow the slash.
_DOI = r"(10\.\d{4,9}(?:\.\d+)*/[^\s\"\x00-\x1f\ud800-\udfff]+)"


_AFTER_A_DOI = ".,;:'\""
_OPENING = {")": "(", "]": "[", "}": "{"}


def _fold_arxiv(value: str) -> str:
    archive, slash, number = value.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else archive


def _fold_doi(value: str) -> str:
    # What stands around it in a sentence is no part of it: punctuation, and brackets that were not opened inside.
    value = value.lower().rstrip(_AFTER_A_DOI)
    while value[-1] in _OPENING and value.count(value[-1]) > value.count(_OPENING[value[-1]]):
        value = value[:-1].rstrip(_AFTER_A_DOI)
    return value


def _fold_dblp(value: str) -> str:
    return re.sub(r"(?:\.(?:html|xml|bib))+$", "", value)


def _fold_acl(value: str) -> str:
    return value.upper() if value[0].isalpha() else value.lower()


def _fold_cvf(value: str) -> str:
    return value.replace("/papers/", "/html/")


def _fold_url(value: str) -> str:
    scheme, colon, rest = value.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{colon}{host.lower()}{slash}{path}"


def _scheme(pattern: str, page: str | None, fold: Callable[[str], str] = str) -> _Scheme:
    return _Scheme(re.compile(pattern, re.ASCII | re.IGNORECASE), page, fold)


_SCHEMES: dict[str, _Scheme] = {
    "arxiv": _scheme(_ARXIV, "https://arxiv.org/abs/{}", _fold_arxiv),
    "doi": _scheme(_DOI, "https://doi.org/{}", _fold_doi),
    "openalex": _scheme(r"(W\d{4,})", "https://openalex.org/{}", str.upper),
    "s2": _scheme(r"([0-9a-f]{40})", "https://www.semanticscholar.org/paper/{}", str.lower),
    "corpus": _scheme(r"0*([1-9]\d{0,11})", "https://api.semanticscholar.org/CorpusID:{}"),
    "dblp": _scheme(
        r"((?:conf|journals|books|phd|series|reference|homepages|www|tr)/[\w./:+'-]*\w)",
        "https://dblp.org/rec/{}",
        _fold_dblp,
    ),
    "acl": _scheme(
        r"((?:[A-Z]\d{2}-\d{4,5})|(?:\d{4}\.[a-z][\w-]*\.\d+))(?:v\d+)?", "https://aclanthology.org/{}", _fold_acl
    ),
    "openreview": _scheme(r"([\w-]{6,20})", "https://openreview.net/forum?id={}"),
    "cvf": _scheme(r"(content[/_][A-Z]+_?\d{4}[\w/.-]*?_paper)", "https://openaccess.thecvf.com/{}.html", _fold_cvf),
    "pmid": _scheme(r"0*([1-9]\d{0,8})", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": _scheme(r"(?:PMC)?0*([1-9]\d{0,8})", "https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/"),
    "mag": _scheme(r"0*([1-9]\d{0,11})", None),
    "pwc": _scheme(r"([\w-]{1,200})", "https://paperswithcode.co/papers/{}"),
    "url": _scheme(r"(https?://[^\s<>\"\x00-\x1f\ud800-\udfff]+)", "{}", _fold_url),
}

PREFERENCE = (
    "doi", "arxiv", "acl", "openreview", "cvf", "dblp", "pmid", "pmcid", "s2", "openalex", "corpus", "mag", "pwc",
    "url",
)  # fmt: skip
"""The schemes, the most widely understood first."""
RANK = {scheme: place for place, scheme in enumerate(PREFERENCE)}
"""The place of each scheme among these, from 0."""

_DATACITE_ARXIV = re.compile(r"10\.48550/arxiv\.(.+)", re.I)
# Signs that an address carries as they are, and DOIs do hold.
_PLAIN_IN_ADDRESSES = "/:;(),.-_~@!$&'*+="


def identifier(scheme: str, value: object) -> Identifier | None:
    """`value` as an identifier of `scheme` in its one spelling, or None where it cannot be one.

    What names the paper better is that instead: a DOI that arXiv gave (10.48550/arXiv.…) is the arXiv identifier, and
    the address of a page that is known for a paper is what that page is of.
    """
    known = _SCHEMES.get(scheme)
    if known is None or not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value).strip()
    if scheme == "url":
        return _read_address(text)
    if scheme in {"arxiv", "doi"}:
        text = re.sub(rf"^{scheme}\s*:\s*", "", text, flags=re.I)
    if scheme == "doi":
        text = _without_host(text)
        if given := _DATACITE_ARXIV.fullmatch(text):
            return identifier("arxiv", given.group(1))
    return _folded(scheme, text)


def _without_host(doi: str) -> str:
    bare = re.sub(r"^https?://(?:dx\.|www\.)?doi\.org/", "", doi, flags=re.I)
    return unquote(bare) if bare != doi or "%2f" in bare.lower() else bare


def _folded(scheme: str, text: str) -> Identifier | None:
    known = _SCHEMES[scheme]
    found = known.pattern.fullmatch(text)
    value = known.fold(found.group(1)) if found else ""
    # Without what was around it there may be nothing left.
    return Identifier(scheme, value) if known.pattern.fullmatch(value) else None


def arxiv_version(text: str) -> int | None:
    """The version an arXiv id or address names (`…v2` → 2), or None where it names none."""
    found = re.search(rf"(?:{_ARXIV_NEW}|{_ARXIV_OLD})v(\d{{1,4}})", text, re.I)
    return int(found.group(1)) if found else None


def page(name: Identifier) -> str | None:
    """The web address where a person reads about the paper, or None where the scheme has none."""
    address = _SCHEMES[name.scheme].page if name.scheme in _SCHEMES else None
    if address is None or name.scheme == "url":
        return address and name.value
    return address.format(quote(name.value, safe=_PLAIN_IN_ADDRESSES))


# Hosts of paper pages, and where in their addresses the identifier stands.
_PAGES: tuple[tuple[str, str, str], ...] = (
    (r"(?:[\w-]+\.)?arxiv\.org", r"/(?:abs|pdf|html|format|e-print|src|ps|list)/(.+?)(?:\.pdf|\.html)?/?", "arxiv"),
    (r"ar5iv\.(?:labs\.arxiv\.)?org", r"/(?:abs|html|pdf)/(.+?)/?", "arxiv"),
    (r"(?:www\.)?alphaxiv\.org", r"/(?:abs|pdf|overview)/(.+?)/?", "arxiv"),
    (r"(?:www\.)?huggingface\.co|hf\.co", r"/papers/(.+?)(?:\.md)?/?", "arxiv"),
    (r"(?:www\.)?paperswithcode\.co", r"/(?:papers?|paper/arxiv)/([\d.v]+)/?", "arxiv"),
    (r"(?:dx\.|www\.)?doi\.org", r"/(.+)", "doi"),
    (r"(?:www\.)?dl\.acm\.org", r"/doi/(?:abs/|full/|pdf/|fullHtml/|epdf/)?(10\..+)", "doi"),
    (r"(?:link\.)?springer\.com", r"/(?:article|chapter|content/pdf)/(10\..+?)(?:\.pdf)?", "doi"),
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
    (r"(?:www\.|api2?\.)?openreview\.net", r"[^?]*\?(?:.*&)?(?:id|forum)=([^&#]+).*", "openreview"),
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
    begins = {"arxiv": r"\d{4}\.\d{4,}\S*", "doi": r"10\.\d+(?:/\S*)?"}
    return next((scheme for scheme, start in begins.items() if re.fullmatch(start, text.strip())), None)


def _read_address(address: str) -> Identifier | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = unquote(parts.path)
    if re.fullmatch(r"(?:www\.|api2?\.)?openreview\.net", host):
        path = f"{path}?{parts.query}"
    for hosts, where, scheme in _PAGES:
        at_host = re.fullmatch(hosts, host)
        given = re.fullmatch(where, path) if at_host else None
        if given and (found := identifier(scheme, given.group(1))):
            return found
    return _folded("url", address)


def best(names: frozenset[Identifier] | tuple[Identifier, ...]) -> Identifier | None:
    """The most widely understood of `names`, or None of none."""
    return min(names, key=lambda name: (RANK.get(name.scheme, len(RANK)), name.value), default=None)
