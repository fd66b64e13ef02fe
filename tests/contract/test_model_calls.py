"""The promises of every record on what was sent to language models."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.draft import Draft, Stamp
from assistant.domain.language import Reason
from assistant.domain.message import Variant
from assistant.domain.model_calls import SentCall
from assistant.errors import NotFound
from assistant.ports import Record
from tests.contract.things import NOON, a_message, a_model_call

CALL = a_model_call()
FAILED = replace(
    CALL, answer="", finish_reason="", tokens_in=None, tokens_out=None,
    failure=Reason.of("model_too_slow", endpoint="127.0.0.1:11434"), began=NOON + timedelta(seconds=1),
)  # fmt: skip


def test_calls_are_kept_exactly_and_in_their_order(record: Record) -> None:
    with record.begin() as tx:
        tx.add_model_calls("M-0001", [CALL, FAILED], version=2)
    with record.begin() as tx:
        tx.add_model_calls("M-0001", [CALL], version=3)
        tx.add_model_calls("R-0007", [FAILED])
        tx.add_model_calls("M-0002", [])

    with record.read() as tx:
        assert tx.model_calls("M-0001") == (
            SentCall(about="M-0001", version=2, call=CALL),
            SentCall(about="M-0001", version=2, call=FAILED),
            SentCall(about="M-0001", version=3, call=CALL),
        )
        assert tx.model_calls("R-0007") == (SentCall(about="R-0007", version=0, call=FAILED),)
        assert tx.model_calls("M-0002") == ()


def test_the_newest_calls_are_told_whatever_they_are_about(record: Record) -> None:
    with record.begin() as tx:
        for number in range(5):
            tx.add_model_calls(f"M-{number}", [replace(CALL, ms=number)])

    with record.read() as tx:
        assert [sent.call.ms for sent in tx.model_calls(newest=2)] == [3, 4]
        assert [sent.call.ms for sent in tx.model_calls()] == [0, 1, 2, 3, 4]


def test_calls_of_a_unit_of_work_that_fails_are_not_kept(record: Record) -> None:
    def breaks_off() -> None:
        with record.begin() as tx:
            tx.add_model_calls("M-0001", [CALL])
            tx.message("M-0001")

    with pytest.raises(NotFound):
        breaks_off()

    with record.read() as tx:
        assert tx.model_calls() == ()


def test_another_wording_is_kept_beside_that_of_a_message(record: Record) -> None:
    message = a_message()
    stamp = Stamp(writer="model", redrafted=(Reason.of("blocked_by_guardrail", rules="A-01"),), calls=3, ms=900)
    draft = Draft(subject="付款", body="另一種寫法", marks=(), stamp=stamp)
    other = Variant(draft=draft, report=message.report)
    with record.begin() as tx:
        tx.add_message(message)
        tx.replace_message(message, replace(message, other=other))

    with record.read() as tx:
        assert tx.message(message.id) == replace(message, other=other)
        assert tx.message(message.id).content_hash == message.content_hash
