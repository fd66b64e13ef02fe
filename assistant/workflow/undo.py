"""Undoes what was recorded, by a new entry: what it was stays in the record, and says who undid it and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.case import HELD_IN, Account, Case
from assistant.domain.entries import KEYS, EntryKind, Undone
from assistant.domain.language import Reason
from assistant.domain.ledger import RUNNING_TOTAL
from assistant.domain.parties import Person
from assistant.errors import NotFound, Refused
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.freshness import mark_stale
from assistant.workflow.negotiation.agreements import take_back_with_plan
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RECORDERS


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoneInCase:
    """What was undone, the ``case`` without it, what to know besides, and the messages that it made out of date."""

    undone: Undone
    case: Case
    notes: tuple[Reason, ...]
    stale: tuple[str, ...]


def undo_in_case(desk: Desk, person: Person, case_id: str, kind: EntryKind, key: str, reason: str) -> UndoneInCase:
    """The entry counts no longer.

    Raises BadInput without a reason, NotFound for an entry that is not of this very case, and Refused for one that was
    undone already or that stands for a ledger's ``paid`` column.
    """
    code, currency = split_case_id(case_id)
    undone = _wanted(desk, person, code, kind, key, reason)
    with desk.record.begin() as tx:
        before = desk.case(tx, code, currency)
        _require_of(before.account, undone)
        stale = _undo(desk, tx, undone)
        case = desk.case(tx, code, currency)
    return UndoneInCase(undone=undone, case=case, notes=tuple(_notes(before, case)), stale=stale)


def _notes(before: Case, after: Case) -> Iterator[Reason]:
    if after.unallocated.minor > max(before.unallocated.minor, 0):
        yield Reason.of("not_on_an_invoice", unallocated=after.unallocated)
    if after.unallocated.minor < min(before.unallocated.minor, 0):
        yield Reason.of("paid_back_too_much", amount=-after.unallocated)


def _wanted(desk: Desk, person: Person, customer_code: str, kind: EntryKind, key: str, reason: str) -> Undone:
    require_role(person, *RECORDERS)
    return Undone(
        customer_code=customer_code,
        kind=kind,
        key=typed.line(key, "key"),
        at=desk.clock.now(),
        by=person.login,
        reason=typed.words(reason, "reason"),
    )


def _undo(desk: Desk, tx: Transaction, undone: Undone) -> tuple[str, ...]:
    if undone.kind is EntryKind.PAYMENT and undone.key.startswith(RUNNING_TOTAL):
        raise Refused(
            "paid_column_undone",
            f"{undone.key} is what the ledger's paid column says; correct the ledger and import it.",
            entry=undone.key,
        )
    if not tx.undo(undone):
        raise _undone_before(_earlier(tx, undone))
    tx.audit(undone.by, "entry_undone", undone.customer_code, body={"kind": undone.kind, "key": undone.key})
    take_back_with_plan(tx, undone)
    return mark_stale(desk, tx, {undone.customer_code})


def _require_of(account: Account, undone: Undone) -> None:
    """The entry is one of the account's, undone before or not."""
    earlier = _same(account.undone, undone)
    if earlier:
        raise _undone_before(earlier)
    held = getattr(account, HELD_IN[undone.kind])
    if undone.key not in {getattr(entry, KEYS[undone.kind]) for entry in held}:
        raise NotFound(
            "unknown_entry",
            f"{undone.customer_code} has no {undone.kind} {undone.key!r} in {account.currency}; check its number.",
            customer=undone.customer_code,
            entry=undone.key,
        )


def _earlier(tx: Transaction, undone: Undone) -> Undone:
    """How the record says that it was undone; any account of the customer knows."""
    accounts = (tx.account(undone.customer_code, currency) for currency in tx.currencies_of(undone.customer_code))
    return next((found for account in accounts if (found := _same(account.undone, undone))), undone)


def _same(entries: Iterable[Undone], undone: Undone) -> Undone | None:
    return next((u for u in entries if (u.kind, u.key) == (undone.kind, undone.key)), None)


def _undone_before(earlier: Undone) -> Refused:
    return Refused(
        "undone_before",
        f"{earlier.key} was undone by {earlier.by} on {earlier.at:%Y-%m-%d} ({earlier.reason}); it counts no longer.",
        kind=earlier.kind,
        entry=earlier.key,
        login=earlier.by,
        moment=earlier.at,
        why=earlier.reason,
    )
