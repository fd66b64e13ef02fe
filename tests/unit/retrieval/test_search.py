"""Questions find their clauses, in three languages and across them, and never another customer's."""

from dataclasses import replace

import pytest

from assistant.intake import read_contract
from assistant.ports import Hit
from assistant.retrieval import ArrayIndex, ClauseSearch, lead_ins
from assistant.retrieval.concepts import ConceptFile, Lexicon, WordPair, shipped_lexicon
from assistant.retrieval.topics import shipped_topics
from assistant.retrieval.wordlists import WordIndexes
from assistant.workflow.hit_documents import clause_document
from tests.unit.contracts_at_hand import SAMPLE_NUMBERS, clause, real_contract, sample_contract


def a_search(*contracts) -> ClauseSearch:
    search = ClauseSearch(ArrayIndex())
    search.rebuild(contracts)
    return search


def found(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.clause.number for hit in hits]


@pytest.mark.parametrize(
    ("number", "query", "clause_no"),
    [
        ("QMD-2025-027", "验收后多久要付钱？", "8.2"),
        ("QMD-2025-027", "what late fee can we charge per day", "8.5"),
        ("QMD-2025-027", "逾期幾天可以停止出貨", "8.6"),
        ("QMD-2025-027", "客户说要等集团统一付款日，可以拖吗", "8.3"),
        ("QMD-2024-011", "can they offset a claim against our invoice", "7.7"),
        ("QMD-2024-011", "违约金怎么算", "9.3"),
        ("QMD-2024-019", "where do disputes go, which court", "15.1"),
        ("QMD-2023-008", "which bank account should the money go to", "6.3"),
        ("QMD-2025-031", "质保金什么时候退", "5.4"),
        ("QMD-TW-2025-004", "月结是怎么算到期日的", "8.1"),
        ("QMD-TW-2025-009", "payment deadline after acceptance", "第六條第一項"),
        ("QMD-HK-2024-002", "how much notice before we stop deliveries", "5.7"),
        ("QMD-HK-2025-006", "未收到业主的钱就可以不付吗", "4.5"),
        ("QMD-SG-2025-003", "逾期付款要加收多少", "6.5"),
        ("QMD-IE-2024-001", "late payment interest rate", "8.4"),
        ("QMD-US-2023-005", "can we stop shipping if they have not paid", "5.6"),
    ],
)
def test_a_question_finds_its_clause_first(number, query, clause_no):
    contract = sample_contract(number)
    assert found(a_search(contract).search(query, (contract,), k=1)) == [clause_no]


def test_a_question_in_two_parts_finds_both_clauses():
    contract = sample_contract("QMD-SG-2025-003")
    hits = a_search(contract).search("when do they have to pay, and what if they are late", (contract,), k=3)
    assert {"6.2", "6.5"} <= set(found(hits))


def test_each_part_of_a_question_counts_by_itself():
    contract = sample_contract("QMD-2025-031")
    hits = a_search(contract).search("模具归谁所有，暂停供货要提前几天通知", (contract,), k=2)
    assert set(found(hits)) == {"8.2", "5.7"}


def test_the_clause_that_states_the_term_goes_before_those_that_only_speak_of_paying():
    text = (
        "合同\n第一条 付款\n1.1 付款方式。付款以银行转账，付款凭证交财务。\n"
        "第二条 其他\n2.1 甲方应在乙方开票后30日内付清。"
    )
    contract = read_contract(text, "K", "C")
    assert found(a_search(contract).search("付款期限是多久", (contract,), k=1)) == ["2.1"]


def test_payment_and_lateness_are_found_in_a_real_contract_at_their_exact_places():
    contract = real_contract("netgearinc-distributor-agreement")
    hits = a_search(contract).search("when do they have to pay, and what if they are late", (contract,), k=3)
    places = [
        contract.text.index(
            "Distributor will pay NETGEAR for all Products ordered by Distributor within [*] of the date"
        ),
        contract.text.index("Payment not received by NETGEAR when due may be subject to a late payment"),
    ]
    for place in places:
        assert any(hit.clause.start <= place < hit.clause.end for hit in hits)
    assert all(contract.text[hit.clause.start : hit.clause.end] == hit.clause.text for hit in hits)


def test_another_customers_clause_never_comes_out_whatever_the_index_holds():
    ours, theirs = sample_contract("QMD-2025-027"), sample_contract("QMD-2024-011")
    search = a_search(ours, theirs)
    for query in ("付款期限", "开票后30日内付清该张发票项下的全部货款", "late fee"):
        hits = search.search(query, (ours,), k=50)
        assert hits
        assert {hit.clause.contract_no for hit in hits} == {ours.number}


def test_a_clause_that_was_removed_from_the_contract_never_comes_out():
    contract = sample_contract("QMD-2025-027")
    search = a_search(contract)
    shorter = replace(contract, clauses=tuple(c for c in contract.clauses if c.number != "8.2"))
    assert "8.2" not in found(search.search("付款期限", (shorter,), k=50))


def test_all_contracts_may_be_searched_together():
    contracts = [sample_contract(number) for number in SAMPLE_NUMBERS]
    hits = a_search(*contracts).search("每張發票須於發票日期後30日內付清", contracts, k=3)
    assert (hits[0].clause.contract_no, hits[0].clause.number) == ("QMD-HK-2025-006", "4.1")


def test_words_alone_find_a_clause_while_its_vectors_are_missing():
    contract = sample_contract("QMD-2025-027")
    assert found(ClauseSearch(ArrayIndex()).search("逾期付款违约金", (contract,), k=1)) == ["8.5"]


@pytest.mark.parametrize("query", ["", "   ", "？！", "the of and"])
def test_a_question_without_words_finds_nothing(query):
    contract = sample_contract("QMD-2025-027")
    assert a_search(contract).search(query, (contract,)) == ()


def test_no_contracts_no_clauses():
    assert a_search().search("付款期限", ()) == ()


def test_nothing_in_common_finds_nothing():
    contract = sample_contract("QMD-2025-027")
    assert a_search(contract).search("zebra xylophone", (contract,)) == ()


def test_at_most_k_come_back_best_first():
    contract = sample_contract("QMD-2025-027")
    hits = a_search(contract).search("付款", (contract,), k=4)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_point_of_a_long_clause_is_found_by_the_words_of_its_lead_in():
    points = "\n".join(f"({letter}) {'boxed and labelled with care ' * 15}" for letter in "abcd")
    head = "SUPPLY AGREEMENT\n\n1. Orders\n\n1.1 Whole lots.\n\n2. Goods\n\n2.1 The Buyer may send back those that are:"
    text = f"{head}\n{points}"
    contract = read_contract(text, "K", "C")
    leads = lead_ins(contract)
    assert leads[clause(contract, "2.1(b)").id] == clause(contract, "2.1")
    assert clause(contract, "1.1").id not in leads
    hits = a_search(contract).search("what may be sent back", (contract,), k=5)
    assert found(hits)[0] == "2.1"
    assert {"2.1(a)", "2.1(b)", "2.1(c)", "2.1(d)"} <= set(found(hits))
    point = next(hit for hit in hits if hit.clause.number == "2.1(b)")
    assert point.lead == clause(contract, "2.1")
    assert clause_document(point)["lead_in"] == {
        "clause": "2.1",
        "start": text.index("2.1"),
        "end": text.index("2.1") + len(point.lead.text),
        "text": "2.1 The Buyer may send back those that are:",
    }


def test_the_stamp_says_whether_the_vectors_are_of_these_contracts():
    first, second = sample_contract("QMD-2025-027"), sample_contract("QMD-2024-011")
    index = ArrayIndex()
    search = ClauseSearch(index)
    stamps = []
    for contracts in ([first, second], [second, first], [first], [first, replace(second, text=second.text + " ")]):
        assert search.refresh(contracts) == ()
        stamps.append(index.stamp())
    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3


def test_vectors_that_were_made_with_other_words_are_not_current():
    contract, index = sample_contract("QMD-2025-027"), ArrayIndex()
    ClauseSearch(index).rebuild([contract])
    made = index.stamp()
    ClauseSearch(index).refresh([contract])
    assert index.stamp() == made
    others = Lexicon(ConceptFile(concepts={}, words={"price": WordPair(zh=("价格",), en=("price",))}))
    ClauseSearch(index, lexicon=others).refresh([contract])
    assert index.stamp() != made


def test_a_changed_contract_is_searched_as_it_is_now():
    before = read_contract("合同\n第一条 付款\n1.1 甲方应在开票后30日内付清货款。", "K", "C")
    search = a_search(before)
    assert found(search.search("付款", (before,), k=1)) == ["1.1"]
    after = read_contract("合同\n第一条 交货\n1.1 乙方送货。\n1.2 甲方付款。", "K", "C")
    search.refresh([after])
    assert found(search.search("付款", (after,), k=1)) == ["1.2"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who reimburses what we paid on their behalf", "乙方代垫的场地费，甲方应于收到单据后七日内支付。"),
        ("are the staff insured against accidents", "乙方应为驻场人员投保，人员伤亡由责任方承担。"),
        ("can they stop the project without giving a reason", "任何一方可提前三十日通知终止，无须提出理由。"),
        ("does the head office have to release the budget first", "甲方不得以上级资金未到位为由延期付款。"),
    ],
)
def test_plain_words_of_a_question_meet_their_chinese_ones(question, answer):
    others = "\n".join(f"{n}. 本条约定第{n}类往来事项，双方另行商定。" for n in range(2, 9))
    contract = read_contract(f"合同\n\n1. {answer}\n{others}", "K", "C")
    assert found(a_search(contract).search(question, (contract,), k=1)) == ["1"]


def test_the_words_of_as_many_contracts_are_remembered_as_asked_for():
    first, second = (read_contract(f"1. Payment. Pay in {n} days.", f"K{n}", "C") for n in (3, 4))
    for kept, remembered in ((1, False), (2, True)):
        words = WordIndexes(shipped_lexicon(), shipped_topics(), kept)
        before = words.of((first,))
        words.of((second,))
        assert (words.of((first,)) is before) is remembered
