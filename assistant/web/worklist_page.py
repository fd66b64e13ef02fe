"""S1, the worklist: what to do today, searched and filtered, page by page, each row leading to its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import TactfulError
from assistant.web.frame import Page
from assistant.web.markup import NOTHING, Markup, joined
from assistant.web.screen import QUICK, Screen, Told, panel, told
from assistant.web.shown import pressed
from assistant.web.worklist_reading import all_when_few, read_page
from assistant.web.worklist_view import ageing, many, pager, rows, summary
from assistant.workflow.worklist import CaseView
from assistant.workflow.worklist import WorklistPage as Part

_FILTERS = ("all", "act", "wait", "message")


@dataclass(frozen=True, kw_only=True, slots=True)
class WorklistPage:
    """The handlers of the page."""

    screen: Screen

    def build(self, blocks: gr.Blocks) -> None:
        """Lay the page out in the open route of ``blocks``."""
        say = self.screen.say
        head, notice_line, overview = panel("head"), panel("notice"), panel("overview")
        with gr.Row(elem_id="filters"):
            search = gr.Textbox(label=say("worklist.search"), elem_id="search", max_lines=1, scale=2)
            chosen = gr.Radio(
                [(say(f"worklist.filter_{name}"), name) for name in _FILTERS],
                value="all",
                label=say("worklist.filter"),
                elem_id="filter",
                scale=3,
            )
        table = panel("cases")
        blocks.load(self.show, [search, chosen], [head, notice_line, overview, chosen, table], **QUICK)
        wanted: dict[str, Any] = {"inputs": [search, chosen], "outputs": [table], "trigger_mode": "always_last"}
        for event in (search.change, chosen.change):
            event(self.filter, **wanted, **QUICK)
        table.click(self.turn, **wanted, **QUICK)

    def show(self, search: str, chosen: str, request: gr.Request) -> tuple[Any, ...]:
        """The whole page."""
        screen = self.screen
        try:
            asker = screen.asker(request)
            views = all_when_few(screen.desk)
            shown = read_page(screen.desk, views, search or "", chosen, 1)
        except TactfulError as error:
            return NOTHING, told(Told(line=screen.words().error(error), good=False)), "", gr.skip(), ""
        return (
            screen.head(asker, Page.WORKLIST),
            NOTHING,
            many(shown.total, screen.say) if views is None else self._overview(views),
            gr.update(visible=views is not None),
            self._table(shown),
        )

    def filter(self, search: str, chosen: str, request: gr.Request) -> Markup:
        """The table alone, after the filter changed."""
        return self._answer(search, chosen, 1, request)

    def turn(self, event: gr.EventData, search: str, chosen: str, request: gr.Request) -> Markup:
        """Another page of the table."""
        wanted = pressed(event._data, "page")
        return self._answer(search, chosen, int(wanted) if wanted.isdecimal() else 1, request)

    def _answer(self, search: str, chosen: str, page: int, request: gr.Request) -> Markup:
        try:
            self.screen.asker(request)
            views = all_when_few(self.screen.desk)
            return self._table(read_page(self.screen.desk, views, search or "", chosen, page))
        except TactfulError as error:
            return told(Told(line=self.screen.words().error(error), good=False))

    def _overview(self, views: Sequence[CaseView]) -> Markup:
        say = self.screen.say
        return joined([summary(views, say), ageing(views, say, self.screen.words())])

    def _table(self, shown: Part) -> Markup:
        say = self.screen.say
        return joined([rows(shown.views, say, self.screen.words()), pager(shown, say)])
