"""One payment of a plan that comes later or sooner than planned: lines of ``tactful negotiate --jsonl``."""

import pytest

from assistant.domain.language import Language
from tests.integration.given_talks import a_debt_of_90_000, answer_to

RECORD = a_debt_of_90_000(30)
PLAN = ("2026-11-30", "2026-12-21", "2027-01-25")


def offered(*days, who="us"):
    """A turn that offers equal payments on ``days``."""
    each = f"{90_000 // len(days)}.00"
    terms = {"outstanding": "90000.00", "late_interest": "0.00", "remaining": "0.00"}
    kind = "instalments" if len(days) > 1 else "full_now"
    offer = {"kind": kind, "terms": terms, "schedule": [{"date": day, "amount": each} for day in days]}
    return {"who": who, "text": "", "offer": offer}


@pytest.fixture
def answer(negotiating_desk):
    def answered(text, *history):
        return answer_to(negotiating_desk, RECORD, text, history, said=Language.EN)

    return answered


def theirs(answered):
    made = next((option for option in answered["options"] if option["by"] == "customer"), None)
    return [part["date"][5:] for part in made["schedule"]] if made else []


def doubts(answered):
    return [each["code"] for each in answered["doubts"]]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("首期能不能晚一周？", ["12-07", "12-21", "01-25"]),
        ("第二期可否延後十天？", ["11-30", "12-31", "01-25"]),
        ("尾期宽限三个工作日可以吗？", ["11-30", "12-21", "01-28"]),
        ("最后一期能不能往后推一个月？", ["11-30", "12-21", "02-25"]),
        ("第二期可以提前一周，其余不变。", ["11-30", "12-14", "01-25"]),
        ("首期遲半個月得唔得？", ["12-15", "12-21", "01-25"]),
        ("Could the first instalment be a week later?", ["12-07", "12-21", "01-25"]),
        ("Could we push the last payment back by two weeks?", ["11-30", "12-21", "02-08"]),
        ("Fine, but could we have another week for the first payment?", ["12-07", "12-21", "01-25"]),
        ("每期都晚一周行不行？", ["12-07", "12-28", "02-01"]),
        ("三期都延後一週可以嗎？", ["12-07", "12-28", "02-01"]),
        ("Could each payment be two weeks later?", ["12-14", "01-04", "02-08"]),
        ("Could we have another ten days for the first payment?", ["12-10", "12-21", "01-25"]),
        ("Could we have another three days for all three payments?", ["12-03", "12-24", "01-28"]),
        ("Could the second one be on 28 December instead?", ["11-30", "12-29", "01-25"]),
        # A Saturday moves on as any day that is a day off.
        ("Could we push the second payment back by five days?", ["11-30", "12-29", "01-25"]),
    ],
)
def test_a_shift_moves_the_payment_that_is_named_from_its_day_in_the_plan(answer, text, days):
    found = answer(text, offered(*PLAN))
    assert (theirs(found), doubts(found), found["agreed"]) == (days, [], False)


def test_who_says_that_no_payment_comes_later_moves_none(answer):
    assert answer("Agreed. Both payments will be on time, none a day later.", offered("2026-11-30", "2026-12-28"))[
        "agreed"
    ]


def test_the_plan_is_the_one_that_was_spoken_of_last(answer):
    own = offered("2026-12-14", "2027-01-11", "2027-02-01", who="customer")
    assert theirs(answer("首期能不能晚一周？", own, offered(*PLAN))) == ["12-07", "12-21", "01-25"]
    # An answer that asks for all of it has no first instalment: theirs has.
    assert theirs(answer("首期能不能晚一周？", own, offered("2026-11-27"))) == ["12-21", "01-11", "02-01"]


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("首期能不能晚一周？", ()),
        ("Could the third instalment be a week later?", (offered("2026-11-30", "2026-12-28"),)),
        # It would come after the second one.
        ("首期可否延後兩個月？", (offered(*PLAN),)),
    ],
)
def test_what_no_plan_on_the_table_can_become_is_asked_about(answer, text, history):
    assert doubts(answer(text, *history)) == ["ask_which_moved"]


@pytest.mark.parametrize(
    "text",
    [
        "其中一期能不能晚一周？",
        "首期和第二期能不能都晚一周？",
        "Could one of the payments be a week later?",
        "Could the next instalment be a week later?",
        "Could the last two payments be a week later?",
        "后两期都往后推两周可以吗？",
        "下一期能不能晚一周？",
        "Could the first and second payments be two weeks later?",
    ],
)
def test_which_payment_is_meant_is_asked_where_they_do_not_name_one(answer, text):
    found = answer(text, offered(*PLAN))
    assert (doubts(found), theirs(found), found["agreed"]) == (["asked_which_payment"], [], False)
