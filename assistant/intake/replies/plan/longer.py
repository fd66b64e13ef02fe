"""Reads how much more time is asked for: "another 20 days", "half a year", 宽限两周."""

from assistant.intake.replies.heard import Heard
from assistant.intake.replies.named_days import count

_DAYS_IN = (
    ("month", 30),
    ("fortnight", 14),
    ("week", 7),
    ("year", 365),
    ("月", 30),
    ("周", 7),
    ("星期", 7),
    ("礼拜", 7),
    ("年", 365),
)
_HALF_A_MONTH, _HALF_A_YEAR = 15, 180


def extension(zone: tuple[Heard, ...]) -> int | None:
    """How many days more are asked for, where a stretch of time is named and no day."""
    for heard in zone:
        for match in heard.all_of("proposal.duration"):
            if heard.words[match.start() - 1 : match.start()].isdigit():
                continue
            if any(d.start < match.end() and match.start() < d.end and not d.from_event for d in heard.days):
                continue
            if days := _days(match["n"], match["u"]):
                return days
    return None


def _days(number: str, unit: str) -> int:
    """The days in so many of ``unit``; 0 where the number is none. Six months are half a year."""
    if number in ("半", "half"):
        return _HALF_A_YEAR if "年" in unit or "year" in unit else _HALF_A_MONTH
    per = next((days for word, days in _DAYS_IN if word in unit), 1)
    many = count(number)
    return _HALF_A_YEAR if (many, per) == (6, 30) else many * per
