from decimal import Decimal

import pytest

from assistant.domain.late_terms import Per, Rate
from assistant.errors import BadInput
from assistant.law import read_rate


def rate(percent: str, per: Per, days: int = 365) -> Rate:
    return Rate(percent=Decimal(percent), per=per, days_in_year=days)


def moving(series: str, factor: str = "1", margin: str = "0", days: int = 365) -> Rate:
    return Rate(reference=series, factor=Decimal(factor), margin=Decimal(margin), days_in_year=days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.05% per day", rate("0.05", Per.DAY)),
        ("日万分之五", rate("0.05", Per.DAY)),
        ("日萬分之五", rate("0.05", Per.DAY)),
        ("每日0.05%", rate("0.05", Per.DAY)),
        ("每日０．０５％", rate("0.05", Per.DAY)),
        ("日利率万分之5", rate("0.05", Per.DAY)),
        ("0.5‰ per day", rate("0.05", Per.DAY)),
        ("千分之一点五每天", rate("0.15", Per.DAY)),
        ("0.05%/日", rate("0.05", Per.DAY)),
        ("1.5% per month", rate("1.5", Per.MONTH)),
        ("1.5% monthly", rate("1.5", Per.MONTH)),
        ("月息1.5%", rate("1.5", Per.MONTH)),
        ("月利率百分之一", rate("1", Per.MONTH)),
        ("1% per month (30-day months)", rate("1", Per.MONTH, 360)),
        ("月息1.5%（每月按30天计）", rate("1.5", Per.MONTH, 360)),
        ("12% p.a.", rate("12", Per.YEAR)),
        ("12 % per annum", rate("12", Per.YEAR)),
        ("年利率12%", rate("12", Per.YEAR)),
        ("年息百分之十二", rate("12", Per.YEAR)),
        ("annual rate of 18 per cent", rate("18", Per.YEAR)),
        ("年利率12%（按360天计）", rate("12", Per.YEAR, 360)),
        ("12% p.a. on a 360-day year", rate("12", Per.YEAR, 360)),
        ("百分之一百二十每年", rate("120", Per.YEAR)),
    ],
)
def test_a_fixed_rate_is_read_as_people_write_it(text, expected):
    assert read_rate(text).rate == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LPR x 1.5", moving("LPR_1Y", "1.5")),
        ("LPR的1.5倍", moving("LPR_1Y", "1.5")),
        ("LPR 的 1.5 倍", moving("LPR_1Y", "1.5")),
        ("1.5 × LPR", moving("LPR_1Y", "1.5")),
        ("一年期LPR四倍", moving("LPR_1Y", "4")),
        ("按全国银行间同业拆借中心公布的一年期贷款市场报价利率（LPR）的1.5倍计算", moving("LPR_1Y", "1.5")),
        ("LPR加2个百分点", moving("LPR_1Y", "1", "2")),
        ("LPR + 2 percentage points", moving("LPR_1Y", "1", "2")),
        ("LPR+200bp", moving("LPR_1Y", "1", "2")),
        ("LPR", moving("LPR_1Y")),
        ("ECB + 8", moving("ECB_REFERENCE", "1", "8")),
        ("歐洲央行參考利率加8個百分點", moving("ECB_REFERENCE", "1", "8")),
        ("8 percentage points above the ECB reference rate", moving("ECB_REFERENCE", "1", "8")),
        ("base + 8%", moving("BOE_BASE", "1", "8")),
        ("Bank Rate + 8% p.a.", moving("BOE_BASE", "1", "8")),
        ("4% per annum above the base rate of the Bank of England", moving("BOE_BASE", "1", "4")),
        ("ECB + 8 (act/360)", moving("ECB_REFERENCE", "1", "8", 360)),
    ],
)
def test_a_moving_rate_is_read_as_people_write_it(text, expected):
    read = read_rate(text)
    assert (read.rate, read.notes) == (expected, ())


@pytest.mark.parametrize("text", ["LPR+50%", "LPR加计50%", "一年期LPR上浮百分之五十", "LPR plus 50%"])
def test_fifty_per_cent_on_the_lpr_is_half_of_it_again_and_that_is_said(text):
    read = read_rate(text)
    assert read.rate == moving("LPR_1Y", "1.5")
    assert [(note.code, note.details["factor"]) for note in read.notes] == [("rate_read_as_factor", Decimal("1.5"))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("逾期付款每日按未付金额的千分之一", rate("0.1", Per.DAY)),
        ("每逾期一日，应按照逾期未付款项金额的万分之五支付违约金。", rate("0.05", Per.DAY)),
        ("甲方逾期付款的，自付款到期日的次日起，按日万分之五（0.05%）支付逾期付款违约金", rate("0.05", Per.DAY)),
        ("自2026年6月30日起按日万分之五", rate("0.05", Per.DAY)),
        ("買方逾付款到期日未付者，應就未付價金，按年息5%給付遲延利息。", rate("5", Per.YEAR)),
        ("任何逾期款項須按月息1%支付利息，由到期日翌日起計", rate("1", Per.MONTH)),
        ("Past due amounts accrue interest at 1% per month from the due date.", rate("1", Per.MONTH)),
        ("自2026年6月30日起按一年期LPR的1.5倍计息", moving("LPR_1Y", "1.5")),
    ],
)
def test_the_rate_within_a_sentence_is_found(sentence, expected):
    assert read_rate(sentence).rate == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "rate_unread"),
        ("bank rate as usual, plus costs", "rate_unread"),
        ("同期银行贷款利率", "rate_unread"),
        ("五年期LPR的1.5倍", "rate_unread"),
        ("4% above the base rate of Barclays Bank plc", "rate_unread"),
        ("LPR下浮10%", "rate_unread"),
        ("LPR x 1.5 less 1%", "rate_unread"),
        ("-5% p.a.", "rate_unread"),
        ("十百千% p.a.", "rate_unread"),
        ("12%", "rate_without_period"),
        ("万分之五", "rate_without_period"),
        ("逾期30日以内按日万分之三，超过30日按日万分之五", "rate_ambiguous"),
        ("每逾期一日按未付金额的千分之一支付违约金，累计不超过合同总额的5%", "rate_ambiguous"),
        ("12% p.a. or 1% per month", "rate_ambiguous"),
        ("一年期LPR加计30%-50%", "rate_is_range"),
        ("LPR x 1.3-1.5", "rate_is_range"),
        ("LPR的1.3至1.5倍", "rate_is_range"),
        ("LPR + 2%", "rate_two_readings"),
        ("LPR+2", "rate_two_readings"),
        ("日50%", "rate_unlikely"),
        ("0% p.a.", "rate_unlikely"),
        ("LPR x 15", "rate_unlikely"),
        ("ECB + 800 percentage points", "rate_unlikely"),
        ("百分之十一十每年", "numeral_unread"),
    ],
)
def test_what_is_not_one_rate_is_refused_and_never_guessed(text, code):
    with pytest.raises(BadInput) as raised:
        read_rate(text)
    assert raised.value.code == code


def test_what_cannot_be_read_is_answered_with_the_forms():
    with pytest.raises(BadInput, match=r"0\.05% per day, 日万分之五, 1\.5% per month"):
        read_rate("a fair rate")
