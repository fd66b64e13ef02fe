"""What is told of how a text was made, and of what left this machine for it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from assistant.domain.draft import Stamp
from assistant.domain.language import Language, Reason
from assistant.domain.model_calls import ChatMessage, ModelCall, ModelRole, SentCall
from assistant.domain.model_prices import NO_PRICES, ModelPrice, ModelPrices, costs_of
from assistant.web.labels import Labels
from assistant.web.made_view import what_left, what_made
from assistant.web.markup import NOTHING
from assistant.wording import Wording
from tests.unit.web.letters import a_message

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)
PRICES = ModelPrices(by_model={"small-1": ModelPrice(tokens_in=Decimal("0.5"), tokens_out=Decimal(2), currency="USD")})
CALL = ModelCall(
    role=ModelRole.WRITER,
    host="api.example.com",
    model="small-1",
    messages=(
        ChatMessage(role="system", content="You write <letters>.", prompt="draft_reminder", version=3),
        ChatMessage(role="user", content="- [[F3]] how that person is greeted", prompt="draft_reminder", version=3),
    ),
    max_tokens=1200,
    began=datetime(2026, 6, 16, 8, 0, tzinfo=UTC),
    ms=1840,
    answer="<subject>Invoice</subject>",
    finish_reason="stop",
    tokens_in=1812,
    tokens_out=190,
)
BY_MODEL = Stamp(
    writer="model",
    model="small-1",
    prompt="draft_reminder@3 style_en@1",
    tokens_in=1812,
    tokens_out=190,
    calls=1,
    ms=1840,
)


def made(stamp: Stamp, calls=(), prices=NO_PRICES) -> str:
    message = a_message()
    draft = replace(message.draft, stamp=stamp)
    return _lines(what_made(draft, message.brief, costs_of(calls, prices), SAY, WORDS))


def left(*calls: ModelCall, prices=NO_PRICES, version=1) -> str:
    return what_left([SentCall(about="M-0001", version=version, call=call) for call in calls], prices, SAY, WORDS)


def test_the_composers_text_says_so_and_nothing_more():
    assert made(Stamp(writer="composer")) == "Written by: Built-in composer"


def test_a_models_text_names_model_prompts_tokens_cost_and_time():
    assert made(BY_MODEL, [CALL], PRICES) == (
        "Written by: Language model · small-1 | Prompts | draft_reminder@3 style_en@1 | "
        "Tokens | 1,812 tokens in, 190 out | Cost | USD 0.001286 | Calls | 1, 1.8 s in all"
    )


def test_without_a_price_no_cost_is_told():
    assert "Cost" not in made(BY_MODEL, [CALL])


def test_a_text_that_was_asked_for_again_says_why():
    again = Reason.of("model_answer_unusable", problems=("cut_off",))

    assert made(replace(BY_MODEL, redrafted=(again,), calls=2)).endswith(
        f"Calls | 2, 1.8 s in all | ↻ {WORDS.reason(again)}"
    )


def test_the_composers_text_in_a_models_place_names_the_model_and_why():
    why = Reason.of("model_declined", said="refusal")

    assert made(Stamp(writer="composer", model="small-1", fallback=why)) == (
        "Written by: Built-in composer | Model asked | small-1 | ▲ The model declined to write this text (refusal)."
    )


def test_what_left_is_shown_word_for_word_and_escaped():
    html = left(CALL, prices=PRICES)

    assert _lines(html) == (
        "What left this machine | Calls to api.example.com: 1 | "
        "Exactly these words were sent. Figures, names and accounts of the record stand in them only as placeholders. | "
        "1. writer of drafts · Version 1 · small-1 · api.example.com · 16 June 2026, 08:00 (UTC+00:00) · 1,840 ms · "
        "1,812 tokens in, 190 out · USD 0.001286 | "
        "Sent: instructions · draft_reminder@3 | You write &lt;letters&gt;. | "
        "Sent: task · draft_reminder@3 | - [[F3]] how that person is greeted | "
        "Came back · stop | &lt;subject&gt;Invoice&lt;/subject&gt;"
    )
    assert "<details" in html
    assert "open" not in re.findall(r"<details[^>]*>", html)[0]


def test_a_call_without_an_answer_says_what_came_of_it():
    failed = replace(
        CALL, answer="", finish_reason="", failure=Reason.of("model_unreachable", model="small-1", what="x")
    )

    assert f"▲ {WORDS.reason(failed.failure)}" in _lines(left(failed))
    assert "Came back" not in left(failed)


def test_an_answer_that_was_kept_did_not_leave():
    assert "answered from this machine's store; nothing left" in _lines(left(replace(CALL, cached=True)))


def test_several_calls_are_counted_and_their_hosts_named_once():
    elsewhere = replace(CALL, host="10.0.0.7:8000")

    assert "Calls to api.example.com, 10.0.0.7:8000: 3" in _lines(left(CALL, CALL, elsewhere))


def test_where_nothing_left_nothing_is_shown():
    assert left() == NOTHING


def _lines(html: str) -> str:
    parts = re.sub(r"</?(?:p|dt|dd|dl|div|section|h2|h3|pre|details|summary)\b[^>]*>", "|", html)
    lines = [line.strip() for line in re.sub(r"<[^>]+>", "", parts).split("|")]
    return " | ".join(line for line in lines if line).replace("&#x27;", "'")
