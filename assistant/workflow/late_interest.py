"""Computes what late payment costs on a case: on which basis, by which steps, and what is not known."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.case import Case
from assistant.domain.commitments import InterestTreatment
from assistant.domain.daily_rate import ReferenceTable
from assistant.domain.language import Reason
from assistant.domain.ledger import Invoice
from assistant.domain.money import ISO_DIGITS, total
from assistant.domain.plan_following import PlanState, follow_plans
from assistant.errors import BadInput, NotFound
from assistant.law import Known, shipped_law
from assistant.ports import Transaction
from assistant.workflow.demands import demands_in
from assistant.workflow.desk import Desk, billing_digits_of, split_case_id
from assistant.workflow.late_amounts import CaseInterest
from assistant.workflow.late_notes import case_notes, words_gone
from assistant.workflow.late_reckoning import Reckoning

# Nobody plans a claim further ahead, and every month of it would be a step.
MOST_AHEAD = timedelta(days=5 * 366)
_KEPT = frozenset({PlanState.KEPT, PlanState.COMPLETED})
_FACTOR = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,4})?")


@dataclass(frozen=True, kw_only=True, slots=True)
class InterestWishes:
    """What a person asked for: through which day, on which invoice, with which factor of a range, without disputes."""

    as_of: date | None = None
    invoice: str = ""
    factor: Decimal | None = None
    leave_out_disputed: bool = False


def read_factor(text: str) -> Decimal | None:
    """A factor as it is typed, None for nothing; raises BadInput."""
    if text and not _FACTOR.fullmatch(text):
        raise BadInput("not_a_factor", f"{text!r} is not a factor; write it like 1.4.", text=text)
    return Decimal(text) if text else None


def interest_on(desk: Desk, case_id: str, wishes: InterestWishes | None = None) -> CaseInterest:
    """What late payment costs on a case; the same record and wishes give the same result.

    Raises NotFound for an unknown case or invoice, BadInput for a factor outside the range of the law and for a day
    more than five years ahead.
    """
    with desk.record.read() as tx:
        return interest_of(desk, tx, desk.case(tx, *split_case_id(case_id)), wishes or InterestWishes())


def interest_of(desk: Desk, tx: Transaction, case: Case, wishes: InterestWishes) -> CaseInterest:
    """The same within a transaction."""
    as_of = wishes.as_of or case.today
    if as_of > case.today + MOST_AHEAD:
        raise BadInput(
            "day_too_far", f"{as_of} is too far ahead; interest is computed up to five years from today.", day=as_of
        )
    reckoning = _reckoning(desk, tx, case, wishes, as_of)
    lines = tuple(reckoning.on(invoice) for invoice in _wanted(case, wishes) if reckoning.is_late(invoice))
    amounts = [line.amounts(case.currency) for line in lines]
    return CaseInterest(
        case=case,
        as_of=as_of,
        invoices=lines,
        low=total((low for low, _ in amounts), case.currency),
        high=total((high for _, high in amounts), case.currency),
        notes=(*words_gone(tx, case.customer.code, lines), *case_notes(case, as_of)),
    )


def _wanted(case: Case, wishes: InterestWishes) -> Iterable[Invoice]:
    invoices = case.account.invoices
    found = [invoice for invoice in invoices if wishes.invoice in ("", invoice.number)]
    if wishes.invoice and not found:
        raise NotFound(
            "unknown_invoice",
            f"Case {case.id} has no invoice {wishes.invoice!r}.",
            case=case.id,
            invoice=wishes.invoice,
        )
    return found


def _reckoning(desk: Desk, tx: Transaction, case: Case, wishes: InterestWishes, as_of: date) -> Reckoning:
    law, code = shipped_law(), case.customer.code
    demands = demands_in(desk, tx, case, law)
    return Reckoning(
        account=case.account,
        known=Known.of(case.customer, tx.late_terms(code), tx.scope_answers(code), law),
        table=ReferenceTable(tx.reference_rates(), known_until=case.today),
        demands=tuple(sorted((d for d in demands if d.why_not is None), key=lambda d: d.on)),
        as_of=as_of,
        factor=wishes.factor,
        leave_out_disputed=wishes.leave_out_disputed,
        step=_billing_step(tx, case.currency),
        settled=dict(_settled(case, desk.policy.promise_grace_days)),
    )


def _settled(case: Case, grace_days: int) -> Iterator[tuple[str, Reason]]:
    """The invoices whose late interest a payment plan gives up or fixes while it is kept: a broken one revives it."""
    for followed in follow_plans(case, grace_days):
        plan = followed.plan
        if followed.state in _KEPT and plan.interest is not InterestTreatment.CONTINUES:
            waived = plan.interest is InterestTreatment.WAIVED
            why = Reason.of("interest_waived_by_plan" if waived else "interest_frozen_by_plan", plan=plan.id)
            yield from ((number, why) for number in plan.invoice_nos)


def _billing_step(tx: Transaction, currency: str) -> int:
    """Minor units in the smallest amount that the currency is billed in."""
    digits = ISO_DIGITS[currency]
    return int(10 ** (digits - billing_digits_of(tx).get(currency, digits)))
