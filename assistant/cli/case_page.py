"""How one case looks in full on a terminal and in JSON: what is open, what stands against it, how fresh it all is."""

from collections.abc import Iterator, Sequence

from assistant.cli.plan_lines import plan_document, plan_lines
from assistant.cli.show import step_line
from assistant.cli.statement import item_document, receipt_document
from assistant.domain.brief import Refusal
from assistant.domain.case import Account, Case, open_items
from assistant.domain.commitments import Dispute, Hold
from assistant.domain.entries import EntryKind
from assistant.domain.ledger import Feed, OpenItem, Proof
from assistant.domain.statement import Receipt, proofs_by_invoice, unmatched
from assistant.wording import Wording, in_columns
from assistant.workflow.record.vocabulary import named, vocabulary
from assistant.workflow.worklist import CaseView

_COLUMNS = (
    "invoice_no",
    "invoice_amount",
    "paid_so_far",
    "credited",
    "open_balance",
    "due_date",
    "days_late",
)
_FIGURES = frozenset({1, 2, 3, 4, 6})


def case_lines(view: CaseView, words: Wording) -> Iterator[str]:
    """The case as its owner wants to see it before anything is written to the customer."""
    case, account = view.case, view.case.account
    yield f"{case.id} · {case.customer.name} · {case.open_balance}"
    yield from _indented(_freshness(account, words))
    yield from _indented(_items(case, words))
    if case.items:
        yield "  " + " | ".join(f"{words.name(bucket)} {amount}" for bucket, amount in view.ageing.items() if amount)
    yield from _indented(_unmatched(case, words))
    yield from _indented(_promises(account, words))
    yield from _indented(_dispute(dispute, words) for dispute in account.disputes)
    yield from _indented(_hold(hold, case, words) for hold in account.holds)
    for followed in view.plans:
        yield from _indented(plan_lines(followed, words))
    if account.undone:
        yield "  " + words.label("entries_undone").format(count=len(account.undone))
    yield step_line(view, words)
    if not isinstance(view.next_step, Refusal):
        for reason in [*view.next_step.reasons, *view.next_step.warnings]:
            yield f"  {words.reason(reason)}"


def case_details(view: CaseView) -> dict[str, object]:
    """What the document of one case holds beyond that of the worklist."""
    case, account = view.case, view.case.account
    proofs = proofs_by_invoice(account)
    return {
        "freshness": [
            {"feed": s.feed, "as_of": s.as_of.isoformat(), "source": s.source, "refused_rows": s.refused}
            for s in account.stamps
        ],
        "items": [
            item_document(item, item.days_past_due(case.today), proofs.get(item.invoice.number, ()))
            for item in case.items
        ],
        "unallocated_items": [receipt_document(receipt) for receipt in _loose(case)],
        "promises": [
            {"id": p.id, "amount": str(p.amount.decimal), "made_on": p.made_on, "due": p.due, "quote": p.quote}
            for p in account.promises
        ],
        "disputes": [_dispute_document(dispute) for dispute in account.disputes],
        "holds": [
            {"id": h.id, "reason": h.reason, "note": h.note, "since": h.since, "until": h.until} for h in account.holds
        ],
        "plans": [plan_document(followed) for followed in view.plans],
        "undone": len(account.undone),
    }


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _freshness(account: Account, words: Wording) -> Iterator[str]:
    stamps = {stamp.feed: stamp for stamp in account.stamps}
    for feed in Feed:
        if feed in stamps:
            stamp = stamps[feed]
            yield words.label("feed_fresh").format(
                feed=words.name(feed), moment=words.value(stamp.as_of), source=words.value(stamp.source)
            )
            if stamp.refused:
                yield words.label("feed_rows_refused").format(feed=words.name(feed), count=stamp.refused)
        else:
            yield words.label("feed_never").format(feed=words.name(feed))


def _items(case: Case, words: Wording) -> Iterator[str]:
    if not case.items:
        return
    proofs = proofs_by_invoice(case.account)
    rows = [[words.role(name) for name in _COLUMNS], *(_item(item, case, words) for item in case.items)]
    lines = in_columns(rows, _FIGURES)
    yield next(lines)
    for item, line in zip(case.items, lines, strict=True):
        yield line
        yield from _indented(_about(item, proofs.get(item.invoice.number, ()), words))


def _item(item: OpenItem, case: Case, words: Wording) -> Sequence[str]:
    amounts = (item.invoice.amount, item.paid, item.credited, item.open_balance)
    days = item.days_past_due(case.today)
    return (
        words.value(item.invoice.number),
        *(a.number() for a in amounts),
        words.value(item.invoice.due),
        f"{days:+d}",
    )


def _about(item: OpenItem, proofs: Sequence[Proof], words: Wording) -> Iterator[str]:
    """What is contested or may be held back, and the proofs, beneath their invoice."""
    if item.disputed:
        yield f"{words.role('disputed_amount')}: {item.disputed}"
    if item.retained and item.invoice.retention:
        until = words.value(item.invoice.retention.until)
        yield words.label("may_be_held_back").format(amount=item.retained, until=until)
    for proof in proofs:
        parts = (proof.status, words.value(proof.on), proof.document)
        yield f"{words.name(proof.kind)}: " + " · ".join(words.value(part) for part in parts if part)


def _unmatched(case: Case, words: Wording) -> Iterator[str]:
    loose = _loose(case)
    if not loose:
        return
    yield f"{words.role('unallocated')}: {case.unallocated}"
    for receipt in loose:
        what = f"{words.name(receipt.kind)} {words.value(receipt.number)}"
        named = f" ({words.value(receipt.invoice_nos)})" if receipt.invoice_nos else ""
        yield f"  {what}{named}, {words.value(receipt.on)}: {receipt.amount}"


def _loose(case: Case) -> Sequence[Receipt]:
    return unmatched(case.account, open_items(case.account, case.today))


def _promises(account: Account, words: Wording) -> Iterator[str]:
    for promise in account.promises:
        said = words.label("promise_line").format(
            amount=promise.amount,
            due=words.value(promise.due),
            made_on=words.value(promise.made_on),
            quote=words.value(promise.quote),
        )
        yield f"{words.name(EntryKind.PROMISE)} {promise.id}: {said}"


def _dispute(dispute: Dispute, words: Wording) -> str:
    what = f"{words.name(EntryKind.DISPUTE)} {dispute.id}: {dispute.invoice_no}, {dispute.amount}"
    if dispute.resolved_on:
        state = words.label("dispute_resolved").format(day=words.value(dispute.resolved_on))
    else:
        state = words.label("dispute_open").format(
            day=words.value(dispute.opened_on), answer_by=words.value(dispute.answer_by)
        )
    reason, ended = named(dispute.reason, vocabulary().dispute_reasons), dispute.outcome
    known = vocabulary().dispute_outcomes.get(ended)
    parts = (reason, known.name if known else ended) if ended else (reason,)
    return " · ".join((what, state, *(words.value(part) for part in parts)))


def _hold(hold: Hold, case: Case, words: Wording) -> str:
    if hold.until is None:
        end = words.label("hold_open").format(since=words.value(hold.since))
    elif hold.until < hold.since:
        end = words.label("hold_lifted_at_once").format(since=words.value(hold.since))
    else:
        end = words.label("hold_until").format(since=words.value(hold.since), until=words.value(hold.until))
    over = "" if hold.stands_on(case.today) else f" · {words.label('hold_not_now')}"
    note = f" · {words.value(hold.note)}" if hold.note else ""
    return f"{words.name(EntryKind.HOLD)} {hold.id}: {words.name(hold.reason)} · {end}{over}{note}"


def _dispute_document(dispute: Dispute) -> dict[str, object]:
    return {
        "id": dispute.id,
        "invoice": dispute.invoice_no,
        "amount": str(dispute.amount.decimal),
        "reason": dispute.reason,
        "opened_on": dispute.opened_on,
        "answer_by": dispute.answer_by,
        "resolved_on": dispute.resolved_on,
        "outcome": dispute.outcome or None,
    }
