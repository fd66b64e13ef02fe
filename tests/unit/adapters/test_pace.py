"""No minute, wherever it begins, sees more calls or tokens than a provider allows."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.pace import Pace, Taken


class Minute:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_calls_beyond_the_bound_wait_until_the_first_is_a_minute_old() -> None:
    clock = Minute()
    pace = Pace(requests=2, tokens=0, now=clock)
    pace.take(1)
    clock.now = 10.0
    pace.take(1)
    clock.now = 15.0

    assert pace.take(1) == 45.0
    clock.now = 60.0
    assert isinstance(pace.take(1), Taken)
    assert pace.take(1) == 10.0


def test_tokens_count_as_they_are_put_right() -> None:
    pace = Pace(requests=0, tokens=1000, now=Minute())
    first = pace.take(900)

    assert pace.take(200) == 60.0
    first.tokens = 300
    assert isinstance(pace.take(200), Taken)


def test_a_call_larger_than_the_bound_goes_alone() -> None:
    pace = Pace(requests=0, tokens=1000, now=Minute())

    assert isinstance(pace.take(5000), Taken)
    assert pace.take(1) == 60.0


def test_without_bounds_nobody_waits() -> None:
    pace = Pace(requests=0, tokens=0, now=Minute())

    assert all(isinstance(pace.take(10**9), Taken) for _ in range(1000))


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 400)), max_size=60))
def test_no_window_of_a_minute_holds_more_than_the_bounds(steps: list[tuple[float, int]]) -> None:
    clock = Minute()
    pace = Pace(requests=5, tokens=1000, now=clock)
    left: list[tuple[float, int]] = []
    for later, tokens in steps:
        clock.now += later
        while not isinstance(wait := pace.take(tokens), Taken):
            clock.now += wait
        left.append((clock.now, tokens))

    for at, _ in left:
        within = [tokens for when, tokens in left if at <= when < at + 60.0]
        assert len(within) <= 5
        assert sum(within) <= 1000
