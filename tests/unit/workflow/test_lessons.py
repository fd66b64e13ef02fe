"""What a person changed before approval is a lesson: before and after without anybody's facts, and what kind of change."""

from dataclasses import replace

import pytest

from assistant.domain.kinds import Channel
from assistant.domain.lessons import Edited
from assistant.domain.message import Message, Status
from assistant.planning import Wishes
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.lessons import lesson_document, lessons
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.review import accept_draft, return_draft, submit_draft
from tests.desk import LIN, ZHOU, a_desk
from tests.unit.planning.accounts import a_customer


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def message(desk) -> Message:
    made = prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=Channel.EMAIL))
    assert isinstance(made, Message)
    return made


def edited(desk, message, subject=None, body=None) -> Message:
    draft = message.draft
    return edit_draft(
        desk, LIN, message.id, version=message.version, subject=subject or draft.subject, body=body or draft.body
    )


def approve(desk, message) -> Message:
    sent = submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    done = accept_draft(desk, ZHOU, sent.id, content_hash=sent.content_hash, reasons="fine")
    assert done.status is Status.APPROVED
    return done


def test_a_message_that_nobody_changed_teaches_nothing(desk, message):
    approve(desk, message)
    assert lessons(desk) == ()


def test_a_change_that_is_not_approved_teaches_nothing(desk, message):
    edited(desk, message, body=message.draft.body.replace("您好", "您好啊"))
    assert lessons(desk) == ()


def test_the_pair_says_what_was_changed_by_whom_it_was_written_and_why(desk, message):
    sent = submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    returned = return_draft(desk, ZHOU, sent.id, reason="王经理不喜欢这种开头，2 句就够")
    approve(desk, edited(desk, returned, subject="付款安排", body=message.draft.body + "\n祝好"))

    (lesson,) = lessons(desk)

    assert lesson.edited == (Edited.FACTS, Edited.SUBJECT, Edited.WORDING)
    assert lesson.reasons[0] == "‹person 1›不喜欢这种开头，‹number› 句就够"
    assert (lesson.writer, lesson.after.subject) == ("composer", "付款安排")
    assert lesson.after.body == lesson.before.body + "\n祝好"
    assert "‹invoice_amount›" in lesson.before.body
    for fact in message.brief.grounds.facts:
        assert len(str(fact.value)) < 3 or str(fact.value) not in lesson.before.body + lesson.after.body


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda body: "王经理：\n" + body.partition("\n")[2], {Edited.SALUTATION}),
        (lambda body: body + "\n谢谢。" * 60, {Edited.LENGTH, Edited.WORDING}),
    ],
)
def test_the_kind_of_change_is_told(desk, message, change, kinds):
    approve(desk, edited(desk, message, body=change(message.draft.body)))
    (lesson,) = lessons(desk)
    assert kinds <= set(lesson.edited)
    assert Edited.SUBJECT not in lesson.edited


def test_what_a_person_typed_of_others_is_covered(desk, message):
    contact = replace(a_customer().contact, name="张敏", salutation="张小姐")
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2", name="澜州望舒照明有限公司", contact=contact))
    approve(desk, edited(desk, message, body=message.draft.body + "\n张敏也知道此事。"))
    (lesson,) = lessons(desk)
    assert lesson.after.body.endswith("\n‹person 1›也知道此事。")


def test_the_line_is_a_candidate_for_an_eval(desk, message):
    approve(desk, edited(desk, message, subject="付款安排"))
    (lesson,) = lessons(desk)
    line = lesson_document(lesson)
    assert line["provenance"] == f"from_review:{lesson.source}"
    assert (line["lang"], line["kind"], line["channel"]) == ("zh-Hans-CN", "payment_reminder", "email")
    assert line["edited"] == ["facts", "subject"]
    assert message.id not in str(line)
