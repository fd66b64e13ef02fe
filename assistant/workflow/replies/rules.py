"""Decides what follows from what a reply says, from ``knowledge/record/replies.yaml``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.kinds import MessageKind
from assistant.domain.reading import DisputeReason, Sign
from assistant.errors import BadKnowledge
from assistant.intake.given_reading import ReadingGiven
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.workflow.record.vocabulary import vocabulary

# What a reply can say besides its cause and its signs; each is a part of `ReadingGiven` by that name.
PARTS = ("promise", "dispute", "proposal", "out_of_office")
_LABELS = frozenset({*Cause, *Sign, *PARTS})


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldRule(Closed):
    """The hold for a reply that ``says`` a label; ``returns`` lets it end with the absence where its end is known."""

    says: str
    reason: HoldReason
    days: int | None = None
    returns: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRule(Closed):
    """The kind of message that answers a reply which ``says`` a label."""

    says: str
    kind: MessageKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyRules(Closed):
    """All of them; ``answer_days`` are business days."""

    holds: tuple[HoldRule, ...]
    answer_days: int
    dispute_reasons: Mapping[DisputeReason, str]
    answers: tuple[AnswerRule, ...]

    def __post_init__(self) -> None:
        """Refuse a label that no reply can say, and a ground of dispute that cannot be recorded."""
        said = {*(rule.says for rule in self.holds), *(rule.says for rule in self.answers)}
        unknown = sorted(said - _LABELS)
        if unknown:
            message = f"rules of replies: no reply says {', '.join(unknown)}; correct it."
            raise BadKnowledge("reply_labels", message, labels=unknown)
        recorded = {self.dispute_reasons.get(reason, "") for reason in DisputeReason}
        if not recorded <= set(vocabulary().dispute_reasons):
            message = "rules of replies: every ground needs one of the record's reasons of dispute; add it."
            raise BadKnowledge("reply_grounds", message)

    def hold_for(self, labels: Collection[str]) -> HoldRule | None:
        """The hold that follows from ``labels``."""
        return next((rule for rule in self.holds if rule.says in labels), None)

    def answer_to(self, labels: Collection[str]) -> MessageKind | None:
        """The message that answers them."""
        return next((rule.kind for rule in self.answers if rule.says in labels), None)


@cache
def reply_rules() -> ReplyRules:
    """The shipped rules; raises BadKnowledge when the file breaks its schema."""
    return read_yaml(shipped("knowledge") / "record" / "replies.yaml", ReplyRules)


def labels_said(given: ReadingGiven) -> frozenset[str]:
    """The labels that stand in ``given``: its cause, its parts and its signs."""
    parts = (name for name in PARTS if getattr(given, name) is not None)
    return frozenset({given.cause.value, *parts, *(sign.value for sign, said in given.signs.items() if said)})
