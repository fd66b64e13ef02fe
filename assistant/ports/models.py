"""What rooms and use cases ask of whoever writes, reads or counts with a language model."""

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.model_calls import ChatMessage, Completion, ModelCall
from assistant.domain.order import PLAIN, Order


class Watch(Protocol):
    """Looks on while a model answers, and may stop it; its methods are called from any thread and never wait."""

    def is_stopped(self) -> bool:
        """Whether nobody wants the answer any more."""
        ...

    def wants_text(self) -> bool:
        """Whether the answer is to be told piece by piece while it comes."""
        ...

    def begins(self) -> None:
        """A new answer is asked for: what came of an earlier one is void."""
        ...

    def came(self, piece: str) -> None:
        """More of the answer, as the model wrote it: nothing is checked or filled in yet."""
        ...

    def called(self, call: ModelCall) -> None:
        """A question has left this machine, and this came of it."""
        ...


class Unwatched:
    """Nobody looks on."""

    def is_stopped(self) -> bool:
        """Never."""
        return False

    def wants_text(self) -> bool:
        """Never."""
        return False

    def begins(self) -> None:
        """Say it to nobody."""

    def came(self, piece: str) -> None:
        """Say it to nobody."""

    def called(self, call: ModelCall) -> None:
        """Say it to nobody."""


UNWATCHED: Watch = Unwatched()


class PassedOn:
    """Passes everything on to another watch; whoever adds something to one builds on it."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def is_stopped(self) -> bool:
        """As the other says."""
        return self._watch.is_stopped()

    def wants_text(self) -> bool:
        """As the other says."""
        return self._watch.wants_text()

    def begins(self) -> None:
        """Pass it on."""
        self._watch.begins()

    def came(self, piece: str) -> None:
        """Pass it on."""
        self._watch.came(piece)

    def called(self, call: ModelCall) -> None:
        """Pass it on."""
        self._watch.called(call)


class Writer(Protocol):
    """Turns a brief into prose: the built-in composer or a language model."""

    def write(self, brief: Brief, order: Order = PLAIN, watch: Watch = UNWATCHED) -> Draft:
        """A draft whose figures are all facts of the brief, marked.

        Raises ModelUnavailable, BadKnowledge, or Stopped when ``watch`` was stopped meanwhile.
        """
        ...


class ChatModel(Protocol):
    """A language model behind an OpenAI-compatible endpoint."""

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """One answer within the configured deadline; raises ModelUnavailable, or Stopped when ``watch`` was."""
        ...


class TokenCounter(Protocol):
    """Counts tokens exactly where it can, else by an upper bound."""

    def count(self, text: str) -> int:
        """Never less than the true count."""
        ...

    def is_exact(self) -> bool:
        """Whether counts are exact or a bound."""
        ...
