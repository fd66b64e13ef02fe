"""The history of one case: everything that was recorded, newest first, with who recorded it and what was undone."""

from collections.abc import Sequence

from assistant.domain.entries import EntryKind
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag
from assistant.wording import Wording
from assistant.workflow.journal import JournalLine

# A page shows what happened lately; the command line has it all.
_MOST = 100
# What people call by its number; a contact, a reply and a cause have only a key.
_NUMBERED = frozenset(EntryKind) - {EntryKind.CONTACT}


def journal_card(lines: Sequence[JournalLine], say: Labels, words: Wording) -> Markup:
    """The newest lines."""
    newest = list(reversed(lines))[:_MOST]
    if not newest:
        return card(say("account.journal"), tag("p", say("account.none"), class_="quiet"))
    return card(say("account.journal"), tag("ul", *(_line(line, say, words) for line in newest), class_="journal"))


def _line(line: JournalLine, say: Labels, words: Wording) -> Markup:
    by = tag("small", say("account.by", person=line.by)) if line.by else None
    undone = None
    if line.undone:
        told = say("account.was_undone", person=line.undone.by, reason=line.undone.reason)
        undone = tag("p", "▲ ", told, class_="warning")
    day = tag("time", words.value(line.day), datetime=line.day.isoformat())
    number = [tag("b", line.key), " "] if line.kind in _NUMBERED else []
    what = words.reason(line.what)
    return tag("li", day, " ", *number, what, " ", by, undone, class_="undone" if line.undone else None)
