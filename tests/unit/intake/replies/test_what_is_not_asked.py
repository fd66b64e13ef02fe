"""What customers do not say is not put in their mouths: a denial, another supplier's terms, a number they refuse."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.commitments import Cause
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.days import find_days
from assistant.intake.replies.folding import fold
from assistant.intake.replies.given import LedgerNow

MONDAY = date(2026, 11, 23)
TWO = (("DH-501", Decimal(64000)), ("DH-517", Decimal(39500)))


def heard(text, each=(("YT-26", Decimal(90000)),)):
    total = OpenTotal(amount=sum((amount for _, amount in each), Decimal(0)), currency="CNY")
    return read_bargain(text, MONDAY, LedgerNow(invoice_nos=tuple(no for no, _ in each), total=total, open_by_no=each))


def kinds(text):
    proposal = heard(text).reading.proposal
    return [kind.value for kind in proposal.kinds] if proposal else []


def causes(text):
    return [each.cause.value for each in heard(text).reading.causes]


def dates(text):
    return [str(each.day) for each in find_days(fold(text), MONDAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("核对过了，金额没错，月底付", []),
        ("单价没有错，下周安排", []),
        ("金额错了，你们查一下", ["our_error"]),
        ("发票抬头没错，可是税率错了", ["our_error"]),
    ],
)
def test_a_figure_that_is_right_is_no_error_of_ours(text, expected):
    assert causes(text) == expected


def test_a_reason_less_likely_than_not_is_no_reason_and_contests_nothing():
    reading = heard("那就12月7日付清，不分期了。").reading
    assert (reading.causes, reading.dispute) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        "那就12月7日付清，不分期了",
        "不用分期，12月7日一次付清",
        "分期就算了，12月7号一把付",
        "不需要分期了，12月7号全付",
    ],
)
def test_who_no_longer_wants_instalments_pays_at_once(text):
    said = heard(text).reading
    assert said.promise.day == date(2026, 12, 7)
    assert "instalments" not in kinds(text)


@pytest.mark.parametrize("text", ["能不能不要一次付，分三期", "分期可以吗，三期", "那就分期吧，三个月"])
def test_who_wants_them_still_does(text):
    assert kinds(text) == ["instalments"]


@pytest.mark.parametrize(
    "text",
    [
        "隔壁家报价比你们便宜一成，账期还给60天",
        "别家都给我们90天账期",
        "人家供应商都打九五折",
        "其他厂家的账期比你们长，都是90天",
    ],
)
def test_the_terms_of_another_supplier_are_not_asked_of_us(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "off"),
    [("同行报价便宜5个点，你们也便宜5个点吧", 5), ("能不能便宜一成", 10), ("降两成行不行", 20), ("付八成行不行", 20)],
)
def test_less_that_is_asked_of_us_is_as_much_as_they_say(text, off):
    assert heard(text).reading.proposal.discount_pct == off


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("十期太长的话，12月起每月15号付一万五，六个月，你们看呢", 6),
        ("六期太久了，我们四期付清", 4),
        ("分六期吧，四期我们做不到", 6),
    ],
)
def test_a_number_of_payments_that_they_refuse_is_not_theirs(text, count):
    said = heard(text)
    assert (said.reading.proposal.instalments, said.undecided) == (count, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下周三回公司马上安排", ["2026-12-02", "2026-12-02"]),
        ("12月2号回来就立刻转", ["2026-12-02", "2026-12-02"]),
        ("这周五上班，马上给您付", ["2026-11-27", "2026-11-27"]),
        ("周五开会，马上付", ["2026-11-27", "2026-11-23"]),
        ("老板下周三回来，签完当天就能付", ["2026-12-02", "2026-11-23"]),
    ],
)
def test_at_once_is_the_day_on_which_they_are_back(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下周一定给", ["2026-12-04"]),
        ("下周一一定给", ["2026-11-30"]),
        ("4.10号付", ["2027-04-10"]),
        ("12.5先给一笔", ["2026-12-05"]),
        ("先给12.5再说", []),
    ],
)
def test_days_that_run_into_the_next_word_or_have_a_point(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DH-501没问题，30号付。DH-517有两托受潮，这张处理完再说。", "DH-517"),
        ("501这张30号付。517有两托受潮，处理好再付。", "DH-517"),
        ("DH-517没问题。DH-501破损了十箱，这张先不付。", "DH-501"),
    ],
)
def test_the_invoice_that_is_contested_is_the_one_named_beside_it(text, number):
    dispute = heard(text, TWO).reading.dispute
    assert (dispute.invoice_no, dispute.evidence.certainty) == (number, 0.9)


@pytest.mark.parametrize("text", ["账上一分钱都没有", "我能拿出的就一万", "手里真没钱了", "能凑出来的也就两万"])
def test_empty_pockets_are_a_matter_of_cash(text):
    assert causes(text)[:1] == ["cash_flow"]


@pytest.mark.parametrize("text", ["医院回款要180天，我们也没办法", "平台结款要90天，钱都压着"])
def test_how_long_their_own_customers_take_is_no_time_asked_of_us(text):
    assert (kinds(text), causes(text)) == ([], ["cash_flow"])


@pytest.mark.parametrize(
    ("text", "day"), [("本周内付清做不到，最快12月2号全付", 2), ("12月2号全付，再早给不出做不到", 2)]
)
def test_a_day_that_they_cannot_keep_is_not_promised(text, day):
    assert heard(text).reading.promise.day == date(2026, 12, day)


@pytest.mark.parametrize("text", ["中。", "成", "妥了", "好的好的，就这么办"])
def test_one_word_is_a_yes_where_it_says_nothing_else(text):
    assert heard(text).accepts


@pytest.mark.parametrize("text", ["中午再说", "不中", "行情不好", "好难啊"])
def test_other_words_that_begin_like_it_are_none(text):
    assert not heard(text).accepts


def test_putting_the_rest_off_is_no_refusal():
    assert "unwilling" not in causes("腊月二十八之前给你们付八万，剩下的正月十五以后再说")


@pytest.mark.parametrize(
    ("text", "waives"),
    [("全款12月8号，但是滞纳金不要再算了", True), ("利息别再收了，月底付", True), ("滞纳金要不要再算一下", False)],
)
def test_late_interest_is_waived_where_they_ask_for_it(text, waives):
    proposal = heard(text).reading.proposal
    assert bool(proposal and proposal.waive_interest) is waives


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("不是没钱，是领导还没批", {Cause.CASH_FLOW}),
        ("不是资金紧张，是你们货有质量问题", {Cause.CASH_FLOW}),
        ("就是没钱", set()),
        ("领导批了，不是没批", set()),
    ],
)
def test_a_reason_that_they_say_it_is_not_is_denied(text, denied):
    assert heard(text).denies == denied
