"""What a message of a negotiation says to each point, gives and asks, and what a caller may say next."""

import re
from dataclasses import replace
from itertools import product

import pytest

from assistant.domain.arrangement import InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind
from assistant.intake.points import points_in
from tests.builders import MARKETS
from tests.negotiations import DATES, TREATED, a_negotiation, an_arrangement

LABELS = {"EN": ": ", "US": ": ", "CN": "：", "TW": "：", "HK": "："}
ASKED = (
    OfferKind.EXTENSION,
    OfferKind.INSTALMENTS,
    OfferKind.DISCOUNT,
    OfferKind.WAIVE_INTEREST,
    OfferKind.OTHER_PAYMENT_METHOD,
    OfferKind.COLLATERAL,
)
POINTS = ("says_paid", "needs_documents", "quality", "contested", "approval", "wrong_contact", "cash_flow")


def answers(composer, market, **changes):
    """The lines of the answer that take up a point, by their labels."""
    brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, **changes)
    paragraphs = composer.write(brief).body.split("\n\n")
    lines = paragraphs[2].splitlines()
    return [line.split(LABELS[market], 1)[0] for line in lines], "\n".join(lines)


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize(("interest", "gift"), TREATED)
def test_each_point_gets_a_line_of_its_own_whatever_is_offered(composer, market, interest, gift):
    labels, _ = answers(composer, market, interest=interest, gift=gift, points=POINTS, asked=ASKED)

    assert len(labels) == len(set(labels)) == len(POINTS) + len(ASKED)


@pytest.mark.parametrize(
    ("interest", "said"),
    [
        (InterestTreatment.CONTINUES, "Late interest: we leave that as it was agreed; what we are speaking of is when it is paid."),
        (InterestTreatment.FROZEN, "Late interest: in place of a waiver, let us agree on USD 91.00 as the whole of it."),
        (InterestTreatment.WAIVED, "Late interest: you need not pay it if we can count on what follows."),
    ],
)  # fmt: skip
def test_a_wish_to_waive_interest_is_met_refused_or_met_otherwise(composer, interest, said):
    _, text = answers(composer, "EN", interest=interest, asked=(OfferKind.WAIVE_INTEREST,))
    assert text == said


def test_a_wish_for_a_discount_is_met_only_where_the_arrangement_gives_one(composer):
    _, given = answers(composer, "CN", gift="discount", asked=(OfferKind.DISCOUNT,))
    _, refused = answers(composer, "CN", asked=(OfferKind.DISCOUNT,))

    assert "1,728.00" in given
    assert refused == "关于价格：这次的方案不涉及减价，时间上可以一起想办法。"


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize(("interest", "gift"), TREATED)
def test_no_answer_says_that_its_writer_may_not_give_what_a_later_one_may_give(composer, market, interest, gift):
    may_not = r"无权|無權|无法放弃|無法放棄|报批|核准|批核|范围内|範圍內|\b(?:cannot|not able|not mine|not open|not possible|needs approval)\b"
    brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, interest=interest, gift=gift, asked=ASKED)
    for number in (1, 2, 3):
        assert re.findall(may_not, composer.write(replace(brief, number=number)).body) == []


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("kind", [MessageKind.NEGOTIATION_REPLY, MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION])  # fmt: skip
@pytest.mark.parametrize("interest", list(InterestTreatment))
@pytest.mark.parametrize("gift", ["extension", "discount"])
def test_one_payment_is_never_spoken_of_as_several(composer, market, kind, interest, gift):
    several = r"[各每首][一]?期|[某有]一期|最[后後]一期|余款恢复|餘[款數]恢復|(?:these|each|first|last) payments?|the dates|each of them|the rest"
    brief = a_negotiation(market, kind, interest=interest, gift=gift, asked=ASKED)
    wants = (Return.FIXED_DATE, Return.PAYMENT_IN_FULL, Return.COMPLETION, Return.NEW_ORDERS_PREPAID)
    assert brief.arrangement
    brief = replace(brief, arrangement=replace(brief.arrangement, returns=wants))
    for number in (1, 2, 3):
        assert re.findall(several, composer.write(replace(brief, number=number)).body) == []


@pytest.mark.parametrize("market", list(MARKETS))
def test_nobody_is_thanked_for_an_openness_that_their_message_may_lack(composer, market):
    for kind, number in product((MessageKind.NEGOTIATION_REPLY, MessageKind.WRITTEN_CONFIRMATION), (1, 2, 3)):
        text = composer.write(replace(a_negotiation(market, kind), number=number)).body
        assert re.findall(r"open with us|openness|where you stand|constructive|如实|如實|坦[诚誠]|一起想", text) == []


def middle(composer, market, **changes):
    """What an answer that asks for one payment now says between its greeting and the way to pay."""
    brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, gift="full", **changes)
    return composer.write(brief).body.split("\n\n")[1:4]


def test_words_that_ask_nothing_are_asked_for_a_day_and_what_is_in_the_way(composer):
    assert middle(composer, "EN") == [
        "Many thanks for your message of 15 June 2026. We are speaking of USD 9,100.00 on invoice INV-2026-0311, due 26 May 2026.",
        "As things stand, USD 9,100.00 is payable, and we ask for it on this day:\n• 26 June 2026: USD 9,100.00",
        "Nothing else in our agreement changes. Please let me know by Monday 22 June that it will be paid, or what is in the way and when it can be.",
    ]
    assert middle(composer, "CN") == [
        "2026年6月15日来信已阅，多谢回复。发票 INV-2026-0311，2026年5月26日到期，目前未结人民币 86,400.00 元。",
        "人民币 86,400.00 元这笔款，想请安排在以下日期支付：\n• 2026年6月26日：人民币 86,400.00 元",
        "其他事项仍按原合同执行，逾期付款违约责任条款继续适用。如果这天有困难，请在6月22日（周一）前说明卡在哪里、哪天能付。",
    ]
    assert middle(composer, "TW") == [
        "2026年6月15日的來信我已看過，感謝回覆。發票 INV-2026-0311，2026年5月26日到期，目前未付 NT$164,000。",
        "現在需要訂的是付款日，NT$164,000 可否依下列日期安排：\n• 2026年6月26日：NT$164,000",
        "除以上所列外，其餘約定不變。請於6月22日（一）前回覆確認；若有難處，連同可行的付款日一併告訴我。",
    ]


def test_who_is_asked_for_everything_is_granted_nothing_and_no_door_is_closed(composer):
    answer, asked, ends = middle(composer, "EN", asked=(OfferKind.DISCOUNT,))[0:3]
    assert "Price: " not in answer
    assert asked == "Price: our proposal is without a reduction; if the date is the difficulty, tell me."
    assert ends.startswith("As things stand, USD 9,100.00 is payable")
    for market, number in product(MARKETS, (1, 2, 3)):
        brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, gift="full", asked=(OfferKind.EXTENSION,))
        text = composer.write(replace(brief, number=number)).body
        assert not re.search(
            r"[Oo]ffer (?:is|you)|can (?:agree|accept)|可以接受|能[够夠]提供|我[们們]的意[见見]", text
        ), text
        assert re.search(r"tell me|let me know|in the way|困难|困難|不行|难处|難處", text), text


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("point", ["quality", "contested"])
def test_who_contests_something_is_not_asked_for_the_whole_without_more(composer, market, point):
    asks_how_much = r"\bquestion|[有没沒无無]異議|[有没]异议|争议|爭議|疑[问問義]"
    for number in (1, 2, 3):
        brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, gift="full", points=(point,))
        paragraphs = composer.write(replace(brief, number=number)).body.split("\n\n")
        assert re.search(asks_how_much, paragraphs[3].splitlines()[0]), paragraphs
        assert re.search(asks_how_much + "|question|undisputed|有[问問][题題]", paragraphs[4]), paragraphs


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("interest", [InterestTreatment.FROZEN, InterestTreatment.WAIVED])
def test_an_answer_leaves_the_conditions_to_the_terms_and_refers_to_no_place_on_a_page(composer, market, interest):
    places = r"\bbelow\b|见下$|見後|如下。|下列|列在下面|列於下方"
    for gift, number in product(("plain", "extension", "discount", "full"), (1, 2, 3)):
        brief = a_negotiation(market, MessageKind.CALL_SCRIPT, interest=interest, gift=gift, points=POINTS, asked=ASKED)
        lines = composer.write(replace(brief, number=number)).body.splitlines()
        answers = [line for line in lines if re.match(r"[A-Z][a-z ]+: [a-z]|[关關有][于於關]", line)]
        assert len(answers) >= len(POINTS)
        assert [line for line in answers if re.search(places, line)] == []


def test_who_says_that_they_paid_is_not_told_that_we_offer_them_to_pay(composer):
    assert middle(composer, "EN", points=("says_paid",))[1:] == [
        "Payment: to find it quickly, I would need the transfer advice with its date and reference.",
        "As our books stand, this is open, and we ask for it on this day; what has reached us comes off it:\n"
        "• 26 June 2026: USD 9,100.00",
    ]


def main_part(body):
    """The paragraphs between greeting and signature."""
    return "\n".join(body.split("\n\n")[1:-1])


@pytest.mark.parametrize("market", list(MARKETS))
def test_an_offer_that_stands_is_not_written_out_again_and_asks_what_would_have_to_change(composer, market):
    first = a_negotiation(market, MessageKind.NEGOTIATION_REPLY)
    again = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, points=("stands",))
    for number in (1, 2, 3):
        one, other = (composer.write(replace(b, number=n)).body for b, n in ((first, number), (again, number + 1)))
        assert len(other) < len(one)
        said, again_said = (
            set(re.split(r"[。？！\n]|(?<=[.?]) ", text)) for text in (main_part(one), main_part(other))
        )
        assert [sentence for sentence in said & again_said if sentence and not sentence.startswith("•")] == []
        assert MARKETS[market].account not in other


@pytest.mark.parametrize("market", list(MARKETS))
def test_who_is_short_of_money_and_asks_for_more_than_we_may_is_told_what_would_help(composer, market):
    asked = r"certain|sure of|forecast|有把握|确定|確定|肯定|回款|資金"
    near = composer.write(a_negotiation(market, MessageKind.NEGOTIATION_REPLY, points=("cash_flow",))).body
    for number in (1, 2, 3):
        brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, points=("cash_flow", "beyond"))
        far = composer.write(replace(brief, number=number)).body
        lines = [
            line
            for line in far.split("\n\n")[2].splitlines()
            if re.match(r"Your proposal|关于来信的方案|關於您的方案|有關您的方案", line)
        ]
        assert len(lines) == 1
        assert re.search(asked, lines[0])
    assert not re.search(r"Your proposal: |的方案：", near)


def test_a_wish_for_another_way_to_pay_is_heard_in_both_languages():
    assert list(points_in("这次能不能用承兑汇票付？")) == ["asks_method"]
    assert list(points_in("可否改用支票支付")) == ["asks_method"]
    assert list(points_in("Could we pay by credit card this time?")) == ["asks_method"]
    assert list(points_in("We are happy with the goods.")) == []


@pytest.mark.parametrize(
    "words", ["有完没完？再发这种邮件我直接拉黑！", "收到，已轉交相關同事，有消息再覆你。", "已打算下周开会讨论。"]
)
def test_what_is_sent_again_or_passed_on_is_no_lack_of_papers_and_no_payment(words):
    assert list(points_in(words)) == []


def test_papers_that_are_asked_for_again_and_money_that_was_sent_are_heard():
    assert list(points_in("发票找不到了，麻烦再发一份。")) == ["needs_documents"]
    assert list(points_in("款已转，请查收。")) == ["says_paid"]


@pytest.mark.parametrize(
    ("market", "said"),
    [
        (
            "EN",
            "As you name two possibilities at once, I have taken neither as agreed; please let me know which it is.",
        ),
        ("CN", "来信里提到两种付法，请说明以哪一种为准。"),
        ("TW", "您的來信提到兩種付法，請說明以哪一種為準。"),
        ("HK", "兩種可能都提到了，我先不作準，煩請確認是哪一種。"),
    ],
)
def test_who_names_two_ways_at_once_is_asked_which(composer, market, said):
    _, text = answers(composer, market, points=("undecided",))
    assert text == said


@pytest.mark.parametrize("kind", [MessageKind.NEGOTIATION_REPLY, MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION])  # fmt: skip
@pytest.mark.parametrize("gift", ["plain", "extension", "discount", "security", "fees", "method", "returns"])
def test_on_the_mainland_interest_that_continues_has_no_figure_and_its_clause_lives_on(composer, kind, gift):
    brief = a_negotiation("CN", kind, gift=gift)
    for number in (1, 2, 3):
        text = composer.write(replace(brief, number=number)).text
        assert "逾期付款违约责任条款" in text
        assert "864.00 元" not in text or gift == "fees"


@pytest.mark.parametrize("market", list(MARKETS))
def test_only_a_confirmation_ends_with_a_form_to_send_back(composer, market):
    last = {
        kind: composer.write(a_negotiation(market, kind)).body.split("\n\n")[-1]
        for kind in (MessageKind.NEGOTIATION_REPLY, MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION)
    }
    assert [kind for kind, text in last.items() if "□" in text] == [MessageKind.WRITTEN_CONFIRMATION]
    form = last[MessageKind.WRITTEN_CONFIRMATION]
    assert MARKETS[market].customer in form
    assert MARKETS[market].creditor in form
    assert "INV-2026-0311" in form
    assert (form.count("□"), len(re.findall(r"_{8,}", form))) == (3, 5)


@pytest.mark.parametrize("market", list(MARKETS))
def test_the_schedule_ends_with_its_sum_and_one_payment_needs_none(composer, market):
    total = MARKETS[market].balance.split(".")[0]
    several = composer.write(a_negotiation(market, MessageKind.PLAN_PROPOSAL)).body
    rows = [line for line in several.splitlines() if line.startswith("•")]
    assert len(rows) == 4
    assert total in rows[-1].replace(",", "")

    one = composer.write(a_negotiation(market, MessageKind.PLAN_PROPOSAL, gift="extension")).body
    assert len([line for line in one.splitlines() if line.startswith("•")]) == 1


@pytest.mark.parametrize("market", list(MARKETS))
def test_a_caller_knows_the_next_step_and_says_of_the_rest_that_they_have_to_ask(composer, market):
    ask = r"I have to ask|Let me ask|I'd have to ask|我要请示|我得回去问|我做不了主|我要請示|我得回去問|我無法做主|我作不了主"
    further = (an_arrangement(market, InterestTreatment.CONTINUES, "extension"),)
    brief = a_negotiation(market, MessageKind.CALL_SCRIPT, steps=further)
    script = composer.write(brief)
    without = composer.write(a_negotiation(market, MessageKind.CALL_SCRIPT))

    said = {fact.role for fact in brief.grounds.facts if fact.id in {mark.ref for mark in script.marks}}
    assert {"next_until", "instalment_amount", "instalment_due", "plan_total"} <= said
    assert not said & {"may_extend", "may_instalments"}
    assert re.search(ask, script.body)
    assert re.search(ask, without.body)


def test_a_caller_on_the_mainland_goes_through_six_things_that_may_be_said(composer):
    body = composer.write(a_negotiation("CN", MessageKind.CALL_SCRIPT)).body
    branches = body.split("六、")[1].split("七、")[0].strip().split("\n\n")[1:]

    assert len(branches) == 6
    for branch in branches:
        assert re.match(r"“[^”]+”\n先接住：“.+”\n只问一句：“.+？”\n可以提供.+\n收尾：“.+”$", branch), branch
    assert "合计人民币 86,400.00 元" in body.split("七、")[1]
    assert "书面" in body.split("七、")[1]


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("points", [("cash_flow",), ("cash_flow", "stands")])
def test_a_chat_message_says_who_writes_and_has_neither_bank_details_nor_a_signature(composer, market, points):
    at = MARKETS[market]
    for number in (1, 2, 3):
        brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, channel=Channel.CHAT, points=points)
        paragraphs = composer.write(replace(brief, number=number)).body.split("\n\n")
        assert at.salutation in paragraphs[0]
        assert at.creditor in paragraphs[0]
        assert at.account not in "".join(paragraphs)
        assert at.title not in "".join(paragraphs)
        assert "\n" not in paragraphs[-1]


def test_a_form_without_a_day_asks_for_none(composer):
    brief = a_negotiation("EN", MessageKind.WRITTEN_CONFIRMATION)
    facts = tuple(fact for fact in brief.grounds.facts if fact.role != "ask_by")
    undated = replace(brief, grounds=replace(brief.grounds, facts=facts))
    assert "\nReply form (please fill in and return)\n" in composer.write(undated).body


@pytest.mark.parametrize("market", list(MARKETS))
@pytest.mark.parametrize("interest", list(InterestTreatment))
def test_a_confirmation_says_of_every_other_term_that_it_stays(composer, market, interest):
    stays = r"[Nn]othing else|other terms|[Ee]verything else|otherwise unchanged|Otherwise our|as do the others"
    stays += r"|其[他余餘](?!款)|不变更|不變更"
    for number in (1, 2, 3):
        brief = a_negotiation(market, MessageKind.WRITTEN_CONFIRMATION, interest=interest)
        terms = composer.write(replace(brief, number=number)).body.split("\n\n")[-7:]
        assert re.search(stays, "".join(terms)), terms


@pytest.mark.parametrize("market", list(MARKETS))
def test_who_would_pay_on_the_last_day_to_answer_is_asked_to_answer_before(composer, market):
    early = r"beforehand|before that day|as soon as|尽早|早日|付款前|儘早"
    for number in (1, 2, 3):
        brief = a_negotiation(market, MessageKind.NEGOTIATION_REPLY, asked=(OfferKind.INSTALMENTS,))
        brief = replace(brief, number=number)
        assert not re.search(early, composer.write(brief).body)
        facts = tuple(replace(f, value=DATES[0]) if f.role == "ask_by" else f for f in brief.grounds.facts)
        late = replace(brief, grounds=replace(brief.grounds, facts=facts))
        assert re.search(early, composer.write(late).body)
