"""Decides which column of a table holds what, and refuses a table that lacks what the import needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import BadInput, MissingColumns
from assistant.intake.amounts import currency_of, take_apart
from assistant.intake.cleaning import bracketed, without_brackets
from assistant.intake.words import ImportWords
from assistant.ports import Table

LEDGER_MARKS = frozenset({"invoice_no", "amount", "due_date", "kind"})
_LEDGER_NEEDS = ("customer_code", "invoice_no", "issue_date", "due_date", "currency", "amount")
_CUSTOMER_NEEDS = ("customer_code", "customer_name")
_CUSTOMER_MARKS = frozenset({"customer_code", "customer_name"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table whose columns are known: ``names`` gives the file's own name of each canonical column.

    ``currency`` is what the header of the amount column says, as in ``Amount (USD)``.
    """

    table: Table
    names: Mapping[str, str]
    is_ledger: bool
    currency: str = ""

    def column(self, field: str) -> tuple[str, ...]:
        """Every cell of a canonical column, empty ones included; nothing when the table has no such column."""
        name = self.names.get(field)
        return tuple(cells.get(name, "") for _, cells in self.table.rows) if name is not None else ()


def recognise(table: Table, words: ImportWords, mapping: Mapping[str, str], default_currency: str) -> Sheet | None:
    """``table`` with its columns named, or None when it is neither a ledger nor a list of customers.

    ``mapping`` goes before the lists of names. Raises MissingColumns, naming what is missing and what was seen, and
    BadInput when two columns claim to be the same thing.
    """
    names = _names(table, words, mapping)
    if names.keys() & LEDGER_MARKS:
        currency = _header_currency(names.get("amount", ""), words) or default_currency
        sheet = Sheet(table=table, names=names, is_ledger=True, currency=currency)
        return _complete(sheet, _ledger_needs(sheet, words), words)
    if names.keys() & _CUSTOMER_MARKS:
        return _complete(Sheet(table=table, names=names, is_ledger=False), _CUSTOMER_NEEDS, words)
    return None


def unrecognised(table: Table, words: ImportWords) -> MissingColumns:
    """The error for a table in which no column is known."""
    return _missing(table, {}, _LEDGER_NEEDS, words)


def _names(table: Table, words: ImportWords, mapping: Mapping[str, str]) -> dict[str, str]:
    for column, field in mapping.items():
        if field not in words.columns:
            raise BadInput("unknown_field", f"{field!r} (for {column!r}) is no column of the import.", field=field)
    names: dict[str, str] = {}
    for column in table.columns:
        field_named = mapping.get(column) or words.column(column) or words.column(without_brackets(column))
        if field_named is None:
            continue
        if field_named in names:
            message = (
                f"{table.name}: the columns {names[field_named]!r} and {column!r} both stand for {field_named}; "
                "rename or remove one of them."
            )
            raise BadInput("column_twice", message, file=table.name, field=field_named)
        names[field_named] = column
    return names


def _ledger_needs(sheet: Sheet, words: ImportWords) -> tuple[str, ...]:
    spared = set()
    if "kind" in sheet.names and all(words.kind(kind) in ("payment", "credit_note") for kind in sheet.column("kind")):
        spared.add("due_date")
    if sheet.currency or ("currency" not in sheet.names and _amounts_name_currency(sheet)):
        spared.add("currency")
    return tuple(field for field in _LEDGER_NEEDS if field not in spared)


def _amounts_name_currency(sheet: Sheet) -> bool:
    for cell in sheet.column("amount"):
        try:
            if take_apart(cell).unit:
                return True
        except BadInput:
            continue
    return False


def _header_currency(column: str, words: ImportWords) -> str:
    unit = bracketed(column)
    try:
        return currency_of(unit, words) or "" if unit else ""
    except BadInput:
        return ""


def _complete(sheet: Sheet, needs: tuple[str, ...], words: ImportWords) -> Sheet:
    missing = tuple(field for field in needs if field not in sheet.names)
    if missing:
        raise _missing(sheet.table, sheet.names, missing, words)
    return sheet


def _missing(table: Table, names: Mapping[str, str], missing: tuple[str, ...], words: ImportWords) -> MissingColumns:
    wanted = "; ".join(f"{field} (such as {', '.join(_shown(field, words))})" for field in missing)
    seen = ", ".join(f"{column} = {field}" for field, column in names.items()) or "none"
    unused = ", ".join(column for column in table.columns if column not in names.values()) or "none"
    message = (
        f"{table.name} lacks columns: {wanted}. Recognised: {seen}. Not recognised: {unused}. "
        "Rename a column of the file to one of these."
    )
    return MissingColumns(
        "missing_columns", message, file=table.name, missing=missing, recognised=dict(names), columns=table.columns
    )


def _shown(field: str, words: ImportWords) -> tuple[str, ...]:
    aliases = words.columns[field]
    han = [alias for alias in aliases if not alias.isascii()]
    return (field.replace("_", " "), *han[:1], *han[-1:])
