"""The house voice, held in every tone: length, parts, words that are never used, and no sentence twice."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from tests.builders import MARKETS, a_brief

OVERDUE = (Stage.EARLY, Stage.MIDDLE, Stage.LATE)
CUSTOMERS = [f"C{n:02d}" for n in range(6)]

# Lines that stay the same from letter to letter: payment details, greeting, signature.
PAYMENT = re.compile(
    r"(户名|开户行|账号|SWIFT|在线支付|也可使用|戶名|銀行|帳號|線上付款|亦可使用|戶口名稱|戶口號碼|網上付款|其他方法"
    r"|汇款附言|匯款附註|付款備註|Reference|Account name|Bank|Account number|Pay online|Also accepted)[:：]"
)
SIGNATURES = ("顺颂商祺", "此致", "敬祝　商祺", "順頌　商祺", "Kind regards,", "Yours sincerely,", "Sincerely,")


def prose(draft: Draft) -> str:
    """The body without greeting, payment details, lists and signature."""
    paragraphs = draft.body.split("\n\n")
    while not paragraphs[-1].startswith(SIGNATURES):
        paragraphs.pop()
    lines = [line for paragraph in paragraphs[1:-1] for line in paragraph.splitlines()]
    return "\n".join(line for line in lines if not PAYMENT.match(line) and not line.startswith("•"))


def length(text: str, language: Language) -> int:
    """Words in English; in Chinese what a word processor counts: each character, and each run of Latin as one."""
    if language is Language.EN:
        return len(text.split())
    wide = r"[　-鿿＀-￯“”‘’…]"
    return len(re.findall(rf"{wide}|(?:(?!{wide})\S)+", text))


def reminders(
    market: str, tone: Tone, stages: tuple[Stage, ...], customers: list[str] = CUSTOMERS, **changes
) -> Iterator[Brief]:
    """Three in a row bring up every wording of a move; several customers bring them up in other company."""
    for customer, number, stage in itertools.product(customers, (1, 2, 3), stages):
        brief = a_brief(market, tone=tone, stage=stage, number=number, **changes)
        yield replace(brief, customer_code=customer)


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("tone", [Tone.FRIENDLY, Tone.NEUTRAL, Tone.FIRM])
@pytest.mark.parametrize("paid", ["", "2000"])
def test_a_reminder_on_one_invoice_is_as_long_as_the_voice_allows(composer, market, tone, paid):
    shortest, longest = (90, 160) if MARKETS[market].language is Language.EN else (150, 260)
    for brief in reminders(market, tone, (Stage.UPCOMING, Stage.DUE, *OVERDUE), paid=paid):
        draft = composer.write(brief)
        greeting = draft.body.split("\n\n")[0]
        count = length(f"{greeting}\n{prose(draft)}", brief.language)
        assert shortest <= count <= longest, f"{count}:\n{draft.text}"


# Words that the voice rules out, whatever the tone.
NEVER = {
    Language.ZH_HANS: r"严重|后果自负|恶意|拖欠|催款|催收|再不|否则|你|[!！]|欠款",
    Language.ZH_HANT: r"嚴重|後果自負|惡意|拖欠|催款|催收|再不|否則|你|[!！]|合先敘明|信息|短信|渠道|賬单|账",
    Language.EN: r"(?i:urgent|final warning|final notice|unacceptable|shocked|serious|immediately|failure|failed|delinquent)|!",
}


@pytest.mark.parametrize("market", list(MARKETS))
def test_words_that_are_never_used_are_not_used(composer, market):
    for tone, (kind, channel) in itertools.product(
        Tone,
        [
            (MessageKind.PAYMENT_REMINDER, Channel.EMAIL),
            (MessageKind.PAYMENT_REMINDER, Channel.LETTER),
            (MessageKind.PAYMENT_REMINDER, Channel.SMS),
            (MessageKind.PROMISE_FOLLOWUP, Channel.EMAIL),
        ],
    ):
        for brief in reminders(market, tone, tuple(Stage), CUSTOMERS[:1], kind=kind, channel=channel):
            text = composer.write(brief).text
            assert not re.search(NEVER[brief.language], text), text
            assert "特此函達" not in text or tone is Tone.FORMAL


def test_one_chinese_letter_speaks_to_the_person_or_to_the_company_not_to_both(composer):
    for tone in Tone:
        for kind in (MessageKind.PAYMENT_REMINDER, MessageKind.PROMISE_FOLLOWUP):
            for brief in reminders("CN", tone, tuple(Stage), CUSTOMERS[:1], kind=kind):
                text = composer.write(brief).text.replace("您好", "")
                assert not ("您" in text and "贵司" in text), text


def test_taiwan_and_hong_kong_each_have_their_own_words(composer):
    taiwan = "".join(composer.write(b).text for t in Tone for b in reminders("TW", t, tuple(Stage), CUSTOMERS[:1]))
    hong_kong = "".join(composer.write(b).text for t in Tone for b in reminders("HK", t, tuple(Stage), CUSTOMERS[:1]))

    assert all(word in taiwan for word in ("帳", "匯款", "簽核", "煩請", "敬祝"))
    assert not [word for word in ("賬", "過數", "轉數快", "戶口", "毋須", "合共") if word in taiwan]
    assert all(word in hong_kong for word in ("賬", "過數", "戶口", "毋須", "順頌"))
    assert not [word for word in ("帳", "匯款", "統一編號", "簽核") if word in hong_kong]


PAID = r"忽略|不必理会|不必理會|毋須理會|略過|disregard|ignore|no need to act"
ASKED = r"[?？]|疑问|问题|疑問|問題|異議|异议|困难|困難|query|problem|queries|objection|contest|object|open point"
HELPED = r"商量|协助|協助|配合|协商|協商|商討|討論|商谈|一起|幫忙|告诉我|告訴我|help|arrangement|way forward|proposal|settlement|sort it out|just ask|discuss"
THANKED = r"谢|謝|辛苦|感|thank|appreciate|Thank"


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("tone", list(Tone))
def test_every_overdue_letter_has_the_parts_that_its_stage_needs(composer, market, tone):
    for brief in reminders(market, tone, (*OVERDUE, Stage.FORMAL)):
        draft = composer.write(brief)
        said = {mark.ref for mark in draft.marks}
        roles = {fact.role for fact in brief.grounds.facts if fact.id in said}
        needed = {
            "invoice_no",
            "open_balance",
            "due_date",
            "account_no",
            "creditor_name",
            "sender_name",
            "sender_phone",
        }
        if brief.stage is not Stage.EARLY:
            needed |= {"clause", "ask_by"}

        assert needed <= roles, draft.text
        for part in (PAID, ASKED, HELPED, THANKED):
            assert re.search(part, prose(draft)), f"{part}\n{draft.text}"


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("tone", list(Tone))
def test_before_the_due_date_nothing_is_demanded(composer, market, tone):
    for brief in reminders(market, tone, (Stage.UPCOMING,)):
        draft = composer.write(brief)

        assert not re.search(PAID, draft.body), draft.text
        assert re.search(r"更正|补|補|missing|correct|copy", prose(draft)), draft.text
        assert re.search(THANKED, prose(draft))


@pytest.mark.parametrize("market", list(MARKETS))
def test_only_firm_and_formal_letters_speak_of_interest(composer, market):
    interest = r"违约金|利息|interest"
    for tone in Tone:
        speaks = {bool(re.search(interest, composer.write(b).body)) for b in reminders(market, tone, (Stage.LATE,))}
        assert speaks == {tone in (Tone.FIRM, Tone.FORMAL)}


LADDERS = [
    (Tone.FRIENDLY, Tone.FRIENDLY, Tone.FRIENDLY),
    (Tone.FRIENDLY, Tone.NEUTRAL, Tone.FIRM),
    (Tone.NEUTRAL, Tone.NEUTRAL, Tone.NEUTRAL),
    (Tone.FIRM, Tone.FIRM, Tone.FIRM),
    (Tone.FIRM, Tone.FIRM, Tone.FORMAL),
    (Tone.FORMAL, Tone.FORMAL, Tone.FORMAL),
]


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("ladder", LADDERS, ids="-".join)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS])
@pytest.mark.parametrize("stage", [Stage.UPCOMING, Stage.DUE, Stage.EARLY, Stage.LATE])
def test_three_reminders_in_a_row_share_no_sentence(composer, market, ladder, channel, stage):
    for customer in CUSTOMERS:
        letters = [
            sentences(
                composer,
                replace(a_brief(market, tone=tone, stage=stage, number=n, channel=channel), customer_code=customer),
            )
            for n, tone in enumerate(ladder, start=1)
        ]
        for one, other in itertools.combinations(letters, 2):
            assert not one & other


def sentences(composer, brief: Brief) -> set[str]:
    """Sentences of a message, but for payment details, signature, and what only points at the invoice or names us."""
    draft = composer.write(brief)
    text = prose(draft) if brief.channel is Channel.EMAIL else draft.body
    found = {s.strip() for s in re.split(r"(?<=[。？])|(?<=[.?] )|\n", text) if s.strip()}
    quotes = {f"“{e.quote}”." for e in brief.grounds.excerpts}
    return {s for s in found if not re.search(INFORMATION, s)} - quotes


# In a text message: who we are, what the clause is, how to reach us and how to pay are information, not phrases.
INFORMATION = r"【|^Qimingdao Precision|Wei Li, |invoice\.$|李薇 000|合同第|合約第|clause [0-9.]+ of our contract\.$|pay\.qimingdao|账户见|帳戶見|戶口見"


def test_another_customer_starts_at_another_wording(composer):
    openings = {
        composer.write(replace(a_brief("EN"), customer_code=customer)).body.split("\n\n")[1] for customer in CUSTOMERS
    }

    assert len(openings) > 4


@pytest.mark.parametrize("market", list(MARKETS))
def test_a_call_script_names_no_figure_before_the_right_person_is_there(composer, market):
    for kind, tone, stage in itertools.product(
        (MessageKind.CALL_SCRIPT, MessageKind.PROMISE_FOLLOWUP), Tone, (Stage.UPCOMING, Stage.LATE)
    ):
        brief = a_brief(market, kind=kind, channel=Channel.PHONE, tone=tone, stage=stage, number=2, invoices=2)
        draft = composer.write(brief)
        roles = {fact.id: fact.role for fact in brief.grounds.facts}
        names = {"customer_name", "contact_name", "salutation", "creditor_name", "sender_name", "sender_phone"}
        until = draft.text.index(draft.text.split("\n\n")[3])
        before = {roles[mark.ref] for mark in draft.marks if mark.start < until}
        after = {roles[mark.ref] for mark in draft.marks if mark.start >= until}

        assert before <= names
        assert {"invoice_no", "open_balance", "due_date", "total_open"} <= after
        assert len(draft.text.split("\n\n")) == 16
