"""Words the author's own draft anew as they wish: softer, firmer, shorter, with the offer, or quite differently."""

import re
from dataclasses import replace
from typing import Any

from assistant.domain.brief import Brief, Refusal
from assistant.domain.draft import Draft, Stamp
from assistant.domain.finding import Report
from assistant.domain.kinds import SOLEMN, Tone
from assistant.domain.language import Reason
from assistant.domain.message import Message, Variant
from assistant.domain.order import Change
from assistant.domain.parties import Person
from assistant.drafting.placeholders import Filled, as_template, fill
from assistant.drafting.reworking import under_brief
from assistant.errors import Refused
from assistant.ports import UNWATCHED, Transaction, Watch
from assistant.prompting.pseudonyms import Cover
from assistant.workflow.brief_case import brief_case, wishes_of
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.material import order_for
from assistant.workflow.next_version import next_version, own_draft
from assistant.workflow.writing import Noted, noting, write_and_check

_STEPS = {Change.SOFTER: -1, Change.FIRMER: +1}
_PLACEHOLDER = re.compile(r"(\[\[[^\]]*\]\])")
# What the composer says when even its shortest form has no room.
_NO_ROOM = frozenset({"body_too_long", "message_too_long"})


def reword_draft(
    desk: Desk, author: Person, message_id: str, change: Change, *, version: int, watch: Watch = UNWATCHED
) -> Message:
    """The next version of the draft with ``change`` made to it, by the writer that wrote it; checked anew.

    Softer and firmer move its tone by one step, as far as policy goes. ``version`` is the one that the author saw.
    Raises Refused (``not_reworded``, with the reason) where it cannot be made, else as `own_draft` does, OutOfDate when
    someone was faster, and Stopped.
    """
    with desk.record.read() as tx:
        old = own_draft(tx, author, message_id, version)
        brief = _brief(desk, tx, author, old.brief, change)
        digits = billing_digits_of(tx)
    name = _same_writer(desk, old.draft.stamp)
    before = old.draft if brief is old.brief else under_brief(old.draft, old.brief, brief, digits)
    with noting(desk, message_id, watch, version=version) as noted:
        if name == "composer":
            draft, report = _composed(desk, old, brief, change)
        else:
            draft, report = _written(desk, name, brief, noted, before=before, change=change)
        _require_change(old.draft, draft, change)
        with desk.record.begin() as tx:
            new = next_version(desk, tx, old, author, draft, report, brief=brief, event="draft_reworded", change=change)
            tx.add_model_calls(new.id, noted.calls, version=new.version)
    return new


def write_another(desk: Desk, author: Person, message_id: str, *, version: int, watch: Watch = UNWATCHED) -> Message:
    """The draft with another wording of the same brief beside it: a model's where one is set up, else the composer's.

    Raises as `reword_draft` does.
    """
    with desk.record.read() as tx:
        old = own_draft(tx, author, message_id, version)
    name = "model" if "model" in desk.writers else "composer"
    with noting(desk, message_id, watch, version=version) as noted:
        draft, report = _written(desk, name, old.brief, noted, before=old.draft, another=True)
        if draft.text == old.draft.text:
            raise _not_reworded(draft.stamp.fallback or Reason.of("no_other_wording"))
        with desk.record.begin() as tx:
            # What was let stand in it meanwhile is kept.
            now = own_draft(tx, author, message_id, version)
            new = replace(now, other=Variant(draft=draft, report=report), changed=desk.clock.now())
            tx.replace_message(now, new)
            tx.audit(author.login, "draft_variant_written", new.id, version=version, body={"verdict": report.verdict})
            tx.add_model_calls(new.id, noted.calls, version=version)
    return new


def use_other(desk: Desk, author: Person, message_id: str, *, version: int) -> Message:
    """The next version, which says what stood beside the text; what the text was stands beside it then.

    Raises Refused when nothing stands beside it, else as `own_draft` does, and OutOfDate when someone was faster.
    """
    with desk.record.begin() as tx:
        old = own_draft(tx, author, message_id, version)
        if old.other is None:
            raise Refused("no_other_to_use", f"{message_id} has no other wording; ask for one first.")
        report = desk.checker.check(old.other.draft.text, brief=old.brief)
        return next_version(
            desk, tx, old, author, old.other.draft, report, other=_beside(old), event="draft_variant_used"
        )


def use_composer(desk: Desk, author: Person, message_id: str, *, version: int) -> Message:
    """The next version, in the composer's words; what the text was stands beside it then.

    Raises Refused when these are its words already, else as `own_draft` does, and OutOfDate when someone was faster.
    """
    with desk.record.begin() as tx:
        old = own_draft(tx, author, message_id, version)
        draft = desk.writer("composer")[1].write(old.brief)
        if draft.text == old.draft.text:
            raise _not_reworded(Reason.of("wording_is_the_composers"))
        report = desk.checker.check(draft.text, brief=old.brief)
        return next_version(desk, tx, old, author, draft, report, other=_beside(old), event="draft_composed")


def _beside(message: Message) -> Variant:
    return Variant(draft=message.draft, report=message.report)


def _written(
    desk: Desk, name: str, brief: Brief, noted: Noted, before: Draft | None, **wanted: Any
) -> tuple[Draft, Report]:
    """The words of the writer of this ``name``, for an order that starts from ``before`` and has these fields."""
    writer, composer = desk.writer(name)[1], desk.writer("composer")[1]
    with desk.record.read() as tx:
        order = order_for(desk, tx, brief, before=_covered(desk, tx, brief, before), **wanted)
        ledger = desk.names.ledger(tx)
    draft, report = write_and_check(writer, composer, desk.checker, brief, order, noted, ledger=ledger)
    # The composer wrote in the model's place, and knows nothing of these wishes.
    if draft.stamp.fallback and order.change in (Change.SHORTER, Change.MENTION_OFFER):
        raise _not_reworded(draft.stamp.fallback)
    return draft, report


def _covered(desk: Desk, tx: Transaction, brief: Brief, draft: Draft | None) -> Draft | None:
    """``draft`` as a model may see it: what a person typed into it of names, numbers and dates is covered."""
    if draft is None or draft.stamp.writer != "person":
        return draft
    digits = billing_digits_of(tx)
    cover = Cover(desk.names.ledger(tx), brief.grounds.facts)
    template = as_template(draft, brief, billing_digits=digits)
    subject, body = (_between_placeholders(text, cover) for text in (template.subject, template.body))
    filled = fill(subject, body, brief, digits)
    if not isinstance(filled, Filled):
        return None
    return replace(draft, subject=filled.subject, body=filled.body, marks=filled.marks)


def _between_placeholders(text: str, cover: Cover) -> str:
    pieces = _PLACEHOLDER.split(text)
    return "".join(piece if _PLACEHOLDER.fullmatch(piece) else cover.of(piece).text for piece in pieces)


def _composed(desk: Desk, old: Message, brief: Brief, change: Change) -> tuple[Draft, Report]:
    """The composer's words; the room that it is given makes it leave out what it can."""
    composer = desk.writer("composer")[1]
    shorter = change is Change.SHORTER
    told = replace(brief, max_chars=len(old.draft.body) - 1) if shorter else brief
    try:
        draft = composer.write(told)
    except Refused as refused:
        if shorter and refused.code in _NO_ROOM:
            raise _not_reworded(Reason.of("no_shorter_wording")) from refused
        raise
    return draft, desk.checker.check(draft.text, brief=brief)


def _same_writer(desk: Desk, stamp: Stamp) -> str:
    """Who wrote the draft; for a person, or for the composer in a model's place, a model where one is set up."""
    by_composer = stamp.writer == "composer" and stamp.fallback is None
    return "composer" if by_composer or "model" not in desk.writers else "model"


def _brief(desk: Desk, tx: Transaction, author: Person, old: Brief, change: Change) -> Brief:
    """The brief that the change is written for: another one only for another tone."""
    if change is Change.MENTION_OFFER and not old.grounds.offers:
        raise _not_reworded(Reason.of("nothing_on_offer"))
    if change not in _STEPS:
        return old
    if old.kind in SOLEMN:
        raise _not_reworded(Reason.of("tone_of_kind", kind=old.kind))
    force = old.tone.force + _STEPS[change]
    if not 0 <= force < len(Tone):
        raise _not_reworded(Reason.of("tone_softest" if change is Change.SOFTER else "tone_firmest"))
    return _in_tone(desk, tx, author, old, list(Tone)[force])


def _in_tone(desk: Desk, tx: Transaction, author: Person, old: Brief, tone: Tone) -> Brief:
    wishes = replace(wishes_of(old), tone=tone)
    brief = brief_case(desk, tx, author, old.case_id, wishes, under_review=True, arrangement=old.arrangement)
    if isinstance(brief, Refusal):
        raise _not_reworded(brief.reason)
    # Firmer than the policy wants a reason of its own, which a new draft can be given.
    against = [r for r in brief.override.reasons if r.code == "tone_raised_by_person"] if brief.override else []
    if against and tone.force > old.tone.force:
        raise _not_reworded(Reason.of("firmer_by_a_new_draft", against=against[0]))
    return brief


def _require_change(old: Draft, new: Draft, change: Change) -> None:
    if change is Change.SHORTER and len(new.body) >= len(old.body):
        raise _not_reworded(Reason.of("no_shorter_wording"))
    if new.text == old.text:
        raise _not_reworded(Reason.of("no_other_wording"))


def _not_reworded(reason: Reason) -> Refused:
    why = reason.code.replace("_", " ")
    return Refused("not_reworded", f"The wording stays as it is: {why}.", reason=reason)
