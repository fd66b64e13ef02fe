"""A Chinese letter keeps to its script and to one form of address."""

import pytest

from assistant.domain.language import Language
from tests.builders import a_brief
from tests.unit.guardrail.given import checker, found


def rules(text, language):
    return [rule for rule, _ in found(checker().check(text, language=language)) if rule.startswith("script.")]


def test_simplified_characters_in_a_traditional_text_are_noticed():
    assert found(checker().check("煩請确认付款日期。", language=Language.ZH_HANT)) == [("script.simplified", "确认")]


def test_traditional_characters_in_a_simplified_text_are_noticed():
    assert found(checker().check("麻烦確認付款日期。", language=Language.ZH_HANS)) == [("script.traditional", "確認")]


@pytest.mark.parametrize("text", ["於後台只里面吃一杯。", "請於月底前后里聯絡，謝謝台灣同仁。"])
def test_characters_of_both_scripts_pass_in_a_traditional_text(text):
    assert rules(text, Language.ZH_HANT) == []


def test_names_of_the_record_keep_their_own_script():
    brief = a_brief("CN", language=Language.ZH_HANT)
    text = "云川折桂机电有限公司　王经理：請確認付款日期。"
    assert found(checker().check(text, grounds=brief.grounds, language=Language.ZH_HANT)) == []


def test_two_forms_of_address_are_noticed_once():
    assert rules("您好，请你确认，你看可以吗？", Language.ZH_HANS) == ["script.mixed-address"]
    assert rules("您好，请您确认。", Language.ZH_HANS) == []


def test_an_english_text_has_no_script_to_keep():
    assert rules("Dear Mr 陳, thank you.", Language.EN) == []
