"""Keeps small tables in an SQLite file of the workspace that only its owner may read, for threads and processes."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# Another process writes for milliseconds.
_WAIT = 5.0


@contextmanager
def opened(path: Path, make: str) -> Iterator[sqlite3.Connection]:
    """The tables in ``path``, made by ``make`` where they are not there, within one transaction that nobody shares.

    Raises OSError or sqlite3.Error when the file cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
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
