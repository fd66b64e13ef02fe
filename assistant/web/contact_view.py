"""Whom we write to at a customer and how they like it, with the form that changes it."""

from collections.abc import Callable

from assistant.domain.parties import PREFERABLE, Customer, Formality
from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup, tag
from assistant.wording import Wording
from assistant.workflow.change_customer import NONE, customer_document

_TEXTS = ("contact", "salutation", "position", "email", "phone", "address")


def contact_card(customer: Customer, say: Labels, words: Wording, new_key: Callable[[], str]) -> Markup:
    """Every detail that is known, what is lacking said so, and below it the form."""
    document = customer_document(customer)
    known = {name: value for name, value in document.items() if name not in ("customer", "name")}
    rows = (
        tag("div", tag("dt", words.listed("column", name)), tag("dd", words.value(value or None)), class_="figure-box")
        for name, value in known.items()
    )
    return card(say("account.contact"), tag("dl", *rows, class_="figures"), _form(customer, say, words, new_key()))


def _form(customer: Customer, say: Labels, words: Wording, key: str) -> Markup:
    document = customer_document(customer)
    none = {NONE: say("account.no_preference")}
    channels = none | {channel.value: words.name(channel) for channel in PREFERABLE}
    formalities = none | {formality.value: words.name(formality) for formality in Formality}
    texts = (
        forms.line(words.listed("column", name), name, str(document[name] or ""), needed=False, clears=True)
        for name in _TEXTS
    )
    choices = (
        forms.choice(words.listed("column", name), name, options, chosen=str(document[name] or NONE))
        for name, options in (("preferred_channel", channels), ("formality", formalities))
    )
    action = forms.customer_route(customer.code, "contact")
    return forms.folded(say("account.change"), forms.entry_form(action, key, say("account.change"), *texts, *choices))
