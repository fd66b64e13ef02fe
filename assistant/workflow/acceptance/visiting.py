"""What somebody who comes with a token sees and may do: throttled, and nothing is told to who has no token of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.message import Message
from assistant.domain.negotiation import (
    AcceptanceLink,
    Agreement,
    AgreementState,
    AnswerSaid,
    AnswerWay,
    CustomerAnswer,
)
from assistant.domain.parties import Creditor, Customer
from assistant.errors import OutOfDate
from assistant.intake.given_acceptance import LinkAnswer
from assistant.intake.mail import Mail
from assistant.ports import Transaction
from assistant.workflow.acceptance.links import hash_of
from assistant.workflow.acceptance.standing import what_changed
from assistant.workflow.acceptance.taking import take_answer
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.import_reply import import_reply
from assistant.workflow.record import typed

# After so many tokens from one address that open nothing, this address waits.
FAILURES = 10
WAIT = timedelta(minutes=15)
# After so many from anywhere, no further wrong token is looked into; one that is right still opens its page, else
# strangers could close it to everybody.
FAILURES_IN_ALL = 1_000
# Somebody reads each question: after so many by one agreement's link, further ones wait as long.
QUESTIONS = 10
MOST_NAME = 120
# Who the audit log names where nobody of ours acts.
CUSTOMER = "customer"


class VisitState(StrEnum):
    """What a visitor with a token is shown; ``unknown`` covers revoked links, too, so that nothing is told by it."""

    OPEN = "open"
    ASKED = "asked"
    ANSWERED = "answered"
    CHANGED = "changed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    THROTTLED = "throttled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Everything that the page shows of an agreement: the message that left, and between whom."""

    agreement: Agreement
    link: AcceptanceLink
    message: Message
    creditor: Creditor
    customer: Customer
    billing_digits: Mapping[str, int]

    @property
    def decision(self) -> CustomerAnswer | None:
        """The answer that counts, whichever way it came: the last that is no question."""
        said = [answer for answer in self.agreement.answers if answer.said is not AnswerSaid.QUESTION]
        return said[-1] if said else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """How a visit ended; ``told`` is None where nothing may be told."""

    state: VisitState
    told: Told | None = None


def look(desk: Desk, token: str, address: str) -> Visit:
    """What the page behind ``token`` shows now; nothing changes, but a token that opens nothing is counted.

    ``address`` is where the request comes from.
    """
    now = desk.clock.now()
    with desk.record.read() as tx:
        if tx.failed_acceptance_tries(address, now - WAIT) >= FAILURES:
            return Visit(state=VisitState.THROTTLED)
        visit = _seen(desk, tx, token)
        known = visit.state is not VisitState.UNKNOWN
        if not known and tx.failed_acceptance_tries("", now - WAIT) >= FAILURES_IN_ALL:
            return Visit(state=VisitState.THROTTLED)
    if not known:
        with desk.record.begin() as tx:
            _note_try(tx, address, now, succeeded=False)
    return visit


def answer_by_link(desk: Desk, token: str, address: str, given: LinkAnswer) -> Visit:
    """Take the customer's answer, once: whatever comes after it is shown what was recorded.

    Raises BadInput for a name or words that cannot be stored, and OutOfDate when another text was shown than the one
    that the agreement is bound to; then nothing is recorded.
    """
    before = look(desk, token, address)
    if before.state is not VisitState.OPEN:
        return before
    with desk.record.begin() as tx:
        inside = desk.within(tx)
        visit = _seen(inside, tx, token)
        if visit.state is not VisitState.OPEN or visit.told is None:
            return visit
        told, now = visit.told, desk.clock.now()
        answer = _answer(told.agreement, given, now)
        _note_try(tx, address, now, succeeded=True)
        asks = answer.said is AnswerSaid.QUESTION
        if asks and _asked_just_now(told.agreement, answer):
            return replace(visit, state=VisitState.ASKED)
        if asks and _asked_since(told.agreement, now - WAIT) >= QUESTIONS:
            return Visit(state=VisitState.THROTTLED)
        if answer.words:
            _pass_on(inside, told, answer)
        settled = take_answer(inside, tx, told.agreement, answer, CUSTOMER)
        link = told.link if asks else replace(told.link, used_at=now)
        tx.save_acceptance_link(link)
    state = VisitState.ASKED if asks else VisitState.ANSWERED
    return Visit(state=state, told=replace(told, agreement=settled, link=link))


def _note_try(tx: Transaction, address: str, now: datetime, *, succeeded: bool) -> None:
    """Count this try, and forget those that nobody waits for any more."""
    tx.forget_acceptance_tries(now - WAIT)
    tx.note_acceptance_try(address, now, succeeded=succeeded)


def _seen(desk: Desk, tx: Transaction, token: str) -> Visit:
    """What is found under the hash of a token: how long that takes tells nothing about the token itself."""
    link = tx.acceptance_link(hash_of(token))
    if link is None or link.revoked:
        return Visit(state=VisitState.UNKNOWN)
    if desk.clock.now() >= link.expires:
        return Visit(state=VisitState.EXPIRED, told=_told(tx, link))
    told = _told(tx, link)
    if told.agreement.state in (AgreementState.ACCEPTED, AgreementState.DECLINED):
        return Visit(state=VisitState.ANSWERED, told=told)
    if told.agreement.state is AgreementState.VOID or what_changed(desk, tx, told.agreement):
        return Visit(state=VisitState.CHANGED, told=told)
    return Visit(state=VisitState.OPEN, told=told)


def _told(tx: Transaction, link: AcceptanceLink) -> Told:
    agreement = tx.agreement(link.agreement_id)
    return Told(
        agreement=agreement,
        link=link,
        message=tx.message(agreement.message_id),
        creditor=tx.creditor(),
        customer=tx.customer(agreement.customer_code),
        billing_digits=billing_digits_of(tx),
    )


def _answer(agreement: Agreement, given: LinkAnswer, now: datetime) -> CustomerAnswer:
    if given.content_hash != agreement.content_hash:
        raise OutOfDate(
            "text_not_shown", "The page showed another text than the one that stands; read it again.",
            agreement=agreement.id,
        )  # fmt: skip
    return CustomerAnswer(
        said=given.said,
        way=AnswerWay.LINK,
        name=typed.line(given.name, "name", most=MOST_NAME),
        at=now,
        content_hash=agreement.content_hash,
        words=typed.words(given.words, "words", needed=given.said is AnswerSaid.QUESTION),
    )


def _asked_just_now(agreement: Agreement, answer: CustomerAnswer) -> bool:
    """Whether the form was sent twice; who asks the same again later was not answered."""
    recent = (a for a in agreement.answers if a.at > answer.at - WAIT)
    return any((a.said, a.name, a.words) == (answer.said, answer.name, answer.words) for a in recent)


def _asked_since(agreement: Agreement, moment: datetime) -> int:
    asked = (a for a in agreement.answers if a.said is AnswerSaid.QUESTION and a.way is AnswerWay.LINK)
    return sum(answer.at > moment for answer in asked)


def _pass_on(desk: Desk, told: Told, answer: CustomerAnswer) -> None:
    """What they write is a reply like any other: somebody reads it before anything else leaves."""
    agreement = told.agreement
    mail = Mail(
        text=answer.words,
        source=agreement.id,
        sender=answer.name,
        subject=told.message.draft.subject,
        # The same words about another agreement, or to another answer, are said anew.
        message_id=f"{agreement.id}.{len(agreement.answers) + 1}",
    )
    import_reply(desk, CUSTOMER, mail, customer_code=agreement.customer_code, currency=agreement.currency)
