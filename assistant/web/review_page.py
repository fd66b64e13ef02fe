"""S4, the review queue: what waits, one message in full, and the reviewer's decisions on exactly what is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.message import MOVES, Message, Status
from assistant.domain.parties import Person
from assistant.errors import TactfulError
from assistant.web.frame import Page
from assistant.web.review_reading import review_panels
from assistant.web.screen import QUICK, Asker, Outputs, Screen, Told, panel, told
from assistant.web.shown import Shown, pressed
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, reject_draft, return_draft

# What a reviewer can bring about from here.
_DECISIONS = frozenset({Status.APPROVED, Status.RETURNED, Status.REJECTED, Status.RELEASED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Outputs):
    """The components of the page."""

    head: gr.HTML
    queue: gr.HTML
    notice: gr.HTML
    message: gr.HTML
    preview: gr.HTML
    changes: gr.HTML
    editor: gr.Column
    subject: gr.Textbox
    body: gr.Textbox
    findings: gr.HTML
    decision: gr.Column
    reasons: gr.Textbox
    approve: gr.Button
    give_back: gr.Button
    reject: gr.Button
    edit: gr.Button
    release: gr.Button
    yes: gr.HTML
    why: gr.HTML
    facts: gr.HTML
    sent: gr.HTML
    shown: gr.State


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPage:
    """The handlers of the page."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The queue, and the message that the address names."""
        return self._answer(request, lambda asker: self._page(asker, asker.query.get("item", ""), Told()))

    def open(self, event: gr.EventData, request: gr.Request) -> dict[Any, Any]:
        """Another message of the queue."""
        return self._answer(request, lambda asker: self._page(asker, pressed(event._data, "item"), Told()))

    def approve(self, shown: Shown, reasons: str, request: gr.Request) -> dict[Any, Any]:
        """Approve the bytes that were shown."""

        def action(person: Person) -> Told:
            new = accept_draft(
                self.screen.desk, person, shown.message_id, content_hash=shown.content_hash, reasons=reasons or ""
            )
            return self._done("review.approved", new)

        return self._act(request, shown, action)

    def give_back(self, shown: Shown, reasons: str, request: gr.Request) -> dict[Any, Any]:
        """Return it to its author."""
        return self._act(
            request,
            shown,
            lambda person: self._done(
                "review.returned", return_draft(self.screen.desk, person, shown.message_id, reason=reasons or "")
            ),
        )

    def reject(self, shown: Shown, reasons: str, request: gr.Request) -> dict[Any, Any]:
        """End it."""
        return self._act(
            request,
            shown,
            lambda person: self._done(
                "review.rejected", reject_draft(self.screen.desk, person, shown.message_id, reason=reasons or "")
            ),
        )

    def release(self, shown: Shown, request: gr.Request) -> dict[Any, Any]:
        """Let the approved bytes leave."""

        def action(person: Person) -> Told:
            entry = release_draft(self.screen.desk, person, shown.message_id)
            return Told(line=self.screen.say("review.went", message=entry.message_id, place=entry.place))

        return self._act(request, shown, action)

    def start_edit(self, shown: Shown, request: gr.Request) -> dict[Any, Any]:
        """Open the boxes with the stored text."""

        def boxes(_: Asker) -> dict[Any, Any]:
            message = self._stored(shown)
            has_subject = bool(message.draft.subject)
            return {
                self.parts.editor: gr.update(visible=True),
                self.parts.subject: gr.update(value=message.draft.subject, visible=has_subject),
                self.parts.body: message.draft.body,
            }

        return self._answer(request, boxes)

    def save_edit(self, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """A reviewer's new version, which the author then confirms."""

        def action(person: Person) -> Told:
            new = edit_draft(
                self.screen.desk,
                person,
                shown.message_id,
                version=shown.version,
                subject=subject or "",
                body=body or "",
            )
            return self._done("review.edited" if new.version != shown.version else "review.unchanged", new)

        return self._act(request, shown, action)

    def _done(self, label: str, message: Message) -> Told:
        return Told(line=self.screen.say(label, message=message.id, version=message.version))

    def _stored(self, shown: Shown) -> Message:
        with self.screen.desk.record.read() as tx:
            return tx.message(shown.message_id)

    def _answer(self, request: gr.Request, answer: Callable[[Asker], dict[Any, Any]]) -> dict[Any, Any]:
        try:
            return answer(self.screen.asker(request))
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}

    def _act(self, request: gr.Request, shown: Shown, action: Callable[[Person], Told]) -> dict[Any, Any]:
        def acted(asker: Asker) -> dict[Any, Any]:
            outcome = self.screen.attempt(lambda: action(asker.person))
            values = self._page(asker, shown.message_id, outcome)
            if not outcome.good:
                # What the reviewer typed stays, so that they can mend it.
                for part in (self.parts.reasons, self.parts.editor, self.parts.subject, self.parts.body):
                    values.pop(part, None)
            return values

        return self._answer(request, acted)

    def _page(self, asker: Asker, item: str, outcome: Told) -> dict[Any, Any]:
        parts, screen = self.parts, self.screen
        try:
            panels = review_panels(screen.desk, asker.person, item, screen.say, screen.words())
        except TactfulError as error:
            line = Told(line=screen.words().error(error), good=False)
            return {parts.head: screen.head(asker, Page.REVIEW), parts.notice: told(line)}
        head = screen.head(asker, Page.REVIEW, **({"item": panels.chosen.id} if panels.chosen else {}))
        return {
            parts.head: head,
            parts.notice: told(outcome),
            parts.queue: panels.queue,
            parts.message: panels.head,
            parts.preview: panels.preview,
            parts.changes: panels.changes,
            parts.findings: panels.findings,
            parts.yes: panels.yes,
            parts.why: panels.why,
            parts.facts: panels.facts,
            parts.sent: panels.sent,
            **self._controls(panels.chosen),
        }

    def _controls(self, message: Message | None) -> dict[Any, Any]:
        parts = self.parts
        may = MOVES[message.status] if message else frozenset()
        edits = message is not None and message.status is Status.IN_REVIEW
        return {
            parts.shown: Shown.of(message),
            parts.decision: gr.update(visible=bool(may & _DECISIONS)),
            parts.approve: gr.update(visible=Status.APPROVED in may),
            parts.give_back: gr.update(visible=Status.RETURNED in may),
            parts.reject: gr.update(visible=Status.REJECTED in may),
            parts.edit: gr.update(visible=edits),
            parts.release: gr.update(visible=Status.RELEASED in may),
            parts.reasons: gr.update(value="", visible=Status.RETURNED in may),
            parts.editor: gr.update(visible=False),
        }


def build_review_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks`` and connect its handlers."""
    made: dict[str, Any] = {"shown": gr.State(Shown()), "head": panel("head")}
    with gr.Row(elem_id="review"):
        with gr.Column(elem_id="queue-column", min_width=220):
            made["queue"] = panel("queue")
        with gr.Column(elem_id="detail", min_width=300):
            made |= {name: panel(name) for name in ("notice", "message")}
            with gr.Row(elem_id="detail-row"):
                with gr.Column(elem_id="text-column", min_width=280):
                    made |= _text_column(screen)
                with gr.Column(elem_id="side", min_width=260):
                    made |= _side_column(screen)
    save = made.pop("save")
    cancel = made.pop("cancel")
    parts = Parts(**made)
    page = ReviewPage(screen=screen, parts=parts)
    blocks.load(page.show, None, parts.outputs, **QUICK)
    parts.queue.click(page.open, None, parts.outputs, **QUICK)
    parts.approve.click(page.approve, [parts.shown, parts.reasons], parts.outputs, **QUICK)
    parts.give_back.click(page.give_back, [parts.shown, parts.reasons], parts.outputs, **QUICK)
    parts.reject.click(page.reject, [parts.shown, parts.reasons], parts.outputs, **QUICK)
    parts.release.click(page.release, [parts.shown], parts.outputs, **QUICK)
    parts.edit.click(page.start_edit, [parts.shown], parts.outputs, **QUICK)
    save.click(page.save_edit, [parts.shown, parts.subject, parts.body], parts.outputs, **QUICK)
    cancel.click(lambda: gr.update(visible=False), None, parts.editor, **QUICK)


def _text_column(screen: Screen) -> dict[str, Any]:
    say = screen.say
    made: dict[str, Any] = {}
    with gr.Column(visible=False, elem_id="editor") as editor:
        made["subject"] = gr.Textbox(label=say("draft.subject"), elem_id="subject-box", max_lines=1, max_length=200)
        made["body"] = gr.Textbox(label=say("draft.body"), elem_id="body-box", lines=16, max_lines=24)
        with gr.Row():
            made["cancel"] = gr.Button(say("review.cancel_edit"), elem_id="cancel-edit")
            made["save"] = gr.Button(say("review.save_edit"), variant="primary", elem_id="save-edit")
    made["editor"] = editor
    made["changes"] = panel("changes")
    made["preview"] = panel("preview-panel")
    made["facts"], made["sent"] = panel("facts-panel"), panel("sent-panel")
    return made


def _side_column(screen: Screen) -> dict[str, Any]:
    say = screen.say
    made: dict[str, Any] = {}
    with gr.Column(visible=False, elem_id="decision") as decision:
        made["reasons"] = gr.Textbox(
            label=say("review.reasons"), elem_id="reasons", lines=2, max_lines=6, max_length=1000
        )
        made["approve"] = gr.Button(say("review.approve"), variant="primary", elem_id="approve")
        with gr.Row(elem_id="lesser"):
            made["give_back"] = gr.Button(say("review.return"), elem_id="return", min_width=70)
            made["edit"] = gr.Button(say("review.edit"), elem_id="edit-text", min_width=70)
            made["reject"] = gr.Button(say("review.reject"), variant="stop", elem_id="reject", min_width=70)
        made["release"] = gr.Button(say("review.release"), variant="primary", elem_id="release")
    made["decision"] = decision
    made["findings"], made["yes"], made["why"] = panel("findings-panel"), panel("yes-panel"), panel("why-panel")
    return made
