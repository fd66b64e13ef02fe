"""Decides what a person is proposed to confirm of a reply: its reading, made fit for this case, and the hold."""

from datetime import date
from decimal import Decimal
from functools import partial

from assistant.domain.case import Case
from assistant.domain.days import open_days_after
from assistant.domain.money import Money, total
from assistant.domain.reading import DisputeRead, PromiseRead, ProposalRead, Reading
from assistant.intake.given_reading import (
    AwaySaid,
    DisputeSaid,
    HoldSaid,
    PromiseSaid,
    ProposalSaid,
    ReadingGiven,
)
from assistant.ports import Calendar
from assistant.workflow.replies.rules import ReplyRules


def proposed(case: Case, reading: Reading, rules: ReplyRules, calendar: Calendar) -> ReadingGiven:
    """What ``reading`` says, as a person may confirm it on ``case``.

    A promise without a day, or a dispute of no invoice, cannot be recorded: it stays out until a person completes it.
    """
    first = next(iter(reading.causes), None)
    return ReadingGiven(
        cause=reading.primary_cause,
        evidence=first.evidence.quote if first else "",
        promise=_promise(case, reading.promise),
        dispute=_dispute(case, reading.dispute, rules),
        proposal=_proposal(reading.proposal),
        out_of_office=AwaySaid(until=_day(reading.out_of_office.until)) if reading.out_of_office else None,
        signs=dict.fromkeys(reading.signs, True),
        hold=_hold(case, reading, rules, calendar),
    )


def answer_day(case: Case, rules: ReplyRules, calendar: Calendar) -> date:
    """By when a dispute that is recorded today is answered."""
    return _business_days(case, rules.answer_days, calendar)


def _promise(case: Case, read: PromiseRead | None) -> PromiseSaid | None:
    """Where no sum is said, it is what is due by then; a sum in another currency is left for the person."""
    if read is None or read.day is None:
        return None
    amount = _due_by(case, read.day).decimal if read.amount is None else read.amount
    elsewhere = read.amount is not None and read.currency not in ("", case.currency)
    return PromiseSaid(
        amount="" if elsewhere or not amount else _figure(amount),
        due=read.day.isoformat(),
        quote=read.evidence.quote,
        conditional=read.conditional,
    )


def _due_by(case: Case, day: date) -> Money:
    due = total((item.due_balance for item in case.items if item.invoice.due <= day), case.currency)
    return due or case.open_balance


def _dispute(case: Case, read: DisputeRead | None, rules: ReplyRules) -> DisputeSaid | None:
    """Only of an invoice that is open: what is said of late interest alone contests none."""
    numbers = [item.invoice.number for item in case.items]
    if read is None or (read.invoice_no is None and not (read.whole and len(numbers) == 1)):
        return None
    named = read.invoice_no if read.invoice_no in numbers else ""
    return DisputeSaid(
        reason=rules.dispute_reasons[read.reason],
        invoice=named or (numbers[0] if len(numbers) == 1 else ""),
        part=not read.whole,
        quote=read.evidence.quote,
    )


def _proposal(read: ProposalRead | None) -> ProposalSaid | None:
    if read is None:
        return None
    return ProposalSaid(
        kind=read.kind,
        instalments=_figure(read.instalments),
        first_payment=_figure(read.first_payment),
        per_instalment=_figure(read.per_instalment),
        until=_day(read.until),
        extension_days=_figure(read.extension_days),
        discount_pct=_figure(read.discount_pct),
        waive_interest=read.waive_interest,
    )


def _hold(case: Case, reading: Reading, rules: ReplyRules, calendar: Calendar) -> HoldSaid | None:
    rule = rules.hold_for(reading.evidence())
    if rule is None:
        return None
    away = reading.out_of_office
    until = away.until if rule.returns and away else None
    if until and until < case.today:
        return None
    if until is None and rule.days is not None:
        until = _business_days(case, rule.days, calendar)
    return HoldSaid(reason=rule.reason, until=_day(until))


def _business_days(case: Case, days: int, calendar: Calendar) -> date:
    return open_days_after(case.today, days, partial(calendar.is_business_day, region=case.customer.region))


def _figure(number: int | Decimal | None) -> str:
    return "" if number is None else f"{Decimal(number).normalize():f}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
