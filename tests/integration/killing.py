"""Runs ``tactful`` in processes that can be killed at any moment, and knows what a record must hold afterwards."""

import csv
import json
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, text

ROOT = Path(__file__).parents[2]
# How often the tests kill; `make crash` says more.
KILLS = int(os.getenv("TACTFUL_KILLS", "3"))
# Children of one warm process: a kill hits the work, not the loading of modules.
PROGRAM = """
import json, os, sys
import alembic.command, alembic.config, psycopg, sqlalchemy.dialects.postgresql, sqlalchemy.dialects.sqlite
import assistant.bootstrap, assistant.workflow.import_ledger
from assistant.cli import run
for line in sys.stdin:
    arguments, url = json.loads(line)
    child = os.fork()
    if child == 0:
        os.environ["TACTFUL_DATABASE_URL"] = url
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(quiet, stream)
        sys.argv = ["tactful", "--lang", "en", *arguments]
        run()
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
CUSTOMERS = 150
HEADER = "customer_code customer_name kind invoice_no issue_date due_date currency amount reference"


class Commands:
    """Starts commands one after the other."""

    def __init__(self, program: str = PROGRAM) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TACTFUL_")}
        command = [sys.executable, "-c", program]
        pipe = subprocess.PIPE
        # Unbuffered: what was read must not hide from `select` what was not.
        self._process = subprocess.Popen(command, cwd=ROOT, env=clean, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0)
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin, self._process.stdout

    def run(self, arguments: Sequence[object], *, kill_after: float | None = None) -> int:
        """The exit code; -9 when the process still ran after so many seconds and was killed."""
        self._to.write(json.dumps(arguments).encode() + b"\n")
        child = self._number()
        if kill_after is not None and not select.select([self._from], [], [], kill_after)[0]:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return self._number()

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()

    def _number(self) -> int:
        line = self._from.readline()
        if not line:
            raise AssertionError(self._process.communicate()[1].decode())
        return int(line)


@dataclass
class LedgerFile:
    """A made-up ledger, and what of it a record must hold once it is imported: minor units by number."""

    path: Path
    invoices: dict[str, int] = field(default_factory=dict)
    payments: dict[str, int] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path, name: str, invoices: int) -> "LedgerFile":
        """A file of ``invoices`` invoices, every third with a payment of part of it."""
        made = cls(path=folder / f"{name}.csv")
        chance = random.Random(name)
        with made.path.open("w", newline="", encoding="utf-8") as out:
            sheet = csv.writer(out)
            sheet.writerow(HEADER.split())
            for n in range(invoices):
                sheet.writerows(made._documents(f"{name}-{n:05d}", n, chance))
        return made

    @property
    def open_minor(self) -> int:
        """What is open on all of it."""
        return sum(self.invoices.values()) - sum(self.payments.values())

    def stored(self, connection: Connection) -> bool:
        """Whether the record holds all of it; fails when it holds a part, or anything twice or changed."""
        mine = {"prefix": f"{self.path.stem}-%"}
        invoices = connection.execute(text("SELECT number, amount_minor FROM invoices WHERE number LIKE :prefix"), mine)
        payments = connection.execute(
            text("SELECT number, amount_minor FROM payments WHERE invoice_no LIKE :prefix"), mine
        )
        found = ([*map(tuple, invoices)], [*map(tuple, payments)])
        if found == ([], []):
            return False
        assert sorted(found[0]) == sorted(self.invoices.items())
        assert sorted(found[1]) == sorted(self.payments.items())
        return True

    def _documents(self, number: str, n: int, chance: random.Random) -> Iterator[list[str]]:
        amount, code, day = chance.randrange(1_000, 900_000), f"K{chance.randrange(CUSTOMERS):03d}", f"{1 + n % 28:02d}"
        who = [code, f"Made-up {code}"]
        self.invoices[number] = amount
        yield [*who, "invoice", number, f"2026-03-{day}", f"2026-04-{day}", "USD", _major(amount), ""]
        if n % 3 == 0:
            part = chance.randrange(1, amount)
            self.payments[f"P-{number}"] = part
            yield [*who, "payment", f"P-{number}", f"2026-04-{day}", "", "USD", _major(part), number]


def _major(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
