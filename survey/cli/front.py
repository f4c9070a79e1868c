"""What a command line asks for, before anything heavy is imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from survey.cli.verbs import VERBS, help_page

if TYPE_CHECKING:
    from pathlib import Path


def answer(arguments: list[str]) -> int:
    """Does what `arguments` ask for, and says the exit code."""
    try:
        code = _answer(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has enough; Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _answer(arguments: list[str]) -> int:
    words, db, offline = _global_options(arguments)
    if db == "":
        sys.stderr.write("survey: --db names no catalog\nhint: --db PATH, where PATH is a file or a workspace\n")
        return 2
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(help_page())
        return 0
    if words[0] in {"--version", "-V"}:
        from importlib.metadata import version

        sys.stdout.write(f"survey {version('paper-survey')}\n")
        return 0
    if words[0] not in VERBS:
        return _unknown(words[0])
    if (code := _at_once(words, db)) is not None:
        return code
    from survey.cli.run import run

    return run(_exclusions_last(words) if words[0] == "list" else words, db=db, offline=offline)


def _global_options(arguments: list[str]) -> tuple[list[str], str | None, bool]:
    """The words of the verb, and what `--db` and `--offline` say, wherever they stand before a `--`."""
    words: list[str] = []
    db, offline = None, False
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            words += [word, *rest]
        elif word == "--db":
            db = next(rest, "")
        elif word.startswith("--db="):
            db = word.removeprefix("--db=")
        elif word == "--offline":
            offline = True
        else:
            words.append(word)
    return words, db, offline


def _unknown(word: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(word, VERBS, 1)
    hint = f"did you mean `survey {near[0]}`?" if near else "`survey --help` lists the verbs"
    shown = "".join(char for char in word if char.isprintable())[:60]
    sys.stderr.write(f"survey: there is no verb {shown}\nhint: {hint}\n")
    return 2


def _at_once(words: list[str], db: str | None) -> int | None:
    """What scripts and editors ask at every keystroke, answered without an option parser; None where more is asked.

    The parser alone takes several times as long as Python needs to start.
    """
    asked = [word for word in words[1:] if word != "--json"]
    as_json = len(asked) < len(words) - 1
    is_list = words[0] == "list"
    if any(word.startswith("-") and not (is_list and _is_exclusion(word)) for word in asked):
        return None
    from survey.model.errors import SurveyError

    try:
        if is_list and as_json:
            return _list(" ".join(asked), db)
        if words[0] == "sota" and len(asked) == 2:
            return _sota(asked[0], asked[1], db, as_json=as_json)
    except SurveyError as error:
        from survey.cli.out import complain

        return complain(error)
    return None


def _is_exclusion(word: str) -> bool:
    """Whether `word` says what is not wanted, as `-survey` or `-tag:done`; an option of one letter stands alone."""
    return len(word) > 2 and word[0] == "-" and word[1] not in "-0123456789"


def _exclusions_last(words: list[str]) -> list[str]:
    """`words` with what is not wanted behind two dashes, where no option parser takes it for options."""
    end = words.index("--") if "--" in words else len(words)
    excluded = [word for word in words[:end] if _is_exclusion(word)]
    kept = [word for word in words[:end] if not _is_exclusion(word)]
    return [*kept, "--", *excluded, *words[end + 1 :]] if excluded else words


def _list(words: str, db: str | None) -> int:
    """`list WORD… --json`."""
    from pathlib import Path

    from survey.catalog.catalog import Catalog
    from survey.catalog.read import Selection, notices, ranked
    from survey.cli.json_lines import write_array
    from survey.place import catalog_path

    selection = Selection(words=words)
    if told := notices(selection):
        from survey.cli.out import tell

        for notice in told:
            tell(notice)
    with Catalog(catalog_path(db, os.environ, Path.cwd())).reading() as reader:
        write_array(ranked(reader, selection))
    return 0


def _sota(task: str, dataset: str, db: str | None, *, as_json: bool) -> int | None:
    """`sota TASK DATASET`, where an imported dump has just that leaderboard."""
    from pathlib import Path

    from survey.dump.dump import Dump
    from survey.place import catalog_path, dump_path

    catalog = catalog_path(db, os.environ, Path.cwd())
    dump = Dump(dump_path(catalog))
    board = dump.leaderboard(task, dataset) if dump.is_there else None
    if board is None or _names_an_interface(catalog):
        return None
    from survey.cli.board import show_board

    show_board(board, as_json=as_json)
    return 0


def _names_an_interface(catalog: Path) -> bool:
    """Whether somebody chose an interface of Papers with Code: then that is asked, dumps or not."""
    from survey.place import user_config, workspace_of

    if os.environ.get("SURVEY_PWC_DIALECT", "").strip():
        return True
    files = (workspace_of(catalog) / "survey.toml", user_config())
    return any("pwc_dialect" in file.read_text(errors="replace") for file in files if file.is_file())
