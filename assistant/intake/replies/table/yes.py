"""Hears a plain yes to an offer: "agreed", "that works for us", 就按贵司方案办; a yes with a but is none."""

from assistant.domain.reading import Evidence
from assistant.intake.replies.heard import SURE, Ear
from assistant.intake.replies.table.words import table_words


def accepted(ear: Ear) -> Evidence | None:
    """The sentence that says yes, where neither it nor another one takes that back."""
    like = table_words()
    if any(like["takes_back"].search(heard.words) for heard in ear.heard):
        return None
    for heard in ear.heard:
        if like["accepts"].search(heard.words):
            plain = not like["accepts_never"].search(heard.words) and not heard.sentence.is_question
            return ear.evidence(heard, SURE) if plain else None
    return None
