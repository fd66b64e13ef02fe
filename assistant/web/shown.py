"""What a browser page last showed: the ids by which its next action says what it is about."""

from dataclasses import dataclass

from assistant.domain.message import Message
from assistant.intake.given_checks import FindingGiven


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A message version by its ids; all empty while none is shown."""

    message_id: str = ""
    version: int = 0
    content_hash: str = ""

    @classmethod
    def of(cls, message: Message | None) -> "Shown":
        """The ids of ``message`` as it stands."""
        if message is None:
            return cls()
        return cls(message_id=message.id, version=message.version, content_hash=message.content_hash)


def pressed(data: object, key: str) -> str:
    """One value of what a press in our own HTML sent; whatever else a browser may send comes to nothing."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) and len(value) <= 80 else ""


def found_at(data: object, version: int) -> FindingGiven:
    """The finding of the shown ``version`` that was pressed; one that nobody has where the press says none."""
    start, end = (int(place) if place.isdecimal() else -1 for place in (pressed(data, "start"), pressed(data, "end")))
    return FindingGiven(version=version, rule=pressed(data, "rule"), start=start, end=end)


def same_text(message: Message, subject: str | None, body: str | None) -> bool:
    """Whether the boxes hold what is stored, but for spaces that a subject loses when it is saved."""
    return _one_line(subject or "") == _one_line(message.draft.subject) and (body or "") == message.draft.body


def _one_line(subject: str) -> str:
    return " ".join(subject.split())
