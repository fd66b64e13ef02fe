"""Other wordings of the author's own draft: what may be asked, what it becomes, and what is refused in one line."""

import pytest

from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.order import Change
from assistant.errors import ModelUnavailable, NotAllowed, OutOfDate, Refused, Stopped
from assistant.planning import Wishes
from assistant.ports import Unwatched
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.review import return_draft, submit_draft
from assistant.workflow.reword_draft import reword_draft, use_composer, use_other, write_another
from tests.desk import BOTH, LIN, ZHOU, a_desk, pay
from tests.fakes.model import FakeModel, sensible_answer
from tests.model_desk import THREAT, a_model_desk, saying, stamps
from tests.unit.planning.accounts import a_contact, an_invoice

EMAIL = Wishes(channel=Channel.EMAIL)


def prepared(desk, wishes=EMAIL, **options) -> Message:
    message = prepare_draft(desk, LIN, "C1-CNY", wishes, **options)
    assert isinstance(message, Message), message
    return message


def refused(reason: str, act, *args, **options) -> Reason:
    with pytest.raises(Refused) as raised:
        act(*args, **options)
    assert raised.value.code == "not_reworded"
    why = raised.value.details["reason"]
    assert isinstance(why, Reason)
    assert why.code == reason
    return why


def events(desk) -> list[tuple[str, int]]:
    with desk.record.read() as tx:
        return [(entry.event, entry.version) for entry in tx.audit_entries()]


def a_firm_desk(model: FakeModel | None = None):
    """A customer who was written to before, 50 days late: firm, with instalments on offer."""
    desk = a_model_desk(model) if model else a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(50))
        tx.save_contact(a_contact(20))
    return desk


# --- by the composer ---
def test_the_composer_words_it_softer_as_the_next_version_with_its_own_tone():
    desk = a_firm_desk()
    old = prepared(desk)
    assert old.brief.tone is Tone.FIRM

    new = reword_draft(desk, LIN, old.id, Change.SOFTER, version=1)

    assert (new.version, new.brief.tone, new.draft.stamp.writer) == (2, Tone.NEUTRAL, "composer")
    assert new.draft.text != old.draft.text
    assert new.brief.override is not None
    assert [reason.code for reason in new.brief.override.reasons] == ["tone_lowered_by_person"]
    assert new.status is Status.COMPOSING
    assert events(desk) == [("draft_prepared", 1), ("draft_reworded", 2)]
    submitted = submit_draft(desk, LIN, new.id, content_hash=new.content_hash)
    assert submitted.status is Status.IN_REVIEW


def test_softer_and_firmer_again_is_the_same_message():
    desk = a_firm_desk()
    old = prepared(desk)

    reword_draft(desk, LIN, old.id, Change.SOFTER, version=1)
    back = reword_draft(desk, LIN, old.id, Change.FIRMER, version=2)

    assert (back.version, back.brief.tone, back.draft.text) == (3, Tone.FIRM, old.draft.text)


def test_firmer_than_the_policy_wants_a_reason_of_its_own():
    desk = a_firm_desk()
    old = prepared(desk)

    why = refused("firmer_by_a_new_draft", reword_draft, desk, LIN, old.id, Change.FIRMER, version=1)

    assert why.details["against"].code == "tone_raised_by_person"
    assert events(desk) == [("draft_prepared", 1)]


def test_there_is_nothing_softer_than_friendly_nor_firmer_than_formal():
    desk = a_desk()
    friendly = prepared(desk, Wishes(channel=Channel.EMAIL, tone=Tone.FRIENDLY))

    refused("tone_softest", reword_draft, desk, LIN, friendly.id, Change.SOFTER, version=1)

    desk = a_firm_desk()
    formal = prepared(desk, Wishes(channel=Channel.EMAIL, tone=Tone.FORMAL, because="their director asked for it"))
    refused("tone_firmest", reword_draft, desk, LIN, formal.id, Change.FIRMER, version=1)


def test_a_last_letter_keeps_its_tone():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(76))
        tx.save_contact(a_contact(20))
    demand = prepared(desk, Wishes(kind=MessageKind.FORMAL_DEMAND, because="it is time"))

    refused("tone_of_kind", reword_draft, desk, LIN, demand.id, Change.SOFTER, version=1)


def test_the_composer_leaves_out_what_it_can_until_there_is_no_more():
    desk = a_desk()
    old = prepared(desk)

    new = reword_draft(desk, LIN, old.id, Change.SHORTER, version=1)

    assert len(new.draft.body) < len(old.draft.body)
    assert new.brief == old.brief

    def until_it_is_refused() -> None:
        version = new.version
        while version < 20:
            version = reword_draft(desk, LIN, old.id, Change.SHORTER, version=version).version

    refused("no_shorter_wording", until_it_is_refused)


def test_an_offer_is_mentioned_only_where_there_is_one():
    desk = a_desk()
    old = prepared(desk, Wishes(channel=Channel.EMAIL, tone=Tone.FRIENDLY))
    assert not old.brief.grounds.offers

    refused("nothing_on_offer", reword_draft, desk, LIN, old.id, Change.MENTION_OFFER, version=1)


def test_the_composer_names_its_offer_again_where_a_person_took_it_out():
    desk = a_firm_desk()
    old = prepared(desk)
    edit_draft(desk, LIN, old.id, version=1, subject=old.draft.subject, body="王经理：请付款。")

    new = reword_draft(desk, LIN, old.id, Change.MENTION_OFFER, version=2)

    assert new.draft.text == old.draft.text
    refused("no_other_wording", reword_draft, desk, LIN, old.id, Change.MENTION_OFFER, version=3)


def test_without_a_model_another_wording_is_the_composers_or_none():
    desk = a_desk()
    old = prepared(desk)

    refused("no_other_wording", write_another, desk, LIN, old.id, version=1)

    edit_draft(desk, LIN, old.id, version=1, subject=old.draft.subject, body="王经理：请付款。")
    beside = write_another(desk, LIN, old.id, version=2)
    assert beside.other is not None
    assert beside.other.draft.text == old.draft.text


# --- by a model ---
def test_a_model_is_shown_its_words_and_asked_for_the_change():
    model = FakeModel({"draft_reminder": saying("另外，附上对账单供您核对"), "reword": sensible_answer})
    desk = a_model_desk(model)
    old = prepared(desk)

    new = reword_draft(desk, LIN, old.id, Change.SHORTER, version=1)

    assert new.draft.stamp.prompt == stamps("draft_reminder", "reword")
    assert len(new.draft.body) < len(old.draft.body)
    assert "另外，附上对账单供您核对" in model.asked[1][-2].content
    assert "Make it clearly shorter" in model.asked[1][-1].content
    with desk.record.read() as tx:
        assert [(sent.version, sent.call.messages) for sent in tx.model_calls(old.id)] == [
            (1, model.asked[0]),
            (2, model.asked[1]),
        ]


def test_a_softer_wording_is_asked_for_under_the_brief_of_the_softer_tone():
    model = FakeModel({"draft_reminder": sensible_answer, "reword": saying("辛苦您了")})
    desk = a_firm_desk(model)
    old = prepared(desk)

    new = reword_draft(desk, LIN, old.id, Change.SOFTER, version=1)

    assert new.brief.tone is Tone.NEUTRAL
    asked = "\n".join(message.content for message in model.asked[1])
    assert "Tone: Neutral" in asked
    assert "Make it softer by one step" in asked
    assert "[[F" in model.asked[1][-2].content


def test_a_threat_in_the_new_wording_is_redrafted_like_any_other():
    model = FakeModel(
        {
            "draft_reminder": saying("另外，附上对账单供您核对，如需其他资料请告知"),
            "reword": saying(THREAT),
            "redraft_after_check": sensible_answer,
        }
    )
    desk = a_model_desk(model)
    old = prepared(desk)

    new = reword_draft(desk, LIN, old.id, Change.SHORTER, version=1)

    assert [reason.code for reason in new.draft.stamp.redrafted] == ["asked_again_for_wording"]
    assert (new.draft.stamp.calls, new.report.verdict.may_leave) == (2, True)


def test_a_model_that_fails_leaves_the_wording_as_it_is_and_what_was_sent_is_kept():
    failure = ModelUnavailable("model_failing", "It fails.", endpoint="model.example", status=500)
    model = FakeModel({"draft_reminder": sensible_answer, "reword": failure})
    desk = a_model_desk(model)
    old = prepared(desk)

    refused("model_failing", reword_draft, desk, LIN, old.id, Change.SHORTER, version=1)

    with desk.record.read() as tx:
        assert tx.message(old.id) == old
        assert [sent.call.failure for sent in tx.model_calls(old.id)] == [
            None,
            Reason.of("model_failing", endpoint="model.example", status=500),
        ]


def test_a_model_that_makes_it_no_shorter_is_not_believed():
    model = FakeModel({"draft_reminder": sensible_answer, "reword": saying("另外，附上对账单供您核对")})
    desk = a_model_desk(model)
    old = prepared(desk)

    refused("no_shorter_wording", reword_draft, desk, LIN, old.id, Change.SHORTER, version=1)


def test_another_wording_stands_beside_the_text_and_may_change_places_with_it():
    model = FakeModel({"draft_reminder": sensible_answer, "reword": saying("期待您的回复")})
    desk = a_model_desk(model)
    old = prepared(desk)

    beside = write_another(desk, LIN, old.id, version=1)

    assert (beside.version, beside.draft, beside.content_hash) == (1, old.draft, old.content_hash)
    assert beside.other is not None
    assert "期待您的回复" in beside.other.draft.body

    swapped = use_other(desk, LIN, old.id, version=1)
    assert (swapped.version, swapped.draft) == (2, beside.other.draft)
    assert swapped.other is not None
    assert swapped.other.draft == old.draft
    assert use_other(desk, LIN, old.id, version=2).draft == old.draft
    assert events(desk) == [
        ("draft_prepared", 1),
        ("draft_variant_written", 1),
        ("draft_variant_used", 2),
        ("draft_variant_used", 3),
    ]


def test_the_composers_words_are_always_one_step_away():
    model = FakeModel({"draft_reminder": sensible_answer})
    desk = a_model_desk(model)
    old = prepared(desk)

    new = use_composer(desk, LIN, old.id, version=1)

    assert (new.version, new.draft.stamp.writer) == (2, "composer")
    assert new.other is not None
    assert new.other.draft == old.draft
    refused("wording_is_the_composers", use_composer, desk, LIN, old.id, version=2)
    assert len(model.asked) == 1


def test_there_may_be_nothing_to_change_places_with():
    desk = a_desk()
    old = prepared(desk)

    with pytest.raises(Refused) as raised:
        use_other(desk, LIN, old.id, version=1)
    assert raised.value.code == "no_other_to_use"


def test_what_a_person_typed_into_it_is_covered_before_a_model_is_shown_it():
    model = FakeModel({"draft_reminder": sensible_answer, "reword": sensible_answer})
    desk = a_model_desk(model)
    old = prepared(desk)
    typed = "\n\n另：6 月 20 日我会致电 13800138000，或写信到 boss@customer.example，王小明已知悉。"
    edit_draft(desk, LIN, old.id, version=1, subject=old.draft.subject, body=old.draft.body + typed)

    reword_draft(desk, LIN, old.id, Change.SHORTER, version=2)

    shown = model.asked[-1][-2].content
    assert "我会致电" in shown
    for private in ("13800138000", "boss@customer.example", "王小明", "20 日", "INV-1", "10,000.00"):
        assert private not in shown


# --- who, when, and what is stored ---
ACTS = {
    "reword": lambda desk, who, at, v: reword_draft(desk, who, at, Change.SHORTER, version=v),
    "another": lambda desk, who, at, v: write_another(desk, who, at, version=v),
    "use other": lambda desk, who, at, v: use_other(desk, who, at, version=v),
    "composer": lambda desk, who, at, v: use_composer(desk, who, at, version=v),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_the_author_gives_a_draft_another_wording_and_only_what_they_saw(act: str):
    model = FakeModel({"draft_reminder": sensible_answer})
    desk = a_model_desk(model)
    old = prepared(desk)

    with pytest.raises(NotAllowed):
        ACTS[act](desk, ZHOU, old.id, 1)
    with pytest.raises(NotAllowed, match="lin's draft"):
        ACTS[act](desk, BOTH, old.id, 1)
    with pytest.raises(OutOfDate):
        ACTS[act](desk, LIN, old.id, 2)
    submit_draft(desk, LIN, old.id, content_hash=old.content_hash)
    with pytest.raises(Refused, match="in review"):
        ACTS[act](desk, LIN, old.id, 1)
    assert len(model.asked) == 1


def test_a_returned_draft_is_worded_anew_as_an_unfinished_one():
    desk = a_desk()
    old = prepared(desk)
    seen = submit_draft(desk, LIN, old.id, content_hash=old.content_hash)
    return_draft(desk, ZHOU, seen.id, reason="shorter, please")

    assert reword_draft(desk, LIN, old.id, Change.SHORTER, version=1).status is Status.COMPOSING


def test_whoever_comes_second_changes_nothing():
    desk = a_model_desk(FakeModel({"draft_reminder": saying("另外，附上对账单供您核对")}))
    old = prepared(desk)

    def meanwhile(messages):
        edit_draft(desk, LIN, old.id, version=1, subject=old.draft.subject, body="王经理：请付款。")
        return sensible_answer(messages)

    slow = a_model_desk(FakeModel({"reword": meanwhile}), record=desk.record)
    with pytest.raises(OutOfDate):
        reword_draft(slow, LIN, old.id, Change.SHORTER, version=1)

    with desk.record.read() as tx:
        assert (tx.message(old.id).version, tx.message(old.id).draft.body) == (2, "王经理：请付款。")
        assert len(tx.model_calls(old.id)) == 2


class AtOnce(Unwatched):
    """Somebody who has pressed Stop."""

    def is_stopped(self) -> bool:
        return True


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, at: reword_draft(desk, LIN, at, Change.SHORTER, version=1, watch=AtOnce()),
        lambda desk, at: write_another(desk, LIN, at, version=1, watch=AtOnce()),
    ],
)
def test_nothing_is_stored_of_a_wording_that_was_stopped(act):
    desk = a_model_desk(FakeModel({"draft_reminder": sensible_answer, "reword": saying("期待您的回复")}))
    old = prepared(desk)

    with pytest.raises(Stopped):
        act(desk, old.id)

    with desk.record.read() as tx:
        assert tx.message(old.id) == old
        assert len(tx.model_calls(old.id)) == 2


def test_a_case_that_was_paid_meanwhile_is_not_reworded():
    desk = a_firm_desk()
    old = prepared(desk)
    pay(desk, "10000.00")

    with pytest.raises(Refused) as raised:
        reword_draft(desk, LIN, old.id, Change.SOFTER, version=1)
    assert raised.value.code == "not_reworded"
