"""Hands a list of keys to a query as a table of its own, which every database then joins by its index."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import ARRAY, ColumnElement, Connection, FromClause, Text, any_, bindparam, func, literal, select

# One query asks for so many keys: enough to pay for it, few enough to be planned as that many look-ups.
KEYS_AT_ONCE = 1_000


def asked_keys(width: int, dialect: str) -> tuple[FromClause, list[ColumnElement[str]]]:
    """The table of keys that are ``width`` texts wide, and its columns; `asked` gives its content.

    A list of value pairs would be simpler, but SQLite answers ``(a, b) IN (…)`` by reading the whole table.
    """
    if dialect == "sqlite":
        rows = func.json_each(bindparam("asked")).table_valued("value", name="asked")
        return rows, [func.json_extract(rows.c.value, f"$[{n}]") for n in range(width)]
    arrays = (bindparam(f"asked_{n}", type_=ARRAY(Text)) for n in range(width))
    columns = func.unnest(*arrays).table_valued(*(f"part_{n}" for n in range(width))).render_derived(name="asked")
    return columns, list(columns.c)


def among(column: ColumnElement[str], values: Collection[str], connection: Connection) -> ColumnElement[bool]:
    """Whether ``column`` is one of ``values``, however many they are."""
    if connection.dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))
    return column == any_(literal(list(values), ARRAY(Text)))


def asked(keys: Sequence[Sequence[str]], connection: Connection) -> dict[str, object]:
    """The parameters that put ``keys``, all of one width, into the table."""
    if connection.dialect.name == "sqlite":
        return {"asked": json.dumps(keys)}
    return {f"asked_{n}": list(column) for n, column in enumerate(zip(*keys, strict=True))}
