"""A message as HTML: checked text, facts with their sources, why it is written so, and what wrote it."""

from collections.abc import Sequence
from urllib.parse import quote

from assistant.domain.brief import Brief, Fact
from assistant.domain.letter import ON_PAPER, LetterForm
from assistant.domain.message import Message
from assistant.web.finding_view import verdict_chip
from assistant.web.frame import card, in_a_row, status_chip, upper_first
from assistant.web.labels import Labels
from assistant.web.marks import excerpt_lines, marked_draft
from assistant.web.markup import NOTHING, Markup, tag
from assistant.wording import Wording


def preview(message: Message, say: Labels, words: Wording) -> Markup:
    """The stored text with every mark, as version and hash that an approval binds to."""
    digest = message.content_hash
    version = tag("span", say("draft.version", version=message.version), class_="version")
    seal = tag("code", digest[:12], title=digest, aria_label=say("draft.hash", digest=digest))
    unsaved = tag("p", "✎ ", say("draft.unsaved"), class_="unsaved", hidden=True, data_unsaved=True)
    line = tag(
        "div",
        status_chip(message.status, words),
        verdict_chip(message.report, words),
        version,
        seal,
        class_="seal-line",
    )
    text = marked_draft(message.draft, message.report, message.brief, say, words)
    return card(say("draft.preview"), line, unsaved, text, legend(say), _files(message, say, words), id="preview")


def facts(brief: Brief, stated: frozenset[str], say: Labels, words: Wording) -> Markup:
    """Every fact that the message may state, with its source: those that the text states, and the others to unfold."""
    used = [fact for fact in brief.grounds.facts if fact.id in stated]
    others = [fact for fact in brief.grounds.facts if fact.id not in stated]
    shown = _fact_table(used or others, "facts", say, words)
    if not (used and others):
        return card(say("draft.facts"), shown)
    folded = tag(
        "details",
        tag("summary", say("draft.other_facts", count=len(others))),
        _fact_table(others, "facts others", say, words),
    )
    return card(say("draft.facts_stated", count=len(used)), shown, folded)


def excerpts(brief: Brief, say: Labels, words: Wording) -> Markup:
    """The contract's own words that the message rests on."""
    quotes = []
    for excerpt in brief.grounds.excerpts:
        title, place, quote = excerpt_lines(excerpt, say, words)
        quotes.append(
            tag(
                "figure",
                tag("figcaption", tag("b", upper_first(title)), " ", tag("small", place)),
                tag("blockquote", quote),
            )
        )
    return card(say("draft.excerpts"), *(quotes or [tag("p", say("draft.no_excerpts"), class_="quiet")]))


def why(brief: Brief, made: Markup | None, say: Labels, words: Wording) -> Markup:
    """Why this kind, tone and channel, what to know before sending, and what ``made`` the text."""
    asked = in_a_row(words.name(part) for part in (brief.kind, brief.stage, brief.tone, brief.channel))
    reasons = tag("ul", *(tag("li", words.reason(reason)) for reason in brief.explanation))
    warnings = [tag("p", "▲ ", words.reason(warning), class_="warning") for warning in brief.warnings]
    return card(say("draft.why"), tag("p", tag("b", asked)), chosen(brief, say, words), *warnings, reasons, made)


def chosen(brief: Brief, say: Labels, words: Wording) -> Markup:
    """What a person chose against the policy, what it would have done, and their reason."""
    if brief.override is None:
        return NOTHING
    lines = [tag("p", "◆ ", words.reason(reason)) for reason in brief.override.reasons]
    because = brief.override.because
    given = tag("p", tag("span", say("draft.because"), class_="part-name"), " ", tag("q", because)) if because else None
    return tag("div", *lines, given, class_="chosen")


def stated_refs(message: Message) -> frozenset[str]:
    """The facts and excerpts that the text states."""
    return frozenset(mark.ref for mark in message.draft.marks) | {ref for _, _, ref in message.report.matched}


def _files(message: Message, say: Labels, words: Wording) -> Markup | None:
    """The message as a letter to take along; of a draft, every page says so."""
    if message.brief.channel not in ON_PAPER:
        return None
    address = f"/api/messages/{quote(message.id, safe='')}/letter?lang={say.language.value}&format="
    links = (
        tag("a", say("draft.as_file", format=words.name(form)), href=address + form.value, class_="button plain")
        for form in LetterForm
    )
    return tag("p", *links, class_="ways-on")


def legend(say: Labels) -> Markup:
    """What the marks in a text mean."""
    fact = tag("span", tag("mark", say("marks.legend_fact"), class_="fact"))
    found = tag("span", tag("span", say("marks.legend_found"), class_="found sev-review"))
    return tag("p", fact, " ", found, class_="legend")


def _fact_table(listed: Sequence[Fact], kind: str, say: Labels, words: Wording) -> Markup:
    heads = [tag("th", say(f"draft.fact_{name}"), scope="col") for name in ("id", "what", "value", "source")]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *(_fact(f, words) for f in listed)), class_=kind)
    return tag("div", table, class_="table-wrap")


def _fact(fact: Fact, words: Wording) -> Markup:
    return tag(
        "tr",
        tag("td", fact.id),
        tag("td", in_a_row((words.role(fact.role), fact.about))),
        tag("td", words.value(fact.value), class_="value"),
        tag("td", words.source(fact.source.kind, fact.source.reference), class_="source"),
    )
