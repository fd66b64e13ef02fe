"""Gathers what a calendar should know: answers asked for, promises, disputes, holds, instalments, and visits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.domain.appointments import Appointment, AppointmentKind
from assistant.domain.case import Case, case_id
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.plan_following import FollowedPlan, PlanState, follow_plans
from assistant.errors import BadInput
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id

# So many accounts are in memory at once.
_AT_ONCE = 500
_LONGEST_VISIT = timedelta(hours=12)


def appointments(desk: Desk, customer_code: str | None = None) -> tuple[Appointment, ...]:
    """Everything from today on, of one customer or of all, by day; raises NotFound for an unknown customer."""
    with desk.record.read() as tx:
        if customer_code is None:
            keys: Sequence[tuple[str, str]] = tx.account_keys()
        else:
            tx.customer(customer_code)
            keys = [(customer_code, currency) for currency in tx.case_currencies(customer_code)]
        found = [entry for start in range(0, len(keys), _AT_ONCE) for entry in _of(desk, tx, keys[start:][:_AT_ONCE])]
    # A hold of every currency belongs to each of the customer's cases.
    once = {(entry.kind, entry.key): entry for entry in found}
    return tuple(sorted(once.values(), key=lambda entry: (entry.day, entry.kind, entry.key)))


def visit(desk: Desk, case: str, *, at: datetime, minutes: int, place: str = "", purpose: str = "") -> Appointment:
    """A visit on a case that begins ``at`` (a moment without zone is one of the customer's own clock).

    Raises NotFound, and BadInput for a moment that is over or for a visit that lasts no time or more than twelve hours.
    """
    with desk.record.read() as tx:
        known = desk.case(tx, *split_case_id(case))
    zone = ZoneInfo(known.customer.timezone)
    starts = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    lasts = timedelta(minutes=minutes)
    if not timedelta(0) < lasts <= _LONGEST_VISIT:
        raise BadInput("visit_length", f"A visit lasts 1 to 720 minutes, not {minutes}.", minutes=minutes)
    if starts < known.now:
        raise BadInput("visit_over", f"{starts:%Y-%m-%d %H:%M} is over; give a moment to come.", moment=starts)
    day = starts.date()
    title = Reason.of("appointment_visit", customer=known.customer.name)
    invoices = [item.invoice.number for item in known.items]
    entry = _entry(known, AppointmentKind.VISIT, f"{case} {day}", day, title, invoices)
    return replace(entry, starts=starts, ends=starts + lasts, place=place.strip(), purpose=purpose.strip())


def _of(desk: Desk, tx: Transaction, keys: Sequence[tuple[str, str]]) -> Iterator[Appointment]:
    asked = _newest(tx.messages(status=frozenset({Status.RELEASED}), case_ids=[case_id(*key) for key in keys]))
    for key in keys:
        case = desk.case(tx, *key)
        entries = [*_commitments(case, desk.policy.promise_grace_days), *_asked(case, asked.get(case.id))]
        yield from (entry for entry in entries if entry.day >= case.today)


def _newest(messages: Iterable[Message]) -> Mapping[str, Message]:
    return {message.brief.case_id: message for message in sorted(messages, key=lambda message: message.changed)}


def _commitments(case: Case, grace_days: int) -> Iterator[Appointment]:
    account, customer = case.account, case.customer.name
    for promise in account.promises:
        if _is_open(case, promise.invoice_nos):
            title = Reason.of("appointment_promise", customer=customer)
            yield _entry(case, AppointmentKind.PROMISE, promise.id, promise.due, title, promise.invoice_nos)
    for dispute in account.disputes:
        if dispute.is_open_on(case.today):
            title = Reason.of("appointment_dispute", handler=dispute.handler, customer=customer)
            yield _entry(
                case, AppointmentKind.DISPUTE_ANSWER, dispute.id, dispute.answer_by, title, (dispute.invoice_no,)
            )
    for hold in account.holds:
        if hold.until:
            title = Reason.of("appointment_hold", hold=hold.reason, customer=customer)
            yield _entry(case, AppointmentKind.HOLD_END, hold.id, hold.until, title)
    for followed in follow_plans(case, grace_days):
        yield from _instalments(case, followed)


def _instalments(case: Case, followed: FollowedPlan) -> Iterator[Appointment]:
    plan = followed.plan
    if followed.state is PlanState.ENDED or not _is_open(case, plan.invoice_nos):
        return
    for each in followed.instalments:
        if each.missing:
            title = Reason.of(
                "appointment_instalment",
                number=each.number,
                count=len(followed.instalments),
                customer=case.customer.name,
            )
            key = f"{plan.id} {each.number}"
            yield _entry(case, AppointmentKind.INSTALMENT, key, each.due, title, plan.invoice_nos)


def _asked(case: Case, message: Message | None) -> Iterator[Appointment]:
    """The day that the newest message named; an earlier one's no longer counts, and so it is the case's one entry."""
    fact = message.brief.grounds.fact("ask_by") if message else None
    if message is None or fact is None or not isinstance(fact.value, date) or not case.items:
        return
    if any(ref == fact.id for _, _, ref in message.report.matched):
        title = Reason.of("appointment_ask_by", message=message.id, customer=case.customer.name)
        yield _entry(case, AppointmentKind.ASK_BY, case.id, fact.value, title, message.brief.invoices)


def _is_open(case: Case, invoice_nos: Sequence[str]) -> bool:
    """Whether something is still open of these invoices, or of any where none is named."""
    return any(not invoice_nos or item.invoice.number in invoice_nos for item in case.items)


def _entry(
    case: Case, kind: AppointmentKind, key: str, day: date, title: Reason, invoices: Sequence[str] = ()
) -> Appointment:
    contact = case.customer.contact
    reach = " ".join(part for part in (contact.name, contact.phone, contact.email) if part)
    note = Reason.of("appointment_note", case=case.id, invoices=tuple(invoices), contact=reach)
    return Appointment(kind=kind, key=f"{case.customer.code} {key}", day=day, title=title, note=note)
