"""The requests for authority that wait for the person who looks, each leading to the negotiation that it is about."""

from collections.abc import Mapping, Sequence

from assistant.domain.negotiation import AuthorityRequest
from assistant.domain.parties import Person
from assistant.web.arrangement_view import arrangement_in_brief
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, tag
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.authority_requests import requests_for


def requests_waiting(desk: Desk, person: Person, say: Labels, words: Wording) -> Markup:
    """Every request that ``person`` may decide, oldest first; nothing where none waits for them."""
    requests = requests_for(desk, person)
    if not requests:
        return NOTHING
    with desk.record.read() as tx:
        names = {each.customer_code: tx.customer(each.customer_code).name for each in requests}
        people = {each.login: each.name.in_language(say.language) for each in tx.people()}
    return waiting_card(requests, names, people, say, words)


def waiting_card(
    requests: Sequence[AuthorityRequest],
    customers: Mapping[str, str],
    people: Mapping[str, str],
    say: Labels,
    words: Wording,
) -> Markup:
    """A line for each request: who asks for what and why; ``customers`` by code and ``people`` by login are names."""
    lines = []
    for each in requests:
        case = f"{each.customer_code}-{each.currency}"
        line = say(
            "negotiate.request_line",
            request=each.id,
            what=arrangement_in_brief(each.arrangement, say, words),
            person=people.get(each.asked_by, each.asked_by),
            reason=each.reason,
        )
        link = tag("a", customers[each.customer_code], href=page_address(say.language, Page.NEGOTIATE, case=case))
        lines.append(tag("li", link, f" · {each.arrangement.outstanding}", tag("p", line)))
    title = say("negotiate.waiting", count=len(requests))
    return card(title, tag("ul", *lines, class_="commitments"), id="authority-waiting")
