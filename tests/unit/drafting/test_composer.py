"""How the composer copes with what a brief has, and with what it lacks."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.brief import FactKind, Topic
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.drafting import Composer
from assistant.drafting.segments import segments
from assistant.errors import Refused
from tests.builders import AS_OF, a_brief, a_fact, money


def test_a_kind_without_phrases_is_refused_with_a_way_out(composer):
    with pytest.raises(Refused) as refused:
        composer.write(a_brief("EN", kind=MessageKind.CALL_SCRIPT, channel=Channel.LETTER, tone=Tone.FIRM))

    assert refused.value.code == "no_phrasebook"
    assert str(refused.value) == (
        "The phrasebook has no call script by letter in a firm tone in en; "
        "choose another channel, or let a model write it."
    )
    assert refused.value.details == {"kind": "call_script", "channel": "letter", "tone": "firm", "language": "en"}


def test_a_brief_without_what_a_letter_cannot_do_without_is_refused(composer):
    with pytest.raises(Refused) as refused:
        composer.write(a_brief("EN", drop=("due_date",)))

    assert refused.value.code == "fact_missing"
    assert refused.value.details == {"kind": "payment_reminder", "missing": ("due_date",)}
    assert str(refused.value) == "A payment reminder cannot do without: due date; complete the record."


def test_a_limit_on_the_body_is_kept_by_leaving_out_what_can_be_spared(composer):
    brief = a_brief("CN", channel=Channel.SMS)
    whole = composer.write(brief).body
    shortened = composer.write(replace(brief, max_chars=len(whole) - 1)).body

    assert len(shortened) < len(whole)
    with pytest.raises(Refused) as refused:
        composer.write(replace(brief, max_chars=20))
    assert refused.value.code == "body_too_long"
    assert refused.value.details["most"] == 20


def test_a_text_message_that_cannot_be_made_short_enough_is_refused(composer):
    brief = a_brief("CN", channel=Channel.SMS, values={"creditor_name": "启明岛精工" * 20})

    with pytest.raises(Refused) as refused:
        composer.write(brief)

    assert refused.value.code == "message_too_long"


def test_a_text_message_leaves_out_the_link_before_it_grows_a_third_segment(composer):
    roomy = composer.write(a_brief("EN", channel=Channel.SMS, stage=Stage.UPCOMING))
    long_name = {"creditor_name": "Qimingdao Precision Manufacturing and Export Company Limited"}
    tight = composer.write(a_brief("EN", channel=Channel.SMS, stage=Stage.MIDDLE, tone=Tone.FIRM, values=long_name))

    assert "https://pay.qimingdao.example/inv" in roomy.body
    assert "https://" not in tight.body
    assert segments(tight.body) == 2


def test_a_text_message_and_a_call_script_have_no_subject(composer):
    assert composer.write(a_brief("EN", channel=Channel.SMS)).subject == ""
    assert composer.write(a_brief("EN", kind=MessageKind.CALL_SCRIPT, channel=Channel.PHONE)).subject == ""


def test_the_same_brief_always_gives_the_same_draft(composer, phrasebooks):
    brief = a_brief("TW", stage=Stage.LATE, tone=Tone.FIRM, number=3)

    assert composer.write(brief) == composer.write(brief) == Composer(phrasebooks).write(brief)


OPTIONAL = (
    ("contact_name", "salutation"),
    ("sender_name", "sender_title"),
    ("sender_phone",),
    ("sender_email",),
    ("sender_phone", "sender_email"),
    ("bank", "account_holder", "account_no", "swift"),
    ("payment_link", "ways_to_pay"),
    ("bank", "account_holder", "account_no", "swift", "payment_link", "ways_to_pay"),
    ("clause", "contract_no"),
    ("days_late", "ask_by"),
    ("last_contact", "reminder_count"),
    ("issue_date", "invoice_amount"),
)


@pytest.mark.parametrize("market", ["CN", "TW", "HK", "EN"])
@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("missing", OPTIONAL, ids="-".join)
def test_a_letter_is_written_without_what_is_optional(composer, market, tone, missing):
    draft = composer.write(a_brief(market, stage=Stage.LATE, tone=tone, number=2, drop=missing))

    assert "INV-2026-0311" in draft.text
    _, *others = draft.body.split("\n\n")
    assert not [paragraph for paragraph in others if not paragraph or paragraph.endswith((":", "："))]


def test_an_empty_value_counts_as_absent(composer):
    draft = composer.write(a_brief("EN", values={"salutation": "", "sender_phone": ""}))

    assert draft.body.startswith("Dear Grace Tan,\n")
    assert "{sender_email}" not in draft.body
    assert "wei.li@qimingdao.example" in draft.body.split("Kind regards,")[0]


@pytest.mark.parametrize("market", ["CN", "TW", "HK", "EN"])
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
def test_several_invoices_are_written_of_without_a_count_too(composer, market, channel):
    draft = composer.write(a_brief(market, channel=channel, invoices=9, drop=("invoice_count",)))

    assert draft.body
    assert len(draft.body.splitlines()) > 20 or channel is Channel.SMS


def test_ten_invoices_are_listed_to_the_eighth_and_then_counted(composer):
    many = a_brief("EN", invoices=10)
    counted = a_brief("EN", invoices=10, extra=(a_fact("invoices_not_listed", 2, FactKind.COUNT),))

    listed = [line for line in composer.write(many).body.splitlines() if line.startswith("•")]

    assert len(listed) == 9
    assert listed[7] == "• INV-2026-0493: USD 17,500.00, due 15 June 2026, 1 day late"
    assert listed[8] == "• and the others of these 10 invoices"
    assert "• and 2 more" in composer.write(counted).body.splitlines()


def test_a_disputed_part_is_left_out_of_the_request(composer):
    draft = composer.write(a_brief("EN", stage=Stage.FORMAL, tone=Tone.FORMAL, disputed="1000.00"))

    assert "USD 8,100.00" in draft.body
    assert "USD 9,100.00" not in draft.text
    assert "USD 1,000.00" in draft.body


def test_money_that_belongs_nowhere_yet_is_asked_about(composer):
    loose = a_fact("unallocated", money("300", "USD"), FactKind.MONEY)

    assert "USD 300.00" in composer.write(a_brief("EN", extra=(loose,))).body


def test_nothing_is_said_of_missing_payments_when_one_came(composer):
    claims = ("I haven't seen this payment", "still open with us", "no payment for it since")
    loose = a_fact("unallocated", money("300", "USD"), FactKind.MONEY)

    def claims_it(**changes) -> bool:
        body = composer.write(a_brief("EN", number=2, invoices=2, **changes)).body
        return any(claim in body for claim in claims)

    assert claims_it()
    assert not claims_it(values={"last_contact": date(2026, 6, 1)})  # before the due dates
    assert not claims_it(paid="100")
    assert not claims_it(extra=(loose,))


def test_a_part_payment_is_thanked_for(composer):
    assert re.search(r"[Tt]hank.*USD 100\.00|USD 100\.00.*thank", composer.write(a_brief("EN", paid="100")).body)


def test_an_offer_is_made_only_when_the_brief_makes_it(composer):
    def body(**changes) -> str:
        return composer.write(a_brief("EN", stage=Stage.LATE, tone=Tone.FIRM, number=3, **changes)).body

    offered = body(offer=OfferKind.INSTALMENTS)
    assert "• USD 4,550.00 on 26 June 2026\n• USD 4,550.00 on 24 July 2026" in offered
    assert "instalment" not in body()
    assert "3 July" in body(offer=OfferKind.EXTENSION)
    assert "instalment" not in body(offer=OfferKind.INSTALMENTS, drop=("instalment_due",))
    # Facts alone are no offer.
    assert "instalment" not in body(offer=OfferKind.INSTALMENTS, offers=())


def test_the_consequence_is_the_contracts_own_and_comes_with_a_date(composer):
    def body(tone: Tone, **changes) -> str:
        return composer.write(a_brief("EN", stage=Stage.LATE, tone=tone, number=3, **changes)).body

    assert "interest" in body(Tone.FIRM)
    assert "interest" not in body(Tone.NEUTRAL)
    assert "interest" not in body(Tone.FIRM, cite=(Topic.PAYMENT_TERM,))
    assert "interest" not in body(Tone.FIRM, drop=("ask_by",))
    assert "deliveries" in body(Tone.FIRM, cite=(Topic.SUSPENSION,))


def test_legal_steps_are_named_only_when_that_is_authorised(composer):
    brief = a_brief("EN", stage=Stage.FORMAL, tone=Tone.FORMAL, number=4)
    authorised = replace(brief, grounds=replace(brief.grounds, legal_notice_authorised=True))

    assert "legal" not in composer.write(brief).body
    assert any(word in composer.write(authorised).body for word in ("legal", "the law provides"))


def test_a_clause_in_another_script_is_cited_by_number_and_not_quoted(composer):
    brief = a_brief("HK", stage=Stage.LATE, tone=Tone.FIRM)
    simplified = replace(brief.grounds.excerpts[0], quote="买方应于开票后付款")
    changed = replace(brief, grounds=replace(brief.grounds, excerpts=(simplified, *brief.grounds.excerpts[1:])))

    assert "「買方須於發票日期起30日內，全數支付發票所列款項」" in composer.write(brief).body
    assert "第5.2條" in composer.write(changed).body
    assert "买方" not in composer.write(changed).body


def test_a_promise_in_another_language_is_stated_and_not_quoted(composer):
    brief = a_brief("EN", kind=MessageKind.PROMISE_FOLLOWUP, values={"promise_quote": "十號會過數。"})

    body = composer.write(brief).body

    assert "十號" not in body
    assert "USD 4,550.00" in body
    assert "10 June 2026" in body


def test_a_deadline_in_the_next_year_is_written_with_its_year(composer):
    brief = a_brief("CN", stage=Stage.MIDDLE, tone=Tone.NEUTRAL, values={"ask_by": date(2027, 1, 8)})

    assert "2027年1月8日（周五）" in composer.write(brief).body


def test_a_step_reached_a_day_late_does_not_call_yesterday_today(composer):
    yesterday = {"due_date": AS_OF - timedelta(days=1)}

    body = composer.write(a_brief("EN", stage=Stage.DUE, values=yesterday)).body

    assert "today" not in body.lower()
    assert "15 June 2026" in body


def test_billing_digits_reach_every_amount(phrasebooks):
    brief = a_brief("TW", tone=Tone.NEUTRAL)

    assert "NT$164,000.00" in Composer(phrasebooks, {}).write(brief).body
    assert "NT$164,000.00" not in Composer(phrasebooks, {"TWD": 0}).write(brief).body
