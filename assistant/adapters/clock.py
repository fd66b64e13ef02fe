"""Tells the time: the machine's own, or one moment that stands still for the demo workspace."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        return datetime.now(UTC)  # noqa: TID251  (the one place that asks the machine)


class StandingClock:
    """Always tells the same moment, so that a demo reads the same on every day."""

    def __init__(self, moment: datetime) -> None:
        """Stand at ``moment``; one without a time zone is a programming error (ValueError)."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no time zone")
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """The moment that it was made with, UTC."""
        return self._moment
