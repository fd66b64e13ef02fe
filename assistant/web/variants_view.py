"""Two wordings of one message side by side, each with what was found in it, and the way to take the other one."""

from assistant.domain.message import Message, Variant
from assistant.web.finding_view import findings, verdict_chip
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.marks import marked_draft
from assistant.web.markup import NOTHING, Markup, tag
from assistant.wording import Wording


def two_wordings(message: Message, say: Labels, words: Wording, *, may_use: bool) -> Markup:
    """The text and the wording beside it; nothing while there is none. ``may_use`` offers to take the other one."""
    if message.other is None:
        return NOTHING
    own = Variant(draft=message.draft, report=message.report)
    stands = tag("span", "✓ ", say("draft.this_stands"), class_="badge confirmed")
    use = tag("button", say("draft.use_this"), type="button", class_="small", data_do="use") if may_use else None
    pair = tag(
        "div",
        _wording(own, say("draft.one_wording"), stands, message, say, words),
        _wording(message.other, say("draft.other_wording"), use, message, say, words),
        class_="pair",
    )
    return card(say("draft.two_wordings"), pair, id="two-wordings")


def _wording(
    variant: Variant, title: str, what_to_do: Markup | None, message: Message, say: Labels, words: Wording
) -> Markup:
    writer = say(f"draft.writer_{variant.draft.stamp.writer}")
    head = tag("header", tag("h3", title), verdict_chip(variant.report, words), tag("small", writer), what_to_do)
    text = marked_draft(variant.draft, variant.report, message.brief, say, words)
    found = findings(variant.report, say, words, may_apply=False) if variant.report.findings else None
    return tag("section", head, text, found, class_="wording", aria_label=title)
