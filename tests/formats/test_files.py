"""Files that are the old one or the new one, and nothing left lying about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from survey.formats.files import replacing, write_atomically
from survey.model.errors import SurveyError


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")

    write_atomically(tmp_path / "made", "x")

    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("old")
    path.chmod(0o640)

    write_atomically(path, "new\r\n한")

    assert path.read_bytes() == "new\r\n한".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")

    write_atomically(tmp_path / "link", "new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_what_goes_wrong_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("old")

    with pytest.raises(KeyboardInterrupt), replacing(path) as out:  # noqa: PT012 - half is written, and then it stops
        out.write("half")
        raise KeyboardInterrupt

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="cannot be written: it is a folder"):
        write_atomically(tmp_path, "x")


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(SurveyError, match="no regular file"):
        write_atomically(Path(os.devnull), "x")


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="No such file") as caught:
        write_atomically(tmp_path / "exports" / "review.md", "x")

    assert str(tmp_path / "exports") in str(caught.value.hint)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("old")
    path.chmod(0o444)

    with pytest.raises(SurveyError, match="read-only"):
        write_atomically(path, "new")

    assert path.read_text() == "old"


FULL = """
import resource, sys
from pathlib import Path
from survey.formats.files import write_atomically
from survey.model.errors import SurveyError
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomically(Path(sys.argv[1]), "x" * 100_000)
except SurveyError as error:
    print(error.message)
"""


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("old")

    # A process of its own, whose files may not grow, meets what a full disk gives.
    found = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)

    assert found.stdout == f"{path} cannot be written: File too large\n"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
