"""What may be wrong with papers, and the command that mends it."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from survey.model.against import against
from survey.model.claim import BENCHMARK, dataset_name, folded_name
from survey.model.dispute import believed, disputes
from survey.model.fold import OF_PAPERS
from survey.model.identifier import identifier, page
from survey.model.record import Record, Status, Venue, VenueKind
from survey.model.scale import shares
from survey.model.text import surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from survey.model.against import Against
    from survey.model.fold import Taken
    from survey.model.identifier import Identifier
    from survey.model.view import PaperView, RepositoryView, ResultView


YOURS = frozenset({*OF_PAPERS, "file"})
"""Where what the user says comes from: from his own hand, or from a bibliography of his."""


class Fault(StrEnum):
    """What sort of thing may be wrong, the gravest first."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published meanwhile"
    OTHER = "another paper"
    """An identifier that belongs to another paper than the one it stands with."""
    PAIR = "may be one"
    GONE = "code gone"
    ARCHIVED = "code archived"
    AUTHORS = "authors differ"
    VENUES = "venue differs"
    YEARS = "year differs"
    SCALES = "mixed scales"
    DISPUTED = "values differ"
    NAMELESS = "no identifier"
    NOBODY = "no authors"
    VENUE = "no venue"
    YEAR = "no year"
    ABSTRACT = "no abstract"
    OUTDATED = "summary outdated"
    STALE = "stale"


class Finding(NamedTuple):
    """One thing that may be wrong."""

    fault: Fault
    papers: tuple[str, ...]
    """The cite keys of the papers it is about."""
    text: str
    mend: str
    """The command that mends it, in which words in capitals are for the user to fill in; of a file, what to write."""
    source: str | None = None
    """Who says what was found; None where the papers themselves show it."""
    on: str | None = None
    """The ISO date of which that is true."""
    file: str | None = None
    """The bibliography that was looked over; None for the catalog."""
    line: int | None = None
    """Where in it the first of `papers` begins, from 1; None where the file has no lines."""


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """What was `found`, the gravest first, and what is as grave as it came."""
    order = {fault: number for number, fault in enumerate(Fault)}
    return sorted(found, key=lambda finding: order[finding.fault])


def findings_of(paper: PaperView, accounts: Sequence[Taken]) -> Iterator[Finding]:
    """What `paper` and the `accounts` of it show to be wrong."""
    key = paper["key"]
    mine, name = (key,), quote(key)
    yield from fallen(key, accounts, f"survey rm {name}")
    yield from _code(paper)
    yield from _fields(paper, accounts)
    for said in disputes(paper["results"]):
        yield Finding(Fault.DISPUTED, mine, _disputed(said), _set_result(key, said[0]))
    if not paper["identifiers"]:
        yield Finding(
            Fault.NAMELESS, mine, "no identifier is known, so no source can be asked", f"survey set {name} doi=DOI"
        )
    if paper["venue"] is None:
        yield Finding(Fault.VENUE, mine, "nobody knows where it appeared", f"survey set {name} venue=VENUE")
    if paper["year"] is None:
        yield Finding(Fault.YEAR, mine, "nobody knows its year", f"survey set {name} year=YEAR")
    if paper["abstract"] is None:
        yield Finding(Fault.ABSTRACT, mine, "nobody knows its abstract", f"survey refresh {name}")


def _code(paper: PaperView) -> Iterator[Finding]:
    code, mend = paper["repositories"], f"survey set {quote(paper['key'])} code=URL"
    shown = next((each for each in code if not each["gone"]), None)
    if shown and shown["archived"]:
        yield of_code(Fault.ARCHIVED, paper["key"], shown, mend)
    elif code and not shown:
        yield of_code(Fault.GONE, paper["key"], code[0], mend)


def of_code(fault: Fault, key: str, code: RepositoryView, mend: str) -> Finding:
    """That the `code` of a paper is gone or archived."""
    became = "gone" if fault is Fault.GONE else "archived"
    # Whoever links it, that is for its host to say.
    host, on = urlsplit(code["url"]).hostname, code["checked_at"]
    said = f" ({host}, {on})" if on else ""
    return Finding(fault, (key,), f"{code['url']} is {became}{said}", mend, host, on)


def fallen(key: str, accounts: Iterable[Taken], mend: str) -> Iterator[Finding]:
    """That a paper was retracted or withdrawn, if one of its `accounts` says so; a retraction goes first.

    Of several that say so, one that names the notice is believed first.
    """
    said = [taken for taken in accounts if taken.record.status]
    for status in (Status.RETRACTED, Status.WITHDRAWN):
        if of_it := [taken for taken in said if taken.record.status is status]:
            taken = next((each for each in of_it if notice_of(each.record)), of_it[-1])
            notice = notice_of(taken.record)
            by = f" by {page(notice)}" if notice else ""
            text = f"it was {status}{by} ({taken.record.source}, {taken.on})"
            yield Finding(Fault(status.value), (key,), text, mend, taken.record.source, taken.on)
            return


def notice_of(record: Record) -> Identifier | None:
    """The notice that a record of what became of a work was read from: its DOI stands in the key, after a #."""
    return identifier("doi", record.key.partition("#")[2]) if record.status else None


def _fields(paper: PaperView, accounts: Sequence[Taken]) -> Iterator[Finding]:
    """What sources say against shown fields: one is enough against a file or a hand, two against another source."""
    sources = [taken for taken in accounts if taken.record.source not in YOURS]
    if not sources:
        return
    said = _shown(paper)
    shown_by: dict[str, set[str]] = defaultdict(set)
    for field in ("authors", "venue", "year"):
        if origin := paper["origins"].get(field):
            shown_by[origin["source"]].add(field)
    for source, fields in shown_by.items():
        others = [taken for taken in sources if taken.record.source != source]
        enough = 1 if source in YOURS else 2
        if len({taken.record.source for taken in others}) < enough:
            continue
        for found in against(said, others, enough=enough):
            if ("venue" if found.field == "published" else found.field) in fields:
                yield of_field(paper["key"], found, set_fields(paper["key"], found.mend))


def _shown(paper: PaperView) -> Record:
    """What is shown of `paper`, as far as sources can speak against it."""
    kind = VenueKind(paper["venue_kind"]) if paper["venue_kind"] else None
    return Record(
        source="shown",
        key=paper["key"],
        title=paper["title"],
        authors=tuple(paper["authors"]),
        year=paper["year"],
        venue=Venue(paper["venue"], kind) if paper["venue"] else None,
        details=tuple(sorted(paper["details"].items())),
    )


def _disputed(said: list[ResultView]) -> str:
    values = " / ".join(f"{result['printed']} ({result['source']})" for result in said)
    return f"{_benchmark(said[0])}: {values}"


def _benchmark(result: ResultView) -> str:
    return f"{result['task']} on {dataset_name(result)}, {result['metric']}"


def _set_result(key: str, result: ResultView) -> str:
    options = "".join(
        f" --{name} {quote(value)}" for name, value in (("model", result["model"]), ("split", result["split"])) if value
    )
    names = " ".join(quote(result[name]) for name in ("task", "dataset", "metric"))
    return f"survey set {quote(key)} result {names} VALUE{options}"


_AGAINST = {
    ("published", False): Fault.PUBLISHED,
    ("venue", False): Fault.VENUES,
    ("venue", True): Fault.VENUE,
    ("year", False): Fault.YEARS,
    ("year", True): Fault.YEAR,
    ("authors", False): Fault.AUTHORS,
    ("authors", True): Fault.NOBODY,
}


def of_field(key: str, found: Against, mend: str) -> Finding:
    """What sources say against one field of a paper."""
    return Finding(_AGAINST[found.field, found.is_missing], (key,), found.text, mend, found.source, found.on)


def set_fields(key: str, fields: Mapping[str, str]) -> str:
    """The command that writes `fields` of a paper of the catalog."""
    return " ".join(["survey set", quote(key), *(quote(f"{name}={value}") for name, value in fields.items())])


def mixed_scales(papers: Iterable[PaperView]) -> Iterator[Finding]:
    """The values that are shares of one on benchmarks where those of other `papers` are per cent."""
    claims: dict[tuple[str, ...], list[tuple[str, ResultView, float]]] = defaultdict(list)
    for paper in papers:
        for result in believed(paper["results"]):
            if (value := result["value"]) is not None:
                benchmark = tuple(folded_name(result.get(name) or "") for name in BENCHMARK)
                claims[benchmark].append((paper["key"], result, value))
    for said in claims.values():
        if not shares([(result["printed"], value) for _, result, value in said]):
            continue
        for key, result, value in said:
            if 0 < value <= 1 and "%" not in result["printed"]:
                text = f"{_benchmark(result)}: {result['printed']} is a share of one, where others are per cent"
                yield Finding(Fault.SCALES, (key,), text, _set_result(key, result))


def is_published_as(preprint: PaperView, other: PaperView) -> bool:
    """Whether `other`, of the same title, may be `preprint` as it appeared somewhere: they share an author."""
    if preprint["venue_kind"] != VenueKind.PREPRINT or not other["venue"]:
        return False
    names = [{surname(author) for author in paper["authors"]} for paper in (preprint, other)]
    return other["venue_kind"] != VenueKind.PREPRINT and bool(names[0] & names[1])


def published_as(preprint: PaperView, other: PaperView) -> Finding:
    """That `preprint` may have appeared as `other`."""
    where = " ".join(str(part) for part in (other["venue"], other["year"]) if part)
    keys = preprint["key"], other["key"]
    text = f"a preprint here, and {keys[1]} of the same title appeared in {where}"
    return Finding(Fault.PUBLISHED, keys, text, f"survey same {' '.join(map(quote, keys))}")
