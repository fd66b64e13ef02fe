"""What is compared of a text: no words that only ask, and no apostrophes."""

import pytest

from assistant.folding import fold
from assistant.retrieval.concepts import shipped_lexicon
from assistant.retrieval.question import read_question
from assistant.retrieval.tokens import tokens_of, words_of
from assistant.retrieval.topics import shipped_topics


@pytest.mark.parametrize("word", ["pay", "pays", "paying", "payment", "payments"])
def test_forms_of_a_word_are_one(word):
    assert tokens_of(word) == ["pay"]


@pytest.mark.parametrize("asked", ["what's up", "they've got", "how much", "who'd want it", "don't"])
def test_words_that_only_ask_are_left_out(asked):
    assert tokens_of(asked) == []


def test_an_apostrophe_divides_a_word_however_it_is_written():
    assert words_of("haven't paid") == words_of("haven’t paid")
    assert tokens_of("the buyer's invoice") == tokens_of("the buyer invoice")


def test_how_a_chinese_question_asks_is_not_looked_for():
    question = read_question("客户多久要给我们打款呢", shipped_lexicon(), shipped_topics())
    assert [token for token in question.asks[0].tokens if token[0] not in "§="] == ["打", "款", "打款"]


def test_a_question_is_read_alike_in_both_scripts():
    simple, traditional = ("他们怎么算迟延利息", "他們怎麼算遲延利息")
    read = [read_question(text, shipped_lexicon(), shipped_topics()) for text in (simple, traditional)]
    assert fold(traditional) == simple
    assert read[0] == read[1]
