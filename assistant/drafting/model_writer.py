"""Lets a language model word a brief, once more when its answer cannot be used, and else lets the composer write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft, Stamp
from assistant.domain.kinds import Channel, MessageKind
from assistant.domain.language import Reason
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.order import PLAIN, Order
from assistant.drafting.answer_checks import Problem
from assistant.drafting.model_answer import read_answer
from assistant.drafting.model_request import WORDED, first_messages, needed, values_in
from assistant.drafting.placeholders import Filled
from assistant.drafting.scene import LISTED
from assistant.errors import ModelUnavailable
from assistant.parts import PartTable
from assistant.ports import UNWATCHED, ChatMessage, ChatModel, Completion, TokenCounter, Watch, Writer
from assistant.prompting import Prompts, visible

REPAIR = "redraft_with_findings"
# Words of the endpoint for "I will not": asking again would not change its mind.
_DECLINED = frozenset({"refusal", "content_filter"})
# What chat formats add to each message, at most.
TOKENS_PER_MESSAGE = 8
# How much of an unusable answer is shown to the model again.
_SHOWN_AGAIN = 4000


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """Limits of one draft: tokens that are sent and that may come back, bytes of an answer that are looked into.

    ``max_output_tokens`` is for a letter on one invoice; each further one in the list adds ``tokens_per_invoice``.
    """

    max_input_tokens: int = 32_000
    max_output_tokens: int = 1_200
    tokens_per_invoice: int = 60
    max_answer_bytes: int = 16_384


class ModelWriter:
    """A ports.Writer that asks ``model`` and falls back to ``composer``; the draft's stamp says which, and why."""

    def __init__(
        self,
        model: ChatModel,
        prompts: Prompts,
        composer: Writer,
        tokens: TokenCounter,
        parts: PartTable,
        *,
        model_name: str,
        new_marker: Callable[[], str],
        billing_digits: Mapping[str, int] = BILLING_DIGITS,
        bounds: Bounds | None = None,
    ) -> None:
        """``model_name`` is for stamps where no answer came; ``new_marker`` gives 8 to 64 random letters and digits."""
        self._model = model
        self._model_name = model_name
        self._prompts = prompts
        self._composer = composer
        self._tokens = tokens
        self._parts = parts
        self._billing_digits = billing_digits
        self._new_marker = new_marker
        self._bounds = bounds or Bounds()

    def write(self, brief: Brief, order: Order = PLAIN, watch: Watch = UNWATCHED) -> Draft:  # noqa: ARG002
        """The model's words with the facts put in, or the composer's draft with the reason in its stamp.

        Raises what the composer raises, BadKnowledge when the prompt files do not hang together, and Stopped.
        """
        log = _Log(model=self._model_name, watch=watch)
        outcome = self._worded(brief, log)
        if isinstance(outcome, Filled):
            return Draft(subject=outcome.subject, body=outcome.body, marks=outcome.marks, stamp=log.stamp())
        draft = self._composer.write(brief)
        return replace(draft, stamp=log.fallen_back(draft.stamp, outcome))

    def _worded(self, brief: Brief, log: "_Log") -> Filled | Reason:
        request = self.asks(brief)
        if isinstance(request, Reason):
            return request
        text, outcome = self._try(request, brief, log)
        if isinstance(outcome, tuple):
            _, outcome = self._try((*request, *self._repair(text, outcome)), brief, log)
        if isinstance(outcome, tuple):
            return Reason.of("model_answer_unusable", problems=tuple(problem.code for problem in outcome))
        return outcome

    def asks(self, brief: Brief, order: Order = PLAIN) -> tuple[ChatMessage, ...] | Reason:  # noqa: ARG002
        """The first messages, or why a model is not asked for this."""
        kind = MessageKind.CALL_SCRIPT if brief.channel is Channel.PHONE else brief.kind
        if kind not in WORDED:
            return Reason.of("model_not_for_kind", kind=kind)
        messages = first_messages(brief, self._prompts, self._parts, marker=self._new_marker())
        given_away = values_in(_text(messages), brief)
        return Reason.of("model_request_unsafe", facts=given_away) if given_away else messages

    def _try(
        self, messages: Sequence[ChatMessage], brief: Brief, log: "_Log"
    ) -> tuple[str, Filled | tuple[Problem, ...] | Reason]:
        """The model's words, and what has become of them."""
        answer = self._ask(messages, brief, log)
        if isinstance(answer, Reason):
            return "", answer
        return answer.text, read_answer(
            answer.text,
            whole=answer.finish_reason == "stop",
            brief=brief,
            needs=needed(brief, self._parts),
            billing_digits=self._billing_digits,
            max_bytes=self._bounds.max_answer_bytes,
        )

    def _ask(self, messages: Sequence[ChatMessage], brief: Brief, log: "_Log") -> Completion | Reason:
        """The model's answer, or why there is none that could be read."""
        size = self._tokens.count(_text(messages)) + TOKENS_PER_MESSAGE * len(messages)
        if size > self._bounds.max_input_tokens:
            return Reason.of("model_request_too_long", tokens=size, most=self._bounds.max_input_tokens)
        log.asked(messages, self._prompts)
        try:
            answer = self._model.complete(messages, max_tokens=self._room(brief), watch=log.watch)
        except ModelUnavailable as error:
            return Reason(error.code, error.details)
        log.answered(answer)
        return Reason.of("model_declined", said=answer.finish_reason) if answer.finish_reason in _DECLINED else answer

    def _room(self, brief: Brief) -> int:
        lines = min(len(brief.invoices), LISTED)
        return self._bounds.max_output_tokens + self._bounds.tokens_per_invoice * max(lines - 1, 0)

    def _repair(self, text: str, problems: tuple[Problem, ...]) -> tuple[ChatMessage, ...]:
        notes = self._prompts.get("problems")
        lines = [" ".join(("-", *notes.note(p.code).split(), *p.ids)) for p in problems]
        places = [place for problem in problems for place in problem.places]
        values = {"problems": "\n".join(lines), "quotes": "\n".join(places) or "(none)"}
        request = self._prompts.get(REPAIR).render(values, marker=self._new_marker())
        return (ChatMessage(role="assistant", content=visible(text)[:_SHOWN_AGAIN] or "(empty)"), *request)


@dataclass(slots=True)
class _Log:
    """What one draft has cost and with which prompts; tokens stay None while the endpoint tells none."""

    model: str
    watch: Watch
    prompts: tuple[str, ...] = ()
    tokens_in: int | None = None
    tokens_out: int | None = None

    def asked(self, messages: Sequence[ChatMessage], prompts: Prompts) -> None:
        """Note the prompts that are sent."""
        used = (prompts.get(message.prompt).stamp for message in messages if message.prompt)
        self.prompts = tuple(dict.fromkeys((*self.prompts, *used)))

    def answered(self, answer: Completion) -> None:
        """Note who answered and what it cost."""
        self.model = answer.model
        self.tokens_in = _sum(self.tokens_in, answer.tokens_in)
        self.tokens_out = _sum(self.tokens_out, answer.tokens_out)

    def stamp(self) -> Stamp:
        """The stamp of the model's own draft."""
        return Stamp(
            writer="model",
            model=self.model,
            prompt=" ".join(self.prompts),
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
        )

    def fallen_back(self, composers: Stamp, why: Reason) -> Stamp:
        """The composer's stamp with the model that was to write, what it cost, and why it did not write."""
        return replace(composers, model=self.model, tokens_in=self.tokens_in, tokens_out=self.tokens_out, fallback=why)


def _text(messages: Sequence[ChatMessage]) -> str:
    return "\n".join(message.content for message in messages)


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
