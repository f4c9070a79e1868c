"""What a command line asks for, before anything heavy is imported."""

from __future__ import annotations

import os
import sys

from survey.cli.verbs import VERBS, help_page


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

    return run(words, db=db, offline=offline)


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
    """`list WORD… --json`, which scripts and editors ask at every keystroke, answered without an option parser.

    The parser alone takes several times as long as Python needs to start. None where more is asked.
    """
    asked = words[1:]
    if words[0] != "list" or "--json" not in asked or any(word.startswith("-") for word in asked if word != "--json"):
        return None
    from pathlib import Path

    from survey.catalog.catalog import Catalog
    from survey.catalog.read import Selection, views
    from survey.cli.json_lines import write_array
    from survey.model.errors import SurveyError
    from survey.place import catalog_path

    try:
        catalog = Catalog(catalog_path(db, os.environ, Path.cwd()))
        with catalog.reading() as reader:
            write_array(views(reader, Selection(words=" ".join(word for word in asked if word != "--json"))))
    except SurveyError as error:
        from survey.cli.out import complain

        return complain(error)
    return 0
