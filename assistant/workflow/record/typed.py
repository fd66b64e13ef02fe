"""Decides what may be stored of what a person typed: texts, amounts, figures and days; anything else is refused."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from assistant.domain.money import Money
from assistant.errors import BadAmount, BadInput
from assistant.intake.mail import without_tokens

MOST_LINE, MOST_WORDS = 200, 2000
# Longer than any amount that can be written; what is over it would only fill the error.
_MOST_AMOUNT = 40
# Further away than this, a year was mistyped.
_FARTHEST = timedelta(days=20 * 366)
# Marks that choose a glyph, after which nothing is seen.
_GLYPH_CHOICES = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Plain digits: of "1e-999999999" nobody means any share, and to write it out would take a gigabyte.
_SHARE = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(Z|[+-][0-9]{2}:[0-9]{2})?")


def line(text: str, field: str, *, needed: bool = True, most: int = MOST_LINE) -> str:
    """One line of text, blanks evened out; raises BadInput when it is missing, too long or damaged."""
    return _short_enough(" ".join(_visible(text, field).split()), field, needed, most)


def words(text: str, field: str, *, needed: bool = True) -> str:
    """Text as it was said, with its lines; raises BadInput as `line` does."""
    kept = "\n".join(part.rstrip() for part in _visible(text, field).splitlines())
    return _short_enough(kept.strip(), field, needed, MOST_WORDS)


def amount(text: str, currency: str, billing_digits: Mapping[str, int]) -> Money:
    """An amount above zero; raises BadAmount for anything else, or for more decimals than the currency is billed in."""
    given = text if len(text) <= _MOST_AMOUNT else text[:_MOST_AMOUNT] + "…"
    money = Money.parse(given, currency, billing_digits=billing_digits)
    if money.minor <= 0:
        raise BadAmount(
            "amount_not_positive", f"{money} is not above zero; give the amount without a sign.", amount=money
        )
    return money


def count(text: str, field: str) -> int:
    """A whole number of up to six digits; raises BadInput."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 6):
        shown = plain[:20]
        raise BadInput("not_a_count", f"{field}: {shown!r} is not a whole number.", field=field, text=shown)
    return int(plain)


def share(text: str, field: str) -> Decimal:
    """Per cent, with the sign or without; raises BadInput."""
    plain = text.strip()
    figure = plain.removesuffix("%").strip()
    if not _SHARE.fullmatch(figure):
        shown = plain[:20]
        raise BadInput(
            "not_a_share", f"{field}: {shown!r} is not per cent; write it like 2.5.", field=field, text=shown
        )
    return Decimal(figure)


def day(text: str, field: str) -> date:
    """The day that ``2026-06-16`` names; raises BadInput."""
    plain = text.strip()
    try:
        return date.fromisoformat(plain if _DAY.fullmatch(plain) else "")
    except ValueError as error:
        shown = plain[:_MOST_AMOUNT]
        raise BadInput(
            "not_a_day", f"{field}: {shown!r} is not a day; write it like 2026-06-30.", field=field, text=shown
        ) from error


def moment(text: str, field: str, zone: ZoneInfo) -> datetime:
    """The moment (UTC) that ``2026-06-16T15:30`` names, in ``zone`` unless it carries an offset; raises BadInput."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        read = datetime.fromisoformat(f"{found[1]}T{found[2]}{(found[3] or '').replace('Z', '+00:00')}")
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        shown = text[:_MOST_AMOUNT]
        raise BadInput(
            "not_a_moment",
            f"{field}: {shown!r} is not a date with a time; write it like 2026-06-30T15:30.",
            field=field,
            text=shown,
        ) from error


def past(given: date, field: str, today: date) -> date:
    """``given`` when it is ``today`` or before; raises BadInput, also for a day too long ago to be meant."""
    if given > today:
        raise BadInput(
            "day_in_future",
            f"{field}: {given} lies in the future; today is {today}.",
            field=field,
            day=given,
            today=today,
        )
    return _plausible(given, field, today)


def not_before(given: date, field: str, first: date, today: date) -> date:
    """``given`` when it is ``first`` or later; raises BadInput, also for a day too far off to be meant."""
    if given < first:
        raise BadInput("day_too_early", f"{field}: {given} lies before {first}.", field=field, day=given, first=first)
    return _plausible(given, field, today)


def _plausible(given: date, field: str, today: date) -> date:
    if abs(given - today) > _FARTHEST:
        raise BadInput(
            "day_implausible", f"{field}: {given} is too far from today; check the year.", field=field, day=given
        )
    return given


def _visible(text: str, field: str) -> str:
    """``text``, composed, without links that accept, and marks that nobody sees, such as those that turn writing."""
    lost = ("Cc", "Co", "Cs")
    if "\ufffd" in text or any(unicodedata.category(c) in lost and c not in "\t\r\n" for c in text):
        raise BadInput("damaged_value", f"{field} holds control characters or damaged ones; type it anew.", field=field)
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", _GLYPH_CHOICES.sub("", without_tokens(seen)))


def _short_enough(text: str, field: str, needed: bool, most: int) -> str:
    if needed and not text:
        raise BadInput("value_needed", f"{field} is empty; fill it in.", field=field)
    if len(text) > most:
        raise BadInput(
            "value_too_long", f"{field} is longer than {most} characters; shorten it.", field=field, most=most
        )
    return text
