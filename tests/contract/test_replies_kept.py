"""The promises of every record on replies that are kept for requests that come again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.ports import KeptReply, Record
from tests.contract.things import NOON

LONG_AGO = NOON - timedelta(days=30)


def a_kept_reply(**changes: object) -> KeptReply:
    values = {"login": "lin", "key": "k-1", "digest": "d1", "status": 201, "body": '{"what": "收款"}', "at": NOON}
    return KeptReply(**(values | changes))  # type: ignore[arg-type]


def kept(record: Record, *replies: KeptReply) -> None:
    with record.begin() as tx:
        for reply in replies:
            tx.keep_reply(reply, forget_before=LONG_AGO)


def test_a_reply_is_kept_for_its_person_and_key(record: Record) -> None:
    kept(record, a_kept_reply(), a_kept_reply(login="zhou", digest="d2"), a_kept_reply(key="K-1", digest="d3"))
    with record.read() as tx:
        assert tx.kept_reply("lin", "k-1") == a_kept_reply()
        assert tx.kept_reply("zhou", "k-1") == a_kept_reply(login="zhou", digest="d2")
        assert tx.kept_reply("lin", "k-2") is None


def test_a_key_is_never_answered_twice(record: Record) -> None:
    kept(record, a_kept_reply())
    with pytest.raises(Exception, match=r"answered already|cannot be opened or written"):
        kept(record, a_kept_reply(digest="d2"))
    with record.read() as tx:
        assert tx.kept_reply("lin", "k-1") == a_kept_reply()


def fails_half_way(record: Record) -> None:
    with record.begin() as tx:
        tx.keep_reply(a_kept_reply(), forget_before=LONG_AGO)
        raise RuntimeError("half-way")


def test_a_reply_goes_with_its_effect(record: Record) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        fails_half_way(record)
    with record.read() as tx:
        assert tx.kept_reply("lin", "k-1") is None


def test_replies_are_forgotten_in_time(record: Record) -> None:
    old = a_kept_reply(key="old", at=LONG_AGO - timedelta(seconds=1))
    with record.begin() as tx:
        tx.keep_reply(old, forget_before=LONG_AGO - timedelta(days=1))
        tx.keep_reply(replace(old, key="just", at=LONG_AGO), forget_before=LONG_AGO - timedelta(days=1))
    kept(record, a_kept_reply())
    with record.read() as tx:
        assert tx.kept_reply("lin", "old") is None
        assert tx.kept_reply("lin", "just") is not None
