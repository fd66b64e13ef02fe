"""An agreement that waits for the customer's yes: its confirmation was released, and nothing has changed since."""

from dataclasses import replace
from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.draft import Draft, Stamp
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language
from assistant.domain.message import Message, Status
from assistant.domain.negotiation import Agreement, AgreementState
from assistant.workflow.desk import Desk
from tests.contract.things import a_message
from tests.desk import a_desk
from tests.unit.planning.accounts import cny

SUBJECT = "Confirmation of our arrangement <INV-1>"
BODY = "Dear Ms Wang,\n\nwe agreed on two payments & nothing else.\n\nKind regards"
FIRST, SECOND = date(2026, 6, 30), date(2026, 7, 31)


def an_arrangement(**changes: object) -> Arrangement:
    arrangement = Arrangement(
        kind=OfferKind.INSTALMENTS,
        invoice_nos=("INV-1",),
        outstanding=cny("10000.00"),
        late_interest=cny("0.00"),
        interest_waived=cny("0.00"),
        discount=cny("0.00"),
        fees=cny("0.00"),
        schedule=(
            Instalment(due=FIRST, amount=cny("4000.00")),
            Instalment(due=SECOND, amount=cny("6000.00")),
        ),
    )
    return replace(arrangement, **changes)


def a_confirmation(message_id: str = "M-0001", **changes: object) -> Message:
    made = a_message(message_id)
    brief = replace(
        made.brief,
        case_id="C1-CNY",
        customer_code="C1",
        kind=MessageKind.WRITTEN_CONFIRMATION,
        language=Language.EN,
        region="CN",
        arrangement=an_arrangement(),
    )
    draft = Draft(subject=SUBJECT, body=BODY, marks=(), stamp=Stamp(writer="composer"))
    return replace(made, **({"brief": brief, "draft": draft, "status": Status.RELEASED} | changes))


def an_agreement(desk: Desk, message: Message, agreement_id: str = "AG-0001", **changes: object) -> Agreement:
    agreement = Agreement(
        id=agreement_id,
        customer_code="C1",
        currency="CNY",
        arrangement=message.brief.arrangement or an_arrangement(),
        message_id=message.id,
        version=message.version,
        content_hash=message.content_hash,
        state=AgreementState.PROPOSED,
        made_at=desk.clock.now(),
        made_by="lin",
    )
    return replace(agreement, **changes)


def an_agreed_desk(
    *, language: Language = Language.EN, arrangement: Arrangement | None = None, **changes: object
) -> Desk:
    """A desk with AG-0001, which the released M-0001 puts in writing."""
    desk = a_desk(**changes)
    put_in_writing(desk, language=language, arrangement=arrangement)
    return desk


def put_in_writing(desk: Desk, *, language: Language = Language.EN, arrangement: Arrangement | None = None) -> None:
    brief = replace(a_confirmation().brief, language=language, arrangement=arrangement or an_arrangement())
    with desk.record.begin() as tx:
        message = a_confirmation(tx.next_id("M"), brief=brief)
        tx.add_message(message)
        tx.save_agreement(an_agreement(desk, message))


def the_agreement(desk: Desk) -> Agreement:
    with desk.record.read() as tx:
        return tx.agreement("AG-0001")
