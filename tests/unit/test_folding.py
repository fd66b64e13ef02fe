"""Script, width and case do not matter, and offsets stay where they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.folding import fold
from assistant.retrieval.concepts import shipped_lexicon
from assistant.retrieval.hashed import SIZE, vector_of
from assistant.retrieval.tokens import stem, tokens_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("應收帳款", "应收账款"),
        ("遲延利息年息５％", "迟延利息年息5%"),
        ("Net 30 DAYS", "net 30 days"),
        ("（ＡＰ）", "(ap)"),
        ("İstanbul ½ …", "i̇stanbul ½ …"[0] + "stanbul ½ …"),
    ],
)
def test_texts_are_compared_in_one_script_width_and_case(text, folded):
    assert fold(text)[1:] == folded[1:]


@given(st.text(max_size=80))
def test_folding_never_moves_a_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_chinese_is_compared_by_characters_and_pairs_and_english_by_stems():
    assert tokens_of("付款的期限") == ["付", "款", "期", "限", "付款", "款的", "的期", "期限"]
    assert tokens_of("the buyer shall pay within 30 days") == ["buyer", "pay", "within", "30", "day"]


@pytest.mark.parametrize(
    "words",
    [
        ("payment", "payments", "paying", "pays", "pay"),
        ("delivery", "deliveries", "delivered", "deliver"),
        ("terminate", "termination", "terminated", "terminating"),
        ("ship", "shipment", "shipped", "shipping"),
        ("invoice", "invoices", "invoiced"),
        ("day", "days"),
    ],
)
def test_forms_of_one_word_have_one_stem(words):
    assert len({stem(word) for word in words}) == 1


def test_different_words_keep_different_stems():
    assert len({stem(word) for word in ("pay", "price", "late", "rate", "term", "interest", "invoice", "notice")}) == 8


@pytest.mark.parametrize(
    "text",
    [
        "甲方逾期付款的，每日按万分之五支付违约金", "甲方逾期付款者，按年息5%計收遲延利息",
        "a late charge of 1% per month on overdue amounts",
    ],
)  # fmt: skip
def test_one_concept_is_found_in_three_languages(text):
    assert {"late", "late_interest"} <= set(shipped_lexicon().concepts_in(fold(text)))


def test_english_phrases_need_their_words_side_by_side():
    lexicon = shipped_lexicon()
    assert "set_off" in lexicon.concepts_in(fold("The Buyer shall not set off any claim."))
    assert "set_off" not in lexicon.concepts_in(fold("Prices are set out on and off the list."))


def test_vectors_have_length_one_and_the_same_text_the_same_vector():
    vector = vector_of(tokens_of(fold("付款期限")))
    assert len(vector) == SIZE
    assert sum(x * x for x in vector) == pytest.approx(1)
    assert vector == vector_of(tokens_of(fold("付款期限")))
    assert not any(vector_of([]))
