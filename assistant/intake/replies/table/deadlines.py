"""Tells days by which they pay from those on which they do: "by the 30th", 春节前, "1 May at the latest"."""

from datetime import date

from assistant.domain.reading import ProposalRead
from assistant.intake.replies import plan
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.table.words import table_words

# How far before a day the words may begin that make it the last one.
_BEFORE = 24


def deadlines_in(ear: Ear, proposal: ProposalRead | None) -> frozenset[date]:
    """The days that the words name as the last one for a payment; who asks for time *until* a day pays on it.

    Where payments in a rhythm begin by a day, the last one, which is counted from there, comes by its day, too.
    """
    named = [(heard, each, each.day) for heard in ear.heard for each in heard.days if each.day]
    found = {day for heard, each, day in named if _is_deadline(heard, each)}
    if proposal and proposal.starts in found and proposal.until and proposal.until not in {day for *_, day in named}:
        found.add(proposal.until)
    return frozenset(found)


def _is_deadline(heard: Heard, named: Day) -> bool:
    """Whether the day is named as the last one: before it, behind it, or in its own words ("before Christmas")."""
    words, like = heard.words, table_words()
    if named.from_event or plan.is_denied(heard, named):
        return False
    ahead = like["deadline"].search(words, max(0, named.start - _BEFORE), named.start)
    own = like["deadline_itself"].match(words, named.start, named.end)
    return bool(ahead or own or like["deadline_behind"].match(words, named.end))
