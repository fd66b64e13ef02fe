"""Sees in a brief which circumstances hold: what a phrase, a layout or a move of a prompt may depend on."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from assistant.domain.arrangement import Arrangement, InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.brief import Brief, Fact, Grounds
from assistant.domain.kinds import MessageKind, Stage
from assistant.domain.money import Money
from assistant.domain.parties import Formality

# So many invoices are listed; the rest is named in one line, but where every item has to stand.
LISTED = 8
WHOLE = frozenset({MessageKind.STATEMENT_OF_ACCOUNT, MessageKind.FORMAL_DEMAND, MessageKind.COUNSEL_BRIEF})


class Circumstance(StrEnum):
    """What a phrase may depend on.

    Dates: before_due, due_today, overdue (any invoice past its date). History: follow_up (second message or later),
    paid_since (money arrived since the last contact), nothing_since (we were in touch after a due date, and none did
    as far as the record shows). Size: one, many, cut (more invoices than are listed).
    Content: reduced (less is open than was invoiced), disputed, promise, extension, instalments, legal_notice (words on
    legal steps are authorised). from_middle: the stage is middle or later. settled: nothing is left to pay. undisputed:
    part of what is contested may still be asked for. lawsuit: proceedings exist. formal_address, plain_address: so the
    customer wants to be greeted. arranged: the message rests on an arrangement, interest_waived: one that gives
    late interest up on completion, in_full: one that asks for everything at once and gives nothing, beforehand: one
    that stands until its first payment, when an answer would come too late; wants_… is what it asks for;
    nothing_asked: their message raises no point about it.
    stands: we offered just this before. beyond: out of need they propose what is beyond the writer's authority.
    undecided: they name two ways at once. The rest are points that the customer's message raises.
    """

    BEFORE_DUE = "before_due"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    FOLLOW_UP = "follow_up"
    PAID_SINCE = "paid_since"
    NOTHING_SINCE = "nothing_since"
    ONE = "one"
    MANY = "many"
    CUT = "cut"
    REDUCED = "reduced"
    DISPUTED = "disputed"
    PROMISE = "promise"
    EXTENSION = "extension"
    INSTALMENTS = "instalments"
    LEGAL_NOTICE = "legal_notice"
    FROM_MIDDLE = "from_middle"
    SETTLED = "settled"
    UNDISPUTED = "undisputed"
    LAWSUIT = "lawsuit"
    FORMAL_ADDRESS = "formal_address"
    PLAIN_ADDRESS = "plain_address"
    ARRANGED = "arranged"
    INTEREST_WAIVED = "interest_waived"
    IN_FULL = "in_full"
    BEFOREHAND = "beforehand"
    WANTS_FIRST = "wants_first"
    WANTS_DATES = "wants_dates"
    WANTS_ORDER = "wants_order"
    WANTS_FULL = "wants_full"
    WANTS_PREPAID = "wants_prepaid"
    NOTHING_ASKED = "nothing_asked"
    STANDS = "stands"
    BEYOND = "beyond"
    UNDECIDED = "undecided"
    HOW_MUCH = "how_much"
    CAUSE_FIRST = "cause_first"
    SAYS_PAID = "says_paid"
    CASH_FLOW = "cash_flow"
    ASKS_INSTALMENTS = "asks_instalments"
    ASKS_TIME = "asks_time"
    ASKS_METHOD = "asks_method"
    ASKS_DISCOUNT = "asks_discount"
    ASKS_WAIVER = "asks_waiver"
    ASKS_SECURITY = "asks_security"
    QUALITY = "quality"
    CONTESTED = "contested"
    WRONG_CONTACT = "wrong_contact"
    NEEDS_DOCUMENTS = "needs_documents"
    APPROVAL = "approval"


def circumstances_of(brief: Brief) -> Iterator[Circumstance]:
    """Every circumstance that holds for ``brief``."""
    grounds, count = brief.grounds, len(brief.invoices)
    offered = {offer.kind for offer in grounds.offers}
    holds = {
        _timing(brief): True,
        Circumstance.FOLLOW_UP: brief.number > 1,
        Circumstance.PAID_SINCE: _paid_since(brief),
        Circumstance.NOTHING_SINCE: _nothing_since(brief),
        Circumstance.ONE: count == 1,
        Circumstance.MANY: count > 1,
        Circumstance.CUT: count > LISTED and brief.kind not in WHOLE,
        Circumstance.REDUCED: any(_is_reduced(brief, number) for number in brief.invoices),
        Circumstance.DISPUTED: grounds.fact("disputed_amount") is not None,
        Circumstance.PROMISE: grounds.fact("promise_due") is not None,
        Circumstance.EXTENSION: OfferKind.EXTENSION in offered and grounds.fact("extension_until") is not None,
        Circumstance.INSTALMENTS: _in_parts(grounds),
        Circumstance.LEGAL_NOTICE: grounds.legal_notice_authorised,
        Circumstance.SETTLED: _is_settled(grounds),
        Circumstance.UNDISPUTED: any(_is_positive(fact) for fact in grounds.facts_of("undisputed")),
        Circumstance.LAWSUIT: grounds.lawsuit_filed,
        Circumstance.FORMAL_ADDRESS: brief.formality is Formality.FORMAL,
        Circumstance.PLAIN_ADDRESS: brief.formality is Formality.PLAIN,
        Circumstance.FROM_MIDDLE: brief.stage not in (Stage.UPCOMING, Stage.DUE, Stage.EARLY),
    }
    yield from (circumstance for circumstance, does_hold in holds.items() if does_hold)
    points = frozenset(Circumstance(str(fact.value)) for fact in grounds.facts_of("point"))
    yield from points
    if brief.arrangement:
        yield from _arranged(brief.arrangement)
        if _is_paid_by_then(brief):
            yield Circumstance.BEFOREHAND
        if points <= {Circumstance.STANDS}:
            yield Circumstance.NOTHING_ASKED


# What is asked for, in the circumstance that says so; the others go without saying, or are facts.
_WANTS = {
    Return.FIRST_PAYMENT_NOW: Circumstance.WANTS_FIRST,
    Return.FIXED_DATE: Circumstance.WANTS_DATES,
    Return.COMPLETION: Circumstance.WANTS_DATES,
    Return.STANDING_ORDER: Circumstance.WANTS_ORDER,
    Return.PAYMENT_IN_FULL: Circumstance.WANTS_FULL,
    Return.NEW_ORDERS_PREPAID: Circumstance.WANTS_PREPAID,
}


def _arranged(arrangement: Arrangement) -> Iterator[Circumstance]:
    yield Circumstance.ARRANGED
    if arrangement.interest is InterestTreatment.WAIVED:
        yield Circumstance.INTEREST_WAIVED
    if arrangement.kind is OfferKind.FULL_NOW:
        yield Circumstance.IN_FULL
    yield from (_WANTS[wanted] for wanted in arrangement.returns if wanted in _WANTS)


def _is_paid_by_then(brief: Brief) -> bool:
    first, asked = min(_dates(brief, "instalment_due"), default=None), max(_dates(brief, "ask_by"), default=None)
    return first is not None and asked is not None and first <= asked


def _in_parts(grounds: Grounds) -> bool:
    scheduled = any(len(offer.schedule) > 1 for offer in grounds.offers)
    return scheduled and grounds.fact("instalment_due") is not None


def _is_settled(grounds: Grounds) -> bool:
    left = grounds.fact("remaining") or grounds.fact("total_open")
    return left is not None and not _is_positive(left)


def _is_positive(fact: Fact) -> bool:
    return isinstance(fact.value, Money) and fact.value.minor > 0


def _is_reduced(brief: Brief, invoice_no: str) -> bool:
    grounds = brief.grounds
    return grounds.value("open_balance", invoice_no) != grounds.value("invoice_amount", invoice_no)


def _timing(brief: Brief) -> Circumstance:
    """By the due dates themselves, for a step can be reached a day or two late; by the stage where there are none."""
    first = min(_dates(brief, "due_date"), default=None)
    if first is None:
        by_stage = {Stage.UPCOMING: Circumstance.BEFORE_DUE, Stage.DUE: Circumstance.DUE_TODAY}
        return by_stage.get(brief.stage, Circumstance.OVERDUE)
    as_of = brief.grounds.as_of
    if first == as_of:
        return Circumstance.DUE_TODAY
    return Circumstance.BEFORE_DUE if first > as_of else Circumstance.OVERDUE


def _nothing_since(brief: Brief) -> bool:
    last, dues = brief.grounds.value("last_contact"), _dates(brief, "due_date")
    # A word before the due date is no reminder that went unanswered.
    reminded = isinstance(last, date) and bool(dues) and last >= min(dues)
    return brief.number > 1 and reminded and not _paid_since(brief) and not brief.grounds.fact("unallocated")


def _paid_since(brief: Brief) -> bool:
    paid, last = _dates(brief, "paid_on"), brief.grounds.value("last_contact")
    return bool(paid) and (not isinstance(last, date) or max(paid) >= last)


def _dates(brief: Brief, role: str) -> list[date]:
    return [fact.value for fact in brief.grounds.facts_of(role) if isinstance(fact.value, date)]
