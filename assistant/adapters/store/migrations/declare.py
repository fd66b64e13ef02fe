"""How migrations declare columns and name constraints; what a released migration uses is never changed."""

import sqlalchemy as sa
from alembic import op

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def key(name: str) -> sa.Column[str]:
    """A code or number; sorts by code point."""
    return sa.Column(name, KEY, nullable=False)


def words(*names: str) -> list[sa.Column[str]]:
    """Members of enumerations."""
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def texts(*names: str) -> list[sa.Column[str]]:
    """Free texts and documents."""
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """A calendar day."""
    return sa.Column(name, sa.Date, nullable=nullable)


def moment(name: str) -> sa.Column[object]:
    """A moment, UTC."""
    return sa.Column(name, MOMENT, nullable=False)


def amount() -> list[sa.Column[object]]:
    """Minor units and their currency."""
    return [sa.Column("amount_minor", sa.BigInteger, nullable=False), sa.Column("currency", KEY, nullable=False)]


def counted() -> sa.Column[int]:
    """The order of arrival, given by the database."""
    return sa.Column("seq", COUNTER, autoincrement=True, nullable=False)


def version() -> sa.Column[int]:
    """The version of a message."""
    return sa.Column("version", sa.Integer, nullable=False)


def pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The primary key."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def fk(table: str, columns: list[str], to: list[str]) -> sa.ForeignKeyConstraint:
    """A reference to another table."""
    return sa.ForeignKeyConstraint(columns, to, name=f"fk_{table}_{'_'.join(columns)}")


def index(table: str, *columns: str) -> None:
    """An index, named after its columns."""
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def of_customer(table: str) -> list[sa.schema.SchemaItem]:
    """The customer that the row belongs to."""
    return [key("customer_code"), fk(table, ["customer_code"], ["customers.code"])]
