"""Everything that the drafting page shows of one case, read from the record in one go."""

from dataclasses import dataclass

from assistant.domain.brief import Brief, Refusal
from assistant.domain.message import EDITABLE, Message
from assistant.domain.parties import Person
from assistant.planning import Wishes
from assistant.web.case_view import case_head, open_items, refusal_card
from assistant.web.found_view import found
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.letter_view import excerpts, facts, preview, stated_refs, why
from assistant.web.made_panels import MadePanels, made_panels
from assistant.web.markup import NOTHING, Markup, joined, tag
from assistant.web.offered_view import offered
from assistant.web.variants_view import two_wordings
from assistant.wording import Wording
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk
from assistant.workflow.worklist import CaseView, show_case


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePage:
    """The panels of the page; ``may_edit`` says whether the boxes take text (the use cases decide what is stored)."""

    message: Message | None
    may_edit: bool
    case: Markup
    preview: Markup
    findings: Markup
    why: Markup
    facts: Markup
    papers: Markup
    sent: Markup
    variants: Markup


def case_page(desk: Desk, person: Person, case_id: str, say: Labels, words: Wording) -> CasePage:
    """The page of ``case_id`` for ``person``; raises NotFound or BadInput for a case that there is not."""
    view = show_case(desk, case_id)
    message = view.message
    grounds = message.brief if message else _brief(desk, person, case_id)
    brief = grounds if isinstance(grounds, Brief) else None
    may_edit = message is not None and message.author == person.login and message.status in EDITABLE
    waits = refusal_card(grounds, say, words) if isinstance(grounds, Refusal) else NOTHING
    made = made_panels(desk, person, message, say, words) if message else MadePanels()
    return CasePage(
        message=message,
        may_edit=may_edit,
        case=_head(view, say, words),
        preview=preview(message, say, words) if message else _empty(say),
        findings=_judged(desk, person, message, say, words, may_edit=may_edit) if message else NOTHING,
        why=why(brief, made.made, say, words) if brief else waits,
        facts=facts(brief, stated_refs(message) if message else frozenset(), say, words) if brief else NOTHING,
        papers=joined([open_items(view.case, say, words), excerpts(brief, say, words) if brief else NOTHING]),
        sent=made.left,
        variants=two_wordings(message, say, words, may_use=may_edit) if message else NOTHING,
    )


def _brief(desk: Desk, person: Person, case_id: str) -> Brief | Refusal:
    """What a draft would rest on, before there is one."""
    with desk.record.read() as tx:
        return brief_case(desk, tx, person, case_id, Wishes())


def _judged(desk: Desk, person: Person, message: Message, say: Labels, words: Wording, *, may_edit: bool) -> Markup:
    """What it offers and on whose authority, before what was found in its text."""
    here = found(desk, person, message, say, words, may_apply=may_edit)
    return joined([offered(desk, message, say, words), here])


def _head(view: CaseView, say: Labels, words: Wording) -> Markup:
    message = view.message
    account = page_address(say.language, Page.ACCOUNT, case=view.case.id)
    talk = page_address(say.language, Page.NEGOTIATE, case=view.case.id)
    ways = (tag("a", say("account.see"), href=account), tag("a", say("negotiate.see"), href=talk))
    lines = [tag("p", joined(ways, " · "), class_="aside")]
    if message and message.note:
        lines.append(tag("p", "↩ ", words.reason(message.note), class_="warning"))
    if message and message.status not in EDITABLE:
        link = page_address(say.language, Page.REVIEW, item=message.id)
        lines.append(
            tag(
                "p",
                say("draft.with_others", status=words.name(message.status)),
                " ",
                tag("a", say("draft.see_review"), href=link),
                class_="aside",
            )
        )
    return joined([case_head(view.case, say, words), *lines])


def _empty(say: Labels) -> Markup:
    return card(say("draft.preview"), tag("p", say("draft.not_composed"), class_="empty"), id="preview")
