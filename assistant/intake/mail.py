"""Decides what makes a customer's mail one reply: its id, and the moment at which it arrived."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from assistant.domain.brief import digest
from assistant.domain.language import Reason
from assistant.errors import BadInput

_ID_DIGITS = 12
# Who answers a mail of ours quotes the link in it: with its token any reader of the record could agree for them.
_ACCEPTANCE_LINK = re.compile(r"(/accept/)[A-Za-z0-9_-]{16,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail or a text as it was read from a file; every word of it is the customer's, and untrusted.

    ``sender`` is the writer as a person reads it, ``address`` the one address that it names, ``received`` is in UTC;
    each is empty or None where the file does not say. ``source`` is the file's name.
    """

    text: str
    source: str
    sender: str = ""
    address: str = ""
    subject: str = ""
    received: datetime | None = None
    message_id: str = ""
    notes: tuple[Reason, ...] = ()


def without_tokens(text: str) -> str:
    """``text`` with no link by which an agreement could be accepted; nothing else of it is touched."""
    return _ACCEPTANCE_LINK.sub(r"\1…", text)


def reply_id(mail: Mail, customer_code: str, currency: str, received: datetime | None) -> str:
    """The same for the same mail on the same case, however often and under whatever name it is imported.

    A mail is known by its Message-ID, a text by its words and the moment at which it arrived, if somebody says so.
    """
    arrived = received.isoformat() if received else ""
    known_by = [mail.message_id] if mail.message_id else [mail.sender, mail.subject, mail.text, arrived]
    return f"R-{digest([customer_code, currency, *known_by])[:_ID_DIGITS]}"


def moment_given(text: str, zone: ZoneInfo) -> datetime:
    """A moment that a person typed, in UTC: a day alone is its noon, a time without an offset is that of ``zone``.

    Raises BadInput for anything but ISO 8601.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        message = f"{text!r} is no moment; write it like 2026-06-16, or 2026-06-16T09:30+08:00."
        raise BadInput("bad_moment", message, text=text) from error
    if ":" not in text and "T" not in text.upper():
        moment = datetime.combine(moment.date(), time(12))
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
