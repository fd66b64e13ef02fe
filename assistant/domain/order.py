"""How a brief is to be worded this time: what to change in an earlier wording, and what else a model may be shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.draft import Draft
from assistant.domain.finding import Finding
from assistant.domain.kinds import MessageKind, Tone
from assistant.domain.language import Language, Reason


class Change(StrEnum):
    """What a person asks of a wording that is there."""

    SOFTER = "softer"
    FIRMER = "firmer"
    SHORTER = "shorter"
    MENTION_OFFER = "mention_offer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """What the customer wrote or what happened, on ``day``: data for the writer, never an instruction.

    ``about`` says in our words what it is ("their reply", "an earlier reminder"); ``quote`` is the text itself.
    """

    about: str
    day: date
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Exemplar:
    """A message that people approved, its facts replaced by ``‹role›``: an example of the tone that they chose."""

    kind: MessageKind
    tone: Tone
    language: Language
    region: str
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What one writing is asked for beyond its brief; the composer, which has one wording, heeds none of it.

    ``before`` is the wording to start from: to ``change`` it, or to put right what the guardrail found in it
    (``findings``). ``another`` asks for a wording unlike the usual one. ``passages`` and ``exemplars`` come most
    valuable first; what the token budget has no room for is left out from the end. ``notes`` say what was left out
    before; they are told to the person, not to the model.
    """

    before: Draft | None = None
    change: Change | None = None
    findings: tuple[Finding, ...] = ()
    another: bool = False
    passages: tuple[Passage, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()
    notes: tuple[Reason, ...] = ()


PLAIN = Order()
