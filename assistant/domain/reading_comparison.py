"""Two readings of one reply side by side, label by label; neither takes the other's place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.domain.concurrence import Concurrence
from assistant.domain.reading import Evidence, Reading

_NO_WORDS = Evidence(quote="", start=0, end=0, certainty=0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelComparison:
    """How the two readings of one label stand to each other; ``label`` is its name in ``Reading.evidence``."""

    label: str
    agreement: Concurrence


def compare_readings(patterns: Reading, model: Reading) -> tuple[LabelComparison, ...]:
    """Every label of either reading once, those that the patterns read first.

    Two readings of a label agree when every figure, day and word that they give is the same; the quotes and how sure
    each is do not count. A cause or sign says no more than that it is there.
    """
    ours, theirs = _said(patterns), _said(model)
    return tuple(LabelComparison(label=name, agreement=_agreement(name, ours, theirs)) for name in {**ours, **theirs})


def _agreement(name: str, ours: Mapping[str, object], theirs: Mapping[str, object]) -> Concurrence:
    if name not in theirs:
        return Concurrence.ONLY_PATTERNS
    if name not in ours:
        return Concurrence.ONLY_MODEL
    return Concurrence.AGREE if ours[name] == theirs[name] else Concurrence.DIFFER


def _said(reading: Reading) -> dict[str, object]:
    """What each label says, without the words behind it."""
    parts = {
        "promise": reading.promise,
        "dispute": reading.dispute,
        "proposal": reading.proposal,
        "out_of_office": reading.out_of_office,
    }
    bare = {name: replace(part, evidence=_NO_WORDS) for name, part in parts.items() if part}
    return {name: bare.get(name) for name in reading.evidence()}
