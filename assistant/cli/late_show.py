"""How late interest, its steps and the clock look on a terminal and in JSON."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistant.domain.daily_rate import DailyRate
from assistant.domain.interest import Gap, Segment
from assistant.domain.late_terms import Rate
from assistant.domain.limitation import Sign
from assistant.domain.money import ISO_DIGITS, Money
from assistant.law import Basis, NoBasis
from assistant.law.explain import basis_in_words, rate_in_words
from assistant.wording import Wording
from assistant.workflow.late_interest import CaseInterest, Computed, InvoiceInterest
from assistant.workflow.limitation import CaseClocks, ItemClock


def interest_lines(found: CaseInterest, words: Wording) -> Iterator[str]:
    """What late payment costs on a case, invoice by invoice, every step; what concerns several stands at the end."""
    title = words.label("interest_until").format(day=words.value(found.as_of))
    yield f"{found.case.id} · {found.case.customer.name} · {title}"
    said = Counter(text for line in found.invoices for text in _remarks(line, words))
    for line in found.invoices:
        yield from _invoice_lines(line, words)
        yield from (f"  ! {text}" for text in _remarks(line, words) if said[text] == 1)
    if found.invoices:
        rest = "" if found.is_complete else f"  ({words.label('incomplete')})"
        yield f"{words.label('interest_in_all')}: {_between(found.low, found.high)}{rest}"
    else:
        yield f"  {words.label('nothing_late')}"
    yield from (f"  ! {text}" for text, times in said.items() if times > 1)
    yield from (f"  ! {words.reason(note)}" for note in found.notes)
    if found.open_questions:
        command = f"tactful law answer {found.case.customer.code} RULE QUESTION yes|no"
        yield words.label("open_questions").format(command=command)
    for rule, question in found.open_questions:
        yield f"  {rule} {question.id}: {words.value(question.text.local())}"


def interest_document(found: CaseInterest, words: Wording) -> dict[str, object]:
    """The same as one JSON document; amounts in major units, ``exact`` in minor units as a fraction."""
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


def clock_lines(found: CaseClocks, words: Wording) -> Iterator[str]:
    """The clock of each open invoice, what moved it, and under which conditions it holds."""
    for each in found.clocks:
        yield _clock_line(each, words)
        yield from (f"  ? {words.reason(condition)}" for condition in each.conditions)
        yield from (f"  + {sign.on} {_sign(sign, words)}" for sign in each.clock.restarts)
        for sign in each.clock.ignored:
            why = words.reason(sign.why_not) if sign.why_not else ""
            yield f"  - {sign.on} {_sign(sign, words)}: {why}"
        if each.clock.suit_by:
            yield f"  ! {words.label('suit_by').format(day=words.value(each.clock.suit_by))}"
        yield f"  {words.value(each.rule.counsel.local())}"
    yield from (f"! {words.reason(note)}" for note in found.notes)
    if found.clocks:
        yield words.label("information_only")


def clock_document(found: CaseClocks, words: Wording) -> dict[str, object]:
    """The same as one JSON document."""
    return {
        "case": found.case.id,
        "today": found.case.today,
        "clocks": [
            {
                "invoice": each.item.invoice.number,
                "rule": each.rule.id,
                "source": _source(each, words),
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


def _invoice_lines(line: InvoiceInterest, words: Wording) -> Iterator[str]:
    invoice = line.invoice
    due = words.label("due_on").format(day=words.value(invoice.due))
    yield f"{invoice.number} · {invoice.amount} · {due}"
    if isinstance(line.basis, NoBasis):
        yield f"  — {words.reason(line.basis.why)}"
        return
    yield f"  {words.reason(basis_in_words(line.basis))}"
    for computed in line.computed:
        yield from (f"    {_segment_line(segment, words)}" for segment in computed.interest.segments)
        days = words.label("days_in_all").format(days=computed.interest.days)
        yield f"    = {_major(computed.interest.exact, computed.total.currency)} → {computed.total}  ({days})"
    if line.fixed_sum:
        yield f"    + {words.label('fixed_sum')}: {line.fixed_sum}"


def _remarks(line: InvoiceInterest, words: Wording) -> list[str]:
    """What to know of one computation, and whom to ask."""
    counsel = _counsel(line.basis, words) if isinstance(line.basis, Basis) else ""
    return [*(words.reason(note) for note in line.notes), *([counsel] if counsel else [])]


def _segment_line(segment: Segment, words: Wording) -> str:
    share = f"{segment.daily.share.numerator}/{segment.daily.share.denominator}"
    agreed = f"{segment.daily.agreed.numerator}/{segment.daily.agreed.denominator}"
    cut = f" ({words.label('cut_from').format(share=agreed)})" if segment.daily.is_cut else ""
    reference = segment.daily.reference
    moving = f", {reference.series} {reference.percent}% {reference.valid_from}" if reference else ""
    rate = f"{words.reason(rate_in_words(_fixed(segment.daily)))}{moving}"
    amount = _major(segment.amount, segment.balance.currency)
    return f"{segment.first} – {segment.last}  {segment.balance} × {segment.days} × {share}{cut}  ({rate}) = {amount}"


def _major(minor: Fraction, currency: str) -> str:
    """Minor units as a decimal in major units, cut at six decimals with a sign that there is more."""
    millionths = minor * 10**6 / 10 ** ISO_DIGITS[currency]
    whole = millionths.numerator // millionths.denominator
    text = f"{whole // 10**6}.{whole % 10**6:06d}".rstrip("0").rstrip(".")
    return text if whole == millionths else f"{text}…"


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
        "counsel": _counsel(basis, words) or None,
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
        "percent": _plain(segment.daily.percent),
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


def _clock_line(each: ItemClock, words: Wording) -> str:
    clock, number = each.clock, each.item.invoice.number
    if clock.is_over:
        text = words.label("clock_over").format(end=words.value(clock.end))
    else:
        text = words.label("clock_runs").format(end=words.value(clock.end), days=clock.days_left)
    title = words.value(each.rule.title.local())
    return f"{number} · {each.item.open_balance} · {title} · {text}  [{_source(each, words)}]"


def _source(each: ItemClock, words: Wording) -> str:
    return f"{words.value(each.rule.source.work.local())}, {each.rule.source.article}"


def _sign(sign: Sign, words: Wording) -> str:
    return f"{words.name(sign.kind)} ({sign.reference})"


def _sign_document(sign: Sign, words: Wording) -> dict[str, object]:
    why = words.reason(sign.why_not) if sign.why_not else None
    return {"on": sign.on, "kind": sign.kind, "reference": sign.reference, "why_not": why}


def _counsel(basis: Basis, words: Wording) -> str:
    return words.value(basis.rule.counsel.local()) if basis.rule else ""


def _fixed(daily: DailyRate) -> Rate:
    """The rate with its reference put in, to be said in words."""
    return Rate(percent=Decimal(_plain(daily.percent)), per=daily.per)


def _plain(percent: Decimal) -> str:
    return f"{percent.normalize():f}"


def _one(low: Money, high: Money) -> str | None:
    """The sum, or nothing where the law leaves a range: the program does not choose."""
    return str(low.decimal) if low == high else None


def _between(low: Money, high: Money) -> str:
    return str(low) if low == high else f"{low} – {high}"
