"""A bibliography file looked over: what it says held against what sources know, and against itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple, cast

from survey.bibliographies.entry import Bibliography, Entry
from survey.catalog.audit import accounts_of_papers
from survey.catalog.known import owners
from survey.catalog.read import standing
from survey.model.against import against
from survey.model.audit import YOURS, Fault, Finding, fallen, in_order, of_code, of_field
from survey.model.counted import counted
from survey.model.identifier import Identifier
from survey.model.record import Repository
from survey.model.repository import is_repository, repository_key, repository_url
from survey.sources.source import LooksAtCode, Source
from survey.workflow.asking import Answer, Library, Progress, ask
from survey.workflow.dedupe import dedupe
from survey.workflow.enrich import enrich
from survey.workflow.meant import Asked, by_title, is_other, meant, views
from survey.workflow.notices import ask_for_notices
from survey.workflow.resolve import BATCHED

if TYPE_CHECKING:
    from survey.model.fold import Taken
    from survey.model.view import PaperView, RepositoryView


@dataclass(slots=True)
class Audited(Asked):
    """What may be wrong with the entries of a file."""

    findings: list[Finding] = field(default_factory=list)
    """The gravest first, then in the order of the file."""
    unknown: list[Entry] = field(default_factory=list)
    """Entries of which nobody who was asked knows anything: they are held against nothing."""


class _Known(NamedTuple):
    """What is known of the paper that an entry means."""

    view: PaperView
    sources: list[Taken]


def batched(library: Library) -> Library:
    """`library` without the sources that would cost a request an entry; hosts of code, who cost one a link, stay."""
    kept = {
        name: source for name, source in library.sources.items() if name in BATCHED or issubclass(source, LooksAtCode)
    }
    return replace(library, sources=kept)


def audit_file(
    library: Library, book: Bibliography, file: str | None, *, progress: Progress = lambda *_: None
) -> Audited:
    """What may be wrong with the entries of `book`, which lies in `file`.

    Every source of `library` is asked; with none of them, what its catalog knows is all there is to hold entries
    against. What is answered goes into that catalog, so it had better be a copy.
    """
    done = Audited()
    asks = bool(library.sources)
    papers = _asked(library, book.entries, done, progress) if asks else meant(library, book.entries, progress)
    known = _known(library, papers)
    hosts = _look_at_code(library, book.entries, done, progress)
    found = [
        *(finding for entry in book.entries for finding in _findings(entry, known.get(entry.id), hosts)),
        *_others(library, book.entries),
        *_doubles(book, papers, file),
    ]
    lines = {entry.id: entry.line for entry in book.entries}
    place = {entry.id: number for number, entry in enumerate(book.entries)}
    ordered = in_order(sorted(found, key=lambda finding: place[finding.papers[0]]))
    done.findings = [each._replace(file=file, line=lines[each.papers[0]]) for each in ordered]
    others = {each.papers[0] for each in found if each.fault is Fault.OTHER}
    done.unknown = [entry for entry in book.entries if entry.id not in known and entry.id not in others]
    return done


def _asked(library: Library, entries: Sequence[Entry], done: Audited, progress: Progress) -> dict[str, int]:
    """The papers that `entries` mean, after every source was asked about them."""
    names = {name for entry in entries for name in entry.record.identifiers}
    papers = by_title(library, [entry for entry in entries if not entry.record.identifiers], done, progress)
    if done.finished and (names or papers):
        # Of the code that papers link, only what the file names itself is looked at.
        without = {name: source for name, source in library.sources.items() if not issubclass(source, LooksAtCode)}
        asked = replace(library, sources=without)
        enriched = enrich(asked, "audit", names=names, papers=set(papers.values()), progress=progress)
        ask_for_notices(asked, "audit", enriched, names=names, papers=papers.values())
        done.hear(enriched.told, finished=enriched.finished)
    if not papers:
        return meant(library, entries, progress)
    with library.catalog.reading() as reader:
        titled = {entry: standing(reader, paper) for entry, paper in papers.items()}
    return titled | meant(library, entries, progress)


def _known(library: Library, meant: Mapping[str, int]) -> dict[str, _Known]:
    papers = sorted(set(meant.values()))
    if not papers:
        return {}
    shown = views(library, papers)
    with library.catalog.reading() as reader:
        said = accounts_of_papers(reader, papers)
    sources = {paper: [each for each in said[paper] if each.record.source not in YOURS] for paper in papers}
    return {entry: _Known(shown[paper], sources[paper]) for entry, paper in meant.items() if sources[paper]}


def _findings(entry: Entry, known: _Known | None, hosts: Mapping[str, RepositoryView]) -> Iterator[Finding]:
    """What is wrong with one entry."""
    key = entry.id
    linked = {repository_key(each["url"]): each for each in (known.view["repositories"] if known else [])}
    for address in _code_of(entry):
        name = repository_key(address)
        if code := hosts.get(name) or linked.get(name):
            yield from _code(key, code)
    if known:
        yield from fallen(key, known.sources, "take it out, or say of it what became of it")
        for found in against(entry.record, known.sources):
            yield of_field(key, found, f"write {_written(found.mend, known)}")


def _written(fields: Mapping[str, str], known: _Known) -> str:
    """What to write into an entry; where it appeared has an identifier of its own."""
    doi = known.view["identifiers"].get("doi") if "venue" in fields else None
    return "; ".join(f"{name}: {value}" for name, value in {**fields, **({"doi": doi} if doi else {})}.items())


def _code(key: str, code: RepositoryView) -> Iterator[Finding]:
    if code["gone"]:
        yield of_code(Fault.GONE, key, code, "take the address out, or write where its code is now")
    elif code["archived"]:
        yield of_code(Fault.ARCHIVED, key, code, "write where its code is looked after now, if it is")


def _code_of(entry: Entry) -> list[str]:
    """The repositories that an entry names."""
    record = entry.record
    named = [record.url, *(each.url for each in record.repositories), *(text for _, text in record.details)]
    named += [text for _, text in entry.fields] + list(entry.notes)
    words = (word.strip("{}()[]<>,;.\"'") for text in named if text for word in _unwrapped(text).split())
    return list(dict.fromkeys(repository_url(word) for word in words if is_repository(word)))


def _unwrapped(text: str) -> str:
    r"""`text` with what stands in braces apart: LaTeX writes `\url{https://…}`."""
    return text.replace("{", " ").replace("}", " ")


def _look_at_code(
    library: Library, entries: Iterable[Entry], done: Audited, progress: Progress
) -> dict[str, RepositoryView]:
    """What hosts of code say of the repositories that `entries` name."""
    urls = list(dict.fromkeys(url for entry in entries for url in _code_of(entry)))
    hosts = {name: source for name, source in library.sources.items() if issubclass(source, LooksAtCode)}
    if not (urls and hosts and done.finished):
        return {}

    def question(source: Source) -> Iterator[Answer]:
        return cast("LooksAtCode", source).look_at(urls)

    query = counted(len(urls), "repository", "repositories")
    report = ask(library, "audit", query, dict.fromkeys(hosts, question), progress=progress)
    done.hear(report.told, finished=report.finished)
    on = library.now().date().isoformat()
    return {
        repository_key(each.url): _shown(each, source, on)
        for source, said in report.repositories.items()
        for each in said
    }


def _shown(said: Repository, source: str, on: str) -> RepositoryView:
    return {
        "url": said.url,
        "official": said.official,
        "stars": said.stars,
        "license": said.license,
        "archived": said.archived,
        "gone": said.gone,
        "checked_at": on,
        "source": source,
    }


def _others(library: Library, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Identifiers of entries that are surely those of other papers."""
    listed = list(entries)
    owned = owners(library.catalog, {name for entry in listed for name in entry.record.identifiers})
    shown = views(library, set(owned.values()))
    for entry in listed:
        for name in sorted(entry.record.identifiers):
            if name in owned and is_other(entry, view := shown[owned[name]]):
                yield _other(entry, name, view)


def _other(entry: Entry, name: Identifier, view: PaperView) -> Finding:
    origin = view["origins"]["title"]
    text = f"{name} is “{view['title']}” ({origin['source']}, {origin['on']})"
    mend = f"write the {name.scheme} of “{entry.record.title}”, or take it out"
    return Finding(Fault.OTHER, (entry.id,), text, mend, origin["source"], origin["on"])


def _doubles(book: Bibliography, meant: Mapping[str, int], file: str | None) -> Iterator[Finding]:
    """Entries that are, or may be, of one work."""
    mend = f"keep one of them, if they are; `survey dedupe {quote(file) if file else 'FILE'} -o FILE` does"
    found = dedupe([book])
    pairs = {
        (group.entries[0].id, other.id): "they are of one work" for group in found.groups for other in group.entries[1:]
    }
    pairs |= {(doubt.one.id, doubt.other.id): doubt.why for doubt in found.doubts}
    first: dict[int, str] = {}
    for entry in book.entries:
        if (paper := meant.get(entry.id)) is not None and (before := first.setdefault(paper, entry.id)) != entry.id:
            pairs.setdefault((before, entry.id), "sources know one paper for both")
    place = {entry.id: number for number, entry in enumerate(book.entries)}
    said: dict[tuple[str, str], str] = {}
    for pair, why in pairs.items():
        one, other = sorted(pair, key=place.__getitem__)
        said.setdefault((one, other), why)
    for pair, why in said.items():
        yield Finding(Fault.PAIR, pair, why, mend)
