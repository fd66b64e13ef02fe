"""What late payment costs, as it was computed: of an invoice, and of a case."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.case import Case
from assistant.domain.interest import Interest
from assistant.domain.language import Reason
from assistant.domain.ledger import Invoice
from assistant.domain.money import Money
from assistant.law import Basis, NoBasis
from assistant.law.shapes import Question


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
