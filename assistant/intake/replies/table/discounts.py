"""Reads a discount said with no more than its size: "5% off or we walk", "2%, 98,000 on Monday", 半价."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.reading import PromiseRead, ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import LIKELY, Ear, Heard
from assistant.intake.replies.kinds import kind_of
from assistant.intake.replies.table.words import table_words
from assistant.intake.terms.numbers import read_number

# Percent off in a word.
_PARTS = {
    "half": Decimal(50),
    "半": Decimal(50),
    "third": Decimal("33.33"),
    "quarter": Decimal(25),
    "fifth": Decimal(20),
    "tenth": Decimal(10),
}
_HALF = Decimal("0.5")
_LESS, _WAIVE = ProposalKind.DISCOUNT, ProposalKind.WAIVE_INTEREST


def with_discount(ear: Ear, reading: Reading) -> Reading:
    """Percent off count as asked for when nobody says that they are not."""
    proposal = reading.proposal
    if proposal and (_LESS in proposal.kinds or proposal.discount_pct is not None):
        return reading
    for heard in ear.heard:
        if table_words()["no_gift"].search(heard.words) or heard.finds("proposal.never"):
            continue
        percent = _off(heard) or _exact_percent_off(ear, heard)
        if percent is not None:
            return _asking_for(ear, reading, heard, percent)
    return reading


def _off(heard: Heard) -> Decimal | None:
    if match := table_words()["less"].search(heard.words):
        if part := match["part"] or match["half"] or match["han"]:
            return _PARTS[part]
        raw = match["n"] or match["n9"] or match["n8"] or match["n7"] or match["m"] or match["bare"] or match["alone"]
        return Decimal(raw) if raw[0].isdigit() else read_number(raw).value
    return plan.percent_off((heard,), plainly=True)


def _exact_percent_off(ear: Ear, heard: Heard) -> Decimal | None:
    """Percent that stand beside what is left without them: "2 %, 98,000 on Monday" of 100,000; no first part."""
    if any(plan.is_rest(heard, each) for each in heard.sums):
        return None
    named = {each.value for each in heard.sums if each.share is None}
    shares = (each.share for each in heard.sums if each.share and each.share < _HALF)
    return next((100 * share for share in shares if ear.total.part(1 - share) in named), None)


def _asking_for(ear: Ear, reading: Reading, heard: Heard, percent: Decimal) -> Reading:
    """``reading`` asking for so much off, beside a waiver; what was taken for a sum may be the share that comes off."""
    waives = bool(reading.proposal and _WAIVE in reading.proposal.kinds)
    asked = ProposalRead(
        kind=_LESS,
        kinds=(_LESS, _WAIVE) if waives else (_LESS,),
        discount_pct=percent,
        waive_interest=waives,
        evidence=ear.evidence(heard, LIKELY),
    )
    promise = reading.promise
    if promise and promise.amount == ear.total.part(1 - percent / 100):
        return replace(reading, proposal=replace(asked, until=promise.day), promise=None)
    return replace(reading, proposal=asked, promise=None if _is_the_share(ear, promise, percent) else promise)


def _is_the_share(ear: Ear, promise: PromiseRead | None, percent: Decimal) -> bool:
    return promise is not None and promise.amount == ear.total.part(percent / 100)


def as_a_settlement(ear: Ear, reading: Reading) -> Reading | None:
    """``reading`` as a settlement, where one of two sums that make up what is open is not to be paid; else None."""
    sums = [(heard, each) for heard in ear.heard for each in heard.sums if each.share is None and each.value]
    let_go = [each for heard, each in sums if plan.is_let_go(heard, each)]
    paid = [each.value for _, each in sums if each not in let_go]
    if len(let_go) != 1 or len(paid) != 1 or paid[0] is None or let_go[0].value is None:
        return None
    if paid[0] + let_go[0].value != ear.total.amount:
        return None
    waives = reading.proposal is not None and reading.proposal.waive_interest
    kinds = (_LESS, _WAIVE) if waives else (_LESS,)
    made = ProposalRead(
        kind=kind_of(kinds),
        kinds=kinds,
        first_payment=paid[0],
        until=max((day.day for heard in ear.heard for day in heard.days if day.day), default=None),
        waive_interest=waives,
        evidence=ear.evidence(sums[0][0], LIKELY, sums[-1][0]),
    )
    return replace(reading, proposal=made, promise=None)
