"""Decides which column of a table holds what, and refuses a table that lacks what the import needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from assistant.errors import BadInput, MissingColumns
from assistant.intake.amounts import counted_in, currency_of, take_apart
from assistant.intake.cleaning import bracketed, without_brackets
from assistant.intake.reading import Options
from assistant.intake.words import ImportWords
from assistant.ports import Table

_PAYMENT_MARKS = frozenset({"payment_no", "received_date"})
LEDGER_MARKS = frozenset({"invoice_no", "amount", "due_date", "kind"}) | _PAYMENT_MARKS
_LEDGER_NEEDS = ("customer_code", "invoice_no", "issue_date", "due_date", "currency", "amount")
_PAYMENT_NEEDS = ("customer_code", "payment_no", "received_date", "currency", "amount")
_CUSTOMER_NEEDS = ("customer_code", "customer_name")
_SUMS = frozenset({"amount", "paid", "balance", "retention"})
# Of these a table may have several columns; the first counts.
_MANY = frozenset({"note", "invoice_status", "position", "address"})
_CUSTOMER_MARKS = frozenset({"customer_code", "customer_name"})


class SheetKind(StrEnum):
    """What a table lists; rows of a ledger or of payments may also say who the customer is."""

    LEDGER = "ledger"
    PAYMENTS = "payments"
    CUSTOMERS = "customers"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table whose columns are known: ``names`` gives the file's own name of each canonical column.

    ``currency`` is what the header of the amount column says, as in ``Amount (USD)``.
    """

    table: Table
    names: Mapping[str, str]
    kind: SheetKind
    currency: str = ""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where in a row each canonical column stands."""
        return {field: self.table.columns.index(name) for field, name in self.names.items()}

    def column(self, field: str) -> Iterator[str]:
        """Every cell of a canonical column, empty ones included; nothing when the table has no such column."""
        place = self.places.get(field)
        if place is not None:
            yield from (cells[place] if place < len(cells) else "" for _, cells in self.table.rows)


def recognise(table: Table, words: ImportWords, options: Options) -> Sheet | None:
    """``table`` with its columns named, or None when it is neither a ledger nor a list of payments or customers.

    What the options say of columns goes before the lists of names. A table with the columns of payments and no due
    date lists payments. Raises MissingColumns, naming what is missing and what was seen, and BadInput: ``column_twice``
    when two columns claim to be the same thing, ``rounded_amounts`` for sums counted in thousands, and
    ``unclear_currency`` when all that names the currency is a sign in the header that several currencies share.
    """
    names = _names(table, words, options.columns)
    if names.keys() & _PAYMENT_MARKS and "due_date" not in names:
        names = _payment_names(table, names)
        sheet = _with_currency(Sheet(table=table, names=names, kind=SheetKind.PAYMENTS), words, options)
        return _complete(sheet, _payment_needs(sheet, options), words)
    if names.keys() & LEDGER_MARKS:
        sheet = _with_currency(Sheet(table=table, names=names, kind=SheetKind.LEDGER), words, options)
        return _complete(sheet, _ledger_needs(sheet, words, options), words)
    if names.keys() & _CUSTOMER_MARKS:
        return _complete(Sheet(table=table, names=names, kind=SheetKind.CUSTOMERS), _CUSTOMER_NEEDS, words)
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
        if field_named in names and field_named in _MANY:
            continue
        if field_named in names:
            raise _named_twice(table, names[field_named], column, field_named)
        names[field_named] = column
    return names


def _named_twice(table: Table, one: str, other: str, field: str) -> BadInput:
    message = f"{table.name}: the columns {one!r} and {other!r} both stand for {field}; rename or remove one of them."
    return BadInput("column_twice", message, file=table.name, field=field)


def _payment_names(table: Table, names: dict[str, str]) -> dict[str, str]:
    """In a list of payments the column of money received is the amount; beside another amount nobody can tell."""
    if "paid" not in names:
        return names
    if "amount" in names:
        raise _named_twice(table, names["amount"], names["paid"], "amount")
    return {"amount" if field == "paid" else field: column for field, column in names.items()}


def _ledger_needs(sheet: Sheet, words: ImportWords, options: Options) -> tuple[str, ...]:
    spared = _spared_currency(sheet, options)
    if "due_date" not in sheet.names and "kind" in sheet.names:
        kinds = {words.kind(kind) for kind in sheet.column("kind")}
        spared |= {"due_date"} if kinds <= {"payment", "refund", "credit_note"} else set()
    return tuple(field for field in _LEDGER_NEEDS if field not in spared)


def _payment_needs(sheet: Sheet, options: Options) -> tuple[str, ...]:
    """A payment's number may stand under another name where a second column names the invoice that it pays."""
    spared = _spared_currency(sheet, options)
    if {"invoice_no", "reference"} <= sheet.names.keys():
        spared.add("payment_no")
    if "issue_date" in sheet.names:
        spared.add("received_date")
    return tuple(field for field in _PAYMENT_NEEDS if field not in spared)


def _spared_currency(sheet: Sheet, options: Options) -> set[str]:
    told = sheet.currency or options.currency or ("currency" not in sheet.names and _amounts_name_currency(sheet))
    return {"currency"} if told else set()


def _amounts_name_currency(sheet: Sheet) -> bool:
    for cell in sheet.column("amount"):
        try:
            if take_apart(cell).unit:
                return True
        except BadInput:
            continue
    return False


def _with_currency(sheet: Sheet, words: ImportWords, options: Options) -> Sheet:
    """``sheet`` with the currency that the header of its amounts names."""
    for field in _SUMS & sheet.names.keys():
        _require_exact(sheet, sheet.names[field])
    sign = bracketed(sheet.names.get("amount", ""))
    try:
        told = currency_of(sign, words) if sign else ""
    except BadInput:
        told = ""  # the brackets hold another note, such as "incl. VAT"
    if told is None and options.signs.get(sign):
        told = options.signs[sign]
    if told is None and not ("currency" in sheet.names or options.currency or _amounts_name_currency(sheet)):
        name, choices = sheet.table.name, words.currencies_sharing(sign)
        message = f"{name}: which currency does {sign!r} in the header stand for? Import again with currency set."
        raise BadInput("unclear_currency", message, file=name, text=sign, choices=choices)
    return replace(sheet, currency=told or "")


def _require_exact(sheet: Sheet, column: str) -> None:
    if word := counted_in(column):
        name = sheet.table.name
        message = f"{name}: the column {column!r} counts in {word}, so its sums are rounded; export them in full."
        raise BadInput("rounded_amounts", message, file=name, column=column, word=word)


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
