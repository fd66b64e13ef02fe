"""What was approved for anybody here is an example of tone, once nothing in it tells of anybody."""

from dataclasses import replace

import pytest

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.message import Status
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.exemplars import examples_for
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, a_desk
from tests.unit.planning.accounts import a_customer


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def message(desk):
    return prepare_draft(desk, LIN, "C1-CNY")


def approved(desk, message, number, **changes):
    made = replace(message, id=f"X-{number}", status=Status.APPROVED, **changes)
    with desk.record.begin() as tx:
        tx.add_message(made)
    return made


def to(message, code, **changes) -> Brief:
    return replace(message.brief, case_id=f"{code}-CNY", customer_code=code, **changes)


def examples(desk, brief, k=2):
    with desk.record.read() as tx:
        return examples_for(desk, tx, brief, k)


def test_an_approved_message_becomes_an_example_without_its_facts(desk, message):
    approved(desk, message, 1)
    (example,) = examples(desk, message.brief)
    assert example.kind is message.brief.kind
    assert "‹invoice_no›" in example.body
    assert "‹open_balance›" in example.body
    for fact in message.brief.grounds.facts:
        assert len(str(fact.value)) < 3 or str(fact.value) not in example.body


def test_a_draft_that_nobody_approved_is_none(desk, message):
    assert examples(desk, message.brief) == ()


def test_the_same_customers_come_first_then_the_same_regions_then_the_newest(desk, message):
    def body(text):
        return {"draft": Draft(subject="", body=text, marks=(), stamp=message.draft.stamp)}

    approved(desk, message, 1, **body("同一客户。"))
    approved(desk, message, 2, **body("同一地区。"), brief=to(message, "C2"))
    approved(desk, message, 3, **body("别的地区。"), brief=to(message, "C3", region="SG"))
    approved(desk, message, 4, **body("别的地区，较新。"), brief=to(message, "C4", region="SG"))
    found = [example.body for example in examples(desk, message.brief, 9)]
    assert found == ["同一客户。", "同一地区。", "别的地区，较新。", "别的地区。"]
    assert len(examples(desk, message.brief)) == 2


def test_another_kind_tone_language_or_channel_is_no_example(desk, message):
    from assistant.domain.kinds import Channel, MessageKind, Tone
    from assistant.domain.language import Language

    others = ({"kind": MessageKind.PROMISE_FOLLOWUP}, {"tone": Tone.FORMAL}, {"language": Language.EN}, {"channel": Channel.SMS})  # fmt: skip
    for n, other in enumerate(others):
        approved(desk, message, n, brief=replace(message.brief, **other))
    assert examples(desk, message.brief) == ()


@pytest.mark.parametrize(
    "addition",
    [
        "张敏您好。",
        "望舒照明也是这样付的。",
        "另付 1,234 元。",
        "六月五日前回复。",
        "a@b.example",
        "请拨 13800001111。",
    ],
)
def test_a_message_that_tells_of_anybody_is_no_example(desk, message, addition):
    with desk.record.begin() as tx:
        contact = replace(a_customer().contact, name="张敏", salutation="张小姐")
        tx.save_customer(a_customer(code="C2", name="澜州望舒照明有限公司", contact=contact))
    edited = edit_draft(
        desk, LIN, message.id, version=1, subject=message.draft.subject, body=f"{message.draft.body}\n{addition}"
    )
    approved(desk, edited, 1, report=replace(edited.report, findings=()))
    assert examples(desk, message.brief) == ()


def test_what_the_guardrail_could_not_trace_is_no_example(desk, message):
    edited = edit_draft(
        desk, LIN, message.id, version=1, subject=message.draft.subject, body=message.draft.body.replace("10,000", "9,999")
    )  # fmt: skip
    assert any(finding.rule.startswith("record.") for finding in edited.report.findings)
    approved(desk, edited, 1)
    assert examples(desk, message.brief) == ()


def test_each_message_is_read_once(desk, message):
    approved(desk, message, 1)
    (first,) = examples(desk, message.brief)
    (again,) = examples(desk, message.brief)
    assert again is first
