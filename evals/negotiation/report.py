"""Sums up a run: faults, what was agreed, what arrives and when; by strategy, language and kind."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.negotiation.outcome import Outcome, outcome_of
from evals.negotiation.scoring import MEASURES, faults
from evals.negotiation.talking import Talk, Turn

_DRAWS = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """A talk with what is wrong with it and what it brings."""

    strategy: str
    talk: Talk
    faults: Mapping[str, tuple[str, ...]]
    outcome: Outcome

    @property
    def failing(self) -> tuple[str, ...]:
        """The measures by which it fails."""
        return tuple(name for name, found in self.faults.items() if found)


def scored(strategy: str, talk: Talk) -> Scored:
    """``talk`` of ``strategy``, measured."""
    return Scored(strategy=strategy, talk=talk, faults=faults(talk), outcome=outcome_of(talk))


def tables(results: Sequence[Scored]) -> Iterator[str]:
    """Markdown: what went wrong, then what came in, overall, by language and by kind."""
    yield "talks with a fault"
    yield ""
    yield f"| strategy | talks | {' | '.join(MEASURES)} |"
    yield "|---" * (2 + len(MEASURES)) + "|"
    for strategy, own in _by(results, lambda one: one.strategy):
        failed = Counter(name for one in own for name in one.failing)
        yield f"| {strategy} | {len(own)} | {' | '.join(str(failed[name]) for name in MEASURES)} |"
    yield ""
    yield "| strategy | of | agreed | kept | given away | recovered in a year | worth today | days | turns |"
    yield "|---" * 9 + "|"
    for strategy, own in _by(results, lambda one: one.strategy):
        yield _row(strategy, "all", own)
        for language, some in _by(own, lambda one: one.talk.counterpart.language.value):
            yield _row(strategy, language, some)
        for kind, some in _by(own, lambda one: one.talk.counterpart.script.kind):
            yield _row(strategy, kind, some)


def _row(strategy: str, name: str, own: Sequence[Scored]) -> str:
    ends = [one.outcome for one in own]
    agreed = sum(one.agreed for one in ends)
    kept = sum(one.kept is True for one in ends)
    days = [float(one.days) for one in ends if one.days is not None]
    given = [100 * float(one.given) for one in ends if one.given is not None]
    cells = (
        _mean(given, " %"),
        _mean([100 * float(one.share) for one in ends], " %"),
        _mean([100 * float(one.present) for one in ends], " %"),
        _mean(days),
        _mean([float(one.turns) for one in ends]),
    )
    return f"| {strategy} | {name} | {agreed} of {len(ends)} | {kept} | {' | '.join(cells)} |"


def _mean(values: Sequence[float], unit: str = "") -> str:
    """The mean with the interval that 95 of 100 drawings of as many values fall into."""
    if not values:
        return "-"
    rng = random.Random(1)  # noqa: S311
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(_DRAWS))
    low, high = means[_DRAWS * 25 // 1000], means[_DRAWS * 975 // 1000 - 1]
    return f"{sum(values) / len(values):.1f}{unit} ({low:.1f}–{high:.1f})"


def _by(results: Iterable[Scored], key: Callable[[Scored], str]) -> Iterator[tuple[str, list[Scored]]]:
    groups: dict[str, list[Scored]] = {}
    for one in results:
        groups.setdefault(key(one), []).append(one)
    yield from groups.items()


def transcript(one: Scored) -> Iterator[str]:
    """A talk as a person reads it: their words, our move, our words, the faults and the end."""
    talk = one.talk
    script = talk.counterpart.script
    yield f"## {one.strategy}: {talk.counterpart.id} ({script.kind}, authority {script.authority})"
    said = ""
    for turn in (*talk.turns, *((talk.confirmed,) if talk.confirmed else ())):
        yield f"\n{turn.today} CUSTOMER: {turn.text.strip()}"
        yield from _answered(turn, said)
        said = turn.answer.body
    end, days = one.outcome, one.outcome.days
    yield (
        f"\nEND agreed {end.agreed}, kept {end.kept}, share {float(end.share):.2f}, "
        f"days {'-' if days is None else round(float(days))}"
    )
    for name, found in one.faults.items():
        yield from (f"FAULT {name}: {why}" for why in found)
    yield ""


def _answered(turn: Turn, said: str) -> Iterator[str]:
    answer = turn.answer
    if answer.heard or answer.doubts:
        yield f"HEARD {json.dumps(answer.heard, ensure_ascii=False)} {' '.join(answer.doubts)}".rstrip()
    if answer.move:
        terms = answer.move.terms
        parts = " + ".join(f"{part.due} {part.amount}" for part in terms.schedule)
        gives = float(100 * terms.generosity(turn.today))
        yield f"MOVE {terms.kind}: {parts}; remaining {terms.remaining}; gives {gives:.2f} %"
        yield f"ASKS {', '.join(terms.asks) or 'nothing'}"
    words = answer.body.strip()
    yield f"US: {answer.fault or answer.refused or ('(the same words)' if words and words == said.strip() else words)}"
