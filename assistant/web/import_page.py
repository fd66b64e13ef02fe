"""The import page: files in, a preview of what would come of them, and only then into the record."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.errors import TactfulError
from assistant.web.frame import Page
from assistant.web.import_view import import_form
from assistant.web.importing import known_mappings
from assistant.web.markup import NOTHING
from assistant.web.screen import QUICK, Screen, Told, panel, told


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPage:
    """The handlers of the page; the form itself talks to our own routes, which keep files from other people's eyes."""

    screen: Screen

    def build(self, blocks: gr.Blocks) -> None:
        """Lay the page out in the open route of ``blocks``."""
        head, notice_line, form = panel("head"), panel("notice"), panel("import")
        blocks.load(self.show, None, [head, notice_line, form], **QUICK)

    def show(self, request: gr.Request) -> tuple[Any, ...]:
        """The whole page."""
        screen = self.screen
        try:
            asker = screen.asker(request)
        except TactfulError as error:
            return NOTHING, told(Told(line=screen.words().error(error), good=False)), NOTHING
        return screen.head(asker, Page.IMPORT), NOTHING, import_form(screen.say, known_mappings())
