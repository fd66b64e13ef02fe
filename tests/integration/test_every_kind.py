"""Every kind of message in every market, tone and channel, on records of many sorts."""

import itertools
import re
from dataclasses import replace

import pytest

from assistant.bootstrap import build_given_desk
from assistant.domain.brief import Refusal
from assistant.domain.finding import Verdict
from assistant.drafting.segments import segments
from assistant.errors import Refused
from assistant.intake.given_task import task_from_line
from assistant.settings import Settings
from assistant.workflow.draft_given import Written, draft_given
from tests.desk import composer
from tests.integration.given_lines import CHANNELS, MARKETS, a_line, tones
from tests.unit.drafting.test_every_combination import unmarked_figures, wrong_marks, wrong_script

DESK = build_given_desk(Settings())
COMPOSER = composer()
# What a record may be like, besides the usual one.
RECORDS = {
    "usual": {},
    "three invoices": {"invoices": 3},
    "ten invoices": {"invoices": 10},
    "no contract": {"without": ("contract",)},
    "no names": {"without": ("contact", "sender_title", "sender_phone")},
    "nobody's name at all": {"without": ("contact", "sender", "sender_title", "sender_phone", "sender_email")},
    "a payment link": {"without": ("bank",), "record": {"payment_link": "https://pay.tools.example/7"}},
    "nothing to pay by": {"without": ("bank", "account_holder")},
    "a disputed part": {"extra": {"disputed_amount": "900"}},
    "a broken promise": {"record": {"promises": [{"date": "2025-03-05", "amount": "900", "by": "2025-03-12"}]}},
    "part paid": {"record": {"invoices": [
        {"no": "FP-101", "amount": "9000", "issued": "2025-01-10", "due": "2025-02-09", "paid": "2000",
         "paid_on": "2025-03-01"}]}},
    "two reminders": {"extra": {"reminders_sent": ["2025-02-20", "2025-03-05"]}},
    "nothing given besides": {"extra": {}, "without": ("ask_by", "reply_by", "answer_by", "message_date", "delivery",
                                                      "interest", "agreed_on", "agreed_with", "if_missed", "effective",
                                                      "existing_pay_by", "old_terms", "documents_needed", "remaining")},
}  # fmt: skip
# Where a record makes a kind impossible, with the reason.
IMPOSSIBLE = {
    ("service_suspension_notice", "no contract"): "fact_missing",
    ("plan_proposal", "a disputed part"): "plan_not_the_debt",
    ("plan_proposal", "part paid"): "plan_not_the_debt",
}


def written(line):
    try:
        result = draft_given(DESK, task_from_line(line))
    except Refused as refused:
        return refused.code
    return result.reason.code if isinstance(result, Refusal) else result


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("kind", CHANNELS)
def test_every_draft_passes_whole_or_is_refused_for_a_known_reason(market, kind):
    for (name, record), channel, tone in itertools.product(RECORDS.items(), CHANNELS[kind], tones(kind)):
        if name != "usual" and (channel != CHANNELS[kind][0] or market in ("US", "JP")):
            continue  # each record by one channel, each channel and each further market by one record
        result = written(a_line(market, kind, channel=channel, tone=tone, **record))
        if (kind, name) in IMPOSSIBLE:
            assert result == IMPOSSIBLE[kind, name], (name, channel, tone)
            continue
        assert isinstance(result, Written), (name, channel, tone, result)
        draft, report = result.draft, result.report
        assert report.verdict is Verdict.PASS, (name, channel, tone, report.findings, draft.text)
        assert unmarked_figures(draft) == []
        assert wrong_marks(draft, result.brief) == []
        assert wrong_script(draft, result.brief) == [], draft.text
        assert not re.search(r"[{}\[\]]|[ \t]\n|\n\n\n|^\s|\s$|[。，；：！？]{2}|\.\.|,,| ,|，$", draft.text), (
            draft.text
        )
        assert bool(draft.subject) is (channel in ("email", "letter", "chat")), draft.text
        if channel == "sms":
            assert segments(draft.body) <= 2


def series(market, kind, channel, tone):
    """The first, second, third and fourth message of a kind to one customer, all else being as it was."""
    brief = written(a_line(market, kind, channel=channel, tone=tone)).brief
    return [COMPOSER.write(replace(brief, number=number)).body for number in range(1, 5)]


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("kind", CHANNELS)
def test_no_text_comes_twice_in_a_row(market, kind):
    for channel, tone in itertools.product(CHANNELS[kind], tones(kind)):
        texts = series(market, kind, channel, tone)
        assert all(one != other for one, other in itertools.pairwise(texts)), texts[0]


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("kind", [k for k in CHANNELS if k not in ("visit_brief", "counsel_brief", "call_script")])
def test_three_messages_in_a_row_begin_differently(market, kind):
    for channel, tone in itertools.product(CHANNELS[kind], tones(kind)):
        texts = series(market, kind, channel, tone)[:3]
        openings = {opening(text) for text in texts}
        assert len(openings) == 3, openings


def opening(text):
    """The first paragraph that is more than a date, an address or a form of address."""
    return next((p for p in text.split("\n\n")[1:] if len(p) > 25), text)


@pytest.mark.parametrize("kind", [k for k in CHANNELS if k not in ("visit_brief", "counsel_brief", "call_script")])
@pytest.mark.parametrize("tone", ["friendly", "neutral", "firm", "formal"])
def test_one_chinese_letter_speaks_to_the_person_or_to_the_company_not_to_both(kind, tone):
    if tone in tones(kind):
        for days in ([], ["2025-02-20"], ["2025-02-20", "2025-02-27"]):
            line = a_line("CN", kind, tone=tone, extra={"reminders_sent": days})
            text = written(line).draft.text.replace("您好", "")
            assert not ("您" in text and "贵司" in text), text


# What each kind cannot do without, and what it says when that is missing.
NEEDED = {
    "receipt_thanks": ("received",),
    "written_confirmation": ("agreed_plan",),
    "plan_proposal": ("plan",),
    "credit_terms_change": ("new_terms",),
    "service_suspension_notice": ("contract",),
}


@pytest.mark.parametrize("kind", NEEDED)
def test_what_is_missing_is_named_and_nothing_is_invented(kind):
    with pytest.raises(Refused) as refused:
        draft_given(DESK, task_from_line(a_line("EN", kind, without=NEEDED[kind])))
    assert refused.value.code == "fact_missing"
    named = {
        "receipt_thanks": ("received",),
        "written_confirmation": ("plan_total",),
        "plan_proposal": ("plan_total",),
        "credit_terms_change": ("new_terms",),
        "service_suspension_notice": ("suspension_clause",),
    }
    assert refused.value.details["missing"] == named[kind]


def test_a_plan_beyond_authority_is_not_proposed():
    line = a_line("EN", "plan_proposal", record={"authority": {"may_offer_instalments": False}})
    assert written(line) == "plan_beyond_authority"


def test_a_last_letter_is_not_written_in_a_friendly_tone_nor_before_the_due_date():
    assert written(a_line("EN", "formal_demand", tone="friendly")) == "tone_not_for_kind"
    assert written(a_line("EN", "formal_demand", record={"as_of": "2025-02-01"})) == "not_due"


def test_a_formal_demand_shows_how_late_interest_comes_about_and_computes_nothing_itself():
    interest = {"amount": "98.73", "base": "9100", "rate": "12% per year", "from": "2025-02-10", "to": "2025-03-14"}
    result = written(a_line("EN", "formal_demand", extra={"interest": {**interest, "days": 33}}))

    assert (
        """
Late interest up to 14 March 2025: GBP 98.73
• principal: GBP 9,100.00
• rate: 12% per year
• period: 10 February 2025 to 14 March 2025, 33 days
Principal and late interest together: GBP 9,198.73
"""
        in result.draft.body
    )
    assert unmarked_figures(result.draft) == []
    without = written(a_line("EN", "formal_demand", without=("interest",))).draft.body
    assert not re.search("principal:|together:", without)


def test_a_statement_lists_every_item():
    text = written(a_line("EN", "statement_of_account", invoices=12)).draft.body
    assert text.count("• FP-") == 12


def test_a_courtesy_note_names_no_sum():
    for market in MARKETS:
        draft = written(a_line(market, "relationship_note")).draft
        assert not re.search(r"\d{3}[.,]|FP-", draft.body.split("\n\n")[1] + draft.body.split("\n\n")[2])


def test_a_mainland_plan_and_confirmation_keep_the_late_payment_clause_alive_and_fix_no_interest():
    for kind in ("plan_proposal", "written_confirmation"):
        text = written(a_line("CN", kind, extra={"interest": "795.30"})).draft.text
        assert "逾期付款违约责任条款" in text
        assert "继续适用" in text
        assert "795.30" not in text
        assert "大写：人民币肆万捌仟贰佰元整" in text


def test_a_reply_takes_up_each_point_that_the_customer_raised():
    text = written(a_line("CN", "negotiation_reply")).draft.text
    assert [line[:5] for line in text.splitlines() if line.startswith("关于") and "：" in line[:7]] == [
        "关于单据：",
        "关于资金：",
        "关于分期：",
        "关于违约金",
    ]


def test_a_mail_too_is_shortened_to_the_limit_that_is_given():
    for market in MARKETS:
        whole = written(a_line(market, "payment_reminder", tone="neutral")).draft.body
        result = written(a_line(market, "payment_reminder", tone="neutral", extra={"max_chars": len(whole) - 1}))
        assert len(result.draft.body) < len(whole)
        assert result.report.verdict is Verdict.PASS


def test_a_statement_says_what_of_its_total_is_contested():
    line = a_line("EN", "statement_of_account", invoices=3, extra={"disputed_amount": "900"})
    assert "Your 3 open invoices add up to GBP 27,300.00." in written(line).draft.body
    assert "GBP 900.00" in written(line).draft.body


def test_the_script_asks_for_the_person_who_is_named():
    for market in ("CN", "TW", "HK", "EN"):
        script = written(a_line(market, "call_script")).draft.body
        assert MARKETS[market]["contact"] in script.split("\n\n")[1]


def test_a_script_names_what_may_be_offered_and_no_more():
    may = {"max_extension_days": 7, "may_offer_instalments": True, "max_instalments": 2}
    for authority, offered in (
        (may, "May offer: Friday 28 March as the new date; or parts, 2 of them at most."),
        ({**may, "may_offer_instalments": False}, "May offer: Friday 28 March as the new date."),
        ({}, "May offer: to put their proposal to the person who decides. No promise on the phone."),
    ):
        assert (
            offered in written(a_line("EN", "call_script", tone="neutral", record={"authority": authority})).draft.body
        )
