"""Tells mockery, and our day said after us as a question, from days that they name: 12月4号？开玩笑吧."""

from dataclasses import replace

from assistant.domain.reading import Evidence, PromiseRead, ProposalKind, Reading
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.table.day_of_paying import pays_nothing
from assistant.intake.replies.table.words import table_words


def is_scoffing(ear: Ear, heard: Heard) -> bool:
    """Whether the sentence mocks the offer, asks what the next one mocks, or is a Chinese day with a question mark."""
    like = table_words()
    said = [heard]
    if heard.sentence.is_question:
        said += ear.heard[ear.heard.index(heard) + 1 :][:1]
    if any(like["scoffs"].search(each.words) for each in said):
        return True
    chinese = any(patterns.language.is_chinese for patterns in heard.patterns)
    return chinese and bool(heard.days) and bool(like["echoes"].search(heard.without(*heard.days)))


def without_scoffing(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without the day of a sentence that only mocks or echoes, nor that of a call or of goods."""
    promise, proposal = reading.promise, reading.proposal
    if promise and promise.amount is None and (_scoffs(ear, promise.evidence) or _pays_nothing(ear, promise)):
        reading = replace(reading, promise=None)
    if proposal and proposal.kinds == (ProposalKind.EXTENSION,) and _scoffs(ear, proposal.evidence):
        reading = replace(reading, proposal=None)
    return reading


def _scoffs(ear: Ear, evidence: Evidence) -> bool:
    return any(is_scoffing(ear, heard) for heard in ear.quoted(evidence))


def _pays_nothing(ear: Ear, promise: PromiseRead) -> bool:
    """Whether its day is one on which something else happens, wherever the words name it."""
    named = [(heard, day) for heard in ear.quoted(promise.evidence) for day in heard.days if day.day == promise.day]
    return bool(named) and all(pays_nothing(heard, day) for heard, day in named)
