"""What the handlers of the drafting page share: who asks, what came of it, and the page as the record has it then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.message import Message
from assistant.domain.parties import Person
from assistant.errors import TactfulError
from assistant.web.draft_layout import Parts
from assistant.web.draft_view import CasePage, case_page
from assistant.web.frame import Page
from assistant.web.live_view import chips_line
from assistant.web.screen import Asker, Screen, Told, told
from assistant.web.shown import Shown, same_text
from assistant.workflow.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftScreen:
    """The page's parts and how they are filled."""

    screen: Screen
    parts: Parts

    @property
    def desk(self) -> Desk:
        """The desk behind the page."""
        return self.screen.desk

    def say(self, label: str, message: Message) -> Told:
        """What happened to ``message``, by a label that may name its id and version."""
        return Told(line=self.screen.say(label, message=message.id, version=message.version))

    def saved(self, new: Message) -> Told:
        """A new version is stored: whether its text may leave."""
        if new.report.verdict.may_leave:
            return self.say("draft.saved", new)
        return Told(line=self.screen.say("draft.saved_blocked", version=new.version), good=False, stored=True)

    def unsaved(self, shown: Shown, subject: str, body: str) -> Told | None:
        """That what stands in the boxes is to be saved first; None when it is the newest version of what is shown."""
        with self.desk.record.read() as tx:
            message = tx.message(shown.message_id)
        return None if same_text(message, subject, body) else Told(line=self.screen.say("draft.save_first"), good=False)

    def problem(self, error: TactfulError) -> dict[Any, Any]:
        """The page as it stands, with ``error`` in one line."""
        return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}

    def act(self, request: gr.Request, case_id: str, action: Callable[[Person], Told]) -> dict[Any, Any]:
        """The page after ``action`` of whoever asks."""
        try:
            asker = self.screen.asker(request)
        except TactfulError as error:
            return self.problem(error)
        return self.after(asker, case_id, self.screen.attempt(lambda: action(asker.person)))

    def after(self, asker: Asker, case_id: str, outcome: Told) -> dict[Any, Any]:
        """The page after ``outcome``: what a person typed is never taken from them because something was refused."""
        return self.page(asker, case_id, outcome, boxes=outcome.gives_text)

    def page(self, asker: Asker, case_id: str, outcome: Told, *, boxes: bool) -> dict[Any, Any]:
        """The page of a case; ``boxes`` says whether they are filled from the record, too."""
        parts, screen = self.parts, self.screen
        head = screen.head(asker, Page.DRAFT, **({"case": case_id} if case_id else {}))
        if not case_id:
            return {parts.head: head, parts.notice: told(Told(line=screen.say("draft.choose"), good=False))}
        try:
            page = case_page(self.desk, asker.person, case_id, screen.say, screen.words())
        except TactfulError as error:
            return {parts.head: head} | self.problem(error)
        return {parts.head: head, parts.notice: told(outcome), **self._filled(page, case_id, boxes=boxes)}

    def chips(self, message: Message, *, is_saved: bool) -> dict[Any, Any]:
        """What may be asked of the wording of ``message``: of what is saved alone."""
        parts = self.parts
        line = "draft.reword" if is_saved else "draft.reword_saved"
        return {
            parts.chips_line: chips_line(self.screen.say(line), is_saved=is_saved),
            **{chip: gr.update(interactive=is_saved) for chip in parts.rewording},
            parts.mention_offer: gr.update(interactive=is_saved, visible=bool(message.brief.grounds.offers)),
            parts.composers: gr.update(interactive=is_saved, visible=message.draft.stamp.writer != "composer"),
        }

    def _filled(self, page: CasePage, case_id: str, *, boxes: bool) -> dict[Any, Any]:
        parts, message = self.parts, page.message
        mine = page.may_edit
        values: dict[Any, Any] = {
            parts.case: page.case,
            parts.preview: page.preview,
            parts.findings: page.findings,
            parts.why: page.why,
            parts.facts: page.facts,
            parts.papers: page.papers,
            parts.sent: page.sent,
            parts.variants: page.variants,
            parts.chips: gr.update(visible=mine and "model" in self.desk.writers),
            parts.case_id: case_id,
            parts.shown: Shown.of(message),
            parts.compose: gr.update(interactive=True),
            parts.save: gr.update(interactive=mine),
            parts.submit: gr.update(interactive=mine),
            parts.take_back: gr.update(visible=mine and message is not None and message.version > 1),
        }
        if boxes and message:
            values |= self.chips(message, is_saved=True)
        if boxes:
            has_subject = message is None or bool(message.draft.subject)
            values[parts.subject] = gr.update(
                value=message.draft.subject if message else "", interactive=mine, visible=has_subject
            )
            values[parts.body] = gr.update(value=message.draft.body if message else "", interactive=mine)
        return values
