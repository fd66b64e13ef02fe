"""Every file of the corpus, group by group."""

from functools import cache

from tests.corpus import (
    amounts,
    contracts,
    dates,
    encodings,
    entries_of_money,
    names,
    payments,
    replies,
    shapes,
    sizes,
    workbooks,
)
from tests.corpus.entry import Entry

GROUPS = (
    encodings, shapes, dates, amounts, entries_of_money, names, sizes, workbooks, contracts, replies, payments,
)  # fmt: skip


@cache
def corpus() -> tuple[Entry, ...]:
    """All entries; within a group each name is given once."""
    entries = tuple(entry for group in GROUPS for entry in group.entries())
    assert len({entry.id for entry in entries}) == len(entries)
    return entries
