"""Decides which facts a model is told of: those that the message on a brief may state, by kind and channel."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.domain.brief import Brief, Excerpt, Fact, Topic
from assistant.domain.kinds import CHASING, Channel, MessageKind
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.lists import INVOICES, List
from assistant.drafting.quoting import may_be_quoted, reads_as
from assistant.drafting.roles import GIVEN_WORDS, INTERNAL, Scope, scope_of
from assistant.drafting.scene import Scene
from assistant.parts import PartTable

# Facts for the person who reviews, or too easily taken as a reproach, or of use in papers for our own people alone.
_NEVER = INTERNAL | {
    "unallocated",
    "reminder_count",
    "reminder_sent",
    "call_on",
    "visit_date",
    "attendees",
    "documents",
}
_NEVER |= {"contract_words"}
# What a person may concede is for the ears of the caller, and for no letter.
_ON_THE_PHONE = frozenset({"may_extend", "may_instalments", "next_count", "next_first", "next_until"})
_NOT_ON_THE_PHONE = frozenset(
    {"bank", "account_holder", "account_no", "swift", "payment_link", "sender_title", "sender_email"}
    | {"invoice_amount", "issue_date"}
)
_IN_LETTERS = frozenset({"customer_address", "creditor_address"})
# Where several invoices are not listed, only what tells them apart is of use.
_OF_ONE_AMONG_SEVERAL = frozenset({"invoice_no", "disputed_amount", "undisputed"})
_INTEREST = frozenset(
    {"interest", "interest_words", "interest_rate", "interest_from", "interest_until", "interest_days"}
    | {"interest_base", "total_with_interest"}
)
_IN_SMS = frozenset(
    {"creditor_name", "invoice_no", "invoice_count", "total_open", "open_balance", "undisputed", "due_date", "ask_by"}
    | {"promise_amount", "promise_due", "received", "received_on", "remaining", "payment_link"}
    | {"sender_name", "sender_phone", "sender_email"}
)
_PARTIES = frozenset(
    {"customer_name", "contact_name", "salutation", "creditor_name", "sender_name", "sender_title", "sender_phone"}
    | {"sender_email", "as_of"}
)
# Kinds that speak of few things, and of which.
_ONLY: Mapping[MessageKind, frozenset[str]] = {
    MessageKind.RELATIONSHIP_NOTE: _PARTIES,
    MessageKind.RECEIPT_THANKS: _PARTIES
    | {"invoice_no", "invoice_count", "received", "received_on", "remaining", "due_date", "ask_by"},
}
_DATED = frozenset({MessageKind.STATEMENT_OF_ACCOUNT, MessageKind.FORMAL_DEMAND})
# Clauses that a kind may rest on; whoever is answered or thanked is not shown the contract.
_TOPICS: Mapping[MessageKind, frozenset[Topic]] = {
    MessageKind.PAYMENT_REMINDER: frozenset(Topic),
    MessageKind.PROMISE_FOLLOWUP: frozenset(Topic),
    MessageKind.FORMAL_DEMAND: frozenset(Topic),
    MessageKind.SERVICE_SUSPENSION_NOTICE: frozenset({Topic.PAYMENT_TERM, Topic.SUSPENSION}),
    MessageKind.PLAN_PROPOSAL: frozenset({Topic.LATE_INTEREST}),
    MessageKind.WRITTEN_CONFIRMATION: frozenset({Topic.LATE_INTEREST}),
    MessageKind.CALL_SCRIPT: frozenset({Topic.PAYMENT_TERM}),
}


def may_be_said(fact: Fact, brief: Brief) -> bool:
    """Whether ``fact`` has a value, is for the customer's ears, and reads in the language of the message."""
    if fact.value == "" or fact.role in _NEVER or (fact.role in _ON_THE_PHONE and brief.channel is not Channel.PHONE):
        return False
    if fact.role in GIVEN_WORDS:
        return brief.language.is_chinese or reads_as(str(fact.value), brief.language)
    return fact.role != "promise_quote" or reads_as(str(fact.value), brief.language)


def cited(brief: Brief) -> tuple[Excerpt, ...]:
    """The clauses that a message on ``brief`` may rest on."""
    topics = _TOPICS.get(MessageKind.CALL_SCRIPT if brief.channel is Channel.PHONE else brief.kind, frozenset())
    return tuple(excerpt for excerpt in brief.grounds.excerpts if excerpt.topic in topics)


def offered(scene: Scene, lists: Iterable[List], parts: PartTable) -> tuple[str, ...]:
    """The ids of the facts and excerpts that a model is told of, in the order of the brief; rows of lists are not."""
    brief = scene.brief
    ruled_out = {role for name in parts.forbidden(brief) for role in parts.parts[name].roles}
    facts = (fact for fact in brief.grounds.facts if fact.role not in ruled_out and may_be_said(fact, brief))
    listed = any(a_list.id == INVOICES for a_list in lists)
    chosen = [fact.id for fact in facts if _fits(fact, scene) and not _stands_in_rows(fact, scene, listed=listed)]
    return (*chosen, *_quotable(brief))


def _quotable(brief: Brief) -> Iterator[str]:
    if brief.kind in CHASING | {MessageKind.PROMISE_FOLLOWUP} and brief.channel not in (Channel.SMS, Channel.PHONE):
        yield from (excerpt.id for excerpt in cited(brief) if may_be_quoted(excerpt, brief.language))


def _fits(fact: Fact, scene: Scene) -> bool:
    brief, role = scene.brief, fact.role
    if role == "clause":
        return brief.channel is not Channel.SMS and fact.about in {excerpt.id for excerpt in cited(brief)}
    if _adds_nothing(fact, scene):
        return False
    return (
        role in _ONLY.get(brief.kind, {role})
        and (role in _IN_SMS or brief.channel is not Channel.SMS)
        and (role not in _NOT_ON_THE_PHONE or brief.channel is not Channel.PHONE)
        and (role not in _IN_LETTERS or brief.channel is Channel.LETTER)
        and (role != "as_of" or brief.channel is Channel.LETTER or brief.kind in _DATED)
        and (role not in _INTEREST or brief.kind is MessageKind.FORMAL_DEMAND)
        and (role != "remaining" or Circumstance.SETTLED not in scene.circumstances)
    )


def _adds_nothing(fact: Fact, scene: Scene) -> bool:
    """Whether it says what another fact says, or goes without saying."""
    brief = scene.brief
    match fact.role:
        case "invoice_amount":
            return fact.value == brief.grounds.value("open_balance", fact.about)
        case "invoice_count":
            return Circumstance.ONE in scene.circumstances
        case "contact_name":
            return brief.channel is not Channel.LETTER and bool(brief.grounds.value("salutation"))
    return False


def _stands_in_rows(fact: Fact, scene: Scene, *, listed: bool) -> bool:
    """Whether a list says it already, or it is a detail of one invoice where several are not ``listed``."""
    scope, brief = scope_of(fact.role), scene.brief
    if scope is Scope.INSTALMENT:
        return True
    # A given amount in dispute may be of no one invoice: then no row says it.
    if scope is not Scope.INVOICE or not fact.about or Circumstance.MANY not in scene.circumstances:
        return False
    if brief.channel is Channel.SMS:
        dues = brief.grounds.facts_of("due_date")
        return not dues or fact.id != min(dues, key=lambda due: str(due.value)).id
    return listed or fact.about not in scene.invoices or fact.role not in _OF_ONE_AMONG_SEVERAL
