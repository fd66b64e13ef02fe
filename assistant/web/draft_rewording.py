"""The handlers that have a stored text worded otherwise: softer, shorter, quite differently, by the composer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.message import Message
from assistant.domain.order import Change
from assistant.domain.parties import Person
from assistant.errors import TactfulError
from assistant.web.draft_screen import DraftScreen
from assistant.web.draft_writing import DraftWriting
from assistant.web.looking_on import Onlooker
from assistant.web.screen import Told
from assistant.web.shown import Shown, same_text
from assistant.workflow.desk import Desk
from assistant.workflow.reword_draft import reword_draft, use_composer, use_other, write_another

# A handler of a chip: the case, what is shown, and what stands in the boxes.
Chip = Callable[[str, Shown, str, str, gr.Request], Iterator[dict[Any, Any]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRewording:
    """The handlers; a text that stands only in the boxes is never overwritten by them."""

    here: DraftScreen
    writing: DraftWriting

    def reword(self, change: Change) -> Chip:
        """The handler that has the stored text changed in one way, as its next version."""

        def chip(case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> Iterator[dict[Any, Any]]:
            def write(desk: Desk, person: Person, watch: Onlooker) -> Told:
                made = reword_draft(desk, person, shown.message_id, change, version=shown.version, watch=watch)
                return self.here.saved(made)

            yield from self.writing.written(
                request, case_id, write, when=lambda: self.here.unsaved(shown, subject, body)
            )

        return chip

    def another(
        self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request
    ) -> Iterator[dict[Any, Any]]:
        """Another wording of the same facts, to stand beside the text."""

        def write(desk: Desk, person: Person, watch: Onlooker) -> Told:
            write_another(desk, person, shown.message_id, version=shown.version, watch=watch)
            return Told(line=self.here.screen.say("draft.another_stands"))

        yield from self.writing.written(request, case_id, write, when=lambda: self.here.unsaved(shown, subject, body))

    def use_other(self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """The other wording in place of the text, which stands beside it then."""
        return self._use(use_other, case_id, shown, subject, body, request)

    def use_composer(self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """The composer's wording as the next version."""
        return self._use(use_composer, case_id, shown, subject, body, request)

    def typed(self, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """Whether a text may be worded otherwise, now that something was typed."""
        try:
            self.here.screen.asker(request)
            with self.here.desk.record.read() as tx:
                message = tx.message(shown.message_id)
        except TactfulError as error:
            return self.here.problem(error)
        return self.here.chips(message, is_saved=same_text(message, subject, body))

    def _use(
        self,
        use: Callable[..., Message],
        case_id: str,
        shown: Shown,
        subject: str,
        body: str,
        request: gr.Request,
    ) -> dict[Any, Any]:
        def action(person: Person) -> Told:
            if unsaved := self.here.unsaved(shown, subject, body):
                return unsaved
            return self.here.saved(use(self.here.desk, person, shown.message_id, version=shown.version))

        return self.here.act(request, case_id, action)
