"""Decides whether a reply contests what we ask for, how much and which invoice: "half the boxes came wet"."""

import re
from collections.abc import Iterable

from assistant.domain.commitments import Cause
from assistant.domain.reading import DisputeRead, DisputeReason, GivenCause
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard

# Causes that contest by themselves; the others need words that withhold or reject.
_CONTESTING = frozenset({Cause.QUALITY_DISPUTE, Cause.OUR_ERROR})
_BY_CAUSE = {Cause.QUALITY_DISPUTE: DisputeReason.QUALITY, Cause.OUR_ERROR: DisputeReason.OTHER}
# Who holds back for these reasons does not contest.
_NO_MERITS = frozenset({Cause.UNWILLING, Cause.APPROVAL_DELAY, Cause.CASH_FLOW, Cause.CREDIT_WEAKNESS, Cause.OVERSIGHT})
# How numbers of invoices look where no record names them.
_NUMBER = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{1,4}-?\d{2,}[\dA-Za-z-]*")
_OWED = frozenset(
    {
        DisputeReason.PRICE,
        DisputeReason.DUPLICATE,
        DisputeReason.CREDIT_MISSING,
        DisputeReason.TAX,
        DisputeReason.NOT_ORDERED,
    }
)


def dispute_in(ear: Ear, causes: tuple[GivenCause, ...]) -> DisputeRead | None:
    """What is contested; None where the customer only asks, or argues about the day."""
    said = [heard for heard in ear.heard if _contests(heard)]
    ground = next((each for each in causes if each.cause in _CONTESTING), None)
    interest = next((heard for heard in ear.heard if _contests_interest(heard)), None)
    if interest and ground is None:
        return DisputeRead(
            reason=DisputeReason.TERMS, whole=False, invoice_no=None, evidence=ear.evidence(interest, SURE)
        )
    if ground is None and (not said or any(each.cause in _NO_MERITS for each in causes)):
        return None
    if ground is None and any(each.cause is Cause.UNCLEAR_TERMS for each in causes) and not _rejects_scope(said):
        return None
    grounds = [heard for heard in ear.heard if ground and heard.sentence.start == ground.evidence.start]
    words = (said or grounds)[0]
    reason = _reason(ear, [*said, *grounds], ground)
    if ground and ground.cause is Cause.OUR_ERROR and not said and reason not in _OWED:
        return None
    return DisputeRead(
        reason=reason,
        whole=_is_whole(ear, reason),
        invoice_no=_invoice(ear, [*said, *grounds]),
        evidence=ear.evidence(words, SURE if said and ground else LIKELY),
    )


def _contests(heard: Heard) -> bool:
    if heard.sentence.is_question or heard.finds("dispute.never"):
        return False
    return bool(heard.finds("dispute.says"))


def _contests_interest(heard: Heard) -> bool:
    if heard.finds("dispute.never") or not heard.finds("dispute.interest"):
        return False
    terms = (p.causes[Cause.UNCLEAR_TERMS].says.search(heard.words) for p in heard.patterns)
    return bool(heard.finds("dispute.says") or any(terms)) and not heard.sentence.is_question


def _rejects_scope(said: list[Heard]) -> bool:
    return any(re.search(r"scope|extra|additional|included|范围|包含|之外|额外", heard.words) for heard in said)


def _reason(ear: Ear, near: list[Heard], ground: GivenCause | None) -> DisputeReason:
    for heard in (*near, *ear.heard):
        for patterns in heard.patterns:
            found = next((reason for reason, like in patterns.reasons.items() if like.search(heard.words)), None)
            if found:
                return found
    return _BY_CAUSE.get(ground.cause, DisputeReason.OTHER) if ground else DisputeReason.OTHER


def _is_whole(ear: Ear, reason: DisputeReason) -> bool:
    if any(heard.finds("dispute.whole") for heard in ear.heard):
        return True
    if reason in (DisputeReason.DUPLICATE, DisputeReason.NOT_ORDERED, DisputeReason.WRONG_DEBTOR):
        return True
    if reason in (DisputeReason.PRICE, DisputeReason.TAX, DisputeReason.CREDIT_MISSING, DisputeReason.QUANTITY):
        return False
    return not any(heard.finds("dispute.part") for heard in ear.heard)


def _invoice(ear: Ear, contesting: list[Heard]) -> str | None:
    """The invoice of the record that is named where they contest, else anywhere, or the only one there.

    Without a record it is the number named.
    """
    numbers = ear.ledger.invoice_nos
    if not numbers:
        own = " ".join(ear.text[h.sentence.start : h.sentence.end] for h in ear.heard)
        number = _NUMBER.search(own)
        return number[0] if number else None
    if len(numbers) == 1:
        return numbers[0]
    return _named_in(contesting, numbers) or _named_in(ear.heard, numbers)


def _named_in(zone: Iterable[Heard], numbers: tuple[str, ...]) -> str | None:
    """The first of ``numbers`` that the sentences name, in full or by its last digits."""
    words = " ".join(heard.words for heard in zone)
    named = [(words.find(_bare(no)), no) for no in numbers if _bare(no) in words]
    if named:
        return min(named)[1]
    tails = [
        no for no in numbers if (tail := re.search(r"\d{2,}$", no)) and re.search(rf"(?<!\d){tail[0]}(?!\d)", words)
    ]
    return tails[0] if len(tails) == 1 else None


def _bare(no: str) -> str:
    return no.lower()
