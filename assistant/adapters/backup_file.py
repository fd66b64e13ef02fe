"""Backs up a record with its workspace to a file, and restores an empty one from such a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from assistant.adapters.backup_loading import load_backup
from assistant.adapters.backup_writing import write_backup
from assistant.adapters.store.engine import open_engine
from assistant.adapters.store.revision import bring_up_to_date
from assistant.domain.backup import Backup


class BackupFile:
    """A `assistant.ports.Backups` for the record at ``url`` and the workspace ``folder``.

    It has connections of its own, so that a long copy stands in nobody's way.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder

    def write(self, path: Path, *, at: datetime, replace: bool = False) -> Backup:
        """The record as it stands at one moment; others may go on writing."""
        with self._engine() as engine:
            return write_backup(engine, self._folder, path, at=at, replace=replace)

    def restore(self, path: Path, *, head: str = "") -> Backup:
        """All of it or nothing; the record must be empty."""
        with self._engine() as engine:
            return load_backup(engine, self._folder, path, head=head)

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        engine = open_engine(self._url)
        try:
            bring_up_to_date(engine)
            yield engine
        finally:
            engine.dispose()
