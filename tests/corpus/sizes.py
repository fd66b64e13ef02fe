"""Files that are far larger than any ledger, or that unpack to it: each ends in a plain message, in bounds."""

from collections.abc import Iterator
from pathlib import Path

from tests.corpus.entry import Entry
from tests.corpus.ledgers import COLUMNS, KEPT, accepted, by_row, invoice, refused, row, second, sheet

GROUP = "sizes"
MEGABYTE = 1_000_000
HEADER = ",".join(COLUMNS).encode() + b"\n"


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    yield _large("line-of-100-megabytes.csv", lambda path: _fill(path, b"x" * MEGABYTE, 100))
    yield _large("line-of-100-megabytes-below-a-header.csv", lambda path: _fill(path, b"x" * MEGABYTE, 100, HEADER))
    yield _large("100-megabytes-of-commas.csv", lambda path: _fill(path, b"," * MEGABYTE, 100))
    yield _large("100-megabytes-of-line-ends.csv", lambda path: _fill(path, b"\n" * MEGABYTE, 100))
    yield _large("100-megabytes-of-quotes.csv", lambda path: _fill(path, b'"' * MEGABYTE, 100, HEADER))
    yield _large("100-megabytes-of-nothing.csv", lambda path: _sparse(path, 100 * MEGABYTE))
    yield _large("five-gigabytes.csv", lambda path: _sparse(path, 5_000 * MEGABYTE))
    yield _large("a-million-rows.csv", _million)
    yield _large("a-million-short-rows.csv", lambda path: path.write_bytes(b"a,b\n" + b"1,2\n" * MEGABYTE))
    yield _large("line-of-15-megabytes.csv", lambda path: _fill(path, b"x" * MEGABYTE, 15, HEADER), None)
    yield _large("15-megabytes-of-commas.csv", lambda path: _fill(path, b"," * MEGABYTE, 15, HEADER), None)
    yield _large("15-megabytes-of-quotes.csv", lambda path: _fill(path, b'"' * MEGABYTE, 15, HEADER), None)
    yield _large(
        "15-megabytes-of-one-cell.csv", lambda path: _fill(path, b"x\n" * (MEGABYTE // 2), 15, HEADER + b'"'), None
    )
    yield _large("15-megabytes-of-line-ends.csv", lambda path: _fill(path, b"\n" * MEGABYTE, 15), "empty_file")
    digits = sheet(row(), second(amount="9" * 100_000))
    yield by_row("amount-of-100000-digits.csv", GROUP, digits, {3: "too_long"}, KEPT, heavy=True)
    thousand = sheet(*(row(invoice_no=f"INV-{n:05}") for n in range(20_000)))
    lines = (invoice(f"INV-{n:05}") for n in range(20_000))
    yield accepted("twenty-thousand-rows.csv", GROUP, thousand, *lines, heavy=True)


def _large(name: str, build, error: str | None = "too_large") -> Entry:
    return refused(name, GROUP, build, error, heavy=True)


def _fill(path: Path, piece: bytes, times: int, start: bytes = b"") -> None:
    with path.open("wb") as file:
        file.write(start)
        for _ in range(times):
            file.write(piece)


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _million(path: Path) -> None:
    cells = row(customer_name="Y", email="", note="")
    place = COLUMNS.index("invoice_no")
    head, tail = ",".join(cells[:place]), ",".join(cells[place + 1 :])
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER.decode())
        file.writelines(f"{head},{n},{tail}\n" for n in range(MEGABYTE))
