"""When an endpoint that keeps failing is left alone, and when it is asked again."""

import pytest

from assistant.adapters.breaker import Breaker


class Seconds:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def breaker(seconds: Seconds) -> Breaker:
    return Breaker(failures=3, window=60.0, rest=30.0, now=seconds)


def test_it_lets_calls_through_until_too_many_have_failed(breaker: Breaker) -> None:
    waits = []
    for _ in range(4):
        waits.append(breaker.wait())
        breaker.failed()

    assert waits == [0.0, 0.0, 0.0, 30.0]


def test_failures_that_lie_apart_do_not_open_it(breaker: Breaker, seconds: Seconds) -> None:
    waits = []
    for _ in range(6):
        breaker.failed()
        waits.append(breaker.wait())
        seconds.now += 31.0

    assert waits == [0.0] * 6


def test_a_success_forgets_the_failures_before_it(breaker: Breaker) -> None:
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    breaker.failed()

    assert breaker.wait() == 0.0


def test_after_the_rest_one_call_goes_through_and_no_other(breaker: Breaker, seconds: Seconds) -> None:
    for _ in range(3):
        breaker.failed()
    seconds.now = 10.0
    early = breaker.wait()
    seconds.now = 30.0

    assert (early, breaker.wait(), breaker.wait()) == (20.0, 0.0, 30.0)


def test_that_call_opens_it_again_when_it_fails_and_closes_it_when_it_succeeds(seconds: Seconds) -> None:
    breaker = Breaker(failures=3, window=60.0, rest=100.0, now=seconds)
    for _ in range(3):
        breaker.failed()
    seconds.now = 100.0
    breaker.wait()
    breaker.failed()  # the only failure within the window, and enough
    after_failure = breaker.wait()
    seconds.now = 200.0
    breaker.wait()
    breaker.succeeded()

    assert (after_failure, breaker.wait(), breaker.wait()) == (100.0, 0.0, 0.0)


def test_a_call_that_tells_nothing_lets_the_next_one_try(breaker: Breaker, seconds: Seconds) -> None:
    for _ in range(3):
        breaker.failed()
    seconds.now = 30.0
    breaker.wait()
    breaker.learned_nothing()

    assert breaker.wait() == 0.0
