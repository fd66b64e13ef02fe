"""Makes exemplars of approved messages: their words with the facts taken out, and nothing that tells of anybody."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.brief import Brief
from assistant.domain.draft import joined
from assistant.domain.kinds import Channel
from assistant.domain.message import Message, Status
from assistant.domain.order import Exemplar
from assistant.drafting.placeholders import as_template
from assistant.ports import Transaction
from assistant.prompting.ledger_names import Ledger
from assistant.prompting.pseudonyms import Cover

APPROVED = frozenset({Status.APPROVED, Status.RELEASED})
# So many of the newest approved messages are looked through for examples.
MOST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Taught:
    """What one approved message teaches: who it was to, by which channel, when, and its words without its facts."""

    customer_code: str
    channel: Channel
    changed: datetime
    exemplar: Exemplar


class Learned:
    """What the newest approved messages of a record teach; each version is read once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, int], Taught | None] = {}

    def newest(self, tx: Transaction, billing_digits: Mapping[str, int]) -> tuple[Taught, ...]:
        """The newest first, without those of which people changed what the record does not trace."""
        keys = tx.newest_messages(APPROVED, MOST)
        with self._lock:
            kept = {
                key: self._kept[key] if key in self._kept else taught_by(tx.message(key[0]), billing_digits)
                for key in keys
            }
            self._kept = kept
        return tuple(taught for taught in kept.values() if taught)


def taught_by(message: Message, billing_digits: Mapping[str, int]) -> Taught | None:
    """What ``message`` teaches; None where its text holds a name or a figure that the record does not have."""
    report, brief = message.report, message.brief
    found = (*report.findings, *(one.finding for one in report.suppressed))
    if any(finding.rule.startswith("record.") for finding in found):
        return None
    words = as_template(message.draft, brief, named=roles_in(brief).__getitem__, billing_digits=billing_digits)
    exemplar = Exemplar(
        kind=brief.kind,
        tone=brief.tone,
        language=brief.language,
        region=brief.region,
        subject=words.subject,
        body=words.body,
    )
    return Taught(customer_code=brief.customer_code, channel=brief.channel, changed=message.changed, exemplar=exemplar)


def tells_of_nobody(exemplar: Exemplar, ledger: Ledger) -> bool:
    """Whether nothing in ``exemplar`` is a name that ``ledger`` knows, a figure, a date or an address of any kind."""
    return Cover(ledger).of(joined(exemplar.subject, exemplar.body)).hidden == 0


def roles_in(brief: Brief) -> dict[str, str]:
    """What stands for each fact and excerpt: its role."""
    facts = {fact.id: f"‹{fact.role}›" for fact in brief.grounds.facts}
    return facts | {excerpt.id: f"‹{excerpt.topic}›" for excerpt in brief.grounds.excerpts}
