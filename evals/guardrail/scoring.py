"""What the guardrail is worth on a set: found and false alarms by category and language, and pairs with both right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from assistant.domain.finding import Report, Verdict
from assistant.domain.language import Language
from evals.guardrail.clauses import Clause

Checked: TypeAlias = tuple[Language, Clause, Report]
_STOPPED = (Verdict.BLOCK, Verdict.ERROR)


def figures(checked: Sequence[Checked], *, missed: bool = False) -> Iterator[str]:
    """Lines of figures; with ``missed`` every wrong one too."""
    by_kind: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for language, clause, report in checked:
        for kind in {clause.label, "ok" if clause.is_ok else "all bad"}:
            by_kind[language.value, kind].append(report)
            by_kind["every", kind].append(report)
    yield f"{'':8} {'':8} {'n':>6} {'blocked':>8} {'shown':>8}"
    for (language, kind), reports in sorted(by_kind.items()):
        blocked = sum(report.verdict in _STOPPED for report in reports) / len(reports)
        shown = sum(report.verdict is not Verdict.PASS for report in reports) / len(reports)
        yield f"{language:8} {kind:8} {len(reports):6} {blocked:8.3f} {shown:8.3f}"
    both = pairs_right(checked)
    yield f"pairs: {len(both)}, both right (blocked, not blocked) {sum(both) / max(1, len(both)):.3f}"
    if missed:
        for language, clause, report in checked:
            if clause.is_ok != (report.verdict is Verdict.PASS):
                found = ", ".join(f"{each.rule} {each.excerpt!r}" for each in report.findings)
                yield f"{language.value} {clause.label} {report.verdict.value}: {clause.text} [{found}]"


def pairs_right(checked: Sequence[Checked]) -> list[bool]:
    """For every pair whether its bad side is stopped and its other side may leave."""
    sides: dict[tuple[Language, str], dict[bool, bool]] = defaultdict(dict)
    for language, clause, report in checked:
        if clause.pair:
            sides[language, clause.pair][clause.is_ok] = report.verdict in _STOPPED
    return [side[False] and not side[True] for side in sides.values() if len(side) > 1]
