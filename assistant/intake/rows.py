"""Decides what one row's cells say as dates, sums and currencies, by the settings of its sheet."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistant.domain.language import Reason
from assistant.domain.money import ISO_DIGITS, Money
from assistant.errors import BadAmount, BadInput
from assistant.intake.amounts import currency_of, take_apart, to_decimal
from assistant.intake.cleaning import clean, narrow
from assistant.intake.columns import Sheet
from assistant.intake.dates import read_date
from assistant.intake.reading import DateOrder, DecimalMark, Options, Remark
from assistant.intake.words import ImportWords

DATE_FIELDS = ("issue_date", "due_date", "received_date", "retention_until", "delivered_on", "accepted_on")
SUM_FIELDS = ("amount", "paid", "balance", "retention")
LONGEST = 2000
# What a merged cell says once must not count for each of its rows: here every row needs a value of its own.
_OWN_FIELDS = frozenset({"invoice_no", "payment_no", *SUM_FIELDS})
_TEXT_FORMULA = re.compile(r'="([^"]*)"\s*')
_KEPT_AS_TEXT = ("'=", "'+", "'-", "'@", "'\t", "'\r")
# Programs that write tables like to number the rows in a column without a name.
_INDEX = re.compile(r"[0-9]{1,7}", re.ASCII)
_DASH = re.compile(r"(?:[A-Za-z]{3}|[^\w\s-]{0,3})\s*[-\u2013\u2014]{1,2}")
# What people write where a number or a name is not known, and what programs write for a number.
_UNKNOWN = frozenset(("n/a", "n.a.", "-", "--", "\u2014", "/", "无", "無", "未知", "不详", "不詳"))
PLACEHOLDERS = _UNKNOWN | {"null", "none", "nan"}
_CELL_ERROR = re.compile(r"#(?:[A-Z]+[!?]|N/A|DIV/0!|#+)", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """How the cells of one sheet are to be read: what the user said, else what the sheet itself settles.

    ``kind`` is the kind of document of rows that name none, ``currency`` the currency of those that name none;
    ``header_currency`` is what the header says, so that a row must not say otherwise.
    """

    options: Options
    words: ImportWords
    date_order: DateOrder | None
    decimal_mark: DecimalMark | None
    currency: str
    header_currency: str = ""
    kind: str = "invoice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row by canonical column names; ``remarks`` gathers what is odd about it but no reason to refuse it.

    ``repeated`` names the cells that only show again what a merged cell says once.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    terms: Terms
    repeated: frozenset[str] = frozenset()
    remarks: list[Remark] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Where a person finds the row."""
        return source_of(self.file, self.number)

    def text(self, name: str) -> str:
        """A cell's text, empty when the sheet has no such column."""
        return self.cells.get(name, "")

    def needed(self, name: str) -> str:
        """A cell that must not be empty, nor belong to another row; raises BadInput."""
        value = self.text(name)
        if not value:
            raise BadInput("missing_value", f"{name} is empty; fill it in.", field=name)
        if name in self.repeated:
            message = f"{name} stands in a merged cell over several rows; unmerge it and give each row its own value."
            raise BadInput("merged_cell", message, field=name)
        if _made_by_a_spreadsheet(value):
            message = f"{name} reads {value}: the spreadsheet turned it into a number; format the column as text."
            raise BadInput("number_lost", message, field=name, text=value)
        return value

    def holds_sum(self, name: str) -> bool:
        """Whether a cell holds a sum; the dash that accountants write for nothing is none."""
        text = self.text(name)
        return bool(text) and not _DASH.fullmatch(text)

    def aside(self, name: str) -> str:
        """A cell beside what is owed; where a spreadsheet lost what it said it is left out with a remark."""
        value = self.text(name)
        if not is_lost(value):
            return value
        message = f"{name} reads {value}: the spreadsheet lost what stood there, so it was left out."
        self.remark("cell_left_out", message, field=name, text=value[:20])
        return ""

    def code(self, name: str) -> str:
        """A code or a document's number, which must not be empty; full-width forms do not count. Raises BadInput."""
        value = narrow(self.needed(name))
        self.require_result(name)
        if value.casefold() in PLACEHOLDERS:
            raise BadInput("placeholder", f"{name} reads {value}, which is none; fill it in.", field=name, text=value)
        return value

    def require_result(self, name: str) -> None:
        """Raise BadInput for a cell that shows a spreadsheet's error, such as ``#REF!``."""
        value = self.text(name)
        if _CELL_ERROR.fullmatch(value):
            message = f"{name} shows the error {value} of a spreadsheet; correct its formula or type the value."
            raise BadInput("cell_error", message, field=name, text=value[:20])

    def day(self, name: str) -> date:
        """A cell's date; raises BadInput."""
        return read_date(self.needed(name), self.terms.date_order)

    def sum(self, name: str, beside: Money | None = None) -> Money:
        """A cell's amount, with its sign; raises BadAmount.

        The sum ``beside`` tells the currency where nothing else does.
        """
        amount = take_apart(self.needed(name))
        currency = self._currency(amount.unit, beside.currency if beside else "")
        value = to_decimal(amount, self.terms.decimal_mark, digits=ISO_DIGITS[currency])
        return self._money(-value if amount.negative else value, currency)

    def remark(self, code: str, message: str, **details: object) -> None:
        """Note something odd that does not stop the row."""
        self.remarks.append(Remark(file=self.file, row=self.number, reason=Reason(code, details), message=message))

    def _money(self, value: Decimal, currency: str) -> Money:
        return Money.from_decimal(value, currency, billing_digits=self.terms.options.billing_digits)

    def _currency(self, unit: str, otherwise: str = "") -> str:
        own = self.own_currency()
        written = currency_of(unit, self.terms.words) if unit else None
        if own and written and own != written:
            message = f"the amount is written in {written}, the currency says {own}; correct one of them."
            raise BadAmount("mixed_currencies", message, amount=written, currency=own)
        if code := own or written:
            self._require_sharing(unit if not written else "", code)
            return code
        if unit:
            return self._meant(unit)
        if otherwise:
            return otherwise
        raise BadInput("missing_value", "currency is empty; fill it in.", field="currency")

    def own_currency(self) -> str:
        """What the row's currency cell says, else the sheet's currency, often empty; raises BadAmount."""
        text, header = self.text("currency"), self.terms.header_currency
        if not text:
            return header or self.terms.currency
        own = currency_of(text, self.terms.words) or self._meant(text)
        if header and own != header:
            message = f"the header says {header}, the row says {own}; correct one of them."
            raise BadAmount("mixed_currencies", message, amount=header, currency=own)
        return own

    def _meant(self, sign: str) -> str:
        if code := self.terms.options.signs.get(sign):
            return code
        message = f"{sign!r} is used by several currencies; say which one it means here."
        choices = self.terms.words.currencies_sharing(sign.split(maxsplit=1)[0])
        raise BadAmount("unclear_sign", message, text=sign, choices=choices)

    def _require_sharing(self, sign: str, code: str) -> None:
        if sign and code not in self.terms.words.currencies_sharing(sign.split(maxsplit=1)[0]):
            message = f"the amount carries the sign {sign!r}, which {code} does not use; correct one of them."
            raise BadAmount("mixed_currencies", message, amount=sign, currency=code)


def source_of(file: str, number: int) -> str:
    """Where a person finds a row."""
    return f"{file} row {number}"


def row_of(sheet: Sheet, number: int, raw: Sequence[str], terms: Terms, fields: Collection[str] | None = None) -> Row:
    """The row with its cells cleaned, all or only those of ``fields``.

    Raises BadInput for damaged text, very long cells, or cells beyond the header.
    """
    columns = sheet.table.columns
    stray = _stray(columns, raw) if len(raw) > len(columns) or "" in columns else []
    if stray or len(raw) > len(columns):
        message = "the row has more cells than the header; a comma inside a number or a name needs quotes around it."
        raise BadInput("too_many_cells", message, text=" ".join(stray)[:LONGEST])
    places = sheet.places if fields is None else {name: sheet.places[name] for name in fields if name in sheet.places}
    cells = {name: cell_text(raw[place]) for name, place in places.items() if place < len(raw)}
    for name, value in cells.items():
        if len(value) > LONGEST:
            raise BadInput("too_long", f"{name} holds {len(value)} characters; at most {LONGEST} are read.", field=name)
    return Row(file=sheet.table.name, number=number, cells=cells, terms=terms, repeated=_repeated(sheet, number))


def _stray(columns: Sequence[str], raw: Sequence[str]) -> list[str]:
    """What stands where no column has a name, a count of the rows before the first name apart."""
    first = first_named(columns)
    return [
        cell
        for place, cell in enumerate(raw)
        if cell.strip()
        and not (place < len(columns) and columns[place])
        and not (place < first and _INDEX.fullmatch(cell.strip()))
    ]


def first_named(columns: Sequence[str]) -> int:
    """The place of the first column that has a name."""
    return next((place for place, name in enumerate(columns) if name), len(columns))


def cell_text(raw: str) -> str:
    """A cell cleaned, without what makes spreadsheets keep it a text: ``'+86``, ``="007"``; raises BadInput."""
    plain = raw[1:] if raw.startswith(_KEPT_AS_TEXT) else raw
    kept = _TEXT_FORMULA.fullmatch(plain) if plain.startswith('="') else None
    return clean(kept[1] if kept else plain)


def _repeated(sheet: Sheet, number: int) -> frozenset[str]:
    repeated = sheet.table.repeated
    if not repeated:
        return frozenset()
    return frozenset(
        name for name, place in sheet.places.items() if name in _OWN_FIELDS and (number, place) in repeated
    )


def is_unknown(text: str) -> bool:
    """Whether ``text`` only says that nothing is known: ``N/A``, ``-``, ``无``; people may well be called Null."""
    return text.casefold() in _UNKNOWN


def is_lost(text: str) -> bool:
    """Whether a spreadsheet put something else in the place of what was written: ``2.5117E+19``, ``#N/A``."""
    return _made_by_a_spreadsheet(text) or bool(_CELL_ERROR.fullmatch(text))


def _made_by_a_spreadsheet(text: str) -> bool:
    """``2.5117E+19`` or ``2,5117E+19`` is what a spreadsheet leaves of a twenty-digit number."""
    head, mark, power = text.upper().partition("E+")
    return bool(mark) and power.isdigit() and head.replace(",", ".").replace(".", "", 1).isdigit()
