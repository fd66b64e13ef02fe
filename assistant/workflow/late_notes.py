"""Says what to know of late interest that was computed: what was cut, is missing, old, or changed since."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from assistant.domain.bearing import Bearing
from assistant.domain.case import Case
from assistant.domain.daily_rate import LateRate, fixing_day
from assistant.domain.entries import EntryKind
from assistant.domain.interest import Interest, round_half_up
from assistant.domain.language import Reason
from assistant.law import Basis
from assistant.ports import Transaction
from assistant.workflow.late_amounts import InvoiceInterest

# Moving rates are published more often than this; a value that is older was probably not kept up.
OLD_REFERENCE = timedelta(days=190)


def invoice_notes(basis: Basis, bearing: Bearing, found: Interest, *, step: int, as_of: date) -> Iterator[Reason]:
    """What to know of one computation through ``as_of``; of a range, the high end has all the steps of the low one.

    ``step`` is the smallest amount that is billed, in minor units.
    """
    yield from (
        Reason.of("not_computed", first=gap.first, last=gap.last, amount=gap.balance, why=gap.why) for gap in found.gaps
    )
    cut = found.agreed - found.exact
    if cut and basis.ceiling:
        whole, source = round_half_up(found.agreed, found.currency, step), basis.ceiling.source
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
    if any(bearing.late_after < day < as_of for day in paid_on):
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


def case_notes(case: Case, as_of: date) -> Iterator[Reason]:
    """What to know of the money and the days that were counted on ``case`` through ``as_of``."""
    if case.unallocated:
        yield Reason.of("unallocated_not_counted", amount=case.unallocated)
    if as_of > case.today:
        yield Reason.of("projected", day=as_of)
    elif case.account.as_of and case.account.as_of.date() < as_of:
        yield Reason.of("payments_known_until", moment=case.account.as_of)


def words_gone(tx: Transaction, customer_code: str, lines: Iterable[InvoiceInterest]) -> Iterator[Reason]:
    """The contracts by whose rate interest is computed although a newer text lacks the words that were confirmed."""
    computed = {line.invoice.contract_no for line in lines if line.computed}
    texts = {contract.number: contract.text for contract in tx.contracts(customer_code)}
    for terms in tx.late_terms(customer_code):
        number = terms.contract_no
        if number in computed and terms.rate and terms.quote not in texts.get(number, terms.quote):
            yield Reason.of("interest_words_gone", contract=number)


def _old_references(found: Interest, late: LateRate, first_late: date) -> Iterator[Reason]:
    """A value that nobody had renewed for long by the day that fixes it may have been replaced before."""
    last = found.segments[-1] if found.segments else None
    reference = last.daily.reference if last else None
    if last and reference and fixing_day(last.last, late.fixing, first_late) - reference.valid_from > OLD_REFERENCE:
        yield Reason.of("rate_is_old", series=reference.series, since=reference.valid_from)
