"""Copies every table out of a record and into an empty one, value for value, whatever the database and the tables."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    collate,
    exists,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy.types import (
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    TypeDecorator,
    TypeEngine,
)

import assistant.adapters.store.case_tables
import assistant.adapters.store.desk_tables
import assistant.adapters.store.ledger_tables
import assistant.adapters.store.negotiation_tables  # noqa: F401  (all of them name their tables to the metadata)
from assistant.adapters.store.columns import metadata

# So many rows are held at once.
_PIECE = 2000
_STORED_REVISION = "alembic_version"


def tables_of_record() -> Sequence[Table]:
    """Every table, those that others refer to first."""
    return metadata.sorted_tables


def tables_in(connection: Connection) -> Sequence[Table]:
    """The tables that the database itself has, of whatever revision, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _STORED_REVISION]


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """The names of the columns, then each row in the order of the key, one JSON array a line.

    Numbers stay numbers, days and moments are ISO text (moments in UTC), a document is the text that is stored. Raises
    ValueError for a stored value that its column cannot hold.
    """
    columns = [type_coerce(column, _plain(column.type)).label(column.name) for column in table.columns]
    yield _line([column.name for column in table.columns])
    writers = [_writer(_plain(column.type)) for column in table.columns]
    changed = [(place, write) for place, write in enumerate(writers) if write]
    query = select(*columns).order_by(*(_in_order(column, connection) for column in table.primary_key.columns))
    for row in connection.execute(query, execution_options={"yield_per": _PIECE}):
        cells = list(row)
        for place, write in changed:
            if cells[place] is not None:
                cells[place] = write(cells[place])
        yield _line(cells)


def load_lines(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Insert what `lines_of` wrote into a table of `tables_in`; how many rows.

    Raises ValueError that names the line which does not fit.
    """
    numbered = enumerate(lines, start=1)
    names = _cells(*next(numbered, (1, b"null")))
    if sorted(map(str, names)) != sorted(table.columns.keys()):
        raise ValueError("line 1: the columns are not those of the table")
    readers = [_reader(_plain(table.columns[name].type)) for name in names]
    rows = (_row(number, line, names, readers) for number, line in numbered)
    count = 0
    while piece := list(islice(rows, _PIECE)):
        connection.execute(insert(table), piece)
        count += len(piece)
    return count


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    return not any(connection.execute(select(exists(select(table)))).scalar_one() for table in tables_of_record())


def go_on_counting(connection: Connection, tables: Iterable[Table]) -> None:
    """Let the database number new rows after those that were inserted with their numbers; SQLite does by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.primary_key.columns:
            named = connection.dialect.identifier_preparer.quote(table.name)
            counter = connection.execute(select(func.pg_get_serial_sequence(named, column.name))).scalar_one()
            last = connection.execute(select(func.max(column))).scalar_one() if counter else None
            if last is not None:
                connection.execute(select(func.setval(counter, last)))


def broken_references(connection: Connection) -> int:
    """How many rows refer to one that is not there; PostgreSQL lets none be stored."""
    if connection.dialect.name != "sqlite":
        return 0
    return len(connection.execute(text("PRAGMA foreign_key_check")).all())


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """What the database holds in the column, without what the program makes of it."""
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _in_order(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    """By code point on every database, so that the same rows always come in the same order."""
    kind = column.type.dialect_impl(connection.dialect)
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if connection.dialect.name == "postgresql" and isinstance(plain, String) and plain.collation is None:
        return collate(column, "C")
    return column


def _line(cells: Sequence[object]) -> bytes:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _row(number: int, line: bytes, names: Sequence[str], readers: Sequence[Callable[[Any], Any]]) -> dict[str, Any]:
    cells = _cells(number, line)
    if len(cells) != len(names):
        raise ValueError(f"line {number}: {len(cells)} values for {len(names)} columns")
    try:
        return {
            name: None if cell is None else read(cell) for name, read, cell in zip(names, readers, cells, strict=True)
        }
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ValueError(f"line {number}: {error}") from error


def _cells(number: int, line: bytes) -> list[Any]:
    try:
        cells = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number} is not JSON") from error
    if not isinstance(cells, list):
        raise ValueError(f"line {number} is not a row")
    return cells


def _writer(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """How a value is written that JSON has no form for; None where it has."""
    match kind:
        case DateTime():
            return _moment_text
        case Date():
            return date.isoformat
        case LargeBinary():
            return lambda value: b64encode(value).decode()
        case Float():
            return None
        case Numeric():
            return str
    return None


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:  # noqa: PLR0911  (one line for each kind of column)
    """How a value is read back; raises ValueError or TypeError for one that the column cannot hold."""
    match kind:
        case DateTime():
            return _moment
        case Date():
            return lambda value: date.fromisoformat(_of(str, value))
        case LargeBinary():
            return lambda value: b64decode(_of(str, value), validate=True)
        case Boolean():
            return lambda value: _of(bool, value)
        case Float():
            return lambda value: _of(float, value)
        case Numeric():
            return lambda value: Decimal(_of(str, value))
        case Integer():
            return lambda value: _of(int, value)
        case String():
            return lambda value: _of(str, value)
    raise TypeError(f"a column of type {kind} cannot be copied")


def _of(kind: type, value: Any) -> Any:
    # True is an int to Python, and never to us.
    if type(value) is not kind:
        raise TypeError(f"{value!r:.40} is not a {kind.__name__}")
    return value


def _moment_text(moment: datetime) -> str:
    # SQLite keeps no time zone: what it holds is UTC.
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).isoformat()


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_of(str, value))
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return moment.astimezone(UTC)
