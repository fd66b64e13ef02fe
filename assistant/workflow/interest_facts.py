"""The late interest that a formal demand may state: on a basis that is known, and shown with its arithmetic."""

from collections.abc import Iterator, Sequence

from assistant.domain.brief import Fact, FactKind, FactValue, Source, SourceKind
from assistant.domain.interest import Segment
from assistant.domain.kinds import MessageKind
from assistant.domain.late_terms import Per
from assistant.domain.money import Money, total
from assistant.planning import Decision
from assistant.ports import Transaction
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.late_amounts import InvoiceInterest
from assistant.workflow.late_interest import InterestWishes, interest_of
from assistant.workflow.late_words import daily_rate_in_words, share_in_words

# A letter shows no more steps than can be followed; the sum then stands alone, and the account page has the rest.
_MOST_STEPS = 12


def interest_facts(desk: Desk, tx: Transaction, decision: Decision) -> tuple[Fact, ...]:
    """What late payment has cost on the invoices of a formal demand; nothing where a rate, a day or an answer lacks.

    What is disputed bears none here, a range that the law leaves is nobody's sum to demand, and money that is here and
    on no invoice may have ended it on any of them.
    """
    if decision.kind is not MessageKind.FORMAL_DEMAND or decision.case.unallocated.minor > 0:
        return ()
    found = interest_of(desk, tx, decision.case, InterestWishes(leave_out_disputed=True))
    asked = {item.invoice.number for item in decision.items}
    lines = [line for line in found.invoices if line.invoice.number in asked and line.is_certain]
    sum_of_all = total((line.computed[0].total for line in lines), decision.case.currency)
    return tuple(_facts(decision, lines, sum_of_all)) if sum_of_all else ()


def _facts(decision: Decision, lines: Sequence[InvoiceInterest], interest: Money) -> Iterator[Fact]:
    at = f"tactful interest {decision.case.id}"

    def fact(kind: FactKind, role: str, value: FactValue) -> Fact:
        return Fact(id="", kind=kind, role=role, value=value, source=Source(kind=SourceKind.CALENDAR, reference=at))

    yield fact(FactKind.MONEY, "interest", interest)
    yield fact(FactKind.DATE, "interest_until", decision.case.today)
    words = Wording.of(decision.language)
    steps = [(line, segment) for line in lines for segment in line.computed[0].interest.segments]
    # Of a rate that the law cut, only what was agreed can be said in words, and the sum does not come of that.
    are_plain = not any(segment.daily.is_cut for _, segment in steps)
    if are_plain and len(steps) == 1:
        segment = steps[0][1]
        yield fact(FactKind.MONEY, "interest_base", segment.balance)
        yield fact(FactKind.TEXT, "interest_rate", daily_rate_in_words(segment.daily, words))
        yield fact(FactKind.DATE, "interest_from", segment.first)
        yield fact(FactKind.DAYS, "interest_days", segment.days)
    elif are_plain and len(steps) <= _MOST_STEPS:
        mark = "；" if decision.language.is_chinese else "; "
        said = mark.join(_step(line, segment, words) for line, segment in steps)
        yield fact(FactKind.TEXT, "interest_words", said)
    yield fact(FactKind.MONEY, "total_with_interest", decision.asked + interest)


def _step(line: InvoiceInterest, segment: Segment, words: Wording) -> str:
    """``INV-1: CNY 31,200.00 × 52 × 0.05% a day, 26 April – 16 June``; a longer rate is put as a share of a day."""
    rate = daily_rate_in_words(segment.daily, words)
    if segment.daily.per is not Per.DAY:
        rate = f"{share_in_words(segment.daily, words)} ({rate})"
    days = f"{words.value(segment.first)} – {words.value(segment.last)}"
    colon, comma = ("：", "，") if words.language.is_chinese else (": ", ", ")
    return f"{line.invoice.number}{colon}{segment.balance} × {segment.days} × {rate}{comma}{days}"
