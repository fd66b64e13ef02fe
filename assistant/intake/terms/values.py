"""Decides what the words that a pattern took out of a sentence mean: periods, events, percentages, places, names."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.intake.terms.events import event, triggers_in
from assistant.intake.terms.numbers import Written, read_number
from assistant.intake.terms.patterns import Patterns

_PROPER = re.compile(r"[A-Z][\w.'’-]*(?:(?:,?\s+(?:of|and|the|de)\s+|,?\s+)[A-Z][\w'’-]*)*")
_HAN_NAME = re.compile("[\u3400-\u9fff（）()]{2,}")
# Group of a pattern → key of the value, for plain numbers.
_NUMBERS = {
    "percent": "percent",
    "flat": "flat_percent",
    "count": "count",
    "day": "day_of_month",
    "year_days": "days_in_year",
}
# Group → key, for numbers of days or of another unit that stands in the group with ``_unit`` behind it.
_PERIODS = {"within": "days", "overdue": "overdue_days", "notice": "notice_days", "grace": "grace_days"}
_MONTHS_A_YEAR, _DAYS_A_WEEK = 12, 7


def value_of(match: re.Match[str], given: Mapping[str, object], sentence: str, patterns: Patterns) -> dict[str, object]:
    """What ``match``, found in the folded form of ``sentence``, says: ``given`` and what its groups hold."""
    value: dict[str, object] = dict(given)
    for group, raw in match.groupdict().items():
        name = group.rstrip("0123456789")
        if raw is None:
            continue
        if name == "tenths":
            value |= {"percent": (read_number(raw).value or Decimal(0)) * 10}
        elif name in _NUMBERS:
            value |= numbered(_NUMBERS[name], raw, patterns)
        elif name in _PERIODS:
            unit = match.groupdict().get(group.replace(name, f"{name}_unit"))
            value |= _counted(_PERIODS[name], raw, unit, patterns)
        elif name in ("seat", "venue"):
            value |= _place(name, sentence[match.start(group) : match.end(group)])
        else:
            value |= _other(name, raw, match, patterns)
    return value


def numbered(key: str, raw: str, patterns: Patterns) -> dict[str, object]:
    """``key`` with the number in ``raw``; else what keeps it from being one: a blank, or words that differ."""
    written = read_number(raw)
    if written.contradicts_itself:
        return contradiction(written)
    if written.value is None:
        return {"placeholder": True} if patterns.blank.search(raw) else {}
    return {key: written.value}


def contradiction(written: Written) -> dict[str, object]:
    """Both numbers of a place where words and figures differ, as text."""
    return {"contradiction": differing(written.words, written.figures)}


def differing(words: Decimal | None, figures: Decimal | None) -> dict[str, object]:
    """Two numbers as text, 210000.00 as 210000."""
    return {
        name: f"{number:f}" if number % 1 else f"{number:.0f}"
        for name, number in (("words", words), ("figures", figures))
        if number is not None
    }


def period(raw: str, unit: str, patterns: Patterns) -> dict[str, object]:
    """A number with its unit: ``days`` with their kind, else ``months`` or ``hours``."""
    kind = next((name for name, pattern in patterns.units.items() if pattern.search(unit)), "day")
    key = {"month": "months", "hour": "hours", "year": "months"}.get(kind, "days")
    value = numbered(key, raw, patterns)
    number = value.get(key)
    if isinstance(number, Decimal) and kind in ("week", "year"):
        value[key] = number * (_DAYS_A_WEEK if kind == "week" else _MONTHS_A_YEAR)
    if kind in ("working_day", "calendar_day"):
        value["day_type"] = kind.removesuffix("_day")
    return value


def _counted(key: str, raw: str, unit: str | None, patterns: Patterns) -> dict[str, object]:
    if not _is_days(unit or ""):
        return {}
    value = numbered(key, raw, patterns)
    # A day of grace that is left blank leaves the rate as it is.
    return {} if key == "grace_days" and "placeholder" in value else value


def _is_days(unit: str) -> bool:
    return not re.search("week|month|hour|year|周|星期|月|小时|年", unit)


def _place(name: str, raw: str) -> dict[str, object]:
    words = raw.strip(" ,.，。")
    proper = _PROPER.match(words) or _HAN_NAME.match(words)
    return {name: " ".join(proper[0].split())} if proper else {}


def _other(name: str, raw: str, match: re.Match[str], patterns: Patterns) -> dict[str, object]:
    groups = match.groupdict()
    match name:
        case "n":
            return period(raw, groups.get("unit") or "", patterns)
        case "when":
            return event(match, patterns)
        case "release_n" | "release_when":
            return {"release": _release(groups, patterns)}
        case "net" | "cap_percent":
            return _plain_number(name, raw)
        case _:
            return _by_name(name, raw, patterns)


def _plain_number(name: str, raw: str) -> dict[str, object]:
    value = read_number(raw).value
    if value is None:
        return {}
    return {"net_days": value} if name == "net" else {"cap": {"percent": value}}


def _by_name(name: str, raw: str, patterns: Patterns) -> dict[str, object]:
    match name:
        case "currency" | "body":
            return _named(name, raw, patterns)
        case "amount":
            return numbered("amount", raw, patterns) | _named("currency", raw, patterns)
        case "act":
            return _named("right", raw, patterns)
        case "every":
            return {"every": raw}
        case _:
            return {}


def _named(group: str, raw: str, patterns: Patterns) -> dict[str, object]:
    names = patterns.names.get(group, {})
    found = next((name for name, pattern in names.items() if pattern.search(raw)), None)
    return {group: found} if found else ({group: raw.strip()} if group == "body" else {})


def _release(groups: Mapping[str, str | None], patterns: Patterns) -> dict[str, object]:
    release: dict[str, object] = {}
    if groups.get("release_n"):
        release |= period(str(groups["release_n"]), groups.get("release_unit") or "", patterns)
    found = triggers_in(groups.get("release_when") or "", patterns)
    if found:
        release["trigger"] = found[-1] if patterns.language.is_chinese else found[0]
    return release


def matches(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[re.Match[str]]:
    """Every match of any of ``patterns``, pattern by pattern."""
    for pattern in patterns:
        yield from pattern.finditer(text)
