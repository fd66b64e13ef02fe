"""The page of a customer's replies: one in full with what it is read to say, to confirm or correct, and the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.case import Case
from assistant.domain.commitments import Reply
from assistant.errors import TactfulError
from assistant.web.case_view import case_head
from assistant.web.frame import Page
from assistant.web.markup import NOTHING, Markup
from assistant.web.reply_view import ReplyView
from assistant.web.screen import QUICK, WRITING, Screen, Titled, Told, case_asked_for, panel, told
from assistant.web.second_reading_view import compared, second_reader_offered
from assistant.web.shown import pressed
from assistant.workflow.replies import read_again
from assistant.workflow.replies.shown import reply_of, shown
from assistant.workflow.worklist import show_case


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts(Titled):
    """The panels of the page."""

    case: gr.HTML
    reply: gr.HTML
    others: gr.HTML
    reading: gr.HTML
    second: gr.HTML


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyPage:
    """The handlers of the page; what its forms send goes to the JSON routes."""

    screen: Screen
    parts: Parts

    def show(self, request: gr.Request) -> dict[Any, Any]:
        """The reply that the address names, else the newest of the case that nobody has read, else the newest."""
        return self.screen.shown(request, Page.REPLY, self.parts, ("case", "reply"), self._replies)

    def _replies(self, query: Mapping[str, str]) -> dict[Any, Markup]:
        chosen, reply_id = case_asked_for(query), query.get("reply", "").strip()
        desk, say, words, parts = self.screen.desk, self.screen.say, self.screen.words(), self.parts
        seen = show_case(desk, chosen)
        reply = _chosen(seen.case, reply_id)
        view = ReplyView(case=seen.case, say=say, words=words, new_key=desk.new_token)
        page = {parts.case: case_head(seen.case, say, words), parts.others: view.others(reply_id)}
        if reply is None:
            return page | {parts.reply: view.none(), parts.reading: view.paste(), parts.second: NOTHING}
        it = shown(desk, seen.case, reply)
        second = second_reader_offered(it, say) if desk.reply_reader else NOTHING
        reading = view.reading(it, seen.next_step)
        return page | {parts.reply: view.text(it), parts.reading: reading, parts.second: second}

    def ask_second(self, event: gr.EventData, request: gr.Request) -> dict[Any, Any]:
        """A second reader's reading of the reply that was pressed for, beside the first."""
        screen, parts = self.screen, self.parts
        case, reply = (pressed(event._data, name) for name in ("case", "reply"))
        try:
            both = read_again(screen.desk, screen.asker(request).person, case, reply)
        except TactfulError as error:
            return {parts.notice: told(Told(line=screen.words().error(error), good=False))}
        return {parts.notice: NOTHING, parts.second: compared(both, screen.say, screen.words())}


def _chosen(case: Case, reply_id: str) -> Reply | None:
    account = case.account
    return reply_of(case, reply_id) if reply_id else next(reversed(account.unread or account.replies), None)


def build_reply_page(screen: Screen, blocks: gr.Blocks) -> None:
    """Lay the page out in the open route of ``blocks``."""
    made = {name: panel(name) for name in ("head", "notice", "case")}
    with gr.Row(elem_id="reply-page"):
        with gr.Column(min_width=360, scale=3):
            made |= {name: panel(name) for name in ("reply", "second", "others")}
        with gr.Column(min_width=340, scale=3):
            made["reading"] = panel("reading")
    page = ReplyPage(screen=screen, parts=Parts(**made))
    blocks.load(page.show, None, page.parts.outputs, **QUICK)
    page.parts.second.click(page.ask_second, None, page.parts.outputs, **WRITING)
