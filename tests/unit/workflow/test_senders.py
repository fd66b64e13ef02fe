"""Who signs: the author, or whom the profile names for the rank that policy or a person chose."""

from dataclasses import replace

import pytest

from assistant.domain.kinds import Channel, Stage
from assistant.domain.language import LocalText
from assistant.domain.message import Status
from assistant.domain.parties import SenderRank, Signatory
from assistant.intake.company import CompanyFile
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Wishes
from assistant.workflow.freshness import mark_stale
from assistant.workflow.policy import try_policy
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import CREDITOR, LIN, a_desk
from tests.unit.planning.accounts import a_contact, an_invoice

HEAD = Signatory(
    name=LocalText.same("周允齐"),
    title=LocalText.same("应收账款主管"),
    email="zhou@creditor.example",
    phone="+86 0000-0000-1003",
)
USUAL = Signatory(
    name=LocalText.same("应收组"), title=LocalText.same("财务部"), email="ar@creditor.example", phone="1000"
)


def a_desk_late_by(days, senders=None):
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(days))
        tx.save_contact(a_contact(10))
        tx.save_creditor(replace(CREDITOR, senders={SenderRank.SENIOR: HEAD} if senders is None else senders))
    return desk


def signed(desk, **wishes):
    """Name, the fact's source, and the codes of the explanation that are about who signs."""
    message = prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=Channel.EMAIL, **wishes))
    fact = message.brief.grounds.fact("sender_name")
    assert str(fact.value) in message.draft.body
    assert message.report.verdict.may_leave
    codes = [
        r.code
        for r in message.brief.explanation
        if r.code in ("signed_by_senior", "sender_by_person", "no_senior_sender")
    ]
    return fact.value, fact.source.reference, codes


def test_an_early_message_is_signed_by_its_author():
    assert signed(a_desk_late_by(20)) == ("Lin", "people.lin", [])


def test_a_late_message_is_signed_by_somebody_senior_with_their_number():
    desk = a_desk_late_by(50)
    assert signed(desk) == ("周允齐", "senders.senior", ["signed_by_senior"])
    message = prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=Channel.EMAIL))
    assert message.brief.stage is Stage.LATE
    assert message.draft.body.split("\n\n")[-1].splitlines()[-4:] == [
        "周允齐　应收账款主管",
        "示例精工有限公司",
        "电话：+86 0000-0000-1003",
        "邮箱：zhou@creditor.example",
    ]


def test_without_a_senior_sender_the_author_signs_and_is_told():
    assert signed(a_desk_late_by(50, {})) == ("Lin", "people.lin", ["signed_by_senior", "no_senior_sender"])


def test_a_normal_sender_signs_in_the_authors_place():
    assert signed(a_desk_late_by(20, {SenderRank.NORMAL: USUAL})) == ("应收组", "senders.normal", [])


@pytest.mark.parametrize(("days", "wish", "name"), [(20, SenderRank.SENIOR, "周允齐"), (50, SenderRank.NORMAL, "Lin")])
def test_a_person_may_choose_otherwise(days, wish, name):
    assert signed(a_desk_late_by(days), sender=wish)[::2] == (name, ["sender_by_person"])


def test_a_choice_stays_while_the_message_is_looked_at_again_and_another_signatory_makes_it_stale():
    desk = a_desk_late_by(20)
    message = prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=Channel.EMAIL, sender=SenderRank.SENIOR))
    with desk.record.begin() as tx:
        assert mark_stale(desk, tx, ["C1"]) == ()
        tx.save_creditor(replace(CREDITOR, senders={SenderRank.SENIOR: replace(HEAD, phone="+86 0000-0000-1099")}))
        assert mark_stale(desk, tx, ["C1"]) == (message.id,)
        assert tx.message(message.id).status is Status.STALE


def test_a_policy_that_has_others_sign_is_shown_before_it_counts():
    desk = a_desk_late_by(50)
    assert len(try_policy(desk, replace(desk.policy, senior_stages=())).turns) == 1
    assert try_policy(desk, replace(desk.policy, senior_stages=(Stage.LATE,))).turns == ()


def test_the_sample_company_names_a_senior_sender():
    company = read_yaml(shipped("knowledge") / "sample" / "company.yaml", CompanyFile)
    senior = company.creditor.creditor().senders[SenderRank.SENIOR]
    assert (senior.title.en, senior.phone) == ("Head of Receivables", "+86 0000-0000-1003")
