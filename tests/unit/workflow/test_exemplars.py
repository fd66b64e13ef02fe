"""What was approved before for the same customer is an example of tone; nothing else is."""

import pytest

from assistant.domain.kinds import MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.errors import NotFound
from assistant.workflow.exemplars import exemplars
from tests.desk import a_desk
from tests.unit.planning.accounts import a_customer
from tests.unit.workflow.histories import a_letter

SAME = {"kind": MessageKind.PAYMENT_REMINDER, "tone": Tone.FRIENDLY, "language": Language.ZH_HANS}


@pytest.fixture
def desk():
    return a_desk()


def letters(desk, *made):
    with desk.record.begin() as tx:
        for message in made:
            tx.add_message(message)


def found(desk, code="C1", like="", **changes) -> list[str]:
    return [message.id for message in exemplars(desk, code, like=like, **(SAME | changes))]


def test_only_approved_and_released_messages_are_exemplars(desk):
    letters(desk, *(a_letter(f"M-{status.value}", "C1", status=status, day=1, **SAME) for status in Status))
    assert sorted(found(desk)) == ["M-approved", "M-released"]


def test_only_those_of_the_same_kind_tone_and_language(desk):
    letters(
        desk,
        a_letter("M-1", "C1", status=Status.RELEASED, day=1, **SAME),
        a_letter("M-2", "C1", status=Status.RELEASED, day=1, **SAME | {"kind": MessageKind.CALL_SCRIPT}),
        a_letter("M-3", "C1", status=Status.RELEASED, day=1, **SAME | {"tone": Tone.FIRM}),
        a_letter("M-4", "C1", status=Status.RELEASED, day=1, **SAME | {"language": Language.ZH_HANT}),
    )
    assert found(desk) == ["M-1"]
    assert found(desk, tone=Tone.FIRM) == ["M-3"]


def test_the_newest_come_first_and_no_more_than_asked_for(desk):
    letters(desk, *(a_letter(f"M-{day}", "C1", status=Status.RELEASED, day=day, **SAME) for day in range(1, 8)))
    assert found(desk) == ["M-7", "M-6", "M-5"]


def test_the_most_alike_come_first_where_a_text_is_given(desk):
    letters(
        desk,
        a_letter("M-1", "C1", status=Status.RELEASED, day=1, words="关于分期付款的安排，谢谢您的来信。", **SAME),
        a_letter("M-2", "C1", status=Status.RELEASED, day=2, words="附上发票复印件。", **SAME),
        a_letter("M-3", "C1", status=Status.RELEASED, day=3, words="附上对账单。", **SAME),
    )
    assert found(desk, like="分期付款怎么安排") == ["M-1", "M-3", "M-2"]
    assert found(desk, like="  ") == ["M-3", "M-2", "M-1"]
    assert found(desk, like="zebra") == ["M-3", "M-2", "M-1"]


def test_another_customers_letters_are_none_of_ours(desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
    letters(desk, a_letter("M-1", "C2", status=Status.RELEASED, day=1, **SAME))
    assert found(desk) == []
    with pytest.raises(NotFound):
        found(desk, "C9")
