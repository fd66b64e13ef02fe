"""Made-up accounts and rates for the laws of money: everything that can happen to an invoice, within two years."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from assistant.domain.allocation import AllocationProposal
from assistant.domain.case import Account
from assistant.domain.commitments import Dispute
from assistant.domain.daily_rate import Ceiling, Fixing, LateRate, ReferenceTable
from assistant.domain.late_terms import Per, Rate, ReferenceRate
from assistant.domain.ledger import Allocation, CreditNote, Invoice, Payment, Retention
from assistant.domain.money import Money
from tests.unit.planning.accounts import a_customer

FIRST, LAST = date(2023, 11, 1), date(2025, 10, 31)
CURRENCIES = st.sampled_from(["CNY", "TWD", "JPY", "KWD", "EUR"])
NUMBERS = ("INV-1001", "INV-1002", "INV-1003", "INV-1004")
DAYS = st.dates(FIRST, LAST)
AMOUNTS = st.integers(1, 10**9)


def between(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


@st.composite
def invoices(draw: st.DrawFn, number: str, currency: str) -> Invoice:
    minor, due = draw(AMOUNTS), draw(DAYS)
    held = draw(st.none() | st.integers(1, minor))
    until = due + timedelta(days=draw(st.integers(0, 200)))
    return Invoice(
        number=number,
        customer_code="C1",
        amount=Money(minor, currency),
        issued=due - timedelta(days=30),
        due=due,
        retention=Retention(amount=Money(held, currency), until=until) if held else None,
    )


@st.composite
def payments(draw: st.DrawFn, n: int, currency: str) -> Payment:
    refund = draw(st.integers(0, 9)) == 0
    return Payment(
        number=f"RC-{n}",
        customer_code="C1",
        amount=Money(-draw(AMOUNTS) if refund else draw(AMOUNTS), currency),
        received=draw(DAYS),
        invoice_no=draw(st.sampled_from(["", "", *NUMBERS, "INV-7777"])),
        source=draw(st.sampled_from(["", "for INV-1002", "INV-1003/INV-1001", "bank.csv row 1001"])),
    )


@st.composite
def disputes(draw: st.DrawFn, n: int, currency: str) -> Dispute:
    opened = draw(DAYS)
    resolved = draw(st.none() | st.integers(0, 100))
    return Dispute(
        id=f"D-{n}",
        customer_code="C1",
        invoice_no=draw(st.sampled_from(NUMBERS)),
        amount=Money(draw(AMOUNTS), currency),
        reason="",
        opened_on=opened,
        quote="",
        handler="",
        answer_by=opened,
        resolved_on=None if resolved is None else opened + timedelta(days=resolved),
    )


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    currency = draw(CURRENCIES)
    count = draw(st.integers(1, 4))
    notes = tuple(
        CreditNote(
            number=f"CN-{n}",
            customer_code="C1",
            amount=Money(draw(AMOUNTS), currency),
            issued=draw(DAYS),
            invoice_no=draw(st.sampled_from(["", *NUMBERS])),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    return Account(
        customer=a_customer(),
        currency=currency,
        invoices=tuple(draw(invoices(number, currency)) for number in NUMBERS[:count]),
        payments=tuple(draw(payments(n, currency)) for n in range(draw(st.integers(0, 5)))),
        credit_notes=notes,
        disputes=tuple(draw(disputes(n, currency)) for n in range(draw(st.integers(0, 2)))),
    )


@st.composite
def late_rates(draw: st.DrawFn) -> tuple[LateRate, ReferenceTable]:
    percent = Decimal(draw(st.integers(0, 4000))) / 100
    series = draw(st.sampled_from(["", "", "LPR_1Y"]))
    rate = Rate(
        percent=percent,
        per=draw(st.sampled_from(list(Per))),
        reference=series,
        factor=Decimal(draw(st.integers(1, 40))) / 10,
        margin=Decimal(draw(st.integers(-300, 1200))) / 100,
        days_in_year=draw(st.sampled_from([365, 360])),
    )
    values = draw(st.lists(st.tuples(DAYS, st.integers(-100, 900)), max_size=5, unique_by=lambda pair: pair[0]))
    kept = tuple(
        ReferenceRate(series="LPR_1Y", valid_from=day, percent=Decimal(value) / 100, source="") for day, value in values
    )
    ceiling = Ceiling(rule="tw.ceiling", percent=Decimal(16), valid_from=draw(DAYS))
    late = LateRate(
        rate=rate,
        fixing=draw(st.sampled_from(list(Fixing))),
        ceiling=draw(st.sampled_from([None, None, ceiling])),
        valid_from=draw(st.none() | DAYS),
        valid_to=draw(st.none() | DAYS),
    )
    return late, ReferenceTable(kept, known_until=draw(DAYS))


def applied(account: Account, proposal: AllocationProposal) -> Account:
    """The account once a proposal is stored."""
    entries = tuple(
        Allocation(
            id=f"AL-{n}",
            customer_code="C1",
            receipt_no=placed.receipt.number,
            invoice_no=placed.invoice_no,
            amount=placed.amount,
            made_on=LAST,
            basis=placed.basis,
            is_credit=placed.receipt.is_credit,
        )
        for n, placed in enumerate(proposal.placed, start=len(account.allocations))
    )
    return replace(account, allocations=(*account.allocations, *entries))
