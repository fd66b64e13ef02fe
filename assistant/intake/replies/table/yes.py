"""Hears a plain yes to an offer: "agreed", "that works for us", 就按贵司方案办; a yes with a but is none."""

from dataclasses import replace

from assistant.domain.reading import Evidence, Reading
from assistant.intake.replies.heard import SURE, Ear, Heard
from assistant.intake.replies.table.day_of_paying import without_day
from assistant.intake.replies.table.unsettled import is_unsettled
from assistant.intake.replies.table.words import table_words


def accepted(ear: Ear) -> Evidence | None:
    """The sentence that says yes, where neither it nor another one takes that back."""
    like = table_words()
    taken_back = any(like[name].search(heard.words) for heard in ear.heard for name in ("takes_back", "scoffs"))
    if taken_back or leaves_open(ear) or is_unsettled(ear):
        return None
    for heard in ear.heard:
        if like["accepts"].search(heard.words):
            return ear.evidence(heard, SURE) if _is_plain(heard) and not _is_put_off(ear, heard) else None
    return None


def leaves_open(ear: Ear) -> bool:
    """Whether they ask what has to be answered first, have to ask somebody, or only take down our figures."""
    return any(table_words()["open_point"].search(_without_asides(heard)) for heard in ear.heard)


def _is_plain(nod: Heard) -> bool:
    """Whether nothing in the sentence makes its yes none."""
    said = _without_asides(nod)
    return not table_words()["accepts_never"].search(said) and not replace(nod.sentence, words=said).is_question


def _without_asides(heard: Heard) -> str:
    """The words without a question at their end that leaves a yes as it is: which account to pay to."""
    return table_words()["harmless_question"].sub("", heard.words)


def _is_put_off(ear: Ear, nod: Heard) -> bool:
    """Whether the yes only says that they heard us, and another sentence puts off what they say to it."""
    like = table_words()
    return bool(like["bare_nod"].search(nod.words)) and any(
        like["stalls"].search(heard.words) or like["undecided"].search(heard.words) for heard in ear.heard
    )


def without_posting(ear: Ear, reading: Reading) -> Reading:
    """``reading`` of a yes without the day on which papers or a cheque are sent: what was agreed says when is paid."""
    return without_day(reading, lambda evidence: _posts(ear, evidence))


def _posts(ear: Ear, evidence: Evidence) -> bool:
    """Whether these words send papers or a cheque, and name no sum."""
    words = ear.quoted(evidence)
    return any(table_words()["posts"].search(heard.words) for heard in words) and not any(h.sums for h in words)
