"""Everything that the review page shows, read from the record in one go."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.message import Message, Status
from assistant.domain.parties import Person
from assistant.ports import OutboxEntry, Transaction
from assistant.web.found_view import found
from assistant.web.labels import Labels
from assistant.web.letter_view import excerpts, facts, preview, stated_refs, why
from assistant.web.made_panels import made_panels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.web.offered_view import offered
from assistant.web.review_view import MOST_RELEASED, QUEUE, changes, endorsements, message_head, queue, released
from assistant.web.waiting_view import requests_waiting
from assistant.wording import Wording
from assistant.workflow.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPanels:
    """The panels of the page; ``chosen`` is the message in full, None while there is none."""

    chosen: Message | None
    queue: Markup
    head: Markup = NOTHING
    preview: Markup = NOTHING
    changes: Markup = NOTHING
    findings: Markup = NOTHING
    yes: Markup = NOTHING
    why: Markup = NOTHING
    facts: Markup = NOTHING
    sent: Markup = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    waiting: tuple[Message, ...]
    customers: Mapping[str, str]
    people: Mapping[str, Person]
    message: Message | None
    before: Message | None
    entry: OutboxEntry | None


def review_panels(desk: Desk, person: Person, item: str, say: Labels, words: Wording) -> ReviewPanels:
    """The queue, and the message ``item`` in full, or the first that waits; raises NotFound for an unknown id."""
    read = _read(desk, item)
    message = read.message
    messages = queue(read.waiting, read.customers, message.id if message else "", say, words)
    line = joined([requests_waiting(desk, person, say, words), messages])
    if message is None:
        return ReviewPanels(chosen=None, queue=line, head=tag("p", say("review.choose"), class_="empty"))
    code = message.brief.customer_code
    went = released(read.entry, say, words) if read.entry else NOTHING
    made = made_panels(desk, person, message, say, words)
    return ReviewPanels(
        chosen=message,
        queue=line,
        head=message_head(message, read.customers.get(code, code), read.people, say, words),
        preview=preview(message, say, words),
        changes=changes(message, read.before, read.people, say),
        findings=joined(
            [offered(desk, message, say, words), found(desk, person, message, say, words, may_apply=False)]
        ),
        yes=joined([went, endorsements(message, read.people, say, words)]),
        why=why(message.brief, made.made, say, words),
        facts=joined([facts(message.brief, stated_refs(message), say, words), excerpts(message.brief, say, words)]),
        sent=made.left,
    )


def _read(desk: Desk, item: str) -> _Read:
    with desk.record.read() as tx:
        waiting = tx.messages(status=frozenset(QUEUE) - {Status.RELEASED})
        left = tx.messages(status=frozenset({Status.RELEASED}))[-MOST_RELEASED:]
        message = tx.message(item) if item else next(iter(waiting), None)
        return _Read(
            waiting=(*waiting, *left),
            customers={customer.code: customer.name for customer in tx.customers()},
            people={person.login: person for person in tx.people()},
            message=message,
            before=_before(tx, message) if message else None,
            entry=_entry(tx, message) if message else None,
        )


def _before(tx: Transaction, message: Message) -> Message | None:
    earlier = [version for version in tx.versions(message.id) if version.version < message.version]
    return earlier[-1] if earlier else None


def _entry(tx: Transaction, message: Message) -> OutboxEntry | None:
    wanted = (message.id, message.version)
    return next((entry for entry in tx.outbox() if (entry.message_id, entry.version) == wanted), None)
