"""Shows until when the open invoices of a case can be claimed, under which law, and what restarted the clock."""

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.limitation import Clock, Demand, Period, clock_of, signs_of
from assistant.law import Known, law_of, shipped_law
from assistant.law.shapes import Jurisdiction, LimitationRule
from assistant.ports import Transaction
from assistant.workflow.demands import demands_in
from assistant.workflow.desk import Desk, split_case_id


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemClock:
    """The clock of one open invoice under one rule; it holds only under ``conditions``, which nobody confirmed yet."""

    item: OpenItem
    rule: LimitationRule
    clock: Clock
    conditions: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseClocks:
    """The clocks of a case, the one that ends first at the top, and why an invoice has none."""

    case: Case
    clocks: tuple[ItemClock, ...]
    notes: tuple[Reason, ...]


def clocks_on(desk: Desk, case_id: str) -> CaseClocks:
    """The clocks of a case now; raises NotFound."""
    with desk.record.read() as tx:
        return limitation_of(desk, tx, desk.case(tx, *split_case_id(case_id)))


def limitation_of(desk: Desk, tx: Transaction, case: Case) -> CaseClocks:
    """Information, not advice: the clock of each open invoice under the rules that may govern it."""
    law, code = shipped_law(), case.customer.code
    known = Known.of(case.customer, tx.late_terms(code), tx.scope_answers(code), law)
    demands = demands_in(desk, tx, case, law)
    clocks: list[ItemClock] = []
    notes: list[Reason] = []
    for item in case.items:
        governing, region, confirmed = law_of(item.invoice.contract_no, known)
        rules = _rules(governing, known, case) if governing else ()
        if governing is None or not rules:
            name = governing.name.local() if governing else region
            notes.append(Reason.of("no_limitation_on_record", invoice=item.invoice.number, law=name))
            continue
        clocks += [_clock(item, governing, rule, known, demands, case, confirmed=confirmed) for rule in rules]
    ordered = sorted(clocks, key=lambda c: (c.clock.end, c.item.invoice.number))
    return CaseClocks(case=case, clocks=tuple(ordered), notes=tuple(notes))


def _rules(law: Jurisdiction, known: Known, case: Case) -> tuple[LimitationRule, ...]:
    """The rules on the price that no answer has ruled out."""
    rules = [rule for rule in law.of_kind(LimitationRule) if rule.of == "price" and rule.holds_on(case.today)]
    yes = {question for (rule, question), answer in known.answers.items() if answer and rule.startswith(f"{law.id}.")}
    return tuple(rule for rule in rules if rule.unless not in yes and not known.says_no(rule.id, rule.questions))


def _clock(
    item: OpenItem,
    law: Jurisdiction,
    rule: LimitationRule,
    known: Known,
    demands: tuple[Demand, ...],
    case: Case,
    *,
    confirmed: bool,
) -> ItemClock:
    period = Period(years=rule.years, restarted_by=rule.restarted_by, suit_within_months=rule.suit_within_months)
    unknown = [Reason.of("if_this_law_governs", law=law.name.local())] if not confirmed else []
    unknown += [
        Reason.of("if_answered_yes", rule=asked_by, question=question.id, text=question.text.local())
        for asked_by, question in known.open_questions(rule.id, rule.questions)
    ]
    if rule.unless:
        unknown.append(Reason.of("if_no_shorter_period"))
    return ItemClock(
        item=item,
        rule=rule,
        clock=clock_of(item.invoice.due, period, signs_of(case.account, item.invoice, demands), case.today),
        conditions=tuple(unknown),
    )
