"""A request that carries a key has its effect and its reply together, or neither."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.errors import BadInput, Refused
from assistant.workflow.once import KEPT_FOR, Answer, OnceInItsOwnTime, once
from tests.desk import a_desk, later


@pytest.fixture
def desk():
    return a_desk()


def noting(inside, *, then=None):
    """An effect that the audit log shows, in two units of work."""
    with inside.record.begin() as tx:
        tx.audit("lin", "first", "C1-CNY")
    with inside.record.begin() as tx:
        tx.audit("lin", "second", "C1-CNY")
    if then:
        raise then
    return Answer(status=201, body="done")


def effects(desk):
    with desk.record.read() as tx:
        return [e.event for e in tx.audit_entries() if e.subject == "C1-CNY"]


def test_the_second_time_it_only_answers(desk):
    assert once(desk, "lin", "k", "d", noting) == Answer(status=201, body="done")
    assert once(desk, "lin", "k", "d", noting) == Answer(status=201, body="done", replayed=True)
    assert effects(desk) == ["first", "second"]


def test_without_a_key_it_happens_each_time(desk):
    once(desk, "lin", "", "d", noting)
    once(desk, "lin", "", "d", noting)
    assert effects(desk) == ["first", "second"] * 2


def test_what_fails_half_way_leaves_neither_effect_nor_reply(desk):
    with pytest.raises(Refused):
        once(desk, "lin", "k", "d", lambda inside: noting(inside, then=Refused("no", "No.")))
    assert effects(desk) == []
    assert once(desk, "lin", "k", "d", noting).replayed is False


def test_an_effect_whose_reply_cannot_be_stored_does_not_happen(desk):
    class Forgetful:
        def __init__(self, record):
            self.record = record

        @contextmanager
        def begin(self):
            with self.record.begin() as tx:
                tx.keep_reply = self.fail
                yield tx

        def fail(self, reply, *, forget_before):
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        once(replace(desk, record=Forgetful(desk.record)), "lin", "k", "d", noting)
    assert effects(desk) == []


def test_a_key_is_for_one_request_of_one_person(desk):
    once(desk, "lin", "k", "d", noting)
    with pytest.raises(BadInput, match="The key k was used for another request"):
        once(desk, "lin", "k", "other", noting)
    assert once(desk, "zhou", "k", "other", noting).replayed is False
    assert effects(desk) == ["first", "second"] * 2


def test_a_reply_is_kept_for_thirty_days(desk):
    once(desk, "lin", "k", "d", noting)
    assert once(later(desk, desk.clock.now() + KEPT_FOR), "lin", "k", "d", noting).replayed
    long_after = later(desk, desk.clock.now() + KEPT_FOR + timedelta(seconds=1))
    once(long_after, "lin", "another", "d", noting)
    assert not once(long_after, "lin", "k", "d", noting).replayed


@pytest.mark.parametrize("key", [" ", "a b", "\n", "é", "x" * 201, "a\x00"])
def test_what_is_no_key_is_refused(desk, key):
    with pytest.raises(BadInput, match="An Idempotency-Key has 1 to 200"):
        once(desk, "lin", key, "d", noting)
    assert effects(desk) == []


# what waits on somebody outside
def test_what_takes_its_time_happens_once_too_and_in_no_unit_of_work(desk):
    run = OnceInItsOwnTime()

    def act(inside):
        assert inside is desk
        return noting(inside)

    assert run(desk, "lin", "k", "d", act) == Answer(status=201, body="done")
    assert run(desk, "lin", "k", "d", act) == Answer(status=201, body="done", replayed=True)
    assert effects(desk) == ["first", "second"]
    with pytest.raises(BadInput, match="another request"):
        run(desk, "lin", "k", "other", act)


def test_the_same_request_waits_for_the_one_that_is_being_answered(desk):
    run, began = OnceInItsOwnTime(), threading.Event()

    def slow(inside):
        began.set()
        time.sleep(0.1)
        return noting(inside)

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(run, desk, "lin", "k", "d", slow)
        began.wait(5)
        others = [pool.submit(run, desk, "lin", "k", "d", slow) for _ in range(7)]
        answers = [waiting.result(10) for waiting in (first, *others)]
    assert [answer.replayed for answer in answers] == [False] + [True] * 7
    assert effects(desk) == ["first", "second"]


def test_what_failed_in_its_own_time_may_be_tried_again(desk):
    run = OnceInItsOwnTime()

    def fails(inside):
        raise Refused("no", "No.")

    with pytest.raises(Refused):
        run(desk, "lin", "k", "d", fails)
    assert run(desk, "lin", "k", "d", noting).replayed is False
