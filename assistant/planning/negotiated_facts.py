"""What an arrangement adds to the facts of a brief, and which points of the customer's it answers.

Roles are those that a record given by hand uses, so that one phrasebook and one set of prompts serve both.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.brief import Fact, FactKind, FactValue, Source, SourceKind
from assistant.domain.case import Case
from assistant.domain.commitments import Cause, Reply
from assistant.domain.kinds import MessageKind
from assistant.domain.money import Money, total
from assistant.domain.reading import DisputeReason, Evidence, Reading, Sign

# The point that a rung of the ladder raises when the customer asks for it.
_POINTS = {
    OfferKind.OTHER_PAYMENT_METHOD: "asks_method",
    OfferKind.EXTENSION: "asks_time",
    OfferKind.PART_NOW: "asks_instalments",
    OfferKind.INSTALMENTS: "asks_instalments",
    OfferKind.WAIVE_INTEREST: "asks_waiver",
    OfferKind.DISCOUNT: "asks_discount",
    OfferKind.COLLATERAL: "asks_security",
}
# What a reader of replies finds, as the point that an answer takes up.
_BY_CAUSE = {
    Cause.CASH_FLOW: "cash_flow",
    Cause.CREDIT_WEAKNESS: "cash_flow",
    Cause.APPROVAL_DELAY: "approval",
    Cause.INVOICE_QUERY: "needs_documents",
    Cause.QUALITY_DISPUTE: "quality",
    Cause.OUR_ERROR: "contested",
}
_BY_SIGN = {
    Sign.ALREADY_PAID: "says_paid",
    Sign.DOCUMENT_REQUEST: "needs_documents",
    Sign.WRONG_CONTACT: "wrong_contact",
}
_OF_GOODS = frozenset(
    {DisputeReason.QUALITY, DisputeReason.SERVICE, DisputeReason.QUANTITY}
    | {DisputeReason.LATE_DELIVERY, DisputeReason.NOT_RECEIVED}
)
# What is guessed from other words with less certainty is no point that they raised.
_PLAIN = 0.75


def facts_of_arrangement(arrangement: Arrangement) -> Iterator[Fact]:
    """What is paid when, what is given away, and what is asked for it.

    A figure of late interest is among them only where the arrangement freezes it: any other letter leaves it open.
    """
    schedule = arrangement.schedule
    if schedule:
        yield _fact(FactKind.COUNT, "instalment_count", len(schedule))
        yield _fact(FactKind.MONEY, "plan_total", arrangement.scheduled)
    for n, part in enumerate(schedule, start=1):
        yield _fact(FactKind.MONEY, "instalment_amount", part.amount, about=str(n))
        yield _fact(FactKind.DATE, "instalment_due", part.due, about=str(n))
    if arrangement.kind is OfferKind.EXTENSION and len(schedule) == 1:
        yield _fact(FactKind.DATE, "extension_until", schedule[0].due)
    if arrangement.interest is InterestTreatment.FROZEN:
        yield _fact(FactKind.MONEY, "interest_fixed", arrangement.late_interest - arrangement.interest_waived)
    if arrangement.discount:
        yield _fact(FactKind.MONEY, "discount", arrangement.discount)
    if arrangement.fees:
        yield _fact(FactKind.MONEY, "fees", arrangement.fees)
    for role, words in (("security", arrangement.security), ("pay_method", arrangement.method)):
        if words.strip():
            yield _fact(FactKind.TEXT, role, words.strip())


def facts_contested(arranged: Arrangement, of_each: Mapping[str, Money], *, named: bool = True) -> Iterator[Fact]:
    """What is contested beside what is ``arranged``, and on which invoices where they are ``named``."""
    if of_each:
        yield _fact(FactKind.MONEY, "contested_sum", total(of_each.values(), arranged.currency))
        yield _fact(FactKind.MONEY, "undisputed", arranged.outstanding)
        if named:
            yield _fact(FactKind.TEXT, "contested_on", ", ".join(of_each))


def facts_of_next(steps: Iterable[Arrangement]) -> Iterator[Fact]:
    """How far the caller may go next without asking: the first of ``steps`` that is paid on other days."""
    step = next((step for step in steps if step.schedule), None)
    if step is None:
        return
    if len(step.schedule) > 1:
        yield _fact(FactKind.COUNT, "next_count", len(step.schedule))
        yield _fact(FactKind.MONEY, "next_first", step.schedule[0].amount)
    yield _fact(FactKind.DATE, "next_until", step.schedule[-1].due)


def facts_of_talk(
    reply: Reply | None, points: tuple[str, ...], asked: tuple[OfferKind, ...], case: Case
) -> Iterator[Fact]:
    """When the customer wrote, what they wrote, and each point that has to be answered."""
    if reply:
        day = _day(reply.received, case)
        yield _fact(FactKind.DATE, "message_date", day, SourceKind.RECORD, reply.id)
        yield _fact(FactKind.TEXT, "customer_message", reply.text, SourceKind.RECORD, reply.id)
    for point in dict.fromkeys((*points, *points_asked(asked))):
        yield _fact(FactKind.TEXT, "point", point, SourceKind.RECORD, reply.id if reply else case.id)


def points_read(reading: Reading) -> tuple[str, ...]:
    """The points that ``reading`` finds in a message, as far as its words are plain."""
    causes = [_BY_CAUSE.get(c.cause) for c in reading.causes if c.evidence.certainty >= _PLAIN]
    signs = [point for sign, point in _BY_SIGN.items() if sign in reading.signs and _is_plain(reading.signs[sign])]
    dispute = reading.dispute
    contests = "quality" if dispute and dispute.reason in _OF_GOODS else "contested"
    found = [*signs, *causes, contests if dispute and _is_plain(dispute.evidence) else None]
    # Who asks us to correct a paper tells of our mistake by that; nothing beside it is contested.
    corrected = dispute is None and "needs_documents" in signs
    return tuple(dict.fromkeys(point for point in found if point and not (corrected and point == "contested")))


def _is_plain(words: Evidence) -> bool:
    return words.certainty >= _PLAIN


def points_asked(asked: Iterable[OfferKind]) -> tuple[str, ...]:
    """The points of ``knowledge/record/points.yaml`` that asking for these rungs raises."""
    return tuple(dict.fromkeys(_POINTS[rung] for rung in asked if rung in _POINTS))


def facts_of_agreement(kind: MessageKind, agreed_on: date | None, agreed_with: str) -> Iterator[Fact]:
    """When and with whom it was agreed, for the message that confirms it."""
    if kind is not MessageKind.WRITTEN_CONFIRMATION:
        return
    if agreed_on:
        yield _fact(FactKind.DATE, "agreed_on", agreed_on, SourceKind.RECORD)
    if agreed_with.strip():
        yield _fact(FactKind.TEXT, "agreed_with", agreed_with.strip(), SourceKind.RECORD)


def _day(at: datetime, case: Case) -> date:
    return at.astimezone(ZoneInfo(case.customer.timezone)).date()


def _fact(
    kind: FactKind,
    role: str,
    value: FactValue,
    source: SourceKind = SourceKind.POLICY,
    reference: str = "arrangement",
    *,
    about: str = "",
) -> Fact:
    return Fact(id="", kind=kind, role=role, value=value, source=Source(kind=source, reference=reference), about=about)
