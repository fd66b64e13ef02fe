"""How reasons, errors, names and values read in the three languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.domain.brief import SourceKind
from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language, LocalText, Reason
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.domain.parties import Standing
from assistant.errors import BadAmount, BadKnowledge, NotFound, OutOfDate, Refused
from assistant.knowledge import read_yaml
from assistant.wording import Wording, Words

EN, HANS, HANT = Wording.of(Language.EN), Wording.of(Language.ZH_HANS), Wording.of(Language.ZH_HANT)
ALL = [EN, HANS, HANT]


# whole sentences

PROMISED = Reason.of("promised", amount=Money(120_000_00, "HKD"), due=date(2026, 6, 26))


def test_a_reason_reads_as_a_sentence_in_each_language():
    assert [words.reason(PROMISED) for words in ALL] == [
        "A promise of HKD 120,000.00 by 26 June 2026 is still open; "
        "nothing is sent about what it covers until it is kept or missed.",
        "客户承诺于2026年6月26日前支付 HKD 120,000.00，承诺仍有效；在其履行或落空之前，所涉款项不发送任何内容。",
        "客戶承諾於2026年6月26日前支付 HKD 120,000.00，承諾仍有效；在其履行或落空之前，所涉款項不發送任何內容。",
    ]


def test_the_members_of_enumerations_are_named_inside_a_sentence():
    reason = Reason.of("tone_of_step", tone=Tone.FIRM, stage=Stage.MIDDLE)
    assert EN.reason(reason) == "Stage: middle; the policy's starting tone there is firm."
    assert HANS.reason(reason) == "催收阶段为“逾期中期”，政策规定的起始语气是“坚定”。"
    assert HANT.reason(reason) == "催收階段為「逾期中期」，政策規定的起始語氣是「堅定」。"


def test_a_plain_text_is_named_by_the_list_that_its_placeholder_points_to():
    reason = Reason.of("last_contact", days=9, channel="phone")
    assert EN.reason(reason) == "Last contact: 9 days ago by phone."
    assert HANT.reason(reason) == "上次聯絡：9 天前，電話。"


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "The oldest item is due today."),
        (1, "The oldest item is 1 day past due."),
        (23, "The oldest item is 23 days past due."),
    ],
)
def test_a_count_takes_its_noun_and_nothing_gives_way_to_the_other_half(days, sentence):
    assert EN.reason(Reason.of("days_past_due", days=days)) == sentence


@pytest.mark.parametrize(
    ("note", "until", "sentence"),
    [
        ("", None, "On hold (dispute). Nothing is sent until someone lifts the hold."),
        (
            "waits for the lab.",
            date(2026, 6, 30),
            "On hold (dispute). Nothing is sent up to and including 30 June 2026. Note: waits for the lab.",
        ),
    ],
)
def test_a_part_of_a_sentence_falls_away_with_its_value(note, until, sentence):
    assert EN.reason(Reason.of("on_hold", hold=HoldReason.DISPUTE, note=note, until=until)) == sentence


def test_one_missing_value_is_enough_for_a_part_to_give_way():
    assert EN.reason(Reason.of("last_contact", days=0, channel="email")) == "Last contact: today by email."


def test_a_reason_inside_an_error_is_worded_in_the_same_language():
    changed = Reason.of("fact_changed", role="open_balance", about="INV-0042", was=Money(9_100_00, "EUR"), now=None)
    error = OutOfDate("lapsed_stale", "It lapsed.", message="M-0007", reason=changed)
    assert EN.error(error) == (
        "M-0007 is out of date. Changed: open balance (INV-0042), was EUR 9,100.00, no longer there. "
        "Prepare the draft again."
    )
    assert HANS.error(error) == (
        "M-0007 已过时。已变动：未付余额（INV-0042），原为 EUR 9,100.00，现已不存在。请重新起草。"
    )


def test_an_error_names_states_and_moments_in_words():
    opens = datetime(2026, 6, 17, 9, tzinfo=ZoneInfo("Asia/Hong_Kong"))
    wrong = Refused("wrong_state", "No.", now="in_review", to="released")
    assert HANT.error(wrong) == "函件目前為「審核中」，不能轉為「已放行」，請重新查看。"
    assert EN.error(Refused("quiet_hours", "No.", opens=opens)) == (
        "It is outside the customer's working hours; release it from 17 June 2026, 09:00 (UTC+08:00)."
    )


def test_the_reason_of_a_refused_row_may_be_an_error():
    error = BadAmount("not_an_amount", "No.", text="12,3,4")
    assert HANS.reason(Reason(error.code, error.details)) == "“12,3,4”不是金额，请写成 48200.00 的形式。"


def test_one_doubt_is_a_question_about_a_file_and_a_sentence_about_a_row():
    question = Reason.of("unclear_amount", file="a.csv", rows=2, examples=("1.234", "5.678"), choices=(".", ","))
    assert EN.reason(question) == (
        "In 2 rows it is not clear whether point or comma is the decimal mark (for example 1.234, 5.678). "
        "Say which it is, then import again."
    )
    assert EN.reason(Reason.of("unclear_amount", text="1.234")) == (
        "“1.234” can be read as two different sums; say which sign is the decimal mark."
    )


def test_lists_are_joined_as_the_language_does():
    columns = Refused("missing_columns", "No.", file="六月.csv", missing=("due_date", "currency"))
    assert EN.error(columns).startswith("六月.csv lacks these columns: due date, currency. ")
    assert HANT.error(columns).startswith("六月.csv 缺少以下欄位：到期日、幣別。")


# names and values


def test_names_are_those_of_the_field():
    members = [Stage.FORMAL, Tone.FRIENDLY, Channel.SMS, MessageKind.CALL_SCRIPT, Status.AWAITING_AUTHOR, Standing.KEY]
    assert [EN.name(m) for m in members] == [
        "formal demand", "friendly", "SMS", "call script", "waiting for its author", "key account",
    ]  # fmt: skip
    assert [HANS.name(m) for m in members] == ["正式催款", "友好", "短信", "电话提纲", "待作者确认", "重点客户"]
    assert [HANT.name(m) for m in members] == ["正式催告", "友善", "簡訊", "電話提綱", "待作者確認", "重要客戶"]


def test_roles_of_facts_have_names_and_an_unknown_one_its_own_words():
    assert [words.role("due_date") for words in ALL] == ["due date", "到期日", "到期日"]
    assert HANS.role("goal_of_visit") == "goal of visit"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Money(86_400_00, "TWD"), "TWD 86,400", "TWD 86,400"),
        (date(2026, 6, 5), "5 June 2026", "2026年6月5日"),
        (
            datetime(2026, 6, 16, 8, 30, tzinfo=UTC),
            "16 June 2026, 08:30 (UTC+00:00)",
            "2026年6月16日 08:30（UTC+00:00）",
        ),
        (Cause.CASH_FLOW, "tight cash flow", "资金周转紧张"),
        (("R1", 7), "R1, 7", "R1、7"),
        (LocalText(en="till", zh_hans="收银台", zh_hant="收銀台"), "till", "收银台"),
        (PROMISED, EN.reason(PROMISED), HANS.reason(PROMISED)),
        (12.04, "12", "12"),
        (3, "3", "3"),
        (None, "none", "无"),
    ],
)
def test_values_are_written_as_the_language_does(value, english, chinese):
    assert (EN.value(value), HANS.value(value)) == (english, chinese)


# what is not in the files


def test_an_unknown_error_speaks_english_and_an_unknown_reason_says_its_code():
    assert (
        HANS.error(NotFound("of_tomorrow", "There is no such thing yet; wait.")) == "There is no such thing yet; wait."
    )
    assert HANS.reason(Reason.of("of_tomorrow", day=3)) == "of tomorrow"
    assert HANS.reason(Reason.of("of_tomorrow"), default="Not yet.") == "Not yet."
    assert HANS.label("of_tomorrow") == "of tomorrow"


def test_details_that_are_missing_never_raise():
    assert EN.error(NotFound("unknown_customer", "There is no customer 'X1'.")) == "There is no customer 'X1'."
    assert EN.reason(Reason.of("promised", amount=Money(1, "CNY"))) == "promised"


def test_braces_and_brackets_in_a_detail_stay_as_they_are():
    note = Reason.of("by_person", login="mei", text="use {amount} and [this||that]")
    assert EN.reason(note) == "mei: use {amount} and [this||that]"


def test_control_characters_in_a_detail_do_not_reach_a_terminal():
    assert EN.error(BadAmount("not_an_amount", "No.", text="1\x1b[2J")) == (
        "“1\N{REPLACEMENT CHARACTER}[2J” is not an amount; write it like 48200.00."
    )


def test_the_file_of_a_language_is_read_once():
    assert Wording.of(Language.EN) is EN


def test_a_section_that_is_not_known_is_refused(tmp_path):
    path = tmp_path / "en.yaml"
    path.write_text(
        "formats: {date: d, moment: d, between: '-', nothing: '-'}\nlabels: {}\nnames: {}\nreasons: {}\nerrors: {}\n"
    )
    assert read_yaml(path, Words).formats.between == "-"
    path.write_text(path.read_text() + "jokes: {}\n")
    with pytest.raises(BadKnowledge, match="jokes"):
        read_yaml(path, Words)


def test_what_an_arrangement_says_is_told_in_words_and_other_sources_by_their_place():
    told = [words.source(SourceKind.POLICY, "arrangement") for words in ALL]
    assert told == ["what this message offers", "本函所提方案", "本函所提方案"]
    assert EN.source(SourceKind.LEDGER, "invoices.csv row 3") == "ledger: invoices.csv row 3"
