"""Decides how a statement of account looks on a terminal."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from assistant.adapters.statement_content import Content, Section, Table, Value, content_of
from assistant.adapters.statement_words import Speech
from assistant.domain.money import Money
from assistant.domain.statement import Statement
from assistant.wording import in_columns


def text_of(statement: Statement, speech: Speech) -> str:
    """The whole statement as plain lines."""
    return "\n".join(_lines(content_of(statement, speech), speech)) + "\n"


def _lines(content: Content, speech: Speech) -> Iterator[str]:
    yield from content.letterhead
    yield ""
    yield content.title
    yield ""
    yield from content.addressee
    yield from content.dated
    for line in content.opening:
        yield ""
        yield line
    for section in content.sections:
        yield ""
        yield from _section(section, speech)
    yield ""
    yield from content.closing


def _section(section: Section, speech: Speech) -> Iterator[str]:
    yield f"── {section.heading}"
    if section.items:
        yield ""
        yield from _table(section.items, speech)
    if section.sums:
        yield ""
        yield from _sums(section, speech)
    for table in (*([section.ageing] if section.ageing else []), *section.receipts):
        yield ""
        yield from _table(table, speech)
    if section.said:
        yield ""
        yield from section.said
    if section.pay:
        yield ""
        yield section.pay[0]
        yield from (f"  {line}" for line in section.pay[1:])


def _sums(section: Section, speech: Speech) -> Iterator[str]:
    yield from in_columns([(label, speech.money(amount)) for label, amount in section.sums], {1})
    if section.note:
        yield section.note


def _table(table: Table, speech: Speech) -> Iterator[str]:
    rows = [table.columns, *([_written(value, speech) for value in row] for row in table.rows)]
    yield table.title
    for line, remark in zip_longest(in_columns(rows, table.figures), ("", *table.remarks), fillvalue=""):
        yield f"  {line}"
        if remark:
            yield f"    {remark}"
    if table.note:
        yield f"  {table.note}"


def _written(value: Value, speech: Speech) -> str:
    match value:
        case Money():
            return speech.figure(value)
        case date():
            return speech.short_day(value)
        case None:
            return ""
    return str(value)
