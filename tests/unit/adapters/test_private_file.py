"""Threads and processes that use one small file take turns, and nobody loses the turn to a thread that waits."""

import os
import threading
import time
from pathlib import Path

import pytest

from assistant.adapters.private_file import make_private, opened
from tests.other_process import tries_to_write

MAKE = "CREATE TABLE IF NOT EXISTS sums (amount INTEGER)"


def test_a_thread_that_waits_takes_no_lock_from_the_one_that_writes(tmp_path: Path) -> None:
    path = tmp_path / "sums.sqlite"
    waited = threading.Event()

    def second() -> None:
        with opened(path, MAKE) as file:
            waited.set()
            file.execute("INSERT INTO sums VALUES (2)")

    thread = threading.Thread(target=second)
    with opened(path, MAKE) as file:
        file.execute("INSERT INTO sums VALUES (1)")
        thread.start()
        time.sleep(0.1)  # it is at the file by now, and waits
        assert not waited.is_set()
        assert tries_to_write(path) == "database is locked"
    thread.join()
    with opened(path, MAKE) as file:
        assert file.execute("SELECT amount FROM sums ORDER BY amount").fetchall() == [(1,), (2,)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_new_file_is_empty_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    make_private(path)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"", 0o600)


def test_a_file_that_is_there_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "there.sqlite"
    path.write_bytes(b"mine")
    make_private(path)
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_private(tmp_path / "missing" / "new.sqlite")
