"""The evaluation set of clause search is whole: every quote stands in its contract, and the splits share none."""

import json

import pytest

from assistant.errors import BadKnowledge
from evals.retrieval import SPLITS, budget_for, is_found, load_contracts, load_questions, place_of

QUESTION = {"id": "K-01", "contract": "K", "language": "en", "question": "when?", "quote": "in ten days"}


@pytest.mark.parametrize("split", SPLITS)
def test_every_quote_stands_exactly_once_in_its_contract(split):
    contracts = load_contracts()
    for question in load_questions(split):
        start, end = place_of(question, contracts[question.contract])
        assert contracts[question.contract].text[start:end] == question.quote


def test_no_contract_is_in_both_splits_and_none_is_left_over():
    dev, test = ({question.contract for question in load_questions(split)} for split in SPLITS)
    assert not dev & test
    assert dev | test == set(load_contracts())


def test_the_set_is_large_enough_and_no_question_comes_twice():
    questions = [question for split in SPLITS for question in load_questions(split)]
    assert len(questions) >= 300
    assert len({question.id for question in questions}) == len(questions)
    assert len({(question.contract, question.question) for question in questions}) == len(questions)


def test_no_question_copies_its_clause():
    for split in SPLITS:
        for question in load_questions(split):
            assert question.question.lower() not in question.quote.lower()


def test_a_key_that_nobody_knows_is_refused(tmp_path):
    (tmp_path / "dev.jsonl").write_text(json.dumps(QUESTION | {"hint": "4.3"}) + "\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"line 1: at hint"):
        load_questions("dev", tmp_path)


def test_a_line_that_is_not_json_is_named(tmp_path):
    (tmp_path / "dev.jsonl").write_text(json.dumps(QUESTION) + "\nnothing\n", encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"line 2 is not JSON"):
        load_questions("dev", tmp_path)


def test_a_question_counts_when_half_of_its_quote_is_read_within_the_budget():
    assert is_found([(0, 100)], (90, 110), 100)
    assert not is_found([(0, 100)], (90, 111), 100)
    assert is_found([(300, 350), (90, 111)], (90, 110), 60)
    assert not is_found([(300, 350), (90, 111)], (90, 111), 60)
    assert not is_found([], (0, 1), 1500)


def test_what_is_read_twice_uses_the_budget_twice():
    assert not is_found([(0, 50), (0, 50), (50, 60)], (50, 60), 100)
    assert is_found([(0, 50), (50, 60)], (50, 60), 100)


def test_a_reader_of_chinese_reads_a_third_of_the_characters():
    contracts = load_contracts()
    assert budget_for(contracts["en-trade-terms"].language) == 1500
    assert budget_for(contracts["hant-hk-cleaning"].language) == 500
