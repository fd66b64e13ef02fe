"""One question to a language model as it left this machine, and what came back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.language import Reason


class ModelRole(StrEnum):
    """What a model is asked for; each role has a setting of its own."""

    WRITER = "writer"
    REPLY_READER = "reply_reader"
    TERMS_READER = "terms_reader"
    JUDGE = "judge"
    EVAL_JUDGE = "eval_judge"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatMessage:
    """One message to a language model; ``role`` is system, user or assistant.

    ``prompt`` is the id of the prompt file that it was rendered from, empty for an answer, and ``version`` is that
    file's; neither is sent.
    """

    role: str
    content: str
    prompt: str = ""
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """What a language model answered; ``finish_reason`` is the endpoint's own word, tokens None when not told.

    ``cached`` says that the answer was kept from an earlier, identical question: nothing left this machine.
    """

    text: str
    finish_reason: str
    model: str
    tokens_in: int | None = None
    tokens_out: int | None = None
    cached: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelCall:
    """What was sent to ``host`` and what came back: ``messages`` are exactly the words that left this machine.

    ``began`` is UTC, ``ms`` the whole time in milliseconds, repeated tries included. ``answer`` is what the model
    wrote, empty where ``failure`` says why there is none. Tokens are the endpoint's own counts, None when it gave none.
    """

    role: ModelRole
    host: str
    model: str
    messages: tuple[ChatMessage, ...]
    max_tokens: int
    began: datetime
    ms: int
    answer: str = ""
    finish_reason: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    failure: Reason | None = None
    cached: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SentCall:
    """A call as the record keeps it: ``about`` is the id of the message, reply or case that it was made for.

    ``version`` is the version of the message, 0 where there is none.
    """

    about: str
    version: int
    call: ModelCall
