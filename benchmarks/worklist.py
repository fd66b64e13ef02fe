"""The worklist's first page over 200,000 open invoices of 20,000 customers. Target: p50 at most 100 ms.

Beside it, in the same run, what else a user would do: GROUP BY over the same tables, and pandas on what it reads from
them. Both tell only what is open and since when; neither knows what may be said today. PostgreSQL is measured when
TACTFUL_TEST_POSTGRES names a database in which schemas can be made.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from assistant.adapters.store.engine import address_of
from assistant.bootstrap import build_desk, make_sample_workspace
from assistant.domain.commitments import ContactMade, Hold, HoldReason, Promise
from assistant.domain.language import Language
from assistant.domain.ledger import Invoice, LedgerStamp, Payment
from assistant.domain.money import Money
from assistant.domain.parties import Contact, Customer, Standing
from assistant.settings import Settings
from assistant.workflow.desk import Desk
from assistant.workflow.worklist import worklist_page
from benchmarks.databases import address, names
from benchmarks.timing import in_turns, milliseconds, p50, p95

CUSTOMERS, INVOICES, LIMIT_MS = 20_000, 200_000, 100
SEEN = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
TODAY = SEEN.date()
BY_HAND = """
SELECT i.customer_code, i.currency, SUM(i.amount_minor - COALESCE(p.paid, 0)) AS open_minor, MIN(i.due) AS oldest
FROM invoices i LEFT JOIN (SELECT customer_code, invoice_no, SUM(amount_minor) AS paid FROM payments
  GROUP BY customer_code, invoice_no) p ON p.customer_code = i.customer_code AND p.invoice_no = i.number
WHERE i.amount_minor > COALESCE(p.paid, 0)
GROUP BY i.customer_code, i.currency ORDER BY oldest, i.customer_code LIMIT 50
"""


def run(rounds: int = 30) -> Iterator[str]:
    for name in names():
        with tempfile.TemporaryDirectory() as folder, address(name, Path(folder)) as url:
            yield _measured(name, Path(folder), url, rounds)


def _measured(name: str, folder: Path, url: str, rounds: int) -> str:
    settings = Settings(workspace=folder, database_url=url)
    make_sample_workspace(settings, SEEN)
    desk = build_desk(settings)
    _fill(desk)
    engine = create_engine(address_of(url))
    ours, grouped = in_turns(lambda: worklist_page(desk), _by_hand(engine), rounds)
    framed = _pandas(engine)
    pandas = [milliseconds(framed) for _ in range(5)]
    engine.dispose()
    page = worklist_page(desk)
    return (
        f"worklist on {name}, page 1 of {page.pages}: p50 {p50(ours):.0f} ms, p95 {p95(ours):.0f} ms;"
        f" GROUP BY over the ledger {p50(grouped):.0f} ms, pandas {p50(pandas):.0f} ms:"
        f" {p50(ours) / p50(grouped):.2f} of the one, {p50(ours) / p50(pandas):.2f} of the other;"
        f" {p50(ours) / LIMIT_MS:.2f} of the limit"
    )


def _by_hand(engine: Engine) -> Callable[[], object]:
    def work() -> object:
        with engine.connect() as connection:
            return connection.execute(text(BY_HAND)).all()

    return work


def _pandas(engine: Engine) -> Callable[[], object]:
    import pandas

    def work() -> object:
        with engine.connect() as connection:
            invoices = pandas.read_sql(
                "SELECT customer_code, number, currency, amount_minor, due FROM invoices", connection
            )
            payments = pandas.read_sql(
                "SELECT customer_code, invoice_no AS number, amount_minor AS paid FROM payments", connection
            )
        paid = payments.groupby(["customer_code", "number"], as_index=False)["paid"].sum()
        merged = invoices.merge(paid, how="left", on=["customer_code", "number"])
        merged["open"] = merged["amount_minor"] - merged["paid"].fillna(0)
        cases = merged[merged["open"] > 0].groupby(["customer_code", "currency"]).agg({"open": "sum", "due": "min"})
        return cases.sort_values("due").head(50)

    return work


def _fill(desk: Desk) -> None:
    """A ledger of fixed chance: a fifth of the invoices partly paid, some customers promised, on hold or written to."""
    chance = random.Random(20_260_616)
    with desk.record.begin() as tx:
        tx.save_stamp(LedgerStamp(as_of=SEEN, source="made for measuring"))
        tx.add_all(_customer(n) for n in range(CUSTOMERS))
        tx.add_all(entry for n in range(INVOICES) for entry in _entries(n, chance))
        for n in range(0, CUSTOMERS, 20):
            for save, thing in (
                (tx.save_hold, _hold(n)),
                (tx.save_promise, _promise(n + 5)),
                (tx.save_contact, _contact(n + 9)),
            ):
                save(thing)  # type: ignore[operator]


def _customer(n: int) -> Customer:
    return Customer(
        code=f"C{n:05d}",
        name=f"Made-up Customer {n}",
        contact=Contact(name="A. Person", salutation="", email=f"c{n}@customer.example"),
        language=Language.EN,
        region="SG",
        timezone="Asia/Singapore",
        standing=Standing.STANDARD,
    )


def _entries(n: int, chance: random.Random) -> Iterator[Invoice | Payment]:
    code, amount = f"C{chance.randrange(CUSTOMERS):05d}", Money(chance.randrange(5_000, 9_000_000), "USD")
    due = TODAY - timedelta(days=chance.randrange(-40, 120))
    yield Invoice(number=f"INV-{n}", customer_code=code, amount=amount, issued=due - timedelta(days=30), due=due)
    if n % 5 == 0:
        part = Money(chance.randrange(1, amount.minor), "USD")
        yield Payment(number=f"P-{n}", customer_code=code, amount=part, received=due, invoice_no=f"INV-{n}")


def _hold(n: int) -> Hold:
    return Hold(id=f"H-{n}", customer_code=f"C{n:05d}", reason=HoldReason.MANUAL, note="", since=TODAY, currency="USD")


def _promise(n: int) -> Promise:
    due = TODAY + timedelta(days=n % 30 - 15)
    amount = Money(100_000, "USD")
    return Promise(
        id=f"PR-{n}", customer_code=f"C{n:05d}", amount=amount, made_on=TODAY, due=due, quote="", source="a call"
    )


def _contact(n: int) -> ContactMade:
    return ContactMade(
        customer_code=f"C{n:05d}",
        currency="USD",
        at=SEEN - timedelta(days=n % 20),
        channel="email",
        kind="payment_reminder",
        stage="early",
        outcome="sent",
    )
