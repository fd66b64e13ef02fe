"""Prepares a draft: brief, words, check; a refusal instead when the rules say that nothing may be sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import Brief, Refusal
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.message import Message, Status
from assistant.domain.order import PLAIN, Order
from assistant.domain.parties import Person, Role
from assistant.errors import Refused
from assistant.planning import Wishes
from assistant.ports import UNWATCHED, Transaction, Watch
from assistant.prompting.ledger_names import Ledger
from assistant.workflow.brief_case import addresses, brief_case, states_days
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.freshness import lapsed, mark_as
from assistant.workflow.material import order_for
from assistant.workflow.record.typed import MOST_WORDS, line
from assistant.workflow.writing import noting, write_and_check

# A new draft takes the place of these; one that others are working on has to be returned or released first.
REPLACEABLE = frozenset({Status.COMPOSING, Status.RETURNED, Status.STALE, Status.EXPIRED})
UNDER_REVIEW = frozenset({Status.IN_REVIEW, Status.AWAITING_AUTHOR, Status.APPROVED})


def nothing_beside(_: Transaction, __: Message) -> None:
    """Most messages have nothing stored beside them."""


def prepare_draft(
    desk: Desk,
    author: Person,
    case_id: str,
    wishes: Wishes | None = None,
    *,
    writer: str | None = None,
    watch: Watch = UNWATCHED,
    arrangement: Arrangement | None = None,
    beside: Callable[[Transaction, Message], object] = nothing_beside,
) -> Message | Refusal:
    """A new message on ``case_id``, written and checked; it replaces an unfinished draft of the same case.

    Wishes may go against the policy, some of them with a reason, which the message keeps and the audit log names. What
    a model was sent is stored with the message, or for the case when there comes none of it. An ``arrangement`` is what
    the message offers or confirms; ``beside`` stores what belongs to it in the same transaction. Raises BadInput for a
    reason that is too long, NotFound for an unknown case, NotAllowed without the account manager's role, Refused while
    a message of this case is under review, and Stopped.
    """
    require_role(author, Role.ACCOUNT_MANAGER)
    wanted = wishes or Wishes()
    wanted = replace(wanted, because=line(wanted.because, "because", needed=False, most=MOST_WORDS))
    _retire_lapsed(desk, author, case_id)
    with desk.record.read() as tx:
        _require_none_under_review(tx, case_id)
        brief = brief_case(desk, tx, author, case_id, wanted, arrangement=arrangement)
    if isinstance(brief, Refusal):
        return brief
    (name, chosen), (_, composer) = desk.writer(writer), desk.writer("composer")
    order, ledger = _beside(desk, brief) if name == "model" else (PLAIN, None)
    with noting(desk, case_id, watch) as noted:
        draft, report = write_and_check(chosen, composer, desk.checker, brief, order, noted, ledger=ledger)
        with desk.record.begin() as tx:
            _require_none_under_review(tx, case_id)
            message = _new_message(desk, tx, author, brief, draft, report)
            tx.add_model_calls(message.id, noted.calls, version=1)
            beside(tx, message)
    return message


def _beside(desk: Desk, brief: Brief) -> tuple[Order, Ledger]:
    """What a model is given beside the brief, and everybody whom its answer must not name."""
    with desk.record.read() as tx:
        return order_for(desk, tx, brief), desk.names.ledger(tx)


def _new_message(desk: Desk, tx: Transaction, author: Person, brief: Brief, draft: Draft, report: Report) -> Message:
    now = desk.clock.now()
    _supersede(tx, author, brief.case_id, now)
    sender, recipients = addresses(tx, brief)
    message = Message(
        id=tx.next_id("M"),
        brief=brief,
        status=Status.COMPOSING,
        author=author.login,
        editor=author.login,
        version=1,
        draft=draft,
        report=report,
        sender=sender,
        recipients=recipients,
        facts_fingerprint=brief.fingerprint(with_day=states_days(brief, report)),
        created=now,
        changed=now,
    )
    tx.add_message(message)
    body: dict[str, object] = {
        "content": message.content_hash,
        "facts": message.facts_fingerprint,
        "verdict": report.verdict,
    }
    if brief.override:
        body |= {"against_policy": [reason.code for reason in brief.override.reasons]}
        body |= {"because": brief.override.because}
    tx.audit(author.login, "draft_prepared", message.id, version=1, body=body)
    return message


def _retire_lapsed(desk: Desk, author: Person, case_id: str) -> None:
    """A message that waits on facts of yesterday, or on an approval of last week, stands in nobody's way."""
    with desk.record.begin() as tx:
        for message in tx.messages(status=UNDER_REVIEW, case_ids=[case_id]):
            found = lapsed(desk, tx, message)
            if found:
                mark_as(desk, tx, message, *found, author.login)


def _require_none_under_review(tx: Transaction, case_id: str) -> None:
    waiting = tx.messages(status=UNDER_REVIEW, case_ids=[case_id])
    if waiting:
        raise Refused(
            "already_under_review",
            f"{waiting[0].id} of this case is {waiting[0].status.value.replace('_', ' ')}; release or return it first.",
            message=waiting[0].id,
            status=waiting[0].status.value,
        )


def _supersede(tx: Transaction, author: Person, case_id: str, now: datetime) -> None:
    for old in tx.messages(status=REPLACEABLE, case_ids=[case_id]):
        tx.replace_message(old, replace(old, status=Status.SUPERSEDED, changed=now))
        tx.audit(author.login, "draft_superseded", old.id, version=old.version)
