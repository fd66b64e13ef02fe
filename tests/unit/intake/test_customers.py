"""What a list of customers says, what may be assumed, and how it goes onto what is stored."""

from dataclasses import replace

import pytest

from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.domain.parties import Contact, Customer, Formality, Standing
from assistant.intake import read_ledger
from assistant.intake.agreed_customers import agreed_customers
from assistant.intake.reading import Options, Outcome
from tests.unit.intake.sheets import table

FULL = (
    "客户编号,客户名称,联系人,称呼,邮箱,电话,语言,地区,时区,合作起始年份,客户等级\n"
    "CN01,澜州望舒照明有限公司,王映月,王经理,finance@wangshu.example,+86 0000-0000-2001,"
    "简体中文,中国,Asia/Shanghai,2016年,重点客户"
)


def the_customer(text: str, **options: object) -> Customer:
    reading = read_ledger([table(text)], Options(**options))
    assert reading.rejected == ()
    (read,) = agreed_customers(reading.rows).values()
    return read.customer


def test_a_list_of_customers_is_read_with_every_column():
    assert the_customer(FULL) == Customer(
        code="CN01",
        name="澜州望舒照明有限公司",
        contact=Contact(
            name="王映月", salutation="王经理", email="finance@wangshu.example", phone="+86 0000-0000-2001"
        ),
        language=Language.ZH_HANS,
        region="CN",
        timezone="Asia/Shanghai",
        standing=Standing.KEY,
        since=2016,
    )


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("preferred channel,formality,position,postal address", "Letter,Formal,Finance Manager,8 Bay Road"),
        ("首选联系方式,行文方式,职位,邮寄地址", "信函,正式,Finance Manager,8 Bay Road"),
        ("首選聯絡方式,行文風格,職位,郵寄地址", "郵寄,敬語,Finance Manager,8 Bay Road"),
    ],
)
def test_preferences_are_understood_in_three_languages(head, row):
    contact = the_customer(f"customer_code,customer_name,{head}\nC1,云岭公司,{row}").contact
    assert (contact.channel, contact.formality) == (Channel.LETTER, Formality.FORMAL)
    assert (contact.position, contact.address) == ("Finance Manager", "8 Bay Road")


def test_of_several_addresses_the_first_counts():
    text = "customer_code,customer_name,address,mailing address\nC1,云岭公司,8 Bay Road,PO Box 9"
    assert the_customer(text).contact.address == "8 Bay Road"


def test_an_import_without_preferences_leaves_those_that_are_stored():
    stored = the_customer("customer_code,customer_name,preferred channel,formality\nC1,云岭公司,phone,plain")
    reading = read_ledger([table("customer_code,customer_name,contact\nC1,云岭公司,王小明")], Options())
    (read,) = agreed_customers(reading.rows).values()
    assert read.onto(stored) == replace(stored, contact=replace(stored.contact, name="王小明"))


@pytest.mark.parametrize(
    ("row", "language", "region", "timezone"),
    [
        ("T1,禾陞國際企業有限公司,+886 2 0000 0000", Language.ZH_HANT, "TW", "Asia/Taipei"),
        ("H1,隼灣貿易有限公司,+852 0000 0002", Language.ZH_HANT, "HK", "Asia/Hong_Kong"),
        ("S1,Saltmarsh Lighting Pte. Ltd.,+65 0000 0003", Language.EN, "SG", "Asia/Singapore"),
        ("M1,山川公司,+886 2 0000 0001", Language.ZH_HANT, "TW", "Asia/Taipei"),
    ],
)
def test_language_region_and_zone_follow_from_name_and_telephone(row, language, region, timezone):
    found = the_customer(f"customer_code,customer_name,phone\n{row}")
    assert (found.language, found.region, found.timezone) == (language, region, timezone)


def test_an_assumed_region_is_remarked_on():
    reading = read_ledger([table("customer_code,customer_name\nX1,Fennel & Rook")], Options(home_region="SG"))
    assert [row.customer.customer.region for row in reading.rows if row.customer] == ["SG"]
    assert [remark.reason.code for remark in reading.remarks] == ["region_assumed"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("language", "中文", "unknown_language"),
        ("region", "Atlantis", "unknown_region"),
        ("region", "ZZ", "missing_timezone"),
        ("timezone", "Asia/Nowhere", "unknown_timezone"),
        ("customer_since", "long ago", "not_a_year"),
        ("standing", "whale", "unknown_standing"),
        ("email", "not an address", "bad_email"),
        ("preferred_channel", "pigeon", "unknown_channel"),
        ("formality", "rude", "unknown_formality"),
    ],
)
def test_values_that_make_no_sense_refuse_the_row(column, value, reason):
    reading = read_ledger([table(f"customer_code,customer_name,{column}\nC1,云岭,{value}")])
    assert reading.outcome is Outcome.REFUSED
    assert [row.reason.code for row in reading.rejected] == [reason]


def test_a_customer_without_a_name_is_refused_in_a_list_of_customers():
    reading = read_ledger([table("customer_code,customer_name\nC1,")])
    assert [row.reason.code for row in reading.rejected] == ["missing_value"]


def test_what_a_ledger_does_not_say_stays_as_it_is_stored():
    stored = replace(the_customer(FULL), language=Language.EN, region="SG", timezone="Asia/Singapore")
    (row,) = read_ledger(
        [table("customer_code,customer_name,email\nCN01,澜州望舒照明有限公司,new@wangshu.example")]
    ).rows
    read = row.customer
    assert read is not None
    assert read.onto(stored) == replace(stored, contact=replace(stored.contact, email="new@wangshu.example"))
    assert read.onto(None) == read.customer
