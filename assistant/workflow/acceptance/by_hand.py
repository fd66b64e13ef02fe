"""A customer's answer that a person takes down: from a reply, a signed copy or a call; and agreements taken back."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.domain.commitments import Reply
from assistant.domain.negotiation import Agreement, AgreementState, AnswerWay, CustomerAnswer
from assistant.domain.parties import Person
from assistant.errors import BadInput, Refused
from assistant.intake.given_acceptance import AnswerGiven
from assistant.ports import Transaction
from assistant.workflow.acceptance.links import revoke_links
from assistant.workflow.acceptance.standing import last_day, require_unchanged, require_waiting
from assistant.workflow.acceptance.taking import take_answer
from assistant.workflow.acceptance.visiting import MOST_NAME
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RECORDERS
from assistant.workflow.replies.shown import reply_of

_SHA256 = re.compile(r"[0-9a-f]{64}")


def record_answer(desk: Desk, person: Person, agreement_id: str, given: AnswerGiven) -> Agreement:
    """Keep the customer's word with the same effects as by link; the agreement as it stands then.

    Raises NotAllowed, NotFound, BadInput for what is missing or not in the reply that is named, and Refused when the
    agreement no longer waits for an answer, had lapsed, or no longer fits the record.
    """
    require_role(person, *RECORDERS)
    with desk.record.begin() as tx:
        agreement = tx.agreement(agreement_id)
        require_waiting(agreement)
        require_unchanged(desk, tx, agreement)
        words = typed.words(given.words, "words", needed=given.way in (AnswerWay.REPLY, AnswerWay.CALL))
        source, at = _where(desk, tx, agreement, given)
        _require_in_time(desk, tx, agreement, at)
        answer = CustomerAnswer(
            said=given.said,
            way=given.way,
            name=typed.line(given.name, "name", most=MOST_NAME),
            at=at,
            content_hash=agreement.content_hash,
            words=words,
            noted_by=person.login,
            source=source,
        )
        settled = take_answer(desk.within(tx), tx, agreement, answer, person.login)
        if settled.state is not AgreementState.PROPOSED:
            revoke_links(tx, agreement_id)
    return settled


def void_agreement(desk: Desk, person: Person, agreement_id: str, because: str) -> Agreement:
    """Take back an agreement that was not answered yet, with its links; raises as `record_answer` does."""
    require_role(person, *RECORDERS)
    reason = typed.words(because, "because")
    with desk.record.begin() as tx:
        agreement = tx.agreement(agreement_id)
        require_waiting(agreement)
        void = replace(agreement, state=AgreementState.VOID)
        tx.save_agreement(void)
        body = {"because": reason, "revoked": revoke_links(tx, agreement_id)}
        tx.audit(person.login, "agreement_void", agreement_id, version=agreement.version, body=body)
    return void


def _where(desk: Desk, tx: Transaction, agreement: Agreement, given: AnswerGiven) -> tuple[str, datetime]:
    """Where the answer stands, when it is there, and when the customer gave it."""
    now = desk.clock.now()
    at = typed.moment(given.on, "on", desk.zone(tx)) if given.on else now
    match given.way:
        case AnswerWay.REPLY:
            reply = _quoted(desk, tx, agreement, given)
            # Clocks differ, and a mail may be dated ahead of ours.
            return reply.id, min(reply.received, now)
        case AnswerWay.SIGNED:
            return _signed(given), at
        case AnswerWay.CALL:
            return "", at
    raise BadInput("answer_way", "By link the customer answers alone; say reply, signed or call.")


def _require_in_time(desk: Desk, tx: Transaction, agreement: Agreement, at: datetime) -> None:
    """Not before it was put to the customer, not in the future, not after it had lapsed."""
    # A person types minutes, and the confirmation may have left within the same one.
    if not agreement.made_at - timedelta(minutes=1) <= at <= desk.clock.now():
        raise BadInput(
            "answer_moment", f"on: the answer came between {agreement.made_at:%Y-%m-%d %H:%M} and now; correct it.",
            since=agreement.made_at,
        )  # fmt: skip
    last = last_day(desk, tx, agreement)
    if last and at.astimezone(ZoneInfo(tx.customer(agreement.customer_code).timezone)).date() > last:
        raise Refused(
            "agreement_lapsed", f"{agreement.id} stood until {last}; confirm the arrangement anew.",
            agreement=agreement.id, day=last,
        )  # fmt: skip


def _quoted(desk: Desk, tx: Transaction, agreement: Agreement, given: AnswerGiven) -> Reply:
    reply = reply_of(desk.case(tx, agreement.customer_code, agreement.currency), given.source.strip())
    if " ".join(given.words.split()) not in " ".join(reply.text.split()):
        raise BadInput("words_not_in_reply", f"{reply.id} does not hold these words; quote it.", reply=reply.id)
    return reply


def _signed(given: AnswerGiven) -> str:
    known_by = given.source.strip().lower()
    if not _SHA256.fullmatch(known_by):
        raise BadInput("signed_copy", "Give the SHA-256 of the signed copy, 64 hexadecimal digits, as its source.")
    return known_by
