"""Hands many new rows to the database in one go, as plain driver values, past SQLAlchemy's work on each of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError, IntegrityError

from assistant.adapters.store import rows
from assistant.adapters.store.documents import to_text
from assistant.adapters.store.rows import Kept
from assistant.domain.ledger import CreditNote, Invoice, Payment, Proof
from assistant.domain.parties import Customer


def load(connection: Connection, kept: Kept[Any], values: Sequence[Any]) -> None:
    """Insert ``values``, all of one class; raises ValueError when one of their keys is there already."""
    cells = _CELLS[kept.shape]
    try:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(_insert(kept.table), [cells(value) for value in values])
        else:
            _copy(connection, kept.table, map(cells, values))
    except IntegrityError as error:
        name = kept.shape.__name__
        raise ValueError(f"one {name} of these is recorded already: {error.orig}") from error


def _copy(connection: Connection, table: Table, cells: "map[tuple[Any, ...]]") -> None:
    driver: Any = connection.connection.dbapi_connection
    statement = f"COPY {table.name} ({_names(table)}) FROM STDIN"
    problems = connection.dialect.loaded_dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in cells:
                copy.write_row(row)
    except problems.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error
    except problems.Error as error:
        raise DBAPIError(statement, None, error) from error


@cache
def _insert(table: Table) -> str:
    marks = ", ".join("?" for _ in table.columns)
    return f"INSERT INTO {table.name} ({_names(table)}) VALUES ({marks})"  # noqa: S608  (our own names)


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


# The cells of a row in the order of its table's columns, days as ISO text: both drivers take them as they are.
def _customer(one: Customer) -> tuple[Any, ...]:
    return (
        one.code,
        one.name,
        to_text(one.contact),
        one.language.value,
        one.region,
        one.timezone,
        one.standing.value,
        one.since,
    )


def _invoice(one: Invoice) -> tuple[Any, ...]:
    held = one.retention
    return (
        one.customer_code,
        one.number,
        one.amount.minor,
        one.amount.currency,
        one.issued.isoformat(),
        one.due.isoformat(),
        one.contract_no,
        one.terms,
        one.note,
        one.source,
        held.amount.minor if held else None,
        held.until.isoformat() if held else None,
    )


def _payment(one: Payment) -> tuple[Any, ...]:
    return _receipt(one, one.received)


def _credit_note(one: CreditNote) -> tuple[Any, ...]:
    return _receipt(one, one.issued)


def _receipt(one: Payment | CreditNote, day: date) -> tuple[Any, ...]:
    amount = one.amount
    return (
        one.customer_code,
        one.number,
        amount.minor,
        amount.currency,
        day.isoformat(),
        one.invoice_no,
        one.source,
    )


def _proof(one: Proof) -> tuple[Any, ...]:
    return (
        one.customer_code,
        one.id,
        one.invoice_no,
        one.kind.value,
        one.on.isoformat(),
        one.status,
        one.document,
        one.source,
    )


_CELLS: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
    Customer: _customer,
    Invoice: _invoice,
    Payment: _payment,
    CreditNote: _credit_note,
    Proof: _proof,
}
# What an import may bring, in the order in which one row may name another.
LOADED: tuple[Kept[Any], ...] = (rows.CUSTOMERS, rows.INVOICES, rows.PAYMENTS, rows.CREDIT_NOTES, rows.PROOFS)
