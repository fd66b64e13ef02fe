"""Arrangements on CNY 100,000.00 of principal with CNY 1,000.00 of late interest, on Tuesday 16 June 2026."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.money import Money
from assistant.knowledge import read_yaml, shipped
from assistant.negotiation import AuthorityTable

TODAY = date(2026, 6, 16)
TABLE = read_yaml(shipped("knowledge") / "policies" / "authority.yaml", AuthorityTable)


def cny(text: str) -> Money:
    return Money.parse(text, "CNY")


def paying(*parts: tuple[int, str], kind: OfferKind = OfferKind.INSTALMENTS, **changes: Any) -> Arrangement:
    """So many days from today, such an amount."""
    values = {
        "kind": kind,
        "invoice_nos": ("INV-1",),
        "outstanding": cny("100000.00"),
        "late_interest": cny("1000.00"),
        "interest_waived": cny("0.00"),
        "discount": cny("0.00"),
        "fees": cny("0.00"),
        "schedule": tuple(Instalment(due=TODAY + timedelta(days=days), amount=cny(amount)) for days, amount in parts),
        "discount_pct": Decimal(0),
    }
    return Arrangement(**(values | changes))
