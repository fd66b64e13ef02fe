"""Drafts today's worklist: every case with a next step and no open message gets one."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.domain.brief import Refusal
from assistant.domain.kinds import Stage
from assistant.domain.message import OPEN, Message
from assistant.domain.parties import Person
from assistant.workflow.desk import Desk
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.worklist import CaseView, worklist


def hands_for(calls: int) -> int:
    """How many drafts are worked on together beside an endpoint that takes so many ``calls`` at once.

    A fourth more than calls: they are prepared and checked meanwhile, so that no call waits for that.
    """
    return calls + calls // 4


def draft_worklist(
    desk: Desk,
    author: Person,
    *,
    stage: Stage | None = None,
    limit: int | None = None,
    writer: str | None = None,
    hands: int = 1,
) -> Iterator[Message]:
    """The new messages, one by one, in the worklist's order; a second run finds nothing to do.

    ``stage`` leaves out the cases of every other; there are at most ``limit``. ``hands`` are worked on together,
    for a writer that waits for a model. Whoever takes no further message ends it: what is being written then is
    finished, and nothing new is begun. Raises as `prepare_draft` does.
    """
    pool = ThreadPoolExecutor(hands, "drafts")
    # One that takes long holds up as many others as there are hands, and no more.
    most, made = 2 * hands - 1, 0
    try:
        begun: deque[Future[Message | Refusal]] = deque()
        for view in worklist(desk):
            if not _wants_draft(view, stage):
                continue
            while begun and (len(begun) == most or made + len(begun) == limit):
                for message in _done(begun.popleft()):
                    made += 1
                    yield message
            if made == limit:
                return
            begun.append(pool.submit(prepare_draft, desk, author, view.case.id, writer=writer))
        while begun:
            yield from _done(begun.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _wants_draft(view: CaseView, stage: Stage | None) -> bool:
    if isinstance(view.next_step, Refusal) or (view.message and view.message.status in OPEN):
        return False
    return stage is None or view.next_step.stage is stage


def _done(work: "Future[Message | Refusal]") -> Iterator[Message]:
    result = work.result()
    if isinstance(result, Message):
        yield result
