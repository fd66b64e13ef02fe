"""A text while a model writes it: as far as it may be looked at, and plainly not checked yet."""

from collections.abc import Mapping

from assistant.domain.draft import Draft, Stamp
from assistant.domain.finding import Report
from assistant.drafting.streamed import as_far
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.looking_on import Progress
from assistant.web.marks import marked_draft
from assistant.web.markup import Markup, tag
from assistant.wording import Wording

# Nothing was looked for: nothing is found.
_UNCHECKED = Report(findings=(), errors=(), matched=(), fingerprint="", ms=0.0)


def writing(begun: int, say: Labels) -> Markup:
    """That a model is at work, for the first or a further time, with the way to stop it."""
    label = {0: "draft.asking", 1: "draft.writing"}.get(begun, "draft.writing_anew")
    stop = tag("button", say("draft.stop"), type="button", class_="small", data_do="stop")
    sign = tag("span", "✎", aria_hidden="true")
    return tag("p", sign, " ", say(label), " ", stop, class_="notice writing", role="status")


def being_written(seen: Progress, digits: Mapping[str, int], say: Labels, words: Wording) -> Markup:
    """The newest answer in place of the checked text, values in their places; ``digits``: decimals of currencies."""
    line = tag("p", "✎ ", say("draft.unchecked"), class_="unsaved")
    if seen.brief is None:
        return card(say("draft.live"), line, id="live")
    shown = as_far(seen.text, seen.brief, digits)
    draft = Draft(subject=shown.subject, body=shown.body, marks=shown.marks, stamp=Stamp(writer="model"))
    letter = marked_draft(draft, _UNCHECKED, seen.brief, say, words)
    return card(say("draft.live"), line, letter, id="live", aria_busy="true")


def chips_line(line: str, *, is_saved: bool) -> Markup:
    """What the chips below do, or why they cannot be pressed now."""
    return tag("p", line, class_="part-name") if is_saved else tag("p", "✎ ", line, class_="unsaved", role="status")
