"""Importing 200,000 invoices of 20,000 customers beside pandas, each in a process of its own.

What pandas does is ``read_csv`` and ``to_sql`` into the same kind of database; ours reads, checks every row, finds
duplicates and contradictions with the record, stores, computes the worklist's figures and logs. Targets: at most three
times as long, at most 300 MB.
"""

import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from assistant.adapters.store.engine import address_of
from benchmarks.databases import SQLITE, address, names

INVOICES, CUSTOMERS = 200_000, 20_000
COLUMNS = (
    "customer_code", "customer_name", "email", "invoice_no", "issue_date", "due_date", "currency", "amount", "paid",
    "note",
)  # fmt: skip
PANDAS = """
import sys
import pandas
import sqlalchemy
pandas.read_csv(sys.argv[1]).to_sql("invoices", sqlalchemy.create_engine(sys.argv[2]), index=False)
"""
# On SQLite pandas also takes the driver's own connection, which is quicker.
PANDAS_ON_THE_DRIVER = """
import sqlite3, sys
import pandas
with sqlite3.connect(sys.argv[2].removeprefix("sqlite:///")) as connection:
    pandas.read_csv(sys.argv[1]).to_sql("invoices", connection, index=False)
"""
_HAN, _TRADES = "澜云启明远山海望舒禾隼松柏青岩", ("贸易", "照明", "电子", "工程", "实业", "科技")
_MOST_TIMES, _MOST_MEGABYTES = 3, 300


def run(rounds: int = 3) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder, "ledger.csv")
        write_ledger(ledger)
        for name in names():
            taken = [_round(name, Path(folder), ledger) for _ in range(rounds)]
            pandas, first, again = zip(*taken, strict=True)
            yield _line(f"import of {INVOICES:,} invoices on {name}", first, pandas)
            yield _line(f"the same file once more on {name}", again, pandas)
        driver = [_on_the_driver(Path(folder), ledger) for _ in range(rounds)]
        yield f"pandas on SQLite's own driver: {statistics.median(seconds for seconds, _ in driver):.1f} s"


def write_ledger(path: Path, invoices: int = INVOICES, customers: int = CUSTOMERS) -> None:
    """Half the names are Chinese, a fifth of the invoices have something paid; the same file each time."""
    chance = random.Random(7)
    known = [(f"C{n:05d}", _name(n), f"ap@c{n:05d}.example") for n in range(customers)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(invoices):
            minor = chance.randrange(10_000, 90_000_000)
            issued = date(2025, 1, 1) + timedelta(days=chance.randrange(500))
            due = issued + timedelta(days=chance.choice((15, 30, 45, 60)))
            paid = _written(minor // 2) if n % 5 == 0 else ""
            note = "季度结算" if n % 3 else f"order {n}"
            currency = "CNY" if n % 2 else "USD"
            number = f"INV-{n:07d}"
            writer.writerow((*known[n * 7919 % customers], number, issued, due, currency, _written(minor), paid, note))


def measured(command: Sequence[str | Path]) -> tuple[float, float]:
    """Seconds and peak megabytes of a process; raises CalledProcessError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(map(str, command)))
    return time.perf_counter() - started, usage.ru_maxrss * 1024 / 1_000_000


def _round(name: str, folder: Path, ledger: Path) -> tuple[tuple[float, float], ...]:
    """What one round takes: pandas, our import, and the same import again."""
    with address(name, folder) as url:
        theirs = address_of(url).render_as_string(hide_password=False)
        pandas = measured([sys.executable, "-c", PANDAS, ledger, theirs])
    with address(name, folder) as url, tempfile.TemporaryDirectory() as workspace:
        tactful = ["env", f"TACTFUL_DATABASE_URL={url}", sys.executable, "-m", "assistant", "--workspace", workspace]
        measured([*tactful, "audit", "verify"])  # makes the tables
        first, again = (measured([*tactful, "import", "ledger", ledger]) for _ in range(2))
    return pandas, first, again


def _on_the_driver(folder: Path, ledger: Path) -> tuple[float, float]:
    with address(SQLITE, folder) as url:
        return measured([sys.executable, "-c", PANDAS_ON_THE_DRIVER, ledger, url])


def _line(what: str, ours: Sequence[tuple[float, float]], pandas: Sequence[tuple[float, float]]) -> str:
    seconds, theirs = (statistics.median(s for s, _ in taken) for taken in (ours, pandas))
    most = max(megabytes for _, megabytes in ours)
    return (
        f"{what}: {seconds:.1f} s, pandas {theirs:.1f} s: {seconds / theirs:.2f} times (at most {_MOST_TIMES}); "
        f"{most:.0f} MB (at most {_MOST_MEGABYTES}), pandas {max(m for _, m in pandas):.0f} MB"
    )


def _name(n: int) -> str:
    if n % 2 == 0:
        return f"Sample {n} Trading Ltd."
    return f"{_HAN[n % 15]}{_HAN[n // 15 % 15]}{_HAN[n // 225 % 15]}{_TRADES[n % 6]}有限公司"


def _written(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
