"""A clock that tells the time that a test set."""

from datetime import datetime, timedelta


class FixedClock:
    """Stands at ``now`` (time-zone aware) until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by

    def show(self, now: datetime) -> None:
        self._now = now
