"""Files that a user asked for: whole or not at all, and over no other by accident."""

import stat
from pathlib import Path

import pytest

from assistant.adapters.output_files import new_file, write_new
from assistant.errors import BadInput, WorkspaceUnusable


def write_then(path: Path, happen, *, replace=False):
    """Write some bytes, and let something happen before the file has its name."""
    with new_file(path, replace=replace) as file:
        file.write(b"half")
        happen()


def fails(error):
    raise error


def names_in(folder: Path):
    return [path.name for path in folder.iterdir()]


def test_a_file_is_written_whole_for_its_owner_alone(tmp_path):
    write_new(tmp_path / "a.zip", b"all of it")
    assert (tmp_path / "a.zip").read_bytes() == b"all of it"
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["a.zip"]


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"old")
    with pytest.raises(BadInput, match="is there already"):
        write_new(path, b"new")
    assert path.read_bytes() == b"old"
    write_new(path, b"new", replace=True)
    assert path.read_bytes() == b"new"


def test_a_file_that_comes_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "a.zip"
    with pytest.raises(BadInput, match="is there already"):
        write_then(path, lambda: path.write_bytes(b"theirs"))
    assert path.read_bytes() == b"theirs"
    assert names_in(tmp_path) == ["a.zip"]


def test_a_name_that_no_disk_takes_is_refused(tmp_path):
    with pytest.raises(WorkspaceUnusable, match="cannot be written"):
        write_new(tmp_path / ("a" * 300), b"data")


def test_an_error_while_writing_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write_then(tmp_path / "a.zip", lambda: fails(ZeroDivisionError()))
    assert names_in(tmp_path) == []


def test_an_error_while_replacing_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"old")
    with pytest.raises(WorkspaceUnusable, match="No space left"):
        write_then(path, lambda: fails(OSError(28, "No space left on device")), replace=True)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("place", ["nowhere/a.zip", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path, place):
    with pytest.raises((BadInput, WorkspaceUnusable), match=str(tmp_path)):
        write_new(tmp_path / place, b"x")
