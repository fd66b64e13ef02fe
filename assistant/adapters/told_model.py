"""Tells whoever looks on what left this machine for a language model, and what came of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.adapters.model_endpoint import Endpoint
from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelCall, ModelRole
from assistant.errors import ModelUnavailable, Stopped
from assistant.ports import UNWATCHED, ChatMessage, ChatModel, Clock, Completion, Watch

# Failures before anything was sent.
NOT_SENT = frozenset(
    {
        "model_address_bad",
        "model_answer_not_kept",
        "model_budget_unusable",
        "model_budget_used_up",
        "model_busy",
        "model_key_missing",
        "model_not_priced",
        "model_paused",
    }
)


class ToldModel:
    """A ports.ChatModel around another; each call goes to ``watch.called``, failed and stopped ones as well.

    What failed before anything was sent is not told: nothing left this machine. An answer that was kept from an earlier
    call is told as ``cached``.
    """

    def __init__(
        self,
        model: ChatModel,
        endpoint: Endpoint,
        role: ModelRole,
        clock: Clock,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``now`` gives seconds that never go back."""
        self._model = model
        self._endpoint = endpoint
        self._role = role
        self._clock = clock
        self._now = now

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """The other's answer, once it was told; raises what the other raises."""
        call = ModelCall(
            role=self._role,
            host=self._endpoint.host,
            model=self._endpoint.model,
            messages=tuple(messages),
            max_tokens=max_tokens,
            began=self._clock.now(),
            ms=0,
        )
        began = self._now()
        try:
            answer = self._model.complete(messages, max_tokens=max_tokens, watch=watch)
        except (ModelUnavailable, Stopped) as error:
            if error.code not in NOT_SENT:
                watch.called(replace(call, ms=self._since(began), failure=Reason(error.code, error.details)))
            raise
        watch.called(
            replace(
                call,
                ms=self._since(began),
                answer=answer.text,
                finish_reason=answer.finish_reason,
                tokens_in=answer.tokens_in,
                tokens_out=answer.tokens_out,
                cached=answer.cached,
            )
        )
        return answer

    def _since(self, began: float) -> int:
        return round((self._now() - began) * 1000)
