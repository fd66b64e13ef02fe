"""Decides what a quote of a contract bears: which figures, periods, dates, names and blanks it holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.intake.second_reader.schema import TEXTS
from assistant.intake.terms.dates import dates_in
from assistant.intake.terms.folding import fold
from assistant.intake.terms.numbers import FIGURES, HAN, ORDINAL, WORDS, read_number
from assistant.intake.terms.patterns import Patterns, fitting
from assistant.intake.terms.values import period
from assistant.prompting import visible

# Words that stand for a name in the text.
_NAMED = ("currency", "benchmark")
_NUMBER = re.compile(f"{FIGURES}|{WORDS}|{HAN}")
# "On the second Business Day" names a number of days, too.
_DAY_NAMED = re.compile(rf"(?P<n>{ORDINAL})\s+(?:(?:business|working|banking|calendar)\s+)?day\b")
_PERIODS = {"months": "months", "hours": "hours"}
_PERIODS |= dict.fromkeys(("days", "net_days", "grace_days", "overdue_days", "notice_days"), "days")
_WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What a quote holds: its numbers, its periods by unit, its dates, and whether it has a blank."""

    folded: str
    numbers: frozenset[Decimal]
    periods: Mapping[str, frozenset[Decimal]]
    blank: bool

    @classmethod
    def of(cls, quote: str) -> "Figures":
        """The figures of ``quote``."""
        folded = fold(visible(quote))
        numbers = (read_number(match[0]).value for match in _NUMBER.finditer(folded))
        found = list(_periods(folded))
        return cls(
            folded=folded,
            numbers=frozenset(number for number in numbers if number is not None),
            periods={unit: frozenset(n for name, n in found if name == unit) for unit in ("days", "months", "hours")},
            blank=any(patterns.blank.search(folded) for patterns in fitting(folded)),
        )

    def bear(self, value: Mapping[str, object]) -> bool:
        """Whether every figure, name and blank of ``value`` stands in the quote."""
        return all(self._bears(key, inner) for key, inner in value.items())

    def _bears(self, key: str, inner: object) -> bool:
        match inner:
            case Mapping():
                return self.bear(inner)
            case list():
                return self._bear_list(key, inner)
            case Decimal():
                return self._holds(key, inner)
            case str():
                return self._says(key, inner)
            case _:
                return key != "placeholder" or self.blank

    def _bear_list(self, key: str, items: list[object]) -> bool:
        if key == "dates":
            return set(items) <= set(dates_in(self.folded))
        if key == "parts" and self._names_a_rest():
            return all(self._bears(key, item) for item in self._without_the_rest(items))
        return all(self._bears(key, item) for item in items)

    def _says(self, key: str, word: str) -> bool:
        copied = key in TEXTS and "".join(fold(word).split()) in "".join(self.folded.split())
        if copied or key not in (*TEXTS, *_NAMED):
            return True
        return any(word in _named(key, self.folded, patterns) for patterns in fitting(self.folded))

    def _holds(self, key: str, number: Decimal) -> bool:
        unit = _PERIODS.get(key)
        if unit == "days" and not number:
            return True  # at once: no figure says so
        # "Net 30" has no unit; everything else that counts time has one.
        if unit and (unit != "days" or self.blank or any(self.periods.values())):
            return number in self.periods[unit]
        # A published rate is multiplied by 150 %, raised by 50 %, or raised by 200 basis points.
        forms = (number, number * 100, (number - 1) * 100) if key in ("factor", "margin") else (number,)
        return any(form in self.numbers for form in forms)

    def _names_a_rest(self) -> bool:
        return any(patterns.part_balance.search(self.folded) for patterns in fitting(self.folded))

    def _without_the_rest(self, parts: list[object]) -> list[object]:
        """The parts but the last, where that is what the others leave of the whole, and the quote names no figure."""
        percents = [part.get("percent") for part in parts if isinstance(part, Mapping)]
        last = percents[-1] if percents else None
        numbers = [percent for percent in percents if isinstance(percent, Decimal)]
        is_rest = isinstance(last, Decimal) and last not in self.numbers and sum(numbers) == _WHOLE
        return parts[:-1] if is_rest else parts


def body_of(name: str) -> str:
    """The short name of an institution of arbitration that is known, else ``name``."""
    folded = fold(name)
    return next((short for patterns in fitting(folded) for short in _named("body", folded, patterns)), name)


def _named(key: str, folded: str, patterns: Patterns) -> set[str]:
    """The currencies or the published rates that ``folded`` names."""
    if key == "benchmark":
        return {str(match.lastgroup) for match in patterns.rates.benchmark.finditer(folded)}
    return {name for name, pattern in patterns.names.get(key, {}).items() if pattern.search(folded)}


def _periods(folded: str) -> Iterator[tuple[str, Decimal]]:
    for match in _DAY_NAMED.finditer(folded):
        named = read_number(match["n"]).value
        if named is not None:
            yield "days", named
    for patterns in fitting(folded):
        for match in patterns.period.finditer(folded):
            for unit, number in period(match["n"], match["unit"], patterns).items():
                if isinstance(number, Decimal):
                    yield unit, number
