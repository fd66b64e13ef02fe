"""How late interest, its steps and the clock look on a terminal."""

from collections.abc import Iterator

from assistant.law import NoBasis
from assistant.law.explain import basis_in_words
from assistant.wording import Wording
from assistant.workflow.late_amounts import CaseInterest, InvoiceInterest
from assistant.workflow.late_words import (
    clock_in_words,
    in_major,
    range_in_words,
    remarks_on,
    said_of_several,
    segment_in_words,
    sign_in_words,
    source_in_words,
)
from assistant.workflow.limitation import CaseClocks, ItemClock


def interest_lines(found: CaseInterest, words: Wording) -> Iterator[str]:
    """What late payment costs on a case, invoice by invoice, every step; what concerns several stands at the end."""
    title = words.label("interest_until").format(day=words.value(found.as_of))
    yield f"{found.case.id} · {found.case.customer.name} · {title}"
    of_several = said_of_several(found, words)
    for line in found.invoices:
        yield from _invoice_lines(line, words)
        yield from (f"  ! {text}" for text in remarks_on(line, words) if text not in of_several)
    if found.invoices:
        rest = "" if found.is_complete else f"  ({words.label('incomplete')})"
        yield f"{words.label('interest_in_all')}: {range_in_words(found.low, found.high)}{rest}"
    else:
        yield f"  {words.label('nothing_late')}"
    yield from (f"  ! {text}" for text in of_several)
    yield from (f"  ! {words.reason(note)}" for note in found.notes)
    if found.open_questions:
        command = f"tactful law answer {found.case.customer.code} RULE QUESTION yes|no"
        yield words.label("open_questions").format(command=command)
    for rule, question in found.open_questions:
        yield f"  {rule} {question.id}: {words.value(question.text.local())}"


def clock_lines(found: CaseClocks, words: Wording) -> Iterator[str]:
    """The clock of each open invoice, what moved it, and under which conditions it holds."""
    for each in found.clocks:
        yield _clock_line(each, words)
        yield from (f"  ? {words.reason(condition)}" for condition in each.conditions)
        yield from (f"  + {sign.on} {sign_in_words(sign, words)}" for sign in each.clock.restarts)
        for sign in each.clock.ignored:
            why = words.reason(sign.why_not) if sign.why_not else ""
            yield f"  - {sign.on} {sign_in_words(sign, words)}: {why}"
        if each.clock.suit_by:
            yield f"  ! {words.label('suit_by').format(day=words.value(each.clock.suit_by))}"
        yield f"  {words.value(each.rule.counsel.local())}"
    yield from (f"! {words.reason(note)}" for note in found.notes)
    if found.clocks:
        yield words.label("information_only")


def _invoice_lines(line: InvoiceInterest, words: Wording) -> Iterator[str]:
    invoice = line.invoice
    due = words.label("due_on").format(day=words.value(invoice.due))
    yield f"{invoice.number} · {invoice.amount} · {due}"
    if isinstance(line.basis, NoBasis):
        yield f"  — {words.reason(line.basis.why)}"
        return
    yield f"  {words.reason(basis_in_words(line.basis))}"
    for computed in line.computed:
        yield from (f"    {segment_in_words(segment, words)}" for segment in computed.interest.segments)
        days = words.label("days_in_all").format(days=computed.interest.days)
        yield f"    = {in_major(computed.interest.exact, computed.total.currency)} → {computed.total}  ({days})"
    if line.fixed_sum:
        yield f"    + {words.label('fixed_sum')}: {line.fixed_sum}"


def _clock_line(each: ItemClock, words: Wording) -> str:
    number, text = each.item.invoice.number, clock_in_words(each.clock, words)
    title = words.value(each.rule.title.local())
    return f"{number} · {each.item.open_balance} · {title} · {text}  [{source_in_words(each, words)}]"
