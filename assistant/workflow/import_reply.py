"""Imports what a customer wrote: kept as it arrived, once, and it stops what was about to be sent to that customer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.case import Account, open_case
from assistant.domain.commitments import Reply
from assistant.domain.language import Reason
from assistant.domain.message import OPEN
from assistant.domain.money import ISO_DIGITS
from assistant.domain.parties import Customer
from assistant.domain.reading import Reading
from assistant.errors import BadInput, NotFound, Refused
from assistant.intake.mail import Mail, moment_given, reply_id, without_tokens
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.freshness import stop_messages
from assistant.workflow.replies.shown import read_in_case

# Clocks differ, and so do calendars around the world; a mail from further ahead has a wrong date.
_MOST_AHEAD = timedelta(days=1)
_MOST_NAMED = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyImport:
    """A reply as it is in the record now, what it says, whether it is new there, and the messages that it stopped."""

    reply: Reply
    reading: Reading
    changed: bool
    notes: tuple[Reason, ...]
    stale: tuple[str, ...]


def import_reply(
    desk: Desk,
    actor: str,
    mail: Mail,
    *,
    customer_code: str | None = None,
    currency: str | None = None,
    received: str | None = None,
    dry_run: bool = False,
) -> ReplyImport:
    """Store ``mail`` on the case that it is about; the same mail twice changes nothing.

    Without ``customer_code`` the customer is the only one with the sender's address; without ``currency`` the case is
    the customer's only one. ``received`` (ISO 8601, where our company is) counts before the mail's own date; where
    neither is known it arrived now, and a note says so. With ``dry_run`` the record stays as it is. Raises NotFound for
    an unknown customer, BadInput for what has to be said by a person, and Refused when another text is recorded under
    the mail's own id.
    """
    mail = replace(mail, text=without_tokens(mail.text), subject=without_tokens(mail.subject))
    with desk.record.read() if dry_run else desk.record.begin() as tx:
        customer = _customer(tx, customer_code, mail)
        case_currency = _currency(tx, customer, currency)
        told = _moment(desk, tx, mail, received)
        moment = told or desk.clock.now().replace(microsecond=0)
        reply = Reply(
            id=reply_id(mail, customer.code, case_currency, told),
            customer_code=customer.code,
            currency=case_currency,
            received=moment,
            subject=mail.subject,
            text=mail.text,
            sender=mail.sender,
            source=mail.source,
        )
        known = _known(tx, reply) or _dated_since(tx, reply, reply_id(mail, customer.code, case_currency, None))
        assumed = () if told else (Reason.of("received_assumed", received=(known or reply).received),)
        notes = (*mail.notes, *assumed, *_about_sender(customer, mail))
        if known and (known.received == moment or not told or mail.message_id):
            return ReplyImport(
                reply=known, reading=_read(desk, tx, customer, known), changed=False, notes=notes, stale=()
            )
        if known:
            reply = replace(reply, id=known.id)
        tx.save_reply(reply)
        stale = _stop_messages(desk, tx, reply)
        body = {"currency": reply.currency, "notes": [note.code for note in notes], "stopped": list(stale)}
        if not dry_run:
            tx.audit(actor, "reply_imported", reply.id, body=body)
        reading = _read(desk, tx, customer, reply)
    return ReplyImport(reply=reply, reading=reading, changed=True, notes=notes, stale=stale)


def _read(desk: Desk, tx: Transaction, customer: Customer, reply: Reply) -> Reading:
    """What ``reply`` says; a trial run may be about an account that is not there yet."""
    try:
        case = desk.case(tx, reply.customer_code, reply.currency)
    except NotFound:
        account = Account(customer=customer, currency=reply.currency)
        case = open_case(account, now=desk.clock.now(), today=desk.today(tx))
    return read_in_case(case, reply)


def _customer(tx: Transaction, code: str | None, mail: Mail) -> Customer:
    if code:
        return tx.customer(code)
    address = mail.address.casefold()
    found = [c for c in tx.customers() if address and c.contact.email.casefold() == address]
    if len(found) == 1:
        return found[0]
    if not found:
        message = f"No customer has the address that {mail.source} came from; say whose it is with --customer CODE."
        raise BadInput("whose_reply", message, name=mail.source, address=mail.address)
    codes = tuple(c.code for c in found[:_MOST_NAMED])
    message = f"{mail.address} is the contact of several customers ({', '.join(codes)}); choose one with --customer."
    raise BadInput("several_senders", message, name=mail.source, address=mail.address, customers=codes)


def _currency(tx: Transaction, customer: Customer, given: str | None) -> str:
    known = tx.currencies_of(customer.code)
    if given is None and len(known) == 1:
        return known[0]
    wanted = (given or "").upper()
    if wanted in known or (not known and wanted in ISO_DIGITS):
        return wanted
    if not known:
        message = f"Nothing is recorded for {customer.code} yet; say with --currency which account the reply is about."
        raise BadInput("no_account_yet", message, customer=customer.code)
    choices = ", ".join(known)
    message = f"{customer.code} has accounts in {choices}; say with --currency which of them the reply is about."
    raise BadInput("which_account", message, customer=customer.code, currencies=known)


def _moment(desk: Desk, tx: Transaction, mail: Mail, given: str | None) -> datetime | None:
    """When it arrived, None where nobody says so."""
    moment = moment_given(given, desk.zone(tx)) if given else mail.received
    if moment and moment > desk.clock.now() + _MOST_AHEAD:
        message = f"{mail.source} arrived on {moment:%Y-%m-%d}, which is still to come; correct it with --received."
        raise BadInput("received_later", message, name=mail.source, received=moment)
    return moment


def _about_sender(customer: Customer, mail: Mail) -> tuple[Reason, ...]:
    known = customer.contact.email
    if not mail.address or mail.address.casefold() == known.casefold():
        return ()
    return (Reason.of("sender_not_on_record", address=mail.address, customer=customer.code, known=known),)


def _known(tx: Transaction, reply: Reply) -> Reply | None:
    """The reply of that id which the record has; what a customer once wrote is never replaced by other words."""
    try:
        replies = tx.account(reply.customer_code, reply.currency).replies
    except NotFound:
        return None
    known = next((r for r in replies if r.id == reply.id), None)
    if known and known.text != reply.text:
        message = f"{reply.source} has the id of a mail that is recorded with other words ({known.id}, {known.source})."
        raise Refused("reply_differs", message, name=reply.source, reply=known.id, source=known.source)
    return known


def _dated_since(tx: Transaction, reply: Reply, undated_id: str) -> Reply | None:
    """The same file as it was recorded while nobody said when it had arrived."""
    known = _known(tx, replace(reply, id=undated_id))
    return known if known and known.source == reply.source else None


def _stop_messages(desk: Desk, tx: Transaction, reply: Reply) -> tuple[str, ...]:
    """Whoever wrote these had not read the reply; they are composed again by someone who has."""
    reason = Reason.of("reply_arrived", received=reply.received, reply=reply.id)
    theirs = [case for case in tx.cases_with_messages(OPEN) if split_case_id(case)[0] == reply.customer_code]
    return stop_messages(desk, tx, theirs, reason)
