"""Drafts today's worklist: every case with a next step and no open message gets one."""

from collections.abc import Iterator

from assistant.domain.brief import Refusal
from assistant.domain.message import OPEN, Message
from assistant.domain.parties import Person
from assistant.workflow.desk import Desk
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.worklist import worklist


def draft_worklist(desk: Desk, author: Person, *, writer: str | None = None) -> Iterator[Message]:
    """The new messages, one by one; a second run finds nothing to do."""
    for view in worklist(desk):
        if isinstance(view.next_step, Refusal) or (view.message and view.message.status in OPEN):
            continue
        result = prepare_draft(desk, author, view.case.id, writer=writer)
        if isinstance(result, Message):
            yield result
