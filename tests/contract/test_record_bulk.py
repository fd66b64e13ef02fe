"""The promises of every record on the ledger in bulk: what an import looks up and adds, many rows at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.entries import EntryKind, Undone
from assistant.domain.ledger import Invoice, Proof, ProofKind, Retention
from assistant.domain.money import Money
from assistant.errors import NotFound
from assistant.ports import Record
from tests.contract.ledger_things import a_proof
from tests.contract.things import HKD, NOON, a_credit_note, a_customer, a_payment, an_invoice, with_customer

# What a driver's bulk format might read as something else: separators, line ends, escapes, NULL marks, quotes.
AWKWARD = "tab\there, line\nend\r\n, \\N, \\., back\\slash, \"quotes\", 'single', NULL, 「六月」 🙏"


def many(count: int, customer_code: str = "HK02") -> Iterator[Invoice]:
    like = an_invoice(customer_code=customer_code)
    return (replace(like, number=f"INV-{n:05d}", amount=Money(n, "HKD")) for n in range(count))


def test_what_is_added_in_bulk_is_there_as_if_saved_one_by_one(record: Record) -> None:
    retention = Retention(amount=Money(-1, "HKD"), until=date(2027, 5, 20))
    invoices = (an_invoice("1", terms=AWKWARD, note="", retention=retention), an_invoice("2", note=AWKWARD))
    payments = (a_payment("1", amount="-40000.00", source=AWKWARD), a_payment("2", invoice_no=""))
    note = a_credit_note("1", source=AWKWARD)
    proofs = tuple(a_proof(kind.value, kind=kind, status=AWKWARD, invoice_no="1") for kind in ProofKind)
    with record.begin() as tx:
        tx.add_all([a_customer(name=AWKWARD, since=None), *invoices, *payments, note, *proofs])
    with record.read() as tx:
        account = tx.account(*HKD)
        assert account.customer == a_customer(name=AWKWARD, since=None)
        assert account.invoices == invoices
        assert account.payments == payments
        assert account.credit_notes == (note,)
        assert sorted(account.proofs, key=lambda proof: proof.id) == sorted(proofs, key=lambda proof: proof.id)
    with record.begin() as tx:
        assert not tx.save_invoice(invoices[0])
        assert not tx.save_proof(proofs[0])


def test_customers_may_come_right_before_what_is_theirs(record: Record) -> None:
    with record.begin() as tx:
        tx.add_all([a_customer("HK01"), an_invoice(customer_code="HK01"), a_customer("HK03"), a_customer("HK02")])
        tx.add_all(iter((an_invoice(),)))
        tx.add_all([a_payment()])
        assert tx.account(*HKD).payments == (a_payment(),)
    with record.read() as tx:
        assert tx.account_keys() == (("HK01", "HKD"), HKD)


def test_more_than_fits_into_one_batch_is_taken_as_it_comes(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.add_all(many(12_345))
    with record.read() as tx:
        assert tx.account(*HKD).invoices == tuple(many(12_345))


@pytest.mark.parametrize("one", [a_customer(), an_invoice(), a_payment(), a_credit_note(), Proof], ids=str)
def test_a_key_that_is_there_already_cannot_be_added(record: Record, one: object) -> None:
    known = a_proof() if one is Proof else one
    with record.begin() as tx:
        tx.add_all([a_customer()] if known == a_customer() else [a_customer(), known])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="is recorded already"), record.begin() as tx:
        tx.add_all([a_customer("HK01"), known])  # type: ignore[list-item]
    with record.read() as tx:
        assert [customer.code for customer in tx.customers()] == ["HK02"]


def test_the_same_key_twice_in_one_go_cannot_be_added(record: Record) -> None:
    with pytest.raises(ValueError, match="is recorded already"), with_customer(record).begin() as tx:
        tx.add_all([an_invoice(), an_invoice("2"), an_invoice(note="again")])
    with record.read() as tx:
        assert tx.account_keys() == ()


def test_nothing_is_added_for_a_customer_that_is_not_known(record: Record) -> None:
    with pytest.raises(NotFound, match="There is no customer 'HK09'; import it first"), record.begin() as tx:
        tx.add_all([a_customer(), an_invoice(), an_invoice(customer_code="HK09")])
    with record.read() as tx:
        assert tx.customers() == ()


def test_documents_are_found_by_their_keys(record: Record) -> None:
    other = an_invoice(customer_code="HK01", amount="5.00")
    with with_customer(record).begin() as tx:
        assert tx.invoices_numbered([("HK02", "INV-1001")]) == {}
        tx.save_customer(a_customer("HK01"))
        tx.add_all([an_invoice(), other, a_payment(), a_credit_note()])
    asked = [("HK02", "INV-1001"), ("HK01", "INV-1001"), ("HK02", "INV-1002"), ("XX99", "INV-1001")]
    with record.read() as tx:
        assert tx.customers_coded(["HK02", "XX99"]) == {"HK02": a_customer()}
        assert tx.invoices_numbered(asked) == {("HK02", "INV-1001"): an_invoice(), ("HK01", "INV-1001"): other}
        assert tx.payments_numbered([("HK02", "P-1"), ("HK01", "P-1")]) == {("HK02", "P-1"): a_payment()}
        assert tx.credit_notes_numbered([("HK02", "CN-1"), ("CN-1", "HK02")]) == {("HK02", "CN-1"): a_credit_note()}
        assert tx.invoices_numbered([]) == {}
        assert tx.payments_on_invoices(()) == {}
        assert tx.customers_coded(set()) == {}


def test_more_keys_than_fit_into_one_query_are_all_looked_up(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.add_all(many(2_500))
    with record.read() as tx:
        found = tx.invoices_numbered({("HK02", f"INV-{n:05d}") for n in range(0, 9_000, 3)})
    assert found == {("HK02", i.number): i for i in many(2_500) if i.amount.minor % 3 == 0}


def test_keys_are_told_apart_to_the_last_character(record: Record) -> None:
    numbers = ["a", "A", "a ", "à", "é", "", '"', "'", "\\", "㈠", "1", "01"]
    with with_customer(record).begin() as tx:
        tx.add_all(an_invoice(number, note=number) for number in numbers)
    with record.read() as tx:
        assert tx.invoices_numbered([("HK02", number) for number in numbers]) == {
            ("HK02", number): an_invoice(number, note=number) for number in numbers
        }


def test_payments_are_found_by_the_invoices_they_name_oldest_first(record: Record) -> None:
    late, early = a_payment("1", received=date(2026, 6, 9)), a_payment("2", received=date(2026, 6, 1))
    elsewhere = a_payment("3", invoice_no="INV-1002")
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK01"))
        tx.add_all([late, early, elsewhere, a_payment("4", invoice_no=""), a_payment(customer_code="HK01")])
    one = ("HK02", "INV-1001")
    with record.read() as tx:
        assert tx.payments_on_invoices([one, one, ("HK02", "INV-1003")]) == {one: (early, late)}
        both = tx.payments_on_invoices([("HK02", "INV-1002"), one])
    assert both == {one: (early, late), ("HK02", "INV-1002"): (elsewhere,)}


def test_payments_are_found_by_their_numbers_whoever_paid(record: Record) -> None:
    theirs, undone = a_payment("camt:1", customer_code="HK01"), a_payment("camt:2")
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK01"))
        tx.add_all([a_payment("camt:1"), theirs, undone, a_payment("camt:3")])
        tx.undo(Undone(customer_code="HK02", kind=EntryKind.PAYMENT, key="camt:2", at=NOON, by="lin", reason="wrong"))
    with record.read() as tx:
        assert tx.payments_called({"camt:2", "camt:1", "camt:9"}) == (theirs, a_payment("camt:1"), undone)
        assert tx.payments_called([]) == ()
        assert tx.payments_called({f"camt:{n}" for n in range(12_345)})[:2] == (theirs, a_payment("camt:1"))


def test_every_invoice_that_counts_is_listed_by_customer_and_number(record: Record) -> None:
    with with_customer(record).begin() as tx:
        assert list(tx.invoice_keys()) == []
        tx.save_customer(a_customer("HK01"))
        tx.add_all([an_invoice("2"), an_invoice("1"), an_invoice("1", customer_code="HK01"), an_invoice("3")])
        tx.undo(Undone(customer_code="HK02", kind=EntryKind.INVOICE, key="1", at=NOON, by="lin", reason="wrong"))
    with record.read() as tx:
        assert list(tx.invoice_keys()) == [("HK01", "1"), ("HK02", "2"), ("HK02", "3")]
