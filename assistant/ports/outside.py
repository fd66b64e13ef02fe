"""What use cases ask of the rest of the outside world: time, holidays, files, mail, backups."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from assistant.domain.backup import Backup
from assistant.domain.letter import Letter, LetterForm
from assistant.domain.message import Message
from assistant.ports.record import Transaction


class Clock(Protocol):
    """Tells the time; the only way that the core learns it."""

    def now(self) -> datetime:
        """The present moment, UTC and time-zone aware."""
        ...


class Calendar(Protocol):
    """Knows the days on which business is done in a region (ISO 3166 code)."""

    def is_business_day(self, day: date, region: str) -> bool:
        """Whether offices are open on ``day``, make-up working days included."""
        ...


# A document's key in the ledger: customer code and number; two customers may both have an invoice 1001.


class Dispatcher(Protocol):
    """Hands a released message to the outside: files in a folder, or mail."""

    def require_deliverable(self, message: Message) -> None:
        """Raise BadInput when the message could not leave as it stands, so that nobody approves it in vain."""
        ...

    def deliver(self, message: Message, *, header_id: str, at: datetime, files: Mapping[str, bytes]) -> Path:
        """Where it went, with ``files`` (by ending) beside it; twice the same lands in the same place."""
        ...


class Letters(Protocol):
    """Makes the file of a letter."""

    def render(self, letter: Letter, form: LetterForm) -> bytes:
        """The whole file; the same letter always gives the same bytes. Raises BadInput for what cannot be printed."""
        ...


class Passwords(Protocol):
    """Hashes and checks passwords."""

    def hash(self, password: str) -> str: ...
    def matches(self, stored: str | None, password: str) -> bool:
        """Takes as long for an unknown user (``stored`` None) as for a wrong password."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A sheet as text: ``rows`` are (row number in the file counting from 1, cells in the order of ``columns``).

    ``rows`` may be read more than once, each time from the start; a file with many rows is then read again. A row may
    have fewer cells than there are columns, or more. A column without a name is called ``""``. ``repeated`` holds the
    (row number, column position) of cells that share a value because they are merged: the first as well when the
    others stand in other rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[str]]]
    notes: tuple[str, ...] = ()
    repeated: frozenset[tuple[int, int]] = frozenset()


class Tables(Protocol):
    """Reads CSV and XLSX files into tables of text."""

    def read(self, path: Path, *, encoding: str = "") -> tuple[Table, ...]:
        """Every non-empty sheet, a CSV file in ``encoding`` where that is said; raises UnreadableFile."""
        ...


class Backups(Protocol):
    """Copies the whole record, and the workspace's files that belong to it, to a file and back."""

    def write(self, path: Path, *, at: datetime, replace: bool = False) -> Backup:
        """One consistent state, dated ``at``; raises BadInput when there is a file and ``replace`` is not set."""
        ...

    def restore(
        self, path: Path, *, head: str = "", finish: Callable[[Transaction, Backup], None] | None = None
    ) -> Backup:
        """Fill an empty record, all of it or nothing; ``head`` is the hash of the audit log's end, where it was kept.

        What ``finish`` does to the restored record is stored with it, before anybody else can see it.
        Raises UnreadableFile for what is no whole backup, Refused when the record is not empty or the head differs.
        """
        ...
