"""Notes what the customer proposes: from a reply, a call or by hand, with figures corrected that were read wrongly."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.case import Case
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.domain.negotiation import OfferMade, OfferStatus, Party
from assistant.domain.parties import Person
from assistant.errors import BadInput, Refused
from assistant.intake.given_choices import ProposalGiven
from assistant.negotiation.making import Maker
from assistant.negotiation.proposed import proposed
from assistant.negotiation.situation import Asked
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of, require_role, split_case_id
from assistant.workflow.negotiation.at_the_table import NegotiatingTable, at_the_table
from assistant.workflow.negotiation.audit_figures import audited
from assistant.workflow.negotiation.heard import LastWords, heard_in, heard_on, words_heard
from assistant.workflow.negotiation.offers_seen import settle_offers, turn_offer
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RECORDERS
from assistant.workflow.replies.shown import reply_of

# What takes away a figure that was read.
NOTHING = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalNoted:
    """The customer's offer as it is on record, what their words ask, and where we stand with it.

    ``new`` is false when just this stood already.
    """

    offer: OfferMade
    asked: Asked
    table: NegotiatingTable
    new: bool


def note_proposal(desk: Desk, person: Person, case_id: str, given: ProposalGiven) -> ProposalNoted:
    """Keep what the customer proposes as their offer; an earlier one of theirs is answered by it.

    Without a reply and without text it is the newest reply. Raises NotAllowed, NotFound, BadInput for a figure that is
    none, and Refused with the doubt where the words do not make a proposal: what is not said is asked for, not guessed.
    """
    require_role(person, *RECORDERS)
    with desk.record.begin() as tx:
        case = desk.case(tx, *split_case_id(case_id))
        heard = _heard(desk, tx, case, given)
        read = at_the_table(desk, tx, person, case, heard=heard)
        heard, contested = read.heard or heard, read.contested
        asked = _corrected(tx, case, read.situation.asked or Asked(), given)
        table = at_the_table(desk, tx, person, case, heard=heard, asked=asked)
        maker = Maker(situation=table.situation, terms=desk.negotiation, calendar=desk.calendar)
        theirs = proposed(asked, maker)
        if theirs.arrangement is None:
            # Who proposes nothing and contests something has said that, and it is to be recorded.
            contests = (contested.reason,) if contested else ()
            raise _unclear(case, (*contests, *theirs.doubts, *heard.doubts))
        at = heard.reply.received if heard.reply else desk.clock.now()
        offer, new = _keep(tx, table, theirs.arrangement, at, _where(given, heard))
        return ProposalNoted(offer=offer, asked=asked, table=table, new=new)


def _heard(desk: Desk, tx: Transaction, case: Case, given: ProposalGiven) -> LastWords:
    if given.reply and given.text:
        raise BadInput("one_source", "Name a reply or give the words, not both.")
    if given.reply:
        return heard_in(desk, case, reply_of(case, given.reply))
    if given.text.strip():
        return words_heard(desk, case, typed.words(given.text, "text"), case.today)
    found = None if _figures(given) else heard_on(desk, tx, case)
    return found or LastWords(reply=None, text="", asked=None)


def _figures(given: ProposalGiven) -> bool:
    named = (given.instalments, given.first_payment, given.per_instalment, given.until)
    return any((*named, given.extension_days, given.discount_pct, given.kinds, given.waive_interest))


def _corrected(tx: Transaction, case: Case, asked: Asked, given: ProposalGiven) -> Asked:
    """``asked`` with each figure that a person gave in the place of the one that was read."""
    digits = billing_digits_of(tx)

    def money(text: str, _: str) -> Money:
        return typed.amount(text, case.currency, digits)

    readers: dict[str, Any] = {
        "instalments": typed.count,
        "first_payment": money,
        "per_instalment": money,
        "until": typed.day,
        "extension_days": typed.count,
        "discount_pct": typed.share,
    }
    changes: dict[str, Any] = {}
    for name, read in readers.items():
        text = getattr(given, name).strip()
        if text:
            changes[name] = None if text == NOTHING else read(text, name)
    if given.kinds:
        changes["kinds"] = given.kinds
    if given.waive_interest is not None:
        changes["waive_interest"] = given.waive_interest
    return _kinds_named(replace(asked, payments=(), unclear=None, **changes)) if changes else asked


def _kinds_named(asked: Asked) -> Asked:
    """The rungs that corrected figures speak of, where nobody named any."""
    if asked.kinds:
        return asked
    speak = {
        OfferKind.INSTALMENTS: asked.instalments or asked.per_instalment,
        OfferKind.EXTENSION: asked.extension_days or (asked.until and not asked.instalments),
        OfferKind.DISCOUNT: asked.discount_pct,
        OfferKind.WAIVE_INTEREST: asked.waive_interest,
    }
    return replace(asked, kinds=tuple(kind for kind, figure in speak.items() if figure))


def _where(given: ProposalGiven, heard: LastWords) -> tuple[str, str]:
    """Their words, and where these stand."""
    if heard.reply:
        return (heard.asked.quote if heard.asked else ""), heard.reply.id
    return heard.text, typed.line(given.source, "source", needed=False)


def _keep(
    tx: Transaction, table: NegotiatingTable, arrangement: Arrangement, at: datetime, where: tuple[str, str]
) -> tuple[OfferMade, bool]:
    settle_offers(tx, table.offers)
    quote, source = where
    # Theirs stands as long as they let it.
    arrangement = arrangement.lapsing(None)
    standing = [o for o in table.offers if o.offer.by is Party.CUSTOMER and o.status is OfferStatus.OPEN]
    for each in standing:
        if each.offer.arrangement.same_as(arrangement):
            return each.offer, False
        turn_offer(tx, each.offer, OfferStatus.COUNTERED, table.person.login)
    offer = OfferMade(
        id=tx.next_id("OF"),
        customer_code=table.case.customer.code,
        currency=table.case.currency,
        by=Party.CUSTOMER,
        at=at,
        arrangement=arrangement,
        status=OfferStatus.OPEN,
        actor=table.person.login,
        quote=quote,
        source=source,
    )
    tx.save_offer(offer)
    body = {"by": offer.by, "source": source, **audited(arrangement)}
    tx.audit(table.person.login, "offer_made", offer.id, body=body)
    return offer, True


def _unclear(case: Case, doubts: tuple[Reason, ...]) -> Refused:
    reason = doubts[0] if doubts else Reason.of("proposes_nothing")
    message = f"The words on {case.id} do not make a proposal: {reason.code.replace('_', ' ')}."
    return Refused("proposal_unclear", message, reason=reason)
