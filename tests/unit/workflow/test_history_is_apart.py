"""What is searched for one customer is found in that customer's history alone, however many questions are asked."""

import random
import string

import pytest

from assistant.domain.kinds import MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.workflow.desk import Desk
from assistant.workflow.exemplars import exemplars
from assistant.workflow.search_history import search_history
from tests.desk import a_desk
from tests.unit.planning.accounts import a_customer, an_invoice
from tests.unit.workflow.histories import a_history, a_letter

QUESTIONS, EXEMPLARS = 9_000, 1_500
# The code of one owner begins the other's, and ends like a case of it.
OWNERS = ("C1", "C1-CNY", "C")
SAID = {"C1": "alpha苹果", "C1-CNY": "bravo香蕉", "C": "charlie樱桃"}
WORDS = [
    *("promise", "paid", "call", "reply", "dispute", "hold", "plan", "cause", "reminder", "credit note", "why", "they say"),
    *("承诺", "付款", "电话", "来信", "爭議", "暂停", "分期", "原因", "提醒", "審批", "资金紧张", "无人接听", "划痕", "上次", "怎么说"),
    *("4,000.00", "500", "INV-1", "C1", "C1-CNY", "CNY", "2026-06-05", "6月", "June 2026", "0001", "wang@customer.example"),
    *SAID.values(),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Three portfolios alike in all but the words that people used there."""
    made = a_desk()
    with made.record.begin() as tx:
        for owner in OWNERS:
            tx.save_customer(a_customer(code=owner))
            tx.save_invoice(an_invoice(20, number=f"{owner}:INV-1", customer_code=owner))
            a_history(tx, owner, name=f"{owner}:", words=SAID[owner])
            for n, tone in enumerate(Tone):
                letter = a_letter(
                    f"{owner}:L-{n}", owner, status=Status.RELEASED, day=1 + n, tone=tone, words=SAID[owner]
                )
                tx.add_message(letter)
    return made


def foreign(owner: str, text: str) -> bool:
    return any(words in text for other, words in SAID.items() if other != owner)


def a_question(chance: random.Random) -> str:
    noise = "".join(chance.choices(string.printable, k=chance.randint(0, 8)))
    return " ".join([*chance.choices(WORDS, k=chance.randint(1, 5)), noise])


def test_thousands_of_questions_bring_no_piece_of_another_portfolio(desk):
    chance = random.Random(7)
    answered = 0
    for n in range(QUESTIONS):
        owner, language = OWNERS[n % 3], list(Language)[n // 3 % 3]
        hits = search_history(desk, a_question(chance), customer_code=owner, language=language, k=3)
        answered += bool(hits)
        assert {hit.piece.customer_code for hit in hits} <= {owner}
        assert not any(foreign(owner, f"{hit.piece.text}{hit.piece.quote}{hit.excerpt}") for hit in hits)
    assert answered > QUESTIONS * 0.9


def test_thousands_of_exemplars_are_none_of_another_portfolio(desk):
    chance = random.Random(8)
    found = 0
    for n in range(EXEMPLARS):
        owner, tone = OWNERS[n % 3], chance.choice(list(Tone))
        letters = exemplars(
            desk,
            owner,
            kind=MessageKind.PAYMENT_REMINDER,
            tone=tone,
            language=a_language(desk),
            like=a_question(chance),
            k=9,
        )
        found += bool(letters)
        assert all(letter.id.startswith(f"{owner}:") for letter in letters)
        assert not any(foreign(owner, letter.draft.text) for letter in letters)
    assert found == EXEMPLARS


def test_what_other_customers_say_changes_neither_what_is_found_nor_its_scores(desk):
    def ask():
        return search_history(desk, "上次电话怎么说 INV-1", customer_code="C1", language=Language.EN, k=20)

    before = ask()
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C9"))
        tx.save_invoice(an_invoice(20, number="C9:INV-1", customer_code="C9"))
        a_history(tx, "C9", name="C9:", words="上次电话怎么说")
    assert ask() == before


def a_language(desk: Desk) -> Language:
    with desk.record.read() as tx:
        return tx.message("C1:L-0").brief.language
