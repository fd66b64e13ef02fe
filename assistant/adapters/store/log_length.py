"""Decides when the write-ahead log of an SQLite record is copied into its file: while nobody may write."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from assistant.adapters.store.engine import LONG_LOG_BYTES, writing


def shorten_log(engine: Engine) -> None:
    """Copy a log of more than LONG_LOG_BYTES into the file, so that the next who writes starts it anew.

    SQLite would do it by itself after a commit, when others may write already. Before 3.51.3, a log that is started
    anew in that moment can lose what is written to it next (sqlite.org/wal.html, "The WAL-Reset Bug"). Raises
    DBAPIError when the turn to write does not come.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as idle:
        cursor = idle.cursor()
        if _log_bytes(cursor) <= LONG_LOG_BYTES:
            return
        with writing(engine.connect()) as writer, writer.begin() as nothing:
            with suppress(sqlite3.Error):  # what cannot be copied now stays in the log
                cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            nothing.rollback()


def _log_bytes(cursor: DBAPICursor) -> int:
    _, _, file = cursor.execute("PRAGMA database_list").fetchone()
    try:
        return Path(f"{file}-wal").stat().st_size
    except FileNotFoundError:
        return 0
