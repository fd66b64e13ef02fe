"""Finds what was approved before, as an example of the tone that people here chose."""

from assistant.domain.brief import Brief
from assistant.domain.case import case_id
from assistant.domain.kinds import MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.message import Message
from assistant.domain.order import Exemplar
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.learned import APPROVED, Taught, tells_of_nobody


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


def examples_for(desk: Desk, tx: Transaction, brief: Brief, k: int = 2) -> tuple[Exemplar, ...]:
    """At most ``k`` approved messages of the kind, tone, channel and language of ``brief``, without their facts.

    Those to the same customer come first, then those of the same region, then the newest. They are looked for among the
    newest that were approved for anybody here; one that tells of anybody is left out.
    """
    wanted = (brief.kind, brief.tone, brief.language, brief.channel)
    taught = desk.learned.newest(tx, billing_digits_of(tx))
    fitting = [one for one in taught if (*_manner(one.exemplar), one.channel) == wanted]
    # Sorting keeps the newest first among equals.
    nearest = sorted(fitting, key=lambda one: _distance(one, brief))
    found: list[Exemplar] = []
    for exemplar in dict.fromkeys(one.exemplar for one in nearest):
        if len(found) == k:
            break
        if tells_of_nobody(exemplar, desk.names.ledger(tx)):
            found.append(exemplar)
    return tuple(found)


def _manner(exemplar: Exemplar) -> tuple[MessageKind, Tone, Language]:
    return exemplar.kind, exemplar.tone, exemplar.language


def _distance(taught: Taught, brief: Brief) -> int:
    if taught.customer_code == brief.customer_code:
        return 0
    return 1 if taught.exemplar.region == brief.region else 2
