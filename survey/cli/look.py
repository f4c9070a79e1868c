"""Verbs that read: list, show, open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from survey.catalog import read
from survey.catalog.explain import best_held, holding_all
from survey.catalog.find import find_named
from survey.catalog.read import SORTS, Selection
from survey.cli.out import UNKNOWN, is_screen, say, say_json, tell
from survey.cli.ranked import show_alike, show_explained, show_views
from survey.cli.session import Session
from survey.cli.then import AsOf, known_on
from survey.cli.within import Within
from survey.model.counted import counted
from survey.model.errors import SurveyError, WhichPaperError
from survey.model.fold import OF_PAPERS
from survey.model.reading import how_far
from survey.model.sieve import HAS

if TYPE_CHECKING:
    import sqlite3

    from survey.model.view import PaperView

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Words = Annotated[list[str], typer.Argument(metavar="[WORDS]…", help="Words, and “phrases”, that a paper holds.")]
Tags = Annotated[list[str], typer.Option("--tag", "-t", help="Only papers with this tag; may be repeated.")]
Since = Annotated[int | None, typer.Option(help="First year wanted.")]
Until = Annotated[int | None, typer.Option(help="Last year wanted.")]
AtVenue = Annotated[str | None, typer.Option("--venue", help="Only papers of this venue.")]
Has = Annotated[list[str], typer.Option(help=f"Only papers with it: {', '.join(HAS)}; may be repeated.")]
Sort = Annotated[str | None, typer.Option(help=f"By {', '.join(SORTS)}.")]

_A_SCREEN = 50
"""So many of the papers that fit best are shown to a person who does not say how many."""
_MANY_SCREENS = 1000
"""So many where nothing tells which ones are best."""


def list_(
    context: typer.Context,
    words: Words = [],
    tag: Tags = [],
    since: Since = None,
    until: Until = None,
    venue: AtVenue = None,
    has: Has = [],
    sort: Sort = None,
    limit: Annotated[int | None, typer.Option("-n", "--limit", help="At most so many.", min=1)] = None,
    like: Annotated[
        list[str],
        typer.Option(metavar="PAPER", help="Those most like it first, by words and references; may be repeated."),
    ] = [],
    explain: Annotated[bool, typer.Option("--explain", help="Tell why each paper stands where it does.")] = False,
    within: Within = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Lists papers: those that fit the words best first, or in the order of `--sort`, where each holds every word.

    A “phrase” must be held as it stands; field:value picks (author: title: abstract: venue: tag: task: dataset:
    source: key: year:2021..2023 cites:>100 has:code is:retracted is:to-read, and with --in is:included is:excluded
    is:later is:undecided); -word, -"phrase" and -field:value leave out. A text in quotes for the shell may hold all of
    it.
    """
    selection = Selection(" ".join(words), tuple(tag), since, until, venue, tuple(has), sort, within)
    for notice in read.notices(selection):
        tell(notice)
    with known_on(context.obj, as_of) as session:
        _list(session, selection, like=like, explain=explain, limit=limit, as_of=as_of, as_json=as_json)


def _list(
    session: Session,
    selection: Selection,
    *,
    like: list[str],
    explain: bool,
    limit: int | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    is_ranked = bool(like) or (selection.words and not selection.sort)
    screens = _A_SCREEN if is_ranked else _MANY_SCREENS
    most = limit or (screens if is_screen() and not as_json else None)
    with session.reading() as reader:
        if like:
            papers = [session.paper(each) for each in like]
            count = show_alike(reader, papers, selection, explain=explain, limit=most, as_json=as_json)
        elif explain:
            count = show_explained(reader, selection, limit=most, as_json=as_json)
        elif is_ranked and not as_json:
            count = _list_best(reader, selection, most)
        else:
            count = show_views(islice(read.ranked(reader, selection), most), as_json=as_json)
        if not count and not as_json:
            tell(f"no paper matches{_instead(reader, selection, as_of)}")
        if count == most and not limit:
            shown = "one is" if count == 1 else f"{count} are"
            tell(f"the {'best' if is_ranked else 'first'} {shown} shown; -n shows more")


def _list_best(reader: sqlite3.Connection, selection: Selection, most: int | None) -> int:
    """Shows the papers that fit words best, and tells how many hold all of them where others do not."""
    found: Counter[bool] = Counter()

    def views() -> Iterator[str]:
        for view, holds_all in islice(best_held(reader, selection), most):
            found[holds_all] += 1
            yield view

    count = show_views(views(), as_json=False)
    if found[False] and (holding := holding_all(reader, selection)) < count:
        tell(f"{_holds(holding)} every word; `survey export --words` takes no others")
    return count


def _holds(number: int) -> str:
    return counted(number, "paper holds", "papers hold") if number else "none of these papers holds"


def _instead(reader: sqlite3.Connection, selection: Selection, as_of: str | None) -> str:
    """Where to look for what no paper matches."""
    totals = read.totals(reader)
    if totals["papers"]:
        # A notice has named the place already.
        return "" if read.notices(selection) else _named(reader, selection.words)
    is_everything = selection._replace(sort=None) == read.EVERYTHING
    more = totals["found"] if is_everything else 0
    found = f"; {counted(more, 'more was', 'more were')} found and not added" if more else ""
    return found if as_of else f": the survey is empty{found}; `survey add` and `survey search` bring papers"


def _named(reader: sqlite3.Connection, words: str) -> str:
    """Where to look instead for what is a name of a paper, and no words."""
    from survey.model.identifier import read_identifier

    is_name = read_identifier(words) or find_named(reader, words) is not None
    return f" by words; `survey show {words}` shows what has this name" if is_name else ""


def show_(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Which.")],
    history: Annotated[
        bool, typer.Option("--history", help="Every account that was ever kept, and every count.")
    ] = False,
    within: Within = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Shows one paper."""
    with known_on(context.obj, as_of) as session:
        view = _all_of(session, paper, within, history=history)
    if not view["sources"]:
        raise WhichPaperError(
            f"nothing was known of {paper} on {as_of}", hint="`survey show --history` tells since when"
        )
    if as_json:
        say_json(view)
        return
    for name, value in (*_lines(view), *_versions(view)):
        say(f"{name + ':':<13}{value}")
    for account in view.get("history", ()):
        until = f", superseded {account['superseded'][:10]}" if account["superseded"] else ""
        say(f"{'history:':<13}{account['taken'][:10]} {_sayer(account)}: {', '.join(account['says'])}{until}")
    for each in view.get("counts", ()):
        say(f"{'count:':<13}{each['on']} {each['source']}: {each['count']}")


def _all_of(session: Session, asked: str, within: str | None, *, history: bool) -> dict[str, Any]:
    """The view of a paper, with the versions of the work and, if wanted, all that was ever said of it."""
    from survey.catalog.doubts import related_papers
    from survey.catalog.notes import links_of, links_to
    from survey.catalog.provenance import versions_of

    chosen = session.paper(asked)
    with session.reading() as reader:
        view: dict[str, Any] = json.loads(read.view(reader, chosen, within))
        related = [paper._asdict() for paper in related_papers(reader, chosen)]
        view |= {"versions": versions_of(reader, chosen), "related": related}
        view["links_of_notes"] = [each._asdict() for each in links_of(reader, chosen, within)]
        view["linked_by_notes"] = [each._asdict() for each in links_to(reader, chosen, within)]
        if history:
            view |= {"history": read.history(reader, chosen), "counts": read.counts(reader, chosen)}
    return view


def _lines(view: dict[str, Any]) -> list[tuple[str, str]]:
    """What is shown of a paper, line by line, each with who said it."""

    def by(field: str) -> str:
        origin = view["origins"].get(field)
        return f"  [{origin['source']}, {origin['on']}]" if origin else ""

    lines = [
        ("key", view["key"] + ("" if view["added"] else "  (found, not added)")),
        ("title", (view["title"] or UNKNOWN) + by("title")),
        ("authors", (", ".join(view["authors"]) or UNKNOWN) + by("authors")),
        ("venue", " ".join(str(part) for part in (view["venue"], view["year"]) if part) or UNKNOWN),
        ("published", (view["published"] or UNKNOWN) + by("published")),
        ("citations", f"{view['citations']['count']}{by('citations')}" if view["citations"] else UNKNOWN),
        ("summary", (view["summary"]["text"] + by("summary")) if view["summary"] else UNKNOWN),
        ("paper", view["links"]["paper"] or UNKNOWN),
        ("pdf", view["links"]["pdf"] or UNKNOWN),
    ]
    lines[3] = ("venue", lines[3][1] + by("venue"))
    if view["status"]:
        lines.insert(1, ("status", view["status"].upper()))
    lines += [("code", _code(repository)) for repository in view["repositories"]] or [("code", UNKNOWN)]
    lines += [("result", _result(result)) for result in view["results"]]
    lines += [("id", f"{scheme}:{value}") for scheme, value in view["identifiers"].items()]
    lines += [("id", name) for name in view["other_identifiers"]]
    lines += [("in survey", text) for text in _in_survey(view)]
    lines += [("tags", " ".join(view["tags"]))] if view["tags"] else []
    lines += [("reading", state)] if (state := how_far(cast("PaperView", view))) else []
    lines += [("note", _indented(f"{note['text']}  [{note['on']}]")) for note in view["notes"]]
    lines += [("links", _link(each)) for each in view["links_of_notes"]]
    lines += [("linked by", f"{each['key']}: {each['title'] or UNKNOWN}") for each in view["linked_by_notes"]]
    lines += [("abstract", view["abstract"] + by("abstract"))] if view["abstract"] else []
    return lines


def _in_survey(view: dict[str, Any]) -> Iterator[str]:
    """That it is in the survey that is asked for, and what was decided there, stage by stage."""
    if (said := view.get("survey")) is None:
        return
    yield f"{said['name']}, since {said['added']}" if said["added"] else f"{said['name']}: it is not there"
    for each in said["stages"]:
        why = f": {each['reason']}" if each["reason"] else ""
        yield f"{each['stage']}: {each['decision']}{why}  [{each['decided']}]"


def _sayer(account: dict[str, Any]) -> str:
    """Who said it, and under which name of its own; what was said here has none, but perhaps a model that said it."""
    model = (account["says"].get("summary") or {}).get("model")
    name = model if account["source"] in OF_PAPERS else account["key"]
    return " ".join(filter(None, (account["source"], name)))


def _indented(text: str) -> str:
    """Several lines, each under the first."""
    return text.replace("\n", "\n" + " " * 13)


def _link(linked: dict[str, Any]) -> str:
    if not linked["key"]:
        return f"[[{linked['link']}]]: no paper here has this key"
    return f"{linked['key']}: {linked['title'] or UNKNOWN}"


def _versions(view: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The versions of the work, and the other works that are versions of it or notes on it."""
    for each in view["versions"]:
        when = each["published"] or each["year"]
        number = f"v{each['version']}" if each["version"] else None
        said = (each["kind"] or "published", each["venue"], number, when, each["identifier"])
        yield "version", " ".join(str(part) for part in said if part) + f"  [{each['source']}]"
    for each in view["related"]:
        yield "related", f"{each['key']}: {each['title'] or UNKNOWN}  ({each['how']})"


def _code(repository: dict[str, Any]) -> str:
    facts = [
        "official" if repository["official"] else None,
        f"{repository['stars']} stars" if repository["stars"] is not None else None,
        repository["license"],
        "archived" if repository["archived"] else None,
        "gone" if repository["gone"] else None,
    ]
    said = ", ".join(fact for fact in facts if fact)
    return f"{repository['url']}{f'  ({said})' if said else ''}  [{repository['source']}]"


def _result(result: dict[str, Any]) -> str:
    arrow = {"up": " ↑", "down": " ↓"}.get(result["direction"] or "", "")
    model = f" ({result['model']})" if result["model"] else ""
    benchmark = f"{result['task']} on {result['dataset']}"
    note = f"  {result['note']}" if result.get("note") else ""
    return f"{benchmark}: {result['metric']}{arrow} {result['printed']}{model}  [{result['source']}]{note}"


def open_(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Which.")],
    pdf: Annotated[bool, typer.Option("--pdf", help="Its PDF.")] = False,
    code: Annotated[bool, typer.Option("--code", help="Its code.")] = False,
) -> None:
    """Opens a page in the browser, and prints its address."""
    import webbrowser

    session: Session = context.obj
    with session.reading() as reader:
        view = read.views_of(reader, [session.paper(paper)])[0]
    what = "pdf" if pdf else "code" if code else "paper"
    address = view["links"][what]
    if not address or not address.startswith(("https://", "http://")):
        raise SurveyError(f"nobody knows the address of its {what}", hint=f"`survey refresh {view['key']}` asks again")
    say(address)
    webbrowser.open(address)
