"""A long clause is shown by the piece that answers, cut between its sentences and points."""

import itertools

import pytest

from assistant.intake import read_contract
from assistant.retrieval.passages import passages_of
from assistant.retrieval.search import with_neighbours
from tests.unit.contracts_at_hand import SAMPLE_NUMBERS, clause, sample_contract
from tests.unit.retrieval.test_search import a_search

LONG = (
    "SUPPLY AGREEMENT\n\n1. Delivery. Goods are shipped within seven days.\n\n"
    "2. Payment. The Buyer shall keep the Seller informed of its accounts department, and shall name a person there. "
    "All correspondence about accounts shall be sent to that person, who shall answer it. "
    "The Seller shall send one original invoice for each shipment, and shall quote the order to which it belongs. "
    "The Buyer shall pay each invoice within thirty days of its date. "
    "Sums not paid when due bear interest at one percent per month until they are paid. "
    "The Buyer shall not set off any sum against an invoice."
)


def texts_of(text: str, number: str) -> list[str]:
    contract = read_contract(text, "K", "C")
    return [contract.text[start:end] for start, end in passages_of(clause(contract, number))]


def test_a_short_clause_is_one_passage():
    assert texts_of(LONG, "1") == ["1. Delivery. Goods are shipped within seven days."]


def test_a_long_clause_is_cut_between_sentences_and_nothing_is_lost():
    passages = texts_of(LONG, "2")
    assert passages[1:] == [
        "The Buyer shall pay each invoice within thirty days of its date. "
        "Sums not paid when due bear interest at one percent per month until they are paid. "
        "The Buyer shall not set off any sum against an invoice."
    ]
    assert " ".join(passages) == LONG[LONG.index("2. ") :]


def test_a_long_chinese_clause_is_cut_at_its_points():
    points = "\n".join(f"（{n}）{'双方应妥善保管往来资料，' * 4}并按时归档。" for n in "一二三四")
    passages = texts_of(f"合同\n一、付款\n（一）甲方应付款。\n二、保管\n{points}", "第二条")
    assert [passage[:3] for passage in passages] == ["二、保", "（三）"]


def test_passages_lie_within_their_clause_and_leave_out_blanks_only():
    for number in SAMPLE_NUMBERS:
        contract = sample_contract(number)
        for one in contract.clauses:
            places = passages_of(one)
            assert places[0][0] == one.start
            assert places[-1][1] == one.end
            gaps = itertools.pairwise(places)
            assert all(contract.text[before[1] : after[0]].strip() == "" for before, after in gaps)


def test_a_hit_is_the_passage_that_answers_with_its_place_in_the_contract():
    contract = read_contract(LONG, "K", "C")
    best = a_search(contract).search("what if they are late, is there interest", (contract,), k=1)[0]
    assert best.clause.number == "2"
    assert "bear interest" in best.text
    assert "correspondence" not in best.text
    assert contract.text[best.start : best.end] == best.text


def test_a_sentence_without_end_is_cut_at_its_points_and_commas():
    points = " ".join(
        f"({n}) the Buyer fails to provide what is described in the schedule that belongs to this point of the list"
        " and the Seller has asked for it in writing"
        for n in ("i", "ii", "iii", "iv", "v", "vi")
    )
    passages = texts_of(f"SUPPLY AGREEMENT\n\n1. Default. The Seller may end this Agreement if {points}.", "1")
    assert [passage[:6] for passage in passages] == ["1. Def", "(iii) ", "(v) th"]


def test_a_page_number_in_the_middle_of_a_clause_is_no_passage_of_its_own():
    opening = f"The Buyer shall answer {'in good time and ' * 18}kindly."
    rest = f"The Buyer shall pay {'in good time and ' * 20}well."
    passages = texts_of(f"SUPPLY AGREEMENT\n\n1. Payment. {opening}\n\n17\n\n{rest}", "1")
    assert passages == [f"1. Payment. {opening}", f"17\n\n{rest}"]


def test_a_passage_gains_by_the_better_one_beside_it_in_its_own_clause():
    contract = read_contract(LONG, "K", "C")
    one, two = clause(contract, "1"), clause(contract, "2")
    assert with_neighbours([0.5, 0.2, 1.0, 0.3], [one, two, two, two]) == pytest.approx([0.5, 0.3, 1.03, 0.4])
