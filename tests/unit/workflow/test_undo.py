"""Undoing by a new entry, and the journal that shows it: nothing leaves the record."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.adapters.tables import FileTables
from assistant.domain.brief import Refusal
from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.language import Language
from assistant.domain.ledger import Payment
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.errors import BadInput, NotAllowed, NotFound, Refused
from assistant.intake.given_entries import (
    CauseGiven,
    ContactGiven,
    DisputeGiven,
    HoldGiven,
    MoneyGiven,
    PromiseGiven,
    ResolutionGiven,
)
from assistant.wording import Wording
from assistant.workflow import record
from assistant.workflow.allocate import allocate
from assistant.workflow.import_ledger import import_ledger
from assistant.workflow.journal import journal
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.record.documents import journal_line
from assistant.workflow.undo import undo_in_case
from assistant.workflow.worklist import show_case
from tests.desk import AUDITOR, LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY, a_contact, an_invoice

CASE = "C1-CNY"
WHY = "booked on the wrong customer"
EN = Wording.of(Language.EN)
A_PAYMENT = MoneyGiven(amount="10000.00", on=TODAY, invoice="INV-1")


@pytest.fixture
def desk():
    return a_desk(tables=FileTables())


def account(desk):
    with desk.record.read() as tx:
        return tx.account("C1", "CNY")


def undone(desk, kind=EntryKind.PAYMENT, key="RC-0001", why=WHY, person=ZHOU, case=CASE):
    return undo_in_case(desk, person, case, kind, key, why)


def told(desk, *key):
    """The journal as a person reads it: day, kind, key, sentence, who, and why it counts no longer."""
    found = [journal_line(line, EN) for line in journal(desk, *(key or ("C1", "CNY")))]
    return [
        (line["day"], line["kind"], line["key"], line["what"], line["by"], line["undone"] and line["undone"]["reason"])
        for line in found
    ]


# undoing


def test_an_undone_payment_counts_no_longer_and_the_next_step_comes_back(desk):
    before = show_case(desk, CASE).next_step
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    assert isinstance(show_case(desk, CASE).next_step, Refusal)
    done = undone(desk)

    assert show_case(desk, CASE).next_step == before
    assert str(done.case.open_balance) == "CNY 10,000.00"
    assert account(desk).undone == (
        Undone(customer_code="C1", kind=EntryKind.PAYMENT, key="RC-0001", at=desk.clock.now(), by="zhou", reason=WHY),
    )
    with desk.record.read() as tx:
        assert tx.payment("C1", "RC-0001").amount == Money(1_000_000, "CNY")


def test_undoing_is_audited_without_its_words_and_makes_open_messages_out_of_date(desk):
    record.record_payment(desk, LIN, CASE, replace(A_PAYMENT, amount="100"))
    message = prepare_draft(desk, LIN, CASE)
    done = undone(desk)

    assert (done.undone.key, done.stale) == ("RC-0001", (message.id,))
    with desk.record.read() as tx:
        entry = [e for e in tx.audit_entries() if e.event == "entry_undone"][-1]
        assert tx.message(message.id).status is Status.STALE
    assert (entry.actor, entry.subject, entry.body) == ("zhou", "C1", {"kind": "payment", "key": "RC-0001"})


@pytest.mark.parametrize("why", ["", "  \n", "bad\x00"])
def test_a_reason_is_needed(desk, why):
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    with pytest.raises(BadInput, match=r"reason (is empty|holds control characters)"):
        undone(desk, why=why)
    assert account(desk).undone == ()


def test_only_those_who_record_may_undo(desk):
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    with pytest.raises(NotAllowed, match="audit may not do this"):
        undone(desk, person=AUDITOR)


def test_what_was_undone_is_not_undone_again(desk):
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    undone(desk)
    line = r"RC-0001 was undone by zhou on 2026-06-16 \(booked on the wrong customer\); it counts no longer"
    with pytest.raises(Refused, match=line):
        undone(desk, why="again", person=LIN)
    assert len(account(desk).undone) == 1


def test_its_number_is_not_given_to_anything_else(desk):
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    undone(desk)
    with pytest.raises(Refused, match=r"The number RC-0001 belongs to an entry that zhou undid"):
        record.record_payment(desk, LIN, CASE, replace(A_PAYMENT, number="RC-0001"))
    assert record.record_payment(desk, LIN, CASE, A_PAYMENT).key == "RC-0002"


def test_only_an_entry_of_the_case_can_be_undone(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(20, "INV-U"), amount=Money(100_000, "USD")))
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    for case, key in (("C1-USD", "RC-0001"), (CASE, "RC-0009"), (CASE, "x" * 150)):
        with pytest.raises(NotFound):
            undone(desk, case=case, key=key)
    with pytest.raises(NotFound, match="C1 has no dispute 'RC-0001' in CNY"):
        undone(desk, kind=EntryKind.DISPUTE)
    with pytest.raises(NotFound):
        undone(desk, case="C9-CNY")


def test_a_running_total_of_the_ledger_is_corrected_in_the_ledger(desk):
    with desk.record.begin() as tx:
        tx.save_payment(
            Payment(number="paid:INV-1", customer_code="C1", amount=Money(5, "CNY"), received=TODAY, invoice_no="INV-1")
        )
    with pytest.raises(Refused, match=r"paid:INV-1 is what the ledger's paid column says; correct the ledger"):
        undone(desk, key="paid:INV-1")


def test_money_on_an_undone_invoice_is_on_none_and_said(desk):
    record.record_payment(desk, LIN, CASE, replace(A_PAYMENT, amount="4000"))
    done = undone(desk, kind=EntryKind.INVOICE, key="INV-1")

    assert (str(done.case.open_balance), str(done.case.unallocated)) == ("CNY 0.00", "CNY 4,000.00")
    assert [EN.reason(note) for note in done.notes] == [
        "CNY 4,000.00 is on no invoice now; match it before writing to the customer."
    ]


def test_an_undone_payment_from_which_money_went_back_says_what_is_missing(desk):
    record.record_payment(desk, LIN, CASE, MoneyGiven(amount="1000", on=TODAY))
    record.record_refund(desk, LIN, CASE, MoneyGiven(amount="101", on=TODAY))
    done = undone(desk)
    assert str(done.case.unallocated) == "CNY -101.00"
    assert [EN.reason(note) for note in done.notes] == [
        "CNY 101.00 more has gone back than is left of what came in; "
        "undo that refund, too, or record it anew with its invoice."
    ]


def test_what_was_allocated_of_an_undone_payment_stays_in_the_journal(desk):
    record.record_payment(desk, LIN, CASE, MoneyGiven(amount="1000", on=TODAY))
    allocate(desk, "lin", CASE)
    undone(desk)
    assert ("allocation", "AL-0001", WHY) in [(kind, key, why) for _, kind, key, _, _, why in told(desk)]
    with pytest.raises(Refused, match="AL-0001 was undone by zhou"):
        undone(desk, EntryKind.ALLOCATION, "AL-0001")


def test_every_kind_that_people_record_can_be_undone(desk):
    entries = [
        record.record_promise(
            desk, LIN, CASE, PromiseGiven(amount="10", due=date(2026, 6, 30), quote="soon", source="call")
        ),
        record.record_dispute(
            desk,
            LIN,
            CASE,
            DisputeGiven(
                invoice="INV-1", reason="pricing", quote="too dear", handler="sales", answer_by=date(2026, 6, 30)
            ),
        ),
        record.record_hold(desk, LIN, CASE, HoldGiven(reason=HoldReason.MANUAL)),
        record.record_contact(desk, LIN, CASE, ContactGiven(channel="phone", outcome="reached")),
        record.record_credit_note(desk, LIN, CASE, replace(A_PAYMENT, amount="7")),
        record.record_refund(desk, LIN, CASE, replace(A_PAYMENT, amount="7")),
    ]
    for done in reversed(entries):
        undone(desk, kind=EntryKind(done.kind), key=done.key)

    now = account(desk)
    assert (now.promises, now.disputes, now.holds, now.contacts, now.credit_notes, now.payments) == ((),) * 6
    assert not isinstance(show_case(desk, CASE).next_step, Refusal)


def test_an_undone_entry_that_is_imported_again_stays_undone(desk, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(
        "customer_code,customer_name,invoice_no,kind,issue_date,due_date,currency,amount,paid,reference\n"
        "C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,\n"
        "C1,,P-9,payment,2026-06-10,,CNY,500.00,,B-1\n",
        encoding="utf-8",
    )
    import_ledger(desk, "operator", [path])
    assert str(show_case(desk, CASE).case.open_balance) == "CNY 10,000.00"
    undone(desk, key="P-9")
    import_ledger(desk, "operator", [path])
    import_ledger(later(desk, datetime(2026, 6, 17, 8, 30, tzinfo=UTC)), "operator", [path])

    assert str(show_case(desk, CASE).case.open_balance) == "CNY 10,500.00"
    assert [payment.number for payment in account(desk).payments] == []


# the journal


def test_the_journal_tells_everything_in_time_order_with_who_recorded_it(desk):
    with desk.record.begin() as tx:
        tx.save_contact(a_contact(5))
    record.record_payment(desk, LIN, CASE, replace(A_PAYMENT, amount="4000", on=date(2026, 6, 12), source="bank"))
    record.record_payment(desk, ZHOU, CASE, replace(A_PAYMENT, amount="1", on=date(2026, 6, 13)))
    undone(desk, key="RC-0002", person=LIN, why="typed twice")

    assert told(desk) == [
        ("2026-04-27", "invoice", "INV-1", "CNY 10,000.00 invoiced, due 27 May 2026", None, None),
        ("2026-06-11", "contact", a_contact(5).key, "payment reminder by email: sent", None, None),
        ("2026-06-12", "payment", "RC-0001", "CNY 4,000.00 received on 12 June 2026 on INV-1 (bank)", "lin", None),
        ("2026-06-13", "payment", "RC-0002", "CNY 1.00 received on 13 June 2026 on INV-1", "zhou", "typed twice"),
    ]


def test_the_journal_keeps_what_later_entries_took_the_place_of(desk):
    record.record_cause(desk, LIN, CASE, CauseGiven(cause=Cause.CASH_FLOW, evidence="tight this month"))
    record.record_cause(desk, ZHOU, CASE, CauseGiven(cause=Cause.UNWILLING, evidence="two promises broken"))
    record.record_hold(desk, LIN, CASE, HoldGiven(reason=HoldReason.MANUAL))
    record.lift_hold(desk, ZHOU, CASE, "HD-0001")
    record.record_dispute(
        desk,
        LIN,
        CASE,
        DisputeGiven(
            invoice="INV-1", reason="pricing", amount="50", quote="dear", handler="sales", answer_by=date(2026, 6, 30)
        ),
    )
    record.resolve_dispute(desk, ZHOU, CASE, "DP-0001", ResolutionGiven(outcome="withdrawn"))
    letter = record.record_contact(
        desk, LIN, CASE, ContactGiven(channel="letter", kind="formal_demand", outcome="sent", at="2026-06-10T10:00")
    )
    for outcome in ("undeliverable", "arrival_confirmed"):
        record.record_contact(desk, ZHOU, CASE, ContactGiven(outcome=outcome, of=letter.key))

    assert {line[3:5] for line in told(desk)} == {
        ("CNY 10,000.00 invoiced, due 27 May 2026", None),
        ("cause noted then: tight cash flow", "lin"),
        ("cause: unwillingness to pay (“two promises broken”)", "zhou"),
        ("on hold (stopped by a person) until 16 June 2026, CNY only", "lin"),
        ("hold lifted (stopped by a person)", "zhou"),
        ("CNY 50.00 of INV-1 disputed (price), sales answers by 30 June 2026: “dear”", "lin"),
        ("dispute over CNY 50.00 of INV-1 resolved on 16 June 2026: withdrawn by the customer", "zhou"),
        ("formal demand by letter: arrival confirmed", "lin"),
        ("outcome: could not be delivered", "zhou"),
        ("outcome: arrival confirmed", "zhou"),
    }


def test_an_undone_promise_still_says_how_much_it_was(desk):
    promise = PromiseGiven(amount="900", due=date(2026, 6, 30), quote="soon", source="call")
    record.record_promise(desk, LIN, CASE, promise)
    undone(desk, kind=EntryKind.PROMISE, key="PR-0001", why="it was another customer's")

    assert told(desk)[-1] == (
        "2026-06-16",
        "promise",
        "PR-0001",
        "promise over CNY 900.00",
        "lin",
        "it was another customer's",
    )


def test_what_is_undone_in_one_currency_is_not_in_the_journal_of_another(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(20, "INV-U"), amount=Money(100_000, "USD")))
    record.record_payment(desk, LIN, CASE, A_PAYMENT)
    record.record_promise(desk, LIN, CASE, PromiseGiven(amount="1", due=TODAY, quote="q", source="s", confirmed=True))
    record.record_hold(desk, LIN, CASE, HoldGiven(reason=HoldReason.INSOLVENCY, every_currency=True))
    undone(desk)
    undone(desk, kind=EntryKind.PROMISE, key="PR-0001")

    assert [line[1:3] for line in told(desk, "C1", "USD")] == [("invoice", "INV-U"), ("hold", "HD-0001")]
    both = [line[1:3] for line in told(desk, "C1")]
    assert sorted(both) == [
        ("hold", "HD-0001"),
        ("invoice", "INV-1"),
        ("invoice", "INV-U"),
        ("payment", "RC-0001"),
        ("promise", "PR-0001"),
    ]


def test_the_journal_of_nobody_is_not_found(desk):
    with pytest.raises(NotFound, match="There is no customer 'C9'"):
        journal(desk, "C9")
    with pytest.raises(NotFound, match="Nothing is recorded for customer C1 in USD"):
        journal(desk, "C1", "USD")


def test_days_of_the_journal_are_those_of_the_creditor(desk):
    with desk.record.begin() as tx:
        tx.save_contact(replace(a_contact(0), at=NOW.replace(hour=17)))

    assert told(desk)[-1][0] == "2026-06-17"


def test_a_case_of_nothing_but_talk_says_who_recorded_and_lifted_a_hold(desk):
    with desk.record.begin() as tx:
        tx.save_contact(a_contact(3, currency="USD"))
    record.record_hold(desk, LIN, "C1-USD", HoldGiven(reason=HoldReason.MANUAL))
    record.lift_hold(desk, LIN, "C1-USD", "HD-0001")
    told = [line.by for line in journal(desk, "C1", "USD") if line.kind == "hold"]
    assert told == ["lin", "lin"]
