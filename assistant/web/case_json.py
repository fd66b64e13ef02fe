"""One case as JSON: who owes what, what stands in the way, and how fresh all that is."""

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.ledger import LedgerStamp, OpenItem
from assistant.domain.plan_following import FollowedPlan
from assistant.planning import Policy
from assistant.wording import Wording
from assistant.workflow.case_view import CaseView
from assistant.workflow.read_worklist import Worklist
from assistant.workflow.record.documents import attention_document, plain


def worklist_document(read: Worklist, words: Wording) -> dict[str, object]:
    """A page of the worklist, and what there is to do in all."""
    page = read.page
    return {
        "cases": [case_row(view, words) for view in page.views],
        "page": page.page,
        "pages": page.pages,
        "total": page.total,
        "to_do": plain(read.counts),
    }


def case_row(view: CaseView, words: Wording) -> dict[str, object]:
    """One row of the worklist; amounts are decimal strings of the case's currency."""
    case, message = view.case, view.message
    return {
        "case": case.id,
        "customer": {"code": case.customer.code, "name": case.customer.name},
        "language": case.customer.language,
        "region": case.customer.region,
        "currency": case.currency,
        "overdue": plain(case.overdue_balance),
        "open": plain(case.open_balance),
        "days_past_due": case.days_past_due if case.items else None,
        "ageing": {bucket.value: plain(amount) for bucket, amount in view.ageing.items()},
        "stage": view.stage,
        **attention_document(view, words),
        **_step(view, words),
        "message": {"id": message.id, "version": message.version, "status": message.status} if message else None,
    }


def case_document(view: CaseView, policy: Policy, words: Wording) -> dict[str, object]:
    """The whole truth about one case, as far as it is recorded and counts."""
    case, account = view.case, view.case.account
    return {
        **case_row(view, words),
        "items": [_item(item, case) for item in case.items],
        "unallocated": plain(case.unallocated),
        "payments": plain(account.payments),
        "credit_notes": plain(account.credit_notes),
        "allocations": plain(account.allocations),
        "proofs": plain(account.proofs),
        "commitments": {
            "promises": plain(account.promises),
            "disputes": plain(account.disputes),
            "holds": [{**_fields(hold), "stands": hold.stands_on(case.today)} for hold in account.holds],
            "plans": [_plan(followed) for followed in view.plans],
        },
        "contacts": [{"key": contact.key, **_fields(contact)} for contact in account.contacts],
        "cause": _fields(account.cause) if account.cause else None,
        "freshness": [_fresh(stamp, case, policy) for stamp in account.stamps],
    }


def _plan(followed: FollowedPlan) -> dict[str, object]:
    """With what came of each instalment, beside what was agreed."""
    return {**_fields(followed.plan), "state": followed.state, "instalments": plain(followed.instalments)}


def _item(item: OpenItem, case: Case) -> dict[str, object]:
    invoice = item.invoice
    return {
        "invoice": invoice.number,
        "issued": plain(invoice.issued),
        "due": plain(invoice.due),
        "days_past_due": item.days_past_due(case.today),
        "amount": plain(invoice.amount),
        "paid": plain(item.paid),
        "credited": plain(item.credited),
        "open": plain(item.open_balance),
        "disputed": plain(item.disputed),
        "retained": plain(item.retained),
        "collectable": plain(item.collectable),
        "contract": invoice.contract_no or None,
        "source": invoice.source or None,
    }


def _fresh(stamp: LedgerStamp, case: Case, policy: Policy) -> dict[str, object]:
    """How old a feed is, and whether that is too old for anything to be sent."""
    hours = policy.stale_after_hours[stamp.feed]
    age_hours = (case.now - stamp.as_of).total_seconds() / 3600
    return {
        "feed": stamp.feed,
        "as_of": plain(stamp.as_of),
        "source": stamp.source,
        "refused_rows": stamp.refused,
        "incomplete": case.customer.code in stamp.refused_customers,
        "stale": age_hours > hours,
        "stale_after_hours": hours,
    }


def _fields(value: object) -> dict[str, object]:
    shown = plain(value)
    if not isinstance(shown, dict):
        raise TypeError(f"{value!r} has no fields")
    return shown


def _step(view: CaseView, words: Wording) -> dict[str, object]:
    step = view.next_step
    if isinstance(step, Refusal):
        until = step.until.isoformat() if step.until else None
        refused = {"code": step.reason.code, "reason": words.reason(step.reason), "until": until}
        return {"next_step": None, "refused": refused}
    return {
        "next_step": {
            "kind": step.kind,
            "stage": step.stage,
            "tone": step.tone,
            "channel": step.channel,
            "sentence": words.reason(step.sentence),
            "reasons": [words.reason(reason) for reason in step.reasons],
            "warnings": [words.reason(warning) for warning in step.warnings],
        },
        "refused": None,
    }
