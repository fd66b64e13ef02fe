"""Drafts today's worklist: every case with a next step and no open message gets one."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.domain.brief import Refusal
from assistant.domain.message import OPEN, Message
from assistant.domain.parties import Person
from assistant.workflow.desk import Desk
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.worklist import CaseView, worklist


def draft_worklist(desk: Desk, author: Person, *, writer: str | None = None, at_once: int = 1) -> Iterator[Message]:
    """The new messages, one by one, in the worklist's order; a second run finds nothing to do.

    ``at_once`` of them are written together, for a writer that waits for a model. Whoever takes no further message ends
    it: what is being written then is finished, and nothing new is begun. Raises as `prepare_draft` does.
    """
    pool = ThreadPoolExecutor(at_once, "drafts")
    try:
        begun: deque[Future[Message | Refusal]] = deque()
        for view in worklist(desk):
            if not _wants_draft(view):
                continue
            begun.append(pool.submit(prepare_draft, desk, author, view.case.id, writer=writer))
            # One that takes long holds up as many others as there are hands, and no more.
            if len(begun) == 2 * at_once - 1:
                yield from _done(begun.popleft())
        while begun:
            yield from _done(begun.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _wants_draft(view: CaseView) -> bool:
    return not isinstance(view.next_step, Refusal) and not (view.message and view.message.status in OPEN)


def _done(work: "Future[Message | Refusal]") -> Iterator[Message]:
    result = work.result()
    if isinstance(result, Message):
        yield result
