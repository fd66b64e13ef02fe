from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.audit import first_broken
from assistant.domain.language import Reason
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.domain.parties import Contact
from assistant.errors import BadInput, NotFound, Refused
from assistant.intake.given_reading import ReadingGiven
from assistant.intake.mail import Mail
from assistant.workflow.import_reply import import_reply
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.record import typed
from assistant.workflow.replies import confirm_reading
from tests.desk import LIN, a_desk, later
from tests.unit.planning.accounts import NOW, a_customer, an_invoice

MAIL = Mail(
    text="您好，货款下周五付清。",
    source="reply.eml",
    sender="王小明 <wang@customer.example>",
    address="wang@customer.example",
    subject="回复：INV-1",
    received=NOW - timedelta(hours=2),
    message_id="<a1@customer.example>",
)
TEXT = Mail(text="下周五付。", source="reply.txt")


def refused(kind, *arguments, **options):
    with pytest.raises(kind) as caught:
        import_reply(*arguments, **options)
    return caught.value


def replies(desk, currency="CNY"):
    with desk.record.read() as tx:
        return tx.account("C1", currency).replies


def events(desk):
    with desk.record.read() as tx:
        return list(tx.audit_entries())


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def two_accounts(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(5, number="US-1"), amount=Money.parse("900.00", "USD")))
    return desk


def test_a_link_to_accept_that_a_mail_quotes_is_kept_without_its_token(desk):
    token = "Zk3-_" * 8 + "abc"
    quoting = replace(
        MAIL, text=f"同意。\n> https://pay.creditor.example/accept/{token}\n> 谢谢", subject=f"/accept/{token}"
    )
    kept = import_reply(desk, "lin", quoting).reply

    assert kept.text == "同意。\n> https://pay.creditor.example/accept/…\n> 谢谢"
    assert kept.subject == "/accept/…"
    assert import_reply(desk, "lin", quoting).changed is False
    assert typed.words(f"they sent /accept/{token} back", "words") == "they sent /accept/… back"


def test_a_mail_becomes_a_reply_on_the_only_case_of_its_customer(desk):
    done = import_reply(desk, "lin", MAIL, customer_code="C1")
    (reply,) = replies(desk)
    assert done.changed
    assert done.reply == reply
    assert (reply.customer_code, reply.currency, reply.received) == ("C1", "CNY", MAIL.received)
    assert (reply.text, reply.subject, reply.sender, reply.source) == (
        MAIL.text,
        MAIL.subject,
        MAIL.sender,
        "reply.eml",
    )


def test_the_same_mail_twice_changes_nothing_whatever_its_file_is_called(desk):
    first = import_reply(desk, "lin", MAIL, customer_code="C1")
    before = events(desk)
    again = import_reply(desk, "lin", replace(MAIL, source="copy.eml"), customer_code="C1", received="2026-06-01")
    assert (again.changed, again.reply) == (False, first.reply)
    assert events(desk) == before
    assert len(replies(desk)) == 1


def test_a_text_is_known_by_its_words_and_its_moment(desk):
    import_reply(desk, "lin", TEXT, customer_code="C1", received="2026-06-12")
    assert import_reply(desk, "lin", TEXT, customer_code="C1", received="2026-06-12").changed is False
    assert import_reply(desk, "lin", TEXT, customer_code="C1", received="2026-06-15").changed
    assert len(replies(desk)) == 2


def test_other_words_under_the_same_id_never_replace_what_was_recorded(desk):
    import_reply(desk, "lin", MAIL, customer_code="C1")
    error = refused(Refused, desk, "lin", replace(MAIL, text="已付清。", source="forged.eml"), customer_code="C1")
    assert (error.code, error.details["source"]) == ("reply_differs", "reply.eml")
    assert replies(desk)[0].text == MAIL.text


def test_one_mail_about_two_accounts_is_a_reply_on_each(two_accounts):
    import_reply(two_accounts, "lin", MAIL, customer_code="C1", currency="CNY")
    import_reply(two_accounts, "lin", MAIL, customer_code="C1", currency="usd")
    assert len(replies(two_accounts, "CNY")) == len(replies(two_accounts, "USD")) == 1


def test_where_a_customer_has_several_accounts_it_asks_which_one(two_accounts):
    error = refused(BadInput, two_accounts, "lin", MAIL, customer_code="C1")
    assert (error.code, error.details["currencies"]) == ("which_account", ("CNY", "USD"))
    assert refused(BadInput, two_accounts, "lin", MAIL, customer_code="C1", currency="EUR").code == "which_account"


def test_a_customer_without_an_account_may_write_all_the_same(desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
    assert refused(BadInput, desk, "lin", MAIL, customer_code="C2").code == "no_account_yet"
    assert refused(BadInput, desk, "lin", MAIL, customer_code="C2", currency="XXQ").code == "no_account_yet"
    assert import_reply(desk, "lin", MAIL, customer_code="C2", currency="HKD").reply.currency == "HKD"


def test_the_customer_is_found_by_the_address_that_wrote(desk):
    wrote = replace(MAIL, address="Wang@Customer.example")
    assert import_reply(desk, "lin", wrote).reply.customer_code == "C1"


def test_a_customer_that_cannot_be_told_is_asked_for(desk):
    assert refused(BadInput, desk, "lin", replace(MAIL, address="else@where.example")).code == "whose_reply"
    assert refused(BadInput, desk, "lin", replace(MAIL, address="")).code == "whose_reply"
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
    error = refused(BadInput, desk, "lin", MAIL)
    assert (error.code, error.details["customers"]) == ("several_senders", ("C1", "C2"))


def test_customers_without_an_address_are_nobodys_sender(desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C3", contact=Contact(name="", salutation="", email="")))
    assert refused(BadInput, desk, "lin", replace(MAIL, address="")).code == "whose_reply"


def test_an_unknown_customer_is_not_found(desk):
    assert refused(NotFound, desk, "lin", MAIL, customer_code="C9").code == "unknown_customer"


def test_when_nothing_says_when_it_arrived_now_is_assumed_and_told(desk):
    done = import_reply(desk, "lin", TEXT, customer_code="C1")
    assert (done.reply.received, done.notes) == (NOW, (Reason.of("received_assumed", received=NOW),))
    again = import_reply(later(desk, NOW + timedelta(days=1)), "lin", TEXT, customer_code="C1")
    assert (again.changed, again.reply, again.notes) == (False, done.reply, done.notes)


def test_a_moment_that_was_assumed_can_be_put_right_and_makes_no_second_reply(desk):
    import_reply(desk, "lin", TEXT, customer_code="C1")
    assert import_reply(desk, "lin", TEXT, customer_code="C1", received="2026-06-12").changed
    assert [reply.received for reply in replies(desk)] == [datetime(2026, 6, 12, 4, tzinfo=UTC)]
    assert import_reply(desk, "lin", TEXT, customer_code="C1", received="2026-06-12").changed is False


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2026-06-12", datetime(2026, 6, 12, 4, tzinfo=UTC)),
        ("2026-06-12T09:30", datetime(2026, 6, 12, 1, 30, tzinfo=UTC)),
        ("2026-06-12 09:30+02:00", datetime(2026, 6, 12, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_given_moment_is_that_of_our_company_and_counts_before_the_mails_own(desk, given, moment):
    assert import_reply(desk, "lin", MAIL, customer_code="C1", received=given).reply.received == moment


@pytest.mark.parametrize("given", ["12/06/2026", "yesterday", "2026-02-30", "2026-06-12T25:00"])
def test_a_moment_that_is_none_is_refused(desk, given):
    assert refused(BadInput, desk, "lin", MAIL, customer_code="C1", received=given).code == "bad_moment"


def test_a_mail_from_days_ahead_has_a_wrong_date(desk):
    ahead = replace(MAIL, received=NOW + timedelta(days=2))
    assert refused(BadInput, desk, "lin", ahead, customer_code="C1").code == "received_later"
    near = replace(MAIL, received=NOW + timedelta(hours=5))
    assert import_reply(desk, "lin", near, customer_code="C1").changed


def test_a_sender_that_the_record_does_not_know_is_told(desk):
    done = import_reply(desk, "lin", replace(MAIL, address="boss@customer.example"), customer_code="C1")
    assert done.notes == (
        Reason.of(
            "sender_not_on_record", address="boss@customer.example", customer="C1", known="wang@customer.example"
        ),
    )


def test_a_reply_stops_what_is_about_to_be_sent_to_its_customer(desk):
    message = prepare_draft(desk, LIN, "C1-CNY")
    done = import_reply(desk, "lin", MAIL, customer_code="C1")
    with desk.record.read() as tx:
        stopped = tx.message(message.id)
    assert done.stale == (message.id,)
    assert stopped.status is Status.STALE
    assert stopped.note == Reason.of("reply_arrived", received=MAIL.received, reply=done.reply.id)


def test_a_reply_that_is_already_there_stops_nothing_again(desk):
    reply = import_reply(desk, "lin", MAIL, customer_code="C1").reply
    confirm_reading(desk, LIN, "C1-CNY", reply.id, ReadingGiven())
    message = prepare_draft(desk, LIN, "C1-CNY")
    assert import_reply(desk, "lin", MAIL, customer_code="C1").stale == ()
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.COMPOSING


def test_another_customers_messages_go_on(desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
    message = prepare_draft(desk, LIN, "C1-CNY")
    done = import_reply(desk, "lin", MAIL, customer_code="C2", currency="CNY")
    with desk.record.read() as tx:
        assert (done.stale, tx.message(message.id).status) == ((), Status.COMPOSING)


def test_the_log_names_what_was_noticed_but_holds_none_of_the_words(desk):
    noted = replace(MAIL, notes=(Reason.of("attachments_unread", files=("po.pdf (3 kB)",)),))
    done = import_reply(desk, "lin", noted, customer_code="C1")
    entry = events(desk)[-1]
    assert (entry.event, entry.actor, entry.subject) == ("reply_imported", "lin", done.reply.id)
    assert dict(entry.body) == {"currency": "CNY", "notes": ["attachments_unread"], "stopped": []}
    assert first_broken(events(desk)) is None


def test_what_is_refused_leaves_no_trace(two_accounts):
    before = events(two_accounts)
    refused(BadInput, two_accounts, "lin", MAIL, customer_code="C1")
    assert events(two_accounts) == before


def test_a_reply_is_read_by_the_customers_own_calendar_and_by_what_is_open(desk):
    late = datetime(2026, 6, 14, 17, 0, tzinfo=UTC)  # 15 June at 01:00 where the customer is
    mail = Mail(text="全额明天付清。", source="reply.txt", received=late)
    promise = import_reply(desk, "lin", mail, customer_code="C1").reading.promise
    with desk.record.read() as tx:
        still_open = desk.case(tx, "C1", "CNY").open_balance
    assert (promise.day.isoformat(), promise.amount) == ("2026-06-16", still_open.decimal)


def test_a_reply_is_read_where_nothing_is_open_yet(desk):
    mail = Mail(text="明天付。", source="reply.txt", received=NOW)
    done = import_reply(desk, "lin", mail, customer_code="C1", dry_run=True)
    assert done.reading.promise.amount is None
