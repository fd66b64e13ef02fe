"""Decides which sentences of a contract a second reader sees: those that look like terms of payment, and no others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.contract_terms import ContractTerm, TermField
from assistant.intake.terms.folding import fold
from assistant.intake.terms.patterns import Patterns, fitting
from assistant.intake.terms.units import units

# What is shown first when there is no room for everything: what the patterns read, what stands beside it, topic words.
_READ, _BESIDE, _TOPIC = range(3)
_TELLS_BY_FIGURES = (
    TermField.PAYMENT_TERM,
    TermField.LATE_INTEREST,
    TermField.EARLY_PAYMENT,
    TermField.INSTALMENT,
    TermField.ACCEPTANCE_PERIOD,
    TermField.RETENTION,
    TermField.DEPOSIT,
)
_TELLS_BY_WORDS = (
    TermField.SETOFF,
    TermField.SUSPENSION,
    TermField.COLLECTION_COST,
    TermField.DISPUTE_RESOLUTION,
    TermField.TAX,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The sentences that are shown, in the order of the text, and how many are held back and why.

    ``for_machines`` speak to a machine that reads instead of to the parties; for ``left_out`` there is no room.
    """

    sentences: tuple[str, ...]
    for_machines: int = 0
    left_out: int = 0


def choose(
    text: str,
    found: Sequence[ContractTerm],
    *,
    room: Callable[[str], int],
    most: int,
    is_for_machines: Callable[[str], bool],
) -> Shown:
    """The sentences of ``text`` on payment that together take at most ``most`` of what ``room`` counts."""
    places = list(_ranked(text, found))
    clean = [place for place in places if not is_for_machines(text[place[1] : place[2]])]
    kept: list[tuple[int, int]] = []
    left = most
    for _, start, end in sorted(clean, key=lambda place: place[0]):
        size = room(text[start:end])
        if size <= left:
            left -= size
            kept.append((start, end))
    return Shown(
        sentences=tuple(text[start:end] for start, end in sorted(kept)),
        for_machines=len(places) - len(clean),
        left_out=len(clean) - len(kept),
    )


def _ranked(text: str, found: Sequence[ContractTerm]) -> Iterator[tuple[int, int, int]]:
    """(rank, start, end) of each sentence that may be shown."""
    folded = fold(text)
    places = list(units(text))
    read = [any(term.start < end and start < term.end for term in found) for start, end in places]
    for n, (start, end) in enumerate(places):
        if read[n]:
            yield _READ, start, end
        elif any(read[max(n - 1, 0) : n + 2]):
            yield _BESIDE, start, end
        elif _speaks_of_payment(folded[start:end]):
            yield _TOPIC, start, end


def _speaks_of_payment(folded: str) -> bool:
    """Whether a sentence has a topic word, and a figure or a blank where only those would tell."""
    return any(
        _has_cue(patterns, _TELLS_BY_WORDS, folded)
        or (_has_figure(patterns, folded) and _has_cue(patterns, _TELLS_BY_FIGURES, folded))
        for patterns in fitting(folded)
    )


def _has_cue(patterns: Patterns, fields: Iterable[TermField], folded: str) -> bool:
    readers = [patterns.fields[field] for field in fields if field in patterns.fields]
    return any(
        any(cue in folded for cue in reader.cues) and (not reader.needs or bool(reader.needs.search(folded)))
        for reader in readers
    )


def _has_figure(patterns: Patterns, folded: str) -> bool:
    return any(pattern.search(folded) for pattern in (patterns.period, patterns.percent, patterns.blank))
