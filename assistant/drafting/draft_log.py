"""Notes how a model's draft comes about: who wrote it, from which prompts, what it cost, and why it was asked again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.draft import Stamp
from assistant.domain.language import Reason
from assistant.domain.order import Order
from assistant.drafting.material import Shown
from assistant.ports import ChatMessage, Completion, Watch
from assistant.prompting import Prompts


@dataclass(slots=True)
class DraftLog:
    """The stamp of a model's draft in the making; tokens stay None while the endpoint tells none."""

    stamp: Stamp
    watch: Watch

    @classmethod
    def of(cls, order: Order, model: str, watch: Watch) -> "DraftLog":
        """A new one, or that of the draft whose findings are to be put right."""
        if not (order.findings and order.before):
            return cls(stamp=Stamp(writer="model", model=model), watch=watch)
        log = cls(stamp=order.before.stamp, watch=watch)
        rules = ", ".join(sorted({finding.rule for finding in order.findings}))
        log.asks_again(Reason.of("asked_again_for_wording", rules=rules))
        return log

    def shows(self, shown: Shown, order: Order) -> None:
        """Note what the model is shown beside the brief, and what it is not."""
        prompts = dict.fromkeys((*self.stamp.prompt.split(), *shown.prompt.split()))
        notes = (*order.notes, *shown.notes)
        self.stamp = replace(self.stamp, prompt=" ".join(prompts), notes=notes)

    def asks(self, messages: Sequence[ChatMessage], prompts: Prompts) -> None:
        """Note the prompts that are sent."""
        used = (prompts.get(message.prompt).stamp for message in messages if message.prompt)
        named = dict.fromkeys((*self.stamp.prompt.split(), *used))
        self.stamp = replace(self.stamp, prompt=" ".join(named), calls=self.stamp.calls + 1)

    def asks_again(self, why: Reason) -> None:
        """Note why one question was not enough."""
        self.stamp = replace(self.stamp, redrafted=(*self.stamp.redrafted, why))

    def took(self, seconds: float) -> None:
        """Note how long the model was waited for."""
        self.stamp = replace(self.stamp, ms=self.stamp.ms + round(seconds * 1000))

    def answered(self, answer: Completion) -> None:
        """Note who answered and what it cost."""
        self.stamp = replace(
            self.stamp,
            model=answer.model,
            tokens_in=_sum(self.stamp.tokens_in, answer.tokens_in),
            tokens_out=_sum(self.stamp.tokens_out, answer.tokens_out),
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
