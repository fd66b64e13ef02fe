"""The contract page says so when a question could not be compared by the embedding model."""

from functools import cache
from typing import Any, cast

from assistant.domain.language import Language
from assistant.intake import read_contract
from assistant.retrieval import ArrayIndex, ClauseSearch, EmbeddedVectors
from assistant.web.contract_page import ContractPage, Parts
from assistant.web.screen import Screen
from tests.desk import a_desk, fill
from tests.fakes.embeddings import FakeEmbeddings, MemoryVectorCache

NAMES = ("head", "notice", "asked", "answers", "terms", "document")


def notice_of(embeddings: FakeEmbeddings) -> str:
    embedded = EmbeddedVectors(ArrayIndex(), embeddings, MemoryVectorCache())
    desk = a_desk(search=cache(lambda: ClauseSearch(ArrayIndex(), embedded=embedded)))
    fill(desk)
    with desk.record.begin() as tx:
        owner = tx.customers()[0].code
        tx.save_contract(read_contract("1. Sale\n\n1.1 The buyer pays within 30 days.", "K1", owner))
    screen = Screen(desk=desk, language=Language.EN, cookies=cast(Any, None))
    page = ContractPage(screen=screen, parts=Parts(**{name: cast(Any, name) for name in NAMES}))
    return str(page._contract({"contract": "K1", "q": "when to pay"})["notice"])


def test_an_embedding_model_that_fails_is_told_above_the_answer() -> None:
    assert "not by the embedding model: The model endpoint test fails with status 500; try again later." in notice_of(
        FakeEmbeddings(fails_after=0)
    )


def test_one_that_answers_is_not_worth_a_word() -> None:
    assert notice_of(FakeEmbeddings()) == ""
