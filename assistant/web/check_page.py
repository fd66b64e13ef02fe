"""The page on which any text is checked, with or without a record; nothing of it is stored."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import gradio as gr

from assistant.domain.language import Language
from assistant.errors import BadInput, TactfulError
from assistant.web.check_view import CheckedText, checked_panels
from assistant.web.frame import Page
from assistant.web.screen import QUICK, Screen, Titled, Told, panel, told
from assistant.web.shown import found_at
from assistant.workflow.apply_suggestion import finding_of, with_suggestion
from assistant.workflow.check_text import TextToCheck, considered_in, report_on, text_to_check
from assistant.workflow.edit_draft import MOST_CHARACTERS, require_not_too_long


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Titled):
    """The components of the page; ``seen`` is a digest of what was checked, ``before`` the text before a suggestion."""

    text: gr.Textbox
    language: gr.Dropdown
    record: gr.Textbox
    check: gr.Button
    take_back: gr.Button
    preview: gr.HTML
    findings: gr.HTML
    seen: gr.State
    before: gr.State


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckPage:
    """The handlers of the page."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The page before anything is checked."""
        return self.screen.shown(request, Page.CHECK, self.parts, (), lambda _: {})

    def check(self, text: str, record: str, language: str, request: gr.Request) -> dict[Any, Any]:
        """What is in the boxes, checked."""
        return self._answer(request, lambda: self._checked(text or "", record or "", language, before=""))

    def apply(
        self, text: str, record: str, language: str, seen: str, event: gr.EventData, request: gr.Request
    ) -> dict[Any, Any]:
        """A suggestion put in its place, and the new text checked."""

        def act() -> dict[Any, Any]:
            if seen != _digest(text, record, language):
                return {self.parts.notice: told(Told(line=self.screen.say("check.changed"), good=False))}
            report = report_on(self.screen.desk.checker, _asked(text, record, language))
            new = with_suggestion(text, finding_of(report, found_at(event._data, 0)))
            return self._checked(new, record, language, before=text) | {self.parts.text: new}

        return self._answer(request, act)

    def take_back(self, before: str, record: str, language: str, request: gr.Request) -> dict[Any, Any]:
        """The text before the suggestion, checked again."""
        return self._answer(
            request, lambda: self._checked(before, record, language, before="") | {self.parts.text: before}
        )

    def _checked(self, text: str, record: str, language: str, *, before: str) -> dict[Any, Any]:
        parts, say, checker = self.parts, self.screen.say, self.screen.desk.checker
        asked = _asked(text, record, language)
        it = CheckedText(asked=asked, report=report_on(checker, asked), considered=considered_in(checker, asked))
        preview, found = checked_panels(it, say, self.screen.words())
        return {
            parts.notice: told(Told(line=say("check.applied") if before else "")),
            parts.preview: preview,
            parts.findings: found,
            parts.seen: _digest(text, record, language),
            parts.before: before,
            parts.take_back: gr.update(visible=bool(before)),
        }

    def _answer(self, request: gr.Request, act: Callable[[], dict[Any, Any]]) -> dict[Any, Any]:
        try:
            self.screen.asker(request)
            return act()
        except TactfulError as error:
            return {self.parts.notice: told(Told(line=self.screen.words().error(error), good=False))}


def build_check_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks`` and connect its handlers."""
    parts = _lay_out(screen)
    page = CheckPage(screen=screen, parts=parts)
    boxes = [parts.text, parts.record, parts.language]
    blocks.load(page.show, None, parts.outputs, **QUICK)
    parts.check.click(page.check, boxes, parts.outputs, **QUICK)
    parts.findings.click(page.apply, [*boxes, parts.seen], parts.outputs, **QUICK)
    parts.take_back.click(page.take_back, [parts.before, *boxes[1:]], parts.outputs, **QUICK)


def _lay_out(screen: Screen) -> Parts:
    say, words = screen.say, screen.words()
    made: dict[str, Any] = {"seen": gr.State(""), "before": gr.State("")}
    made |= {name: panel(name) for name in ("head", "notice")}
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="edit", min_width=280):
            made["text"] = gr.Textbox(
                label=say("check.text"), elem_id="check-text", lines=14, max_lines=20, max_length=MOST_CHARACTERS
            )
            made["take_back"] = gr.Button(say("draft.take_back"), size="sm", visible=False, elem_id="take-back")
            choices = [(say("check.recognised"), ""), *((words.name(each), each.value) for each in Language)]
            made["language"] = gr.Dropdown(
                choices, value="", label=say("check.language"), elem_id="check-language", filterable=False
            )
            made["record"] = gr.Textbox(
                label=say("check.record"),
                elem_id="check-record",
                lines=3,
                max_lines=12,
                max_length=MOST_CHARACTERS,
                placeholder='{"currency": "CNY", "as_of": "2025-03-14", "invoices": [{"no": "FP-1", …}]}',
            )
            made["check"] = gr.Button(say("check.check"), variant="primary", elem_id="check")
        with gr.Column(elem_id="checked", min_width=280):
            made["preview"] = panel("preview-panel")
        with gr.Column(elem_id="side", min_width=260):
            made["findings"] = panel("findings-panel")
    return Parts(**made)


def _asked(text: str, record: str, language: str) -> TextToCheck:
    if not text.strip():
        raise BadInput("nothing_to_check", "There is no text to check; write or paste one.")
    require_not_too_long(text)
    chosen = Language(language) if language in set(Language) else None
    return text_to_check(text, _record(record), language=chosen)


def _record(typed: str) -> object:
    if not typed.strip():
        return None
    try:
        return json.loads(typed)
    except (ValueError, RecursionError) as error:
        raise BadInput("bad_record", "The record is not a JSON object; see docs/reference/cli.md.") from error


def _digest(*boxes: str | None) -> str:
    return sha256("\0".join(box or "" for box in boxes).encode("utf-8", "surrogatepass")).hexdigest()
