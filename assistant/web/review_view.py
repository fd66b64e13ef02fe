"""The review queue as HTML: who waits for whom, what changed since, who said yes, and where it went."""

from collections.abc import Mapping, Sequence

from assistant.domain.message import Message, Status
from assistant.domain.parties import Person
from assistant.ports import OutboxEntry
from assistant.web.differences import difference
from assistant.web.finding_view import verdict_chip
from assistant.web.frame import Page, card, in_a_row, page_address, status_chip, upper_first
from assistant.web.labels import Labels
from assistant.web.letter_view import chosen
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.wording import Wording

# What the queue shows, in its order: what waits for a reviewer, for its author, for release; then what left.
QUEUE: tuple[Status, ...] = (Status.IN_REVIEW, Status.AWAITING_AUTHOR, Status.APPROVED, Status.RELEASED)
MOST_RELEASED = 20


def queue(messages: Sequence[Message], names: Mapping[str, str], open_id: str, say: Labels, words: Wording) -> Markup:
    """The messages by status, oldest first within each; ``names`` are the customers' by code."""
    groups = []
    for status in QUEUE:
        group = [message for message in messages if message.status is status]
        if group:
            items = [tag("li", _queued(message, names, open_id, say, words)) for message in group]
            title = tag("h3", upper_first(words.name(status)), " ", tag("span", len(group), class_="count"))
            groups.append(joined([title, tag("ul", *items)]))
    title = tag("h1", say("review.title"))
    return tag(
        "nav",
        title,
        *(groups or [tag("p", say("review.empty"), class_="empty")]),
        class_="queue",
        aria_label=say("review.title"),
    )


def message_head(message: Message, customer: str, people: Mapping[str, Person], say: Labels, words: Wording) -> Markup:
    """One line each: what it is, who wrote it, and why it is sent now."""
    brief = message.brief
    amount = brief.grounds.value("total_open")
    what = in_a_row(
        (
            brief.case_id,
            words.value(amount) if amount is not None else "",
            *(words.name(part) for part in (brief.kind, brief.stage, brief.tone, brief.channel)),
        )
    )
    author = say(
        "review.by",
        author=person_name(message.author, people, say),
        editor=person_name(message.editor, people, say),
        moment=words.value(message.changed),
    )
    now = words.reason(brief.explanation[0]) if brief.explanation else ""
    note = None
    if message.note:
        note = tag("p", "↩ ", words.reason(message.note), class_="warning")
    recipients = say("review.to", sender=message.sender, recipients=", ".join(message.recipients))
    head = tag(
        "div", tag("h1", customer), status_chip(message.status, words), tag("code", message.id), class_="title-line"
    )
    lines = [tag("p", tag("b", what)), tag("p", author, " ", now, class_="quiet"), tag("p", recipients, class_="quiet")]
    against = chosen(brief, say, words)
    return tag("section", head, *lines, against, note, class_="case-head review-head", aria_label=customer)


def changes(message: Message, before: Message | None, people: Mapping[str, Person], say: Labels) -> Markup:
    """What this version changed; nothing when it is the first."""
    if before is None:
        return NOTHING
    language = message.brief.language
    title = say(
        "review.changes",
        before=before.version,
        version=message.version,
        editor=person_name(message.editor, people, say),
    )
    subject = None
    if before.draft.subject != message.draft.subject:
        subject = tag("p", difference(before.draft.subject, message.draft.subject, language), class_="subject-line")
    body = tag("div", difference(before.draft.body, message.draft.body, language), class_="body-text")
    return card(title, tag("article", subject, body, class_="letter diff", lang=language.value))


def endorsements(message: Message, people: Mapping[str, Person], say: Labels, words: Wording) -> Markup:
    """Who said yes to exactly this text, and why they accept what was found."""
    lines = []
    for yes in message.endorsements:
        capacity = say("review.as_reviewer" if yes.as_reviewer else "review.as_author")
        name = person_name(yes.login, people, say)
        reasons = tag("q", yes.reasons) if yes.reasons else None
        lines.append(tag("li", "✓ ", tag("b", name), f" · {capacity} · {words.value(yes.at)}", reasons))
    listed = tag("ul", *lines) if lines else tag("p", say("review.nobody"), class_="quiet")
    return card(say("review.endorsements"), listed)


def released(entry: OutboxEntry, say: Labels, words: Wording) -> Markup:
    """Where the released message went."""
    state = say(f"review.outbox_{entry.state}")
    line = tag("p", "➤ ", tag("b", state), " · ", words.value(entry.queued))
    place = tag("p", tag("code", entry.place, class_="place")) if entry.place else None
    return card(say("review.outbox"), line, place, tag("p", tag("code", entry.header_id), class_="quiet"))


def person_name(login: str, people: Mapping[str, Person], say: Labels) -> str:
    """The name behind a login; the login itself for someone who is gone."""
    person = people.get(login)
    return person.name.in_language(say.language) if person else login


def _queued(message: Message, names: Mapping[str, str], open_id: str, say: Labels, words: Wording) -> Markup:
    brief = message.brief
    amount = brief.grounds.value("total_open")
    name = tag("b", names.get(brief.customer_code, brief.customer_code))
    lines = [
        tag("span", name, tag("code", message.id), class_="queue-line"),
        tag("span", words.value(amount) if amount is not None else "", " · ", words.name(brief.tone), class_="quiet"),
        tag("span", status_chip(message.status, words), verdict_chip(message.report, words), class_="queue-line"),
    ]
    return tag(
        "a",
        *lines,
        href=page_address(say.language, Page.REVIEW, item=message.id),
        data_do="open",
        data_item=message.id,
        aria_current="true" if message.id == open_id else None,
    )
