"""The table of parts: what it asks of each kind, and what is wrong in a file is refused."""

import pytest

from assistant.domain.brief import Topic
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.errors import BadKnowledge
from assistant.parts import load_parts, shipped_parts
from tests.builders import a_brief

TABLE = load_parts(shipped_parts())
SMALL = """\
version: "1"
parts: {thanks: {}, amount: {roles: [open_balance], only_with: [open_balance]}}
rows:
"""
ROW = "  - {{kind: {kind}, channels: [email], required: [thanks, amount]}}\n"
WHOLE = SMALL + "".join(ROW.format(kind=kind) for kind in MessageKind)


def test_a_reminder_holds_more_the_later_it_is():
    always = ("invoice_no", "amount", "due_date", "how_to_pay", "contact", "thanks")

    assert TABLE.required(a_brief(stage=Stage.UPCOMING)) == always
    assert TABLE.required(a_brief(stage=Stage.EARLY)) == (*always, "disregard", "question")
    assert TABLE.required(a_brief(stage=Stage.LATE, tone=Tone.FIRM)) == (
        *always,
        "disregard",
        "question",
        "deadline",
        "clause",
    )


@pytest.mark.parametrize(
    ("tone", "cite", "wanted"),
    [
        (Tone.FRIENDLY, (Topic.PAYMENT_TERM,), False),
        (Tone.NEUTRAL, (Topic.PAYMENT_TERM,), True),
        (Tone.NEUTRAL, (Topic.LATE_INTEREST,), False),
        (Tone.FIRM, (Topic.LATE_INTEREST,), True),
        (Tone.FIRM, (), False),
    ],
)
def test_a_clause_is_wanted_where_the_tone_has_a_use_for_it_and_the_brief_has_one(tone, cite, wanted):
    assert ("clause" in TABLE.required(a_brief(stage=Stage.MIDDLE, tone=tone, cite=cite))) is wanted


def test_a_part_is_not_asked_for_without_its_fact():
    assert "deadline" not in TABLE.required(a_brief(stage=Stage.MIDDLE, drop=("ask_by",)))


def test_a_courtesy_note_must_not_ask_for_money():
    note = a_brief(kind=MessageKind.RELATIONSHIP_NOTE, channel=Channel.EMAIL)
    assert TABLE.forbidden(note) == ("asks_for_money", "pressure")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (WHOLE.replace("required", "requires"), "Unexpected keyword argument"),
        (WHOLE.replace("[thanks, amount]", "[thanks, sum]"), "rows name parts that are not given: sum"),
        (WHOLE.replace("[thanks, amount]", "[thanks]"), "no row names the parts: amount"),
        (WHOLE.replace(ROW.format(kind="call_script"), ""), "no row speaks of the kinds: call_script"),
        (
            WHOLE.replace("required: [thanks, amount]", "required: [thanks], forbidden: [thanks, amount]"),
            "payment_reminder both requires and forbids: thanks",
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(tmp_path, text, problem):
    path = tmp_path / "parts.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadKnowledge, match=r"parts\.yaml") as refused:
        load_parts(path)
    assert problem in str(refused.value)
