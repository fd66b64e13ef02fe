"""What a person said that a customer's reply says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.reading import Sign

_ASKING = (Sign.DOCUMENT_REQUEST, Sign.WRONG_CONTACT)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadReply:
    """A reply that a person has read: ``said`` is each label as they left it, in plain JSON values.

    ``corrected`` names the labels that the program had read otherwise, ``entries`` holds the key of what was recorded
    with it by kind of entry, ``read_at`` is in UTC.
    """

    reply_id: str
    customer_code: str
    currency: str
    said: Mapping[str, object]
    corrected: tuple[str, ...]
    entries: Mapping[str, str]
    read_by: str
    read_at: datetime

    @property
    def asks(self) -> tuple[str, ...]:
        """What of it waits for an answer of ours."""
        signs = self.said.get("signs")
        shown = signs if isinstance(signs, Mapping) else {}
        asked = ("proposal",) if self.said.get("proposal") else ()
        return (*asked, *(sign.value for sign in _ASKING if shown.get(sign.value)))
