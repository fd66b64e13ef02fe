"""Asks a language model for one JSON object, once more when its answer cannot be read; never raises for a model."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NoReturn, TypeVar

from assistant.domain.language import Reason
from assistant.errors import ModelUnavailable
from assistant.ports import UNWATCHED, ChatMessage, ChatModel, Completion, TokenCounter, Watch
from assistant.prompting.fence import visible
from assistant.prompting.library import Prompts

Read = TypeVar("Read")

AGAIN = "answer_again"
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n\s*```\s*", re.DOTALL | re.IGNORECASE)
# Words of the endpoint for "I will not": asking again would not change its mind.
_DECLINED = frozenset({"refusal", "content_filter"})
# What chat formats add to each message, at most.
_TOKENS_PER_MESSAGE = 8
_SHOWN_AGAIN = 4000
_LONGEST_ANSWER = 200_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered(Generic[Read]):
    """What was read in a model's answer, or ``why`` there is nothing; exactly one of the two is None.

    ``model`` is who answered; tokens are of both questions where there were two, None when the endpoint tells none.
    """

    read: Read | None
    why: Reason | None
    model: str
    tokens_in: int | None = None
    tokens_out: int | None = None


class Asker:
    """Puts prompts to one model within its bounds; what an answer must be, its callers say."""

    def __init__(
        self,
        model: ChatModel,
        prompts: Prompts,
        tokens: TokenCounter,
        *,
        model_name: str,
        new_marker: Callable[[], str],
        max_input_tokens: int = 32_000,
        max_output_tokens: int = 4_000,
    ) -> None:
        """``new_marker`` gives 8 to 64 random letters and digits."""
        self._model = model
        self._prompts = prompts
        self._tokens = tokens
        self._new_marker = new_marker
        self._max_output = max_output_tokens
        self.model_name = model_name
        self.max_input = max_input_tokens

    def stamp(self, prompt: str) -> str:
        """The prompt file's id with its version."""
        return self._prompts.get(prompt).stamp

    def messages(self, prompt: str, values: Mapping[str, str]) -> tuple[ChatMessage, ...]:
        """The question that the prompt file makes of ``values``."""
        return self._prompts.get(prompt).render(values, marker=self._new_marker())

    def size(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of ``messages``, or an upper bound."""
        return sum(self.count(message.content) + _TOKENS_PER_MESSAGE for message in messages)

    def count(self, text: str) -> int:
        """Tokens of ``text``, or an upper bound."""
        return self._tokens.count(text)

    def ask(
        self, messages: Sequence[ChatMessage], read: Callable[[str], Read | None], watch: Watch = UNWATCHED
    ) -> Answered[Read]:
        """What ``read`` makes of the answer; where it makes nothing of it, of a second one. Raises Stopped."""
        answers: list[Completion] = []
        outcome = self._once(messages, answers, read, watch)
        if outcome is None:
            said = ChatMessage(role="assistant", content=visible(answers[-1].text)[:_SHOWN_AGAIN] or "(empty)")
            longer = (*messages, said, *self.messages(AGAIN, {}))
            outcome = self._once(longer, answers, read, watch) if self.size(longer) <= self.max_input else None
        nothing = Reason.of("second_reader_unreadable") if outcome is None else outcome
        return Answered(
            read=None if isinstance(outcome, Reason) else outcome,
            why=nothing if isinstance(nothing, Reason) else None,
            model=answers[-1].model if answers else self.model_name,
            tokens_in=_sum([answer.tokens_in for answer in answers]),
            tokens_out=_sum([answer.tokens_out for answer in answers]),
        )

    def _once(
        self,
        messages: Sequence[ChatMessage],
        answers: list[Completion],
        read: Callable[[str], Read | None],
        watch: Watch,
    ) -> Read | Reason | None:
        """What was read; why there is no answer; None when it cannot be read."""
        try:
            answer = self._model.complete(messages, max_tokens=self._max_output, watch=watch)
        except ModelUnavailable as error:
            return Reason(error.code, error.details)
        answers.append(answer)
        if answer.finish_reason in _DECLINED:
            return Reason.of("second_reader_declined", said=answer.finish_reason)
        if answer.finish_reason != "stop" or len(answer.text) > _LONGEST_ANSWER:
            return None
        return read(answer.text)


def one_object(text: str) -> dict[str, object] | None:
    """The one JSON object that ``text`` is, thinking aloud and a code fence aside; numbers with a point are Decimal."""
    plain = _THINKING.sub("", visible(text)).strip()
    fenced = _FENCE.fullmatch(plain)
    try:
        raw = json.loads(fenced[1] if fenced else plain, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _sum(counts: Sequence[int | None]) -> int | None:
    told = [count for count in counts if count is not None]
    return sum(told) if told else None
