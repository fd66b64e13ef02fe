"""Decides on which basis an invoice bears interest: the contract's confirmed terms, else a rule of law that applies.

Scope is never assumed: a rule applies only when a person answered each of its questions with yes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from assistant.domain.daily_rate import ONE_DAY, Ceiling, LateRate
from assistant.domain.language import Reason
from assistant.domain.late_terms import LateTerms, Rate, ScopeAnswer
from assistant.domain.ledger import Invoice
from assistant.domain.parties import Customer
from assistant.law.shapes import (
    CeilingRule,
    FixedSumRule,
    InterestRule,
    Jurisdiction,
    Question,
    Rule,
    WarningRule,
)
from assistant.law.table import NO_CONTRACT, LawTable, questions_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of one customer that decides on a basis: confirmed terms by contract, answers, and the law."""

    customer: Customer
    terms: Mapping[str, LateTerms]
    answers: Mapping[tuple[str, str], bool]
    table: LawTable

    @classmethod
    def of(
        cls, customer: Customer, terms: Iterable[LateTerms], answers: Iterable[ScopeAnswer], table: LawTable
    ) -> "Known":
        """From what the record holds."""
        return cls(
            customer=customer,
            terms={each.contract_no: each for each in terms},
            answers={(each.rule, each.question): each.answer for each in answers},
            table=table,
        )

    def open_questions(self, rule: str, questions: Iterable[Question]) -> tuple[tuple[str, Question], ...]:
        """Those that nobody answered."""
        return tuple((rule, question) for question in questions if (rule, question.id) not in self.answers)

    def says_no(self, rule: str, questions: Iterable[Question]) -> bool:
        """Whether one of them was answered with no."""
        return any(self.answers.get((rule, question.id)) is False for question in questions)

    def in_scope(self, rule: Rule) -> bool:
        """Whether every question of its scope was answered with yes."""
        return all(self.answers.get((rule.id, question.id)) for question in rule.questions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """Why an invoice bears interest, and at which rates: two where the law gives a range, the low end first.

    ``terms`` are the contract's where it was confirmed, ``rule`` is the law's where it gives the rate.
    ``from_demand`` says that interest runs only from a demand that arrived; ``open_questions`` are those of rules that
    would go before this one.
    """

    rates: tuple[LateRate, ...]
    terms: LateTerms | None = None
    rule: InterestRule | None = None
    fixed_sum: FixedSumRule | None = None
    ceiling: CeilingRule | None = None
    from_demand: bool = False
    warnings: tuple[WarningRule, ...] = ()
    open_questions: tuple[tuple[str, Question], ...] = ()

    @property
    def grace_days(self) -> int:
        """The contract's own days of grace."""
        return self.terms.grace_days if self.terms else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class NoBasis:
    """Why nothing is claimed, and which questions would have to be answered first."""

    why: Reason
    open_questions: tuple[tuple[str, Question], ...] = ()


def basis_of(invoice: Invoice, known: Known) -> Basis | NoBasis:
    """What ``invoice`` bears interest by, or why by nothing."""
    if not invoice.contract_no:
        return _without_contract(invoice, known)
    terms = known.terms.get(invoice.contract_no)
    if terms is None:
        return NoBasis(why=Reason.of("terms_not_confirmed", contract=invoice.contract_no))
    if terms.rate:
        return _by_contract(terms, terms.rate, known)
    if not terms.law:
        return NoBasis(why=Reason.of("law_not_said", contract=terms.contract_no))
    law = known.table.of_region(terms.law)
    return _by_law(law, invoice, terms, known) if law else NoBasis(why=Reason.of("no_law_table", region=terms.law))


def law_of(contract_no: str, known: Known) -> tuple[Jurisdiction | None, str, bool]:
    """(law, region, whether a person confirmed that it governs) of what is sold under ``contract_no``.

    Without a word from anybody it is the law of the region where the customer is; None where no file has that law.
    """
    terms = known.terms.get(contract_no) if contract_no else None
    region = terms.law if terms and terms.law else known.customer.region
    law = known.table.of_region(region)
    confirmed = bool(terms and terms.law)
    if law and not contract_no:
        confirmed = known.answers.get((f"{law.id}.{NO_CONTRACT}", "governs"), False)
    return law, region, confirmed


def within_range(basis: Basis, factor: Decimal | None) -> Basis:
    """The basis with one factor that a person chose from the range that the law gives; raises ValueError outside it."""
    factors = [rate.rate.factor for rate in basis.rates]
    if factor is None or len(factors) < 2:
        return basis
    if not factors[0] <= factor <= factors[-1]:
        raise ValueError(f"{factor} is not between {factors[0]} and {factors[-1]}")
    rate = basis.rates[0]
    return replace(basis, rates=(replace(rate, rate=replace(rate.rate, factor=factor)),))


def _without_contract(invoice: Invoice, known: Known) -> Basis | NoBasis:
    """By the law where the customer is, once a person said that it governs and that nothing was agreed."""
    law = known.table.of_region(known.customer.region)
    if law is None:
        return NoBasis(why=Reason.of("no_law_table", region=known.customer.region))
    rule = f"{law.id}.{NO_CONTRACT}"
    still_open = known.open_questions(rule, law.no_contract) if law.of_kind(InterestRule) else ()
    if known.says_no(rule, law.no_contract):
        return NoBasis(why=Reason.of("no_contract_and_no_law", invoice=invoice.number))
    if still_open:
        return NoBasis(why=Reason.of("questions_open", count=len(still_open)), open_questions=still_open)
    return _by_law(law, invoice, None, known)


def _by_contract(terms: LateTerms, rate: Rate, known: Known) -> Basis:
    """The agreed rate; a ceiling of the law holds even while that law is only probable, so that less is claimed."""
    law, _, _ = law_of(terms.contract_no, known)
    ceiling = next(iter(law.of_kind(CeilingRule)), None) if law else None
    cut = Ceiling(rule=ceiling.id, percent=ceiling.percent, valid_from=ceiling.valid_from) if ceiling else None
    return Basis(
        rates=(LateRate(rate=rate, ceiling=cut),),
        terms=terms,
        ceiling=ceiling,
        warnings=tuple(_warnings(law, known, "agreed")),
    )


def _by_law(law: Jurisdiction, invoice: Invoice, terms: LateTerms | None, known: Known) -> Basis | NoBasis:
    """The first rule of ``law`` whose questions are all answered with yes."""
    first_late = invoice.due + timedelta(days=terms.grace_days if terms else 0) + ONE_DAY
    rules = [rule for rule in law.of_kind(InterestRule) if rule.holds_for == "each_day" or rule.holds_on(first_late)]
    if not rules:
        return NoBasis(why=Reason.of("no_statutory_interest", law=law.name.local()))
    possible = [rule for rule in rules if not known.says_no(rule.id, rule.questions)]
    if not possible:
        return NoBasis(why=Reason.of("out_of_scope", law=law.name.local()))
    still_open: list[tuple[str, Question]] = []
    for rule in possible:
        asked = known.open_questions(rule.id, questions_of(rule))
        if not asked:
            return replace(_statutory(law, rule, terms, known), open_questions=tuple(still_open))
        still_open += asked
    return NoBasis(why=Reason.of("questions_open", count=len(still_open)), open_questions=tuple(still_open))


def _statutory(law: Jurisdiction, rule: InterestRule, terms: LateTerms | None, known: Known) -> Basis:
    each_day = rule.holds_for == "each_day"
    asked = rule.demand_unless
    return Basis(
        rates=tuple(
            LateRate(
                rate=rule.value.rate(factor),
                fixing=rule.fixing,
                rule=rule.id,
                valid_from=rule.valid_from if each_day else None,
                valid_to=rule.valid_to if each_day else None,
            )
            for factor in rule.value.factors
        ),
        terms=terms,
        rule=rule,
        fixed_sum=next((each for each in law.of_kind(FixedSumRule) if each.goes_with == rule.id), None),
        from_demand=asked is not None and not known.answers[rule.id, asked.id],
        warnings=tuple(_warnings(law, known, "any")),
    )


def _warnings(law: Jurisdiction | None, known: Known, claims: str) -> Iterator[WarningRule]:
    """What to know before claiming: on every claim, and on agreed rates where the rate was agreed."""
    rules = {rule.id: rule for rule in law.rules} if law else {}
    for warning in law.of_kind(WarningRule) if law else ():
        of_rule = rules.get(warning.of_rule)
        fits = warning.claims in ("any", claims)
        if fits and (of_rule is None or known.in_scope(of_rule)):
            yield warning
