"""S1, the worklist: what to do today, chosen and sorted, page by page, each row leading to its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import gradio as gr

from assistant.domain.attention import Only, Sort
from assistant.domain.kinds import Stage
from assistant.domain.language import Language
from assistant.domain.parties import Person
from assistant.errors import TactfulError
from assistant.web.frame import Page, upper_first
from assistant.web.markup import NOTHING, Markup, joined
from assistant.web.screen import QUICK, Screen, Told, panel, told
from assistant.web.shown import pressed
from assistant.web.waiting_view import requests_waiting
from assistant.web.worklist_view import ageing, many, pager, rows, summary
from assistant.workflow.listing import Listing
from assistant.workflow.read_worklist import Worklist, read_worklist

_LISTS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("only", Only),
    ("stage", Stage),
    ("language", Language),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WorklistPage:
    """The handlers of the page."""

    screen: Screen

    def build(self, blocks: gr.Blocks) -> None:
        """Lay the page out in the open route of ``blocks``."""
        head, notice_line, overview = panel("head"), panel("notice"), panel("overview")
        with gr.Row(elem_id="filters"):
            chosen = self._choices()
        table = panel("cases")
        blocks.load(self.show, chosen, [head, notice_line, overview, table], **QUICK)
        wanted: dict[str, Any] = {"inputs": chosen, "outputs": [table], "trigger_mode": "always_last"}
        for box in chosen:
            box.change(self.choose, **wanted, **QUICK)
        table.click(self.turn, **wanted, **QUICK)

    def show(
        self, search: str, only: str, stage: str, language: str, currency: str, sort: str, request: gr.Request
    ) -> tuple[Any, ...]:
        """The whole page."""
        screen = self.screen
        try:
            asker = screen.asker(request)
            listing = _listing(asker.person.login, (search, only, stage, language, currency, sort))
            read = read_worklist(screen.desk, listing)
        except TactfulError as error:
            return NOTHING, told(Told(line=screen.words().error(error), good=False)), "", ""
        return screen.head(asker, Page.WORKLIST), NOTHING, self._overview(asker.person, read), self._table(read)

    def choose(
        self, search: str, only: str, stage: str, language: str, currency: str, sort: str, request: gr.Request
    ) -> Markup:
        """The table alone, after something else was chosen."""
        return self._answer((search, only, stage, language, currency, sort), 1, request)

    def turn(  # noqa: PLR0917  (Gradio gives each box by its position)
        self,
        event: gr.EventData,
        search: str,
        only: str,
        stage: str,
        language: str,
        currency: str,
        sort: str,
        request: gr.Request,
    ) -> Markup:
        """Another page of the table."""
        wanted = pressed(event._data, "page")
        page = int(wanted) if wanted.isdecimal() else 1
        return self._answer((search, only, stage, language, currency, sort), page, request)

    def _choices(self) -> list[Any]:
        say, words = self.screen.say, self.screen.words()
        boxes: list[Any] = [gr.Textbox(label=say("worklist.search"), elem_id="search", max_lines=1, min_width=180)]
        for name, members in _LISTS:
            listed = [(upper_first(words.name(member)), member.value) for member in members]
            boxes.append(self._list(name, [(say(f"worklist.any_{name}"), ""), *listed]))
        currencies = [(currency, currency) for currency in sorted(self.screen.desk.policy.tolerance)]
        boxes.append(self._list("currency", [(say("worklist.any_currency"), ""), *currencies]))
        boxes.append(self._list("sort", [(upper_first(words.name(sort)), sort.value) for sort in Sort]))
        return boxes

    def _list(self, name: str, choices: list[tuple[str, str]]) -> gr.Dropdown:
        return gr.Dropdown(
            choices,
            value=choices[0][1],
            label=self.screen.say(f"worklist.choose_{name}"),
            elem_id=f"choose-{name}",
            min_width=110,
            filterable=False,
        )

    def _answer(self, chosen: Sequence[str], page: int, request: gr.Request) -> Markup:
        try:
            asker = self.screen.asker(request)
            return self._table(read_worklist(self.screen.desk, _listing(asker.person.login, chosen), page))
        except TactfulError as error:
            return told(Told(line=self.screen.words().error(error), good=False))

    def _overview(self, person: Person, read: Worklist) -> Markup:
        say, words = self.screen.say, self.screen.words()
        about = many(read.page.total, say) if read.everything is None else ageing(read.everything, say, words)
        return joined([summary(read.counts, say), requests_waiting(self.screen.desk, person, say, words), about])

    def _table(self, read: Worklist) -> Markup:
        say = self.screen.say
        return joined([rows(read.page.views, say, self.screen.words()), pager(read.page, say)])


def _listing(login: str, chosen: Sequence[str]) -> Listing:
    """What was chosen; anything that is not on its list chooses nothing."""
    search, only, stage, language, currency, sort = (value or "" for value in chosen)
    return Listing(
        search=search,
        only=Only(only) if only in set(Only) else None,
        stage=Stage(stage) if stage in set(Stage) else None,
        language=Language(language) if language in set(Language) else None,
        currency=currency,
        sort=Sort(sort) if sort in set(Sort) else Sort.PRIORITY,
        login=login,
    )
