"""Decides how fresh an import makes each feed, and whose accounts it leaves incomplete."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from assistant.domain.ledger import Feed, LedgerStamp
from assistant.intake.reading import RejectedRow
from assistant.ports import Transaction


def stamp_feeds(
    tx: Transaction, feeds: Iterable[Feed], as_of: datetime, source: str, refused: Sequence[RejectedRow]
) -> bool:
    """Stamp ``feeds`` as true at ``as_of`` (UTC) by ``source``; whether anything changed.

    The refused rows stand in place of those of the last import of the feed. An older export never makes a feed older,
    and then its refused rows say nothing about the newer one either.
    """
    known = {stamp.feed: stamp for stamp in tx.stamps()}
    customers = tuple(sorted({row.customer_code for row in refused} - {""}))
    changed = False
    for feed in sorted(feeds):
        last = known.get(feed)
        if last is None or last.as_of <= as_of:
            changed |= tx.save_stamp(
                LedgerStamp(as_of=as_of, source=source, feed=feed, refused=len(refused), refused_customers=customers)
            )
    return changed
