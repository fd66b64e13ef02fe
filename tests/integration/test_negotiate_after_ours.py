"""What can only be meant of our last offer, the rest of it or more time than it gives: lines of ``tactful negotiate --jsonl``."""

import pytest

from assistant.domain.language import Language
from tests.integration.given_talks import a_debt_of_90_000, answer_to

RECORD = a_debt_of_90_000(70)
ALL = ("2026-12-04",)
PLAN = ("2026-12-04", "2026-12-21", "2027-01-25")


@pytest.fixture
def answer(negotiating_desk):
    """Our answer to a text behind our offer of equal payments on some days."""

    def answered(text, days):
        schedule = [{"date": day, "amount": f"{90_000 // len(days)}.00"} for day in days]
        offer = {"kind": "instalments" if len(days) > 1 else "extension", "schedule": schedule}
        history = [{"who": "customer", "text": "最近资金比较紧。"}, {"who": "us", "text": "", "offer": offer}]
        return answer_to(negotiating_desk, RECORD, text, history if days else [], said=Language.EN)

    return answered


@pytest.mark.parametrize(
    ("text", "days", "doubt"),
    [
        ("能不能再晚三天？", ALL, "ask_until_when"),
        ("可否再寬限一週？", PLAN, "ask_until_when"),
        ("都晚一周行不行？", PLAN, "ask_until_when"),
        ("Could we have another three days?", ALL, "ask_until_when"),
        ("余款能否延到1月29日？", PLAN, "ask_which_moved"),
        ("尾款可否順延至1月29日？", PLAN, "ask_which_moved"),
        ("Could the rest be paid on 29 January?", PLAN, "ask_which_moved"),
        ("Could the balance wait until 29 January?", PLAN, "ask_which_moved"),
        ("The balance will be paid on 29 January.", PLAN, "ask_which_moved"),
        ("尾款能不能晚两周？", PLAN, "ask_which_moved"),
    ],
)
def test_what_is_meant_of_our_offer_is_asked_and_never_confirmed_of_all_that_is_open(answer, text, days, doubt):
    found = answer(text, days)
    assert ([each["code"] for each in found["doubts"]], found["agreed"]) == ([doubt], False)
    assert [part["date"] for part in found["options"][0]["schedule"]] == list(days)


@pytest.mark.parametrize(
    ("text", "days", "day"),
    [
        # Behind no plan, the rest is all of it; more time than our offer gives counts from today.
        ("尾款可否順延至1月29日？", (), "2027-01-29"),
        ("Could the rest be paid on 29 December?", ALL, "2026-12-29"),
        ("Could we have another 30 days?", ALL, "2026-12-23"),
        ("Give us two days and you'll have all of it.", ALL, "2026-11-25"),
        ("三天内付清", ALL, "2026-11-26"),
    ],
)
def test_what_can_be_meant_of_all_that_is_open_is_their_proposal(answer, text, days, day):
    theirs = next(each for each in answer(text, days)["options"] if each["by"] == "customer")
    assert [part["date"] for part in theirs["schedule"]] == [day]


def test_once_a_payment_of_our_plan_has_come_the_rest_is_all_of_it(negotiating_desk):
    schedule = [{"date": day, "amount": "40000.00"} for day in PLAN]
    plan = {"kind": "instalments", "schedule": schedule, "terms": {"outstanding": "120000.00"}}
    history = [{"who": "customer", "text": "最近资金比较紧。"}, {"who": "us", "text": "", "offer": plan}]
    found = answer_to(negotiating_desk, RECORD, "The balance will be paid on 29 December.", history, said=Language.EN)
    theirs = next(each for each in found["options"] if each["by"] == "customer")
    assert [(part["date"], part["amount"]) for part in theirs["schedule"]] == [("2026-12-29", "90000.00")]
