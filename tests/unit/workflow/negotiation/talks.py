"""Arrangements on the desk's one invoice (INV-1, CNY 10,000.00), and messages that offer or confirm them."""

from datetime import timedelta

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.kinds import MessageKind
from assistant.intake.given_choices import DecisionGiven
from assistant.planning import Wishes
from assistant.workflow.negotiation.authority_requests import ask_authority, decide_authority
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from tests.desk import LIN, ZHOU
from tests.unit.planning.accounts import TODAY, cny

CASE = "C1-CNY"
CONFIRMS = MessageKind.WRITTEN_CONFIRMATION
NEXT_WEEK = TODAY + timedelta(days=7)


def paying(*parts: tuple[int, str], kind: OfferKind = OfferKind.INSTALMENTS, **changes: object) -> Arrangement:
    """So many days from today, such an amount."""
    values = {
        "kind": kind,
        "invoice_nos": ("INV-1",),
        "outstanding": cny("10000.00"),
        "late_interest": cny("0.00"),
        "interest_waived": cny("0.00"),
        "discount": cny("0.00"),
        "fees": cny("0.00"),
        "schedule": tuple(Instalment(due=TODAY + timedelta(days=days), amount=cny(amount)) for days, amount in parts),
    }
    return Arrangement(**(values | changes))


# Within an account manager's authority: two halves.
HALVES = paying((6, "5000.00"), (36, "5000.00"))
# Within a reviewer's.
QUARTERS = paying((6, "2500.00"), (36, "2500.00"), (66, "2500.00"), (97, "2500.00"))


def drafted(desk, arrangement=HALVES, kind=MessageKind.NEGOTIATION_REPLY, author=LIN):
    return prepare_draft(desk, author, CASE, Wishes(kind=kind), arrangement=arrangement)


def submitted(desk, message, author=LIN):
    return submit_draft(desk, author, message.id, content_hash=message.content_hash)


def accepted(desk, message, reviewer=ZHOU, reasons=""):
    return accept_draft(desk, reviewer, message.id, content_hash=message.content_hash, reasons=reasons)


def sent(desk, arrangement=HALVES, kind=MessageKind.NEGOTIATION_REPLY, reasons=""):
    """The message, once it has left."""
    message = submitted(desk, drafted(desk, arrangement, kind))
    accepted(desk, message, reasons=reasons)
    release_draft(desk, LIN, message.id)
    with desk.record.read() as tx:
        return tx.message(message.id)


def audited(desk, subject):
    with desk.record.read() as tx:
        return [entry.event for entry in tx.audit_about([subject])]


def asked(desk, arrangement=QUARTERS, person=LIN, reason="their bank wants to see four months"):
    return ask_authority(desk, person, CASE, arrangement, reason=reason)


def granted(desk, arrangement=QUARTERS, until=NEXT_WEEK):
    return decide_authority(desk, ZHOU, CASE, asked(desk, arrangement).id, DecisionGiven(grant=True, until=until))
