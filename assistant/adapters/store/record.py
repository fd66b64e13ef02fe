"""The system of record on a database: units of work that are stored whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from assistant.adapters.store.accounts import Accounts
from assistant.adapters.store.bulk import Bulk
from assistant.adapters.store.cases import Cases
from assistant.adapters.store.engine import PATIENCE_S, busy, open_engine, plain_errors, reading, writing
from assistant.adapters.store.history import History
from assistant.adapters.store.late import Late
from assistant.adapters.store.log_length import shorten_log
from assistant.adapters.store.messages import Messages
from assistant.adapters.store.model_calls import ModelCalls
from assistant.adapters.store.negotiated import NegotiatedRows
from assistant.adapters.store.people import People
from assistant.adapters.store.queue import Queue
from assistant.adapters.store.replies_kept import RepliesKept
from assistant.adapters.store.revision import bring_up_to_date
from assistant.adapters.store.trail import Trail
from assistant.adapters.store.turns import Turns
from assistant.ports import Clock, Transaction


def open_record(url: str, clock: Clock) -> "SqlRecord":
    """The record at ``url``, made or brought up to date first.

    Raises WorkspaceUnusable when its file cannot be made or written, is not a record, or is of a newer program.
    """
    record = SqlRecord(url, clock)
    try:
        record.bring_up_to_date()
    except BaseException:
        record.close()
        raise
    return record


class SqlRecord:
    """A `assistant.ports.Record` in SQLite or PostgreSQL; threads may share it."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._engine = open_engine(url)
        self._clock = clock
        self._turns = Turns()

    def bring_up_to_date(self) -> None:
        """Make the tables, or change them to what this program needs; harmless at every start and after a crash."""
        bring_up_to_date(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A unit of work that may write; a second one inside it, in the same thread, is a programming error."""
        with self._writers_turn(), plain_errors(self._engine.url):
            shorten_log(self._engine)
            with writing(self._engine.connect()) as connection, connection.begin():
                transaction = _SqlTransaction(connection, self._clock)
                yield transaction
                transaction.settle()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One state of the record; nothing written in it is kept."""
        with (
            plain_errors(self._engine.url),
            reading(self._engine.connect()) as connection,
            connection.begin() as view,
        ):
            yield _SqlTransaction(connection, self._clock)
            view.rollback()

    def close(self) -> None:
        """Let go of the file and of every connection; a later unit of work opens it again."""
        self._engine.dispose()

    @contextmanager
    def _writers_turn(self) -> Iterator[None]:
        # SQLite has a writer that comes second sleep and try again; here the threads of this program queue instead.
        if self._turns.mine():
            raise RuntimeError("this thread is in a unit of work already")
        if not self._turns.take(PATIENCE_S):
            raise busy(self._engine.url)
        try:
            yield
        finally:
            self._turns.hand_on()


def unit_on(connection: Connection, clock: Clock) -> "_SqlTransaction":
    """A unit of work within a transaction that somebody else begins and ends; they let it settle before the end."""
    return _SqlTransaction(connection, clock)


class _SqlTransaction(
    Accounts, Bulk, Cases, History, Late, Messages, ModelCalls, NegotiatedRows, People, Queue, RepliesKept, Trail
):
    """All parts of `assistant.ports.Transaction` on one connection."""
