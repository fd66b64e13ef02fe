"""What the customer's words contest and nobody has recorded, drawn with the form, or the way, to record it."""

from collections.abc import Callable

from assistant.domain.case import Case
from assistant.domain.money import Money
from assistant.ports import Calendar
from assistant.web import forms
from assistant.web.frame import Page, card, page_address
from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag
from assistant.wording import Wording
from assistant.workflow.negotiation.unrecorded import Unrecorded
from assistant.workflow.record.vocabulary import vocabulary
from assistant.workflow.replies.proposed import answer_day
from assistant.workflow.replies.rules import reply_rules


def contested_card(
    found: Unrecorded, case: Case, calendar: Calendar, say: Labels, words: Wording, new_key: Callable[[], str]
) -> Markup:
    """Why it is left out; a reply is read on its own page, other words are recorded here, one form for each invoice."""
    because = tag("p", "▲ ", words.reason(found.reason), class_="warning")
    quote = tag("blockquote", found.dispute.evidence.quote)
    reply = found.heard.reply
    if reply:
        to_reply = page_address(say.language, Page.REPLY, case=case.id, reply=reply.id)
        ways = [tag("p", tag("a", say("negotiate.read_reply", reply=reply.id), href=to_reply, class_="button"))]
    else:
        day = answer_day(case, reply_rules(), calendar).isoformat()
        ways = [_form(found, case, number, amount, day, say, new_key()) for number, amount in found.of_each.items()]
    return card(say("negotiate.contested"), because, quote, *ways, id="contested")


def _form(found: Unrecorded, case: Case, number: str, amount: Money, answer_by: str, say: Labels, key: str) -> Markup:
    reasons = {name: known.in_language(say.language) for name, known in vocabulary().dispute_reasons.items()}
    return forms.entry_form(
        forms.case_route(case.id, "disputes"),
        key,
        say("negotiate.record_dispute"),
        forms.choice(say("account.col_invoice"), "invoice", forms.options_of(i.invoice.number for i in case.items),
                     chosen=number),
        forms.choice(say("account.reason"), "reason", reasons,
                     chosen=reply_rules().dispute_reasons[found.dispute.reason]),
        forms.amount(say("account.part"), value=amount.typed(), needed=False),
        forms.words(say("account.quote"), "quote", found.dispute.evidence.quote),
        forms.line(say("account.handler"), "handler"),
        forms.day(say("account.answer_by"), "answer_by", answer_by),
    )  # fmt: skip
