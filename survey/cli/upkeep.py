"""Upkeep: init, demo, source, db, config."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from survey.catalog import read
from survey.catalog.upkeep import check, refold
from survey.cli.out import say, say_json, table, tell
from survey.cli.session import Session
from survey.cli.workspace import furnish
from survey.model.body import as_body
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode, SourceError, SurveyError
from survey.model.record import Record
from survey.place import WORKSPACE, user_config, workspace_of
from survey.settings import SECRETS, venue_tables
from survey.sources.source import Source, sources

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def init_(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where; here if not given.")] = Path(),
) -> None:
    """Makes a workspace; what is there already stays."""
    from survey.catalog.catalog import Catalog

    session: Session = context.obj
    path = folder / WORKSPACE
    if path.exists():
        tell("there is a workspace already: what is in it stays as it is")
    try:
        furnish(folder)
    except OSError as error:
        raise SurveyError(f"{error.filename}: {error.strerror}", hint="choose another folder") from error
    Catalog(path).upgrade()
    say(str(path))
    if session.settings.mailto is None:
        tell("hint: with SURVEY_MAILTO=you@example.org services know whom to ask and answer faster")


def demo_(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Keep the demo survey here.")] = None,
) -> None:
    """Shows the whole river."""
    from survey.cli.demo import demo

    raise typer.Exit(demo(context.obj, folder))


source_ = typer.Typer()


@source_.command("list")
def source_list(context: typer.Context, as_json: AsJson = False) -> None:
    """Every source: what it can be asked, and whether it has a key."""
    session: Session = context.obj
    rows = [_about(name, kind, session) for name, kind in sources(session.settings).items()]
    if as_json:
        say_json(rows)
        return
    table(
        ("source", "can", "knows", "key", "address"),
        [[_shown(cell) for name, cell in row.items() if name != "key_hint"] for row in rows],
        wrap=("knows",),
    )


_CAN = {
    "search": "search",
    "look_up": "look up",
    "by_title": "find titles",
    "references": "references",
    "citations": "citations",
    "similar": "similar",
    "leaderboard": "leaderboards",
    "look_at": "look at code",
}


def _about(name: str, kind: type[Source], session: Session) -> dict[str, object]:
    service = kind.service
    has_key = service.key_setting in session.settings.keys
    needs = "needed" if service.key_needed else "helps" if service.key_setting else "none"
    return {
        "source": name,
        "can": [word for method, word in _CAN.items() if hasattr(kind, method)],
        "knows": sorted(kind.knows),
        "key": "set" if has_key else needs,
        "key_hint": None if has_key else service.key_hint,
        "url": session.settings.base_urls.get(name, service.base_url),
    }


@source_.command("check")
def source_check(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="[SOURCE]…", help="Which; all if none is named.")] = [],
) -> None:
    """Ask each source for one well-known paper, and say how it answers."""
    from survey.workflow.check import check_sources

    session: Session = context.obj
    # The runs go into the log of a catalog that is there; none is made for them.
    place = nullcontext(session) if session.settings.catalog.exists() else session.scratch()
    with place as chosen, chosen.library(names, fresh=True) as library:
        report = check_sources(library)
    for answer in report.told:
        say(f"{answer.source}\t{answer.outcome}\t{answer.message or ''}")
        if answer.hint:
            tell(f"{answer.source}: {answer.hint}")
    failed = [answer for answer in report.told if answer.message]
    if not report.finished:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if failed:
        raise typer.Exit(ExitCode.FAILED if len(failed) == len(report.told) else ExitCode.IN_PART)


@source_.command("read")
def source_read(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Whose answer it is.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The saved answer.")],
    as_json: AsJson = False,
) -> None:
    """Read a saved answer of a source, without network."""
    session: Session = context.obj
    known = sources(session.settings)
    if source not in known:
        raise AskedWronglyError(f"there is no source {source}", hint="sources are: " + ", ".join(known))
    try:
        found = list(known[source].read(file.read_bytes()))
    except (ValueError, SourceError) as error:
        raise SurveyError(f"{file} is no answer of {source}: {error}") from error
    records = [each for each in found if isinstance(each, Record)]
    broken = [each for each in found if not isinstance(each, Record)]
    if as_json:
        say_json(
            {
                "records": [{"source": each.source, "key": each.key, **as_body(each)} for each in records],
                "unreadable": [{"source": each.source, "key": each.key, "why": each.why} for each in broken],
            }
        )
        return
    table(("key", "title", "year"), [(each.key, each.title, each.year) for each in records], wrap=("title",))
    for each in broken:
        tell(f"unreadable entry{f' {each.key}' if each.key else ''}: {each.why}")


db_ = typer.Typer()


@db_.command("path")
def db_path(context: typer.Context) -> None:
    """Where the catalog is."""
    session: Session = context.obj
    say(str(session.settings.catalog))


@db_.command("upgrade")
def db_upgrade(context: typer.Context) -> None:
    """Bring the catalog to the shape of this program; every verb does so by itself."""
    session: Session = context.obj
    with session.reading():
        say("the catalog is up to date")


@db_.command("check")
def db_check(context: typer.Context, as_json: AsJson = False) -> None:
    """Look for damage, and for anything shown that its records do not say."""
    session: Session = context.obj
    with session.reading() as reader:
        wrong = check(reader)
        totals = read.totals(reader)
    if as_json:
        say_json({"wrong": wrong, **totals})
    else:
        say(", ".join(f"{number} {what}" for what, number in totals.items()))
    for each in wrong:
        tell(f"wrong: {each}")
    if wrong:
        tell("hint: `survey db refold` writes anew what is derived; backups lie in db/backups")
        raise typer.Exit(ExitCode.FAILED)


@db_.command("refold")
def db_refold(context: typer.Context) -> None:
    """Write anew all that is shown, from the records."""
    session: Session = context.obj
    session.must_exist()
    say(f"{counted(refold(session.catalog), 'paper')} written anew")


@db_.command("backup")
def db_backup(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where; db/backups if not given.")] = None,
) -> None:
    """Copy the catalog, also while others write to it."""
    session: Session = context.obj
    if file and file.exists():
        raise AskedWronglyError(f"{file} is there already", hint="choose another name")
    say(str(session.catalog.backup(file)))


config_ = typer.Typer()


@config_.command("show")
def config_show(context: typer.Context, as_json: AsJson = False) -> None:
    """Every setting, and where it comes from. Keys are not printed."""
    session: Session = context.obj
    settings = session.settings
    rows: list[tuple[str, object, str]] = [
        ("catalog", str(settings.catalog), "in force"),
        ("cache_dir", str(settings.cache_dir), "in force"),
    ]
    chosen = ("llm_model", "mailto", "offline", "politeness", "pwc_dialect", "sources", "cite")
    rows += [(name, getattr(settings, name), settings.origins.get(name, "default")) for name in chosen]
    rows.append(("venues", [row.short for row in settings.venues], settings.origins.get("venues", "default")))
    # A language model has no address of its own: that none is set tells why nothing asks one.
    urls = {"llm": None, **settings.base_urls}
    rows += [(f"{name}_url", url, settings.origins.get(f"{name}_url", "default")) for name, url in urls.items()]
    rows += [
        (name, "set" if name in settings.keys else None, settings.origins.get(name, "default")) for name in SECRETS
    ]
    if as_json:
        say_json({name: {"value": value, "origin": origin} for name, value, origin in rows})
    else:
        table(("setting", "value", "from"), [(name, _shown(value), origin) for name, value, origin in rows])


def _shown(value: object) -> str | None:
    if isinstance(value, tuple | list):
        return ", ".join(value) or None
    return None if value is None else str(value)


@config_.command("path")
def config_path(context: typer.Context) -> None:
    """The files that settings are read from."""
    session: Session = context.obj
    catalog = session.settings.catalog
    for path in (workspace_of(catalog) / "survey.toml", user_config(), *venue_tables(catalog)):
        say(str(path))
