"""What must hold for every kind, channel, tone, stage, language and region."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

import pytest
from opencc import OpenCC

from assistant.domain.authority import OfferKind
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from assistant.drafting.rendering import Form, quotation, render, takes
from tests.builders import MARKETS, a_brief

KINDS = (
    (MessageKind.PAYMENT_REMINDER, Channel.EMAIL),
    (MessageKind.PAYMENT_REMINDER, Channel.LETTER),
    (MessageKind.PAYMENT_REMINDER, Channel.SMS),
    (MessageKind.CALL_SCRIPT, Channel.PHONE),
    (MessageKind.PROMISE_FOLLOWUP, Channel.EMAIL),
    (MessageKind.PROMISE_FOLLOWUP, Channel.LETTER),
    (MessageKind.PROMISE_FOLLOWUP, Channel.PHONE),
    (MessageKind.PROMISE_FOLLOWUP, Channel.SMS),
)
CONTENTS = (
    {},
    {"invoices": 3, "number": 2, "offer": OfferKind.INSTALMENTS},
    {"invoices": 10, "number": 3, "offer": OfferKind.EXTENSION, "disputed": "1000"},
    {"number": 2, "paid": "2000", "offer": OfferKind.EXTENSION, "legal_notice_authorised": True},
    {"number": 3, "disputed": "1000", "offer": OfferKind.INSTALMENTS},
)
# Characters that OpenCC would replace although they are written in Taiwan or Hong Kong every day.
BOTH_SCRIPTS = frozenset("核回了台吃才")


def briefs(market: str, region: str) -> Iterator[Brief]:
    contents = itertools.cycle(CONTENTS)
    for (kind, channel), tone, stage in itertools.product(KINDS, Tone, Stage):
        yield a_brief(market, region=region, kind=kind, channel=channel, tone=tone, stage=stage, **next(contents))


EVERYWHERE = [(m, r) for m in MARKETS for r in ("CN", "TW", "HK", "MO", "SG", "US")]


@pytest.mark.parametrize(("market", "region"), EVERYWHERE)
def test_every_message_composes_and_keeps_the_rules_of_its_text(composer, market, region):
    for brief in briefs(market, region):
        draft = composer.write(brief)

        assert unmarked_figures(draft) == []
        assert wrong_marks(draft, brief) == []
        assert not re.search(r"[{}\[\]]", draft.text)
        assert not re.search(r"[ \t]\n|\n\n\n|^\s|\s$", draft.text)
        assert not re.search(r"[。，；：！？]{2}|\.\.|,,| ,| \.(?!example)", draft.text)
        assert wrong_script(draft, brief) == []
        assert "你" not in draft.text
        assert bool(draft.subject) is (brief.channel in (Channel.EMAIL, Channel.LETTER))
        if brief.channel is Channel.SMS:
            assert fits_two_segments(draft.body)


def unmarked_figures(draft: Draft) -> list[str]:
    inside = {i for mark in draft.marks for i in range(mark.start, mark.end)}
    return [
        draft.text[max(0, m.start() - 15) : m.end() + 15]
        for m in re.finditer(r"[0-9０-９]", draft.text)
        if m.start() not in inside
    ]


def wrong_marks(draft: Draft, brief: Brief) -> list[str]:
    """Places where the text does not say what the marked fact or excerpt says."""
    facts = {fact.id: fact for fact in brief.grounds.facts}
    said = {excerpt.id: {quotation(excerpt)} for excerpt in brief.grounds.excerpts}
    for mark in draft.marks:
        if mark.ref in facts:
            fact = facts[mark.ref]
            forms = [form for form in Form if takes(fact, form, brief.language)]
            said[mark.ref] = {render(fact, language=brief.language, region=brief.region, form=form) for form in forms}
    places = [draft.text[mark.start : mark.end] for mark in draft.marks]
    return [place for mark, place in zip(draft.marks, places, strict=True) if place not in said[mark.ref]]


def wrong_script(draft: Draft, brief: Brief) -> list[str]:
    """Characters of our own words that belong to the other script."""
    if brief.language is Language.EN:
        return re.findall(r"[㐀-鿿]", draft.text)
    inside = {i for mark in draft.marks for i in range(mark.start, mark.end)}
    ours = "".join(char for i, char in enumerate(draft.text) if i not in inside)
    turned = converter("t2s" if brief.language is Language.ZH_HANS else "s2t").convert(ours)
    allowed = frozenset() if brief.language is Language.ZH_HANS else BOTH_SCRIPTS
    return [a for a, b in zip(ours, turned, strict=True) if a != b and a not in allowed]


def fits_two_segments(text: str) -> bool:
    if text.isascii():
        return len(text) + len(re.findall(r"[\[\]{}~^|\\]", text)) <= 2 * 153
    return len(text) <= 2 * 67


@cache
def converter(config: str) -> OpenCC:
    return OpenCC(config)
