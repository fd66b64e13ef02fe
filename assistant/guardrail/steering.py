"""Adds up the cues that, standing close together, show that a text is meant to steer a machine reader."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.finding import Engine, Finding, Stance
from assistant.guardrail.checks import Outcome, check
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.wording import hits_of

RULE = "injection.steering"
_SENTENCES = 2  # how many ends of a sentence may lie between the first cue and the last
_FAR = 300  # characters from the first cue to the last
_MOST = 60  # cues looked at from one


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    name: str
    weight: int
    sentence: int


@check(id="steering", version="1")
def steering(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Every stretch of whole sentences whose cues together weigh enough."""
    cues = sorted(_cues(reading, rules), key=lambda cue: (cue.start, cue.end))
    done = -1
    for n, first in enumerate(cues):
        if first.start < done or not (near := _enough(cues, n, reading, rules.steering.enough)):
            continue
        start = reading.sentences.at(first.start).start
        done = max(reading.sentences.at(each.end - 1).end for each in near)
        yield _finding(reading, rules, start, done)


def _enough(cues: list[_Cue], n: int, reading: Reading, enough: int) -> list[_Cue]:
    """The cues near the ``n``-th if they weigh enough, what excuses them counted; none when they do not."""
    first = cues[n]
    around = cues[max(0, n - _MOST) : n + _MOST]
    near = [each for each in cues[n : n + _MOST] if each.weight > 0 and _is_near(first, each)]
    excuses = [each for each in around if each.weight < 0 and _beside(each, first, reading)]
    return near if sum({each.name: each.weight for each in (*near, *excuses)}.values()) >= enough else []


def _cues(reading: Reading, rules: RuleSet) -> Iterator[_Cue]:
    starts = [span.start for span in reading.sentences.spans]
    for name, (weight, patterns) in rules.steering.cues.items():
        for hit, _ in hits_of(patterns, reading):
            yield _Cue(hit.start, hit.end, name, weight, bisect_right(starts, hit.start))


def _is_near(first: _Cue, other: _Cue) -> bool:
    return other.end - first.start <= _FAR and other.sentence - first.sentence <= _SENTENCES


def _beside(one: _Cue, other: _Cue, reading: Reading) -> bool:
    if abs(one.sentence - other.sentence) > 1:
        return False
    return "\n\n" not in reading.folded.text[min(one.end, other.end) : max(one.start, other.start)]


def _finding(reading: Reading, rules: RuleSet, begin: int, until: int) -> Finding:
    words = reading.folded.text[begin:until]
    begin, until = begin + len(words) - len(words.lstrip()), until - len(words) + len(words.rstrip())
    start, end = reading.folded.original(begin, until)
    says = rules.steering.finding
    return Finding(
        rule=RULE,
        category=says.category,
        severity=says.severity,
        start=start,
        end=end,
        excerpt=reading.text[start:end],
        message=says.message.local(),
        suggestion="",
        stance=Stance.ASSERTED,
        engine=Engine.RULES,
        basis=says.basis,
    )
