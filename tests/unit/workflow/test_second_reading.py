"""A reply read by a model as well: both readings come back, what left is kept, and no reading is."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.domain.commitments import Reply
from assistant.domain.concurrence import Concurrence
from assistant.domain.reading_comparison import LabelComparison, compare_readings
from assistant.errors import ModelUnavailable, NotAllowed, NotFound
from assistant.intake.reply_reader import ReplyReader
from assistant.knowledge import shipped
from assistant.prompting import Asker, load_prompts
from assistant.workflow.replies import read_again, reply_shown
from tests.desk import AUDITOR, LIN, a_desk
from tests.fakes.counters import Bytes
from tests.fakes.model import FakeModel
from tests.unit.intake.reply_reader.a_reply import answer

CASE, REPLY = "C1-CNY", "R-1"
TEXT = "不好意思，我们忘了。6月26日付人民币5,000元。"
GOOD = answer(
    causes=[{"cause": "oversight", "quote": "我们忘了"}],
    promise={"amount": "‹amount 1›", "date": "‹date 1›", "quote": "‹date 1›付‹amount 1›"},
)


def a_desk_with(reply):
    model = FakeModel({"read_reply": reply, "answer_again": "no"})
    asker = Asker(model, load_prompts(shipped("prompts")), Bytes(), model_name="small-1", new_marker=lambda: "k3v9x2m7")
    reader = ReplyReader(asker, is_for_machines=lambda words: False)
    desk = a_desk(reply_reader=lambda: reader)
    with desk.record.begin() as tx:
        moment = datetime(2026, 6, 16, 2, tzinfo=UTC)
        tx.save_reply(Reply(id=REPLY, customer_code="C1", currency="CNY", received=moment, subject="", text=TEXT))
    return desk, model


def kept(desk):
    with desk.record.read() as tx:
        return tx.model_calls(REPLY)


def test_both_readings_come_back_and_what_left_is_kept():
    desk, model = a_desk_with(GOOD)
    before = reply_shown(desk, CASE, REPLY)
    both = read_again(desk, LIN, CASE, REPLY)

    assert compare_readings(both.it.reading, both.second.read) == (
        LabelComparison(label="oversight", agreement=Concurrence.AGREE),
        LabelComparison(label="promise", agreement=Concurrence.AGREE),
    )
    assert "不好意思,我们忘了。‹date 1›付‹amount 1›。" in model.asked[0][1].content.replace("，", ",")
    (sent,) = kept(desk)
    assert (sent.about, sent.version, sent.call.messages) == (REPLY, 0, model.asked[0])
    assert replace(reply_shown(desk, CASE, REPLY), case=before.case) == before


def test_what_left_is_kept_too_when_nothing_came_of_it():
    desk, _ = a_desk_with(["no", "no"])
    assert not read_again(desk, LIN, CASE, REPLY).second.complete
    assert len(kept(desk)) == 2


def test_it_takes_a_person_who_records_a_reply_and_a_model():
    desk, model = a_desk_with(json.dumps({}))

    with pytest.raises(NotAllowed):
        read_again(desk, AUDITOR, CASE, REPLY)
    with pytest.raises(NotFound):
        read_again(desk, LIN, CASE, "R-9")
    with pytest.raises(ModelUnavailable, match="No model is set up as second reader"):
        read_again(replace(desk, reply_reader=None), LIN, CASE, REPLY)
    assert model.asked == []
