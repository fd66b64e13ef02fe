"""Decides which dates a sentence lists, such as the days on which instalments are due."""

import re
from datetime import date

from assistant.domain.number_words import MONTHS

_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
_DATE = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}})"
)


def dates_in(folded: str) -> list[str]:
    """The dates in ``folded`` that exist, as YYYY-MM-DD, in the order of the text."""
    return [day.isoformat() for match in _DATE.finditer(folded) if (day := _day(match))]


def _day(match: re.Match[str]) -> date | None:
    year, month, day = next((match["y" + n], match["m" + n], match["d" + n]) for n in ("", "2", "3") if match["y" + n])
    number = int(month) if month.isdigit() else 1 + [name[:3] for name in MONTHS].index(month[:3])
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
