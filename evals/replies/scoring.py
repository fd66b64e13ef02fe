"""Compares readings of replies with what a person reads in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.commitments import Cause
from assistant.domain.reading import ProposalRead, Reading, Sign
from evals.replies.replies import EvalReply, ExpectedProposal

_NUMBERS = (
    "instalments",
    "first_payment",
    "per_instalment",
    "until",
    "extension_days",
    "discount_pct",
    "waive_interest",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scores:
    """Shares between 0 and 1; ``missed`` names what differs, one line for each.

    ``promise_date`` and ``promise_amount`` count over the replies where a promise is expected or was read, so that one
    invented counts against them; ``proposal_numbers`` likewise, all numbers and the kind together. ``macro_f1`` is over
    the causes that occur.
    """

    macro_f1: float
    promise_date: float
    promise_amount: float
    proposal_numbers: float
    dispute: float
    injection_recall: float
    injection_false_alarms: float
    signs: dict[str, tuple[float, float]]
    verbatim: float
    missed: tuple[str, ...]


def score(pairs: Iterable[tuple[EvalReply, Reading]]) -> Scores:
    """How ``Reading``s compare with the labels."""
    read = list(pairs)
    promises = [(e, r) for e, r in read if e.labels.promise or r.promise]
    proposals = [(e, r) for e, r in read if e.labels.proposal or r.proposal]
    disputes = [(e, r) for e, r in read if e.labels.dispute or r.dispute]
    hit, false = _sign(read, Sign.INJECTION)
    return Scores(
        macro_f1=_macro_f1(read),
        promise_date=_share(_same_date(e, r) for e, r in promises),
        promise_amount=_share(_same_amount(e, r) for e, r in promises),
        proposal_numbers=_share(_same_proposal(e.labels.proposal, r.proposal) for e, r in proposals),
        dispute=_share(_same_dispute(e, r) for e, r in disputes),
        injection_recall=hit,
        injection_false_alarms=false,
        signs={sign.value: _sign(read, sign) for sign in Sign},
        verbatim=_share(_is_verbatim(e, r) for e, r in read),
        missed=tuple(line for e, r in read for line in _missed(e, r)),
    )


def _share(answers: Iterable[bool]) -> float:
    counted = list(answers)
    return sum(counted) / len(counted) if counted else 1.0


def _macro_f1(read: list[tuple[EvalReply, Reading]]) -> float:
    scores = []
    for cause in Cause:
        right = sum(e.labels.primary_cause is cause and r.primary_cause is cause for e, r in read)
        wrong = sum((e.labels.primary_cause is cause) != (r.primary_cause is cause) for e, r in read)
        if right or wrong:
            scores.append(2 * right / (2 * right + wrong))
    return sum(scores) / len(scores) if scores else 1.0


def _same_date(e: EvalReply, r: Reading) -> bool:
    one, other = e.labels.promise, r.promise
    return one is not None and other is not None and one.date == other.day


def _same_amount(e: EvalReply, r: Reading) -> bool:
    one, other = e.labels.promise, r.promise
    return one is not None and other is not None and one.amount == other.amount


def _same_dispute(e: EvalReply, r: Reading) -> bool:
    one, other = e.labels.dispute, r.dispute
    if one is None or other is None:
        return False
    return (one.part == "all") is other.whole and one.invoice_no == other.invoice_no


def _same_proposal(one: ExpectedProposal | None, other: ProposalRead | None) -> bool:
    if one is None or other is None or one.kind is not other.kind:
        return False
    return all(getattr(one, name) == getattr(other, name) for name in _NUMBERS)


def _sign(read: list[tuple[EvalReply, Reading]], sign: Sign) -> tuple[float, float]:
    """The share found of those that are there, and the share of the others in which it was read."""
    there = [sign in r.signs for e, r in read if getattr(e.labels, sign.value)]
    not_there = [sign in r.signs for e, r in read if not getattr(e.labels, sign.value)]
    return _share(there), sum(not_there) / len(not_there) if not_there else 0.0


def _is_verbatim(e: EvalReply, r: Reading) -> bool:
    return all(words.quote and e.text[words.start : words.end] == words.quote for words in r.evidence().values())


def _missed(e: EvalReply, r: Reading) -> Iterable[str]:
    one = e.labels
    if one.primary_cause is not r.primary_cause:
        yield f"{e.id} cause: {one.primary_cause} read {r.primary_cause}: {e.text[:90]!r}"
    if bool(one.promise) != bool(r.promise) or (one.promise and not (_same_date(e, r) and _same_amount(e, r))):
        read = r.promise and (r.promise.amount, r.promise.day)
        yield f"{e.id} promise: {one.promise} read {read} [{e.received}]: {e.text[:120]!r}"
    elif one.promise and r.promise and one.promise.conditional != r.promise.conditional:
        yield f"{e.id} conditional: {one.promise.conditional}: {e.text[:90]!r}"
    if (one.proposal or r.proposal) and not _same_proposal(one.proposal, r.proposal):
        yield f"{e.id} proposal: {one.proposal} read {r.proposal}: {e.text[:120]!r}"
    if (one.dispute or r.dispute) and not _same_dispute(e, r):
        contested = r.dispute and (r.dispute.whole, r.dispute.invoice_no)
        yield f"{e.id} dispute: {one.dispute} read {contested}: {e.text[:90]!r}"
    if bool(one.out_of_office) != bool(r.out_of_office) or (
        one.out_of_office and r.out_of_office and one.out_of_office.until != r.out_of_office.until
    ):
        yield f"{e.id} away: {one.out_of_office} read {r.out_of_office}: {e.text[:90]!r}"
    for sign in Sign:
        if getattr(one, sign.value) != (sign in r.signs):
            yield f"{e.id} {sign}: {getattr(one, sign.value)}: {e.text[:90]!r}"
