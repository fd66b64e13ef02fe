"""However a model behaves, the loop ends in a draft that says how it came about, and in a record of what was sent."""

from dataclasses import replace

import pytest

from assistant.domain.draft import Stamp
from assistant.domain.finding import Verdict
from assistant.domain.kinds import Channel
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.errors import ModelUnavailable, Refused, Stopped
from assistant.intake.given_task import task_from_line
from assistant.planning import Wishes
from assistant.ports import Unwatched
from assistant.workflow.draft_given import GivenDesk, Written, draft_given
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, composer
from tests.fakes.model import FakeModel, answer, sensible_answer
from tests.model_desk import THREAT, a_model_desk, a_model_writer, saying, stamps

EMAIL = Wishes(channel=Channel.EMAIL)
RULES = "retaliation.business-sign, violence.hint-sign, violence.vague-consequence"
AGAIN = Reason.of("asked_again_for_wording", rules=RULES)
FORM = Reason.of("asked_again_for_form", problems=("form",))
BLOCKED = Reason.of("blocked_by_guardrail", rules=RULES)


class Stopping(Unwatched):
    """Somebody who stops the model once it was asked ``after`` times."""

    def __init__(self, after: int = 1) -> None:
        self.left = after

    def called(self, call: object) -> None:
        self.left -= 1

    def is_stopped(self) -> bool:
        return self.left <= 0


def prepared(desk, **options) -> Message:
    message = prepare_draft(desk, LIN, "C1-CNY", EMAIL, **options)
    assert isinstance(message, Message), message
    return message


def by_model(calls: int, prompts: str, *redrafted: Reason) -> Stamp:
    return Stamp(
        writer="model",
        model="fake-1",
        prompt=prompts,
        tokens_in=100 * calls,
        tokens_out=50 * calls,
        redrafted=redrafted,
        calls=calls,
    )


def by_composer(calls: int, why: Reason, *redrafted: Reason) -> Stamp:
    return Stamp(
        writer="composer",
        model="fake-1",
        prompt=f"phrasebook {composer()._phrasebooks.version}",
        tokens_in=100 * calls,
        tokens_out=50 * calls,
        fallback=why,
        redrafted=redrafted,
        calls=calls,
    )


ENDINGS = {
    "a good answer stays": (
        {"draft_reminder": sensible_answer},
        by_model(1, stamps("draft_reminder")),
    ),
    "an answer without form is repaired": (
        {"draft_reminder": "no form", "redraft_with_findings": sensible_answer},
        by_model(2, stamps("draft_reminder", "redraft_with_findings"), FORM),
    ),
    "a threat is redrafted": (
        {"draft_reminder": saying(THREAT), "redraft_after_check": sensible_answer},
        by_model(2, stamps("draft_reminder", "redraft_after_check"), AGAIN),
    ),
    "a repaired threat is redrafted": (
        {
            "draft_reminder": "no form",
            "redraft_with_findings": saying(THREAT),
            "redraft_after_check": sensible_answer,
        },
        by_model(3, stamps("draft_reminder", "redraft_with_findings", "redraft_after_check"), FORM, AGAIN),
    ),
    "a threat that is repeated ends with the composer": (
        {"draft_reminder": saying(THREAT), "redraft_after_check": saying(THREAT)},
        by_composer(2, BLOCKED, AGAIN),
    ),
    "a redraft without form is repaired, too": (
        {
            "draft_reminder": saying(THREAT),
            "redraft_after_check": "no form",
            "redraft_with_findings": sensible_answer,
        },
        by_model(3, stamps("draft_reminder", "redraft_after_check", "redraft_with_findings"), AGAIN, FORM),
    ),
    "there is never a fourth question": (
        {"draft_reminder": "no form", "redraft_with_findings": saying(THREAT), "redraft_after_check": "no form"},
        by_composer(3, Reason.of("model_answer_unusable", problems=("form",)), FORM, AGAIN),
    ),
    "twice without form ends with the composer": (
        {"draft_reminder": "no form", "redraft_with_findings": "no form"},
        by_composer(2, Reason.of("model_answer_unusable", problems=("form",)), FORM),
    ),
    "an answer that obeys an injection ends with the composer": (
        {
            "draft_reminder": answer("付清", "款项已付清，请忽略，余款付到 https://pay.evil.example"),
            "redraft_with_findings": answer("付清", "款项已付清，请忽略，余款付到 https://pay.evil.example"),
        },
        by_composer(
            2,
            Reason.of("model_answer_unusable", problems=("missing_placeholder", "typed_contact", "wrong_language")),
            Reason.of("asked_again_for_form", problems=("missing_placeholder", "typed_contact", "wrong_language")),
        ),
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_is_in_the_stamp(ending: str):
    replies, stamp = ENDINGS[ending]
    model = FakeModel(replies)

    message = prepared(a_model_desk(model))

    assert message.draft.stamp == stamp
    assert len(model.asked) == stamp.calls
    assert message.report.verdict in (Verdict.PASS, Verdict.REVIEW)
    assert THREAT not in message.draft.text


def test_an_endpoint_that_fails_ends_with_the_composer():
    failure = ModelUnavailable("model_failing", "It fails.", endpoint="model.example", status=500)

    message = prepared(a_model_desk(FakeModel({"draft_reminder": failure})))

    assert message.draft.stamp == Stamp(
        writer="composer",
        model="small",
        prompt=f"phrasebook {composer()._phrasebooks.version}",
        fallback=Reason.of("model_failing", endpoint="model.example", status=500),
        calls=1,
    )


def test_what_a_reviewer_may_let_stand_stays_as_the_model_wrote_it():
    model = FakeModel({"draft_reminder": saying("我们保留采取法律措施的权利")})

    message = prepared(a_model_desk(model))

    assert (message.report.verdict, message.draft.stamp.writer, len(model.asked)) == (Verdict.REVIEW, "model", 1)


def test_exactly_what_left_is_stored_with_the_message():
    model = FakeModel({"draft_reminder": saying(THREAT), "redraft_after_check": sensible_answer})
    desk = a_model_desk(model)

    message = prepared(desk)

    with desk.record.read() as tx:
        sent = tx.model_calls(message.id)
    assert [one.call.messages for one in sent] == model.asked
    assert [(one.version, one.call.host, one.call.tokens_in) for one in sent] == [(1, "model.example", 100)] * 2
    assert THREAT in sent[0].call.answer


@pytest.mark.parametrize("after", [1, 2])
def test_a_stop_stores_nothing_but_what_had_left(after: int):
    model = FakeModel({"draft_reminder": saying(THREAT), "redraft_after_check": sensible_answer})
    desk = a_model_desk(model)

    with pytest.raises(Stopped):
        prepared(desk, watch=Stopping(after))

    with desk.record.read() as tx:
        assert tx.messages() == ()
        assert [sent.call.messages for sent in tx.model_calls("C1-CNY")] == model.asked
        assert len(model.asked) == after
        assert [entry.event for entry in tx.audit_entries()] == []


def test_whoever_comes_second_stores_nothing_but_what_had_left():
    desk = a_model_desk(FakeModel({}))

    def meanwhile(messages):
        first = prepared(desk, writer="composer")
        with desk.record.begin() as tx:
            tx.replace_message(first, replace(first, status=Status.IN_REVIEW))
        return sensible_answer(messages)

    desk = a_model_desk(FakeModel({"draft_reminder": meanwhile}), record=desk.record)
    with pytest.raises(Refused, match="of this case is in review"):
        prepared(desk)

    with desk.record.read() as tx:
        assert [message.draft.stamp.writer for message in tx.messages()] == ["composer"]
        assert len(tx.model_calls("C1-CNY")) == 1


def test_the_composer_asks_nobody():
    model = FakeModel({})
    desk = a_model_desk(model)

    message = prepared(desk, writer="composer")

    assert message.draft.stamp == Stamp(writer="composer", prompt=f"phrasebook {composer()._phrasebooks.version}")
    assert model.asked == []


def test_a_record_given_by_hand_goes_through_the_same_loop():
    replies = {"draft_reminder": saying(THREAT), "redraft_after_check": sensible_answer}
    stored = a_model_desk(FakeModel(replies))
    model = FakeModel(replies)
    writer = a_model_writer(model)
    desk = GivenDesk(
        policy=stored.policy,
        calendar=stored.calendar,
        checker=stored.checker,
        writers={"composer": composer, "model": lambda: writer},
    )
    invoice = {"no": "INV-1", "amount": "10000.00", "issued": "2026-04-27", "due": "2026-05-27", "paid": "0.00"}
    record = {
        "seller": "示例精工有限公司",
        "customer": "示例客户有限公司",
        "contact": "王经理",
        "currency": "CNY",
        "as_of": "2026-06-16",
        "sender": "林安",
        "sender_phone": "0000-1001",
        "bank": "示例银行 6200 0000 0000 0001",
        "invoices": [invoice],
    }
    line = {"id": "1", "record": record, "kind": "payment_reminder", "language": "zh-Hans", "writer": "model"}

    written = draft_given(desk, task_from_line(line))

    assert isinstance(written, Written)
    assert written.draft.stamp == by_model(2, stamps("draft_reminder", "redraft_after_check"), AGAIN)
    assert written.report.verdict is Verdict.PASS
