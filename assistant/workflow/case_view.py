"""A case as people look at it: what is open and how old, what policy would do next, and what calls for attention."""

from dataclasses import dataclass

from assistant.domain.ageing import Bucket, age
from assistant.domain.attention import Attention, Ingredient, Priority, attention_of, priority_of
from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.money import Money
from assistant.domain.plan_following import FollowedPlan, follow_plans
from assistant.planning import Decision, decide
from assistant.workflow.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What policy would do next on a case; ``sentence`` says it with the reason, ``reasons`` every consideration."""

    kind: MessageKind
    stage: Stage
    tone: Tone
    channel: Channel
    sentence: Reason
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case with its ageing, its next step or refusal, and the message that is open on it, if any.

    ``stage`` is how far its oldest item has gone, None before the first step; ``plans`` how its payment plans stand.
    """

    case: Case
    ageing: dict[Bucket, Money]
    stage: Stage | None
    next_step: NextStep | Refusal
    message: Message | None
    attention: Attention
    priority: Priority
    plans: tuple[FollowedPlan, ...] = ()


def view_of(desk: Desk, case: Case, message: Message | None) -> CaseView:
    """``case`` beside the newest open ``message`` on it."""
    decision = decide(case, desk.policy, desk.calendar)
    returned = message is not None and message.status is Status.RETURNED
    attention = attention_of(case, returned=returned)
    return CaseView(
        case=case,
        ageing=age(case.items, case.today, case.currency),
        stage=desk.policy.stage_at(case.days_past_due) if case.items else None,
        next_step=decision if isinstance(decision, Refusal) else _next_step(decision),
        message=message,
        attention=attention,
        priority=priority_of(attention, desk.policy.priority.weights()),
        plans=follow_plans(case, desk.policy.promise_grace_days),
    )


def why_first(view: CaseView) -> tuple[Reason, ...]:
    """What makes up the priority of a case, a sentence for each ingredient."""
    parts, attention = view.priority.parts, view.attention
    promised = attention.promise.due if attention.promise else None
    wrote = attention.unread[0].received.date() if attention.unread else None
    sentences = {
        Ingredient.AMOUNT: lambda points: Reason.of("priority_amount", points=points, amount=attention.due),
        Ingredient.AGE: lambda points: Reason.of("priority_age", points=points, days=attention.days_late),
        Ingredient.PROMISE_DUE: lambda points: Reason.of("priority_promise_due", points=points, due=promised),
        Ingredient.REPLY_UNREAD: lambda points: Reason.of("priority_reply_unread", points=points, received=wrote),
        Ingredient.RETURNED: lambda points: Reason.of("priority_returned", points=points),
    }
    return tuple(sentences[part](points) for part, points in parts.items())


def _next_step(decision: Decision) -> NextStep:
    return NextStep(
        kind=decision.kind,
        stage=decision.step.stage,
        tone=decision.tone,
        channel=decision.channel,
        sentence=decision.sentence,
        reasons=decision.explanation,
        warnings=decision.warnings,
    )
