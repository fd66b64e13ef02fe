"""Computes what one late invoice costs: its basis in law or contract, the days that bear interest, and a fixed sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.bearing import Bearing, bearing_of
from assistant.domain.case import Account
from assistant.domain.daily_rate import LateRate, ReferenceTable
from assistant.domain.interest import interest
from assistant.domain.language import Reason
from assistant.domain.ledger import Invoice
from assistant.domain.limitation import Demand
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.law import Basis, Known, NoBasis, basis_of, within_range
from assistant.law.explain import bands_in_words
from assistant.law.shapes import FixedSumRule
from assistant.workflow.late_amounts import Computed, InvoiceInterest
from assistant.workflow.late_notes import invoice_notes


@dataclass(frozen=True, kw_only=True, slots=True)
class Reckoning:
    """Everything that one computation needs, the invoice aside.

    ``demands`` are those that arrived, oldest first; ``step`` is the smallest amount that is billed, in minor units;
    ``settled`` says by number why an invoice bears no interest beside its payment plan.
    """

    account: Account
    known: Known
    table: ReferenceTable
    demands: tuple[Demand, ...]
    as_of: date
    factor: Decimal | None
    leave_out_disputed: bool
    step: int
    settled: Mapping[str, Reason]

    def is_late(self, invoice: Invoice) -> bool:
        """Whether anything was open after the due date, paid by now or not."""
        bearing = self._bearing(invoice, 0, None)
        days = {bearing.first_late, *bearing.turning_days(bearing.first_late, self.as_of)}
        return any(bearing.bearing_on(day) for day in days if day <= self.as_of)

    def on(self, invoice: Invoice) -> InvoiceInterest:
        """What ``invoice`` costs; raises BadInput for a factor outside the range of the law."""
        settled = self.settled.get(invoice.number)
        basis = NoBasis(why=settled) if settled else basis_of(invoice, self.known)
        if isinstance(basis, NoBasis):
            return InvoiceInterest(invoice=invoice, basis=basis)
        demanded = next((d.on for d in self.demands if invoice.number in d.invoice_nos and d.on > invoice.due), None)
        if basis.from_demand and demanded is None:
            return InvoiceInterest(invoice=invoice, basis=NoBasis(why=Reason.of("no_demand_arrived")))
        basis = _with_factor(basis, self.factor)
        bearing = self._bearing(invoice, basis.grace_days, demanded if basis.from_demand else None)
        computed = tuple(self._computed(bearing, rate) for rate in basis.rates)
        fixed_sum, why_not = self._fixed_sum(basis.fixed_sum, bearing)
        notes = invoice_notes(basis, bearing, computed[-1].interest, step=self.step, as_of=self.as_of)
        return InvoiceInterest(
            invoice=invoice, basis=basis, computed=computed, fixed_sum=fixed_sum, notes=(*why_not, *notes)
        )

    def _bearing(self, invoice: Invoice, grace_days: int, late_after: date | None) -> Bearing:
        return bearing_of(
            self.account,
            invoice,
            grace_days=grace_days,
            late_after=late_after,
            leave_out_disputed=self.leave_out_disputed,
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
