"""What a message offers, on its own page and in review: the payments, and on whose authority it may leave."""

from collections.abc import Iterator

from assistant.domain.brief import Refusal
from assistant.domain.message import OPEN, Message
from assistant.domain.negotiation import AuthorityRequest, RequestStatus
from assistant.web.arrangement_view import arrangement_detail, arrangement_in_brief
from assistant.web.forms import folded
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, tag
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.message_offer import MessageOffer, message_offer


def offered(desk: Desk, message: Message, say: Labels, words: Wording) -> Markup:
    """The card of what ``message`` offers; nothing for a message that offers no arrangement."""
    offer = message_offer(desk, message)
    return offered_card(offer, say, words) if offer else NOTHING


def offered_card(offer: MessageOffer, say: Labels, words: Wording) -> Markup:
    """In brief, on whose authority, the whole of it to unfold, and the way back to the negotiation."""
    back = page_address(say.language, Page.NEGOTIATE, case=offer.message.brief.case_id)
    return card(
        say("negotiate.offered_here"),
        tag("p", tag("b", arrangement_in_brief(offer.arrangement, say, words))),
        *(_authority(offer, say, words) if offer.message.status in OPEN else ()),
        folded(say("negotiate.schedule"), arrangement_detail(offer.arrangement, say, words)),
        tag("p", tag("a", say("negotiate.see"), href=back)),
        id="offered",
    )


def request_stands(request: AuthorityRequest, say: Labels, words: Wording) -> str:
    """Who granted ``request`` until when, or for whom it waits."""
    if request.status is RequestStatus.GRANTED:
        until = words.value(request.expires) if request.expires else "–"
        return say("negotiate.granted_by", request=request.id, person=request.decided_by, day=until)
    return say("negotiate.asked", request=request.id, role=words.name(request.approver))


def held_card(held: Message | Refusal | None, say: Labels, words: Wording) -> Markup:
    """Why no message would be drafted now: another that waits for a decision, or a rule; nothing where none would."""
    if held is None:
        return NOTHING
    if isinstance(held, Message):
        address = page_address(say.language, Page.REVIEW, item=held.id)
        name = f"{held.id} · {words.name(held.status)}"
        return tag("p", "‖ ", say("negotiate.held_by_review"), " ", tag("a", name, href=address), class_="warning")
    reason = words.reason(held.reason)
    if held.until is None:
        line = say("negotiate.held", reason=reason)
    else:
        line = say("negotiate.held_until", moment=words.value(held.until), reason=reason)
    return tag("p", "‖ ", line, class_="warning")


def _authority(offer: MessageOffer, say: Labels, words: Wording) -> Iterator[Markup]:
    author = offer.message.author
    if offer.ruling.within:
        yield tag("p", "✓ ", say("negotiate.author_may", person=author), class_="fine")
    elif offer.granted:
        yield tag("p", "✓ ", request_stands(offer.granted, say, words), class_="fine")
    else:
        role = words.name(offer.ruling.approver) if offer.ruling.approver else "–"
        yield tag("p", "▲ ", say("negotiate.grant_missing", person=author, role=role), class_="warning")
        yield tag("ul", *(tag("li", words.reason(each)) for each in offer.ruling.beyond), class_="reasons")
        if offer.waiting:
            yield tag("p", "◔ ", request_stands(offer.waiting, say, words))
    if offer.wants_reason:
        yield tag("p", "▲ ", say("negotiate.reason_wanted"), class_="warning")
