"""One case in full, as `tactful cases show` prints it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from assistant.cli.case_page import case_lines
from assistant.domain.brief import Refusal
from assistant.domain.case import open_case
from assistant.domain.commitments import Hold, HoldReason, Instalment, PaymentPlan, Promise
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.language import Language, Reason
from assistant.domain.ledger import Feed, LedgerStamp
from assistant.wording import Wording
from assistant.workflow.case_view import view_of
from tests.desk import a_desk
from tests.statements import DAY, an_account, money

NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
PROMISE = Promise(
    id="PR-1",
    customer_code="C1",
    amount=money("20000.00"),
    made_on=date(2026, 6, 10),
    due=date(2026, 6, 26),
    quote="26 号前\x1b[31m付",
    source="R-1",
)
PLAN = PaymentPlan(
    id="PL-1",
    customer_code="C1",
    agreed_on=date(2026, 6, 1),
    instalments=(
        Instalment(due=date(2026, 6, 30), amount=money("100.00")),
        Instalment(due=date(2026, 7, 31), amount=money("50.00")),
    ),
    invoice_nos=("INV-3",),
)
DESK = a_desk()
UNDONE = Undone(customer_code="C1", kind=EntryKind.PAYMENT, key="RC-7", at=NOW, by="lin", reason="twice")
FRESH = LedgerStamp(as_of=NOW, source="july.csv", feed=Feed.PAYMENTS, refused=2, refused_customers=("C9",))


def a_hold(number, **changes):
    hold = Hold(
        id=f"H-{number}",
        customer_code="C1",
        reason=HoldReason.OUR_ERROR,
        note="",
        since=date(2026, 6, 8),
        currency="CNY",
    )
    return replace(hold, **changes)


def a_view(account=None):
    account = account or an_account(
        promises=(PROMISE,),
        plans=(PLAN,),
        holds=(
            a_hold(1),
            a_hold(2, until=date(2026, 6, 20), note="looking for the payment"),
            a_hold(3, until=date(2026, 6, 9)),
        ),
        undone=(UNDONE,),
        stamps=(FRESH,),
    )
    case = open_case(account, now=NOW, today=DAY)
    return replace(view_of(DESK, case, None), next_step=Refusal(case_id=case.id, reason=Reason.of("nothing_open")))


def shown(language=Language.EN, view=None):
    return "\n".join(case_lines(view or a_view(), Wording.of(language)))


def test_everything_that_bears_on_a_case_is_shown_with_it():
    assert (
        shown()
        == """\
C1-CNY · 示例客户有限公司 · CNY 126,800.00
  invoices: never imported
  payments: as of 16 June 2026, 08:30 (UTC+00:00) (july.csv)
  payments: rows of that file that were refused: 2
  invoice number  invoice amount  received so far  credited  open balance  due date       days past due
  INV-1               100,000.00        42,000.00  1,200.00     56,800.00  31 March 2026            +77
    delivery: delivered in full · 3 March 2026 · DN-118
    acceptance: accepted · 3 March 2026 · AC-7
  INV-2                20,000.00             0.00      0.00     20,000.00  20 May 2026              +27
    disputed part: CNY 5,000.00
  INV-3                50,000.00             0.00      0.00     50,000.00  1 July 2026              -15
    may be held back: CNY 2,500.00 up to 1 June 2027
    project status: phase 2 of 3 · 3 March 2026
  not past due CNY 50,000.00 | 1–30 days CNY 20,000.00 | 61–90 days CNY 56,800.00
  not yet matched to an invoice: CNY 1,300.00
    paid beyond the invoice INV-0 (INV-0), 2 February 2026: CNY 100.00
    payment RC-2, 4 May 2026: CNY 1,000.00
    refund RC-3, 5 May 2026: CNY -500.00
    credit note CN-2, 6 May 2026: CNY 700.00
  promise PR-1: CNY 20,000.00 by 26 June 2026, made on 10 June 2026: “26 号前\ufffd[31m付”
  dispute D-1: INV-2, CNY 5,000.00 · open since 25 May 2026, answer due 19 June 2026 · short delivery
  hold H-1: error of ours · from 8 June 2026 until it is lifted
  hold H-2: error of ours · from 8 June 2026 to 20 June 2026 · looking for the payment
  hold H-3: error of ours · from 8 June 2026 to 9 June 2026 · not in force today
  payment plan PL-1 of 1 June 2026: being kept
       instalment due  instalment  received so far
    1  30 June 2026        100.00             0.00  to come
    2  31 July 2026         50.00             0.00  to come
  entries undone, not counted here: 1
— Nothing is open here; there is nothing to ask for."""
    )


def test_the_columns_stay_beneath_one_another_in_chinese():
    lines = shown(Language.ZH_HANT).splitlines()
    assert lines[1:6] == [
        "  應收：從未匯入",
        "  收款：截至2026年6月16日 08:30（UTC+00:00）（july.csv）",
        "  收款：該檔案有 2 列未被接受",
        "  發票號碼    發票金額   已收金額  折讓金額   未付餘額  到期日         逾期天數",
        "  INV-1     100,000.00  42,000.00  1,200.00  56,800.00  2026年3月31日       +77",
    ]


def test_reasons_and_outcomes_of_disputes_are_told_in_the_readers_words():
    [dispute] = an_account().disputes
    over = replace(dispute, reason="quality", resolved_on=date(2026, 6, 1), outcome="partly_upheld")
    line = "2026年6月1日已解决 · 质量问题 · 客户异议部分成立"
    assert line in shown(Language.ZH_HANS, a_view(an_account(disputes=(over,))))


def test_a_hold_that_was_lifted_on_its_first_day_does_not_end_before_it_began():
    lifted = a_hold(1, since=DAY, until=date(2026, 6, 15))
    line = "hold H-1: error of ours · lifted on 16 June 2026, the day it began · not in force today"
    assert line in shown(view=a_view(an_account(holds=(lifted,))))


def test_a_dispute_that_is_over_says_when_and_how_it_ended():
    [dispute] = an_account().disputes
    over = replace(dispute, resolved_on=date(2026, 6, 1), outcome="two boxes credited")
    assert "· resolved on 1 June 2026 · short delivery · two boxes credited" in shown(
        view=a_view(an_account(disputes=(over,)))
    )


def test_a_case_with_nothing_open_has_no_table():
    settled = an_account(invoices=(), payments=(), credit_notes=(), allocations=(), proofs=(), disputes=(), stamps=())
    assert shown(view=a_view(settled)).splitlines() == [
        "C1-CNY · 示例客户有限公司 · CNY 0.00",
        "  invoices: never imported",
        "  payments: never imported",
        "— Nothing is open here; there is nothing to ask for.",
    ]
