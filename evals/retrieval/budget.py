"""Decides whether a search found the words that answer a question: by the characters that must be read to meet them."""

from collections.abc import Iterable

from assistant.domain.language import Language

# A reader looks at about this much before giving up; Chinese says as much in a third of the characters.
_LATIN, _HAN = 1500, 500


def budget_for(language: Language) -> int:
    """How many characters of a document in ``language`` are read."""
    return _HAN if language.is_chinese else _LATIN


def is_found(hits: Iterable[tuple[int, int]], gold: tuple[int, int], budget: int) -> bool:
    """Whether the first ``budget`` characters of ``hits``, read in order, hold at least half of ``gold``.

    Hits and gold are offsets (start, end) into one document. A long hit uses the budget up, and so does one that
    repeats what was read before.
    """
    start, end = gold
    read: set[int] = set()
    left = budget
    for here, there in hits:
        read.update(range(max(here, start), min(there, here + left, end)))
        left -= there - here
        if left <= 0:
            break
    return 2 * len(read) >= end - start
