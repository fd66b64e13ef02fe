"""A message asked for on a record that a person gave by hand."""

from dataclasses import dataclass

from assistant.domain.brief import Grounds
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenTask:
    """What to write, and everything that it may claim; the facts of ``grounds`` are of source "given".

    ``number`` counts the reminders, this message included; ``may_offer_plan`` says whether the plan in the facts is
    within the authority that was given, or decided by a person; ``max_chars`` bounds the body.
    """

    id: str
    customer: str
    kind: MessageKind
    channel: Channel
    tone: Tone
    language: Language
    region: str
    writer: str
    invoices: tuple[str, ...]
    number: int
    grounds: Grounds
    may_offer_plan: bool = True
    max_chars: int | None = None
