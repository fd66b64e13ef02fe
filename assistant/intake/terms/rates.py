"""Decides which rate of late interest a sentence states: a percentage for a period, or a published rate that moves."""

import re
from decimal import Decimal

from assistant.domain.contract_terms import RateUnit
from assistant.intake.terms.numbers import read_number
from assistant.intake.terms.patterns import Patterns
from assistant.intake.terms.values import contradiction, matches

# How far before and behind a percentage its period may stand.
_BEFORE, _BEHIND, _FAR_BEHIND = 70, 22, 60
_MILLE, _MYRIAD = "千‰", "万‱"
_PERCENT_OF = {
    "day": RateUnit.PERCENT_PER_DAY,
    "week": RateUnit.PERCENT_PER_WEEK,
    "month": RateUnit.PERCENT_PER_MONTH,
    "year": RateUnit.PERCENT_PER_ANNUM,
}
# From here on a percentage added to the LPR is a part of it, not points.
_CLEARLY_A_PART = 20
_CEILING_WITHIN = 40
_LI_A_PERCENT = 10


def rate_in(folded: str, patterns: Patterns) -> dict[str, object] | None:
    """The value of late interest in ``folded``, or None when it states no rate.

    LPR+2% may mean two points or a fiftieth more: ``readings`` holds both.
    """
    return _moved(folded, patterns) or _fixed(folded, patterns) or _bare(folded, patterns)


def _moved(folded: str, patterns: Patterns) -> dict[str, object] | None:
    for match in matches(patterns.rates.moves, folded):
        if _is_ceiling(folded, match, patterns):
            continue
        groups = {name: raw for name, raw in match.groupdict().items() if raw is not None}
        benchmark = _benchmark(match[0], patterns)
        value: dict[str, object] = {"benchmark": benchmark, "unit": RateUnit.PERCENT_PER_ANNUM}
        for name, raw in groups.items():
            number = read_number(raw).value
            if number is None:
                value["placeholder"] = True
            else:
                value |= _move(name, number, benchmark)
        return value
    return None


def _move(name: str, number: Decimal, benchmark: str) -> dict[str, object]:
    """What a number says of a published rate; the name of its group tells how it is written."""
    more = {"factor": 1 + number / 100}
    plain = {"factor": {"factor": number}, "share": {"factor": number / 100}, "bp": {"margin": number / 100}}
    if name in plain or name == "markup":
        return dict(plain.get(name, more))
    if benchmark.startswith("LPR") and number >= _CLEARLY_A_PART:
        return dict(more)
    if benchmark.startswith("LPR") and name == "unclear":
        return {"readings": [{"margin": number}, more]}
    return {"margin": number}


def _benchmark(raw: str, patterns: Patterns) -> str:
    match = patterns.rates.benchmark.search(raw)
    return str(match.lastgroup) if match else ""


def _fixed(folded: str, patterns: Patterns) -> dict[str, object] | None:
    found = sorted(matches(patterns.rates.says, folded), key=lambda match: (match.start(), -match.end()))
    for match in found:
        if _is_ceiling(folded, match, patterns):
            continue
        per = _period(folded, match, patterns)
        if per in _PERCENT_OF:
            return _rate(match, per)
    return None


def _is_ceiling(folded: str, match: re.Match[str], patterns: Patterns) -> bool:
    return bool(patterns.rates.ceiling.search(folded[max(0, match.start() - _CEILING_WITHIN) : match.start()]))


def _rate(match: re.Match[str], per: str) -> dict[str, object]:
    groups = match.groupdict()
    raw = str(groups.get("n") or groups.get("n2") or groups.get("n3"))
    scale = groups.get("scale") or groups.get("sign") or "%"
    written = read_number(raw)
    value: dict[str, object] = {"unit": _unit(scale, per)}
    if written.contradicts_itself:
        return value | contradiction(written)
    if written.value is None:
        return value | {"placeholder": True}
    if groups.get("n3") and per != "year":
        # A 厘 of a month is a percent in Hong Kong and a tenth of one on the mainland; a day's is a hundredth at least.
        return value | {"readings": [{"rate": written.value}, {"rate": written.value / _LI_A_PERCENT}]}
    return value | {"rate": written.value * _in_percent(scale, per)}


def _unit(scale: str, per: str) -> RateUnit:
    if per == "day" and scale in _MILLE:
        return RateUnit.PER_MILLE_PER_DAY
    if per == "day" and scale in _MYRIAD:
        return RateUnit.PER_TEN_THOUSAND_PER_DAY
    return _PERCENT_OF[per]


def _in_percent(scale: str, per: str) -> Decimal:
    """What a number of this scale is worth in its unit: only daily rates have units below a percent."""
    if per == "day" or scale in ("%", "百"):
        return Decimal(1)
    return Decimal("0.1") if scale in _MILLE else Decimal("0.01")


def _period(folded: str, match: re.Match[str], patterns: Patterns) -> str:
    """The period that touches the percentage, else one right behind it, the last before it, or one further behind."""
    for name, pattern in patterns.rates.periods.items():
        if any(
            period.end() == match.start()
            for period in pattern.finditer(folded, max(0, match.start() - 8), match.start())
        ):
            return name
    behind = folded[match.end() : match.end() + _FAR_BEHIND]
    near = _first(behind[:_BEHIND], patterns)
    if near:
        return near
    lead = folded[max(0, match.start() - _BEFORE) : match.end()]
    ends = match.start() - max(0, match.start() - _BEFORE)
    found = [
        (period.end(), name)
        for name, pattern in patterns.rates.periods.items()
        for period in pattern.finditer(lead)
        if period.end() <= ends
    ]
    return max(found)[1] if found else _first(behind, patterns)


def _first(text: str, patterns: Patterns) -> str:
    found = [
        (match.start(), name) for name, pattern in patterns.rates.periods.items() if (match := pattern.search(text))
    ]
    return min(found)[1] if found else ""


def _bare(folded: str, patterns: Patterns) -> dict[str, object] | None:
    match = patterns.rates.benchmark.search(folded)
    return {"benchmark": str(match.lastgroup), "unit": RateUnit.PERCENT_PER_ANNUM} if match else None
