"""What the guardrail is worth on a set: what it stops by kind and language, and pairs with both sides right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.finding import Report, Verdict
from assistant.domain.language import Language

_STOPPED = (Verdict.BLOCK, Verdict.ERROR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A text that was checked: what it is, whether it may be said, and what the guardrail says."""

    language: Language
    kinds: tuple[str, ...]
    is_ok: bool
    pair: str | None
    text: str
    report: Report

    @property
    def stopped(self) -> bool:
        """Whether it cannot be approved."""
        return self.report.verdict in _STOPPED

    @property
    def shown(self) -> bool:
        """Whether a reviewer is at least told."""
        return self.report.verdict is not Verdict.PASS


def figures(judged: Sequence[Judged], *, missed: bool = False) -> Iterator[str]:
    """Lines of figures; with ``missed`` every wrong one too."""
    by_kind: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        for kind in one.kinds:
            by_kind[kind, one.language.value].append(one)
            by_kind[kind, "all"].append(one)
    yield f"{'':16} {'':8} {'n':>6} {'blocked':>8} {'shown':>8}"
    for (kind, language), those in sorted(by_kind.items()):
        blocked, shown = (
            sum(rights) / len(those) for rights in zip(*((o.stopped, o.shown) for o in those), strict=True)
        )
        yield f"{kind:16} {language:8} {len(those):6} {blocked:8.3f} {shown:8.3f}"
    both = pairs_right(judged)
    share = sum(both) / max(1, len(both))
    yield f"pairs with both sides right (one blocked, the other not): {share:.3f} of {len(both)}"
    if missed:
        for one in judged:
            if one.is_ok == one.stopped:
                found = ", ".join(f"{each.rule} {each.excerpt!r}" for each in one.report.findings)
                yield f"{one.language.value} {one.kinds[0]} {one.report.verdict.value}: {one.text} [{found}]"


def pairs_right(judged: Sequence[Judged]) -> list[bool]:
    """For every pair whether its bad side is stopped and its other side may leave."""
    sides: dict[tuple[Language, str], dict[bool, bool]] = defaultdict(dict)
    for one in judged:
        if one.pair:
            sides[one.language, one.pair][one.is_ok] = one.stopped
    return [side[False] and not side[True] for side in sides.values() if len(side) > 1]
