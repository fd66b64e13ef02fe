"""The forms by which a person records what happened on a case: money, promise, dispute, hold, contact, proof, cause."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from assistant.domain.case import Case
from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.language import LocalText
from assistant.domain.ledger import ProofKind
from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import Markup
from assistant.wording import Wording
from assistant.workflow.record.vocabulary import vocabulary


def record_forms(case: Case, say: Labels, words: Wording, new_key: Callable[[], str]) -> Markup:
    """All the forms, folded; each posts to the JSON route of its entry."""
    invoices = forms.options_of(item.invoice.number for item in case.items)
    made = {
        "payment": ("payments", _money(case, say, invoices)),
        "refund": ("refunds", _money(case, say, invoices)),
        "credit_note": ("credit-notes", _money(case, say, invoices)),
        "promise": ("promises", _promise(say)),
        "dispute": ("disputes", _dispute(say, invoices)),
        "hold": ("holds", _hold(say, words)),
        "contact": ("contacts", _contact(say)),
        "proof": ("proofs", _proof(case, say, words, invoices)),
        "cause": ("causes", _cause(say, words)),
    }
    folded = [
        forms.folded(
            say(f"account.record_{name}"),
            forms.entry_form(forms.case_route(case.id, route), new_key(), say("account.record"), *fields),
        )
        for name, (route, fields) in made.items()
    ]
    return card(say("account.record_title"), *folded)


def _money(case: Case, say: Labels, invoices: Mapping[str, str]) -> list[Markup]:
    return [
        forms.amount(say("account.amount", currency=case.currency)),
        forms.day(say("account.on_day"), "on", case.today.isoformat()),
        forms.choice(say("account.col_invoice"), "invoice", invoices, empty=say("account.on_none")),
        forms.line(say("account.col_number"), "number", needed=False, note=say("account.number_note")),
        forms.line(say("account.source"), "source", needed=False),
    ]


def _promise(say: Labels) -> list[Markup]:
    return [
        forms.amount(say("account.amount_plain")),
        forms.day(say("account.due"), "due"),
        forms.words(say("account.quote"), "quote"),
        forms.line(say("account.source"), "source"),
        forms.tick(say("account.confirmed"), "confirmed"),
    ]


def _dispute(say: Labels, invoices: Mapping[str, str]) -> list[Markup]:
    return [
        forms.choice(say("account.col_invoice"), "invoice", invoices),
        forms.choice(say("account.reason"), "reason", _named(vocabulary().dispute_reasons, say)),
        forms.amount(say("account.part"), needed=False),
        forms.words(say("account.quote"), "quote"),
        forms.line(say("account.handler"), "handler"),
        forms.day(say("account.answer_by"), "answer_by"),
    ]


def _hold(say: Labels, words: Wording) -> list[Markup]:
    return [
        forms.choice(say("account.reason"), "reason", _members(HoldReason, words)),
        forms.day(say("account.until"), "until", needed=False),
        forms.line(say("account.note"), "note", needed=False),
        forms.tick(say("account.every_currency"), "every_currency"),
    ]


def _contact(say: Labels) -> list[Markup]:
    outcomes = {key: outcome.name for key, outcome in vocabulary().outcomes.items()}
    return [
        forms.choice(say("account.channel"), "channel", _named(vocabulary().channels, say)),
        forms.choice(say("account.outcome"), "outcome", _named(outcomes, say)),
        forms.line(say("account.at"), "at", needed=False, note=say("account.at_note")),
        forms.words(say("account.note"), "note", needed=False),
    ]


def _proof(case: Case, say: Labels, words: Wording, invoices: Mapping[str, str]) -> list[Markup]:
    return [
        forms.choice(say("account.col_invoice"), "invoice", invoices),
        forms.choice(say("account.what"), "kind", _members(ProofKind, words)),
        forms.day(say("account.on_day"), "on", case.today.isoformat()),
        forms.line(say("account.status"), "status"),
        forms.line(say("account.document"), "document", needed=False),
    ]


def _cause(say: Labels, words: Wording) -> list[Markup]:
    return [
        forms.choice(say("account.why_late"), "cause", _members(Cause, words)),
        forms.words(say("account.evidence"), "evidence"),
    ]


def _members(kinds: Iterable[StrEnum], words: Wording) -> dict[str, str]:
    return {member.value: words.name(member) for member in kinds}


def _named(names: Mapping[str, LocalText], say: Labels) -> dict[str, str]:
    return {key: name.in_language(say.language) for key, name in names.items()}
