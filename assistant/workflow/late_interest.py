"""Computes what late payment costs on a case: on which basis, by which steps, and what is not known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.bearing import Bearing, bearing_of
from assistant.domain.case import Account, Case
from assistant.domain.commitments import InterestTreatment
from assistant.domain.daily_rate import LateRate, ReferenceTable, fixing_day
from assistant.domain.entries import EntryKind
from assistant.domain.interest import Interest, interest, round_half_up
from assistant.domain.language import Reason
from assistant.domain.ledger import Invoice
from assistant.domain.limitation import Demand
from assistant.domain.money import ISO_DIGITS, Money, total
from assistant.domain.plan_following import PlanState, follow_plans
from assistant.errors import BadInput, NotFound
from assistant.law import Basis, Known, NoBasis, basis_of, shipped_law, within_range
from assistant.law.explain import bands_in_words
from assistant.law.shapes import FixedSumRule, Question
from assistant.ports import Transaction
from assistant.workflow.demands import demands_in
from assistant.workflow.desk import Desk, billing_digits_of, split_case_id

# Moving rates are published more often than this; a value that is older was probably not kept up.
OLD_REFERENCE = timedelta(days=190)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Computed:
    """One computation with its total as billed, rounded once."""

    interest: Interest
    total: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class InvoiceInterest:
    """What one late invoice costs: two computations where the law gives a range, none where nothing is claimed.

    ``notes`` say what to know of the computation.
    """

    invoice: Invoice
    basis: Basis | NoBasis
    computed: tuple[Computed, ...] = ()
    fixed_sum: Money | None = None
    notes: tuple[Reason, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether no day is missing for want of a rate."""
        return not any(each.interest.gaps for each in self.computed)

    @property
    def is_certain(self) -> bool:
        """Whether it is one known sum: nothing is left to answer or to choose from, and no day is missing."""
        known = isinstance(self.basis, Basis) and not self.basis.open_questions
        return known and len(self.computed) == 1 and self.is_complete

    def amounts(self, currency: str) -> tuple[Money, Money]:
        """Interest and fixed sum at the low and at the high end, the same twice where there is no range."""
        sums = [each.total for each in self.computed] or [Money.zero(currency)]
        fixed = self.fixed_sum or Money.zero(currency)
        return sums[0] + fixed, sums[-1] + fixed


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseInterest:
    """What late payment costs on a case, invoice by invoice; ``low`` and ``high`` are the sums of what is shown."""

    case: Case
    as_of: date
    invoices: tuple[InvoiceInterest, ...]
    low: Money
    high: Money
    notes: tuple[Reason, ...]

    @property
    def open_questions(self) -> tuple[tuple[str, Question], ...]:
        """Every question that stands in the way of some invoice, once."""
        return tuple(dict.fromkeys(q for each in self.invoices for q in each.basis.open_questions))

    @property
    def is_complete(self) -> bool:
        """Whether every day could be computed."""
        return all(each.is_complete for each in self.invoices)


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
        notes=(*_words_gone(tx, case.customer.code, lines), *_case_notes(case, as_of)),
    )


def _words_gone(tx: Transaction, customer_code: str, lines: Iterable[InvoiceInterest]) -> Iterator[Reason]:
    """The contracts by whose rate interest is computed although a newer text lacks the words that were confirmed."""
    computed = {line.invoice.contract_no for line in lines if line.computed}
    texts = {contract.number: contract.text for contract in tx.contracts(customer_code)}
    for terms in tx.late_terms(customer_code):
        number = terms.contract_no
        if number in computed and terms.rate and terms.quote not in texts.get(number, terms.quote):
            yield Reason.of("interest_words_gone", contract=number)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reckoning:
    """Everything that one computation needs, the invoice aside."""

    account: Account
    known: Known
    table: ReferenceTable
    demands: tuple[Demand, ...]
    as_of: date
    wishes: InterestWishes
    step: int
    settled: Mapping[str, Reason]

    def is_late(self, invoice: Invoice) -> bool:
        """Whether anything was open after the due date, paid by now or not."""
        bearing = self._bearing(invoice, 0, None)
        days = {bearing.first_late, *bearing.turning_days(bearing.first_late, self.as_of)}
        return any(bearing.bearing_on(day) for day in days if day <= self.as_of)

    def on(self, invoice: Invoice) -> InvoiceInterest:
        """What ``invoice`` costs."""
        settled = self.settled.get(invoice.number)
        basis = NoBasis(why=settled) if settled else basis_of(invoice, self.known)
        if isinstance(basis, NoBasis):
            return InvoiceInterest(invoice=invoice, basis=basis)
        demanded = next((d.on for d in self.demands if invoice.number in d.invoice_nos and d.on > invoice.due), None)
        if basis.from_demand and demanded is None:
            return InvoiceInterest(invoice=invoice, basis=NoBasis(why=Reason.of("no_demand_arrived")))
        basis = _with_factor(basis, self.wishes.factor)
        bearing = self._bearing(invoice, basis.grace_days, demanded if basis.from_demand else None)
        computed = tuple(self._computed(bearing, rate) for rate in basis.rates)
        fixed_sum, why_not = self._fixed_sum(basis.fixed_sum, bearing)
        notes = (*why_not, *_notes(basis, bearing, computed[-1].interest, self))
        return InvoiceInterest(invoice=invoice, basis=basis, computed=computed, fixed_sum=fixed_sum, notes=notes)

    def _bearing(self, invoice: Invoice, grace_days: int, late_after: date | None) -> Bearing:
        leave_out = self.wishes.leave_out_disputed
        return bearing_of(
            self.account, invoice, grace_days=grace_days, late_after=late_after, leave_out_disputed=leave_out
        )

    def _computed(self, bearing: Bearing, rate: LateRate) -> Computed:
        found = interest(bearing, rate, self.table, through=self.as_of)
        return Computed(interest=found, total=found.rounded(self.step))

    def _fixed_sum(self, rule: FixedSumRule | None, bearing: Bearing) -> tuple[Money | None, tuple[Reason, ...]]:
        """Once for each invoice, in the rule's own currency or not at all: nothing is converted."""
        debt = bearing.bearing_on(bearing.first_late)
        if rule is None or not debt or bearing.first_late > self.as_of or not rule.holds_on(bearing.first_late):
            return None, ()
        if rule.currency != debt.currency:
            # Which band the debt falls in would take a rate of exchange, too.
            due = bands_in_words(rule)
            return None, (Reason.of("fixed_sum_in_other_currency", amount=due, currency=debt.currency),)
        band = next(band for band in rule.bands if band.below is None or debt.decimal < band.below)
        return Money.from_decimal(band.amount, rule.currency), ()


def _reckoning(desk: Desk, tx: Transaction, case: Case, wishes: InterestWishes, as_of: date) -> _Reckoning:
    law, code = shipped_law(), case.customer.code
    demands = demands_in(desk, tx, case, law)
    return _Reckoning(
        account=case.account,
        known=Known.of(case.customer, tx.late_terms(code), tx.scope_answers(code), law),
        table=ReferenceTable(tx.reference_rates(), known_until=case.today),
        demands=tuple(sorted((d for d in demands if d.why_not is None), key=lambda d: d.on)),
        as_of=as_of,
        wishes=wishes,
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


def _with_factor(basis: Basis, factor: Decimal | None) -> Basis:
    try:
        return within_range(basis, factor)
    except ValueError as error:
        factors = [rate.rate.factor for rate in basis.rates]
        raise BadInput(
            "factor_out_of_range",
            f"The law gives a factor from {factors[0]} to {factors[-1]}, not {factor}; choose one within.",
            low=factors[0],
            high=factors[-1],
            factor=factor,
        ) from error


def _notes(basis: Basis, bearing: Bearing, found: Interest, by: _Reckoning) -> Iterator[Reason]:
    """What to know of one computation; of a range, the high end has all the steps of the low one."""
    yield from (
        Reason.of("not_computed", first=gap.first, last=gap.last, amount=gap.balance, why=gap.why) for gap in found.gaps
    )
    cut = found.agreed - found.exact
    if cut and basis.ceiling:
        whole, source = round_half_up(found.agreed, found.currency, by.step), basis.ceiling.source
        yield Reason.of(
            "cut_by_ceiling",
            percent=basis.ceiling.percent,
            agreed=whole,
            work=source.work.local(),
            article=source.article,
        )
    if basis.terms and not basis.terms.law:
        yield Reason.of("law_of_contract_open", contract=basis.terms.contract_no)
    paid_on = (m.on for m in bearing.movements if m.kind is not EntryKind.CREDIT_NOTE)
    if any(bearing.late_after < day < by.as_of for day in paid_on):
        yield Reason.of("principal_first")
    if any(m.on == date.min for m in bearing.movements):
        yield Reason.of("paid_total_bears_none", invoice=bearing.invoice.number)
    yield from _old_references(found, basis.rates[-1], bearing.first_late)
    yield from (
        Reason.of(
            "law_warning", text=warning.text.local(), work=warning.source.work.local(), article=warning.source.article
        )
        for warning in basis.warnings
    )


def _old_references(found: Interest, late: LateRate, first_late: date) -> Iterator[Reason]:
    """A value that nobody had renewed for long by the day that fixes it may have been replaced before."""
    last = found.segments[-1] if found.segments else None
    reference = last.daily.reference if last else None
    if last and reference and fixing_day(last.last, late.fixing, first_late) - reference.valid_from > OLD_REFERENCE:
        yield Reason.of("rate_is_old", series=reference.series, since=reference.valid_from)


def _case_notes(case: Case, as_of: date) -> Iterator[Reason]:
    if case.unallocated:
        yield Reason.of("unallocated_not_counted", amount=case.unallocated)
    if as_of > case.today:
        yield Reason.of("projected", day=as_of)
    elif case.account.as_of and case.account.as_of.date() < as_of:
        yield Reason.of("payments_known_until", moment=case.account.as_of)


def _billing_step(tx: Transaction, currency: str) -> int:
    """Minor units in the smallest amount that the currency is billed in."""
    digits = ISO_DIGITS[currency]
    return int(10 ** (digits - billing_digits_of(tx).get(currency, digits)))
