"""Makes an offer of ours, or confirms what was agreed: the message that says so, and the offer that it makes."""

from dataclasses import dataclass, replace

from assistant.domain.arrangement import Arrangement
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Reason
from assistant.domain.message import OPEN, Message, Status
from assistant.domain.negotiation import OfferMade, OfferStatus, Party
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, NotAllowed, Refused
from assistant.intake.given_choices import OfferGiven
from assistant.negotiation.option import Ruling
from assistant.planning import NEGOTIATED
from assistant.ports import UNWATCHED, Transaction, Watch
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.draft_as_given import draft_as_given
from assistant.workflow.freshness import mark_as
from assistant.workflow.negotiation.at_the_table import NegotiatingTable, at_the_table
from assistant.workflow.negotiation.audit_figures import audited
from assistant.workflow.negotiation.choosing import chosen, lasting
from assistant.workflow.negotiation.conceding import require_fair
from assistant.workflow.negotiation.grants import grant_for, ruling_on
from assistant.workflow.negotiation.offers_seen import OfferSeen, offers_seen, settle_offers, turn_offer


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferPrepared:
    """An offer with the message that will make it; ``ruling`` says whether its author may, or who has to grant it.

    ``granted`` tells that somebody did. Until the message leaves, the customer has heard nothing.
    """

    offer: OfferMade
    message: Message
    ruling: Ruling
    granted: bool


def may_offer(person: Person) -> bool:
    """Whether ``person`` makes offers at all; how much they may offer is another matter."""
    return person.may(Role.ACCOUNT_MANAGER)


def make_offer(
    desk: Desk, author: Person, case_id: str, given: OfferGiven, *, watch: Watch = UNWATCHED
) -> OfferPrepared:
    """Offer what was chosen, or confirm it, in a message of the kind wished for; leaving, it answers earlier offers.

    What is beyond the author's authority is written as a preview. Raises NotAllowed without the account manager's role,
    NotFound, BadInput, Refused for what we would not offer (see `conceding`) and where no message may be written.
    """
    require_role(author, Role.ACCOUNT_MANAGER)
    if given.kind not in NEGOTIATED:
        kinds = ", ".join(sorted(NEGOTIATED))
        raise BadInput("not_negotiated", f"{given.kind.value} offers nothing; use one of: {kinds}.", kind=given.kind)
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
        table = at_the_table(desk, tx, author, case)
        arrangement = _until(desk, table, chosen(desk, tx, table, given), given.kind)
        require_fair(desk, tx, table, arrangement)
        ruled = ruling_on(desk, author, case, arrangement)
        granted = grant_for(tx, case, arrangement, author.login) is not None
    kept: list[OfferMade] = []

    def keep(tx: Transaction, message: Message) -> None:
        kept.append(_keep(desk, tx, table, arrangement, message))

    made = draft_as_given(desk, author, case_id, given, watch=watch, arrangement=arrangement, beside=keep)
    return OfferPrepared(offer=kept[0], message=made, ruling=ruled, granted=granted)


def withdraw_offer(desk: Desk, person: Person, case_id: str, offer_id: str) -> OfferSeen:
    """Take back an offer of ours that the customer has not heard, with its message; one that they heard stands.

    Raises NotAllowed, NotFound, and Refused for any other offer.
    """
    require_role(person, Role.ACCOUNT_MANAGER)
    with desk.record.begin() as tx:
        seen_all = offers_seen(desk, tx, desk.case(tx, *split_case_id(case_id)))
        seen = next((each for each in seen_all if each.offer.id == offer_id), None)
        if seen is None or seen.offer.by is Party.CUSTOMER or seen.heard or seen.status is not OfferStatus.OPEN:
            message = f"{offer_id[:20]} is no offer of ours that can still be taken back."
            raise Refused("offer_not_ours_to_withdraw", message, offer=offer_id[:20])
        if seen.offer.actor != person.login:
            raise NotAllowed("not_the_author", f"{offer_id} is {seen.offer.actor}'s.", author=seen.offer.actor)
        withdrawn = turn_offer(tx, seen.offer, OfferStatus.WITHDRAWN, person.login)
        made_by = tx.message(seen.offer.source)
        if made_by.status in OPEN:
            mark_as(desk, tx, made_by, Status.STALE, Reason.of("offer_taken_back", offer=offer_id), person.login)
        return replace(seen, offer=withdrawn, status=withdrawn.status)


def _until(desk: Desk, table: NegotiatingTable, arrangement: Arrangement, kind: MessageKind) -> Arrangement:
    """Nothing of ours stands for ever, and a confirmation leaves time to accept it; a discount keeps its own day."""
    anew = kind is MessageKind.WRITTEN_CONFIRMATION and not arrangement.discount
    return lasting(desk, table, arrangement) if anew or not arrangement.lapses_on else arrangement


def _keep(
    desk: Desk, tx: Transaction, table: NegotiatingTable, arrangement: Arrangement, message: Message
) -> OfferMade:
    """The offer that ``message`` makes; one that stands already is only put in other words by it.

    What nobody has heard yet is taken back for it; what they heard stands until this one leaves.
    """
    case, actor = table.case, table.person.login
    seen = offers_seen(desk, tx, desk.case(tx, case.customer.code, case.currency))
    settle_offers(tx, seen)
    mine = _same(seen, arrangement)
    if mine and mine.heard:
        return mine.offer
    for each in seen:
        if each.status is OfferStatus.OPEN and not each.heard and each is not mine:
            turn_offer(tx, each.offer, OfferStatus.WITHDRAWN, actor)
    offer = replace(mine.offer, source=message.id) if mine else _new(desk, tx, table, arrangement, message)
    tx.save_offer(offer)
    body = {"by": offer.by, "message": message.id, **audited(arrangement)}
    tx.audit(actor, "offer_made", offer.id, body=body)
    return offer


def _new(desk: Desk, tx: Transaction, table: NegotiatingTable, arrangement: Arrangement, message: Message) -> OfferMade:
    return OfferMade(
        id=tx.next_id("OF"),
        customer_code=table.case.customer.code,
        currency=table.case.currency,
        by=Party.US,
        at=desk.clock.now(),
        arrangement=arrangement,
        status=OfferStatus.OPEN,
        actor=table.person.login,
        source=message.id,
    )


def _same(offers: tuple[OfferSeen, ...], arrangement: Arrangement) -> OfferSeen | None:
    """Our open offer of just this."""
    ours = (each for each in offers if each.offer.by is Party.US and each.status is OfferStatus.OPEN)
    return next((each for each in ours if each.offer.arrangement.same_as(arrangement)), None)
