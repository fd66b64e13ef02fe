"""A message under review: its versions, its state, and who endorsed which bytes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import Brief, digest
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.kinds import Channel
from assistant.domain.language import Reason
from assistant.errors import Refused


class Status(StrEnum):
    """Where a message stands on its way out."""

    COMPOSING = "composing"
    IN_REVIEW = "in_review"
    AWAITING_AUTHOR = "awaiting_author"
    RETURNED = "returned"
    APPROVED = "approved"
    RELEASED = "released"
    REJECTED = "rejected"
    STALE = "stale"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


# Which state may follow which: everything else is refused by `require_move`.
MOVES: dict[Status, frozenset[Status]] = {
    Status.COMPOSING: frozenset({Status.IN_REVIEW, Status.STALE, Status.SUPERSEDED}),
    Status.IN_REVIEW: frozenset(
        {
            Status.APPROVED,
            Status.RETURNED,
            Status.REJECTED,
            Status.AWAITING_AUTHOR,
            Status.STALE,
            Status.EXPIRED,
            Status.SUPERSEDED,
        }
    ),
    Status.AWAITING_AUTHOR: frozenset({Status.IN_REVIEW, Status.COMPOSING, Status.STALE, Status.SUPERSEDED}),
    Status.RETURNED: frozenset({Status.COMPOSING, Status.IN_REVIEW, Status.STALE, Status.SUPERSEDED}),
    Status.APPROVED: frozenset(
        {Status.RELEASED, Status.RETURNED, Status.REJECTED, Status.STALE, Status.EXPIRED, Status.SUPERSEDED}
    ),
    Status.RELEASED: frozenset(),
    Status.REJECTED: frozenset(),
    Status.STALE: frozenset({Status.SUPERSEDED}),
    Status.EXPIRED: frozenset({Status.SUPERSEDED}),
    Status.SUPERSEDED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
# States in which a message still wants something from somebody; its author may withdraw it from any of them.
OPEN = frozenset({Status.COMPOSING, Status.IN_REVIEW, Status.AWAITING_AUTHOR, Status.RETURNED, Status.APPROVED})
EDITABLE = frozenset({Status.COMPOSING, Status.RETURNED, Status.AWAITING_AUTHOR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Endorsement:
    """One person's yes to exact bytes and exact facts; ``at`` in UTC, ``as_reviewer`` when the reviewer role was used.

    ``reasons`` holds, for every finding of severity *review*, why it is acceptable.
    """

    login: str
    as_reviewer: bool
    content_hash: str
    facts_fingerprint: str
    at: datetime
    reasons: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """Another wording of the same brief, and what the guardrail found in it."""

    draft: Draft
    report: Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message and its newest version; ``author`` and ``editor`` are logins, times are UTC.

    ``version`` counts from 1; ``facts_fingerprint`` is of the facts that this version was checked against;
    ``note`` holds the reason of the last return or rejection; endorsements are those of this version alone. ``other``
    is a wording that the author may take in place of this one: nobody endorses it, and it never leaves.
    """

    id: str
    brief: Brief
    status: Status
    author: str
    editor: str
    version: int
    draft: Draft
    report: Report
    sender: str
    recipients: tuple[str, ...]
    facts_fingerprint: str
    created: datetime
    changed: datetime
    endorsements: tuple[Endorsement, ...] = ()
    note: Reason | None = None
    other: Variant | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything that would leave: an approval binds to it."""
        return content_hash(
            channel=self.brief.channel,
            sender=self.sender,
            recipients=self.recipients,
            subject=self.draft.subject,
            body=self.draft.body,
            language=self.brief.language,
            plan=self.brief.arrangement,
        )


def content_hash(
    *,
    channel: Channel,
    sender: str,
    recipients: tuple[str, ...],
    subject: str,
    body: str,
    language: str,
    plan: Arrangement | None = None,
) -> str:
    """SHA-256 of the canonical JSON of what leaves; what is not in here may change without voiding an approval."""
    return digest(
        {
            "channel": channel,
            "sender": sender,
            "recipients": list(recipients),
            "subject": subject,
            "body": body,
            "attachments": [],
            "language": language,
            "plan": [[part.due.isoformat(), str(part.amount)] for part in plan.schedule] if plan else None,
        }
    )


def require_move(now: Status, to: Status) -> None:
    """Raise Refused when a message that is ``now`` cannot become ``to``."""
    if to not in MOVES[now] and not (to is Status.WITHDRAWN and now in OPEN):
        raise Refused(
            "wrong_state", f"The message is {now.value} and cannot become {to.value}.", now=now.value, to=to.value
        )


def endorsed_by_two(message: Message) -> bool:
    """Two distinct people on the same bytes and facts, one of them as reviewer (review rule 1)."""
    valid = [
        e
        for e in message.endorsements
        if e.content_hash == message.content_hash and e.facts_fingerprint == message.facts_fingerprint
    ]
    return len({e.login for e in valid}) >= 2 and any(e.as_reviewer and e.login != message.author for e in valid)
