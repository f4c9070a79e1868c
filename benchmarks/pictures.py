"""The pictures of the README: the demo's review table, and the plots of its page, drawn by Chromium without a screen.

python -m benchmarks.pictures [FOLDER]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from survey.catalog.catalog import Catalog
from survey.catalog.read import Selection
from survey.cli.demo import THE_DAY
from survey.formats.html import Html
from survey.place import WORKSPACE
from survey.workflow.export import Wanted, export_file

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MOST = 200_000
"""Bytes of a picture."""
_COLOURS = 128
_DARK = "--blink-settings=preferredColorScheme=0"
_LIGHT = "--blink-settings=preferredColorScheme=1"
_SIZE = (1280, 800)
_TABLE = re.compile(r"<section(?! id).*?</section>", re.S)
_NOTHING = re.compile(r"(?!)")
PICTURES = {"review.png": (_LIGHT, _NOTHING), "plots.png": (_DARK, _TABLE)}
"""Each picture, in which light it is, and what of the page it leaves out."""


def page(folder: Path) -> Path:
    """The demo's survey, which lies in `folder`, as a page."""
    path = folder.resolve() / "page.html"
    wanted = Wanted(
        selection=Selection(sort="citations"),
        title="Real-time semantic segmentation",
        today=THE_DAY.date(),
    )
    export_file(Catalog(folder / WORKSPACE), Html(), wanted, path)
    return path


def draw(path: Path, into: Path, light: str) -> None:
    """Draws what a window shows of the page at `path` into the file `into`, in as few colours as it needs."""
    if not PROGRAM:
        raise SystemExit("there is no chromium on PATH")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.png"
        options = ["--headless", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}", *sandbox]
        place = [f"--window-size={_SIZE[0]},{_SIZE[1]}", f"--screenshot={drawn}", path.as_uri()]
        subprocess.run([PROGRAM, *options, light, *place], check=True, capture_output=True, timeout=120)
        Image.open(drawn).convert("RGB").quantize(_COLOURS).save(into, optimize=True)
    if into.stat().st_size > MOST:
        raise SystemExit(f"{into} has {into.stat().st_size} bytes, more than {MOST}")


def main() -> None:
    into = Path(sys.argv[1] if len(sys.argv) > 1 else "exports/demo")
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        survey = str(Path(sys.executable).parent / "survey")
        subprocess.run([survey, "demo", folder], check=True, capture_output=True)
        drawn = page(Path(folder))
        for name, (light, left_out) in PICTURES.items():
            shown = drawn.with_stem(Path(name).stem)
            shown.write_text(left_out.sub("", drawn.read_text(encoding="utf-8")), encoding="utf-8")
            draw(shown, into / name, light)
            print(f"{into / name}: {(into / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
