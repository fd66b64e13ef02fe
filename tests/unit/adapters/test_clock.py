"""The clocks: one runs, one stands still, both in UTC."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.adapters.clock import StandingClock, SystemClock


def test_the_system_clock_runs_in_utc() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert timedelta(0) <= second - first < timedelta(minutes=1)
    assert abs(first.timestamp() - time.time()) < 60


def test_the_standing_clock_always_tells_the_same_moment_in_utc() -> None:
    clock = StandingClock(datetime(2026, 6, 16, 16, 30, tzinfo=timezone(timedelta(hours=8))))
    assert clock.now().isoformat() == "2026-06-16T08:30:00+00:00"
    assert clock.now() is clock.now()


def test_a_standing_clock_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="2026-06-16 16:30:00 has no time zone"):
        StandingClock(datetime(2026, 6, 16, 16, 30))  # noqa: DTZ001  (what is refused)
