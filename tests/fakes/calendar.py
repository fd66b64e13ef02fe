"""A calendar without holidays."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class WeekdayCalendar:
    """Monday to Friday are business days everywhere, but for the days named as closed."""

    closed: frozenset[date] = field(default_factory=frozenset)

    def is_business_day(self, day: date, region: str) -> bool:
        return day.weekday() < 5 and day not in self.closed
