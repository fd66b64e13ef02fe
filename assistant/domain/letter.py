"""A letter as a file: a message on the creditor's paper."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.kinds import Channel
from assistant.domain.message import Message, Status
from assistant.domain.parties import Creditor

# What is written to be read on paper; everything else has no letterhead.
ON_PAPER = frozenset({Channel.LETTER, Channel.EMAIL})


class LetterForm(StrEnum):
    """What a letter can be had as."""

    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One message under the letterhead of ``creditor``."""

    message: Message
    creditor: Creditor

    @property
    def is_draft(self) -> bool:
        """Whether every page has to say that this is not to be sent: only what was released is a letter."""
        return self.message.status is not Status.RELEASED
