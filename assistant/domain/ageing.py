"""Ageing buckets: how long open balances have been past due, per currency."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money


class Bucket(StrEnum):
    """The field's usual ageing intervals, in days past due."""

    CURRENT = "current"
    DAYS_1_30 = "1-30"
    DAYS_31_60 = "31-60"
    DAYS_61_90 = "61-90"
    OVER_90 = "90+"


def bucket_of(days_past_due: int) -> Bucket:
    """The interval that ``days_past_due`` falls in; the due date itself is still current."""
    if days_past_due <= 0:
        return Bucket.CURRENT
    if days_past_due <= 30:
        return Bucket.DAYS_1_30
    if days_past_due <= 60:
        return Bucket.DAYS_31_60
    if days_past_due <= 90:
        return Bucket.DAYS_61_90
    return Bucket.OVER_90


def age(items: Iterable[OpenItem], today: date, currency: str) -> dict[Bucket, Money]:
    """The open balance in each bucket, every bucket present; raises when an item is of another currency.

    What the customer may still hold back is current, however old its invoice is.
    """
    buckets = {bucket: Money.zero(currency) for bucket in Bucket}
    for item in items:
        bucket = bucket_of(item.days_past_due(today))
        buckets[bucket] = buckets[bucket] + item.due_balance
        buckets[Bucket.CURRENT] = buckets[Bucket.CURRENT] + item.retained
    return buckets
