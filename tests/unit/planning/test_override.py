"""A person may choose otherwise than the policy: softer at once, more with a reason, and nothing beyond the limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.commitments import Dispute, Hold, HoldReason, Promise
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.ledger import LedgerStamp
from assistant.domain.parties import Contact
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Policy, Wishes, decide
from assistant.wording import Wording
from tests.fakes.calendar import WeekdayCalendar
from tests.unit.planning.accounts import NOW, TODAY, a_case, a_contact, a_customer, a_payment, an_invoice, cny

POLICY = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy)
CALENDAR = WeekdayCalendar()
WHY = "their buyer asked for it"
EN, HANS, HANT = (Wording.of(language) for language in (Language.EN, Language.ZH_HANS, Language.ZH_HANT))


def decided(case, **wishes):
    decision = decide(case, POLICY, CALENDAR, Wishes(**wishes))
    assert not isinstance(decision, Refusal), EN.reason(decision.reason)
    return decision


def refused(case, **wishes):
    refusal = decide(case, POLICY, CALENDAR, Wishes(**wishes))
    assert isinstance(refusal, Refusal), refusal
    return refusal


def said(decision, words=EN):
    return [words.reason(reason) for reason in decision.override.reasons]


# --- less at once, more with a reason ----------------------------------------
def test_the_tone_is_lowered_at_once_and_both_are_kept():
    decision = decided(a_case(an_invoice(25), contacts=(a_contact(10),)), tone=Tone.FRIENDLY)
    assert decision.tone is Tone.FRIENDLY
    assert (decision.override.tone, decision.override.because) == (Tone.FIRM, "")
    assert said(decision) == [
        "Chosen tone: friendly; the policy would write firm. Stage: middle; the policy's starting tone there is firm."
    ]


def test_what_the_policy_would_do_anyway_is_no_override():
    decision = decided(a_case(an_invoice(20)), tone=Tone.NEUTRAL, channel=Channel.EMAIL, on=TODAY)
    assert decision.override is None


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (
            EN,
            "Chosen tone: firm; the policy would write neutral. Held back: this is the first contact since the oldest item"
            " fell due. To do it all the same, say why.",
        ),
        (
            HANS,
            "人工选用“坚定”语气；按政策应为“平和”。自最早一笔到期以来首次联系，语气从缓。如仍要这样做，请写明理由。",
        ),
        (
            HANT,
            "人工選用「堅定」語氣；依政策應為「平和」。最早一筆到期以來首次聯絡，語氣從緩。如仍要這樣做，請寫明理由。",
        ),
    ],
)
def test_raising_the_tone_wants_a_reason_and_the_answer_says_why_the_policy_would_not(words, answer):
    case = a_case(an_invoice(50))
    assert words.reason(refused(case, tone=Tone.FIRM).reason) == answer
    raised = decided(case, tone=Tone.FIRM, because=WHY)
    assert (raised.tone, raised.override.tone, raised.override.because) == (Tone.FIRM, Tone.NEUTRAL, WHY)


def test_another_channel_wants_a_reason():
    case = a_case(an_invoice(20))
    assert EN.reason(refused(case, channel=Channel.SMS).reason) == (
        "Chosen channel: SMS; the policy would use email. Channel: email, the first choice at this step."
        " To do it all the same, say why."
    )
    decision = decided(case, channel=Channel.PHONE, because=WHY)
    assert (decision.kind, decision.channel) == (MessageKind.CALL_SCRIPT, Channel.PHONE)
    assert len(decision.override.reasons) == 1


def test_another_kind_wants_a_reason_and_takes_its_own_channel():
    case = a_case(an_invoice(20))
    assert EN.reason(refused(case, kind=MessageKind.CALL_SCRIPT).reason) == (
        "Chosen kind: call script; the policy would write a payment reminder now. To do it all the same, say why."
    )
    decision = decided(case, kind=MessageKind.CALL_SCRIPT, because=WHY)
    assert (decision.channel, decision.override.kind) == (Channel.PHONE, MessageKind.PAYMENT_REMINDER)


def test_thanks_and_other_messages_that_chase_nothing_want_none():
    paid = a_payment("100.00", "INV-1", TODAY)
    decision = decided(a_case(an_invoice(20), payments=(paid,)), kind=MessageKind.RECEIPT_THANKS, channel=Channel.SMS)
    assert decision.override is None


# --- the day -----------------------------------------------------------------
WAITS = [
    ("after a contact two days ago", a_case(an_invoice(14), contacts=(a_contact(2),)), "contacted_recently"),
    ("when the step was done", a_case(an_invoice(18), contacts=(a_contact(3),)), "step_done"),
    ("before the first step", a_case(an_invoice(-12)), "not_due"),
    ("from ninety days on", a_case(an_invoice(95)), "external"),
    ("for a trifle", a_case(an_invoice(20, amount="90.00")), "below_tolerance"),
]


@pytest.mark.parametrize(("case", "code"), [each[1:] for each in WAITS], ids=[each[0] for each in WAITS])
def test_where_the_policy_waits_a_person_writes_with_a_day_and_a_reason(case, code):
    assert (refused(case).reason.code, refused(case).yields) == (code, True)
    assert refused(case, because=WHY).reason.code == code
    wanted = refused(case, on=TODAY).reason
    assert (wanted.code, wanted.details["against"].details["why"].code) == ("reason_wanted", code)
    decision = decided(case, on=TODAY, because=WHY)
    assert decision.override.reasons[-1].code == "earlier_by_person"
    assert decision.override.sets_time


def test_the_answer_names_the_day_and_what_the_policy_waits_for():
    case = a_case(an_invoice(14), contacts=(a_contact(2),))
    assert said(decided(case, on=TODAY, because=WHY)) == [
        "Chosen day: 16 June 2026; the policy would wait. The customer was last contacted on 14 June 2026; the next"
        " contact may be made from 17 June 2026."
    ]


def test_a_later_day_wants_no_reason():
    decision = decided(a_case(an_invoice(14), contacts=(a_contact(2),)), on=date(2026, 6, 17))
    assert (decision.override.on, decision.override.sets_time) == (date(2026, 6, 17), False)
    assert said(decision) == ["Chosen day: 17 June 2026; it does not leave before."]


def test_a_day_that_is_past_is_none():
    assert refused(a_case(an_invoice(20)), on=date(2026, 6, 15), because=WHY).reason.code == "day_is_over"


def test_a_reason_opens_the_evening_and_the_weekend_but_not_the_night():
    def call_at(hour, **wishes):
        sunday = datetime(2026, 6, 21, hour - 8, 0, tzinfo=UTC)  # in Shanghai
        stamp = LedgerStamp(as_of=sunday, source="ledger.csv")
        case = replace(a_case(an_invoice(20), now=sunday, stamps=(stamp,)), today=sunday.date())
        return decide(case, POLICY, CALENDAR, Wishes(channel=Channel.PHONE, because=WHY, **wishes))

    assert call_at(20).reason.code == "quiet_hours"
    assert call_at(20, on=date(2026, 6, 21)).override.sets_time
    night = call_at(21, on=date(2026, 6, 21))
    assert (night.reason.code, night.until.isoformat()) == ("quiet_hours", "2026-06-22T08:00:00+08:00")


def test_no_reason_goes_beyond_one_contact_a_day_and_three_in_seven_days():
    today = a_case(an_invoice(14), contacts=(a_contact(0, at=NOW - timedelta(hours=3)),))
    week = a_case(an_invoice(30), contacts=(a_contact(6), a_contact(3), a_contact(1)))
    assert EN.reason(refused(today, on=TODAY, because=WHY).reason) == (
        "Whatever the reason, 1 contact a day and 3 in seven days are the most; the next one may be made from"
        " 17 June 2026."
    )
    assert refused(week, on=TODAY, because=WHY).reason.details["free"] == date(2026, 6, 17)
    assert (refused(today).yields, refused(week).yields) == (False, False)
    assert decided(a_case(an_invoice(30), contacts=(a_contact(3), a_contact(1))), on=TODAY, because=WHY).override


# --- what stays forbidden ----------------------------------------------------
def a_dispute(amount="3000.00"):
    return Dispute(
        id="D-1",
        customer_code="C1",
        invoice_no="INV-1",
        amount=cny(amount),
        reason="quality",
        opened_on=TODAY,
        quote="",
        handler="",
        answer_by=TODAY,
    )


def a_promise():
    return Promise(
        id="P-1",
        customer_code="C1",
        amount=cny("10000.00"),
        made_on=TODAY,
        due=TODAY + timedelta(days=5),
        quote="",
        source="call",
    )


FORBIDDEN = [
    ("on hold", a_case(an_invoice(20), holds=(Hold(id="H", customer_code="C1", reason=HoldReason.DO_NOT_CONTACT, note="", since=TODAY),)), "on_hold"),
    ("insolvent", a_case(an_invoice(20), holds=(Hold(id="H", customer_code="C1", reason=HoldReason.INSOLVENCY, note="", since=TODAY),)), "insolvent"),
    ("promised", a_case(an_invoice(20), promises=(a_promise(),)), "promised"),
    ("disputed in full", a_case(an_invoice(20), disputes=(a_dispute("10000.00"),)), "disputed"),
    ("paid", a_case(an_invoice(20), payments=(a_payment("10000.00", "INV-1", TODAY),)), "nothing_open"),
    ("paid, not matched", a_case(an_invoice(20), payments=(a_payment("10000.00", "", TODAY),)), "unallocated_covers"),
    ("old data", a_case(an_invoice(20), stamps=(LedgerStamp(as_of=NOW - timedelta(days=9), source="x"),)), "stale_data"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "code"), [each[1:] for each in FORBIDDEN], ids=[each[0] for each in FORBIDDEN])
def test_no_reason_opens_what_the_record_forbids(case, code):
    assert refused(case, on=TODAY, because=WHY, tone=Tone.FRIENDLY).reason.code == code
    assert refused(case).yields is False


def test_no_reason_makes_a_letter_firm_while_a_dispute_is_open():
    case = a_case(an_invoice(50), disputes=(a_dispute(),), contacts=(a_contact(10),))
    assert EN.reason(refused(case, tone=Tone.FIRM, because=WHY).reason) == (
        "A firm tone is not for this case, whatever the reason. Held at neutral or softer while a dispute is open."
    )


# --- ways to reach the customer ----------------------------------------------
def reached_by(**contact):
    return a_customer(contact=Contact(name="王小明", salutation="王经理", **({"email": "", "phone": ""} | contact)))


def test_a_step_goes_by_the_first_channel_that_the_record_knows():
    by_phone = decided(a_case(an_invoice(20), customer=reached_by(phone="+86 1")))
    by_mail = decided(a_case(an_invoice(60), customer=reached_by(email="a@b.example")))
    assert (by_phone.channel, by_phone.kind) == (Channel.PHONE, MessageKind.CALL_SCRIPT)
    assert (by_mail.channel, by_mail.kind) == (Channel.EMAIL, MessageKind.PAYMENT_REMINDER)
    assert "channel_on_record" in [reason.code for reason in by_mail.explanation]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            EN,
            "The record holds no address or number of 示例客户有限公司 for this step. Get one first, and import it with the"
            " customer's data.",
        ),
        (HANS, "没有登记示例客户有限公司的邮箱或电话，本步骤无法联系。请先取得联系方式，并随客户资料导入。"),
        (HANT, "客戶資料中沒有示例客户有限公司的電子郵件或電話，本步驟無法聯絡。請先取得聯絡方式，並隨客戶資料匯入。"),
    ],
)
def test_without_any_contact_the_next_step_is_to_get_one(words, sentence):
    assert words.reason(refused(a_case(an_invoice(20), customer=reached_by())).reason) == sentence


def test_a_channel_that_nobody_can_be_reached_by_is_refused():
    case = a_case(an_invoice(20), customer=reached_by(email="a@b.example"))
    assert refused(case, channel=Channel.SMS, because=WHY).reason.code == "channel_not_on_record"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc"])
def test_a_zone_that_nobody_knows_is_named(zone):
    refusal = refused(a_case(an_invoice(20), customer=a_customer(timezone=zone), contacts=(a_contact(2),)))
    assert (refusal.reason.code, refusal.reason.details["zone"]) == ("zone_unknown", zone)


def test_more_money_here_than_is_owed_is_said():
    case = a_case(an_invoice(20), payments=(a_payment("10500.00", "INV-1", TODAY),))
    assert EN.reason(refused(case).reason) == (
        "Nothing is open; CNY 500.00 of the customer's money is here unmatched. Pay it back, or keep it for the next"
        " invoice."
    )
