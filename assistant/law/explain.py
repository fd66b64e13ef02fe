"""Says in words what a rate or a rule of law gives, as reasons that every language has a sentence for."""

from assistant.domain.daily_rate import BANKERS_YEAR, USUAL_YEAR
from assistant.domain.language import Reason
from assistant.domain.late_terms import Per, Rate
from assistant.law.basis import Basis
from assistant.law.shapes import (
    AllocationRule,
    CeilingRule,
    FixedSumRule,
    InterestRule,
    LimitationRule,
    PaymentTermRule,
    Rule,
    WarningRule,
)


def rate_in_words(rate: Rate) -> Reason:
    """A rate as a contract would state it."""
    days = rate.days_in_year if rate.days_in_year != USUAL_YEAR else None
    if rate.reference:
        factor = rate.factor if rate.factor != 1 else None
        margin = rate.margin if rate.margin else None
        return Reason.of("rate_moving", series=rate.reference, factor=factor, margin=margin, days=days)
    if rate.per is Per.MONTH:
        thirty = 30 if rate.days_in_year == BANKERS_YEAR else None
        return Reason.of("rate_monthly", percent=rate.percent, days=thirty)
    if rate.per is Per.DAY:
        return Reason.of("rate_daily", percent=rate.percent)
    return Reason.of("rate_yearly", percent=rate.percent, days=days)


def basis_in_words(basis: Basis) -> Reason:
    """On what a claim rests: the contract's clause, or the article of the law."""
    if basis.rule:
        source = basis.rule.source
        return Reason.of(
            "basis_law",
            title=basis.rule.title.local(),
            work=source.work.local(),
            article=source.article,
            rate=_range(basis),
        )
    terms = basis.terms
    return Reason.of(
        "basis_contract",
        contract=terms and terms.contract_no,
        clause=terms and terms.clause,
        rate=_range(basis),
        grace=basis.grace_days,
        by=terms and terms.confirmed_by,
        confirmed_on=terms and terms.confirmed_on,
    )


def value_in_words(rule: Rule) -> Reason:
    """What a rule of law gives."""
    match rule:
        case InterestRule(value=value):
            given = Reason.of("law_interest", rates=[rate_in_words(value.rate(factor)) for factor in value.factors])
        case FixedSumRule():
            given = Reason.of("law_fixed_sum", bands=bands_in_words(rule))
        case CeilingRule(percent=percent):
            given = Reason.of("law_ceiling", percent=percent)
        case LimitationRule(years=years, of=of):
            given = Reason.of("law_limitation", years=years, of=of)
        case AllocationRule(steps=steps, within_a_debt=parts):
            given = Reason.of("law_allocation", steps=steps, parts=parts)
        case PaymentTermRule(days=days, most=most):
            given = Reason.of("law_payment_term", days=days, most=most)
        case WarningRule(text=text):
            given = Reason.of("law_text", text=text.local())
        case _:
            raise ValueError(f"no words for a rule of kind {type(rule).__name__}")
    return given


def bands_in_words(rule: FixedSumRule) -> list[Reason]:
    """Each sum with the debts that it is for."""
    return [Reason.of("law_band", currency=rule.currency, amount=band.amount, below=band.below) for band in rule.bands]


def _range(basis: Basis) -> list[Reason]:
    return [rate_in_words(rate.rate) for rate in basis.rates]
