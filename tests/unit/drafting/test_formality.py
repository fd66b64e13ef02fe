"""Greeting and sign-off follow what the customer prefers; everything else of the letter stays."""

from dataclasses import replace

import pytest

from assistant.bootstrap import build_checker
from assistant.domain.kinds import Channel, Tone
from assistant.domain.parties import Formality
from tests.builders import a_brief

PLACES = {"CN": "CN", "TW": "TW", "HK": "HK", "EN": "GB", "US": "US"}


def written(composer, market, formality, tone=Tone.FRIENDLY, **changes):
    brief = replace(a_brief(market, region=PLACES[market], tone=tone, **changes), formality=formality)
    return brief, composer.write(brief)


def around(composer, market, formality, tone=Tone.FRIENDLY):
    """The greeting, and the closing words before who signs."""
    brief, draft = written(composer, market, formality, tone)
    first, *_, last = draft.body.split("\n\n")
    sender = str(brief.grounds.value("sender_name"))
    closing = last.split("\n")
    signed = next(n for n, line in enumerate(closing) if sender in line)
    return first, " ".join(closing[:signed])


@pytest.mark.parametrize(
    ("market", "formality", "greeting", "closing"),
    [
        ("CN", None, "{}，您好：", "顺颂商祺"),
        ("CN", Formality.FORMAL, "尊敬的{}：", "此致 敬礼"),
        ("CN", Formality.PLAIN, "{}，您好：", "祝商祺"),
        ("TW", None, "{} 您好：", "敬祝　商祺"),
        ("TW", Formality.FORMAL, "{} 鈞鑒：", "耑此 敬頌　商祺"),
        ("TW", Formality.PLAIN, "{} 您好：", "祝　商祺"),
        ("HK", None, "{}：", "順頌　商祺"),
        ("HK", Formality.FORMAL, "{}台鑒：", "專此 順頌　商祺"),
        ("HK", Formality.PLAIN, "{}，您好：", "祝　商祺"),
        ("EN", None, "Dear {},", "Kind regards,"),
        ("EN", Formality.FORMAL, "Dear {},", "Yours sincerely,"),
        ("EN", Formality.PLAIN, "Hello {},", "Best wishes,"),
        ("US", Formality.FORMAL, "Dear {},", "Sincerely,"),
    ],
)
def test_greeting_and_sign_off_are_as_the_customer_likes_them(composer, market, formality, greeting, closing):
    salutation = a_brief(market).grounds.value("salutation")
    assert around(composer, market, formality) == (greeting.format(salutation), closing)


@pytest.mark.parametrize("market", PLACES)
def test_a_last_letter_stays_formal_whatever_the_customer_prefers(composer, market):
    assert around(composer, market, Formality.PLAIN, Tone.FORMAL) == around(composer, market, None, Tone.FORMAL)


@pytest.mark.parametrize("market", PLACES)
@pytest.mark.parametrize("formality", Formality)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.LETTER])
def test_every_tone_passes_the_guardrail(composer, market, formality, channel):
    for tone in Tone:
        brief, draft = written(composer, market, formality, tone, channel=channel)
        report = build_checker().check(draft.text, brief=brief)
        assert report.verdict.may_leave, report.findings
        assert "你" not in draft.text
