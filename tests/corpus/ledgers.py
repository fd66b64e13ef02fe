"""Ledgers as bytes: the canonical columns, one good row, and entries that differ from it in one thing."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.corpus.entry import Entry, Outcome

COLUMNS = (
    "customer_code", "customer_name", "email", "invoice_no", "issue_date", "due_date", "currency", "amount", "paid",
    "note",
)  # fmt: skip
GOOD = {
    "customer_code": "C1",
    "customer_name": "云岭贸易有限公司",
    "email": "ap@yunling.example",
    "invoice_no": "INV-1",
    "issue_date": "2026-05-01",
    "due_date": "2026-05-31",
    "currency": "CNY",
    "amount": "48200",
    "paid": "",
    "note": "",
}
KEPT = "invoice C1 INV-1 CNY 4820000 2026-05-01 2026-05-31"
HAN = ("客户编号", "客户名称", "邮箱", "发票号码", "开票日期", "到期日", "币种", "金额", "已付", "备注")
HANT = ("客戶編號", "客戶名稱", "電子郵件", "發票號碼", "開立日期", "到期日", "幣別", "金額", "已付金額", "備註")
KINDS = (
    "customer_code", "customer_name", "kind", "invoice_no", "issue_date", "due_date", "currency", "amount", "paid",
    "reference",
)  # fmt: skip


def row(**changes: str) -> list[str]:
    """The cells of the good row with ``changes``, in the canonical order."""
    return list((GOOD | changes).values())


def second(**changes: str) -> list[str]:
    """Another row of the same customer."""
    return row(**({"invoice_no": "INV-2"} | changes))


def text(rows: Iterable[Sequence[str]], header: Sequence[str] = COLUMNS, separator: str = ",", end: str = "\n") -> str:
    """Rows under their header as separated values."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator=end)
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def sheet(*rows: Sequence[str], header: Sequence[str] = COLUMNS, separator: str = ",", end: str = "\n") -> bytes:
    """The same in UTF-8."""
    return text(rows, header, separator, end).encode()


def invoice(number: str = "INV-2", minor: int = 4820000, **changes: str) -> str:
    """The line by which `tests.corpus.running.stored` lists an invoice."""
    given = {"customer": "C1", "currency": "CNY", "issued": "2026-05-01", "due": "2026-05-31"} | changes
    return f"invoice {given['customer']} {number} {given['currency']} {minor} {given['issued']} {given['due']}"


def accepted(name: str, group: str, content: bytes | Callable[[Path], None], *stored: str, **more: Any) -> Entry:
    """A file of which all arrives and nothing is reported."""
    count = more.pop("read", len([line for line in stored if line.startswith("invoice")]))
    given = {"outcome": Outcome.ACCEPTED, "read": count, "accepted": count, "rejected": {}, "warnings": {}} | more
    return Entry(name=name, group=group, content=content, stored=tuple(stored), **given)


def warned(
    name: str,
    group: str,
    content: bytes | Callable[[Path], None],
    warnings: Mapping[int, str],
    *stored: str,
    **more: Any,
) -> Entry:
    """A file of which all arrives, with something odd said about it."""
    return accepted(name, group, content, *stored, **({"outcome": Outcome.WARNED, "warnings": warnings} | more))


def by_row(
    name: str,
    group: str,
    content: bytes | Callable[[Path], None],
    rejected: Mapping[int, str],
    *stored: str,
    **more: Any,
) -> Entry:
    """A file of which the good rows arrive and the bad ones are refused."""
    good = more.pop("accepted", len([line for line in stored if line.startswith("invoice")]))
    given = {"outcome": Outcome.ROW_BY_ROW, "read": good + len(rejected), "accepted": good, "rejected": rejected} | more
    return Entry(name=name, group=group, content=content, stored=tuple(stored), **given)


def refused(name: str, group: str, content: bytes | Callable[[Path], None], error: str, **more: Any) -> Entry:
    """A file of which nothing is stored."""
    given = {"stored": ()} | more
    return Entry(name=name, group=group, content=content, outcome=Outcome.REFUSED, error=error, **given)


def asks(
    name: str, group: str, content: bytes | Callable[[Path], None], option: str, *choices: str, **more: Any
) -> Entry:
    """A file that can be read in two ways."""
    given = {"asks": {option: choices}, "stored": ()} | more
    return Entry(name=name, group=group, content=content, outcome=Outcome.NEEDS_ANSWER, **given)


def taken(
    name: str, group: str, minor: int = 4820000, *, invoice_in: Mapping[str, str] | None = None, **changes: str
) -> Entry:
    """The good row and another that differs in ``changes``; both arrive, the second with ``minor``."""
    line = invoice("INV-2", minor, **dict(invoice_in or {}))
    return accepted(name, group, sheet(row(), second(**changes)), KEPT, line)


def refuses_row(name: str, group: str, code: str, **changes: str) -> Entry:
    """The good row arrives; the one that differs in ``changes`` is refused for ``code``."""
    return by_row(name, group, sheet(row(), second(**changes)), {3: code}, KEPT)


def alone(name: str, group: str, option: str, *choices: str, **changes: str) -> Entry:
    """The good row and another that can be read in two ways."""
    return asks(name, group, sheet(row(), second(**changes)), option, *choices)
