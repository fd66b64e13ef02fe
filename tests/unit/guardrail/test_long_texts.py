"""No reader of figures or names takes long over a long text of one sort, whatever stands in it."""

import time
from datetime import date

import pytest

from assistant.guardrail.amounts import amounts
from assistant.guardrail.contacts import contacts, numbers_of_documents, strangers_in_series
from assistant.guardrail.dates import days
from assistant.guardrail.durations import durations
from assistant.guardrail.names_chinese import wrong_in_chinese
from assistant.guardrail.names_english import wrong_in_english
from assistant.guardrail.numbers import clause_numbers, counts, day_counts, rates

READERS = {
    "days": lambda text: days(text, date(2025, 6, 16)),
    "durations": durations,
    "day counts": day_counts,
    "counts": counts,
    "rates": rates,
    "clauses": clause_numbers,
    "amounts": amounts,
    "contacts": contacts,
    "series": lambda text: strangers_in_series(text, ["fp-1", "2291"]),
    "documents": numbers_of_documents,
    "Chinese names": lambda text: wrong_in_chinese(text, ("周明",), ("刘思远",)),
    "English names": lambda text: wrong_in_english(text, ("Grace Tan",), ("Wei Li",)),
}
PIECES = [
    "1",
    "1234567890",
    ",",
    "1,",
    "1-",
    "1.",
    "零",
    "一百二十三万",
    "()",
    " ",
    "1 ",
    "a@",
    "monday ",
    "Ab ",
    "周",
    "\n",
]


@pytest.mark.parametrize("reader", READERS)
def test_a_hundred_thousand_characters_of_one_sort_are_read_in_seconds(reader):
    for piece in PIECES:
        text = piece * (100_000 // len(piece))
        begun = time.process_time()
        for _ in READERS[reader](text):
            pass
        assert time.process_time() - begun < 2.0, piece
