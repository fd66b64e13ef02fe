"""Keeps the published rates that late interest moves with, each from a day on and with its source."""

import re
from datetime import date
from decimal import Decimal

from assistant.domain.late_terms import ReferenceRate
from assistant.errors import BadInput
from assistant.law import shipped_law
from assistant.law.shapes import Series
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed

_PERCENT = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,6})?%?")


def set_rate(
    desk: Desk, actor: str, series: str, valid_from: date, percent: str, source: str
) -> tuple[ReferenceRate, bool]:
    """Keep a published rate from ``valid_from`` on; whether anything changed.

    Raises NotFound for a series that no law table has, BadInput for what is not a percentage or without a source.
    """
    name = shipped_law().require_series(series).id
    if not _PERCENT.fullmatch(percent.strip()):
        raise BadInput("not_a_percentage", f"{percent!r} is not a percentage; write it like 3.45.", text=percent)
    rate = ReferenceRate(
        series=name,
        valid_from=valid_from,
        percent=Decimal(percent.strip().rstrip("%")),
        source=typed.line(source, "source"),
    )
    with desk.record.begin() as tx:
        before = {(r.series, r.valid_from): r for r in tx.reference_rates()}.get((name, valid_from))
        changed = tx.save_reference_rate(rate)
        if changed:
            body = {"from": valid_from, "percent": rate.percent, "was": before and before.percent}
            tx.audit(actor, "reference_rate_set", name, body=body)
    return rate, changed


def kept_rates(desk: Desk) -> tuple[tuple[Series, tuple[ReferenceRate, ...]], ...]:
    """Every series of the law tables with the values that are kept, the newest first."""
    with desk.record.read() as tx:
        rates = tx.reference_rates()
    return tuple((s, tuple(r for r in reversed(rates) if r.series == s.id)) for s in shipped_law().series)
