"""What people record by hand: what is stored, what is refused, and what it does to the case and its open messages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.language import Language
from assistant.domain.ledger import Payment, ProofKind
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.errors import BadAmount, BadInput, NotAllowed, NotFound, Refused
from assistant.intake.given_entries import (
    CauseGiven,
    ContactGiven,
    Direction,
    DisputeGiven,
    HoldGiven,
    MoneyGiven,
    PromiseGiven,
    ProofGiven,
    ResolutionGiven,
)
from assistant.planning.channel import SILENT
from assistant.wording import Wording
from assistant.workflow import record
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.record.vocabulary import vocabulary
from assistant.workflow.worklist import show_case
from tests.desk import AUDITOR, LIN, ZHOU, a_desk
from tests.unit.planning.accounts import TODAY, an_invoice

CASE = "C1-CNY"
EN = Wording.of(Language.EN)
A_PAYMENT = MoneyGiven(amount="4000.00", on=TODAY, invoice="INV-1", source="bank statement")
A_PROMISE = PromiseGiven(amount="10,000.00", due=date(2026, 6, 30), quote="月底前付清", source="call 16 June")
A_DISPUTE = DisputeGiven(
    invoice="INV-1", reason="quality", quote="三件有划痕", handler="quality", answer_by=date(2026, 6, 26)
)
A_HOLD = HoldGiven(reason=HoldReason.MANUAL, note="new contact person from July")
A_CONTACT = ContactGiven(channel="phone", outcome="voicemail_left")
A_PROOF = ProofGiven(invoice="INV-1", kind=ProofKind.DELIVERY, on=date(2026, 5, 2), status="signed", document="DN-7781")
A_CAUSE = CauseGiven(cause=Cause.OUR_ERROR, evidence="发票晚寄了两周")
ALL = [
    (record.record_payment, A_PAYMENT),
    (record.record_refund, A_PAYMENT),
    (record.record_credit_note, A_PAYMENT),
    (record.record_promise, A_PROMISE),
    (record.record_dispute, A_DISPUTE),
    (record.record_hold, A_HOLD),
    (record.record_contact, A_CONTACT),
    (record.record_proof, A_PROOF),
    (record.record_cause, A_CAUSE),
]
# What changes the figures, or stands in the way of a reminder.
STOPPERS = (
    record.record_payment,
    record.record_credit_note,
    record.record_promise,
    record.record_dispute,
    record.record_hold,
)


@pytest.fixture
def desk():
    return a_desk()


def account(desk, currency="CNY"):
    with desk.record.read() as tx:
        return tx.account("C1", currency)


def last_audit(desk):
    with desk.record.read() as tx:
        return [*tx.audit_entries()][-1]


def codes(done):
    return [note.code for note in done.notes]


def paid(desk, given=A_PAYMENT, person=LIN):
    return record.record_payment(desk, person, CASE, given)


# everybody's rules


@pytest.mark.parametrize(("use_case", "given"), ALL, ids=lambda value: getattr(value, "__name__", ""))
def test_only_account_managers_and_reviewers_record(desk, use_case, given):
    with pytest.raises(NotAllowed, match="audit may not do this: it takes the role account manager or reviewer"):
        use_case(desk, AUDITOR, CASE, given)


@pytest.mark.parametrize(("use_case", "given"), ALL, ids=lambda value: getattr(value, "__name__", ""))
def test_nothing_is_recorded_on_a_case_that_there_is_not(desk, use_case, given):
    with pytest.raises(NotFound, match="There is no customer 'C9'; import it first"):
        use_case(desk, LIN, "C9-CNY", given)
    with pytest.raises(NotFound, match="Nothing is recorded for customer C1 in USD"):
        use_case(desk, LIN, "C1-USD", given)
    with pytest.raises(BadInput, match="'C1' is not a case"):
        use_case(desk, LIN, "C1", given)


def test_what_is_recorded_stands_in_the_audit_log_without_anybodys_words(desk):
    done = record.record_promise(desk, ZHOU, CASE, A_PROMISE)
    entry = last_audit(desk)

    assert (entry.actor, entry.event, entry.subject) == ("zhou", "entry_recorded", "C1-CNY")
    assert {key: entry.body[key] for key in ("kind", "key", "amount")} == {
        "kind": "promise",
        "key": "PR-0001",
        "amount": "CNY 10,000.00",
    }
    assert set(entry.body) == {"kind", "key", "amount", "entry"}
    assert done.entry.quote not in str(entry.body)


@pytest.mark.parametrize(
    ("use_case", "given"),
    [case for case in ALL if case[0] in STOPPERS],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_open_message_is_out_of_date_with_it(desk, use_case, given):
    message = prepare_draft(desk, LIN, CASE)
    done = use_case(desk, LIN, CASE, given)

    assert done.stale == (message.id,)
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.STALE


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("quote", "", "value_needed"),
        ("quote", " \n ", "value_needed"),
        ("source", "", "value_needed"),
        ("quote", "x" * 2001, "value_too_long"),
        ("source", "x" * 201, "value_too_long"),
        ("quote", "nul\x00", "damaged_value"),
        ("source", "bell\x07", "damaged_value"),
        ("quote", "lost \ufffd", "damaged_value"),
        ("quote", "half \ud800", "damaged_value"),
    ],
)
def test_a_text_that_is_missing_too_long_or_damaged_is_refused(desk, field, text, code):
    with pytest.raises(BadInput) as caught:
        record.record_promise(desk, LIN, CASE, replace(A_PROMISE, **{field: text}))

    assert (caught.value.code, caught.value.details["field"]) == (code, field)
    assert account(desk).promises == ()


def test_marks_that_nobody_sees_are_left_out_of_what_is_stored(desk):
    given = replace(A_PROMISE, quote="pay\u202eno\u202c \U000e0041by Friday\ufe0f\u200b", source=" call \t 16\nJune ")
    done = record.record_promise(desk, LIN, CASE, given)

    assert (done.entry.quote, done.entry.source) == ("payno by Friday", "call 16 June")


def test_the_customers_words_keep_their_lines(desk):
    given = replace(A_PROMISE, quote=" 第一行 \r\n\n第二行： cafe\u0301 \n", source="mail")
    assert record.record_promise(desk, LIN, CASE, given).entry.quote == "第一行\n\n第二行： caf\u00e9"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "amount_not_positive"),
        ("-5.00", "amount_not_positive"),
        ("NaN", "not_an_amount"),
        ("Infinity", "not_an_amount"),
        ("1e400", "not_an_amount"),
        ("１２３", "not_an_amount"),
        ("1.234,56", "not_an_amount"),
        ("CNY 5", "not_an_amount"),
        ("", "not_an_amount"),
        ("9" * 50_000, "not_an_amount"),
        ("1.005", "too_many_decimals"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_a_short_line(desk, amount, code):
    with pytest.raises(BadAmount) as caught:
        paid(desk, replace(A_PAYMENT, amount=amount))

    assert caught.value.code == code
    assert len(str(caught.value)) < 200


def test_amounts_are_taken_with_the_decimals_that_the_company_bills_in(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(20, "INV-T"), amount=Money(1_000_000, "TWD")))
    with pytest.raises(BadAmount, match="more decimals than TWD is billed in"):
        record.record_payment(desk, LIN, "C1-TWD", MoneyGiven(amount="100.50", on=TODAY))

    assert record.record_payment(desk, LIN, "C1-TWD", MoneyGiven(amount="100", on=TODAY)).entry.amount.minor == 10_000


def test_days_are_those_of_the_creditors_calendar(desk):
    # 16:30 UTC on 16 June is half past midnight on 17 June in Shanghai, where the creditor is.
    late = a_desk(now=datetime(2026, 6, 16, 16, 30, tzinfo=UTC))
    tomorrow = replace(A_PAYMENT, on=TODAY + timedelta(days=1))

    assert paid(late, tomorrow).entry.received == date(2026, 6, 17)
    with pytest.raises(BadInput, match="on: 2026-06-17 lies in the future; today is 2026-06-16"):
        paid(desk, tomorrow)


@pytest.mark.parametrize("day", [date(206, 6, 15), date(1, 1, 1), date(1999, 6, 15)])
def test_a_year_that_was_mistyped_is_noticed(desk, day):
    with pytest.raises(BadInput, match="is too far from today; check the year"):
        paid(desk, replace(A_PAYMENT, on=day))
    with pytest.raises(BadInput, match="due: 2206-06-30 is too far from today"):
        record.record_promise(desk, LIN, CASE, replace(A_PROMISE, due=date(2206, 6, 30)))


# money


def test_a_payment_reduces_what_is_open_and_gets_a_number(desk):
    done = paid(desk)

    assert done.entry == Payment(
        number="RC-0001",
        customer_code="C1",
        amount=Money(400_000, "CNY"),
        received=TODAY,
        invoice_no="INV-1",
        source="bank statement",
    )
    assert (str(done.case.open_balance), done.new, codes(done)) == ("CNY 6,000.00", True, [])
    assert EN.reason(done.what) == "CNY 4,000.00 received on 16 June 2026 on INV-1 (bank statement)"


def test_a_payment_of_all_that_is_open_ends_the_reminders_and_undoes_no_history(desk):
    assert not isinstance(show_case(desk, CASE).next_step, Refusal)
    paid(desk, replace(A_PAYMENT, amount="10000"))

    assert show_case(desk, CASE).next_step.reason.code == "nothing_open"


def test_a_number_of_ones_own_is_kept_and_the_same_payment_again_adds_nothing(desk):
    given = replace(A_PAYMENT, number="BANK-77")
    first, again = paid(desk, given), paid(desk, replace(given, source="told on the phone"), ZHOU)

    assert (first.key, first.new) == ("BANK-77", True)
    assert (again.key, again.new, codes(again)) == ("BANK-77", False, ["recorded_already"])
    assert account(desk).payments == (first.entry,)
    assert last_audit(desk).actor == "lin"


@pytest.mark.parametrize(
    "change",
    [{"amount": "4000.01"}, {"on": TODAY - timedelta(days=1)}, {"invoice": ""}],
    ids=["amount", "day", "invoice"],
)
def test_a_number_that_stands_for_something_else_is_refused(desk, change):
    given = replace(A_PAYMENT, number="BANK-77")
    paid(desk, given)
    with pytest.raises(Refused, match=r"The number BANK-77 is recorded with other content \(CNY 4,000\.00\)"):
        paid(desk, replace(given, **change))


def test_a_new_number_is_never_one_that_an_import_has_brought(desk):
    with desk.record.begin() as tx:
        tx.save_payment(
            Payment(number="RC-0001", customer_code="C1", amount=Money(5, "CNY"), received=date(2026, 6, 1))
        )
    assert paid(desk).key == "RC-0002"


def test_money_that_seems_to_be_there_already_is_pointed_out(desk):
    paid(desk)
    done = paid(desk)

    assert (done.key, done.new, codes(done)) == ("RC-0002", True, ["same_payment_known"])
    assert EN.reason(done.notes[0]) == (
        "A payment of the same amount and day is recorded already (RC-0001); if it is the same money, undo one of them."
    )


def test_an_overpayment_is_taken_and_said(desk):
    done = paid(desk, replace(A_PAYMENT, amount="10000.50"))

    assert EN.reason(done.notes[0]) == "Invoice INV-1 is overpaid by CNY 0.50; the surplus is on no invoice."
    assert (str(done.case.open_balance), str(done.case.unallocated)) == ("CNY 0.00", "CNY 0.50")


def test_a_payment_on_no_invoice_is_shown_as_such(desk):
    some = paid(desk, replace(A_PAYMENT, invoice=""))
    too_much = paid(desk, replace(A_PAYMENT, invoice="", amount="6000.01"))

    assert (codes(some), codes(too_much)) == (["not_on_an_invoice"], ["more_than_open"])
    assert EN.reason(too_much.notes[0]) == "CNY 0.01 more has come in or been credited than is open."


def test_a_payment_on_an_invoice_of_another_case_is_refused(desk):
    with pytest.raises(NotFound, match="C1-CNY has no invoice 'INV-9'; check its number"):
        paid(desk, replace(A_PAYMENT, invoice="INV-9"))


def test_what_the_paid_column_of_the_ledger_says_is_not_counted_twice(desk):
    with desk.record.begin() as tx:
        tx.save_payment(
            Payment(number="paid:INV-1", customer_code="C1", amount=Money(5, "CNY"), received=TODAY, invoice_no="INV-1")
        )
    with pytest.raises(Refused, match="What was paid on INV-1 comes from the paid column of the ledger"):
        paid(desk)
    with pytest.raises(Refused, match="Numbers that begin with 'paid:' are kept for the ledger's paid column"):
        paid(desk, replace(A_PAYMENT, invoice="", number="paid:INV-2"))


def test_a_currency_that_is_said_in_so_many_words_opens_a_case(desk):
    done = record.record_payment(desk, LIN, "C1-USD", MoneyGiven(amount="20", on=TODAY, currency="USD"))

    assert (done.case.id, str(done.entry.amount), str(done.case.unallocated)) == ("C1-USD", "USD 20.00", "USD 20.00")


@pytest.mark.parametrize(
    ("case", "currency", "code"),
    [(CASE, "USD", "other_currency"), ("C1-XXX", "XXX", "unknown_currency"), ("C1-cny", "cny", "unknown_currency")],
)
def test_a_currency_that_is_not_the_cases_is_refused(desk, case, currency, code):
    with pytest.raises(BadInput) as caught:
        record.record_payment(desk, LIN, case, MoneyGiven(amount="20", on=TODAY, currency=currency))
    assert caught.value.code == code


def test_a_refund_is_money_below_zero_and_never_more_than_came_in(desk):
    paid(desk)
    done = record.record_refund(desk, LIN, CASE, replace(A_PAYMENT, amount="1000", source=""))

    assert (done.key, str(done.entry.amount), str(done.case.open_balance)) == (
        "RF-0001",
        "CNY -1,000.00",
        "CNY 7,000.00",
    )
    assert EN.reason(done.what) == "CNY 1,000.00 paid back on 16 June 2026 on INV-1"
    assert codes(done) == []
    loose = record.record_refund(desk, LIN, CASE, replace(A_PAYMENT, amount="0.01", invoice=""))
    assert codes(loose) == ["refund_of_none"]
    with pytest.raises(Refused, match=r"Only CNY 2,999\.99 has come in or been credited, less than the CNY 3,000\.01"):
        record.record_refund(desk, LIN, CASE, replace(A_PAYMENT, amount="3000.01"))


def test_a_credit_note_reduces_what_is_open_and_may_be_paid_out(desk):
    done = record.record_credit_note(desk, LIN, CASE, replace(A_PAYMENT, amount="500"))

    assert (done.key, str(done.case.open_balance)) == ("CR-0001", "CNY 9,500.00")
    assert str(record.record_refund(desk, LIN, CASE, replace(A_PAYMENT, amount="500")).case.open_balance) == (
        "CNY 10,000.00"
    )
    with pytest.raises(Refused, match="The number CR-0001 is recorded with other content"):
        record.record_credit_note(desk, LIN, CASE, replace(A_PAYMENT, amount="501", number="CR-0001"))


# promises


def test_a_promise_stops_the_reminder_and_keeps_the_customers_words(desk):
    done = record.record_promise(desk, LIN, CASE, A_PROMISE)

    assert EN.reason(done.what) == "CNY 10,000.00 promised for 30 June 2026: “月底前付清”"
    assert (done.entry.made_on, done.entry.invoice_nos) == (TODAY, ())
    assert show_case(desk, CASE).next_step.reason.code == "promised"


def test_a_promise_above_what_is_open_has_to_be_confirmed(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(10, "INV-2", "500.00"))
    given = replace(A_PROMISE, amount="500.01", invoices=("INV-2", "INV-2"))

    with pytest.raises(Refused, match=r"Only CNY 500\.00 is open there, less than the CNY 500\.01 promised"):
        record.record_promise(desk, LIN, CASE, given)
    assert record.record_promise(desk, LIN, CASE, replace(given, confirmed=True)).entry.invoice_nos == ("INV-2",)
    assert record.record_promise(desk, LIN, CASE, replace(given, amount="500.00")).new


def test_a_promise_falls_due_on_or_after_the_day_it_was_given(desk):
    given = replace(A_PROMISE, made_on=date(2026, 6, 10), due=date(2026, 6, 9))

    with pytest.raises(BadInput, match="due: 2026-06-09 lies before 2026-06-10"):
        record.record_promise(desk, LIN, CASE, given)
    with pytest.raises(BadInput, match="made_on: 2026-06-17 lies in the future"):
        record.record_promise(desk, LIN, CASE, replace(given, made_on=date(2026, 6, 17)))
    assert record.record_promise(desk, LIN, CASE, replace(given, due=date(2026, 6, 10))).new


# disputes


def test_a_dispute_over_all_that_is_open_leaves_nothing_to_contest(desk):
    paid(desk)
    done = record.record_dispute(desk, LIN, CASE, A_DISPUTE)

    assert (str(done.entry.amount), done.entry.opened_on) == ("CNY 6,000.00", TODAY)
    assert EN.reason(done.what) == (
        "CNY 6,000.00 of INV-1 disputed (quality), quality answers by 26 June 2026: “三件有划痕”"
    )
    with pytest.raises(Refused, match="Nothing of INV-1 is open that is not disputed already"):
        record.record_dispute(desk, LIN, CASE, A_DISPUTE)


def test_a_dispute_over_a_part_leaves_the_rest_collectable(desk):
    done = record.record_dispute(desk, LIN, CASE, replace(A_DISPUTE, amount="2500"))

    assert str(done.case.items[0].collectable) == "CNY 7,500.00"
    with pytest.raises(Refused, match=r"Only CNY 7,500\.00 of INV-1 is open and not disputed yet"):
        record.record_dispute(desk, LIN, CASE, replace(A_DISPUTE, amount="7500.01"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reason": "grumpy"}, "reason takes one of: quality, faulty_goods"),
        ({"answer_by": date(2026, 6, 15)}, "answer_by: 2026-06-15 lies before 2026-06-16"),
        ({"opened_on": date(2026, 6, 17)}, "opened_on: 2026-06-17 lies in the future"),
        ({"handler": ""}, "handler is empty"),
        ({"quote": ""}, "quote is empty"),
    ],
)
def test_a_dispute_that_lacks_something_is_refused(desk, change, message):
    with pytest.raises(BadInput, match=message):
        record.record_dispute(desk, LIN, CASE, replace(A_DISPUTE, **change))


def test_a_dispute_ends_with_its_outcome_and_stays_in_the_record(desk):
    record.record_dispute(desk, LIN, CASE, A_DISPUTE)
    done = record.resolve_dispute(desk, ZHOU, CASE, "DP-0001", ResolutionGiven(outcome="partly_upheld"))

    assert account(desk).disputes == (done.entry,)
    assert (done.entry.resolved_on, done.entry.outcome, done.case.open_disputes) == (TODAY, "partly_upheld", ())
    assert EN.reason(done.what) == (
        "dispute over CNY 10,000.00 of INV-1 resolved on 16 June 2026: the customer was partly right"
    )
    assert codes(done) == ["credit_note_belongs"]
    assert (last_audit(desk).event, last_audit(desk).body["code"]) == ("dispute_resolved", "partly_upheld")


def test_a_dispute_ends_once(desk):
    record.record_dispute(desk, LIN, CASE, A_DISPUTE)
    ended = ResolutionGiven(outcome="unfounded")
    first = record.resolve_dispute(desk, ZHOU, CASE, "DP-0001", ended)

    assert (codes(first), record.resolve_dispute(desk, ZHOU, CASE, "DP-0001", ended).new) == ([], False)
    with pytest.raises(Refused, match="DP-0001 was resolved on 2026-06-16"):
        record.resolve_dispute(desk, ZHOU, CASE, "DP-0001", ResolutionGiven(outcome="upheld"))


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        (ResolutionGiven(outcome="forgotten"), BadInput, "outcome takes one of: upheld, partly_upheld"),
        (
            ResolutionGiven(outcome="upheld", resolved_on=date(2026, 6, 15)),
            BadInput,
            "2026-06-15 lies before 2026-06-16",
        ),
        (ResolutionGiven(outcome="upheld", resolved_on=date(2026, 6, 17)), BadInput, "lies in the future"),
    ],
)
def test_a_resolution_that_cannot_be_is_refused(desk, given, kind, message):
    record.record_dispute(desk, LIN, CASE, A_DISPUTE)
    with pytest.raises(kind, match=message):
        record.resolve_dispute(desk, LIN, CASE, "DP-0001", given)


def test_only_a_dispute_of_the_case_can_be_resolved(desk):
    with pytest.raises(NotFound, match="Customer C1 has no dispute 'DP-0009' in the record"):
        record.resolve_dispute(desk, LIN, CASE, "DP-0009", ResolutionGiven(outcome="upheld"))


# holds


def test_a_hold_stops_the_case_until_it_is_lifted_and_stays_in_the_record(desk):
    held = record.record_hold(desk, LIN, CASE, A_HOLD)
    assert EN.reason(held.what) == (
        "on hold (stopped by a person) until lifted, CNY only: new contact person from July"
    )
    assert show_case(desk, CASE).next_step.reason.code == "on_hold"
    lifted = record.lift_hold(desk, ZHOU, CASE, "HD-0001")

    assert not isinstance(show_case(desk, CASE).next_step, Refusal)
    assert [(h.id, h.since, h.until) for h in account(desk).holds] == [("HD-0001", TODAY, TODAY - timedelta(days=1))]
    assert (EN.reason(lifted.what), last_audit(desk).event) == ("hold lifted (stopped by a person)", "hold_lifted")
    with pytest.raises(Refused, match="HD-0001 ended on 2026-06-15 already"):
        record.lift_hold(desk, LIN, CASE, "HD-0001")


def test_a_hold_may_end_by_itself_and_may_be_for_every_currency(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(20, "INV-U"), amount=Money(100_000, "USD")))
    done = record.record_hold(desk, LIN, CASE, replace(A_HOLD, until=TODAY, every_currency=True))

    assert (done.entry.currency, done.entry.until) == ("", TODAY)
    assert show_case(desk, "C1-USD").next_step.reason.code == "on_hold"
    with pytest.raises(BadInput, match="until: 2026-06-15 lies before 2026-06-16"):
        record.record_hold(desk, LIN, CASE, replace(A_HOLD, until=TODAY - timedelta(days=1)))
    with pytest.raises(NotFound, match="has no hold 'HD-0009'"):
        record.lift_hold(desk, LIN, CASE, "HD-0009")


# contacts


def test_a_contact_counts_for_the_rules_of_contact(desk):
    done = record.record_contact(desk, LIN, CASE, A_CONTACT)

    assert (done.entry.at, done.entry.kind, done.entry.stage) == (desk.clock.now(), "call_script", "middle")
    assert EN.reason(done.what) == "call by phone: voicemail left"
    assert show_case(desk, CASE).next_step.reason.code == "contacted_recently"


def test_a_contact_of_the_customers_own_does_not_count_as_ours(desk):
    done = record.record_contact(desk, LIN, CASE, replace(A_CONTACT, outcome="promised", direction=Direction.IN))

    assert EN.reason(done.what) == "the customer got in touch by phone: promised to pay"
    assert EN.reason(done.notes[0]) == "A contact changes no figures: record the promise, too, so that it counts."
    assert not isinstance(show_case(desk, CASE).next_step, Refusal)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-06-15T15:30", datetime(2026, 6, 15, 7, 30, tzinfo=UTC)),
        ("2026-06-15 15:30:20", datetime(2026, 6, 15, 7, 30, 20, tzinfo=UTC)),
        ("2026-06-15T15:30Z", datetime(2026, 6, 15, 15, 30, tzinfo=UTC)),
        ("2026-06-15T15:30:00-07:00", datetime(2026, 6, 15, 22, 30, tzinfo=UTC)),
    ],
)
def test_the_time_of_a_contact_is_in_the_creditors_zone_unless_it_says_otherwise(desk, text, moment):
    assert record.record_contact(desk, LIN, CASE, replace(A_CONTACT, at=text)).entry.at == moment


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"at": "2026-06-16T16:31"}, "moment_in_future"),
        ({"at": "1750000000"}, "not_a_moment"),
        ({"at": "2026-06-15"}, "not_a_moment"),
        ({"at": "2026-02-30T10:00"}, "not_a_moment"),
        ({"at": "0001-01-01T00:00+14:00"}, "not_a_moment"),
        ({"at": "1926-06-15T10:00"}, "day_implausible"),
        ({"outcome": "shrug"}, "bad_choice"),
        ({"channel": "fax"}, "bad_choice"),
        ({"channel": ""}, "bad_choice"),
        ({"kind": "threat"}, "bad_choice"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(desk, change, code):
    with pytest.raises(BadInput) as caught:
        record.record_contact(desk, LIN, CASE, replace(A_CONTACT, **change))
    assert caught.value.code == code


def test_a_time_that_is_refused_is_told_as_it_was_typed(desk):
    with pytest.raises(BadInput) as caught:
        record.record_contact(desk, LIN, CASE, replace(A_CONTACT, at="2026-06-16T16:31"))
    assert EN.error(caught.value).startswith("16 June 2026, 16:31 (UTC+08:00)")


def test_one_moment_channel_and_kind_is_one_contact(desk):
    record.record_contact(desk, LIN, CASE, A_CONTACT)

    assert not record.record_contact(desk, LIN, CASE, A_CONTACT).new
    with pytest.raises(Refused, match=r"is recorded for 2026-06-16 08:30 UTC; give another time"):
        record.record_contact(desk, LIN, CASE, replace(A_CONTACT, outcome="reached"))
    assert len(account(desk).contacts) == 1


def test_the_proof_that_a_letter_arrived_is_put_on_the_letter_itself(desk):
    letter = ContactGiven(channel="letter", kind="formal_demand", outcome="sent", at="2026-06-10T10:00", note="M-0001")
    sent = record.record_contact(desk, LIN, CASE, letter)
    given = ContactGiven(outcome="arrival_confirmed", of=sent.key, note="registered mail RR 12")
    arrived = record.record_contact(desk, ZHOU, CASE, given)

    assert account(desk).contacts == (
        replace(sent.entry, outcome="arrival_confirmed", note="M-0001\nregistered mail RR 12"),
    )
    assert (arrived.key, last_audit(desk).event) == (sent.key, "outcome_recorded")
    assert last_audit(desk).body["code"] == "arrival_confirmed"
    with pytest.raises(NotFound, match="has no contact '2026"):
        record.record_contact(desk, LIN, CASE, replace(given, of="2026-06-10T03:00:00+00:00 letter formal_demand"))
    with pytest.raises(BadInput, match="give the outcome and a note alone"):
        record.record_contact(desk, LIN, CASE, replace(given, channel="phone"))


# proofs and causes


def test_a_proof_stands_beside_its_invoice(desk):
    done = record.record_proof(desk, LIN, CASE, A_PROOF)

    assert account(desk).proofs == (done.entry,)
    assert EN.reason(done.what) == "delivery of INV-1 on 2 May 2026: signed (DN-7781)"
    with pytest.raises(NotFound, match="C1-CNY has no invoice 'INV-9'"):
        record.record_proof(desk, LIN, CASE, replace(A_PROOF, invoice="INV-9"))
    with pytest.raises(BadInput, match="lies in the future"):
        record.record_proof(desk, LIN, CASE, replace(A_PROOF, on=TODAY + timedelta(days=1)))


def test_a_cause_takes_the_place_of_the_one_before(desk):
    record.record_cause(desk, LIN, CASE, A_CAUSE)
    again = record.record_cause(desk, LIN, CASE, A_CAUSE)
    done = record.record_cause(desk, LIN, CASE, CauseGiven(cause=Cause.UNWILLING, evidence="two promises broken"))

    assert (again.new, account(desk).cause, done.case.cause) == (False, done.entry, Cause.UNWILLING)
    assert EN.reason(done.what) == "cause: unwillingness to pay (“two promises broken”)"
    with pytest.raises(BadInput, match="evidence is empty"):
        record.record_cause(desk, LIN, CASE, replace(A_CAUSE, evidence=""))


def test_another_cause_stops_what_was_drafted_before_it_was_known_and_the_same_one_does_not(desk):
    message = prepare_draft(desk, LIN, CASE)
    first = record.record_cause(desk, LIN, CASE, CauseGiven(cause=Cause.CASH_FLOW, evidence="本月资金紧张"))
    with desk.record.read() as tx:
        stopped = tx.message(message.id)
    assert first.stale == (message.id,)
    assert (stopped.status, EN.reason(stopped.note)) == (
        Status.STALE,
        "Why the case is late was recorded anew (tight cash flow) after this was prepared; prepare it again.",
    )
    message = prepare_draft(desk, LIN, CASE)
    again = record.record_cause(desk, LIN, CASE, CauseGiven(cause=Cause.CASH_FLOW, evidence="下月回款"))
    assert (again.new, again.stale) == (True, ())


# the words


def test_planning_and_the_vocabulary_agree_on_what_silence_is():
    silent = {key for key, outcome in vocabulary().outcomes.items() if outcome.silent}
    assert silent | {""} == SILENT


def test_the_vocabulary_has_a_name_in_each_script():
    from opencc import OpenCC

    words = vocabulary()
    named = [*words.channels.values(), *words.kinds.values(), *words.dispute_reasons.values()]
    named += [each.name for each in (*words.outcomes.values(), *words.dispute_outcomes.values())]
    to_hans, to_hant = OpenCC("t2s"), OpenCC("s2tw")

    assert [n.zh_hans for n in named if not n.zh_hans or to_hans.convert(n.zh_hans) != n.zh_hans] == []
    assert [n.zh_hant for n in named if not n.zh_hant or to_hant.convert(n.zh_hant) != n.zh_hant] == []
    assert [n for n in named if not n.en.isascii() or not n.en] == []
