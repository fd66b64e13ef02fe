"""Reads a worklist as people look at it: judged case by case while they are few, by the queue when they are many."""

from dataclasses import dataclass

from assistant.domain.attention import Sort
from assistant.ports import QueueCounts
from assistant.workflow.case_view import CaseView
from assistant.workflow.desk import Desk
from assistant.workflow.listing import Listing, counts_of, in_order, matches
from assistant.workflow.worklist import PAGE_SIZE, WorklistPage, worklist, worklist_counts, worklist_page

# Up to here all cases are looked at to count and to sort them; with more, the page would not come at once.
FEW = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Worklist:
    """One page of the cases that are wanted; ``counts`` and ``everything`` are of all cases, whatever is wanted.

    ``everything`` is None where there are too many to look at each: then planning has its say on the page alone, and
    order, choice and counts are the record's.
    """

    page: WorklistPage
    counts: QueueCounts
    everything: tuple[CaseView, ...] | None


def read_worklist(desk: Desk, listing: Listing | None = None, page: int = 1, size: int = PAGE_SIZE) -> Worklist:
    """The page ``page`` of what ``listing`` wants, the first being 1; the last page when it lies beyond it."""
    chosen = listing or Listing()
    everything = _all_when_few(desk)
    if everything is None:
        shown = worklist_page(desk, page, size, listing=chosen)
        return Worklist(page=shown, counts=worklist_counts(desk), everything=None)
    found = [view for view in everything if matches(view, chosen)]
    ordered = in_order(found, chosen.sort, desk.policy.priority.weights())
    pages = max(1, -(-len(ordered) // size))
    number = min(max(page, 1), pages)
    part = ordered[(number - 1) * size : number * size]
    shown = WorklistPage(views=part, total=len(ordered), page=number, pages=pages)
    return Worklist(page=shown, counts=counts_of(everything), everything=everything)


def _all_when_few(desk: Desk) -> tuple[CaseView, ...] | None:
    if worklist_page(desk, size=1, listing=Listing(sort=Sort.AGE)).total > FEW:
        return None
    return tuple(worklist(desk))
