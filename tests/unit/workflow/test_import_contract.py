import pytest

from assistant.domain.language import Language, Reason
from assistant.domain.message import Status
from assistant.errors import BadInput, NotFound, Refused, UnreadableFile
from assistant.workflow.import_contract import import_contract
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, a_desk
from tests.unit.planning.accounts import a_customer

TEXT = "采购合同\n第一条 标的\n1.1 电机。\n第二条 付款\n2.1 甲方应在开票后30日内付款。"


def stored(desk, number="K-1"):
    with desk.record.read() as tx:
        return tx.contract(number)


def events(desk):
    with desk.record.read() as tx:
        return [(entry.event, entry.subject, dict(entry.body)) for entry in tx.audit_entries()]


def test_a_contract_is_stored_with_its_clauses_and_its_notes():
    desk = a_desk()
    notes = (Reason.of("comments_left_out", count=2),)
    contract, changed = import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1", notes=notes)
    assert changed
    assert stored(desk) == contract
    assert ([c.number for c in contract.clauses if c.number], contract.notes) == (["1.1", "2.1"], notes)
    assert contract.language is Language.ZH_HANS
    assert events(desk)[-1] == ("contract_imported", "K-1", {"clauses": 3, "notes": ["comments_left_out"]})


def test_the_same_contract_twice_changes_nothing():
    desk = a_desk()
    import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1")
    before = events(desk)
    assert import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1")[1] is False
    assert events(desk) == before


def test_a_changed_text_replaces_the_stored_one():
    desk = a_desk()
    import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1")
    assert import_contract(desk, "lin", TEXT.replace("30", "60"), number="K-1", customer_code="C1")[1]
    assert "60日" in stored(desk).text


def test_a_dry_run_says_what_would_be_stored_and_stores_nothing():
    desk = a_desk()
    before = events(desk)
    contract, changed = import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1", dry_run=True)
    assert (changed, len(contract.clauses)) == (True, 3)
    assert events(desk) == before
    with pytest.raises(NotFound):
        stored(desk)


def test_the_number_of_another_customers_contract_is_refused():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
    import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1")
    with pytest.raises(Refused) as caught:
        import_contract(desk, "lin", "别的合同\n第一条 标的。", number="K-1", customer_code="C2")
    assert (caught.value.code, caught.value.details["customer"]) == ("contract_of_another", "C1")
    assert stored(desk).text == TEXT


def test_an_unknown_customer_is_not_found():
    with pytest.raises(NotFound):
        import_contract(a_desk(), "lin", TEXT, number="K-1", customer_code="C9")


def test_a_text_without_words_is_refused():
    with pytest.raises(UnreadableFile):
        import_contract(a_desk(), "lin", " -- \n", number="K-1", customer_code="C1")


@pytest.mark.parametrize("number", ["", "K\n1", "K" * 101, "K\x1b[31m"])
def test_a_number_that_cannot_be_one_is_refused(number):
    with pytest.raises(BadInput) as caught:
        import_contract(a_desk(), "lin", TEXT, number=number, customer_code="C1")
    assert caught.value.code == "bad_contract_number"


def test_a_draft_that_cites_nothing_of_it_stays_as_it_is():
    desk = a_desk()
    message = prepare_draft(desk, LIN, "C1-CNY")
    import_contract(desk, "lin", TEXT, number="K-1", customer_code="C1")
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.COMPOSING
