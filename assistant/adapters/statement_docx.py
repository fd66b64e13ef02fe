"""Lays a statement of account out on A4 pages: letterhead, tables whose head repeats, figures to the right, numbers."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.adapters.office_page import GREY, Cell, Row, add_line, add_table, new_page, number_pages, rule_beneath
from assistant.adapters.same_zip import repacked
from assistant.adapters.statement_content import Content, Section, Table, Value, content_of
from assistant.adapters.statement_words import Speech
from assistant.domain.money import Money
from assistant.domain.statement import Statement
from assistant.errors import BadInput

if TYPE_CHECKING:
    from docx.document import Document

# Millimetres; together they fill the 170 between the margins.
_PAGE = 170
_MOST_ROWS = 3000
_ITEMS = (27, 26, 26, 23, 21, 15, 21, 11)
_RECEIPTS = (26, 42, 36, 41, 25)
_SUMS = (70, 50)


def docx_of(statement: Statement, speech: Speech) -> bytes:
    """The whole statement as a DOCX file; the same statement always gives the same bytes.

    Raises BadInput for more items than anybody would read on pages; a workbook holds them.
    """
    items = sum(len(account.items) + len(account.received) for account in statement.accounts)
    if items > _MOST_ROWS:
        raise BadInput(
            "statement_too_long",
            f"The statement has {items} rows, more than the {_MOST_ROWS} that fit a DOCX file; add --format xlsx.",
            rows=items,
            most=_MOST_ROWS,
        )
    content = content_of(statement, speech)
    title = f"{content.title} – {content.addressee[0]}"
    document = new_page(speech.tag, title=title, author=content.letterhead[0], day=statement.as_of)
    _head(document, content)
    for section in content.sections:
        _section(document, section, speech)
    for place, line in enumerate(content.closing):
        add_line(document, line, before=10 if place == 0 else 0)
    number_pages(document, speech.words.page)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _head(document: "Document", content: Content) -> None:
    add_line(document, content.letterhead[0], size=13, strong=True)
    for line in content.letterhead[1:]:
        paragraph = add_line(document, line, size=8, colour=GREY)
    rule_beneath(paragraph)
    add_line(document, content.title, size=16, strong=True, before=10)
    pairs = zip_longest(content.addressee, content.dated, fillvalue="")
    rows = (
        Row(cells=(Cell(text=left, strong=place == 0), Cell(text=right, right=True)), ruled=False)
        for place, (left, right) in enumerate(pairs)
    )
    add_table(document, (80, 90), rows)
    for line in content.opening:
        add_line(document, line, before=10)


def _section(document: "Document", section: Section, speech: Speech) -> None:
    heading = add_line(document, section.heading, size=11.5, strong=True, before=14)
    heading.paragraph_format.keep_with_next = True
    if section.sums:
        rows = (_sum(label, amount, speech, first=not place) for place, (label, amount) in enumerate(section.sums))
        add_table(document, _SUMS, rows)
    if section.note:
        add_line(document, section.note, size=8.5)
    if section.items:
        _table(document, section.items, _ITEMS, speech)
    if section.ageing:
        _table(document, section.ageing, (_PAGE / 5,) * 5, speech)
    for table in section.receipts:
        _table(document, table, _RECEIPTS, speech)
    for place, line in enumerate(section.said):
        add_line(document, line, before=6 if place == 0 else 0)
    for place, line in enumerate(section.pay):
        paragraph = add_line(document, line, before=8 if place == 0 else 0, strong=place == 0)
        paragraph.paragraph_format.keep_with_next = place + 1 < len(section.pay)


def _sum(label: str, amount: Money, speech: Speech, *, first: bool) -> Row:
    figure = Cell(text=speech.money(amount), right=True, strong=first)
    return Row(cells=(Cell(text=label, strong=first), figure), stays=True, ruled=False)


def _table(document: "Document", table: Table, widths: Sequence[float], speech: Speech) -> None:
    title = add_line(document, table.title, strong=True, before=8)
    title.paragraph_format.keep_with_next = True
    add_table(document, widths, _rows(table, speech))
    if table.note:
        add_line(document, table.note, before=3)


def _rows(table: Table, speech: Speech) -> Iterator[Row]:
    yield Row(cells=tuple(Cell(text=t, right=p in table.figures) for p, t in enumerate(table.columns)), head=True)
    for row, remark in zip_longest(table.rows, table.remarks, fillvalue=""):
        cells = tuple(Cell(text=_written(v, speech), right=p in table.figures) for p, v in enumerate(row))
        yield Row(cells=cells, stays=bool(remark), ruled=not remark)
        if remark:
            yield Row(cells=(Cell(text=remark, grey=True, span=len(table.columns)),))


def _written(value: Value, speech: Speech) -> str:
    match value:
        case Money():
            return speech.figure(value)
        case date():
            return speech.short_day(value)
        case None:
            return ""
    return str(value)
