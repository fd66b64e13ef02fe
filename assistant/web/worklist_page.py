"""S1, the worklist: what to do today, searched and filtered, each row leading to its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.domain.brief import Refusal
from assistant.errors import TactfulError
from assistant.web.frame import Page
from assistant.web.markup import NOTHING, Markup, joined
from assistant.web.screen import QUICK, Screen, Told, panel, told
from assistant.web.worklist_view import ageing, rows, summary
from assistant.workflow.worklist import CaseView, worklist

ROWS = 200
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
            page = gr.Number(1, label=say("worklist.page"), precision=0, minimum=1, visible=False, elem_id="page")
        table = panel("cases")
        blocks.load(self.show, [search, chosen, page], [head, notice_line, overview, page, table], **QUICK)
        again = {"inputs": [search, chosen, page], "outputs": [page, table], "trigger_mode": "always_last"}
        for event in (search.change, chosen.change, page.change):
            event(self.filter, **again, **QUICK)

    def show(self, search: str, chosen: str, page: int, request: gr.Request) -> tuple[Any, ...]:
        """The whole page."""
        screen = self.screen
        try:
            asker = screen.asker(request)
            views = worklist(screen.desk)
        except TactfulError as error:
            return NOTHING, told(Told(line=screen.words().error(error), good=False)), "", gr.skip(), ""
        words = screen.words()
        overview = joined([summary(views, screen.say), ageing(views, screen.say, words)])
        head = screen.head(asker, Page.WORKLIST)
        return head, NOTHING, overview, *self._table(views, search, chosen, page)

    def filter(self, search: str, chosen: str, page: int, request: gr.Request) -> tuple[Any, ...]:
        """The table alone, after the filter changed."""
        try:
            self.screen.asker(request)
            return self._table(worklist(self.screen.desk), search, chosen, page)
        except TactfulError as error:
            return gr.skip(), told(Told(line=self.screen.words().error(error), good=False))

    def _table(self, views: Sequence[CaseView], search: str, chosen: str, page: int) -> tuple[Any, Markup]:
        found = [view for view in views if matches(view, search, chosen)]
        pages = max(1, -(-len(found) // ROWS))
        number = min(max(int(page or 1), 1), pages)
        part = found[(number - 1) * ROWS : number * ROWS]
        table = rows(part, self.screen.say, self.screen.words())
        return gr.update(value=number, maximum=pages, visible=pages > 1), table


def matches(view: CaseView, search: str, chosen: str) -> bool:
    """Whether a row is wanted: by words of its customer or case, and by what there is to do."""
    customer = view.case.customer
    about = f"{customer.name} {view.case.id} {customer.contact.name} {view.message.id if view.message else ''}".lower()
    if not all(word in about for word in (search or "").lower().split()):
        return False
    waits = isinstance(view.next_step, Refusal)
    return {"act": not waits, "wait": waits, "message": view.message is not None}.get(chosen, True)
