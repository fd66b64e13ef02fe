"""Finds what was approved before for the same customer, as an example of the tone that people here chose."""

from assistant.domain.case import case_id
from assistant.domain.kinds import MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.message import Message, Status
from assistant.workflow.desk import Desk

APPROVED = frozenset({Status.APPROVED, Status.RELEASED})


def exemplars(
    desk: Desk, customer_code: str, *, kind: MessageKind, tone: Tone, language: Language, like: str = "", k: int = 3
) -> tuple[Message, ...]:
    """At most ``k`` approved or released messages of this very customer, of one kind, tone and language.

    With ``like``, those whose words are most like that text come first; the newest first among equals, and when there
    is none. Raises NotFound for an unknown customer.
    """
    with desk.record.read() as tx:
        tx.customer(customer_code)
        cases = [case_id(customer_code, currency) for currency in tx.case_currencies(customer_code)]
        approved = tx.messages(status=APPROVED, case_ids=cases)
    fitting = [m for m in approved if (m.brief.kind, m.brief.tone, m.brief.language) == (kind, tone, language)]
    newest_first = sorted(fitting, key=lambda m: (m.changed, m.id), reverse=True)
    if not like.strip():
        return tuple(newest_first[:k])
    alike = desk.history().alike(like, [message.draft.text for message in newest_first])
    order = sorted(range(len(alike)), key=lambda n: (-round(alike[n], 1), n))
    return tuple(newest_first[n] for n in order[:k])
