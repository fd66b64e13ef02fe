"""A day that is named for something else is none of payment, and what they would get for paying is only a question."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.money import Money
from assistant.domain.reading import ProposalKind, Sign
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow
from assistant.negotiation.asked import asked_of

MONDAY = date(2026, 11, 16)


def heard(text, currency="GBP"):
    total = OpenTotal(amount=Decimal(210_000), currency=currency)
    return read_bargain(text, MONDAY, LedgerNow(invoice_nos=("FP-1",), total=total))


def asked(text, currency="GBP"):
    return asked_of(heard(text, currency), Money(210_000_00, currency), MONDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Bear with us, it's month end here.",
        "We're in the middle of our year end.",
        "總經理週四才回國用印，日期要等他簽完才能跟您確認。",
        "會計這兩天請假，等她回來。",
        "I hope to have news for you on Friday.",
        "We'll see what we can do by Friday.",
        "Call me on Wednesday.",
        "When exactly was this due? I have 30 November in my calendar.",
        "Not sure we'll manage Friday.",
        "12月4号我们有一笔回款。",
        "周五恐怕不行。",
        "周三给我打电话。",
        "到期日不是11月30号吗？",
        "不确定周五能不能到账。",
        "老闆下週三才回國。",
        "我哋老細去咗日本，星期四返。",
        "星期五覆你。",
        "請您週三來電。",
    ],
)
def test_a_day_on_which_somebody_is_busy_or_away_is_none_of_payment(text):
    found = asked(text, "TWD")
    assert found is None or (found.until, found.promised_on, found.extension_days) == (None, None, None)


def test_the_rest_that_is_to_be_talked_about_has_no_day():
    found = asked("查過了，是我搞錯，只排了6萬，週五匯；剩下的月底前後再說。", "TWD")
    assert found.until is None
    assert (found.promised, found.promised_on) == (Money(60_000_00, "TWD"), date(2026, 11, 20))


@pytest.mark.parametrize("text", ["这周付的话，有什么优惠？", "如果我哋今個星期找數，有冇折？"])
def test_who_asks_what_they_would_get_asks_for_a_discount_and_names_no_day(text):
    found = asked(text, "CNY")
    assert (found.kinds, found.until, found.promised_on) == (("discount",), None, None)


def test_a_time_to_pay_in_is_no_number_of_payments():
    found = asked("Then we can pay in two weeks.")
    assert (found.kinds, found.instalments, found.until) == (("extension",), None, date(2026, 11, 30))


def test_the_day_behind_a_feast_is_the_one_that_is_meant():
    found = asked("Realistically: half before Christmas, on 18 December, and the other half by 15 January.")
    assert (found.kinds, found.instalments, found.until) == (("part_now",), None, date(2027, 1, 15))


def test_paid_by_a_day_to_come_is_not_paid():
    assert Sign.ALREADY_PAID not in heard("Could we settle for 90%? Paid this Friday.").reading.signs
    assert Sign.ALREADY_PAID in heard("It was paid this Monday.").reading.signs


@pytest.mark.parametrize("text", ["OK deal, 205,800 on Friday.", "Fine, it's a deal."])
def test_a_yes_behind_another_word_is_one(text):
    assert heard(text).accepts is not None


def test_an_invoice_that_is_in_order_is_no_yes_to_an_offer():
    text = "CN11-701那批阀门漏水，验收没过，这张我们不能付；CN11-702没问题。"
    assert heard(text, "CNY").accepts is None
    assert heard("11月20号没问题。", "CNY").accepts is not None


def test_a_bit_longer_is_asked_for_without_a_day():
    assert ProposalKind.EXTENSION in heard("We need a bit longer on this one.").reading.proposal.kinds


def test_a_day_that_is_refused_is_not_taken_for_the_one_that_is_offered():
    assert asked("Can't do Friday. Tuesday the 24th?").until == date(2026, 11, 24)


def test_what_is_taken_off_is_not_what_is_paid():
    assert asked("We'd pay tomorrow for 3% off.").discount_pct == 3


def test_a_sum_that_ends_it_is_less_than_all_of_it():
    found = asked("Take 57k and we're done.")
    assert (found.kinds, found.first_payment) == (("discount",), Money(57_000_00, "GBP"))


@pytest.mark.parametrize("text", ["You've got yourself a deal.", "Go on then.", "行，听您的。", "老板那边没问题了。"])
def test_a_yes_in_few_words_is_one(text):
    assert heard(text).accepts is not None


@pytest.mark.parametrize("text", ["What's in it for us if we pay you this week?", "Any discount if we pay this week?"])
def test_another_way_to_pay_is_not_heard_where_no_word_names_one(text):
    found = asked(text)
    assert (found.kinds, found.until) == (("discount",), None)


def test_who_is_away_until_a_day_asks_for_nothing():
    assert asked("The director is on holiday until 1 December.") is None


def test_who_asks_to_wait_until_somebody_is_back_asks_for_time():
    assert asked("Can you wait until 1 December, when our director is back from holiday?").until == date(2026, 12, 1)


def test_so_many_pence_in_the_pound_is_a_discount_also_with_a_day():
    found = asked("I could do 95 pence in the pound, this Friday.")
    assert (found.kinds, found.discount_pct, found.until) == (("discount",), 5, date(2026, 11, 20))
