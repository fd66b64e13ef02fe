"""Dates the rest: "half on Friday, the other half a month later", "the second payment on 20 June"."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.reading import PromiseRead, ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.kinds import PART
from assistant.intake.replies.table.often import SOON
from assistant.intake.replies.table.words import table_words


def rest_after(
    ear: Ear, promise: PromiseRead | None, received: date, starts: date | None, until: date | None
) -> tuple[date | None, date | None]:
    """First day and last, where the only day is that of the first part and the rest follows some time later.

    Where no day is named at all, the first part comes now.
    """
    named = {day.day for heard in ear.heard for day in heard.days if day.day}
    if not named and until is None and starts is None and plan.has_rest(ear.heard):
        later = plan.extension(ear.heard)
        return None, received + timedelta(days=SOON + later) if later else None
    first = promise.day if promise else starts
    only = until or first
    if only is None or named != {only} or first not in (None, only) or not _names_two_parts(ear):
        return starts, until
    later = plan.extension(ear.heard)
    return only, only + timedelta(days=later) if later else None


def _names_two_parts(ear: Ear) -> bool:
    """Whether the day stands with one part, before the other one is spoken of."""
    words, days, place = " ".join(heard.words for heard in ear.heard), [], 0
    for heard in ear.heard:
        days += [place + named.start for named in heard.days if named.day]
        place += len(heard.words) + 1
    then = table_words()["then_the_rest"].search(words)
    rest = then and max(then.start("rest"), then.start("rest_en"))
    return rest is not None and all(day < rest for day in days)


def of_the_rest(ear: Ear, reading: Reading) -> Reading:
    """A day of the rest alone, or of the second payment: the other payments stay as they were said before."""
    promise, proposal = reading.promise, reading.proposal
    if (proposal and proposal.kinds != (ProposalKind.EXTENSION,)) or (promise and promise.amount is not None):
        return reading
    said, day = (proposal, proposal.until) if proposal else (promise, promise.day if promise else None)
    if said is None or day is None:
        return reading
    zone, rest_only = ear.quoted(said.evidence), table_words()["rest_only"]
    if any(heard.sums for heard in zone) or not any(rest_only.search(heard.words) for heard in zone):
        return reading
    made = ProposalRead(kind=PART, kinds=(PART,), until=day, evidence=said.evidence)
    return replace(reading, promise=None, proposal=made)
