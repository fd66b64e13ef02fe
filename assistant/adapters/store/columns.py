"""How columns of the record are declared: codes, moments, words of a fixed list, documents and minor units."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.types import TypeDecorator

from assistant.adapters.store.documents import from_text, to_text

# Codes and numbers sort by code point everywhere, whatever the locale of a database server.
Key = String().with_variant(String(collation="C"), "postgresql")


class Moment(TypeDecorator[datetime]):
    """A moment, always stored and read as UTC; one without a time zone is a programming error (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The same moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite keeps no time zone: what it holds is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored as its value."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The member's text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """The member."""
        return None if value is None else self.words(value)


class Document(TypeDecorator[object]):
    """A structured value as tagged JSON; None is the document ``null``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:  # noqa: ARG002
        """The value's text."""
        return to_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:  # noqa: ARG002
        """The value."""
        return None if value is None else from_text(value)


# Constraints carry names, so that a later migration can speak of them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite counts rows by itself only in a column that is exactly INTEGER.
Counter = BigInteger().with_variant(Integer, "sqlite")


def counted() -> Column[int]:
    """The order of arrival, given by the database."""
    return Column("seq", Counter, primary_key=True, autoincrement=True)


def of_customer(*, index: bool = False) -> Column[str]:
    """The customer that the row belongs to."""
    return Column("customer_code", Key, ForeignKey("customers.code"), nullable=False, index=index)


def key(name: str) -> Column[str]:
    """A code or number."""
    return Column(name, Key, nullable=False)


def text(name: str) -> Column[str]:
    """Free text."""
    return Column(name, Text, nullable=False)


def document(name: str) -> Column[object]:
    """A structured value."""
    return Column(name, Document, nullable=False)


def minor(name: str) -> Column[int]:
    """An amount in minor units, or a count."""
    return Column(name, BigInteger, nullable=False)


def moment(name: str) -> Column[datetime]:
    """A moment, UTC."""
    return Column(name, Moment, nullable=False)
