"""S2, the drafting workspace of one case: compose, edit, see what was checked, and ask for review."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.kinds import MessageKind
from assistant.domain.order import Change
from assistant.domain.parties import Person
from assistant.errors import TactfulError
from assistant.web.draft_layout import lay_out
from assistant.web.draft_rewording import DraftRewording
from assistant.web.draft_screen import DraftScreen
from assistant.web.draft_writing import DraftWriting, choice
from assistant.web.screen import QUICK, WRITING, Screen, Told
from assistant.web.shown import Shown, found_at, same_text
from assistant.workflow.apply_suggestion import apply_suggestion, seen_version, take_back_edit
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.review import submit_draft


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftPage:
    """The handlers of the page."""

    here: DraftScreen

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The page of the case that the address names, with the kind of message that it may name, too."""
        try:
            asker = self.here.screen.asker(request)
        except TactfulError as error:
            return self.here.problem(error)
        page = self.here.page(asker, asker.query.get("case", ""), Told(), boxes=True)
        kind = choice(MessageKind, asker.query.get("kind"))
        return page | ({self.here.parts.kind: gr.update(value=kind.value)} if kind else {})

    def save(self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """The boxes as a new version, checked again."""

        def action(person: Person) -> Told:
            new = edit_draft(
                self.here.desk,
                person,
                shown.message_id,
                version=shown.version,
                subject=subject or "",
                body=body or "",
            )
            return self.here.saved(new) if new.version != shown.version else self.here.say("draft.nothing_changed", new)

        return self.here.act(request, case_id, action)

    def apply(
        self, case_id: str, shown: Shown, subject: str, body: str, event: gr.EventData, request: gr.Request
    ) -> dict[Any, Any]:
        """A finding's suggestion put in its place, as a new version."""

        def action(person: Person) -> Told:
            with self.here.desk.record.read() as tx:
                message = seen_version(tx, shown.message_id, shown.version)
            if not same_text(message, subject, body):
                return Told(line=self.here.screen.say("draft.save_first"), good=False)
            found = found_at(event._data, shown.version)
            new = apply_suggestion(self.here.desk, person, shown.message_id, found)
            return self.here.saved(new)

        return self.here.act(request, case_id, action)

    def take_back(self, case_id: str, shown: Shown, request: gr.Request) -> dict[Any, Any]:
        """The text before the last edit, as a new version."""

        def action(person: Person) -> Told:
            new = take_back_edit(self.here.desk, person, shown.message_id, version=shown.version)
            return self.here.say("draft.taken_back", new) if new.report.verdict.may_leave else self.here.saved(new)

        return self.here.act(request, case_id, action)

    def submit(self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """Ask for review of exactly what is shown."""

        def action(person: Person) -> Told:
            if unsaved := self.here.unsaved(shown, subject, body):
                return unsaved
            new = submit_draft(self.here.desk, person, shown.message_id, content_hash=shown.content_hash)
            return Told(
                line=self.here.screen.say(
                    "draft.submitted", message=new.id, status=self.here.screen.words().name(new.status)
                )
            )

        return self.here.act(request, case_id, action)


def build_draft_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks`` and connect its handlers."""
    parts = lay_out(screen)
    here = DraftScreen(screen=screen, parts=parts)
    page, writing = DraftPage(here=here), DraftWriting(here=here)
    rewording = DraftRewording(here=here, writing=writing)
    boxes = [parts.case_id, parts.shown, parts.subject, parts.body]
    wishes = [parts.case_id, parts.kind, parts.channel, parts.tone, parts.language]
    wishes += [parts.sender, parts.writer, parts.on, parts.because]
    blocks.load(page.show, None, parts.outputs, **QUICK)
    parts.compose.click(writing.compose, wishes, parts.outputs, **WRITING)
    parts.notice.click(writing.stop, None, parts.outputs, **QUICK)
    parts.save.click(page.save, boxes, parts.outputs, **QUICK)
    parts.take_back.click(page.take_back, boxes[:2], parts.outputs, **QUICK)
    parts.submit.click(page.submit, boxes, parts.outputs, **QUICK)
    parts.findings.click(page.apply, boxes, parts.outputs, **QUICK)
    for change in Change:
        chip: gr.Button = getattr(parts, change.value)
        chip.click(rewording.reword(change), boxes, parts.outputs, **WRITING)
    parts.another.click(rewording.another, boxes, parts.outputs, **WRITING)
    parts.composers.click(rewording.use_composer, boxes, parts.outputs, **QUICK)
    parts.variants.click(rewording.use_other, boxes, parts.outputs, **QUICK)
    for box in (parts.subject, parts.body):
        box.change(rewording.typed, boxes[1:], parts.outputs, trigger_mode="always_last", **QUICK)
