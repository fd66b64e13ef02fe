"""Kills the program while it brings an old record up to date: the old record or the new one is left, with equal sums."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, insert, inspect, text

from assistant.adapters.store import open_record, revision
from assistant.adapters.store.documents import to_text
from assistant.adapters.store.engine import open_engine, writing
from assistant.domain.audit import AuditEntry, chained, first_broken
from assistant.domain.case import open_case
from assistant.domain.parties import Contact
from tests.contract.conftest import DATABASES, empty_database
from tests.fakes.clock import FixedClock
from tests.integration.killing import KILLS, Commands

NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
CLOCK = FixedClock(NOW)
OLD = "0001"
# Brings a record up to date in a child that dies after as many statements as it is told, 0 for never.
PROGRAM = """
import json, os, sys
import alembic.command, alembic.config, psycopg, sqlalchemy.dialects.postgresql, sqlalchemy.dialects.sqlite
from sqlalchemy import event
from sqlalchemy.engine import Engine
from assistant.adapters.clock import SystemClock
from assistant.adapters.store import open_record
for line in sys.stdin:
    step, url = json.loads(line)
    child = os.fork()
    if child == 0:
        left = [step]
        @event.listens_for(Engine, "after_cursor_execute")
        def count(*_):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), 9)
        open_record(url, SystemClock()).close()
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
COUNTED = {
    "customers": "0",
    "invoices": "SUM(amount_minor)",
    "payments": "SUM(amount_minor)",
    "credit_notes": "SUM(amount_minor)",
    "promises": "SUM(amount_minor)",
    "contacts": "0",
    "contracts": "0",
    "audit": "SUM(seq)",
}


@pytest.fixture(scope="module")
def upgrades() -> Iterator[Commands]:
    made = Commands(PROGRAM)
    yield made
    made.close()


@pytest.mark.parametrize("kind", DATABASES)
def test_a_kill_at_any_statement_of_a_migration_leaves_the_record_as_it_was(
    kind: str, tmp_path: Path, upgrades: Commands
) -> None:
    with empty_database(kind, tmp_path) as url:
        make_old(url)
        before, tables = sums(url), tables_of(url)
        step = 1
        while upgrades.run([step, url]) == -9:
            assert (revision_of(url), tables_of(url), sums(url)) == (OLD, tables, before)
            step += 1
        assert step > 30
        check_new(url, before)


@pytest.mark.parametrize("kind", DATABASES)
def test_a_kill_at_any_moment_of_a_migration_leaves_a_record_that_comes_up_to_date(
    kind: str, tmp_path: Path, upgrades: Commands
) -> None:
    chance = random.Random(20_260_616)
    left: Counter[str] = Counter()
    longest = 0.0
    for n in count():
        if left.total() >= KILLS:
            break
        folder = tmp_path / f"record-{n}"
        folder.mkdir()
        with empty_database(kind, folder) as url:
            make_old(url)
            before = sums(url)
            killed = longest > 0
            while killed:
                killed = upgrades.run([0, url], kill_after=chance.uniform(0, longest)) == -9
                assert sums(url) == before
                if killed:
                    left[revision_of(url)] += 1
            started = time.monotonic()
            assert upgrades.run([0, url]) == 0
            longest = longest or time.monotonic() - started
            check_new(url, before)
    print(f"{kind}: {left.total()} kills left records of revision {dict(left)}")


def check_new(url: str, before: object) -> None:
    """The record is up to date, holds what it held, and knows of each case what the case itself says."""
    record = open_record(url, CLOCK)
    assert revision_of(url) == revision.HEAD
    assert sums(url) == before
    with record.read() as tx:
        assert first_broken(list(tx.audit_entries())) is None
        assert [stamp.source for stamp in tx.stamps()] == ["old.csv"]
        kept = {
            (row[0], row[1]): tuple(row[2:])
            for row in tx._connection.execute(  # type: ignore[attr-defined]
                text(
                    "SELECT customer_code, currency, open_minor, open_items, unallocated_minor,"
                    " oldest_due IS NULL, last_contact IS NULL FROM case_figures"
                )
            )
        }
        keys = [(code, currency) for code in CODES for currency in tx.currencies_of(code)]
        for account in tx.accounts(keys):
            case = open_case(account, now=NOW, today=NOW.date())
            ours = [contact for contact in account.contacts if contact.kind != "in"]
            assert kept.pop((account.customer.code, account.currency)) == (
                case.open_balance.minor,
                len(case.items),
                case.unallocated.minor,
                not case.items,
                not ours,
            )
    assert kept == {}
    record.close()


def sums(url: str) -> dict[str, tuple[object, ...]]:
    """How many rows the tables have that were there from the first, and what their amounts come to."""
    with connected(url) as connection:
        return {
            table: tuple(connection.execute(text(f"SELECT COUNT(*), {total} FROM {table}")).one())
            for table, total in COUNTED.items()
        }


def revision_of(url: str) -> str:
    with connected(url) as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def tables_of(url: str) -> set[str]:
    with connected(url) as connection:
        return set(inspect(connection).get_table_names())


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    with engine.connect() as connection, connection.begin():
        yield connection
    engine.dispose()


CODES = [f"K{n:02d}" for n in range(40)]


def make_old(url: str) -> None:
    """A record of the first revision: invoices with part payments, overpayments, loose and stray money, and contacts."""
    engine = open_engine(url)
    with writing(engine.connect()) as connection, connection.begin():
        bring_to(connection, OLD)
        tables = MetaData()
        tables.reflect(connection)
        for name, rows in old_rows().items():
            connection.execute(insert(tables.tables[name]), rows)
    engine.dispose()


def bring_to(connection: Connection, wanted: str) -> None:
    from alembic.command import upgrade
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(revision.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    upgrade(config, wanted)


def old_rows() -> dict[str, list[dict[str, object]]]:
    chance = random.Random(1)
    contact = to_text(Contact(name="A. Person", salutation="", email="a@customer.example"))
    who = {"contact": contact, "language": "en", "region": "SG", "timezone": "Asia/Singapore", "standing": "standard"}
    rows: dict[str, list[dict[str, object]]] = {
        "customers": [{"code": code, "name": f"Made-up {code}", "since": None, **who} for code in CODES],
        "ledger_stamps": [{"id": 1, "as_of": NOW, "source": "old.csv"}],
        "audit": [],
    }
    for n in range(600):
        theirs = {"customer_code": chance.choice(CODES), "currency": chance.choice(["USD", "USD", "EUR"])}
        amount = chance.randrange(-200, 90_000)
        due = date(2026, 5, 1) + timedelta(days=n % 90)
        blank = {"contract_no": "", "terms": "", "note": "", "source": ""}
        rows.setdefault("invoices", []).append(
            {**theirs, **blank, "number": f"I{n}", "amount_minor": amount, "issued": due, "due": due}
        )
        entry = {**theirs, "number": f"E{n}", "amount_minor": chance.randrange(1, 120_000), "source": ""}
        on = {"invoice_no": chance.choice([f"I{n}", f"I{n}", "", "unknown"])}
        if n % 3 == 0:
            rows.setdefault("payments", []).append({**entry, **on, "received": due})
        if n % 7 == 0:
            rows.setdefault("credit_notes", []).append({**entry, **on, "issued": due})
        if n % 9 == 0:
            rows.setdefault("contacts", []).append(_old_contact(theirs, n))
    rows["audit"] = [_old_entry(entry) for entry in _old_log()]
    return rows


def _old_contact(theirs: dict[str, str], n: int) -> dict[str, object]:
    said = {"channel": "phone", "kind": "in" if n % 2 else "call", "stage": "early", "outcome": "", "note": ""}
    return {**theirs, **said, "at": NOW - timedelta(hours=n)}


def _old_log() -> Iterator[AuditEntry]:
    previous = None
    for n in range(20):
        previous = chained(previous=previous, at=NOW, actor="ann", event="noted", subject=f"I{n}", body={"n": n})
        yield previous


def _old_entry(entry: AuditEntry) -> dict[str, object]:
    import json

    body = json.dumps(entry.body, sort_keys=True, separators=(",", ":"))
    plain = {name: getattr(entry, name) for name in ("seq", "actor", "event", "subject", "version", "previous", "hash")}
    return {**plain, "at": entry.at.isoformat(), "body": body}
