"""Backs up a record with its workspace to a file, and restores an empty one from such a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from assistant.adapters.backup_loading import load_backup
from assistant.adapters.backup_writing import write_backup
from assistant.adapters.store.engine import open_engine
from assistant.adapters.store.record import unit_on
from assistant.adapters.store.revision import bring_up_to_date
from assistant.domain.backup import Backup
from assistant.ports import Clock, Transaction


class BackupFile:
    """A `assistant.ports.Backups` for the record at ``url`` and the workspace ``folder``.

    It has connections of its own, so that a long copy stands in nobody's way.
    """

    def __init__(self, url: str, folder: Path, clock: Clock) -> None:
        self._url = url
        self._folder = folder
        self._clock = clock

    def write(self, path: Path, *, at: datetime, replace: bool = False) -> Backup:
        """The record as it stands at one moment; others may go on writing."""
        with self._engine() as engine:
            return write_backup(engine, self._folder, path, at=at, replace=replace)

    def restore(
        self, path: Path, *, head: str = "", finish: Callable[[Transaction, Backup], None] | None = None
    ) -> Backup:
        """All of it or nothing, what ``finish`` does with it included; the record must be empty."""

        def finished(connection: Connection, backup: Backup) -> None:
            if finish:
                unit = unit_on(connection, self._clock)
                finish(unit, backup)
                unit.settle()

        with self._engine() as engine:
            return load_backup(engine, self._folder, path, head=head, finish=finished)

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        engine = open_engine(self._url)
        try:
            bring_up_to_date(engine)
            yield engine
        finally:
            engine.dispose()
