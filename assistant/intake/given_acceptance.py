"""The shapes of a customer's answer to a confirmation, as the customer sends it or a person takes it down."""

from dataclasses import dataclass

from assistant.domain.negotiation import AnswerSaid, AnswerWay
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkAnswer:
    """What the form behind a link sends: ``content_hash`` is of the text that it showed; texts as they came."""

    said: AnswerSaid
    content_hash: str
    name: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerGiven(Closed):
    """What a person notes: ``name`` is who of the customer said it.

    ``source`` is the id of the reply whose words are quoted in ``words``, or the SHA-256 of the signed copy; of a call
    ``words`` are the note. ``on`` is the moment (ISO 8601), now when it is empty; a reply has its own.
    """

    said: AnswerSaid
    way: AnswerWay
    name: str
    words: str = ""
    source: str = ""
    on: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkWanted(Closed):
    """For how many days a link opens; as the settings say when it is None."""

    days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VoidGiven(Closed):
    """Why an agreement that was not answered yet no longer counts."""

    because: str
