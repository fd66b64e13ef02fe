"""Where a case stands in the worklist of the record in memory, by the case itself."""

from datetime import UTC, date, datetime

from assistant.domain.case import Case
from assistant.domain.commitments import INBOUND
from assistant.domain.money import total
from assistant.ports import QueueWish


def place_in_queue(wish: QueueWish, case: Case) -> tuple[bool, date, str, str]:
    oldest = min((item.invoice.due for item in case.items), default=date.max)
    due = total((item.due_balance for item in case.items), case.currency)
    ours = [contact for contact in case.account.contacts if contact.kind != INBOUND]
    waits = (
        due.minor <= wish.tolerance.get(case.currency, 0)
        or not wish.due_from <= oldest <= wish.due_until
        or any(hold.stands_on(wish.today) for hold in case.account.holds)
        or any(promise.due >= wish.promised_from for promise in case.account.promises)
        or any(contact.at > wish.contacted_after for contact in ours)
        or (bool(ours) and _said(wish, case, oldest, max(contact.at for contact in ours)))
    )
    return waits, oldest, case.customer.code, case.currency


def _said(wish: QueueWish, case: Case, oldest: date, last: datetime) -> bool:
    reached = [day for day in wish.steps if (wish.today - oldest).days >= day]
    missed = any(promise.due < wish.promised_from for promise in case.account.promises)
    since_due = (last.astimezone(UTC).date() - oldest).days
    return bool(reached) and since_due >= reached[-1] and not missed and not case.account.plans
