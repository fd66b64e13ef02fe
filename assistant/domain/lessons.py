"""What a person changed of a writer's words before they were approved: a lesson for people, a candidate for evals."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language


class Edited(StrEnum):
    """What is different in the approved words; a message can differ in several ways."""

    FACTS = "facts"
    TONE = "tone"
    SUBJECT = "subject"
    SALUTATION = "salutation"
    LENGTH = "length"
    WORDING = "wording"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Subject and body with ``‹role›`` at the place of each fact, and a token for whatever else tells of anybody."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """One message before and after: the writer's last version, and the one that people approved.

    ``writer``, ``model`` and ``prompts`` made the first; ``reasons`` are what reviewers said when they gave it back,
    covered like the words. ``source`` is a digest of the message and its version, and names nobody.
    """

    kind: MessageKind
    channel: Channel
    stage: Stage
    tone: Tone
    language: Language
    region: str
    before: Words
    after: Words
    edited: tuple[Edited, ...]
    reasons: tuple[str, ...]
    writer: str
    model: str
    prompts: str
    source: str
