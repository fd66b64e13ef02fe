import threading
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.domain.attention import Only
from assistant.domain.brief import Refusal
from assistant.domain.commitments import Dispute, Hold, HoldReason, Promise
from assistant.domain.kinds import Stage
from assistant.domain.ledger import Retention
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.domain.order import PLAIN
from assistant.errors import NotFound
from assistant.ports import UNWATCHED
from assistant.workflow.draft_worklist import draft_worklist
from assistant.workflow.listing import Listing
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.worklist import NextStep, show_case, worklist, worklist_page
from tests.desk import LIN, a_desk, later, pay
from tests.fakes.record import MemoryRecord
from tests.unit.planning.accounts import NOW, a_contact, a_customer, an_invoice

TODAY = NOW.date()


def add_case(desk, code, days_late=20, **changes):
    with desk.record.begin() as tx:
        tx.save_customer(replace(a_customer(), code=code))
        tx.save_invoice(replace(an_invoice(days_late), customer_code=code, **changes))


def add_cases(desk, count):
    for n in range(count):
        add_case(desk, f"D{n:03d}", days_late=20 + n % 5)


def ids(views):
    return [view.case.id for view in views]


def a_hold(code, **changes):
    hold = Hold(id=f"H-{code}", customer_code=code, reason=HoldReason.MANUAL, note="", since=TODAY, currency="CNY")
    return replace(hold, **changes)


@pytest.fixture
def desk():
    return a_desk()


# --- pages -------------------------------------------------------------------
def test_a_page_holds_fifty_cases_and_says_how_many_there_are_in_all(desk):
    add_cases(desk, 119)
    first, last = worklist_page(desk), worklist_page(desk, page=3)
    assert (len(first.views), first.total, first.page, first.pages) == (50, 120, 1, 3)
    assert (len(last.views), last.total, last.page, last.pages) == (20, 120, 3, 3)


def test_every_case_is_on_one_page_and_the_pages_together_are_the_worklist(desk):
    add_cases(desk, 22)
    pages = [worklist_page(desk, page=n, size=7) for n in (1, 2, 3, 4)]
    assert sorted(ids(view for page in pages for view in page.views)) == sorted(ids(worklist(desk)))
    assert len(set(ids(worklist(desk)))) == 23


@pytest.mark.parametrize("page", [4, 99, 10**30])
def test_a_page_beyond_the_last_is_the_last(desk, page):
    add_cases(desk, 9)
    beyond = worklist_page(desk, page=page, size=4)
    assert (beyond.page, beyond.pages) == (3, 3)
    assert ids(beyond.views) == ids(worklist_page(desk, page=3, size=4).views)


@pytest.mark.parametrize("page", [0, -5])
def test_a_page_before_the_first_is_the_first(desk, page):
    assert ids(worklist_page(desk, page=page).views) == ["C1-CNY"]


def test_a_worklist_without_cases_is_one_empty_page(desk):
    pay(desk, "10000.00")
    empty = worklist_page(desk)
    assert (empty.views, empty.total, empty.page, empty.pages) == ((), 0, 1, 1)
    assert list(worklist(desk)) == []


def test_a_search_counts_and_turns_its_own_pages(desk):
    add_cases(desk, 9)
    found = worklist_page(desk, page=2, size=5, listing=Listing(search="d00 cny"))
    assert (len(found.views), found.total, found.page, found.pages) == (4, 9, 2, 2)


@pytest.mark.parametrize("typed", ["D00\0", "\ud800 d00", "d00 " * 500])
def test_whatever_is_typed_is_searched_for_as_far_as_it_can_be(desk, typed):
    add_cases(desk, 2)
    assert ids(worklist_page(desk, listing=Listing(search=typed)).views) == ["D001-CNY", "D000-CNY"]


# --- the order ---------------------------------------------------------------
def test_those_with_a_next_step_come_first_then_the_furthest_past_due_then_the_code(desk):
    for code, late in (("D2", 30), ("D1", 30), ("D3", 40), ("D4", 60)):
        add_case(desk, code, late)
    with desk.record.begin() as tx:
        tx.save_hold(a_hold("D4"))
    assert ids(worklist_page(desk).views) == ["D3-CNY", "D1-CNY", "D2-CNY", "C1-CNY", "D4-CNY"]


def test_planning_has_the_last_word_on_what_waits(desk):
    # Nothing in the queue knows of a dispute: the case comes first in it, and last on its page.
    dispute = Dispute(
        id="D-1",
        customer_code="D1",
        invoice_no="INV-1",
        amount=Money.parse("10000.00", "CNY"),
        reason="short delivery",
        opened_on=TODAY,
        quote="",
        handler="",
        answer_by=TODAY,
    )
    add_case(desk, "D1", 40)
    with desk.record.begin() as tx:
        tx.save_dispute(dispute)
    assert ids(worklist_page(desk, size=1).views) == ["D1-CNY"]
    page = worklist_page(desk)
    assert ids(page.views) == ["C1-CNY", "D1-CNY"]
    assert isinstance(page.views[1].next_step, Refusal)


def test_cases_that_can_be_worked_are_on_the_first_page_however_late_the_others_are(desk):
    for n in range(6):
        add_case(desk, f"D{n}", 80)
        with desk.record.begin() as tx:
            tx.save_hold(a_hold(f"D{n}"))
    assert ids(worklist_page(desk, size=2).views)[0] == "C1-CNY"


# --- the queue and the policy ------------------------------------------------
def a_promise(days_ago):
    return Promise(
        id="PR-1",
        customer_code="D1",
        amount=Money.parse("10000.00", "CNY"),
        made_on=TODAY - timedelta(days=10),
        due=TODAY - timedelta(days=days_ago),
        quote="",
        source="R-1",
    )


def held_back(until):
    return {"retention": Retention(amount=Money.parse("9950.00", "CNY"), until=until)}


AS_THE_POLICY_HAS_IT = [
    ("the day before outside help", 89, {}, (), False),
    ("the day of outside help", 90, {}, (), True),
    ("the first step's day", -7, {}, (), False),
    ("the day before the first step", -8, {}, (), True),
    ("a promise still in its days of grace", 40, {}, (a_promise(2),), True),
    ("a promise that is over", 40, {}, (a_promise(3),), False),
    ("a contact two days ago", 40, {}, (a_contact(2),), True),
    ("a contact three days ago", 46, {}, (a_contact(3),), False),
    ("late on the day three days ago", 46, {}, (a_contact(2, at=NOW - timedelta(hours=65)),), False),
    ("a contact at the step that is reached", 52, {}, (a_contact(5),), True),
    ("a contact at the step before", 52, {}, (a_contact(8),), False),
    ("a call of theirs", 40, {}, (a_contact(1, kind="in"),), False),
    ("as much as is tolerated", 40, {"amount": Money.parse("100.00", "CNY")}, (), True),
    ("more than is tolerated", 40, {"amount": Money.parse("100.01", "CNY")}, (), False),
    ("all but a little held back", 40, held_back(TODAY), (), True),
    ("no longer held back", 40, held_back(TODAY - timedelta(days=1)), (), False),
    ("on hold", 40, {}, (a_hold("D1"),), True),
    ("on hold until yesterday", 40, {}, (a_hold("D1", since=date(2026, 6, 1), until=date(2026, 6, 15)),), False),
]


@pytest.mark.parametrize(
    ("late", "invoice", "entries", "waits"),
    [case[1:] for case in AS_THE_POLICY_HAS_IT],
    ids=[case[0] for case in AS_THE_POLICY_HAS_IT],
)
def test_the_queue_lets_wait_what_the_policy_lets_wait(desk, late, invoice, entries, waits):
    pay(desk, "10000.00")
    add_case(desk, "D1", late, **invoice)
    add_case(desk, "D2", -7)  # the least late that can be worked
    with desk.record.begin() as tx:
        for entry in entries:
            save = {Promise: tx.save_promise, Hold: tx.save_hold}.get(type(entry), tx.save_contact)
            save(replace(entry, customer_code="D1"))
    waiting = {view.case.id: view for view in worklist_page(desk, listing=Listing(only=Only.WAIT)).views}
    ready = {view.case.id: view for view in worklist_page(desk, listing=Listing(only=Only.ACT)).views}
    assert ("D1-CNY" in waiting, "D1-CNY" in ready, "D2-CNY" in ready) == (waits, not waits, True)
    assert isinstance((waiting if waits else ready)["D1-CNY"].next_step, Refusal) is waits


def test_other_decimals_of_a_currency_are_counted_in_its_own_minor_units(desk):
    policy = replace(desk.policy, tolerance={"JPY": Decimal(500), "KWD": Decimal("1.5")})
    desk = replace(desk, policy=policy)
    for code, minor, currency in (("D1", 500, "JPY"), ("D2", 501, "JPY"), ("D3", 1500, "KWD"), ("D4", 1501, "KWD")):
        add_case(desk, code, 30, amount=Money(minor, currency))
    assert sorted(ids(worklist_page(desk, listing=Listing(only=Only.ACT)).views)) == ["C1-CNY", "D2-JPY", "D4-KWD"]
    assert sorted(ids(worklist_page(desk, listing=Listing(only=Only.WAIT)).views)) == ["D1-JPY", "D3-KWD"]


# --- one read ----------------------------------------------------------------
class Counting:
    """A record that counts what is asked of it."""

    def __init__(self, record: MemoryRecord) -> None:
        self.record, self.asked = record, []

    def begin(self):
        return self.record.begin()

    def read(self):
        return _Watched(self)


class _Watched:
    def __init__(self, counting: Counting) -> None:
        self.counting, self.view = counting, counting.record.read()

    def __enter__(self):
        inner, asked = self.view.__enter__(), self.counting.asked

        class Watched:
            def __getattr__(self, name):
                asked.append(name)
                return getattr(inner, name)

        asked.append("read")
        return Watched()

    def __exit__(self, *error):
        return self.view.__exit__(*error)


def test_a_page_is_read_in_one_view_of_the_record_with_each_thing_asked_for_once(desk):
    add_cases(desk, 30)
    counting = Counting(desk.record)
    worklist_page(replace(desk, record=counting))
    assert counting.asked == ["read", "creditor", "queue", "messages", "accounts"]


def test_the_worklist_is_read_page_by_page(desk):
    add_cases(desk, 119)
    counting = Counting(desk.record)
    views = worklist(replace(desk, record=counting))
    for _ in range(60):
        next(views)
    assert counting.asked.count("accounts") == 2


# --- messages ----------------------------------------------------------------
def test_a_case_shows_the_newest_message_that_is_open_on_it(desk):
    add_cases(desk, 3)
    first = prepare_draft(desk, LIN, "C1-CNY")
    second = prepare_draft(later(desk, NOW + timedelta(minutes=5)), LIN, "C1-CNY")
    shown = {view.case.id: view.message and view.message.id for view in worklist_page(desk).views}
    assert shown == {"C1-CNY": second.id, "D000-CNY": None, "D001-CNY": None, "D002-CNY": None}
    assert first.id != second.id


def test_a_case_that_was_paid_stays_while_a_message_is_open_on_it(desk):
    draft = prepare_draft(desk, LIN, "C1-CNY")
    pay(desk, "10000.00")
    (view,) = worklist_page(desk).views
    assert (view.case.id, view.message.id, view.case.items) == ("C1-CNY", draft.id, ())
    assert view.next_step.reason.code == "nothing_open"


def test_a_case_is_shown_with_its_message_and_its_next_step(desk):
    draft = prepare_draft(desk, LIN, "C1-CNY")
    view = show_case(desk, "C1-CNY")
    assert view.message.id == draft.id
    assert isinstance(view.next_step, NextStep)
    with pytest.raises(NotFound):
        show_case(desk, "C1-USD")


# --- drafting all of it ------------------------------------------------------
def test_every_case_with_a_next_step_gets_a_draft_once(desk):
    add_cases(desk, 55)
    with desk.record.begin() as tx:
        tx.save_hold(a_hold("D007"))
    new = list(draft_worklist(desk, LIN, writer="composer"))
    assert len(new) == 55
    assert {message.status for message in new} == {Status.COMPOSING}
    assert "D007-CNY" not in {message.brief.case_id for message in new}
    assert list(draft_worklist(desk, LIN, writer="composer")) == []


@pytest.mark.parametrize("hands", [1, 4])
def test_no_more_drafts_are_written_than_were_asked_for(desk, hands):
    add_cases(desk, 12)
    new = list(draft_worklist(desk, LIN, writer="composer", limit=5, hands=hands))
    with desk.record.read() as tx:
        stored = tx.messages(status=frozenset({Status.COMPOSING}))
    assert {message.id for message in new} == {message.id for message in stored}
    assert len(new) == 5
    stages = {message.brief.stage for message in new}
    assert list(draft_worklist(desk, LIN, stage=(set(Stage) - stages).pop(), writer="composer")) == []
    assert len(list(draft_worklist(desk, LIN, writer="composer"))) == 8


def test_drafting_begins_before_all_cases_were_looked_at(desk):
    add_cases(desk, 119)
    counting = Counting(desk.record)
    next(draft_worklist(replace(desk, record=counting), LIN, writer="composer"))
    assert counting.asked.count("accounts") == 1


def test_drafts_are_written_together_where_that_is_asked_and_come_in_order(desk):
    add_cases(desk, 30)
    together = threading.Barrier(4)

    class Waiting:
        def write(self, brief, order=PLAIN, watch=UNWATCHED):
            together.wait(10)
            return composer.write(brief, order, watch)

    _, composer = desk.writer("composer")
    slow = replace(desk, writers={**desk.writers, "slow": Waiting})
    cases = [view.case.id for view in worklist(desk) if isinstance(view.next_step, NextStep)][:28]
    drafts = draft_worklist(slow, LIN, writer="slow", hands=4)

    assert [next(drafts).brief.case_id for _ in range(20)] == cases[:20]
    together.abort()
    drafts.close()
