"""The audit chain: what it shows, and what it cannot show by itself."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.audit import GENESIS, AuditEntry, chained, first_broken

MORNING = datetime(2026, 6, 16, 1, 0, tzinfo=UTC)


def a_chain(length: int = 4) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for n in range(length):
        entries.append(
            chained(
                previous=entries[-1] if entries else None,
                at=MORNING + timedelta(minutes=n),
                actor="ann",
                event="noted",
                subject=f"M-{n:04d}",
                version=n,
                body={"n": n},
            )
        )
    return entries


def test_the_first_entry_follows_from_nothing() -> None:
    [first] = a_chain(1)
    assert (first.seq, first.previous) == (1, GENESIS)
    hashed = f'[1,"2026-06-16T01:00:00+00:00","ann","noted","M-0000",0,{{"n":0}},"{"0" * 64}"]'
    assert first.hash == hashlib.sha256(hashed.encode()).hexdigest()


def test_each_entry_carries_the_hash_of_the_one_before() -> None:
    first, second, third = a_chain(3)
    assert [entry.seq for entry in (first, second, third)] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.hash, second.hash)


def test_an_entry_without_a_body_has_an_empty_one() -> None:
    entry = chained(previous=None, at=MORNING, actor="ann", event="noted", subject="HK02")
    assert entry.body == {}
    assert entry.version == 0


def test_the_order_of_keys_in_a_body_does_not_matter() -> None:
    one, other = (
        chained(previous=None, at=MORNING, actor="ann", event="noted", subject="HK02", body=body)
        for body in ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    )
    assert one.hash == other.hash


def test_a_chain_that_nobody_touched_is_whole() -> None:
    assert first_broken(a_chain()) is None
    assert first_broken([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"at": MORNING},
        {"actor": "eve"},
        {"event": "released"},
        {"subject": "M-9999"},
        {"version": 9},
        {"body": {"n": 9}},
        {"body": {}},
        {"previous": GENESIS},
        {"hash": "0" * 64},
        {"seq": 9},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_any_part_is_found_at_its_place(change: dict[str, object]) -> None:
    entries = a_chain()
    entries[2] = replace(entries[2], **change)  # type: ignore[arg-type]
    assert first_broken(entries) == 3


def test_an_entry_changed_together_with_its_hash_is_found_at_the_next_one() -> None:
    entries = a_chain()
    entries[1] = chained(previous=entries[0], at=MORNING, actor="eve", event="noted", subject="M-0001")
    assert first_broken(entries) == 3


def test_an_entry_that_was_taken_out_is_found() -> None:
    first, _, third, fourth = a_chain()
    assert first_broken([first, third, fourth]) == 2
    assert first_broken([third, fourth]) == 1


def test_entries_that_changed_places_are_found() -> None:
    first, second, third, fourth = a_chain()
    assert first_broken([first, third, second, fourth]) == 2


def test_an_entry_that_was_slipped_in_is_found() -> None:
    first, second, third, fourth = a_chain()
    assert first_broken([first, second, second, third, fourth]) == 3


def test_a_tail_that_was_cut_off_does_not_show_in_the_chain_alone() -> None:
    assert first_broken(a_chain()[:2]) is None
