"""The evaluation set of contract terms is whole: every line is known, none comes twice, and its scorer is strict."""

import json
from collections import Counter

import pytest

from assistant.domain.contract_terms import TermField
from assistant.errors import BadKnowledge
from evals.terms import SPLITS, EvalSentence, load_sentences, mark

LINE = {"id": "en-1", "language": "en", "text": "Net 30.", "terms": {"payment_term": [{"days": 30}]}}


def sentence(**terms) -> EvalSentence:
    return EvalSentence(id="x", language="en", text="…", terms=terms)


def test_no_sentence_and_no_id_comes_twice():
    every = [each for split in SPLITS for each in load_sentences(split)]
    assert len({each.text for each in every}) == len({each.id for each in every}) == len(every) >= 700


@pytest.mark.parametrize("split", SPLITS)
def test_every_split_has_each_language_blanks_and_sentences_that_state_nothing(split):
    every = load_sentences(split)
    assert set(Counter(each.language for each in every)) == {"en", "zh-Hans", "zh-Hant"}
    assert sum(each.has_blank for each in every) >= 3
    assert sum(not each.terms for each in every) >= 8


def test_every_field_is_asked_for_in_dev():
    assert {field for each in load_sentences("dev") for field in each.terms} == set(TermField)


def test_a_value_is_right_when_it_has_all_expected_keys():
    stated = sentence(payment_term=[{"days": 30, "trigger": "delivery"}])
    assert mark(stated, {"payment_term": [{"days": 30, "trigger": "delivery", "day_type": "working"}]}).right == 1
    assert mark(stated, {"payment_term": [{"days": 30}]}).right == 0
    assert mark(stated, {"payment_term": [{"days": 45, "trigger": "delivery"}]}).right == 0


def test_lists_are_compared_item_by_item():
    stated = sentence(payment_term=[{"parts": [{"percent": 30}, {"percent": 70}]}])
    assert mark(stated, {"payment_term": [{"parts": [{"percent": 30}, {"percent": 70, "days": 5}]}]}).right == 1
    assert mark(stated, {"payment_term": [{"parts": [{"percent": 30}]}]}).right == 0


def test_a_field_that_is_not_stated_is_false():
    assert mark(sentence(), {"notice": [{"days": 3}]}).false == ("… | notice [{'days': 3}]",)
    assert mark(sentence(notice=[{"days": 3}]), {"notice": [{"days": 3}]}).false == ()


def test_a_number_in_a_blank_is_invented():
    stated = sentence(payment_term=[{"placeholder": True}], retention=[{"percent": 5}])
    assert mark(stated, {"payment_term": [{"days": 30}], "retention": [{"percent": 5}]}).invented == (
        "… | payment_term [{'days': 30}]",
    )
    assert mark(stated, {"payment_term": [{"placeholder": True}], "retention": [{"percent": 5}]}).invented == ()


def test_a_key_that_nobody_knows_is_refused(tmp_path):
    (tmp_path / "dev.jsonl").write_text(json.dumps(LINE | {"hint": "30"}) + "\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"line 1: at hint"):
        load_sentences("dev", tmp_path)


def test_a_field_that_is_none_is_refused(tmp_path):
    (tmp_path / "dev.jsonl").write_text(json.dumps(LINE | {"terms": {"payment": [{}]}}) + "\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"line 1: at terms"):
        load_sentences("dev", tmp_path)


def test_a_line_that_is_not_json_is_named(tmp_path):
    (tmp_path / "dev.jsonl").write_text(json.dumps(LINE) + "\nnothing\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"line 2 is not JSON"):
        load_sentences("dev", tmp_path)
