"""Holds a judge against graded letters: agreement by language, and whether order, length or language sway it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.domain.kinds import Tone
from assistant.domain.language import Language
from evals.judging.agreement import interval, kappa
from evals.judging.gold import Graded
from evals.judging.grading import GOOD_FAITHS, REGISTERS, Grade, Judge, ModelJudge, Unjudged

LEVELS = tuple(tone.force for tone in Tone)
# A judge's grades may decide something from here on; what decides is the lower end of the interval.
LEAST_KAPPA = 0.6
# Neutral sentences that say nothing of force, to make a letter longer.
_PADDING: Mapping[Language, str] = {
    Language.EN: "\n\nOur office is open from nine to five. You find our address and telephone number below.",
    Language.ZH_HANS: "\n\n我司办公时间为九点至十七点，地址和电话见文末。",
    Language.ZH_HANT: "\n\n本公司上班時間為九點至十七點，地址與電話請見文末。",
}
_LONGER = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A graded letter and what the judge gave it."""

    gold: Graded
    grade: Grade | Unjudged


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Agreement on some letters; a kappa is None where it cannot be computed.

    ``force`` is weighted quadratically, ``register`` and ``good_faith`` are not. ``caught`` of ``harsher`` letters that
    press harder than asked were called so. ``unjudged`` letters count in none of it.
    """

    letters: int
    unjudged: int
    force: float | None
    force_between: tuple[float, float] | None
    register: float | None
    good_faith: float | None
    harsher: int
    caught: int

    @property
    def may_decide(self) -> bool:
        """Whether the judge agrees surely enough to be more than advice."""
        return self.force_between is not None and self.force_between[0] >= LEAST_KAPPA


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """How often the judge was swayed by what should not count, of how often it was tried with an answer."""

    swayed: int
    tried: int


def judged(judge: Judge, letters: Sequence[Graded]) -> tuple[Judged, ...]:
    """Every letter graded once."""
    return tuple(Judged(gold=it, grade=judge.grade(it.text, it.language, it.asked)) for it in letters)


def score(items: Sequence[Judged]) -> Score:
    """How well the judge's grades of ``items`` agree with theirs."""
    pairs = [(it.gold, it.grade) for it in items if isinstance(it.grade, Grade)]
    force = [(ours.force, theirs.force) for ours, theirs in pairs]
    harsher = [theirs.harsher for ours, theirs in pairs if ours.force > ours.asked.force]
    return Score(
        letters=len(items),
        unjudged=len(items) - len(pairs),
        force=_on_levels(force),
        force_between=interval(force, _on_levels),
        register=kappa([(one.register, two.register) for one, two in pairs], REGISTERS, quadratic=False),
        good_faith=kappa([(one.good_faith, two.good_faith) for one, two in pairs], GOOD_FAITHS, quadratic=False),
        harsher=len(harsher),
        caught=sum(harsher),
    )


def swayed_by_length(judge: Judge, items: Sequence[Judged]) -> Probe:
    """The same letters, each longer by two fifths of neutral sentences."""
    longer = [replace(it, grade=judge.grade(_padded(it.gold), it.gold.language, it.gold.asked)) for it in items]
    pairs = [(_force(before), _force(after)) for before, after in zip(items, longer, strict=True)]
    return _probe([one == two for one, two in pairs if one is not None and two is not None])


def swayed_by_language(items: Sequence[Judged]) -> Probe:
    """The same content in several languages: every other level than that of the first counts."""
    contents: dict[str, list[int]] = defaultdict(list)
    for it in items:
        force = _force(it)
        if force is not None:
            contents[it.gold.content].append(force)
    return _probe([force == first for first, *others in contents.values() for force in others])


def swayed_by_order(judge: ModelJudge, letters: Sequence[Graded]) -> Probe:
    """Neighbours compared both ways round: the answer has to turn with the letters."""
    turned = {"first": "second", "second": "first", "same": "same"}
    answers = [(judge.firmer(one.text, two.text), judge.firmer(two.text, one.text)) for one, two in pairwise(letters)]
    return _probe([turned[one] == two for one, two in answers if one and two])


def _on_levels(pairs: Sequence[tuple[int, int]]) -> float | None:
    return kappa(pairs, LEVELS, quadratic=True)


def _force(it: Judged) -> int | None:
    return it.grade.force if isinstance(it.grade, Grade) else None


def _padded(letter: Graded) -> str:
    padding = _PADDING[letter.language]
    times = max(1, round(len(letter.text) * _LONGER / len(padding)))
    return letter.text + padding * times


def _probe(kept: Sequence[bool]) -> Probe:
    return Probe(swayed=kept.count(False), tried=len(kept))
