"""Why something was not blocked: the words a rule looked at, the stance they were found in, and what followed from it."""

import pytest

from assistant.domain.finding import Verdict
from assistant.domain.language import Language
from assistant.guardrail import load_checker
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
    ],
)
def test_what_excuses_the_words_is_told(text, rule, why):
    assert judged(text).verdict is Verdict.PASS
    assert (rule, why) in told(text)


OWN = """
category: K
stances: {asserted: block, conditional: review, asked: note, negated: none, quoted: none, reported: none}
rules:
- id: own.gift
  message: {en: No gifts., zh_hans: 不送礼。, zh_hant: 不送禮。}
  en: ['a? ?gift']
  unless_en: ['gift shop']
"""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("You said that your bank had promised a gift.", "reported as someone else's words; weighs nothing"),
        ("The gift shop has a gift for you.", "excused by “gift shop” in the same place; weighs nothing"),
        ("If you like, we have a gift for you.", "said under a condition; weighs only as: to be reviewed"),
        ("Would you like a gift?", "asked, not said; weighs only as: note"),
    ],
)
def test_how_the_words_stand_and_what_they_weigh_then_is_told(tmp_path, text, why):
    (tmp_path / "guardrail").mkdir()
    (tmp_path / "guardrail" / "own.yaml").write_text(OWN, encoding="utf-8")
    every = load_checker(tmp_path).considered(text)
    assert {IN[Language.EN].reason(one.why) for one in every if one.rule == "own.gift"} == {why}


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
    assert judged(text).verdict is Verdict.BLOCK
    assert {rule for rule, _ in told(text)}.isdisjoint(finding.rule for finding in judged(text).findings)


def test_a_place_is_told_once_for_each_rule_and_a_mere_sign_not_beside_a_rule_of_its_kind():
    rules = [one.rule for one in wording_checker().considered("We will not tell your suppliers about this.")]
    assert rules == ["disclosure.third-party"]


def test_the_place_is_in_the_original_text_with_its_sentence():
    text = "Thank you.  We will ＮＯＴ tell your sup\u200bpliers about this. Regards"
    every = wording_checker().considered(text)
    one = next(one for one in every if one.rule == "disclosure.third-party")
    assert text[one.start : one.end] == one.excerpt
    assert "sup\u200bpliers" in one.excerpt
    assert one.sentence == "We will ＮＯＴ tell your sup\u200bpliers about this."


def test_a_text_too_long_to_judge_tells_nothing():
    assert told("We will not tell your suppliers. " * 2000) == []
