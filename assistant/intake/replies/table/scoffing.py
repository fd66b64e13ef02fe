"""Tells mockery, and our day said after us as a question, from days that they name: 12月4号？开玩笑吧."""

from assistant.domain.reading import Reading
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.table.day_of_paying import without_day
from assistant.intake.replies.table.words import table_words


def is_scoffing(ear: Ear, heard: Heard) -> bool:
    """Whether the sentence mocks the offer, asks what the next one mocks, or is a Chinese day with a question mark."""
    like = table_words()
    said = [heard]
    if heard.sentence.is_question:
        said += ear.heard[ear.heard.index(heard) + 1 :][:1]
    if any(like["scoffs"].search(each.words) for each in said):
        return True
    return heard.is_chinese and bool(heard.days) and bool(like["echoes"].search(heard.without(*heard.days)))


def without_scoffing(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without the day of a sentence that only mocks or echoes."""
    return without_day(reading, lambda evidence: any(is_scoffing(ear, heard) for heard in ear.quoted(evidence)))
