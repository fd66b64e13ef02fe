"""The promises of every record on reading many accounts together."""

import pytest

from assistant.domain.entries import EntryKind
from assistant.errors import NotFound
from assistant.ports import Record
from tests.contract.ledger_things import a_proof, an_allocation
from tests.contract.queued import save_case, undone
from tests.contract.things import (
    HKD,
    SAVED,
    a_customer,
    a_hold,
    an_invoice,
    with_customer,
)


def test_accounts_are_read_together_in_the_order_asked_for(record: Record) -> None:
    everywhere = a_hold("H-2", currency="")
    with with_customer(record).begin() as tx:
        for save, thing in SAVED:
            getattr(tx, save)(thing)
        tx.save_hold(everywhere)
        tx.save_proof(a_proof())
        tx.save_proof(a_proof("DN-2", invoice_no="USD-1"))
        tx.save_allocation(an_allocation())
        tx.save_invoice(an_invoice("USD-1", currency="USD"))
        save_case(tx, "HK01")
        tx.undo(undone("HK02", EntryKind.DISPUTE, "D-1"))
    keys = [("HK01", "HKD"), ("HK02", "USD"), HKD, ("HK01", "HKD")]
    with record.read() as tx:
        accounts = tx.accounts(keys)
        assert [(account.customer.code, account.currency) for account in accounts] == keys
        assert accounts == tuple(tx.account(*key) for key in keys)
    assert accounts[1].holds == (everywhere,)
    assert [proof.id for account in accounts for proof in account.proofs] == ["DN-2", "DN-1"]
    assert accounts[2].disputes == ()
    assert [one.key for one in accounts[2].undone] == ["D-1"]


def test_more_accounts_than_fit_into_one_query_are_all_read(record: Record) -> None:
    with record.begin() as tx:
        for n in range(700):
            tx.add_all([a_customer(f"C{n}"), an_invoice(customer_code=f"C{n}", note=str(n))])
    with record.read() as tx:
        accounts = tx.accounts([(f"C{n}", "HKD") for n in range(700)])
    assert [account.invoices[0].note for account in accounts] == [str(n) for n in range(700)]


def test_accounts_of_nobody_are_none_and_one_that_is_not_there_is_not_found(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_invoice(an_invoice())
    with record.read() as tx:
        assert tx.accounts([]) == ()
        with pytest.raises(NotFound, match="Nothing is recorded for customer HK02 in USD"):
            tx.accounts([HKD, ("HK02", "USD")])
        with pytest.raises(NotFound, match="There is no customer 'XX99'"):
            tx.accounts([HKD, ("XX99", "HKD")])
