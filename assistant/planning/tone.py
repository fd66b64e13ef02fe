"""How firm the next message is: from the step, held back by cause, standing, record and first contact."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.case import Account, Case, credits_on_invoices, payments_on_invoices
from assistant.domain.kinds import Tone
from assistant.domain.language import Reason
from assistant.planning.policy import Policy, Step
from assistant.planning.timing import day_of, outbound

LADDER = tuple(Tone)


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentRecord:
    """Of ``settled`` invoices paid in full, ``late`` were completed after their due date."""

    settled: int
    late: int

    @property
    def is_clean(self) -> bool:
        """At least three settled, none of them late."""
        return self.settled >= 3 and self.late == 0


def payment_record(account: Account) -> PaymentRecord:
    """What the ledger shows of how this customer paid so far."""
    settled = late = 0
    payments, notes = list(payments_on_invoices(account)), list(credits_on_invoices(account))
    for invoice in account.invoices:
        paid = [p for p in payments if p.invoice_no == invoice.number]
        credited = [c.amount.minor for c in notes if c.invoice_no == invoice.number]
        # A running total tells that it was paid, not when: nothing is held against the customer for it.
        if paid and sum(p.amount.minor for p in paid) + sum(credited) >= invoice.amount.minor:
            settled += 1
            late += any(p.received > invoice.due for p in paid if not p.is_running_total)
    return PaymentRecord(settled=settled, late=late)


def choose_tone(
    case: Case, step: Step, policy: Policy, oldest_due: date, *, shielded: bool
) -> tuple[Tone, tuple[Reason, ...]]:
    """The tone that policy gives, with every consideration that moved it.

    ``shielded`` says that a live promise or a plan that is kept covers other items of the case.
    """
    tone, reasons = step.tone, [Reason.of("tone_of_step", tone=step.tone, stage=step.stage)]

    def hold_to(firmest: Tone, reason: Reason) -> None:
        nonlocal tone
        if firmest.force < tone.force:
            tone = firmest
            reasons.append(reason)

    record = payment_record(case.account)
    if step.tone is not Tone.FORMAL:
        # One step at most: standing and a clean record are two reasons for the same kindness.
        if case.customer.standing in policy.softer_for_standing:
            hold_to(_softer(step.tone), Reason.of("softer_for_standing", standing=case.customer.standing))
        elif policy.softer_for_clean_record and record.is_clean:
            hold_to(_softer(step.tone), Reason.of("softer_for_clean_record", settled=record.settled))
    if not any(day_of(contact, case) >= oldest_due for contact in outbound(case)):
        hold_to(policy.first_contact_tone, Reason.of("first_contact"))
    hold_to(policy.causes[case.cause].firmest, Reason.of("held_by_cause", cause=case.cause))
    if case.open_disputes:
        hold_to(Tone.NEUTRAL, Reason.of("held_by_dispute"))
    if shielded:
        hold_to(Tone.NEUTRAL, Reason.of("held_by_commitment"))
    return tone, tuple(reasons)


def _softer(tone: Tone) -> Tone:
    return LADDER[max(tone.force - 1, 0)]
