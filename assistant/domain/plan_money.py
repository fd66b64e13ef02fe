"""Finds the money that came, and the credits that were given, since a payment plan was agreed."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.case import Account, Case, credits_on_invoices, open_items, payments_on_invoices
from assistant.domain.commitments import PaymentPlan
from assistant.domain.money import total


@dataclass(slots=True)
class Piece:
    """Money that came: what of it is left to keep an instalment with; a running total may hold older money, too."""

    on: date
    invoice_no: str
    minor: int
    is_total: bool = False


def pieces_of(account: Account, today: date) -> list[Piece]:
    """What came, by day; what was paid back is taken off what came last for the same invoice."""
    on_invoices = [
        (p.received, p.invoice_no, p.amount.minor, p.is_running_total) for p in payments_on_invoices(account)
    ]
    loose = {p.number: p.amount.minor for p in account.payments if not p.invoice_no}
    for share in account.allocations:
        if not share.is_credit and share.receipt_no in loose:
            loose[share.receipt_no] -= share.amount.minor
    unplaced = [(p.received, "", loose[p.number], False) for p in account.payments if p.number in loose]
    came = (entry for entry in (*on_invoices, *unplaced) if entry[0] <= today)
    pieces: list[Piece] = []
    # What came and went back on one day came first.
    for on, invoice_no, minor, is_total in sorted(came, key=lambda entry: (entry[0], entry[2] < 0, entry)):
        pieces.append(Piece(on=on, invoice_no=invoice_no, minor=max(minor, 0), is_total=is_total))
        back = max(-minor, 0)
        for piece in reversed(pieces):
            used = min(back, piece.minor) if piece.invoice_no == invoice_no else 0
            piece.minor -= used
            back -= used
    return [piece for piece in pieces if piece.minor]


def money_since(plan: PaymentPlan, pieces: list[Piece], case: Case) -> tuple[list[Piece], list[int]]:
    """Those of ``pieces`` that serve ``plan``, and the credits (minor units) that make it smaller.

    An agreement is on all that could be asked for of its invoices. So no more has come or been credited since than is
    less open now: this bounds what may be older, running totals and what bears the agreement's own day. Of a plan from
    elsewhere nobody knows what was open. A credit first settles what an agreement left out; an invoice that was
    corrected downwards is credited so much.
    """
    mine = [piece for piece in pieces if _serves(piece, plan)]
    notes = [note for note in credits_on_invoices(case.account) if _is_about(plan, note.invoice_no)]
    later = [note.amount.minor for note in notes if plan.agreed_on < note.issued <= case.today]
    if not plan.agreement_id:
        return mine, later
    left_out = _left_out(plan, case)
    begun = plan.debt.principal if plan.debt else total((part.amount for part in plan.instalments), plan.currency)
    items = open_items(case.account, case.today)
    still_open = sum(item.open_balance.minor for item in items if _is_about(plan, item.invoice.number))
    surely = sum(piece.minor for piece in mine if _is_new(piece, plan)) + sum(later)
    room = max(begun.minor + left_out - still_open - surely, 0)
    unclear = [piece for piece in mine if piece.invoice_no and not _is_new(piece, plan)]
    same_day = [note.amount.minor for note in notes if note.issued == plan.agreed_on]
    *came, credited = _filling(room, [*(piece.minor for piece in unclear), sum(same_day)])
    for piece, minor in zip(unclear, came, strict=True):
        piece.minor = minor
    # Nothing was paid or credited for it, and yet it is not owed any more: an invoice was corrected.
    corrected = room - sum(came) - credited if plan.ended_on is None else 0
    notes_since = [*later, credited, corrected]
    settled = _filling(left_out, notes_since)
    return mine, [minor - used for minor, used in zip(notes_since, settled, strict=True)]


def _filling(room: int, parts: list[int]) -> list[int]:
    """Of each of ``parts``, in their order, what finds room."""
    taken = []
    for part in parts:
        taken.append(min(part, room))
        room -= taken[-1]
    return taken


def _is_new(piece: Piece, plan: PaymentPlan) -> bool:
    """Whether it surely came on the plan's invoices after the agreement."""
    return bool(piece.invoice_no) and not piece.is_total and piece.on > plan.agreed_on


def _left_out(plan: PaymentPlan, case: Case) -> int:
    """What of its invoices was contested, or could be held back, on its day; in minor units."""
    day = plan.agreed_on
    contested = [(d.invoice_no, d.amount) for d in case.account.disputes if d.opened_on <= day and d.is_open_on(day)]
    retained = [(i.number, i.retention) for i in case.account.invoices]
    held = [(number, held.amount) for number, held in retained if held and day <= held.until]
    return sum(amount.minor for number, amount in (*contested, *held) if _is_about(plan, number))


def _is_about(plan: PaymentPlan, invoice_no: str) -> bool:
    return not plan.invoice_nos or invoice_no in plan.invoice_nos


def _serves(piece: Piece, plan: PaymentPlan) -> bool:
    named = not piece.invoice_no or _is_about(plan, piece.invoice_no)
    # What came on the day on which another plan took its place is the other's.
    return named and plan.agreed_on <= piece.on and (plan.ended_on is None or piece.on < plan.ended_on)
