"""Writes a statement of account as a workbook: a summary and one sheet for each currency, values only, no formulas."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.adapters.same_zip import repacked
from assistant.adapters.statement_content import Content, Value, content_of, receipt_row, sums_of
from assistant.adapters.statement_csv import ITEM_COLUMNS, item_cells
from assistant.adapters.statement_words import Speech
from assistant.domain.money import ISO_DIGITS, Money
from assistant.domain.statement import CurrencyStatement, Receipt, Statement

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A spreadsheet keeps fifteen digits of a number; a longer amount stays exact as text.
_MOST_DIGITS = 15
_MOST_CHARACTERS = 32_767
_A4 = 9
_WIDTHS = {"invoice": 20, "contract": 20, "days": 12, "delivery": 30, "acceptance": 30, "project": 30}
_USUAL_WIDTH = 15
_SUMMARY_WIDTHS = (64, 20)
_RECEIPT_COLUMNS = ("dated", "number", "kind", "invoices", "amount")


def xlsx_of(statement: Statement, speech: Speech) -> bytes:
    """The whole statement as an XLSX file; the same statement always gives the same bytes."""
    import xlsxwriter

    content = content_of(statement, speech)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties(
            {
                "title": f"{content.title} – {content.addressee[0]}",
                "author": content.letterhead[0],
                "created": datetime(statement.as_of.year, statement.as_of.month, statement.as_of.day),  # noqa: DTZ001
            }
        )
        looks = _Looks(book, speech)
        _summary(book.add_worksheet(speech.words.summary), statement, content, looks)
        for account in statement.accounts:
            _account(book.add_worksheet(account.currency), account, statement, looks)
    return repacked(file.getvalue())


class _Looks:
    """The workbook's cell formats, made once each."""

    def __init__(self, book: "Workbook", speech: Speech) -> None:
        self.speech = speech
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#F2F2F2", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.day_form = 'yyyy"年"m"月"d"日"' if speech.language.is_chinese else "d mmm yyyy"

    def of(self, form: str = "", *, strong: bool = False) -> "Format":
        """Cells written in the number format ``form``."""
        if (form, strong) not in self._made:
            self._made[form, strong] = self._book.add_format({"num_format": form or "General", "bold": strong})
        return self._made[form, strong]

    def money_form(self, money: Money) -> str:
        """With the decimals that the amount is written with."""
        _, _, decimals = self.speech.figure(money).partition(".")
        return "#,##0" + ("." + "0" * len(decimals) if decimals else "")


@dataclass(slots=True)
class _Pen:
    """Writes row after row on one sheet: text always as text, amounts and days as what they are."""

    sheet: "Worksheet"
    looks: _Looks
    row: int = 0

    def write(self, values: Iterable[Value], *, strong: bool = False) -> None:
        """The next row."""
        for column, value in enumerate(values):
            self._cell(column, value, strong=strong)
        self.row += 1

    def head(self, titles: Sequence[str]) -> None:
        """The next row, as headings."""
        for column, title in enumerate(titles):
            self.sheet.write_string(self.row, column, title, self.looks.head)
        self.row += 1

    def _cell(self, column: int, value: Value, *, strong: bool) -> None:
        looks = self.looks
        match value:
            case Money() if len(str(abs(value.minor))) > _MOST_DIGITS:
                self.sheet.write_string(self.row, column, looks.speech.figure(value), looks.of(strong=strong))
            case Money():
                form = looks.of(looks.money_form(value), strong=strong)
                self.sheet.write_number(self.row, column, value.minor / 10 ** ISO_DIGITS[value.currency], form)
            case date():
                self.sheet.write_datetime(self.row, column, value, looks.of(looks.day_form, strong=strong))
            case int():
                self.sheet.write_number(self.row, column, value, looks.of(strong=strong))
            case str() if value:
                self.sheet.write_string(self.row, column, value[:_MOST_CHARACTERS], looks.of(strong=strong))


def _summary(sheet: "Worksheet", statement: Statement, content: Content, looks: _Looks) -> None:
    pen = _Pen(sheet, looks)
    for column, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(column, column, width)
    _set_up(sheet, looks)
    sheet.set_portrait()
    for line in (content.letterhead[0], content.title):
        pen.write([line], strong=True)
    for line in (*content.letterhead[1:], *content.addressee, *content.dated, *content.opening):
        pen.write([line])
    for account, section in zip(statement.accounts, content.sections, strict=True):
        pen.write([])
        pen.write([section.heading], strong=True)
        for row in _sums(account, statement, looks.speech):
            pen.write(row)
        for line in section.pay:
            pen.write([line])
    pen.write([])
    for line in content.closing:
        pen.write([line])


def _sums(account: CurrencyStatement, statement: Statement, speech: Speech) -> Iterator[tuple[str, Money]]:
    yield from sums_of(account, speech)
    if account.interest:
        yield speech.words.interest.format(day=speech.day(statement.as_of)), account.interest.amount
    if account.items:
        yield from (
            (speech.pair(speech.words.ageing, speech.words.buckets[bucket]), amount)
            for bucket, amount in account.ageing.items()
        )


def _account(sheet: "Worksheet", account: CurrencyStatement, statement: Statement, looks: _Looks) -> None:
    pen, words = _Pen(sheet, looks), looks.speech.words
    for column, name in enumerate(ITEM_COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
    _set_up(sheet, looks)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    pen.head([words.columns[name] for name in ITEM_COLUMNS])
    for stated in account.items:
        cells = item_cells(stated, looks.speech)
        pen.write(cells[name] for name in ITEM_COLUMNS)
    totals: dict[str, Value] = {"invoice": words.columns["total"], **dict(_totals(account))}
    pen.write((totals.get(name) for name in ITEM_COLUMNS), strong=True)
    received = words.received.format(day=looks.speech.day(statement.received_from))
    _receipts(pen, words.unmatched, account.unmatched)
    _receipts(pen, received, account.received)


def _totals(account: CurrencyStatement) -> Iterator[tuple[str, Money]]:
    zero = Money.zero(account.currency)
    items = [stated.item for stated in account.items]
    yield "amount", sum((item.invoice.amount for item in items), zero)
    yield "paid", sum((item.paid for item in items), zero)
    yield "credited", sum((item.credited for item in items), zero)
    yield "open", account.total_open
    yield "disputed", account.disputed
    yield "retained", account.retained


def _receipts(pen: _Pen, title: str, receipts: tuple[Receipt, ...]) -> None:
    if not receipts:
        return
    speech = pen.looks.speech
    pen.write([])
    pen.write([title], strong=True)
    pen.head([speech.words.columns[name] for name in _RECEIPT_COLUMNS])
    for receipt in receipts:
        pen.write(receipt_row(receipt, speech))


def _set_up(sheet: "Worksheet", looks: _Looks) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + looks.speech.words.page.format(page="&P", pages="&N"))
