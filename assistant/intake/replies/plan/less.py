"""Reads how much less is to be paid: "5% off", 打九五折, "86,000 to settle it all", 零头抹掉."""

import re
from decimal import Decimal

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.named_days import count
from assistant.intake.replies.plan.words import plan_words

# How far before a sum the words may begin that say that it is owed, or taken off.
_BEFORE = 24
# Nobody offers less of a debt to settle all of it.
_TOO_LITTLE = Decimal("0.15")


def discount(zone: tuple[Heard, ...]) -> Decimal | None:
    """Percent off, whichever way it is said: off, on the whole, in 折 or 成, or as a share of what is open.

    A share too small to settle anything is what comes off.
    """
    if (percent := percent_off(zone)) is not None:
        return percent
    shares = (each.share for heard in zone for each in heard.sums if each.share not in (None, 1))
    return next((100 * (share if share < _TOO_LITTLE else 1 - share) for share in shares if share), None)


def percent_off(zone: tuple[Heard, ...], *, plainly: bool = False) -> Decimal | None:
    """Percent off where the words name it as that; ``plainly`` leaves out what is paid, such as 付四成."""
    for heard in zone:
        for match in heard.all_of("proposal.discount_fold"):
            if not plainly or match["fold"] or match["offtenths"]:
                return _folded(match)
        for match in heard.all_of("proposal.discount"):
            name, raw = _said(match)
            if plainly and not name.startswith("off"):
                continue
            value = Decimal(raw) if re.fullmatch(r"[\d.]+", raw) else Decimal(count(raw))
            return value if name.startswith("off") else 100 - value
    return None


def _folded(match: re.Match[str]) -> Decimal:
    """Percent off in 折, which name what is paid, or in tenths off: 九五折 is 5, 减一成半 is 15."""
    name, raw = _said(match)
    digits = raw if raw.isascii() else "".join(str(count(sign)) for sign in raw)
    half = 5 if match.groupdict().get("half") else 0
    value = Decimal(digits) * (10 if len(digits) == 1 or "." in digits else 1) + half
    return value if name == "offtenths" else 100 - value


def _said(match: re.Match[str]) -> tuple[str, str]:
    """The first group that the words fill, by its name."""
    return next((name, value) for name, value in match.groupdict().items() if value)


def lump_sum(zone: tuple[Heard, ...]) -> Decimal | None:
    """The sum for which everything is to be settled: the first that is neither what is owed nor what is let go."""
    named = [(heard, each) for heard in zone for each in heard.sums if each.share != 1]
    offered = (each.value for heard, each in named if not is_let_go(heard, each))
    return next(offered, named[0][1].value if named else None)


def is_let_go(heard: Heard, each: Sum) -> bool:
    """Whether the sum is what is owed, or what they want taken off."""
    like = plan_words()
    before = like["not_offered"].search(heard.words, max(0, each.start - _BEFORE), each.start)
    return bool(before or like["taken_off"].match(heard.words, each.end))
