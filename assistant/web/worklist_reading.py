"""Reads what the worklist page shows: every case while they are few, one page of the queue when they are many."""

from collections.abc import Sequence

from assistant.domain.brief import Refusal
from assistant.workflow.desk import Desk
from assistant.workflow.worklist import PAGE_SIZE, CaseView, WorklistPage, urgency, worklist, worklist_page

# Up to here all cases are looked at to count and to sort them; with more, the page would not come at once.
FEW = 500


def all_when_few(desk: Desk) -> tuple[CaseView, ...] | None:
    """Every case in order of urgency, or None when there are too many to look at each."""
    if worklist_page(desk, size=1).total > FEW:
        return None
    return tuple(sorted(worklist(desk), key=urgency))


def read_page(desk: Desk, views: Sequence[CaseView] | None, search: str, chosen: str, page: int) -> WorklistPage:
    """One page of ``views`` that are wanted; of the queue itself, by ``search`` alone, when they are None."""
    if views is None:
        return worklist_page(desk, page, search=search)
    found = [view for view in views if matches(view, search, chosen)]
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(page, 1), pages)
    part = tuple(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return WorklistPage(views=part, total=len(found), page=number, pages=pages)


def matches(view: CaseView, search: str, chosen: str) -> bool:
    """Whether a row is wanted: by words of its customer or case, and by what there is to do."""
    customer = view.case.customer
    about = f"{customer.name} {view.case.id} {customer.contact.name} {view.message.id if view.message else ''}".lower()
    if not all(word in about for word in search.lower().split()):
        return False
    waits = isinstance(view.next_step, Refusal)
    return {"act": not waits, "wait": waits, "message": view.message is not None}.get(chosen, True)
