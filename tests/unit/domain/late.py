"""Values for tests of late interest: an invoice of 10,000.00 due on 31 January 2026, and rates that give round sums."""

from datetime import date
from decimal import Decimal

from assistant.domain.bearing import bearing_of
from assistant.domain.case import Account
from assistant.domain.daily_rate import LateRate, ReferenceTable
from assistant.domain.interest import Interest, interest
from assistant.domain.late_terms import Per, Rate, ReferenceRate
from assistant.domain.ledger import Invoice, Payment
from assistant.domain.money import Money
from tests.unit.planning.accounts import a_customer

FAR = date(2030, 1, 1)


def an_invoice(amount: str = "10000.00", due: date = date(2026, 1, 31), **changes: object) -> Invoice:
    values = {"number": "A", "customer_code": "C1", "currency": "CNY", "issued": date(2026, 1, 1)} | changes
    money = Money.parse(amount, str(values.pop("currency")), billing_digits={})
    return Invoice(amount=money, due=due, **values)


def an_account(*invoices: Invoice, **parts: tuple) -> Account:
    return Account(customer=a_customer(), currency=invoices[0].amount.currency, invoices=invoices, **parts)


def a_payment(amount: str, on: date, invoice_no: str = "A", number: str = "P1", currency: str = "CNY") -> Payment:
    money = Money.parse(amount, currency, billing_digits={})
    return Payment(number=number, customer_code="C1", amount=money, received=on, invoice_no=invoice_no)


def daily(percent: str) -> Rate:
    return Rate(percent=Decimal(percent), per=Per.DAY)


def monthly(percent: str, days_in_year: int = 365) -> Rate:
    return Rate(percent=Decimal(percent), per=Per.MONTH, days_in_year=days_in_year)


def yearly(percent: str, days_in_year: int = 365) -> Rate:
    return Rate(percent=Decimal(percent), per=Per.YEAR, days_in_year=days_in_year)


def rates(series: str, *values: tuple[date, str], known_until: date = FAR) -> ReferenceTable:
    kept = (ReferenceRate(series=series, valid_from=day, percent=Decimal(p), source="test") for day, p in values)
    return ReferenceTable(tuple(kept), known_until)


NO_RATES = ReferenceTable((), FAR)


def computed(
    rate: Rate | LateRate,
    through: date,
    *,
    invoice: Invoice | None = None,
    table: ReferenceTable = NO_RATES,
    after: date | None = None,
    account: Account | None = None,
    **how: object,
) -> Interest:
    """The interest on one invoice of one account; ``how`` is what `bearing_of` takes."""
    late = rate if isinstance(rate, LateRate) else LateRate(rate=rate)
    one = invoice or (account.invoices[0] if account else an_invoice())
    return interest(bearing_of(account or an_account(one), one, **how), late, table, through=through, after=after)


def steps(found: Interest) -> list[tuple[str, str, int, str]]:
    """(first day, last day, days, balance) of each segment."""
    return [(f"{s.first}", f"{s.last}", s.days, str(s.balance)) for s in found.segments]
