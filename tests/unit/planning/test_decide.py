from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.commitments import (
    Cause,
    CauseNote,
    Dispute,
    Hold,
    HoldReason,
    Instalment,
    PaymentPlan,
    Promise,
)
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from assistant.domain.ledger import Feed, LedgerStamp, Retention
from assistant.domain.parties import Standing
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Policy, Wishes, decide
from assistant.wording import Wording
from tests.fakes.calendar import WeekdayCalendar
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

POLICY = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy)
CALENDAR = WeekdayCalendar()
A_CALL = Wishes(channel=Channel.PHONE, because="they asked to be called")


def decided(case, wishes=None, **options):
    decision = decide(case, POLICY, CALENDAR, wishes, **options)
    assert not isinstance(decision, Refusal), decision
    return decision


def refused(case, wishes=None):
    decision = decide(case, POLICY, CALENDAR, wishes)
    assert isinstance(decision, Refusal), decision
    return decision


def codes(reasons):
    return [reason.code for reason in reasons]


def a_promise(due: date, amount: str = "10000.00", **changes):
    values = {
        "id": "PR-1",
        "customer_code": "C1",
        "amount": cny(amount),
        "made_on": TODAY - timedelta(days=20),
        "due": due,
        "quote": "下周一定付",
        "source": "mail of 27 May",
    }
    return Promise(**(values | changes))


@pytest.mark.parametrize(
    ("days_late", "stage"),
    [
        (-7, Stage.UPCOMING),
        (-1, Stage.UPCOMING),
        (0, Stage.DUE),
        (3, Stage.EARLY),
        (13, Stage.EARLY),
        (14, Stage.MIDDLE),
        (45, Stage.LATE),
        (75, Stage.FORMAL),
        (89, Stage.FORMAL),
    ],
)
def test_the_stage_follows_the_days_past_due(days_late, stage):
    assert decided(a_case(an_invoice(days_late))).step.stage is stage


@pytest.mark.parametrize(
    ("days_late", "tone"),
    [(3, Tone.FRIENDLY), (7, Tone.NEUTRAL), (14, Tone.NEUTRAL), (21, Tone.FIRM), (60, Tone.FIRM), (75, Tone.FORMAL)],
)
def test_after_earlier_contacts_the_tone_is_the_steps_own(days_late, tone):
    contact = a_contact(min(days_late - 1, 6), stage=Stage.EARLY)
    case = a_case(an_invoice(days_late), contacts=(contact,)) if days_late > 3 else a_case(an_invoice(days_late))
    assert decided(case, under_review=True).tone is tone


def test_the_first_message_about_an_item_is_never_firm():
    decision = decided(a_case(an_invoice(50)))
    assert decision.tone is Tone.NEUTRAL
    assert "first_contact" in codes(decision.explanation)


def test_a_key_customer_gets_one_step_softer():
    case = a_case(an_invoice(25), customer=a_customer(standing=Standing.KEY), contacts=(a_contact(10),))
    assert decided(case).tone is Tone.NEUTRAL


def test_a_customer_who_always_paid_in_time_gets_one_step_softer():
    invoices, payments = all_settled_in_time(3)
    case = a_case(an_invoice(25), *invoices, payments=payments, contacts=(a_contact(10),))
    decision = decided(case)
    assert decision.tone is Tone.NEUTRAL
    assert "softer_for_clean_record" in codes(decision.explanation)


@pytest.mark.parametrize(
    ("cause", "tone"),
    [(Cause.INVOICE_QUERY, Tone.FRIENDLY), (Cause.CASH_FLOW, Tone.NEUTRAL), (Cause.UNWILLING, Tone.FIRM)],
)
def test_the_cause_holds_the_tone_back(cause, tone):
    note = CauseNote(customer_code="C1", currency="CNY", cause=cause, evidence="mail", noted_on=TODAY)
    case = a_case(an_invoice(50), contacts=(a_contact(10),), cause=note)
    assert decided(case).tone is tone


def test_a_query_about_the_invoice_gets_no_deadline():
    note = CauseNote(customer_code="C1", currency="CNY", cause=Cause.INVOICE_QUERY, evidence="mail", noted_on=TODAY)
    assert decided(a_case(an_invoice(20), cause=note)).ask_by is None


def test_the_deadline_leaves_five_business_days():
    # From Tuesday 16 June: Wednesday 17 to Friday 19, then Monday 22 and Tuesday 23.
    assert decided(a_case(an_invoice(20))).ask_by == date(2026, 6, 23)


def test_one_message_asks_for_every_overdue_invoice_and_leaves_out_what_is_not_due():
    case = a_case(an_invoice(20, "A"), an_invoice(4, "B", "2000.00"), an_invoice(-5, "C"))
    decision = decided(case)
    assert [item.invoice.number for item in decision.items] == ["A", "B"]
    assert decision.asked == cny("12000.00")


def test_nothing_open_is_refused():
    case = a_case(an_invoice(20), payments=(a_payment("10000.00", "INV-1", TODAY),))
    assert refused(case).reason.code == "nothing_open"


def test_not_yet_due_is_refused_with_the_due_date():
    refusal = refused(a_case(an_invoice(-30)))
    assert (refusal.reason.code, refusal.reason.details["due"]) == ("not_due", date(2026, 7, 16))


def test_a_trifle_is_not_worth_a_reminder():
    assert refused(a_case(an_invoice(20, amount="100.00"))).reason.code == "below_tolerance"
    decided(a_case(an_invoice(20, amount="100.01")))


def test_unallocated_money_that_covers_the_balance_stops_the_reminder():
    case = a_case(an_invoice(20), payments=(a_payment("10000.00", "", TODAY),))
    assert refused(case).reason.code == "unallocated_covers"


def test_unallocated_money_that_covers_a_part_is_a_warning():
    case = a_case(an_invoice(20), payments=(a_payment("400.00", "", TODAY),))
    assert "unallocated" in codes(decided(case).warnings)


@pytest.mark.parametrize("reason", list(HoldReason))
def test_every_hold_stops_the_case(reason):
    hold = Hold(id="H1", customer_code="C1", reason=reason, note="n", since=TODAY)
    assert refused(a_case(an_invoice(20), holds=(hold,))).reason.details["hold"] is reason


def test_a_hold_ends_with_its_last_day():
    ended = Hold(
        id="H1", customer_code="C1", reason=HoldReason.MANUAL, note="", since=date(2026, 6, 1), until=date(2026, 6, 15)
    )
    assert [item.invoice.number for item in decided(a_case(an_invoice(20), holds=(ended,))).items] == ["INV-1"]


def test_a_live_promise_stops_the_reminder_until_its_day():
    refusal = refused(a_case(an_invoice(20), promises=(a_promise(date(2026, 6, 26)),)))
    assert refusal.reason.code == "promised"
    assert refusal.until.date() == date(2026, 6, 26)


def test_a_promise_for_one_invoice_leaves_the_others_open():
    promise = a_promise(date(2026, 6, 26), invoice_nos=("A",))
    decision = decided(a_case(an_invoice(20, "A"), an_invoice(9, "B"), promises=(promise,)))
    assert [item.invoice.number for item in decision.items] == ["B"]
    assert "promised" in codes(decision.warnings)


def test_a_broken_promise_is_followed_up_calmly_before_anything_else():
    decision = decided(a_case(an_invoice(50), promises=(a_promise(date(2026, 6, 10)),), contacts=(a_contact(12),)))
    assert (decision.kind, decision.tone, decision.channel) == (
        MessageKind.PROMISE_FOLLOWUP,
        Tone.NEUTRAL,
        Channel.EMAIL,
    )


def test_a_promise_is_not_broken_within_the_days_of_grace():
    assert refused(a_case(an_invoice(20), promises=(a_promise(date(2026, 6, 14)),))).reason.code == "promised"


def test_a_promise_kept_in_part_is_still_broken():
    case = a_case(
        an_invoice(50),
        promises=(a_promise(date(2026, 6, 10)),),
        payments=(a_payment("4000.00", "INV-1", date(2026, 6, 9)),),
    )
    assert decided(case).missed is not None


def test_after_the_follow_up_the_ladder_goes_on():
    contacts = (a_contact(4, kind="promise_followup"),)
    promises = (a_promise(date(2026, 6, 10)),)
    assert refused(a_case(an_invoice(50), promises=promises, contacts=contacts)).reason.code == "step_done"
    assert decided(a_case(an_invoice(60), promises=promises, contacts=contacts)).kind is MessageKind.CALL_SCRIPT


def a_plan(*dues: date):
    return PaymentPlan(
        id="PL-1",
        customer_code="C1",
        agreed_on=date(2026, 5, 1),
        instalments=tuple(Instalment(due=due, amount=cny("2500.00")) for due in dues),
        invoice_nos=("INV-1",),
    )


def test_a_plan_that_is_kept_stops_the_reminder():
    plan = a_plan(date(2026, 5, 31), date(2026, 6, 30))
    case = a_case(an_invoice(50), plans=(plan,), payments=(a_payment("2500.00", "INV-1", date(2026, 5, 30)),))
    assert refused(case).reason.code == "on_plan"


def test_a_missed_instalment_is_a_broken_promise():
    decision = decided(a_case(an_invoice(50), plans=(a_plan(date(2026, 5, 31), date(2026, 6, 30)),)))
    assert decision.kind is MessageKind.PROMISE_FOLLOWUP
    assert decision.missed.amount == cny("2500.00")


def test_the_worklist_says_which_instalment_is_due_when():
    plan = a_plan(date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31))
    case = a_case(an_invoice(50), plans=(plan,), payments=(a_payment("3000.00", "INV-1", date(2026, 5, 30)),))
    said = refused(case).reason
    assert Wording.of(Language.EN).reason(said) == (
        "The payment plan is being kept: instalment 2 of 3, CNY 2,000.00, due 30 June 2026. "
        "Nothing is sent about the invoices in the plan."
    )
    assert Wording.of(Language.ZH_HANT).reason(said) == (
        "分期付款方案正依約履行：第 2 期（共 3 期）CNY 2,000.00，2026年6月30日到期；方案內的發票不發送任何內容。"
    )


def test_a_missed_instalment_stops_nothing_within_its_days_of_grace_and_is_taken_up_calmly_after_them():
    within, over = (a_plan(TODAY - timedelta(days=days), date(2026, 7, 31)) for days in (2, 3))
    assert refused(a_case(an_invoice(50), plans=(within,))).reason.code == "on_plan"
    assert decided(a_case(an_invoice(50), plans=(over,))).kind is MessageKind.PROMISE_FOLLOWUP


def test_only_a_later_contact_goes_on_with_the_ladder_after_a_missed_instalment():
    plans, followup = (a_plan(date(2026, 6, 5)),), a_contact(4, kind="promise_followup")
    assert refused(a_case(an_invoice(50), plans=plans, contacts=(followup,))).reason.code == "step_done"
    assert decided(a_case(an_invoice(60), plans=plans, contacts=(followup,))).kind is MessageKind.CALL_SCRIPT


def test_a_plan_that_names_no_invoice_is_about_all_of_them():
    kept, missed = (replace(a_plan(day), invoice_nos=()) for day in (date(2026, 6, 30), date(2026, 5, 31)))
    assert refused(a_case(an_invoice(50), plans=(kept,))).reason.code == "on_plan"
    assert decided(a_case(an_invoice(50), plans=(missed,))).kind is MessageKind.PROMISE_FOLLOWUP


def test_a_payment_that_comes_late_puts_the_plan_back_in_its_place():
    late = a_payment("2500.00", "INV-1", TODAY)
    case = a_case(an_invoice(50), plans=(a_plan(date(2026, 5, 31), date(2026, 6, 30)),), payments=(late,))
    assert refused(case).reason.code == "on_plan"


def test_a_plan_paid_in_full_is_silent_about_what_the_agreement_gave_up():
    paid = (a_payment("5000.00", "INV-1", date(2026, 6, 1)),)
    plan = a_plan(date(2026, 5, 31), date(2026, 6, 30))
    agreed = replace(plan, agreement_id="AG-1")
    assert refused(a_case(an_invoice(50), plans=(agreed,), payments=paid)).reason.code == "plan_completed"
    assert decided(a_case(an_invoice(50), plans=(plan,), payments=paid)).asked == cny("5000.00")


def test_a_plan_that_another_replaced_neither_stops_a_reminder_nor_counts_as_broken():
    ended = replace(a_plan(date(2026, 5, 31)), ended_on=date(2026, 6, 1))
    decision = decided(a_case(an_invoice(50), plans=(ended,)))
    assert (decision.missed, decision.asked) == (None, cny("10000.00"))


def a_dispute(amount: str):
    return Dispute(
        id="D1",
        customer_code="C1",
        invoice_no="INV-1",
        amount=cny(amount),
        reason="quality",
        opened_on=date(2026, 6, 1),
        quote="两箱破损",
        handler="质量部",
        answer_by=date(2026, 6, 30),
    )


def test_a_wholly_disputed_invoice_is_not_chased():
    assert refused(a_case(an_invoice(20), disputes=(a_dispute("10000.00"),))).reason.code == "disputed"


def test_of_a_part_dispute_only_the_undisputed_part_is_asked_for():
    decision = decided(a_case(an_invoice(30), disputes=(a_dispute("3000.00"),), contacts=(a_contact(10),)))
    assert decision.asked == cny("7000.00")
    assert decision.tone is Tone.NEUTRAL


def test_two_contacts_in_seven_days_are_the_most():
    assert refused(a_case(an_invoice(20), contacts=(a_contact(6), a_contact(3)))).reason.code == "contacted_recently"
    decided(a_case(an_invoice(14), contacts=(a_contact(7), a_contact(3))))


def test_three_days_lie_between_two_contacts():
    refusal = refused(a_case(an_invoice(20), contacts=(a_contact(2),)))
    assert refusal.reason.details["free"] == date(2026, 6, 17)


def test_old_ledger_data_stop_everything():
    stamp = LedgerStamp(as_of=NOW - timedelta(hours=73), source="x")
    assert refused(a_case(an_invoice(20), stamps=(stamp,))).reason.code == "stale_data"


def test_every_feed_must_be_fresh_and_the_refusal_names_the_one_that_is_not():
    stamps = (
        LedgerStamp(as_of=NOW, source="ledger.csv"),
        LedgerStamp(as_of=NOW - timedelta(hours=73), source="bank.xml", feed=Feed.PAYMENTS),
    )
    reason = refused(a_case(an_invoice(20), stamps=stamps)).reason
    assert (reason.code, reason.details["feed"]) == ("stale_data", Feed.PAYMENTS)


def test_nothing_is_asked_for_before_any_import():
    assert refused(a_case(an_invoice(20), stamps=())).reason.code == "never_imported"


def test_a_refused_row_of_a_customer_stops_that_customers_case_alone():
    stamp = LedgerStamp(as_of=NOW, source="ledger.csv", refused=2, refused_customers=("C1",))
    assert refused(a_case(an_invoice(20), stamps=(stamp,))).reason.code == "rows_refused"
    decided(a_case(an_invoice(20), stamps=(replace(stamp, refused_customers=("C2",)),)))


def test_a_letter_asks_for_what_is_due_and_never_for_what_may_be_held_back():
    held = Retention(amount=cny("500.00"), until=TODAY + timedelta(days=90))
    decision = decided(a_case(an_invoice(20, retention=held)))
    assert decision.asked == cny("9500.00")


def test_an_invoice_of_which_only_retention_is_left_waits_for_its_day():
    until = TODAY + timedelta(days=90)
    held = Retention(amount=cny("500.00"), until=until)
    paid = a_payment("9500.00", "INV-1", TODAY)
    reason = refused(a_case(an_invoice(20, retention=held), payments=(paid,))).reason
    assert (reason.code, reason.details["until"]) == ("retained", until)


def test_from_ninety_days_on_a_person_decides():
    assert refused(a_case(an_invoice(90))).reason.code == "external"


def test_a_call_waits_for_the_customers_working_hours():
    night = datetime(2026, 6, 16, 20, 0, tzinfo=UTC)  # 04:00 on Wednesday in Shanghai
    refusal = decide(a_case(an_invoice(20), now=night), POLICY, CALENDAR, A_CALL)
    assert refusal.reason.code == "quiet_hours"
    assert refusal.until.isoformat() == "2026-06-17T09:00:00+08:00"


def test_a_mail_may_be_prepared_at_night_and_says_when_to_send_it():
    night = datetime(2026, 6, 19, 20, 0, tzinfo=UTC)  # 04:00 on Saturday in Shanghai
    stamp = LedgerStamp(as_of=night, source="ledger.csv")
    decision = decided(a_case(an_invoice(20), now=night, stamps=(stamp,)))
    assert [str(r.details["opens"]) for r in decision.warnings if r.code == "send_from"] == [
        "2026-06-22 09:00:00+08:00"
    ]


def test_after_two_unanswered_mails_the_call_is_tried():
    contacts = (a_contact(10), a_contact(7))
    decision = decided(a_case(an_invoice(20), contacts=contacts))
    assert (decision.channel, decision.kind) == (Channel.PHONE, MessageKind.CALL_SCRIPT)


def test_a_step_that_was_done_waits_for_the_next_one():
    done = refused(a_case(an_invoice(18), contacts=(a_contact(3),)))
    assert done.reason.details == {"stage": Stage.MIDDLE, "next": date(2026, 6, 19)}


def test_a_missed_day_catches_up():
    assert decided(a_case(an_invoice(18), contacts=(a_contact(10),))).step.day == 14


def test_reminders_are_counted_from_the_invoice_on():
    case = a_case(an_invoice(20), contacts=(a_contact(60), a_contact(14), a_contact(8)))
    assert decided(case).number == 3


def test_messages_from_before_an_items_own_ladder_were_about_something_else():
    issued_long_ago = an_invoice(-3, issued=TODAY - timedelta(days=300))
    assert decided(a_case(issued_long_ago, contacts=(a_contact(90), a_contact(30)))).number == 1


def test_one_payment_keeps_only_the_promise_that_fell_due_first():
    promises = (a_promise(date(2026, 6, 1), "5000.00"), a_promise(date(2026, 6, 26), "5000.00", id="PR-2"))
    case = a_case(an_invoice(40), promises=promises, payments=(a_payment("5000.00", "INV-1", date(2026, 5, 30)),))
    assert refused(case).reason.code == "promised"


def test_a_broken_promise_on_one_invoice_is_not_held_against_another():
    promises = (
        a_promise(date(2026, 6, 1), invoice_nos=("A",)),
        a_promise(date(2026, 6, 30), invoice_nos=("A",), id="PR-2"),
    )
    decision = decided(a_case(an_invoice(40, "A"), an_invoice(9, "B"), promises=promises))
    assert (decision.kind, decision.missed) == (MessageKind.PAYMENT_REMINDER, None)


def test_a_mail_within_the_days_of_grace_is_no_follow_up():
    case = a_case(an_invoice(50), promises=(a_promise(date(2026, 6, 10)),), contacts=(a_contact(4),))
    assert decided(case).kind is MessageKind.PROMISE_FOLLOWUP


def test_what_would_be_asked_for_decides_whether_it_is_worth_a_message():
    case = a_case(an_invoice(30), disputes=(a_dispute("9999.99"),))
    assert refused(case).reason.code == "below_tolerance"
    upcoming_is_large = a_case(an_invoice(30, "A", "5.00"), an_invoice(-20, "B"))
    assert refused(upcoming_is_large).reason.code == "below_tolerance"


def test_money_that_is_here_covers_what_is_due_before_what_is_not():
    case = a_case(an_invoice(30, "A", "1000.00"), an_invoice(-20, "B"), payments=(a_payment("1000.00", "", TODAY),))
    assert refused(case).reason.code == "unallocated_covers"


def test_an_overpayment_is_money_that_is_here():
    old = an_invoice(60, "OLD", "100.00")
    case = a_case(an_invoice(30, "A", "3000.00"), old, payments=(a_payment("3100.00", "OLD", TODAY),))
    assert case.unallocated == cny("3000.00")
    assert refused(case).reason.code == "unallocated_covers"


def test_a_live_promise_on_another_invoice_holds_the_tone():
    promise = a_promise(date(2026, 6, 26), invoice_nos=("A",))
    decision = decided(a_case(an_invoice(30, "A"), an_invoice(50, "B"), promises=(promise,), contacts=(a_contact(10),)))
    assert decision.tone is Tone.NEUTRAL
    assert "held_by_commitment" in codes(decision.explanation)


def test_standing_and_a_clean_record_soften_once_together():
    invoices, payments = all_settled_in_time(3)
    key = a_customer(standing=Standing.KEY)
    case = a_case(an_invoice(50), *invoices, customer=key, payments=payments, contacts=(a_contact(10),))
    assert decided(case).tone is Tone.NEUTRAL


def test_a_call_that_was_answered_is_no_silence():
    contacts = (a_contact(10, Channel.EMAIL), a_contact(7, Channel.EMAIL, outcome="reached"))
    assert decided(a_case(an_invoice(20), contacts=contacts)).channel is Channel.EMAIL


def test_money_is_an_answer():
    contacts = (a_contact(12, Channel.EMAIL), a_contact(8, Channel.EMAIL))
    silent = a_case(an_invoice(20), contacts=contacts)
    assert decided(silent).channel is Channel.PHONE
    paid = a_case(
        an_invoice(20), contacts=contacts, payments=(a_payment("100.00", "INV-1", TODAY - timedelta(days=6)),)
    )
    assert decided(paid).channel is Channel.EMAIL


def test_silence_before_the_due_date_is_none():
    contacts = tuple(a_contact(days, Channel.EMAIL, stage=Stage.UPCOMING) for days in (12, 8))
    assert decided(a_case(an_invoice(20), contacts=contacts)).channel is Channel.EMAIL


def test_a_script_goes_by_telephone_and_nothing_else_does():
    case = a_case(an_invoice(20))
    assert decided(case, Wishes(kind=MessageKind.CALL_SCRIPT, because="so agreed")).channel is Channel.PHONE
    wrong = Wishes(kind=MessageKind.PAYMENT_REMINDER, channel=Channel.PHONE)
    assert refused(case, wrong).reason.code == "kind_not_for_channel"


def test_without_a_broken_promise_there_is_nothing_to_follow_up():
    assert refused(a_case(an_invoice(20)), Wishes(kind=MessageKind.PROMISE_FOLLOWUP)).reason.code == "no_promise_missed"


def test_days_are_the_customers_own():
    # 21:30 UTC on 11 June is 05:30 on the 12th in Shanghai: three days before the 15th, four before the 16th.
    contact = replace(a_contact(0), at=datetime(2026, 6, 11, 21, 30, tzinfo=UTC))
    decision = decided(a_case(an_invoice(21), contacts=(contact,)))
    assert [r.details["days"] for r in decision.explanation if r.code == "last_contact"] == [4]
