"""Which cases of a worklist are wanted, in what order, and how many ask for something."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.attention import Only, Sort
from assistant.domain.commitments import Hold, HoldReason, Promise, Reply
from assistant.domain.kinds import Channel, Stage
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.ports import QueueCounts
from assistant.wording import Wording
from assistant.workflow.case_view import view_of, why_first
from assistant.workflow.listing import Listing, counts_of, in_order, matches
from assistant.workflow.read_worklist import read_worklist
from tests.desk import a_desk
from tests.unit.planning.accounts import (
    NOW,
    TODAY,
    a_case,
    a_contact,
    a_customer,
    a_payment,
    all_settled_in_time,
    an_invoice,
    cny,
)
from tests.unit.web.letters import a_message

DESK = a_desk()
WEIGHTS = DESK.policy.priority.weights()
EN, HANS, HANT = (Wording.of(language) for language in (Language.EN, Language.ZH_HANS, Language.ZH_HANT))


def a_view(code="C1", days=20, amount="10000.00", *, message=None, **parts):
    customer = a_customer(code=code, language=parts.pop("language", Language.ZH_HANS))
    invoice = replace(an_invoice(days, amount=amount), customer_code=code)
    return view_of(DESK, a_case(invoice, customer=customer, **parts), message)


def a_reply(days_ago=0):
    received = NOW - timedelta(days=days_ago)
    return Reply(id=f"R-{days_ago}", customer_code="C1", currency="CNY", received=received, subject="", text="")


def a_promise(days_ago, amount="10000.00"):
    return Promise(
        id=f"P-{days_ago}",
        customer_code="C1",
        amount=cny(amount),
        made_on=TODAY - timedelta(days=30),
        due=TODAY - timedelta(days=days_ago),
        quote="",
        source="call",
    )


def a_hold():
    return Hold(id="H", customer_code="C1", reason=HoldReason.MANUAL, note="", since=TODAY)


def returned():
    return replace(a_message(status=Status.RETURNED), author="lin")


ROW = a_view()
CHOICES = [
    (Listing(), ROW, True),
    (Listing(search="示例 c1"), ROW, True),
    (Listing(search="王小明"), ROW, True),
    (Listing(search="示例 other"), ROW, False),
    (Listing(search="m-0001"), a_view(message=returned()), True),
    (Listing(stage=Stage.MIDDLE), ROW, True),
    (Listing(stage=Stage.EXTERNAL), a_view(days=95), True),
    (Listing(stage=Stage.LATE), ROW, False),
    (Listing(language=Language.ZH_HANS), ROW, True),
    (Listing(language=Language.EN), ROW, False),
    (Listing(currency="CNY"), ROW, True),
    (Listing(currency="USD"), ROW, False),
    (Listing(only=Only.ACT), ROW, True),
    (Listing(only=Only.WAIT), ROW, False),
    (Listing(only=Only.WAIT), a_view(holds=(a_hold(),)), True),
    (Listing(only=Only.ON_HOLD), a_view(holds=(a_hold(),)), True),
    (Listing(only=Only.MESSAGE), ROW, False),
    (Listing(only=Only.MINE, login="lin"), a_view(message=returned()), True),
    (Listing(only=Only.MINE, login="zhou"), a_view(message=returned()), False),
    (Listing(only=Only.RETURNED), a_view(message=returned()), True),
    (Listing(only=Only.PROMISE_DUE), a_view(promises=(a_promise(0),)), True),
    (Listing(only=Only.PROMISE_DUE), a_view(promises=(a_promise(-1),)), False),
    (Listing(only=Only.REPLY_UNREAD), a_view(replies=(a_reply(),)), True),
    (Listing(only=Only.REPLY_UNREAD), a_view(replies=(a_reply(2),), contacts=(a_contact(1),)), False),
]


@pytest.mark.parametrize(("listing", "view", "wanted"), CHOICES)
def test_a_case_is_wanted_by_everything_that_was_chosen(listing, view, wanted):
    assert matches(view, listing) is wanted


def ids(views):
    return [view.case.customer.code for view in views]


def test_what_calls_for_attention_comes_before_the_old_and_the_large_and_what_rests_last():
    views = [
        a_view("rests", 80, "90000.00", holds=(a_hold(),)),
        a_view("old", 60, contacts=(a_contact(20),)),
        a_view("large", 14, "99000.00"),
        a_view("wrote", 14, "9000.00", replies=(a_reply(),)),
        a_view("promised", 14, "9000.00", promises=(a_promise(0),)),
        a_view("small", 14, "900.00"),
    ]
    assert ids(in_order(views, Sort.PRIORITY, WEIGHTS)) == ["large", "wrote", "promised", "old", "small", "rests"]
    assert ids(in_order(views, Sort.AMOUNT, WEIGHTS))[:2] == ["large", "rests"]
    assert ids(in_order(views, Sort.AGE, WEIGHTS))[:2] == ["rests", "old"]
    assert ids(in_order(views, Sort.PROMISE, WEIGHTS))[0] == "promised"
    assert ids(in_order(views, Sort.REPLY, WEIGHTS))[0] == "wrote"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            EN,
            [
                "18 points: CNY 45,000.00 due",
                "15 points: 30 days past due",
                "25 points: promised for 13 June 2026, not come",
                "35 points: a reply of 16 June 2026 is unread",
                "20 points: the draft was returned",
            ],
        ),
        (
            HANS,
            [
                "18 分：到期应收 CNY 45,000.00",
                "15 分：逾期 30 天",
                "25 分：承诺2026年6月13日付款，尚未到账",
                "35 分：2026年6月16日的回复未读",
                "20 分：草稿被退回",
            ],
        ),
        (
            HANT,
            [
                "18 分：到期應收 CNY 45,000.00",
                "15 分：逾期 30 天",
                "25 分：承諾2026年6月13日付款，尚未入帳",
                "35 分：2026年6月16日的回覆未讀",
                "20 分：草稿被退回",
            ],
        ),
    ],
)
def test_why_a_case_comes_first_is_said_with_its_points(words, why):
    view = a_view(days=30, amount="45000.00", promises=(a_promise(3),), replies=(a_reply(),), message=returned())
    assert [words.reason(reason) for reason in why_first(view)] == why
    assert view.priority.points == 113


def test_the_same_amount_counts_by_the_measure_of_its_currency():
    assert WEIGHTS.of_amount(Money.parse("7000", "USD")) == WEIGHTS.of_amount(Money.parse("50000", "CNY")) == 20
    assert WEIGHTS.of_amount(Money.parse("9", "ISK")) == 20


def test_what_there_is_to_do_is_counted():
    views = [a_view(), a_view(message=returned()), a_view(replies=(a_reply(),)), a_view(promises=(a_promise(0),))]
    assert counts_of(views) == QueueCounts(to_draft=1, returned=1, promises_due=1, replies_unread=1)


def test_a_choice_leaves_the_counts_of_the_whole_list():
    read = read_worklist(a_desk(), Listing(currency="USD"))
    assert (read.page.total, read.counts.to_draft) == (0, 1)


# --- the next step in a sentence ---------------------------------------------
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            EN,
            "third reminder, neutral: 16 days late, last contact 8 days ago, 1 of 4 invoices paid late; phone, because the last"
            " 2 contacts had no answer.",
        ),
        (
            HANS,
            "第三次提醒，语气平和：逾期 16 天，上次联系在 8 天前，已结清 4 张发票中有 1 张逾期付款；用电话联系，因为此前 2 次联系均无回复。",
        ),
        (
            HANT,
            "第三次提醒，語氣平和：逾期 16 天，上次聯絡在 8 天前，已結清 4 張發票中有 1 張逾期付款；以電話聯絡，因為先前 2 次聯絡均無回覆。",
        ),
    ],
)
def test_the_next_step_is_said_in_a_sentence_with_its_reason(words, sentence):
    invoices, payments = all_settled_in_time(3)
    late = an_invoice(90, "LATE", "500.00")
    paid = a_payment("500.00", "LATE", late.due + timedelta(days=3), number="P-LATE")
    case = a_case(an_invoice(16), *invoices, late, payments=(*payments, paid), contacts=(a_contact(12), a_contact(8)))
    assert words.reason(view_of(DESK, case, None).next_step.sentence) == sentence


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-7, "first reminder, friendly: due in 7 days; email."),
        (0, "first reminder, friendly: due today; email."),
        (1, "first reminder, friendly: 1 day late; email."),
    ],
)
def test_before_and_on_the_day_it_says_when_it_is_due(days, sentence):
    assert EN.reason(a_view(days=days).next_step.sentence) == sentence


def test_a_channel_that_the_customer_prefers_is_said_to_be():
    customer = a_customer()
    customer = replace(customer, contact=replace(customer.contact, channel=Channel.SMS))
    step = view_of(DESK, a_case(an_invoice(8), customer=customer), None).next_step
    assert EN.reason(step.sentence) == ("first reminder, neutral: 8 days late; SMS, because the customer prefers it.")


def test_a_broken_promise_is_followed_up_by_its_own_name():
    view = a_view(days=30, promises=(a_promise(5),))
    assert EN.reason(view.next_step.sentence) == "promise follow-up, neutral: 30 days late; email."
