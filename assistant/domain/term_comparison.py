"""Two readings of one contract side by side, field by field: never averaged, and neither takes the other's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.concurrence import Concurrence
from assistant.domain.contract_terms import ContractTerm, TermField


@dataclass(frozen=True, kw_only=True, slots=True)
class TermComparison:
    """One term as the patterns and as a model read it; None where one of the two read nothing of the kind."""

    field: TermField
    patterns: ContractTerm | None
    model: ContractTerm | None

    @property
    def agreement(self) -> Concurrence:
        """Whether both say the same: one may say more, as long as what it adds is no figure."""
        if self.patterns is None:
            return Concurrence.ONLY_MODEL
        if self.model is None:
            return Concurrence.ONLY_PATTERNS
        return Concurrence.AGREE if _same(self.patterns.value, self.model.value) else Concurrence.DIFFER

    @property
    def start(self) -> int:
        """Where in the text the first of the two stands."""
        return min(term.start for term in (self.patterns, self.model) if term)


def compare_terms(patterns: Sequence[ContractTerm], model: Sequence[ContractTerm]) -> tuple[TermComparison, ...]:
    """Every term of either reading, once, in the order of the text.

    Terms of one field belong together when they stand at one place, else when they say the same, else when each
    reading has just one of them left.
    """
    found: list[TermComparison] = []
    for field in TermField:
        ours = [term for term in patterns if term.field is field]
        theirs = [term for term in model if term.field is field]
        found += [TermComparison(field=field, patterns=one, model=other) for one, other in _pairs(ours, theirs)]
    return tuple(sorted(found, key=lambda comparison: comparison.start))


def _pairs(
    ours: list[ContractTerm], theirs: list[ContractTerm]
) -> list[tuple[ContractTerm | None, ContractTerm | None]]:
    pairs: list[tuple[ContractTerm | None, ContractTerm | None]] = []
    for belong in (_same_there, _overlap, _say_the_same):
        for one in list(ours):
            other = next((term for term in theirs if belong(one, term)), None)
            if other:
                pairs.append((one, other))
                ours.remove(one)
                theirs.remove(other)
    if len(ours) == len(theirs) == 1:
        return [*pairs, (ours[0], theirs[0])]
    return [*pairs, *((one, None) for one in ours), *((None, other) for other in theirs)]


def _same_there(one: ContractTerm, other: ContractTerm) -> bool:
    return _overlap(one, other) and _say_the_same(one, other)


def _overlap(one: ContractTerm, other: ContractTerm) -> bool:
    return one.start < other.end and other.start < one.end


def _say_the_same(one: ContractTerm, other: ContractTerm) -> bool:
    return _same(one.value, other.value)


def _same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    shared = one.keys() & other.keys()
    added = {key: value for each in (one, other) for key, value in each.items() if key not in shared}
    return bool(shared) and all(_equal(one[key], other[key]) for key in shared) and not _has_figure(added)


def _equal(one: object, other: object) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return _same(one, other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(_equal(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one == other
    if isinstance(one, str) and isinstance(other, str):
        small, great = sorted((_plain(one), _plain(other)), key=len)
        return small == great or (bool(small) and small in great)
    if isinstance(one, str | Decimal) and isinstance(other, str | Decimal):
        return f"{one}" == f"{other}"
    return type(one) is type(other) and one == other


def _plain(text: str) -> str:
    return "".join(text.lower().split())


def _has_figure(value: object) -> bool:
    """Whether there is a number in ``value``, or a word that one is left blank."""
    match value:
        case Mapping():
            return "placeholder" in value or any(map(_has_figure, value.values()))
        case list() | tuple():
            return any(map(_has_figure, value))
        case _:
            return isinstance(value, Decimal)
