"""Lets a language model word a brief, once more when its answer cannot be used, and else lets the composer write."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.kinds import Channel, MessageKind
from assistant.domain.language import Reason
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.order import PLAIN, Order
from assistant.drafting.answer_checks import Problem
from assistant.drafting.circumstances import LISTED
from assistant.drafting.deadline import Until
from assistant.drafting.draft_log import DraftLog
from assistant.drafting.leaks import repeats_prompt
from assistant.drafting.material import Shown, with_material
from assistant.drafting.model_answer import read_answer
from assistant.drafting.model_request import WORDED, first_messages, values_in
from assistant.drafting.outline import Outline
from assistant.drafting.placeholders import Filled
from assistant.drafting.reworking import later_messages
from assistant.errors import ModelUnavailable, Stopped
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
    ``max_material_tokens`` are for history and examples. ``seconds`` are for all questions of one draft together.
    """

    max_input_tokens: int = 32_000
    max_material_tokens: int = 2_000
    max_output_tokens: int = 1_200
    tokens_per_invoice: int = 60
    max_answer_bytes: int = 16_384
    seconds: float = 90.0


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
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``model_name`` is for stamps where no answer came; ``new_marker`` gives 8 to 64 random letters and digits.

        ``now`` gives seconds that never go back.
        """
        self._model = model
        self._model_name = model_name
        self._prompts = prompts
        self._composer = composer
        self._tokens = tokens
        self._parts = parts
        self._billing_digits = billing_digits
        self._new_marker = new_marker
        self._bounds = bounds or Bounds()
        self._now = now

    def write(self, brief: Brief, order: Order = PLAIN, watch: Watch = UNWATCHED) -> Draft:
        """The model's words with the facts put in, or the composer's draft with the reason in its stamp.

        With findings in ``order`` it goes on where the draft before them ended: what that one cost counts towards the
        bounds and the stamp of this. Raises what the composer raises, BadKnowledge when the prompt files do not hang
        together, and Stopped.
        """
        log = DraftLog.of(order, self._model_name, watch)
        outcome = self._worded(brief, order, log)
        if isinstance(outcome, Filled):
            return Draft(subject=outcome.subject, body=outcome.body, marks=outcome.marks, stamp=log.stamp)
        draft = self._composer.write(brief)
        return replace(draft, stamp=draft.stamp.instead_of(log.stamp, outcome))

    def asks(self, brief: Brief, order: Order = PLAIN) -> tuple[ChatMessage, ...] | Reason:
        """What a model would be sent first for this, or why it is not asked."""
        shown = self.shows(brief, order)
        return shown if isinstance(shown, Reason) else shown.messages

    def shows(self, brief: Brief, order: Order) -> Shown | Reason:
        """The first messages with the material that there is room for."""
        return self._shows(Outline.of(brief, self._parts), order)

    def _shows(self, outline: Outline, order: Order) -> Shown | Reason:
        brief = outline.brief
        kind = MessageKind.CALL_SCRIPT if brief.channel is Channel.PHONE else brief.kind
        if kind not in WORDED:
            return Reason.of("model_not_for_kind", kind=kind)
        marker = self._new_marker()
        messages = (
            *first_messages(outline, self._prompts, self._parts, marker=marker),
            *later_messages(brief, order, self._prompts, marker=marker, billing_digits=self._billing_digits),
        )
        room = self._bounds.max_input_tokens - self._size(messages)
        most = min(room, self._bounds.max_material_tokens)
        shown = with_material(messages, order, self._prompts, count=self._tokens.count, most=most, marker=marker)
        given_away = values_in(_text(shown.messages), brief)
        return Reason.of("model_request_unsafe", facts=given_away) if given_away else shown

    def _size(self, messages: Sequence[ChatMessage]) -> int:
        """How many tokens ``messages`` take at most."""
        return self._tokens.count(_text(messages)) + TOKENS_PER_MESSAGE * len(messages)

    def _worded(self, brief: Brief, order: Order, log: DraftLog) -> Filled | Reason:
        outline = Outline.of(brief, self._parts)
        shown = self._shows(outline, order)
        if isinstance(shown, Reason):
            return shown
        log.shows(shown, order)
        request = shown.messages
        may_repair = not (order.findings and log.stamp.calls > 1)
        text, outcome = self._try(request, outline, log)
        if isinstance(outcome, tuple) and may_repair:
            log.asks_again(Reason.of("asked_again_for_form", problems=_codes(outcome)))
            _, outcome = self._try((*request, *self._repair(text, outcome)), outline, log)
        if isinstance(outcome, tuple):
            return Reason.of("model_answer_unusable", problems=_codes(outcome))
        return outcome

    def _try(
        self, messages: Sequence[ChatMessage], outline: Outline, log: DraftLog
    ) -> tuple[str, Filled | tuple[Problem, ...] | Reason]:
        """The model's words, and what has become of them."""
        answer = self._ask(messages, outline.brief, log)
        if isinstance(answer, Reason):
            return "", answer
        read = read_answer(
            answer.text,
            whole=answer.finish_reason == "stop",
            outline=outline,
            billing_digits=self._billing_digits,
            max_bytes=self._bounds.max_answer_bytes,
        )
        if isinstance(read, Filled) and repeats_prompt(answer.text, messages):
            read = (Problem(code="prompt_repeated"),)
        return answer.text, read

    def _ask(self, messages: Sequence[ChatMessage], brief: Brief, log: DraftLog) -> Completion | Reason:
        """The model's answer, or why there is none that could be read."""
        size = self._size(messages)
        if size > self._bounds.max_input_tokens:
            return Reason.of("model_request_too_long", tokens=size, most=self._bounds.max_input_tokens)
        began = self._now()
        ends = began + self._bounds.seconds - log.stamp.ms / 1000
        if ends <= began:
            return self._out_of_time()
        log.asks(messages, self._prompts)
        try:
            answer = self._model.complete(
                messages, max_tokens=self._room(brief), watch=Until(log.watch, ends, self._now)
            )
        except ModelUnavailable as error:
            return Reason(error.code, error.details)
        except Stopped:
            if log.watch.is_stopped():
                raise
            return self._out_of_time()
        finally:
            log.took(self._now() - began)
        log.answered(answer)
        return Reason.of("model_declined", said=answer.finish_reason) if answer.finish_reason in _DECLINED else answer

    def _out_of_time(self) -> Reason:
        return Reason.of("model_out_of_time", seconds=round(self._bounds.seconds))

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


def _codes(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return tuple(problem.code for problem in problems)


def _text(messages: Sequence[ChatMessage]) -> str:
    return "\n".join(message.content for message in messages)
