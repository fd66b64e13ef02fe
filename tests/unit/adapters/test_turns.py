"""Writers of one program take turns in the order in which they came."""

import threading
import time

from assistant.adapters.store.turns import Turns


def test_whoever_waits_longest_is_next() -> None:
    turns, order = Turns(), []
    turns.take(1)

    def wait(name: str) -> None:
        assert turns.take(10)
        order.append(name)
        turns.hand_on()

    threads = []
    for name in "abcdef":
        threads.append(threading.Thread(target=wait, args=(name,)))
        threads[-1].start()
        while len(turns._waiting) < len(threads):
            time.sleep(0.001)
    turns.hand_on()
    for thread in threads:
        thread.join()
    assert order == list("abcdef")


def test_only_one_at_a_time_has_the_turn() -> None:
    turns, inside, most = Turns(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            assert turns.take(10)
            inside += 1
            most = max(most, inside)
            time.sleep(0)
            inside -= 1
            turns.hand_on()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert turns.take(0)


def test_who_loses_patience_leaves_the_queue_and_holds_up_nobody() -> None:
    turns = Turns()
    turns.take(1)
    outcome: list[bool] = []
    impatient = threading.Thread(target=lambda: outcome.append(turns.take(0.01)))
    impatient.start()
    impatient.join()
    assert outcome == [False]
    turns.hand_on()
    assert turns.take(0)


def test_a_thread_knows_whether_the_turn_is_its_own() -> None:
    turns = Turns()
    assert not turns.mine()
    turns.take(1)
    assert turns.mine()
    seen: list[bool] = []
    other = threading.Thread(target=lambda: seen.append(turns.mine()))
    other.start()
    other.join()
    assert seen == [False]
    turns.hand_on()
    assert not turns.mine()
