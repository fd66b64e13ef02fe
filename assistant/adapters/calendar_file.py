"""Writes appointments as a calendar file (RFC 5545) that calendars take in, and take in again when days have moved."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.adapters.statement_words import clean
from assistant.domain.appointments import Appointment
from assistant.wording import Wording

if TYPE_CHECKING:
    from icalendar import Event


def calendar_bytes(entries: Iterable[Appointment], words: Wording, *, owner: str, now: datetime) -> bytes:
    """The entries as one calendar in the language of ``words``; the same at the same moment give the same bytes.

    ``owner`` is the domain of whose calendar it is: with it, an entry's id is like no other in the world.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Tactful//Tactful//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for entry in entries:
        calendar.add_component(_event(entry, words, owner, now))
    # The rules of each zone travel along, so that no reader has to know them.
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Appointment, words: Wording, owner: str, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    digest = hashlib.sha256(f"{entry.kind} {entry.key}".encode()).hexdigest()
    event.add("uid", f"{entry.kind}-{digest[:24]}@{owner}")
    event.add("dtstamp", now)
    event.add("summary", clean(words.reason(entry.title)))
    event.add("description", "\n".join(filter(None, (clean(entry.purpose), clean(words.reason(entry.note))))))
    event.add("categories", [words.name(entry.kind)])
    if entry.place:
        event.add("location", clean(entry.place))
    if entry.starts and entry.ends:
        event.add("dtstart", entry.starts)
        event.add("dtend", entry.ends)
    else:
        # A deadline takes no time out of anybody's day.
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    return event
