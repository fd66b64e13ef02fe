"""Makes SQLite files that only their owner may read, and keeps small tables in them for threads and processes."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

# Another process writes for milliseconds.
_WAIT = 5.0
_making = threading.Lock()


def make_private(path: Path) -> None:
    """Make an empty file at ``path`` for its owner alone where there is none; raises OSError.

    A file that is there is not opened: closing it again would give up the locks that SQLite holds on it for other
    threads of this process (POSIX). For the same reason nobody gets here while another thread is making it.
    """
    with _making, suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def opened(path: Path, make: str) -> Iterator[sqlite3.Connection]:
    """The tables in ``path``, made by ``make`` where they are not there, within one transaction that nobody shares.

    Raises OSError or sqlite3.Error when the file cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    make_private(path)
    with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = NORMAL")
        file.execute("BEGIN IMMEDIATE")
        try:
            file.execute(make)
            yield file
        except BaseException:
            file.rollback()
            raise
        file.commit()
