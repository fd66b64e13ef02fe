"""Somebody who looks on while a model answers, notes what is told, and may stop it."""

from dataclasses import dataclass, field

from assistant.domain.model_calls import ModelCall


@dataclass
class NotedWatch:
    """Keeps what came since the last ``begins``; stops after so many pieces, or when ``stopped`` is set."""

    text: bool = True
    stop_after: int | None = None
    stopped: bool = False
    begun: int = 0
    pieces: list[str] = field(default_factory=list)
    calls: list[ModelCall] = field(default_factory=list)

    def is_stopped(self) -> bool:
        return self.stopped or (self.stop_after is not None and len(self.pieces) >= self.stop_after)

    def wants_text(self) -> bool:
        return self.text

    def begins(self) -> None:
        self.begun += 1
        self.pieces = []

    def came(self, piece: str) -> None:
        self.pieces.append(piece)

    def called(self, call: ModelCall) -> None:
        self.calls.append(call)

    @property
    def told(self) -> str:
        """What came, as one text."""
        return "".join(self.pieces)
