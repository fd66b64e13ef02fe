"""What is searched for one customer is found in that customer's contracts alone, however many questions are asked."""

import random
from functools import cache

import pytest

from assistant.adapters.langchain_retriever import ClauseRetriever
from assistant.bootstrap import clause_retriever
from assistant.errors import BadInput, NotFound
from assistant.intake import read_contract
from assistant.retrieval import ArrayIndex, ClauseSearch
from assistant.workflow.desk import Desk
from assistant.workflow.search_clauses import search_clauses
from tests.desk import a_desk
from tests.unit.contracts_at_hand import SAMPLE_NUMBERS, sample_contract
from tests.unit.planning.accounts import a_customer

QUESTIONS = 10_000
OWNERS = ("C1", "C2")
WORDS = [
    "付款",
    "期限",
    "违约金",
    "逾期",
    "利息",
    "驗收",
    "發票",
    "質保金",
    "抵銷",
    "停止供貨",
    "争议",
    "管辖",
    "payment",
    "late",
    "interest",
    "invoice",
    "acceptance",
    "retention",
    "set-off",
    "suspend",
    "court",
    "notice",
    "deposit",
    "30",
    "days",
    "万分之五",
    "account",
    "bank",
    "乙方",
    "甲方",
    "the",
    "whether",
    "多久",
    "怎么算",
]


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Two portfolios of the same contracts, so that each clause of the one has its like in the other."""
    made = a_desk(search=cache(lambda: ClauseSearch(ArrayIndex())))
    with made.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
        for owner in OWNERS:
            for number in list(SAMPLE_NUMBERS)[:6]:
                text = sample_contract(number).text
                tx.save_contract(read_contract(text, number=f"{owner}-{number}", customer_code=owner))
    return made


def test_ten_thousand_questions_bring_no_clause_of_the_other_portfolio(desk):
    chance = random.Random(4)
    foreign, answered = 0, 0
    for n in range(QUESTIONS):
        owner = OWNERS[n % 2]
        query = " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))
        hits = search_clauses(desk, query, customer_code=owner)
        answered += bool(hits)
        foreign += sum(not hit.clause.contract_no.startswith(f"{owner}-") for hit in hits)
    assert foreign == 0
    assert answered > QUESTIONS * 0.9


def test_other_customers_change_neither_what_is_found_nor_its_scores(desk):
    before = search_clauses(desk, "逾期怎么算利息", customer_code="C1")
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C3"))
        tx.save_contract(read_contract("逾期利息\n第一条 逾期怎么算利息，按日万分之五。", "C3-1", "C3"))
    assert search_clauses(desk, "逾期怎么算利息", customer_code="C1") == before


def test_an_unknown_customer_is_an_error_and_never_everybody(desk):
    with pytest.raises(NotFound):
        search_clauses(desk, "付款期限", customer_code="C9")


def test_the_retriever_gives_documents_with_their_places(desk):
    number = f"C1-{next(iter(SAMPLE_NUMBERS))}"
    retriever = clause_retriever(desk, contract_no=number, k=3)
    assert isinstance(retriever, ClauseRetriever)
    found = retriever.invoke("逾期怎么算利息")
    with desk.record.read() as tx:
        text = tx.contract(number).text
    assert 0 < len(found) <= 3
    for each in found:
        assert each.metadata["contract"] == number
        assert text[each.metadata["start"] : each.metadata["end"]] == each.page_content


def test_a_retriever_of_everybody_is_refused(desk):
    with pytest.raises(BadInput, match="one customer or one contract"):
        clause_retriever(desk)
