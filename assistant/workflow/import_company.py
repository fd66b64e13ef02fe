"""Imports the creditor's profile and people, and the events of a sample company."""

from collections.abc import Callable

from assistant.intake.company import CompanyFile
from assistant.intake.events import EventsFile
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import mark_stale
from assistant.workflow.sign_in import save_person


def import_company(desk: Desk, actor: str, company: CompanyFile) -> bool:
    """Store profile and people; whether anything changed. The file's passwords are for people who are new here."""
    with desk.record.begin() as tx:
        changed = tx.save_creditor(company.creditor.creditor())
        if changed:
            tx.audit(actor, "company_saved", "creditor")
    # Each person in a transaction of their own: hashing a password takes a third of a second.
    for entry in company.people:
        changed |= save_person(desk, actor, entry.person(), first_password=entry.password)
    return changed


def import_events(desk: Desk, actor: str, events: EventsFile, text_of: Callable[[str], str]) -> bool:
    """Store what happened with customers; ``text_of`` reads a reply's file by name. Whether anything changed."""
    with desk.record.begin() as tx:
        changed = _save_events(tx, events)
        for entry in events.replies:
            changed |= tx.save_reply(entry.reply(text_of(entry.file)))
            read = entry.reading()
            changed |= bool(read and tx.save_read_reply(read))
        if changed:
            parts = (events.contacts, events.promises, events.disputes, events.holds, events.plans, events.causes)
            mark_stale(desk, tx, {entry.customer for part in parts for entry in part})
            tx.audit(actor, "events_imported", "events")
    return changed


def _save_events(tx: Transaction, events: EventsFile) -> bool:
    saved = [tx.save_contact(entry.value()) for entry in events.contacts]
    saved += [tx.save_promise(entry.value()) for entry in events.promises]
    saved += [tx.save_dispute(entry.value()) for entry in events.disputes]
    saved += [tx.save_hold(entry.value()) for entry in events.holds]
    saved += [tx.save_plan(entry.value()) for entry in events.plans]
    saved += [tx.save_cause(entry.value()) for entry in events.causes]
    return any(saved)
