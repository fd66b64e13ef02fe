"""S2, the drafting workspace of one case: compose, edit, see what was checked, and ask for review."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import gradio as gr

from assistant.domain.brief import Refusal
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.message import Message
from assistant.domain.parties import Person, SenderRank
from assistant.errors import TactfulError
from assistant.planning import Wishes
from assistant.web.draft_layout import Parts, lay_out
from assistant.web.draft_view import CasePage, case_page
from assistant.web.frame import Page
from assistant.web.screen import QUICK, SLOW, Asker, Screen, Told, told
from assistant.web.shown import Shown, found_at, same_text
from assistant.workflow.apply_suggestion import apply_suggestion, seen_version, take_back_edit
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.record.typed import day
from assistant.workflow.review import submit_draft

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftPage:
    """The handlers of the page."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The page of the case that the address names, with the kind of message that it may name, too."""
        try:
            asker = self.screen.asker(request)
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}
        page = self._page(asker, asker.query.get("case", ""), Told(), boxes=True)
        kind = _choice(MessageKind, asker.query.get("kind"))
        return page | ({self.parts.kind: gr.update(value=kind.value)} if kind else {})

    def compose(  # noqa: PLR0917  (Gradio gives each box by its position)
        self,
        case_id: str,
        kind: str,
        channel: str,
        tone: str,
        language: str,
        sender: str,
        writer: str,
        on: str,
        because: str,
        request: gr.Request,
    ) -> dict[Any, Any]:
        """A new draft, or the reason why there is none."""

        def action(person: Person) -> Told:
            wishes = Wishes(
                kind=_choice(MessageKind, kind),
                channel=_choice(Channel, channel),
                tone=_choice(Tone, tone),
                language=_choice(Language, language),
                sender=_choice(SenderRank, sender),
                on=day(on, "on") if on else None,
                because=because or "",
            )
            made = prepare_draft(self.screen.desk, person, case_id, wishes, writer=writer or None)
            if isinstance(made, Refusal):
                return Told(line=self.screen.words().reason(made.reason), good=False)
            return Told(line=self.screen.say("draft.composed", message=made.id))

        return self._act(request, case_id, action)

    def save(self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """The boxes as a new version, checked again."""

        def action(person: Person) -> Told:
            new = edit_draft(
                self.screen.desk,
                person,
                shown.message_id,
                version=shown.version,
                subject=subject or "",
                body=body or "",
            )
            return self._saved(new) if new.version != shown.version else self._told("draft.nothing_changed", new)

        return self._act(request, case_id, action)

    def apply(
        self, case_id: str, shown: Shown, subject: str, body: str, event: gr.EventData, request: gr.Request
    ) -> dict[Any, Any]:
        """A finding's suggestion put in its place, as a new version."""

        def action(person: Person) -> Told:
            with self.screen.desk.record.read() as tx:
                message = seen_version(tx, shown.message_id, shown.version)
            if not same_text(message, subject, body):
                return Told(line=self.screen.say("draft.save_first"), good=False)
            found = found_at(event._data, shown.version)
            new = apply_suggestion(self.screen.desk, person, shown.message_id, found)
            return self._saved(new)

        return self._act(request, case_id, action)

    def take_back(self, case_id: str, shown: Shown, request: gr.Request) -> dict[Any, Any]:
        """The text before the last edit, as a new version."""

        def action(person: Person) -> Told:
            new = take_back_edit(self.screen.desk, person, shown.message_id, version=shown.version)
            return self._told("draft.taken_back", new) if new.report.verdict.may_leave else self._saved(new)

        return self._act(request, case_id, action)

    def submit(self, case_id: str, shown: Shown, subject: str, body: str, request: gr.Request) -> dict[Any, Any]:
        """Ask for review of exactly what is shown."""

        def action(person: Person) -> Told:
            if not same_text(self._stored(shown), subject, body):
                return Told(line=self.screen.say("draft.save_first"), good=False)
            new = submit_draft(self.screen.desk, person, shown.message_id, content_hash=shown.content_hash)
            return Told(
                line=self.screen.say("draft.submitted", message=new.id, status=self.screen.words().name(new.status))
            )

        return self._act(request, case_id, action)

    def _saved(self, new: Message) -> Told:
        if new.report.verdict.may_leave:
            return self._told("draft.saved", new)
        return Told(line=self.screen.say("draft.saved_blocked", version=new.version), good=False, stored=True)

    def _told(self, label: str, message: Message) -> Told:
        return Told(line=self.screen.say(label, version=message.version))

    def _stored(self, shown: Shown) -> Message:
        with self.screen.desk.record.read() as tx:
            return tx.message(shown.message_id)

    def _act(self, request: gr.Request, case_id: str, action: Callable[[Person], Told]) -> dict[Any, Any]:
        try:
            asker = self.screen.asker(request)
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}
        outcome = self.screen.attempt(lambda: action(asker.person))
        # What a person typed is never taken from them because something was refused.
        return self._page(asker, case_id, outcome, boxes=outcome.good or outcome.stored)

    def _page(self, asker: Asker, case_id: str, outcome: Told, *, boxes: bool) -> dict[Any, Any]:
        parts, screen = self.parts, self.screen
        head = screen.head(asker, Page.DRAFT, **({"case": case_id} if case_id else {}))
        if not case_id:
            return {parts.head: head, parts.notice: told(Told(line=screen.say("draft.choose"), good=False))}
        try:
            page = case_page(screen.desk, asker.person, case_id, screen.say, screen.words())
        except TactfulError as error:
            return {parts.head: head, parts.notice: told(Told(line=screen.words().error(error), good=False))}
        return {parts.head: head, parts.notice: told(outcome), **self._filled(page, case_id, boxes=boxes)}

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
            parts.case_id: case_id,
            parts.shown: Shown.of(message),
            parts.save: gr.update(interactive=mine),
            parts.submit: gr.update(interactive=mine),
            parts.take_back: gr.update(visible=mine and message is not None and message.version > 1),
        }
        if boxes:
            has_subject = message is None or bool(message.draft.subject)
            values[parts.subject] = gr.update(
                value=message.draft.subject if message else "", interactive=mine, visible=has_subject
            )
            values[parts.body] = gr.update(value=message.draft.body if message else "", interactive=mine)
        return values


def build_draft_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks`` and connect its handlers."""
    parts = lay_out(screen)
    page = DraftPage(screen=screen, parts=parts)
    boxes = [parts.case_id, parts.shown, parts.subject, parts.body]
    wishes = [parts.case_id, parts.kind, parts.channel, parts.tone, parts.language]
    wishes += [parts.sender, parts.writer, parts.on, parts.because]
    blocks.load(page.show, None, parts.outputs, **QUICK)
    parts.compose.click(page.compose, wishes, parts.outputs, **SLOW)
    parts.save.click(page.save, boxes, parts.outputs, **QUICK)
    parts.take_back.click(page.take_back, boxes[:2], parts.outputs, **QUICK)
    parts.submit.click(page.submit, boxes, parts.outputs, **QUICK)
    parts.findings.click(page.apply, boxes, parts.outputs, **QUICK)


def _choice(members: type[Choice], value: str | None) -> Choice | None:
    return members(value) if value in set(members) else None
