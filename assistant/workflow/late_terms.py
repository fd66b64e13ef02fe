"""Keeps what a person says about late payment: a contract's confirmed terms, and answers on scope."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.language import Reason
from assistant.domain.late_terms import LateTerms, Rate, ScopeAnswer
from assistant.errors import BadInput, NotFound, Refused
from assistant.law import Known, law_of, read_rate, shipped_law
from assistant.law.likely_rate import require_likely
from assistant.law.shapes import InterestRule, Jurisdiction, LimitationRule, Question
from assistant.law.table import NO_CONTRACT, questions_of
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed

# How a person says that a contract gives no rate.
NO_RATE = frozenset({"none", "无", "無"})
# No contract gives longer; what does was mistyped, and would put the first late day beyond the calendar.
_MOST_GRACE_DAYS = 365
_REGION = re.compile(r"[A-Z]{2}")
# What people write for the country code.
_OFTEN_WRITTEN = {"UK": "GB", "EL": "GR", "PRC": "CN"}


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenTerms:
    """What a person says of one contract: ``rate`` as written, or ``none``; ``customer`` where it is not imported."""

    contract: str
    rate: str
    law: str = ""
    clause: str = ""
    quote: str = ""
    grace_days: int = 0
    customer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question on the scope of one rule, with the answer that a person gave."""

    rule: str
    question: Question
    answer: ScopeAnswer | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenMatters:
    """What is known of a customer's contracts and of the law's questions, and what is still to be said."""

    confirmed: tuple[LateTerms, ...]
    unconfirmed: tuple[str, ...]
    without_contract: bool
    laws: tuple[Jurisdiction, ...]
    asked: tuple[Asked, ...]


def confirm_terms(desk: Desk, actor: str, given: GivenTerms) -> tuple[LateTerms, tuple[Reason, ...], bool]:
    """Store a contract's terms; with them, what was understood beyond the words, and whether anything changed.

    Raises BadInput for a rate or a region that cannot be read, for texts that cannot be stored and for more than a year
    of grace, NotFound for a contract that is not imported unless its customer is named, and Refused when it belongs to
    another customer.
    """
    given = _storable(given)
    read = None if given.rate.strip().casefold() in NO_RATE else read_rate(given.rate)
    law = region_code(given.law)
    with desk.record.begin() as tx:
        code, quote = _contract_of(tx, given)
        terms = LateTerms(
            contract_no=given.contract,
            customer_code=code,
            law=law,
            rate=read.rate if read else None,
            clause=given.clause,
            quote=given.quote or quote,
            grace_days=given.grace_days,
            confirmed_by=actor,
            confirmed_on=desk.today(tx),
        )
        kept, changed = keep_late_terms(tx, actor, terms)
    return kept, read.notes if read and changed else (), changed


def keep_late_terms(tx: Transaction, actor: str, terms: LateTerms) -> tuple[LateTerms, bool]:
    """Store ``terms`` unless somebody said the same before; what is stored, and whether that is new.

    Raises BadInput for a rate that nobody would agree and for more than a year of grace.
    """
    if terms.rate:
        require_likely(terms.rate)
    if not 0 <= terms.grace_days <= _MOST_GRACE_DAYS:
        raise BadInput(
            "grace_out_of_range",
            f"Days of grace go from 0 to {_MOST_GRACE_DAYS}, not {terms.grace_days}; correct them.",
            most=_MOST_GRACE_DAYS,
        )
    before = next((t for t in tx.late_terms(terms.customer_code) if t.contract_no == terms.contract_no), None)
    if before and replace(terms, confirmed_by=before.confirmed_by, confirmed_on=before.confirmed_on) == before:
        return before, False
    tx.save_late_terms(terms)
    tx.audit(actor, "late_terms_confirmed", terms.contract_no, body=_body(terms))
    return terms, True


def answer_question(
    desk: Desk, actor: str, customer_code: str, rule: str, question: str, *, answer: bool, evidence: str = ""
) -> tuple[ScopeAnswer, bool]:
    """Keep a person's answer; whether anything changed.

    Raises NotFound for an unknown customer, rule or question, and BadInput for evidence that cannot be stored.
    """
    shipped_law().question(rule, question)
    evidence = typed.words(evidence, "evidence", needed=False)
    with desk.record.begin() as tx:
        given = ScopeAnswer(
            customer_code=tx.customer(customer_code).code,
            rule=rule,
            question=question,
            answer=answer,
            by=actor,
            on=desk.today(tx),
            evidence=evidence,
        )
        known = {(a.rule, a.question): a for a in tx.scope_answers(customer_code)}
        before = known.get((rule, question))
        if before and (before.answer, before.evidence) == (answer, evidence):
            return before, False
        tx.save_scope_answer(given)
        body = {"rule": rule, "question": question, "answer": answer, "was": before and before.answer}
        tx.audit(actor, "scope_answered", customer_code, body=body)
    return given, True


def open_matters(desk: Desk, customer_code: str) -> OpenMatters:
    """What the law asks about a customer, and which of its contracts nobody confirmed; raises NotFound."""
    law = shipped_law()
    with desk.record.read() as tx:
        known = Known.of(tx.customer(customer_code), tx.late_terms(customer_code), (), law)
        answers = {(a.rule, a.question): a for a in tx.scope_answers(customer_code)}
        named = _contracts_named(tx, customer_code)
    laws = [law_of(contract, known)[0] for contract in ("", *known.terms)]
    found = tuple(each for each in law.jurisdictions if each in laws)
    without_contract = "" in named
    return OpenMatters(
        confirmed=tuple(known.terms.values()),
        unconfirmed=tuple(sorted(named - {""} - known.terms.keys())),
        without_contract=without_contract,
        laws=found,
        asked=tuple(
            Asked(rule=rule, question=question, answer=answers.get((rule, question.id)))
            for each in found
            for rule, question in _asked(each, with_no_contract=without_contract)
        ),
    )


def _asked(law: Jurisdiction, *, with_no_contract: bool) -> Iterator[tuple[str, Question]]:
    """The questions on which interest and the clock depend."""
    if with_no_contract and law.of_kind(InterestRule):
        yield from ((f"{law.id}.{NO_CONTRACT}", question) for question in law.no_contract)
    for rule in (*law.of_kind(InterestRule), *law.of_kind(LimitationRule)):
        yield from ((rule.id, question) for question in questions_of(rule))


def _contracts_named(tx: Transaction, customer_code: str) -> set[str]:
    """The contracts of a customer's invoices and documents; an empty number for invoices that name none."""
    invoices = (i for c in tx.currencies_of(customer_code) for i in tx.account(customer_code, c).invoices)
    return {invoice.contract_no for invoice in invoices} | {c.number for c in tx.contracts(customer_code)}


def _storable(given: GivenTerms) -> GivenTerms:
    """The same with its texts evened out; a contract's number stays as its invoices write it."""
    typed.line(given.contract, "contract", most=typed.MOST_WORDS)
    return replace(
        given,
        rate=typed.words(given.rate, "rate", needed=False),
        clause=typed.line(given.clause, "clause", needed=False),
        quote=typed.words(given.quote, "quote", needed=False),
    )


def _contract_of(tx: Transaction, given: GivenTerms) -> tuple[str, str]:
    """(customer, the words of the clause) of the contract, from its text when it is imported."""
    try:
        contract = tx.contract(given.contract)
    except NotFound:
        if not given.customer:
            raise
        owner, quote = _owner_of_terms(tx, given.contract) or tx.customer(given.customer).code, ""
    else:
        owner = contract.customer_code
        quote = next((c.text for c in contract.clauses if given.clause and c.number == given.clause), "")
    if given.customer and given.customer != owner:
        raise Refused(
            "contract_of_another",
            f"Contract {given.contract} belongs to customer {owner}; confirm it under its own number.",
            contract=given.contract,
            customer=owner,
        )
    return owner, quote


def _owner_of_terms(tx: Transaction, contract: str) -> str | None:
    """Whose contract of this number was confirmed before."""
    terms = (terms for customer in tx.customers() for terms in tx.late_terms(customer.code))
    return next((each.customer_code for each in terms if each.contract_no == contract), None)


def region_code(law: str) -> str:
    """A region as a country code; empty stays empty. Raises BadInput."""
    code = _OFTEN_WRITTEN.get(law.upper(), law.upper())
    if code and not _REGION.fullmatch(code):
        raise BadInput("unknown_region", f"{law!r} is not a region; use a country code such as CN.", text=law)
    return code


def _body(terms: LateTerms) -> dict[str, object]:
    """What the audit log keeps of terms."""
    rate = terms.rate or Rate()
    return {
        "law": terms.law,
        "rate": terms.rate is not None,
        "percent": rate.percent,
        "per": rate.per,
        "reference": rate.reference,
        "factor": rate.factor,
        "margin": rate.margin,
        "clause": terms.clause,
        "grace_days": terms.grace_days,
    }
