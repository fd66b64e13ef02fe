"""Puts together what a negotiation starts from, of a record given by hand and the talk so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.domain.bargain import Bargain
from assistant.domain.bearing import Bearing
from assistant.domain.brief import Topic
from assistant.domain.daily_rate import LateRate, ReferenceTable
from assistant.domain.interest import interest, round_half_up
from assistant.domain.late_terms import Rate
from assistant.domain.ledger import Invoice
from assistant.domain.money import BILLING_DIGITS, Money, total
from assistant.domain.negotiation import Party
from assistant.domain.track_record import TrackRecord
from assistant.errors import BadInput
from assistant.intake.given_record import given_authority, given_money, given_open, grounds_of
from assistant.intake.given_shapes import GivenInvoice, GivenRecord
from assistant.intake.given_talk import GivenTalk
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow
from assistant.law import read_rate
from assistant.negotiation.schedule import billing_step
from assistant.negotiation.situation import Debt, Situation


def given_situation(given: GivenRecord, region: str) -> Situation:
    """The debt, the record of the customer and the limits that ``given`` states, before anybody said anything.

    Of each invoice in the record's currency counts what is neither paid, credited nor disputed. Late interest is what
    the contract's line gives by a fixed rate, from the day after the due date to ``as_of``; zero where it states none,
    or more than one.
    """
    debts = _debts(given)
    step = billing_step(given.currency, BILLING_DIGITS.get(given.currency))
    return Situation(
        debts=debts,
        late_interest=_late_interest(debts, given, step),
        today=given.as_of,
        region=region,
        authority=given_authority(given.authority),
        record=_record(given),
        step_minor=step,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkRead:
    """What the customer's words say: ``earlier`` for each turn, None where it has no words of theirs, and ``now``."""

    earlier: tuple[Bargain | None, ...]
    now: Bargain


def read_talk(talk: GivenTalk, situation: Situation, contested: Iterable[str] = ()) -> TalkRead:
    """All of their words in ``talk``, read as those about the debt of ``situation``.

    The numbers of invoices that are ``contested`` altogether are known, too, lest they be taken for sums.
    """
    apart = tuple(contested)
    return TalkRead(
        earlier=tuple(
            _words_of(turn.text, situation, apart) if turn.who is Party.CUSTOMER and turn.text.strip() else None
            for turn in talk.history
        ),
        now=_words_of(talk.proposal, situation, apart),
    )


def _words_of(text: str, situation: Situation, contested: tuple[str, ...]) -> Bargain:
    """What ``text`` says about the debt of ``situation``, as if it came today."""
    owed = situation.outstanding
    open_now = OpenTotal(amount=owed.decimal, currency=owed.currency)
    each = tuple((debt.invoice_no, debt.amount.decimal) for debt in situation.debts)
    numbers = tuple(dict.fromkeys((*(number for number, _ in each), *contested)))
    ledger = LedgerNow(invoice_nos=numbers, total=open_now, open_by_no=each)
    return read_bargain(text, situation.today, ledger)


def _debts(given: GivenRecord) -> tuple[Debt, ...]:
    own = [each for each in given.invoices if (each.currency or given.currency) == given.currency]
    found = [Debt(invoice_no=each.no, amount=_asked_for(each, given), due=each.due) for each in own]
    return tuple(sorted((debt for debt in found if debt.amount.minor > 0), key=lambda debt: debt.due))


def _asked_for(invoice: GivenInvoice, given: GivenRecord) -> Money:
    return given_open(invoice, given) - given_money(invoice.disputed, given.currency)


def _late_interest(debts: tuple[Debt, ...], given: GivenRecord, step: int) -> Money:
    rate = _rate(given)
    if rate is None:
        return Money.zero(given.currency)
    late, no_rates = LateRate(rate=rate), ReferenceTable((), given.as_of)
    exact = sum((interest(_bearing(d), late, no_rates, through=given.as_of).exact for d in debts), Fraction(0))
    return round_half_up(exact, given.currency, step)


def _rate(given: GivenRecord) -> Rate | None:
    """The fixed rate of the clause on late payment, else of the whole line; None where there is none, or several."""
    clauses = [each.quote for each in grounds_of(given).excerpts if each.topic is Topic.LATE_INTEREST]
    try:
        rate = read_rate(" ".join(clauses) or given.contract).rate
    except BadInput:
        return None
    return None if rate.reference else rate


def _bearing(debt: Debt) -> Bearing:
    invoice = Invoice(number=debt.invoice_no, customer_code="", amount=debt.amount, issued=debt.due, due=debt.due)
    return Bearing(invoice=invoice, movements=(), late_after=debt.due)


def _record(given: GivenRecord) -> TrackRecord:
    """A promise was kept when what is paid covers it and those before; without a sum, when nothing is open."""
    paid = total((given_money(i.paid, given.currency) for i in _own(given)), given.currency)
    owed = total((given_open(i, given) for i in _own(given)), given.currency)
    due = sorted((p for p in given.promises if p.by and p.by < given.as_of), key=lambda p: p.by or date.min)
    promised, kept = Money.zero(given.currency), 0
    for promise in due:
        if promise.amount is None:
            kept += owed.minor <= 0
            continue
        promised = promised + given_money(promise.amount, given.currency)
        kept += promised <= paid
    settled = [i for i in _own(given) if given_open(i, given).minor <= 0]
    late = sum(1 for i in settled if i.paid_on and i.paid_on > i.due)
    return TrackRecord(kept=kept, broken=len(due) - kept, settled=len(settled), late=late)


def _own(given: GivenRecord) -> list[GivenInvoice]:
    return [each for each in given.invoices if (each.currency or given.currency) == given.currency]
