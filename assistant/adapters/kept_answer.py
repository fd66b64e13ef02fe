"""Decides in what form an endpoint's answer may be stored and shown, whatever the endpoint put into it."""

import re
from dataclasses import replace

from assistant.adapters.model_endpoint import Endpoint
from assistant.ports import Completion

# A finish reason is a word, never a text.
_WORD = re.compile(r"[A-Za-z_-]{0,40}")
# Shorter ones stand for no key, and would be found in any text.
_SHORTEST_KEY = 8
# No endpoint counts more tokens in one call than this.
_MOST_TOKENS = 100_000_000


def whole(text: str) -> str:
    """``text`` with a question mark for each half of a character, which no file and no page can hold."""
    return text.encode(errors="replace").decode()


def fit_to_keep(answer: Completion, endpoint: Endpoint) -> Completion:
    """``answer`` without the key, which some endpoints repeat, and without counts or reasons that are none."""
    key = endpoint.api_key if len(endpoint.api_key) >= _SHORTEST_KEY else ""
    text, reason, model = whole(answer.text), answer.finish_reason, answer.model
    return replace(
        answer,
        text=text.replace(key, "[key]") if key else text,
        finish_reason=reason if _WORD.fullmatch(reason) and not (key and key in reason) else "other",
        model=endpoint.model if key and key in model else model,
        tokens_in=_count(answer.tokens_in),
        tokens_out=_count(answer.tokens_out),
    )


def _count(told: object) -> int | None:
    return told if isinstance(told, int) and 0 <= told <= _MOST_TOKENS else None
