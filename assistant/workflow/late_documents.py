"""How late interest, the clock, what the law asks and allocations look in JSON: on the command line and in the API."""

from assistant.domain.interest import Gap, Segment
from assistant.domain.limitation import Sign
from assistant.domain.money import Money
from assistant.law import Basis
from assistant.law.explain import basis_in_words, rate_in_words
from assistant.wording import Wording
from assistant.workflow.allocate import Allocating
from assistant.workflow.late_amounts import CaseInterest, Computed, InvoiceInterest
from assistant.workflow.late_terms import OpenMatters
from assistant.workflow.late_words import counsel_of, plain_percent, source_in_words
from assistant.workflow.limitation import CaseClocks


def interest_document(found: CaseInterest, words: Wording) -> dict[str, object]:
    """What late payment costs on a case; amounts in major units, ``exact`` in minor units as a fraction."""
    return {
        "case": found.case.id,
        "currency": found.case.currency,
        "as_of": found.as_of,
        "complete": found.is_complete,
        "total": _one(found.low, found.high),
        "low": str(found.low.decimal),
        "high": str(found.high.decimal),
        "invoices": [_invoice_document(line, found.case.currency, words) for line in found.invoices],
        "notes": [words.reason(note) for note in found.notes],
        "open_questions": [
            {"rule": rule, "question": question.id, "text": words.value(question.text.local())}
            for rule, question in found.open_questions
        ],
    }


def clock_document(found: CaseClocks, words: Wording) -> dict[str, object]:
    """The clock of each open invoice, what moved it, and its conditions."""
    return {
        "case": found.case.id,
        "today": found.case.today,
        "clocks": [
            {
                "invoice": each.item.invoice.number,
                "rule": each.rule.id,
                "source": source_in_words(each, words),
                "start": each.clock.start,
                "end": each.clock.end,
                "days_left": each.clock.days_left,
                "over": each.clock.is_over,
                "suit_by": each.clock.suit_by,
                "restarted_by": sorted(each.rule.restarted_by),
                "conditions": [words.reason(condition) for condition in each.conditions],
                "restarts": [_sign_document(sign, words) for sign in each.clock.restarts],
                "not_counted": [_sign_document(sign, words) for sign in each.clock.ignored],
                "counsel": words.value(each.rule.counsel.local()),
            }
            for each in found.clocks
        ],
        "notes": [words.reason(note) for note in found.notes],
    }


def matters_document(matters: OpenMatters, words: Wording) -> dict[str, object]:
    """What is known of a customer's contracts, and each question with its answer."""
    return {
        "confirmed": [
            {
                "contract": each.contract_no,
                "rate": words.reason(rate_in_words(each.rate)) if each.rate else None,
                "law": each.law or None,
                "clause": each.clause,
                "grace_days": each.grace_days,
                "by": each.confirmed_by,
                "on": each.confirmed_on,
            }
            for each in matters.confirmed
        ],
        "unconfirmed": list(matters.unconfirmed),
        "laws": [each.id for each in matters.laws],
        "questions": [
            {
                "rule": asked.rule,
                "question": asked.question.id,
                "text": words.value(asked.question.text.local()),
                "answer": asked.answer.answer if asked.answer else None,
                "by": asked.answer.by if asked.answer else None,
                "on": asked.answer.on if asked.answer else None,
                "evidence": asked.answer.evidence if asked.answer else None,
            }
            for asked in matters.asked
        ],
    }


def allocation_document(found: Allocating, words: Wording) -> dict[str, object]:
    """Where money goes, or went when it is ``applied``; amounts in major units."""
    return {
        "case": found.case.id,
        "currency": found.case.currency,
        "applied": bool(found.ids),
        "allocations": [
            {
                "id": found.ids[n] if found.ids else None,
                "receipt": placed.receipt.number,
                "credit_note": placed.receipt.is_credit,
                "invoice": placed.invoice_no,
                "amount": str(placed.amount.decimal),
                "basis": placed.basis,
                "why": words.reason(placed.why),
            }
            for n, placed in enumerate(found.proposal.placed)
        ],
        "left": [{"receipt": left.receipt.number, "amount": str(left.amount.decimal)} for left in found.proposal.left],
        "notes": [words.reason(note) for note in found.notes],
        "stale": list(found.stale),
    }


def _invoice_document(line: InvoiceInterest, currency: str, words: Wording) -> dict[str, object]:
    low, high = line.amounts(currency)
    claimed = isinstance(line.basis, Basis)
    return {
        "invoice": line.invoice.number,
        "amount": str(line.invoice.amount.decimal),
        "due": line.invoice.due,
        "claimed": claimed,
        "why_not": None if isinstance(line.basis, Basis) else words.reason(line.basis.why),
        "basis": _basis_document(line.basis, words) if isinstance(line.basis, Basis) else None,
        "computations": [_computed_document(computed, words) for computed in line.computed],
        "fixed_sum": str(line.fixed_sum.decimal) if line.fixed_sum else None,
        "total": _one(low, high) if claimed else None,
        "low": str(low.decimal) if claimed else None,
        "high": str(high.decimal) if claimed else None,
        "complete": line.is_complete,
        "notes": [words.reason(note) for note in line.notes],
    }


def _basis_document(basis: Basis, words: Wording) -> dict[str, object]:
    terms, rule = basis.terms, basis.rule
    return {
        "kind": "law" if rule else "contract",
        "text": words.reason(basis_in_words(basis)),
        "rule": rule.id if rule else None,
        "contract": terms.contract_no if terms else None,
        "clause": terms.clause if terms and not rule else None,
        "quote": terms.quote if terms and not rule else None,
        "confirmed_by": terms.confirmed_by if terms else None,
        "confirmed_on": terms.confirmed_on if terms else None,
        "counsel": counsel_of(basis, words) or None,
    }


def _computed_document(computed: Computed, words: Wording) -> dict[str, object]:
    found = computed.interest
    return {
        "total": str(computed.total.decimal),
        "exact": str(found.exact),
        "without_ceiling": str(found.agreed),
        "days": found.days,
        "segments": [_segment_document(segment) for segment in found.segments],
        "missing": [_gap_document(gap, words) for gap in found.gaps],
    }


def _segment_document(segment: Segment) -> dict[str, object]:
    reference = segment.daily.reference
    return {
        "from": segment.first,
        "to": segment.last,
        "days": segment.days,
        "balance": str(segment.balance.decimal),
        "percent": plain_percent(segment.daily.percent),
        "per": segment.daily.per,
        "daily_rate": str(segment.daily.share),
        "agreed_daily_rate": str(segment.daily.agreed),
        "reference": {"series": reference.series, "percent": str(reference.percent), "valid_from": reference.valid_from}
        if reference
        else None,
        "exact": str(segment.amount),
    }


def _gap_document(gap: Gap, words: Wording) -> dict[str, object]:
    why = words.reason(gap.why)
    return {"from": gap.first, "to": gap.last, "balance": str(gap.balance.decimal), "why": why}


def _sign_document(sign: Sign, words: Wording) -> dict[str, object]:
    why = words.reason(sign.why_not) if sign.why_not else None
    return {"on": sign.on, "kind": sign.kind, "reference": sign.reference, "why_not": why}


def _one(low: Money, high: Money) -> str | None:
    """The sum, or nothing where the law leaves a range: the program does not choose."""
    return str(low.decimal) if low == high else None
