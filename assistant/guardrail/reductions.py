"""Reads how much a text takes off a debt, as a percentage of it: 打八五折, 免两成, 5% off, half."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Rate
from assistant.guardrail.numbers import whole
from assistant.guardrail.reading import Reading

_TENTHS = re.compile(
    r"(?<![\d.第])(?P<paid>\d(?:\.\d)?|\d{2}|[一二三四五六七八九]{1,2})\s*折(?![扣让算旧磨腾叠])|(?P<off>[一二三四五六七八九两]|\d)\s*成(?![本立为功员果交长])"
    r"|(?P<half>对折|一半|半价|half|halve[sd]?|halving)|(?P<third>(?:a|one)[\s-]third|三分之一)|(?P<quarter>(?:a|one)[\s-]quarter|四分之一)"
)
_PARTS = {"half": Decimal(50), "third": Decimal(100) / 3, "quarter": Decimal(25)}


def percentages_off(reading: Reading, place: Span) -> tuple[Decimal, ...]:
    """Every reduction that is named inside ``place`` of the folded text, in per cent of the whole."""
    rates = [f.value for f in reading.stated.figures if isinstance(f, Rate) and place.holds(f.span.start, f.span.end)]
    return (*rates, *_in_words(reading.folded.lower[place.start : place.end]))


def _in_words(words: str) -> Iterator[Decimal]:
    for match in _TENTHS.finditer(words):
        kind = match.lastgroup or ""
        if kind in _PARTS:
            yield _PARTS[kind]
        elif kind == "off":
            yield Decimal((whole(match["off"]) or 0) * 10)
        elif match["paid"][0].isdigit():
            value = Decimal(match["paid"])
            yield 100 - (value * 10 if value < 10 else value)
        else:
            digits = [whole(c) or 0 for c in match["paid"]]
            yield Decimal(100 - (digits[0] * 10 if len(digits) == 1 else digits[0] * 10 + digits[1]))
