"""How well two raters agree beyond chance, and how sure that is."""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
_DRAWS, _SEED = 2_000, 20260616
_MIDDLE = 0.95


def kappa(pairs: Sequence[tuple[T, T]], scale: Sequence[T], *, quadratic: bool) -> float | None:
    """Cohen's kappa of ``pairs`` on ``scale``; None where both raters always give one and the same value, or nothing.

    With ``quadratic`` a difference counts by the square of its steps on the scale; else every difference counts alike.
    """
    at = {value: n for n, value in enumerate(scale)}
    size = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)

    def weight(one: T, other: T) -> float:
        return float((at[one] - at[other]) ** 2) if quadratic else float(one != other)

    seen = sum(weight(*pair) for pair in pairs) * size
    by_chance = sum(weight(one, other) * n * m for one, n in first.items() for other, m in second.items())
    return 1 - seen / by_chance if by_chance else None


def interval(items: Sequence[T], measure: Callable[[Sequence[T]], float | None]) -> tuple[float, float] | None:
    """Between which values ``measure`` lies 95 times of 100 when ``items`` are drawn anew with the same seed.

    None where it can hardly ever be computed.
    """
    draw = random.Random(_SEED)  # noqa: S311  (the same draws each time)
    drawn = (measure(draw.choices(items, k=len(items))) for _ in range(_DRAWS if items else 0))
    values = sorted(value for value in drawn if value is not None)
    if len(values) < _DRAWS // 2:
        return None
    tail = round(len(values) * (1 - _MIDDLE) / 2)
    return values[tail], values[-1 - tail]
