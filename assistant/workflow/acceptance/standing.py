"""Decides whether an agreement can still be accepted as it was written: same text, newest confirmation, same ledger."""

from datetime import date, datetime

from assistant.domain.case import case_id
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.negotiation import Agreement, AgreementState
from assistant.errors import OutOfDate, Refused
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.still_fits import paid_ahead, why_outgrown


def case_of(agreement: Agreement) -> str:
    """The id of the case that it is about."""
    return case_id(agreement.customer_code, agreement.currency)


def what_changed(desk: Desk, tx: Transaction, agreement: Agreement) -> Reason | None:
    """Why it no longer stands as it was written, or None while it does."""
    message = tx.message(agreement.message_id)
    if not _same_text(message, agreement):
        return Reason.of("agreement_text_differs", message=message.id)
    newest = [m for m in tx.messages(status=frozenset({Status.RELEASED}), case_ids=[case_of(agreement)]) if _binds(m)]
    if newest and newest[-1].id != message.id:
        return Reason.of("agreement_superseded", message=newest[-1].id)
    case = desk.case(tx, agreement.customer_code, agreement.currency)
    return why_outgrown(agreement.arrangement, case, since=day_at(desk, tx, agreement.made_at))


def day_at(desk: Desk, tx: Transaction, moment: datetime) -> date:
    """The creditor's own calendar day at ``moment``."""
    return moment.astimezone(desk.zone(tx)).date()


def last_day(desk: Desk, tx: Transaction, agreement: Agreement) -> date | None:
    """The last day on which it can be accepted, None where it names no day.

    Where nothing else is said it ends with its first payment, unless that has come: its plan would begin broken.
    """
    arrangement = agreement.arrangement
    if arrangement.lapses_on or not arrangement.first:
        return arrangement.lapses_on
    case = desk.case(tx, agreement.customer_code, agreement.currency)
    came = paid_ahead(arrangement, case, since=day_at(desk, tx, agreement.made_at))
    return None if came else arrangement.first.due


def require_waiting(agreement: Agreement) -> None:
    """Raise Refused unless it waits for the customer's answer."""
    if agreement.state is not AgreementState.PROPOSED:
        raise Refused(
            "agreement_not_waiting",
            f"{agreement.id} is {agreement.state.value}; it no longer waits for an answer.",
            agreement=agreement.id,
            state=agreement.state,
        )


def require_unchanged(desk: Desk, tx: Transaction, agreement: Agreement) -> None:
    """Raise OutOfDate when it no longer stands as it was written."""
    if changed := what_changed(desk, tx, agreement):
        raise OutOfDate(
            "agreement_outdated",
            f"{agreement.id} no longer fits ({changed.code.replace('_', ' ')}); confirm the arrangement anew.",
            agreement=agreement.id,
            reason=changed,
        )


def _same_text(message: Message, agreement: Agreement) -> bool:
    same = (message.version, message.content_hash) == (agreement.version, agreement.content_hash)
    return same and message.status is Status.RELEASED


def _binds(message: Message) -> bool:
    return message.brief.kind is MessageKind.WRITTEN_CONFIRMATION
