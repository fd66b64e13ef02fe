"""A text that was checked without being stored, as HTML: its marks, what was found, and what was let pass."""

from dataclasses import dataclass

from assistant.domain.finding import Report
from assistant.guardrail import Considered
from assistant.web.finding_view import considered, findings, verdict_chip
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.letter_view import legend
from assistant.web.marks import marked_text
from assistant.web.markup import Markup, joined, tag
from assistant.wording import Wording
from assistant.workflow.check_text import TextToCheck


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedText:
    """A text, what it was held against, and what came of it."""

    asked: TextToCheck
    report: Report
    considered: tuple[Considered, ...]


def checked_panels(it: CheckedText, say: Labels, words: Wording) -> tuple[Markup, Markup]:
    """(The marked text with its verdict, the findings with what was not stopped)."""
    seal = tag("div", verdict_chip(it.report, words), class_="seal-line")
    text = marked_text(it.asked.text, it.report, it.asked.grounds, say, words)
    preview = card(say("draft.preview"), seal, text, legend(say), id="preview")
    return preview, joined([findings(it.report, say, words, may_apply=True), considered(it.considered, say, words)])
