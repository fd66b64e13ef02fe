"""The promises of every way to keep passwords, and what Argon2 promises besides."""

import statistics
import threading
import time
from collections.abc import Callable
from functools import cached_property

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from assistant.adapters import passwords as argon2_passwords
from assistant.adapters.passwords import Argon2Passwords
from assistant.ports import Passwords
from tests.fakes.passwords import FakePasswords


@pytest.fixture(params=[Argon2Passwords, FakePasswords], ids=["argon2", "fake"])
def passwords(request: pytest.FixtureRequest) -> Passwords:
    made: Passwords = request.param()
    return made


def test_a_password_matches_its_own_hash_and_no_other_password_does(passwords: Passwords) -> None:
    stored = passwords.hash("correct horse 电池")
    assert passwords.matches(stored, "correct horse 电池")
    assert not passwords.matches(stored, "correct horse 電池")
    assert not passwords.matches(stored, "")


def test_the_same_password_never_has_the_same_hash_twice(passwords: Passwords) -> None:
    assert passwords.hash("correct horse") != passwords.hash("correct horse")


@pytest.mark.parametrize("stored", [None, "", "no hash at all", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$"])
def test_an_unknown_user_or_a_damaged_hash_matches_nothing(passwords: Passwords, stored: str | None) -> None:
    assert not passwords.matches(stored, "correct horse")
    assert not passwords.matches(stored, "")


def test_a_password_is_the_same_however_the_keyboard_composes_it(passwords: Passwords) -> None:
    stored = passwords.hash("Zo\u00eb \uff11\uff12")
    assert passwords.matches(stored, "Zoe\u0308 12")


def test_hashes_are_argon2id_with_64_mib_three_passes_and_four_lanes() -> None:
    found = extract_parameters(Argon2Passwords().hash("correct horse"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 65536, 3, 4)


def test_checking_for_nobody_costs_what_checking_for_somebody_costs() -> None:
    passwords = Argon2Passwords()
    stored = passwords.hash("correct horse")
    assert extract_parameters(argon2_passwords._NOBODY) == extract_parameters(stored)
    wrong = _seconds(lambda: passwords.matches(stored, "battery staple"))
    unknown = _seconds(lambda: passwords.matches(None, "battery staple"))
    assert unknown > wrong / 3


def _seconds(act: Callable[[], object]) -> float:
    def once() -> float:
        begun = time.perf_counter()
        act()
        return time.perf_counter() - begun

    return statistics.median(once() for _ in range(3))


def test_no_more_than_two_hashes_are_made_at_a_time() -> None:
    inside, most = 0, 0
    counting = threading.Lock()

    class Watched(PasswordHasher):
        def verify(self, *given: object) -> bool:  # type: ignore[override]
            nonlocal inside, most
            with counting:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with counting:
                inside -= 1
            return True

    class WatchedPasswords(Argon2Passwords):
        @cached_property
        def _hasher(self) -> PasswordHasher:
            return Watched()

    passwords = WatchedPasswords()
    threads = [threading.Thread(target=passwords.matches, args=("stored", "guess")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most <= 2
