"""Decides what one row's cells say as dates, sums and currencies, by the settings of its sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.errors import BadAmount, BadInput
from assistant.intake.amounts import currency_of, settle_mark, take_apart, to_decimal
from assistant.intake.cleaning import clean
from assistant.intake.columns import Sheet
from assistant.intake.dates import read_date, settle_order
from assistant.intake.reading import DateOrder, DecimalMark, Options, Remark
from assistant.intake.words import ImportWords

_DATE_FIELDS = ("issue_date", "due_date")
_SUM_FIELDS = ("amount", "paid")
_LONGEST = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """How the cells of one sheet are to be read: what the user said, else what the sheet itself settles."""

    options: Options
    words: ImportWords
    date_order: DateOrder | None
    decimal_mark: DecimalMark | None
    currency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row by canonical column names; ``remarks`` gathers what is odd about it but no reason to refuse it."""

    file: str
    number: int
    cells: Mapping[str, str]
    terms: Terms
    remarks: list[Remark] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Where a person finds the row."""
        return f"{self.file} row {self.number}"

    def text(self, name: str) -> str:
        """A cell's text, empty when the sheet has no such column."""
        return self.cells.get(name, "")

    def needed(self, name: str) -> str:
        """A cell that must not be empty; raises BadInput."""
        value = self.text(name)
        if not value:
            raise BadInput("missing_value", f"{name} is empty; fill it in.", field=name)
        if _made_by_a_spreadsheet(value):
            message = f"{name} reads {value}: the spreadsheet turned it into a number; format the column as text."
            raise BadInput("number_lost", message, field=name, text=value)
        return value

    def day(self, name: str) -> date:
        """A cell's date; raises BadInput."""
        return read_date(self.needed(name), self.terms.date_order)

    def sum(self, name: str) -> Money:
        """A cell's amount, with its sign; raises BadAmount."""
        amount = take_apart(self.needed(name))
        value = to_decimal(amount, self.terms.decimal_mark)
        return self._money(-value if amount.negative else value, self._currency(amount.unit))

    def remark(self, code: str, message: str, **details: object) -> None:
        """Note something odd that does not stop the row."""
        self.remarks.append(Remark(file=self.file, row=self.number, reason=Reason(code, details), message=message))

    def _money(self, value: Decimal, currency: str) -> Money:
        return Money.from_decimal(value, currency, billing_digits=self.terms.options.billing_digits)

    def _currency(self, unit: str) -> str:
        own = self._known(self.text("currency")) or self.terms.currency
        written = currency_of(unit, self.terms.words) if unit else None
        if own and written and own != written:
            message = f"the amount is written in {written}, the currency says {own}; correct one of them."
            raise BadAmount("mixed_currencies", message, amount=written, currency=own)
        if code := own or written:
            self._require_sharing(unit if not written else "", code)
            return code
        if unit:
            return self._meant(unit)
        raise BadInput("missing_value", "currency is empty; fill it in.", field="currency")

    def _known(self, text: str) -> str:
        if not text:
            return ""
        return currency_of(text, self.terms.words) or self._meant(text)

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


def terms_of(sheet: Sheet, options: Options, words: ImportWords) -> Terms:
    """The settings of ``sheet``; date order and decimal mark stay None while its cells leave them open."""
    dates = (cell for name in _DATE_FIELDS for cell in sheet.column(name) if cell)
    return Terms(
        options=options,
        words=words,
        date_order=options.date_order or settle_order(dates),
        decimal_mark=options.decimal_mark or settle_mark(_numbers(sheet)),
        currency=sheet.currency or options.currency,
    )


def row_of(sheet: Sheet, number: int, raw: Mapping[str, str], terms: Terms) -> Row:
    """The row with its cells cleaned; raises BadInput for damaged text, very long cells, or cells beyond the header."""
    if "" in raw:
        message = "the row has more cells than the header; a comma inside a number or a name needs quotes around it."
        raise BadInput("too_many_cells", message, text=raw[""])
    cells = {name: clean(raw.get(column, "")) for name, column in sheet.names.items()}
    for name, value in cells.items():
        if len(value) > _LONGEST:
            raise BadInput(
                "too_long", f"{name} holds {len(value)} characters; at most {_LONGEST} are read.", field=name
            )
    return Row(file=sheet.table.name, number=number, cells=cells, terms=terms)


def _numbers(sheet: Sheet) -> list[str]:
    numbers = []
    for name in _SUM_FIELDS:
        for cell in sheet.column(name):
            try:
                numbers.append(take_apart(cell).number)
            except BadAmount:
                continue
    return numbers


def _made_by_a_spreadsheet(text: str) -> bool:
    """``2.5117E+19`` is what a spreadsheet leaves of a twenty-digit number."""
    head, mark, power = text.partition("E+")
    return bool(mark) and power.isdigit() and head.replace(".", "", 1).isdigit()
