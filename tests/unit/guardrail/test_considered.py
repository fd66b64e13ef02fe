"""Why something was not blocked: the words a rule looked at, the stance they were found in, and what followed from it."""

import pytest

from assistant.domain.finding import Severity
from assistant.domain.language import Language
from assistant.wording import Wording
from tests.unit.guardrail.test_stance import grounds_with
from tests.unit.guardrail.wordings import judged, wording_checker

IN = {language: Wording.of(language) for language in Language}


def told(text, language=Language.EN, **given):
    return [(one.rule, IN[language].reason(one.why)) for one in wording_checker().considered(text, **given)]


@pytest.mark.parametrize(
    ("text", "rule", "why"),
    [
        (
            "We will not tell your suppliers about this.",
            "disclosure.third-party",
            "denied: its sentence says that it is not so; weighs nothing",
        ),
        (
            "您在来信中写道「故意拖着不给」，我们并没有这样说过。",
            "accusation.bad-faith",
            "quoted from someone else; weighs nothing",
        ),
        (
            "You said that your bank would call the police.",
            "legal.improper-authority",
            "reported as someone else's words; weighs nothing",
        ),
        (
            "Did the police department accounts team tell the police about invoice 7?",
            "legal.improper-authority",
            "excused by “police department accounts” in the same place; weighs nothing",
        ),
    ],
)
def test_what_excuses_the_words_is_told(text, rule, why):
    assert judged(text).findings == ()
    assert told(text) == [(rule, why)]


def test_what_the_record_says_of_legal_steps_is_told_where_it_decides():
    text = "如逾期未付，我司可能依合同提起诉讼。"
    rule = "legal.step-measured"
    assert (rule, "附有条件；仅按“提示”处理") in told(text, Language.ZH_HANS)
    assert (rule, "附有條件；法律通知已獲授權；不計") in told(
        text, Language.ZH_HANT, grounds=grounds_with(authorised=True)
    )
    assert rule not in dict(told(text, grounds=grounds_with()))


def test_what_a_rule_finds_by_other_words_is_not_told_as_passed():
    text = "We will tell your suppliers about this."
    assert [finding.severity for finding in judged(text).findings] == [Severity.BLOCK]
    assert told(text) == []


def test_the_place_is_in_the_original_text_with_its_sentence():
    text = "Thank you.  We will ＮＯＴ tell your sup\u200bpliers about this. Regards"
    (one,) = wording_checker().considered(text)
    assert text[one.start : one.end] == one.excerpt
    assert one.sentence == "We will ＮＯＴ tell your sup\u200bpliers about this."


def test_a_text_too_long_to_judge_tells_nothing():
    assert told("We will not tell your suppliers. " * 2000) == []
