"""Keeps what was replaced: the value as it stood, under its key, with the moment at which another took its place."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum

from sqlalchemy import Connection, Table, insert, select

from assistant.adapters.store.desk_tables import earlier_versions


def keep_earlier(connection: Connection, table: Table, key: Sequence[object], value: object, moment: datetime) -> None:
    """Store ``value``, which stood under ``key`` of ``table`` until ``moment``."""
    place = {"table_name": table.name, "key": _key_text(key)}
    connection.execute(insert(earlier_versions), place | {"content": value, "replaced": moment})


def earlier_under(connection: Connection, table: Table, key: Sequence[object]) -> list[tuple[datetime, object]]:
    """What stood under ``key`` before, each with the moment at which it was replaced, oldest first."""
    columns = earlier_versions.c
    here = (columns.table_name == table.name, columns.key == _key_text(key))
    found = connection.execute(select(columns.replaced, columns.content).where(*here).order_by(columns.seq))
    return [(moment, content) for moment, content in found]


def _key_text(key: Sequence[object]) -> str:
    return json.dumps([_part(part) for part in key], ensure_ascii=False)


def _part(part: object) -> str:
    if isinstance(part, datetime):
        return part.astimezone(UTC).isoformat()
    return str(part.value if isinstance(part, Enum) else part)
