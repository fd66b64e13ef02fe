"""An English message as it is heard on a Tuesday in June, with one invoice of 18,000 pounds open."""

from datetime import date
from decimal import Decimal

from assistant.domain.bargain import Bargain
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow

TODAY = date(2026, 6, 9)


def heard(text: str) -> Bargain:
    """What the message says at the table."""
    total = OpenTotal(amount=Decimal(18_000), currency="GBP")
    return read_bargain(text, TODAY, LedgerNow(invoice_nos=("INV-77",), total=total))
