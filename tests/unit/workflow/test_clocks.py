from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.domain.commitments import ContactMade, Promise
from assistant.workflow.desk import Desk
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms
from assistant.workflow.limitation import CaseClocks, clocks_on
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from tests.desk import LIN, ZHOU, a_desk
from tests.unit.planning.accounts import a_customer, an_invoice, cny

# The invoice of the desk fell due on 27 May 2026, and it is 16 June.
IN_THREE_YEARS = date(2029, 5, 27)


def a_contact(**changes: object) -> ContactMade:
    values = {
        "customer_code": "C1",
        "currency": "CNY",
        "at": datetime(2026, 6, 5, 17, tzinfo=UTC),
        "channel": "letter",
        "kind": "formal_demand",
        "stage": "formal",
        "outcome": "arrival_confirmed",
        "note": "正式催款函，INV-1，顺丰签收",
    }
    return ContactMade(**(values | changes))


def desk_with(*contacts: ContactMade, region: str = "CN") -> Desk:
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(region=region))
        for contact in contacts:
            tx.save_contact(contact)
    return desk


def clocks(desk: Desk) -> CaseClocks:
    return clocks_on(desk, "C1-CNY")


def told(desk: Desk) -> list[tuple[str, date, list[str], list[str]]]:
    """(rule, end, why signs do not count, codes of conditions) of each clock."""
    return [
        (c.rule.id, c.clock.end, [s.why_not.code for s in c.clock.ignored], [r.code for r in c.conditions])
        for c in clocks(desk).clocks
    ]


def test_until_somebody_confirms_the_law_the_clock_is_told_with_its_condition():
    assert told(desk_with()) == [("cn.limitation", IN_THREE_YEARS, [], ["if_this_law_governs"])]


def test_terms_of_the_contract_confirm_the_law():
    desk = desk_with()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(20, contract_no="K-1"))
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="none", law="CN", customer="C1"))
    assert told(desk) == [("cn.limitation", IN_THREE_YEARS, [], [])]


def test_a_demand_whose_arrival_is_shown_restarts_the_clock_on_the_day_it_left_in_our_zone():
    found = clocks(desk_with(a_contact())).clocks[0].clock
    # 17:00 UTC on 5 June is 6 June in Shanghai.
    assert (found.start, found.end) == (date(2026, 6, 6), date(2029, 6, 6))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome": "sent"}, "arrival_not_shown"),
        ({"outcome": "no_reply"}, "arrival_not_shown"),
        ({"outcome": "out_of_office"}, "arrival_not_shown"),
        ({"outcome": "undeliverable"}, "arrival_not_shown"),
        ({"outcome": "wrong_contact"}, "arrival_not_shown"),
        ({"channel": "phone", "kind": "call_script", "outcome": "promised"}, "not_in_writing"),
        ({"channel": "visit", "outcome": "accepted"}, "not_in_writing"),
        ({"note": "正式催款函，顺丰签收"}, "names_no_invoice"),
    ],
)
def test_a_contact_that_does_not_show_a_demand_that_arrived_counts_for_nothing(changes, code):
    assert told(desk_with(a_contact(**changes)))[0][1:3] == (IN_THREE_YEARS, [code])


def test_contacts_that_ask_for_nothing_or_name_another_invoice_are_not_even_listed():
    contacts = (a_contact(kind="receipt_thanks"), a_contact(note="INV-7", at=datetime(2026, 6, 7, 3, tzinfo=UTC)))
    desk = desk_with(*contacts)
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(-5, number="INV-7"))
    assert told(desk)[0][2] == []


def test_a_reminder_that_was_released_names_its_invoices_by_the_message():
    desk = a_desk()
    message = prepare_draft(desk, LIN, "C1-CNY")
    submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    accept_draft(desk, ZHOU, message.id, content_hash=message.content_hash)
    release_draft(desk, LIN, message.id)
    assert told(desk)[0][1:3] == (IN_THREE_YEARS, ["arrival_not_shown"])
    with desk.record.begin() as tx:
        (contact,) = tx.account("C1", "CNY").contacts
        answered = replace(contact, outcome="arrival_confirmed", note=f"{contact.note}\nread receipt")
        tx.save_contact(answered)
    assert told(desk)[0][1] == date(2029, 6, 16)


def test_a_promise_for_the_invoice_restarts_the_clock():
    desk = desk_with()
    with desk.record.begin() as tx:
        promise = Promise(
            id="PR-1",
            customer_code="C1",
            amount=cny("100.00"),
            made_on=date(2026, 6, 10),
            due=date(2026, 6, 30),
            quote="",
            source="",
            invoice_nos=("INV-1",),
        )
        tx.save_promise(promise)
    assert told(desk)[0][1] == date(2029, 6, 10)


def test_in_taiwan_both_periods_are_told_until_somebody_says_what_was_sold():
    desk = desk_with(a_contact(), region="TW")
    assert told(desk) == [
        (
            "tw.limitation-goods",
            date(2028, 5, 27),
            ["demand_needs_suit"],
            ["if_this_law_governs", "if_answered_yes"],
        ),
        (
            "tw.limitation-general",
            date(2041, 5, 27),
            ["demand_needs_suit"],
            ["if_this_law_governs", "if_no_shorter_period"],
        ),
    ]
    assert clocks(desk).clocks[0].clock.suit_by == date(2026, 12, 6)
    answer_question(desk, "lin", "C1", "tw.limitation-goods", "goods_by_merchant", answer=True)
    assert [line[0] for line in told(desk)] == ["tw.limitation-goods"]
    answer_question(desk, "lin", "C1", "tw.limitation-goods", "goods_by_merchant", answer=False)
    assert [line[0] for line in told(desk)] == ["tw.limitation-general"]


def test_hong_kong_gives_six_years_for_a_simple_contract_and_nothing_restarts_them():
    found = told(desk_with(a_contact(), region="HK"))
    assert found == [
        ("hk.limitation", date(2032, 5, 27), ["restarts_nothing"], ["if_this_law_governs", "if_answered_yes"])
    ]


def test_where_no_period_is_on_record_that_is_said():
    for region in ("GB", "DE", "US"):
        found = clocks(desk_with(region=region))
        assert (found.clocks, [note.code for note in found.notes]) == ((), ["no_limitation_on_record"])


def test_the_clock_that_ends_first_stands_at_the_top_and_paid_invoices_have_none():
    desk = desk_with()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(300, number="OLD"))
        tx.save_invoice(an_invoice(100, number="MID"))
    assert [c.item.invoice.number for c in clocks(desk).clocks] == ["OLD", "MID", "INV-1"]
