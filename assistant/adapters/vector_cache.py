"""Decides how vectors that a provider made are kept: in a small SQLite file that is thrown away when it is damaged."""

import sqlite3
import sys
import threading
from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_MAKE = """
CREATE TABLE IF NOT EXISTS vectors (
    owner TEXT NOT NULL, model TEXT NOT NULL, key TEXT NOT NULL, places BLOB NOT NULL,
    PRIMARY KEY (owner, model, key)
) WITHOUT ROWID
"""
_READ = "SELECT places FROM vectors WHERE owner = ? AND model = ? AND key = ?"
_FORGET = "DELETE FROM vectors WHERE model <> ? OR (owner, key) NOT IN (SELECT owner, key FROM kept)"
# Another process writes for milliseconds.
_WAIT = 5.0


class FileVectorCache:
    """A ports.VectorCache in one file, for any number of threads and processes.

    A file that is no database is removed; one that is busy, or cannot be written, is done without.
    """

    def __init__(self, path: Path) -> None:
        """``path`` is made, with its folder, when it is first asked."""
        self._path = path
        self._lock = threading.Lock()

    def get(self, owner: str, model: str, keys: Collection[str]) -> Mapping[str, Sequence[float]]:
        """Those of ``keys`` that are there, of this owner alone."""

        def read(file: sqlite3.Connection) -> dict[str, Sequence[float]]:
            rows = ((key, file.execute(_READ, (owner, model, key)).fetchone()) for key in sorted(keys))
            return {key: _unpacked(row[0]) for key, row in rows if row}

        return self._do(read, {})

    def put(self, owner: str, model: str, vectors: Mapping[str, Sequence[float]]) -> None:
        """Keep them."""
        rows = [(owner, model, key, _packed(vector)) for key, vector in vectors.items()]

        def write(file: sqlite3.Connection) -> None:
            file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)

        self._do(write, None)

    def keep_only(self, model: str, keys: Mapping[str, Collection[str]]) -> None:
        """Forget every other model, and every key but these by owner."""
        pairs = [(owner, key) for owner, of_owner in keys.items() for key in of_owner]

        def forget(file: sqlite3.Connection) -> None:
            file.execute("CREATE TEMP TABLE kept (owner TEXT, key TEXT, PRIMARY KEY (owner, key))")
            file.executemany("INSERT INTO kept VALUES (?, ?)", pairs)
            file.execute(_FORGET, (model,))

        self._do(forget, None)

    def _do(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What ``work`` gives, kept as one transaction; ``otherwise`` when the file cannot be used."""
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with closing(sqlite3.connect(self._path, timeout=_WAIT)) as file, file:
                    file.execute(_MAKE)
                    return work(file)
            except sqlite3.OperationalError:  # busy, or not writable
                return otherwise
            except OSError:
                return otherwise
            except (sqlite3.DatabaseError, ValueError):  # no database, or no vectors in it
                self._path.unlink(missing_ok=True)
                return otherwise


def _packed(vector: Sequence[float]) -> bytes:
    places = array("f", vector)
    if sys.byteorder == "big":
        places.byteswap()
    return places.tobytes()


def _unpacked(places: bytes) -> Sequence[float]:
    vector = array("f")
    vector.frombytes(places)
    if sys.byteorder == "big":
        vector.byteswap()
    return vector
