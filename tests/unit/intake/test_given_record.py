"""A record given as JSON becomes grounds, key by key, or is refused by the key that is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.brief import SourceKind, Topic
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.given_record import grounds_from_record

RECORD = {
    "seller": "启明岛精工有限公司",
    "customer": "澜州望舒照明有限公司",
    "contact": "周明",
    "contact_email": "zhou@wangshu.example",
    "currency": "CNY",
    "as_of": "2025-03-14",
    "invoices": [{"no": "FP-1", "amount": "48200.00", "issued": "2025-01-10", "due": "2025-02-09", "paid": "200.00"}],
    "contract": "HT-77 第8条：逾期按日万分之五计收违约金",
    "promises": [{"date": "2025-03-05", "amount": "20000", "by": "2025-03-12"}],
    "calls": [{"date": "2025-03-10", "result": "未接通"}],
    "authority": {
        "max_discount_pct": 0,
        "may_waive_late_fee": False,
        "max_extension_days": 7,
        "may_offer_instalments": True,
        "max_instalments": 2,
    },
    "lawsuit_filed": False,
    "legal_notice_authorised": True,
    "bank": "启明岛商业银行 账号 6200 0000 0000 0001",
}


def test_the_record_becomes_numbered_facts():
    grounds, language = grounds_from_record(RECORD)
    assert language is Language.ZH_HANS
    assert {fact.source.kind for fact in grounds.facts} == {SourceKind.GIVEN}
    assert [fact.id for fact in grounds.facts][:3] == ["F1", "F2", "F3"]
    assert {fact.role: fact.value for fact in grounds.facts} == {
        "customer_name": "澜州望舒照明有限公司",
        "contact_name": "周明",
        "contact_email": "zhou@wangshu.example",
        "creditor_name": "启明岛精工有限公司",
        "invoice_no": "FP-1",
        "invoice_amount": Money(4_820_000, "CNY"),
        "open_balance": Money(4_800_000, "CNY"),
        "issue_date": date(2025, 1, 10),
        "due_date": date(2025, 2, 9),
        "days_late": 33,
        "paid_so_far": Money(20_000, "CNY"),
        "total_open": Money(4_800_000, "CNY"),
        "invoice_count": 1,
        "as_of": date(2025, 3, 14),
        "contract_no": "HT-77",
        "clause": "第8条",
        "contract_words": "HT-77 第8条：逾期按日万分之五计收违约金",
        "promise_made_on": date(2025, 3, 5),
        "promise_amount": Money(2_000_000, "CNY"),
        "promise_due": date(2025, 3, 12),
        "last_contact": date(2025, 3, 10),
        "call_result": "未接通",
        "bank": "启明岛商业银行",
        "account_no": "6200 0000 0000 0001",
    }


@pytest.mark.parametrize(
    ("line", "bank", "account"),
    [
        ("Prairie Bank routing 000000000 account 0001 7755", "Prairie Bank routing 000000000", "0001 7755"),
        ("Wattle Bank BSB 000-0000, Account No. 1234 5678", "Wattle Bank BSB 000-0000", "1234 5678"),
        ("Tideway Bank 20-11-44 0001 7755", "Tideway Bank", "20-11-44 0001 7755"),
        ("維港商業銀行 戶口 6200 0000 0003", "維港商業銀行", "6200 0000 0003"),
        ("Harbour Bank, details on request", "Harbour Bank, details on request", None),
    ],
)
def test_the_number_that_is_called_an_accounts_is_the_account(line, bank, account):
    grounds = grounds_from_record({**RECORD, "bank": line})[0]
    assert (grounds.value("bank"), grounds.value("account_no")) == (bank, account)


def test_the_contract_line_becomes_an_excerpt_with_its_place():
    (excerpt,) = grounds_from_record(RECORD)[0].excerpts
    assert (excerpt.contract_no, excerpt.clause, excerpt.topic) == ("HT-77", "第8条", Topic.LATE_INTEREST)
    assert excerpt.quote == "逾期按日万分之五计收违约金"
    assert RECORD["contract"][excerpt.start : excerpt.end] == "第8条：逾期按日万分之五计收违约金"


def test_authority_and_legal_state_are_taken_over():
    grounds, _ = grounds_from_record(RECORD)
    assert (grounds.authority.max_extension_days, grounds.authority.max_instalments) == (7, 2)
    assert grounds.authority.max_discount_pct == Decimal(0)
    assert (grounds.legal_notice_authorised, grounds.lawsuit_filed) == (True, False)


def test_instalments_are_not_allowed_unless_the_record_says_so():
    grounds, _ = grounds_from_record({**RECORD, "authority": {"max_instalments": 4}})
    assert grounds.authority.may_offer_instalments is False


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"as_of": None}, "as_of"),
        ({"currency": ""}, "currency"),
        ({"colour": "red"}, "colour"),
        ({"invoices": [{"no": "FP-1", "amount": "1", "due": "2025-02-30"}]}, "invoices.0.due"),
        ({"invoices": [{"no": "FP-1", "amount": "1", "due": "2025-02-09", "vat": "6"}]}, "vat"),
        ({"authority": {"max_discount": 5}}, "max_discount"),
        ({"invoices": [{"no": "FP-1", "amount": "a lot", "due": "2025-02-09"}]}, "a lot"),
        ({"currency": "XYZ"}, "XYZ"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(change, named):
    with pytest.raises(BadInput, match=named):
        grounds_from_record({**RECORD, **change})


def test_amounts_may_be_numbers():
    invoices = [{"no": "A-1", "amount": 48200.5, "due": "2025-02-09"}]
    grounds, _ = grounds_from_record({"as_of": "2025-03-14", "currency": "CNY", "invoices": invoices})
    assert grounds.value("open_balance") == Money(4_820_050, "CNY")


@pytest.mark.parametrize(
    ("customer", "language"),
    [("曙澄精密股份有限公司（臺灣貿易）", Language.ZH_HANT), ("Saltmarsh Lighting Pte. Ltd.", Language.EN)],
)
def test_the_language_follows_the_customers_name(customer, language):
    record = {"as_of": "2025-03-14", "currency": "USD", "customer": customer}
    assert grounds_from_record(record)[1] is language
