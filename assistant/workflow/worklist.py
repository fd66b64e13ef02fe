"""The worklist: one row per case with its next step or the reason why there is none, and a case seen in full."""

from dataclasses import dataclass

from assistant.domain.ageing import Bucket, age
from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Reason
from assistant.domain.message import OPEN, Message, Status
from assistant.domain.money import Money
from assistant.planning import Decision, decide, waits_for_step
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id

# Shown with the case although they want nothing more from its author by themselves.
SHOWN = OPEN | {Status.STALE, Status.EXPIRED}


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What policy would do next on a case."""

    kind: MessageKind
    stage: Stage
    tone: Tone
    channel: Channel
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case with its ageing, its next step or refusal, and the message that is open on it, if any."""

    case: Case
    ageing: dict[Bucket, Money]
    next_step: NextStep | Refusal
    message: Message | None


def worklist(desk: Desk) -> tuple[CaseView, ...]:
    """Every case with something open: those with a next step first, then the furthest past due."""
    with desk.record.read() as tx:
        views = [_view(desk, tx, *key) for key in tx.account_keys()]
    return tuple(sorted((v for v in views if v.case.items or v.message), key=_urgency))


def show_case(desk: Desk, case_id: str) -> CaseView:
    """One case; raises NotFound."""
    with desk.record.read() as tx:
        return _view(desk, tx, *split_case_id(case_id))


def _view(desk: Desk, tx: Transaction, customer_code: str, currency: str) -> CaseView:
    case = desk.case(tx, customer_code, currency)
    decision = decide(case, desk.policy, desk.calendar)
    if isinstance(decision, Decision):
        decision = waits_for_step(decision, desk.policy) or decision
    open_messages = tx.messages(status=SHOWN, case_id=case.id)
    return CaseView(
        case=case,
        ageing=age(case.items, case.today, case.currency),
        next_step=decision if isinstance(decision, Refusal) else _next_step(decision),
        message=open_messages[-1] if open_messages else None,
    )


def _next_step(decision: Decision) -> NextStep:
    return NextStep(
        kind=decision.kind,
        stage=decision.step.stage,
        tone=decision.tone,
        channel=decision.channel,
        reasons=decision.explanation,
        warnings=decision.warnings,
    )


def _urgency(view: CaseView) -> tuple[bool, int, str]:
    waits = isinstance(view.next_step, Refusal)
    return waits, -(view.case.days_past_due if view.case.items else -9999), view.case.id
