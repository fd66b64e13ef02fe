"""What a model is told of a brief: which moves and facts, and never a value."""

import re
from dataclasses import replace
from itertools import product

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.brief import Brief, FactKind, Topic
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.domain.parties import Formality, SenderRank
from assistant.drafting.model_request import first_messages, values_in
from assistant.drafting.moves import moves_of
from assistant.drafting.outline import Outline
from assistant.drafting.scene import Scene
from assistant.errors import Refused
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts
from assistant.prompting import load_prompts
from tests.builders import MARKETS, a_brief, a_fact
from tests.negotiations import TREATED, a_negotiation

MARKER = "k3v9x2m7"
PARTS = load_parts(shipped_parts())


def told(brief: Brief) -> str:
    return "\n".join(
        m.content
        for m in first_messages(Outline.of(brief, PARTS), load_prompts(shipped("prompts")), PARTS, marker=MARKER)
    )


def roles_needed(brief: Brief) -> list[set[str]]:
    roles = {fact.id: fact.role for fact in brief.grounds.facts}
    return [{roles[one] for one in group.ids} for group in Outline.of(brief, PARTS).needs]


def full_brief(market: str, channel: Channel = Channel.EMAIL) -> Brief:
    return a_brief(
        market,
        stage=Stage.FORMAL,
        tone=Tone.FORMAL,
        channel=channel,
        invoices=3,
        paid="1000",
        disputed="500",
        offer=OfferKind.INSTALMENTS,
        promise=True,
        number=4,
    )


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.SMS, Channel.LETTER])
def test_no_value_of_any_fact_and_no_word_of_the_contract_is_told(market: str, channel: Channel) -> None:
    brief = full_brief(market, channel)
    text = told(brief)
    without_ids = re.sub(r"\[\[[FCT]\d+\]\]", "", text)

    for fact in brief.grounds.facts:
        if isinstance(fact.value, Money):
            assert fact.value.number() not in text
            assert str(fact.value.decimal) not in text
        elif fact.role not in {"invoice_count", "instalment_count", "reminder_count", "days_late"}:
            assert str(fact.value) not in without_ids, fact.role
    for excerpt in brief.grounds.excerpts:
        assert excerpt.quote not in text
        assert excerpt.contract_no not in text
    # The only figures are the bounds on length and the placeholders' own numbers.
    assert set(re.findall(r"\d+", without_ids)) <= {"90", "160", "150", "260", "45", "25", "100", "450", "700"}


def test_the_facts_stand_with_their_meaning_and_what_has_to_appear() -> None:
    brief = a_brief("CN", stage=Stage.MIDDLE, tone=Tone.FIRM)

    facts = told(brief).split("Facts that you may use:\n\n")[1].split("\n\nThe message must")[0]

    assert facts == "\n".join(
        [
            "- [[F1]] the customer's company name",
            "- [[F3]] how that person is addressed, without a greeting word (must)",
            "- [[F4]] our own company name (must)",
            "- [[F5]] the name of the person who writes (must)",
            "- [[F6]] the writer's job title",
            "- [[F7]] the writer's telephone number (one of: c)",
            "- [[F8]] the writer's e-mail address (one of: c)",
            "- [[F9]] the invoice number (must)",
            "- [[F11]] the amount still open (one of: a)",
            "- [[F12]] the date of issue",
            "- [[F13]] the due date (must)",
            "- [[F14]] how long past due",
            "- [[F15]] the whole amount asked for (one of: a)",
            "- [[F17]] the contract number",
            "- [[F18]] the day by which an answer or the payment is asked for (must)",
            "- [[F20]] the clause on payment term, cited by its number (must)",
            "- [[F22]] the name of our bank",
            "- [[F23]] the holder of our account",
            "- [[F24]] our account number (one of: b)",
            "- [[F25]] the web address at which one can pay online (one of: b)",
            "- [[F26]] the other ways to pay (one of: b)",
            "- [[C1]] the contract's own words on payment term, to be quoted",
        ]
    )


def test_several_invoices_and_instalments_stand_as_lists_of_which_a_model_sees_no_row() -> None:
    brief = a_brief("EN", stage=Stage.LATE, invoices=2, offer=OfferKind.INSTALMENTS)
    text = told(brief)

    assert text.split("\n\nThe message must")[0].splitlines()[-2:] == [
        "- [[T1]] the list of invoices, a row for each with its number, open amount and due date (must)",
        "- [[T2]] the list of payments, a row for each with its day and amount (must)",
    ]
    assert not re.search("of invoice \\[|of the plan|] the due date", text)
    assert [a_list.rows for a_list in Outline.of(brief, PARTS).lists] == [
        (
            "• [[F9]]: [[F11]], due [[F13]], [[F14]] late",
            "• [[F15]]: [[F17]], due [[F19]], [[F20]] late",
        ),
        ("• [[F30]]: [[F29]]", "• [[F32]]: [[F31]]"),
    ]


@pytest.mark.parametrize(
    ("market", "rows"),
    [
        ("CN", "• [[F9]]：[[F11]]，[[F13]]到期，逾期[[F14]]，已付[[F15]]，其中[[F17]]有异议、暂不计入"),
        ("TW", "• [[F9]]：[[F11]]，[[F13]]到期，逾期[[F14]]，已收[[F15]]，其中[[F17]]有爭議、暫不計入"),
        ("EN", "• [[F9]]: [[F11]], due [[F13]], [[F14]] late, [[F15]] received, less [[F17]] under query"),
    ],
)
def test_a_row_says_what_was_paid_and_what_is_contested(market: str, rows: str) -> None:
    assert Outline.of(a_brief(market, invoices=2, paid="1000", disputed="500"), PARTS).lists[0].rows[0] == rows


def test_who_signs_how_they_are_greeted_the_market_the_stage_and_the_limit_are_told() -> None:
    brief = a_brief(
        "HK", stage=Stage.LATE, formality=Formality.FORMAL, sender=SenderRank.SENIOR, max_chars=400, number=3
    )
    task = told(brief).split("Write this message.\n\n")[1].split("\n\nFacts")[0]

    assert task == (
        "Kind: A payment reminder.\n"
        "Channel: E-mail, with a subject line.\n"
        "Market: HK\n"
        'Tone: Friendly, force zero of three. Soft ("could you let us know"). No consequence, no pressure of time.\n'
        "Stage: Far past due: what is wanted now is a settlement that both can keep.\n"
        "Address: The customer wants to be greeted and taken leave of formally.\n"
        "Sender: Somebody senior signs, for the first time in this matter: in the first sentence say that they have "
        "taken an interest in it themselves, and speak as one responsible partner to another.\n"
        "Length: 150 to 260 characters in the body, lists not counted. In all no more than 400 characters, values "
        "included."
    )


def test_the_third_message_is_told_to_say_what_is_different_now() -> None:
    assert "This is the third message or a later one" in told(a_brief(number=3))
    assert "third message" not in told(a_brief(number=2))


def test_what_is_for_our_own_people_or_the_customers_own_words_is_told_to_no_model() -> None:
    roles = ("situation", "relation", "goal", "customer_message", "given_note", "contract_words", "may_extend")
    extra = tuple(a_fact(role, "let them wait", FactKind.TEXT) for role in roles)
    brief = a_brief("EN", extra=extra)
    ids = [fact.id for fact in brief.grounds.facts_of(*roles)]

    assert "let them wait" not in told(brief)
    assert [one for one in ids if f"[[{one}]]" in told(brief)] == []


def test_a_call_is_told_what_may_be_conceded_and_no_account() -> None:
    extra = (a_fact("may_extend", 7, FactKind.DAYS), a_fact("may_instalments", 2, FactKind.COUNT))
    text = told(a_brief("EN", kind=MessageKind.CALL_SCRIPT, channel=Channel.PHONE, extra=extra))

    assert "how many days we may put payment off (must)" in text
    assert "account number (" not in text
    assert "our bank" not in text


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (MessageKind.PLAN_PROPOSAL, "plan_total"),
        (MessageKind.WRITTEN_CONFIRMATION, "plan_total"),
        (MessageKind.RECEIPT_THANKS, "received"),
        (MessageKind.CREDIT_TERMS_CHANGE, "new_terms"),
        (MessageKind.SERVICE_SUSPENSION_NOTICE, "suspension_clause"),
    ],
)
def test_a_message_about_nothing_is_refused_as_the_composer_refuses_it(kind: MessageKind, missing: str) -> None:
    with pytest.raises(Refused) as refused:
        told(a_brief("EN", kind=kind))
    assert (refused.value.code, refused.value.details["missing"]) == ("fact_missing", (missing,))


def test_a_kind_that_does_not_go_by_a_channel_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        told(a_brief("EN", kind=MessageKind.FORMAL_DEMAND, channel=Channel.SMS))
    assert refused.value.code == "no_phrasebook"


@pytest.mark.parametrize(
    ("brief", "moves"),
    [
        (
            a_brief(stage=Stage.UPCOMING),
            "greet upcoming offer_nothing how_to_pay thanks sign",
        ),
        (
            a_brief(stage=Stage.MIDDLE, number=3, paid="1000"),
            "greet overdue since_paid again third cite_payment_term ask_by in_the_way offer_nothing "
            "how_to_pay disregard thanks sign",
        ),
        (
            a_brief(stage=Stage.FORMAL, tone=Tone.FORMAL, offer=OfferKind.INSTALMENTS, invoices=2),
            "greet overdue list_invoices cite_payment_term cite_late_interest cite_suspension ask_by in_the_way "
            "offer_instalments how_to_pay disregard object thanks sign",
        ),
        (
            a_brief(kind=MessageKind.PROMISE_FOLLOWUP, disputed="500"),
            "greet promise_date undisputed_only ask_date in_the_way offer_nothing how_to_pay disregard thanks sign",
        ),
        (
            a_brief(kind=MessageKind.PROMISE_FOLLOWUP, channel=Channel.SMS),
            "who_we_are promise_date how_to_pay disregard",
        ),
        (a_brief(channel=Channel.SMS), "who_we_are overdue how_to_pay disregard"),
        (a_brief(channel=Channel.SMS, stage=Stage.DUE), "who_we_are due_now how_to_pay"),
    ],
)
def test_the_moves_follow_from_the_brief(brief: Brief, moves: str) -> None:
    assert moves_of(Scene.of(brief), PARTS) == tuple(moves.split())


def test_every_move_tone_channel_and_length_has_its_text() -> None:
    kinds = (MessageKind.PAYMENT_REMINDER, MessageKind.PROMISE_FOLLOWUP)
    channels = (Channel.EMAIL, Channel.SMS, Channel.LETTER)
    scenes = [*product(Stage, Tone, [None], kinds), *product(Stage, [Tone.FIRM], OfferKind, kinds)]
    for (stage, tone, offer, kind), channel in product(scenes, channels):
        assert told(a_brief("TW", stage=stage, tone=tone, channel=channel, offer=offer, kind=kind, invoices=9))


@pytest.mark.parametrize(
    ("market", "heading"),
    [
        ("CN", "## 简体中文"),
        ("TW", "## 繁體中文（台灣）"),
        ("HK", "## 繁體中文（香港）"),
        ("EN", "## English"),
        ("US", "## English"),
    ],
)
def test_the_style_is_of_the_language_and_the_region(market: str, heading: str) -> None:
    assert re.findall(r"^## (?:简|繁|E).*$", told(a_brief(market)), re.MULTILINE) == [heading]


def test_of_a_disputed_invoice_only_the_undisputed_part_has_to_appear() -> None:
    groups = roles_needed(a_brief(disputed="500"))

    assert {"undisputed", "total_open"} in groups
    assert not any("open_balance" in group or "disputed_amount" in group for group in groups)


def test_each_instalment_on_offer_has_to_appear_with_its_day() -> None:
    groups = roles_needed(a_brief(stage=Stage.LATE, offer=OfferKind.INSTALMENTS))

    assert (groups.count({"instalment_amount"}), groups.count({"instalment_due"})) == (2, 2)


def test_a_missed_promise_has_to_appear_with_its_amount_and_day() -> None:
    followup = roles_needed(a_brief(kind=MessageKind.PROMISE_FOLLOWUP))
    reminder = roles_needed(a_brief(promise=True))

    assert (followup.count({"promise_amount"}), followup.count({"promise_due"})) == (1, 1)
    assert not any("promise_due" in group for group in reminder)


def test_more_invoices_than_are_listed_need_a_word_on_the_rest() -> None:
    brief = a_brief(invoices=9)

    assert roles_needed(brief).count({"invoice_no"}) == 8
    assert {"invoice_count"} in roles_needed(brief)
    assert "list_cut" in moves_of(Scene.of(brief), PARTS)
    assert len(Outline.of(brief, PARTS).lists[0].rows) == 8


def test_an_empty_fact_is_neither_told_nor_needed() -> None:
    brief = a_brief(values={"salutation": "", "sender_phone": ""})

    assert "how that person is addressed" not in told(brief)
    assert "telephone" not in told(brief).split("Facts that you may use")[1]
    assert [group for group in roles_needed(brief) if group & {"salutation", "contact_name", "sender_phone"}] == [
        {"contact_name"}
    ]


def test_a_quotation_that_could_not_stand_in_the_letter_is_not_on_offer() -> None:
    brief = a_brief("HK", stage=Stage.MIDDLE, language=Language.EN, kind=MessageKind.PROMISE_FOLLOWUP)

    assert "[[C1]]" not in told(brief)
    assert "the customer's own words" not in told(brief)
    assert "the clause on payment term" in told(brief)


def test_a_value_that_strayed_into_the_text_is_noticed() -> None:
    brief = a_brief("EN", stage=Stage.MIDDLE)
    ids = {fact.role: fact.id for fact in brief.grounds.facts}

    assert values_in("Dear Ms Tan of Saltmarsh Lighting Pte. Ltd.,", brief) == (ids["customer_name"], ids["salutation"])
    assert set(values_in("9,100.00 on INV-2026-0311 under 6.2", brief)) == {
        ids["invoice_no"],
        ids["invoice_amount"],
        ids["open_balance"],
        ids["total_open"],
        ids["clause"],
    }
    assert values_in("Tans and 16.25 and 36.2", brief) == ()
    assert values_in(told(brief), brief) == ()


def test_a_formal_letter_needs_every_clause_and_a_firm_one_the_payment_term() -> None:
    formal = a_brief(stage=Stage.FORMAL, tone=Tone.FORMAL)
    firm = replace(formal, tone=Tone.FIRM)

    assert (roles_needed(formal).count({"clause"}), roles_needed(firm).count({"clause"})) == (3, 1)
    assert [e.topic for e in firm.grounds.excerpts] == list(Topic)


def test_every_message_of_a_negotiation_is_told_its_terms_and_no_value_of_them() -> None:
    for kind in (
        MessageKind.NEGOTIATION_REPLY,
        MessageKind.PLAN_PROPOSAL,
        MessageKind.WRITTEN_CONFIRMATION,
        MessageKind.CALL_SCRIPT,
    ):
        for interest, gift in TREATED:
            brief = a_negotiation("EN", kind, interest=interest, gift=gift, asked=tuple(OfferKind))
            text = told(brief)
            assert values_in(text, brief) == ()
            assert ("day and amount, and their sum" in text) is (gift not in ("extension", "discount"))
            assert ("the late interest that the plan fixes" in text) is (interest is InterestTreatment.FROZEN)
            assert ("given up once the last payment" in text) is (interest is InterestTreatment.WAIVED)
