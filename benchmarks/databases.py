"""Empty databases to measure on: SQLite, and PostgreSQL when TACTFUL_TEST_POSTGRES names one for schemas."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from assistant.adapters.store.engine import address_of

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_numbers = count()


def names() -> tuple[str, ...]:
    """The databases that can be measured here."""
    return (SQLITE, POSTGRESQL) if _server() else (SQLITE,)


@contextmanager
def address(name: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of this kind, gone afterwards; SQLite's file is in ``folder``."""
    if name == SQLITE:
        path = folder / f"measured-{next(_numbers)}.db"
        yield f"sqlite:///{path}"
        path.unlink(missing_ok=True)
        return
    schema = f"measured_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(address_of(_server()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        try:
            yield f"{_server()}?options=-csearch_path%3D{schema}"
        finally:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


def _server() -> str:
    return os.getenv("TACTFUL_TEST_POSTGRES", "")
