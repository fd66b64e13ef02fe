"""What a crash, a full disk and programs that start at the same time leave of the record."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.store import SqlRecord, open_record
from assistant.domain.audit import first_broken
from tests.contract.things import HKD, a_customer, an_invoice
from tests.fakes.clock import FixedClock

ROOT = Path(__file__).parents[2]
CLOCK = FixedClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(file: Path) -> Iterator[SqlRecord]:
    made = open_record(f"sqlite:///{file}", CLOCK)
    yield made
    made.close()


def python(program: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run ``program`` in a fresh interpreter."""
    command = [sys.executable, "-W", "error", "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_a_kill_at_any_step_of_the_making_leaves_nothing_half_made(tmp_path: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from assistant.adapters.clock import SystemClock
from assistant.adapters.store import open_record
import alembic.command, alembic.config, sqlalchemy.dialects.sqlite  # loaded once, before the forks

def die_at(step):
    left = [step]
    @event.listens_for(Engine, "after_cursor_execute")
    def count(*_):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), 9)

steps = 0
while True:
    steps += 1
    folder = Path(sys.argv[1], str(steps))
    folder.mkdir()
    child = os.fork()
    if child == 0:
        die_at(steps)
        open_record(f"sqlite:///{folder}/record.db", SystemClock())
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
print(steps)
"""
    done = python(program, tmp_path)
    assert done.stderr == ""
    steps = int(done.stdout)
    assert steps > 40
    for step in range(1, steps + 1):
        again = open_record(f"sqlite:///{tmp_path / str(step) / 'record.db'}", CLOCK)
        with again.begin() as tx:
            tx.audit("ann", "noted", "HK02")
        again.close()


def test_programs_that_make_and_write_the_record_at_the_same_time_lose_nothing(file: Path) -> None:
    program = """
import sys, time
from assistant.adapters.clock import SystemClock
from assistant.adapters.store import open_record
time.sleep(max(0, float(sys.argv[2]) - time.time()))
record = open_record(sys.argv[1], SystemClock())
for n in range(25):
    with record.begin() as tx:
        tx.audit("ann", tx.next_id("M"), "record")
"""
    start = time.time() + 1.5
    command = [sys.executable, "-c", program, f"sqlite:///{file}", str(start)]
    started = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [one.communicate(timeout=60)[1] for one in started] == [""] * 4
    record = open_record(f"sqlite:///{file}", CLOCK)
    with record.read() as tx:
        entries = list(tx.audit_entries())
    assert [entry.event for entry in entries] == [f"M-{n:04d}" for n in range(1, 101)]
    assert first_broken(entries) is None
    record.close()


def test_what_was_written_before_a_kill_is_there_afterwards_whole(record: SqlRecord, file: Path) -> None:
    program = """
import sys
from itertools import count
from assistant.adapters.clock import SystemClock
from assistant.adapters.store import open_record
from tests.contract.things import a_customer, an_invoice
record = open_record(sys.argv[1], SystemClock())
with record.begin() as tx:
    tx.save_customer(a_customer())
    begun = len(tuple(tx.audit_entries()))
for n in count(begun + 1):
    with record.begin() as tx:
        tx.save_invoice(an_invoice(f"INV-{n:06d}"))
        tx.audit("ann", "invoice_saved", f"INV-{n:06d}")
    print(n, flush=True)
"""
    acknowledged = 0
    for wait in (5, 17, 40, 71):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, f"sqlite:///{file}"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for _ in range(wait):
            acknowledged = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        with record.read() as tx:
            entries = list(tx.audit_entries())
            invoices = [invoice.number for invoice in tx.account(*HKD).invoices]
        assert len(entries) >= acknowledged
        assert sorted(invoices) == [entry.subject for entry in entries]
        assert first_broken(entries) is None
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_full_disk_loses_nothing_that_was_written_before(record: SqlRecord, file: Path) -> None:
    with record.begin() as tx:
        tx.save_customer(a_customer())
    record.close()
    program = """
import resource, sys
from assistant.adapters.clock import SystemClock
from assistant.adapters.store import open_record
from assistant.errors import WorkspaceUnusable
from tests.contract.things import an_invoice
record = open_record(sys.argv[1], SystemClock())
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    with record.begin() as tx:
        for n in range(10_000):
            tx.save_invoice(an_invoice(f"INV-{n}", note="x" * 500))
except WorkspaceUnusable as error:
    print(error.code, "\\n" in str(error))
"""
    done = python(program, f"sqlite:///{file}")
    assert (done.stdout, done.stderr) == ("record_unwritable False\n", "")
    with record.begin() as tx:
        assert tx.customers() == (a_customer(),)
        assert tx.account_keys() == ()
        tx.save_invoice(an_invoice())
