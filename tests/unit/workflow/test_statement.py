"""Making a statement of account from the record."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.entries import EntryKind, Undone
from assistant.domain.language import Language, LocalText, Reason
from assistant.domain.ledger import Allocation, AllocationBasis, Feed, LedgerStamp, Payment
from assistant.domain.money import Money
from assistant.domain.statement import InterestMemo
from assistant.errors import BadInput, NotFound
from assistant.workflow.import_contract import import_contract
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms
from assistant.workflow.statement import keep_statement, state_account
from tests.desk import CREDITOR, a_desk, later, pay
from tests.unit.planning.accounts import NOW, TODAY, a_customer, an_invoice, cny


def stated(desk, **wishes):
    return state_account(desk, "C1", **wishes).statement


def test_the_statement_is_of_today_with_the_payments_of_ninety_days():
    desk = a_desk()
    pay(desk, "2500.00")
    statement = stated(desk)
    assert (statement.as_of, statement.received_from) == (TODAY, TODAY - timedelta(days=90))
    [account] = statement.accounts
    assert (account.total_open, account.overdue) == (cny("7500.00"), cny("7500.00"))
    assert [receipt.number for receipt in account.received] == ["P-2500.00"]
    assert account.bank == CREDITOR.accounts[0]


def test_each_currency_stands_alone():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(5, number="INV-9"), amount=Money.parse("300", "USD")))
    assert [(a.currency, str(a.total_open), a.bank is None) for a in stated(desk).accounts] == [
        ("CNY", "CNY 10,000.00", False),
        ("USD", "USD 300.00", True),
    ]


def test_for_a_day_in_the_past_only_what_was_received_by_then_counts():
    desk = a_desk()
    pay(desk, "2500.00")
    [account] = stated(desk, as_of=TODAY - timedelta(days=1)).accounts
    assert account.total_open == cny("10000.00")
    assert account.received == ()
    assert account.items[0].days_past_due == 19


def test_money_allocated_since_was_loose_on_that_day():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_payment(
            Payment(number="P-1", customer_code="C1", amount=cny("400.00"), received=TODAY - timedelta(days=9))
        )
        tx.save_allocation(
            Allocation(
                id="AL-1",
                customer_code="C1",
                receipt_no="P-1",
                invoice_no="INV-1",
                amount=cny("400.00"),
                made_on=TODAY,
                basis=AllocationBasis.BY_HAND,
            )
        )
    [before], [today] = stated(desk, as_of=TODAY - timedelta(days=1)).accounts, stated(desk).accounts
    assert (before.total_open, before.unmatched_total) == (cny("10000.00"), cny("400.00"))
    assert (today.total_open, today.unmatched_total) == (cny("9600.00"), cny("0.00"))


def test_what_was_undone_is_on_no_statement():
    desk = a_desk()
    pay(desk, "2500.00")
    with desk.record.begin() as tx:
        tx.undo(
            Undone(customer_code="C1", kind=EntryKind.PAYMENT, key="P-2500.00", at=NOW, by="lin", reason="typed twice")
        )
    [account] = stated(desk).accounts
    assert (account.total_open, account.received) == (cny("10000.00"), ())


def test_a_day_to_come_is_refused():
    with pytest.raises(BadInput, match="2026-06-17 is still to come") as refused:
        state_account(a_desk(), "C1", as_of=TODAY + timedelta(days=1))
    assert refused.value.code == "day_to_come"


def test_on_the_first_day_of_the_calendar_nothing_was_owed():
    made = state_account(a_desk(), "C1", as_of=date.min)
    assert (made.statement.received_from, made.statement.accounts) == (date.min, ())


def test_payments_cannot_be_listed_from_after_the_day():
    with pytest.raises(BadInput) as refused:
        state_account(a_desk(), "C1", as_of=date(2026, 6, 1), received_from=date(2026, 6, 2))
    assert refused.value.code == "days_reversed"


def test_an_unknown_customer_has_no_statement():
    with pytest.raises(NotFound):
        state_account(a_desk(), "C2")


def test_a_customer_with_nothing_open_gets_a_statement_that_says_so():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2", name="示例新客户"))
    made = state_account(desk, "C2")
    assert made.statement.nothing_open
    assert made.statement.accounts == ()


def test_a_currency_settled_long_ago_is_left_out():
    desk = a_desk()
    pay(desk, "10000.00")
    assert [a.currency for a in stated(desk).accounts] == ["CNY"]
    assert stated(later(desk, NOW + timedelta(days=91))).accounts == ()


def a_desk_with_terms(rate, law="CN", quote=""):
    """One invoice of CNY 10,000.00, 20 days late, under contract K-1 whose terms are confirmed."""
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(20, contract_no="K-1"))
    given = GivenTerms(contract="K-1", rate=rate, law=law, clause="8.2", quote=quote, customer="C1")
    confirm_terms(desk, "lin", given)
    return desk


def test_interest_stands_beside_the_total_with_its_source_when_it_is_asked_for():
    desk = a_desk_with_terms("日万分之五")
    [plain] = stated(desk).accounts
    made = state_account(desk, "C1", with_interest=True)
    [account] = made.statement.accounts
    assert plain.interest is None
    assert account.interest == InterestMemo(amount=cny("100.00"), basis=(LocalText.same("K-1 8.2"),))
    assert account.total_open == plain.total_open == cny("10000.00")
    assert [warning.code for warning in made.warnings] == ["law_warning", "law_warning"]
    assert {warning.details["article"] for warning in made.warnings} == {"65", "18 (3)"}


def test_interest_by_words_that_a_newer_contract_lacks_brings_a_warning():
    desk = a_desk_with_terms("日万分之五", quote="按日万分之五支付违约金")
    text = "第八条 违约责任\n8.2 买方逾期付款的，按日万分之三支付违约金。\n"
    import_contract(desk, "lin", text, number="K-1", customer_code="C1")
    made = state_account(desk, "C1", with_interest=True)
    assert [warning.code for warning in made.warnings] == ["interest_words_gone", "law_warning", "law_warning"]


def test_interest_of_a_day_in_the_past_runs_up_to_that_day():
    [account] = stated(a_desk_with_terms("日万分之五"), with_interest=True, as_of=TODAY - timedelta(days=10)).accounts
    assert account.interest.amount == cny("50.00")


def test_interest_by_law_names_its_article_in_the_readers_language():
    desk = a_desk_with_terms("none")
    for question in ("creditor_sme", "debtor_in_scope", "sme_told"):
        answer_question(desk, "lin", "C1", "cn.sme-late-interest", question, answer=True)
    [account] = stated(desk, with_interest=True).accounts
    assert account.interest.amount == cny("100.00")
    assert [basis.zh_hans for basis in account.interest.basis] == [
        "《保障中小企业款项支付条例》（国务院令第802号） 3, 17"
    ]


def test_interest_that_nobody_confirmed_is_left_out_and_said():
    made = state_account(a_desk(), "C1", with_interest=True)
    assert made.statement.accounts[0].interest is None
    assert made.warnings == (Reason.of("interest_partly_claimed", currency="CNY", count=1),)


def test_interest_that_is_no_one_sum_is_left_out_and_said():
    made = state_account(a_desk_with_terms("LPR的1.5倍"), "C1", with_interest=True)
    assert made.statement.accounts[0].interest is None
    assert made.warnings == (Reason.of("interest_not_one_sum", case="C1-CNY"),)


# what its reader should know
def test_fresh_and_whole_data_bring_no_warning():
    assert state_account(a_desk(), "C1").warnings == ()


def test_old_data_are_told():
    desk = a_desk()
    old = LedgerStamp(as_of=NOW - timedelta(days=9), source="bank.csv", feed=Feed.PAYMENTS)
    with desk.record.begin() as tx:
        tx.save_stamp(old)
    hours = desk.policy.stale_after_hours[Feed.PAYMENTS]
    assert state_account(desk, "C1").warnings == (
        Reason.of("stale_data", feed=Feed.PAYMENTS, as_of=old.as_of, hours=hours),
    )


def test_rows_of_this_customer_that_were_refused_are_told():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_stamp(LedgerStamp(as_of=NOW, source="july.csv", refused=2, refused_customers=("C1",)))
    assert state_account(desk, "C1").warnings == (Reason.of("rows_refused", feed=Feed.INVOICES, file="july.csv"),)


def test_a_sum_of_payments_whose_days_the_ledger_does_not_tell_is_told():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_payment(
            Payment(number="paid:INV-1", customer_code="C1", amount=cny("900.00"), received=TODAY, invoice_no="INV-1")
        )
    made = state_account(desk, "C1", as_of=TODAY - timedelta(days=3))
    assert made.statement.accounts[0].total_open == cny("10000.00")
    assert made.warnings == (Reason.of("paid_day_unknown", invoice="INV-1", amount=cny("900.00")),)
    assert state_account(desk, "C1").warnings == ()


# keeping it
def keep(desk, store):
    return keep_statement(
        desk, "lin", stated(desk), form="csv", language=Language.ZH_HANS, content=b"whole", store=store
    )


def test_a_statement_that_becomes_a_file_is_in_the_audit_log_with_its_digest():
    desk, written = a_desk(), []
    digest = keep(desk, written.append)
    with desk.record.read() as tx:
        [entry] = tx.audit_entries()
    assert (written, digest) == ([b"whole"], hashlib.sha256(b"whole").hexdigest())
    assert (entry.actor, entry.event, entry.subject) == ("lin", "statement_made", "C1")
    assert entry.body == {"as_of": "2026-06-16", "form": "csv", "language": "zh-Hans", "digest": digest}


def test_a_file_that_cannot_be_written_is_in_no_log():
    def full(content):
        raise BadInput("file_exists", "there already", path="x")

    desk = a_desk()
    with pytest.raises(BadInput):
        keep(desk, full)
    with desk.record.read() as tx:
        assert list(tx.audit_entries()) == []
