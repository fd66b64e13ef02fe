"""What a person confirms or corrects of a reply, and what follows of it on the case."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.entries import EntryKind
from assistant.domain.kinds import MessageKind
from assistant.domain.reading import ProposalKind, Sign
from assistant.errors import BadInput, NotAllowed, NotFound, Refused
from assistant.intake.given_reading import DisputeSaid, HoldSaid, PromiseSaid, ProposalSaid, ReadingGiven, reading_said
from assistant.intake.mail import Mail
from assistant.workflow.import_reply import import_reply
from assistant.workflow.replies import confirm_reading, replies_of, reply_shown
from assistant.workflow.undo import undo_in_case
from assistant.workflow.worklist import show_case
from tests.desk import AUDITOR, LIN, a_desk, later
from tests.unit.planning.accounts import NOW, a_contact

CASE = "C1-CNY"


@pytest.fixture
def desk():
    return a_desk()


def wrote(desk, text):
    """The id of a reply that arrived on Tuesday 16 June."""
    mail = Mail(text=text, source="reply.eml", address="wang@customer.example", received=NOW)
    return import_reply(desk, "lin", mail, customer_code="C1").reply.id


def account(desk):
    with desk.record.read() as tx:
        return tx.account("C1", "CNY")


def refused(kind, *arguments):
    with pytest.raises(kind) as caught:
        confirm_reading(*arguments)
    return caught.value


def test_a_promise_is_proposed_with_the_sum_and_the_day_that_were_said(desk):
    it = reply_shown(desk, CASE, wrote(desk, "您好，这周资金紧张，6月26日先付5000元。"))
    assert it.proposed == ReadingGiven(
        cause=Cause.CASH_FLOW,
        evidence="您好，这周资金紧张，6月26日先付5000元。",
        promise=PromiseSaid(amount="5000", due="2026-06-26", quote="您好，这周资金紧张，6月26日先付5000元。"),
        proposal=it.proposed.proposal,
    )
    assert (it.read, it.seen) == (None, "unread")


def test_a_promise_without_a_sum_is_for_what_is_due_by_then(desk):
    it = reply_shown(desk, CASE, wrote(desk, "26号付款。"))
    assert it.proposed.promise == PromiseSaid(amount="10000", due="2026-06-26", quote="26号付款。")


def test_what_is_confirmed_is_recorded_and_the_case_waits_for_the_promise(desk):
    reply = wrote(desk, "您好，这周资金紧张，6月26日先付5000元。")
    done = confirm_reading(desk, LIN, CASE, reply, None)
    (promise,) = account(desk).promises
    assert (str(promise.amount), promise.due, promise.made_on) == (
        "CNY 5,000.00",
        date(2026, 6, 26),
        date(2026, 6, 16),
    )
    assert (promise.quote, promise.source) == ("您好，这周资金紧张，6月26日先付5000元。", reply)
    assert account(desk).cause.cause is Cause.CASH_FLOW
    assert (done.read.corrected, done.read.entries, done.read.read_by) == ((), {"promise": promise.id}, "lin")
    assert [entry.kind for entry in done.recorded] == ["cause", "promise"]
    assert account(desk).unread == ()


def test_what_was_confirmed_once_is_not_recorded_twice(desk):
    reply = wrote(desk, "26号付款。")
    first = confirm_reading(desk, LIN, CASE, reply, None)
    again = confirm_reading(desk, LIN, CASE, reply, None)
    assert (first.new, again.new, again.read) == (True, False, first.read)
    assert len(account(desk).promises) == 1


def test_confirmed_again_without_a_word_a_correction_stays_as_it_was_said(desk):
    reply = wrote(desk, "货款昨天已经付了，请查收。")
    given = replace(reply_shown(desk, CASE, reply).proposed, hold=HoldSaid(reason=HoldReason.MANUAL))
    first = confirm_reading(desk, LIN, CASE, reply, given)
    again = confirm_reading(later(desk, NOW.replace(day=23)), LIN, CASE, reply, None)
    assert (again.new, again.read) == (False, first.read)
    assert [(hold.id, hold.reason, hold.until) for hold in account(desk).holds] == [
        ("HD-0001", HoldReason.MANUAL, None)
    ]


def test_a_correction_is_kept_beside_what_was_read(desk):
    reply = wrote(desk, "We will pay on Friday 26 June.")
    it = reply_shown(desk, CASE, reply)
    given = replace(it.proposed, cause=Cause.OVERSIGHT, promise=replace(it.proposed.promise, amount="8,000"))
    done = confirm_reading(desk, LIN, CASE, reply, given)
    assert done.read.corrected == ("cause", "promise")
    assert str(account(desk).promises[0].amount) == "CNY 8,000.00"
    assert account(desk).cause.evidence == reply


def test_a_later_correction_undoes_what_the_first_word_had_recorded(desk):
    reply = wrote(desk, "26号付款。")
    confirm_reading(desk, LIN, CASE, reply, None)
    desk = later(desk, NOW.replace(hour=9))
    done = confirm_reading(desk, LIN, CASE, reply, ReadingGiven(signs={Sign.ALREADY_PAID: True}, note="电话里说已付"))
    assert account(desk).promises == ()
    assert [(u.kind, u.reason) for u in account(desk).undone] == [(EntryKind.PROMISE, "电话里说已付")]
    assert (done.read.entries, done.read.said["signs"]) == ({}, {"already_paid": True})


def test_what_was_undone_by_hand_comes_back_only_when_it_is_said_otherwise(desk):
    reply = wrote(desk, "26号付款。")
    said = confirm_reading(desk, LIN, CASE, reply, None).read
    undo_in_case(desk, LIN, CASE, EntryKind.PROMISE, "PR-0001", "withdrawn by telephone")
    given = replace(reading_said(said), signs={Sign.HOSTILE: True})
    assert (confirm_reading(desk, LIN, CASE, reply, given).recorded, account(desk).promises) == ((), ())
    confirm_reading(desk, LIN, CASE, reply, replace(given, promise=replace(given.promise, due="2026-06-30")))
    assert [(promise.id, promise.due) for promise in account(desk).promises] == [("PR-0002", date(2026, 6, 30))]


def test_a_correction_of_something_else_leaves_the_cause_that_is_known_since(desk):
    reply, newer = wrote(desk, "这周资金紧张。"), wrote(desk, "发票税率开错了。")
    said = ReadingGiven(cause=Cause.CASH_FLOW, evidence="资金紧张")
    confirm_reading(desk, LIN, CASE, reply, said)
    confirm_reading(desk, LIN, CASE, newer, ReadingGiven(cause=Cause.OUR_ERROR, evidence="税率开错了"))
    confirm_reading(desk, LIN, CASE, reply, replace(said, signs={Sign.HOSTILE: True}))
    assert account(desk).cause.cause is Cause.OUR_ERROR
    confirm_reading(desk, LIN, CASE, reply, ReadingGiven())
    assert account(desk).cause.cause is Cause.OUR_ERROR


def test_a_cause_that_is_taken_back_is_known_no_longer(desk):
    reply = wrote(desk, "这周资金紧张。")
    confirm_reading(desk, LIN, CASE, reply, ReadingGiven(cause=Cause.UNWILLING, evidence="资金紧张"))
    confirm_reading(desk, LIN, CASE, reply, ReadingGiven())
    assert show_case(desk, CASE).case.cause is Cause.UNKNOWN


def test_a_dispute_stops_the_disputed_part_and_is_to_be_acknowledged(desk):
    reply = wrote(desk, "INV-1这批货噪声太大，不合格，整改好之前我们不付款。")
    it = reply_shown(desk, CASE, reply)
    assert (it.proposed.dispute.reason, it.proposed.dispute.invoice) == ("quality", "INV-1")
    done = confirm_reading(desk, LIN, CASE, reply, it.proposed)
    (dispute,) = account(desk).disputes
    assert (str(dispute.amount), dispute.handler, dispute.answer_by) == ("CNY 10,000.00", "Lin", date(2026, 6, 23))
    assert done.answer is MessageKind.DISPUTE_ACKNOWLEDGEMENT
    assert show_case(desk, CASE).next_step.reason.code == "disputed"


def test_a_part_that_is_contested_needs_its_amount(desk):
    reply = wrote(desk, "INV-1少收了两件，这部分我们不认。")
    said = DisputeSaid(reason="quantity", invoice="INV-1", part=True, quote="少收了两件")
    error = refused(BadInput, desk, LIN, CASE, reply, ReadingGiven(dispute=said))
    assert error.code == "part_without_amount"
    confirm_reading(desk, LIN, CASE, reply, ReadingGiven(dispute=replace(said, amount="1200")))
    assert str(account(desk).disputes[0].amount) == "CNY 1,200.00"


@pytest.mark.parametrize(
    ("text", "hold"),
    [
        ("货款昨天已经付了，请查收。", HoldSaid(reason=HoldReason.PAID, until="2026-06-19")),
        ("法院已裁定受理我公司破产清算。", HoldSaid(reason=HoldReason.INSOLVENCY)),
        ("We paid this invoice on Monday.", HoldSaid(reason=HoldReason.PAID, until="2026-06-19")),
        (
            "I am out of the office until 22 June with no access to e-mail.",
            HoldSaid(reason=HoldReason.MANUAL, until="2026-06-21"),
        ),
        ("好的，收到。", None),
    ],
)
def test_the_hold_that_follows_is_proposed(desk, text, hold):
    assert reply_shown(desk, CASE, wrote(desk, text)).proposed.hold == hold


def test_a_hold_stops_the_case_until_its_last_day(desk):
    reply = wrote(desk, "货款昨天已经付了，请查收。")
    confirm_reading(desk, LIN, CASE, reply, None)
    refusal = show_case(desk, CASE).next_step
    assert (refusal.reason.code, str(refusal.until)) == ("on_hold", "2026-06-19 23:59:59.999999+08:00")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (ReadingGiven(promise=PromiseSaid(amount="1", due="", quote="26号付款")), "value_needed"),
        (ReadingGiven(promise=PromiseSaid(amount="1", due="26日", quote="26号付款")), "not_a_day"),
        (ReadingGiven(promise=PromiseSaid(amount="1", due="2026-06-01", quote="26号付款")), "day_too_early"),
        (ReadingGiven(promise=PromiseSaid(amount="1", due="2026-06-26", quote="27号付款")), "quote_not_in_reply"),
        (ReadingGiven(dispute=DisputeSaid(reason="bad luck", invoice="INV-1", quote="26号")), "bad_choice"),
        (ReadingGiven(dispute=DisputeSaid(reason="quality", quote="26号")), "value_needed"),
        (ReadingGiven(evidence="别的话"), "quote_not_in_reply"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_stored(desk, given, code):
    reply = wrote(desk, "26号付款。")
    assert refused(BadInput, desk, LIN, CASE, reply, given).code == code
    assert (account(desk).promises, account(desk).disputes, account(desk).read_replies) == ((), (), ())


@pytest.mark.parametrize(
    ("figures", "kept"),
    [
        ({"discount_pct": "20%"}, {"discount_pct": "20"}),
        ({"discount_pct": "12.50"}, {"discount_pct": "12.5"}),
        ({"first_payment": "12,500"}, {"first_payment": "12500"}),
        ({"instalments": "３"}, {"instalments": "3"}),
        ({"discount_pct": "250"}, None),
        ({"discount_pct": "2,5"}, None),
        ({"first_payment": "50%"}, None),
        ({"first_payment": "1e5"}, None),
        ({"instalments": "1_2"}, None),
    ],
)
def test_a_figure_of_a_proposal_is_taken_in_one_meaning_only(desk, figures, kept):
    reply = wrote(desk, "能不能打个折？")
    given = ReadingGiven(proposal=ProposalSaid(kind=ProposalKind.DISCOUNT, **figures))
    if kept is None:
        assert refused(BadInput, desk, LIN, CASE, reply, given).code == "not_a_figure"
        return
    said = confirm_reading(desk, LIN, CASE, reply, given).read.said["proposal"]
    assert {name: said[name] for name in kept} == kept


def test_one_part_that_is_refused_takes_the_others_back_with_it(desk):
    reply = wrote(desk, "26号付款。")
    given = ReadingGiven(cause=Cause.CASH_FLOW, promise=PromiseSaid(amount="90000", due="2026-06-26", quote="26号付款"))
    assert refused(Refused, desk, LIN, CASE, reply, given).code == "promise_above_open"
    assert (account(desk).cause, account(desk).promises) == (None, ())


def test_a_form_drawn_before_someone_else_read_the_reply_is_refused(desk):
    reply = wrote(desk, "26号付款。")
    confirm_reading(desk, LIN, CASE, reply, None)
    assert refused(Refused, desk, LIN, CASE, reply, ReadingGiven(seen="unread")).code == "reply_read_since"


def test_who_may_not_record_may_not_confirm_and_an_unknown_reply_is_named(desk):
    reply = wrote(desk, "26号付款。")
    assert refused(NotAllowed, desk, AUDITOR, CASE, reply, None).code == "role_needed"
    assert refused(NotFound, desk, LIN, CASE, "R-0", None).code == "unknown_reply"


def test_the_words_of_a_quote_are_kept_as_they_stand_in_the_reply(desk):
    reply = wrote(desk, "Hello,\r\nwe will pay\r\non 26 June.\r\n")
    said = PromiseSaid(amount="5000", due="2026-06-26", quote="we will pay on 26 June.")
    confirm_reading(desk, LIN, CASE, reply, ReadingGiven(promise=said))
    assert account(desk).read_replies[0].said["promise"]["quote"] == "we will pay\r\non 26 June."


def test_replies_are_listed_newest_first_and_one_after_which_we_wrote_counts_as_read(desk):
    first = wrote(desk, "26号付款。")
    with desk.record.begin() as tx:
        tx.save_contact(a_contact(0, at=NOW.replace(hour=9)))
    desk = later(desk, NOW.replace(hour=10))
    mail = Mail(text="还有发票吗？", source="b.eml", address="wang@customer.example", received=NOW.replace(hour=10))
    second = import_reply(desk, "lin", mail, customer_code="C1").reply.id
    assert [it.reply.id for it in replies_of(desk, CASE)] == [second, first]
    assert [reply.id for reply in account(desk).unread] == [second]
