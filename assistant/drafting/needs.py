"""Decides which facts have to stand in a message, whatever words a model finds for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.brief import Brief, Fact, Topic
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.composer import fact_missing, no_phrasebook
from assistant.drafting.lists import List
from assistant.drafting.offered import cited, may_be_said
from assistant.drafting.scene import Scene
from assistant.parts import PartTable

# Required parts that are wanted for each invoice that is spoken of.
_OF_INVOICES = frozenset({"invoice_no", "amount", "due_date"})
# What each kind states besides the parts that are required of it, as far as the brief has it.
_ALSO: Mapping[MessageKind, tuple[str, ...]] = {
    MessageKind.DISPUTE_ACKNOWLEDGEMENT: ("disputed_amount", "undisputed_pay_by", "documents_needed"),
    MessageKind.NEGOTIATION_REPLY: ("plan_total", "interest_fixed", "discount", "fees", "security"),
    MessageKind.PLAN_PROPOSAL: ("if_missed", "fees", "pay_method"),
    MessageKind.WRITTEN_CONFIRMATION: (
        "customer_name",
        "plan_total",
        "agreed_on",
        "agreed_with",
        "if_missed",
        "fees",
        "pay_method",
    ),
    MessageKind.RECEIPT_THANKS: ("received_on",),
    MessageKind.STATEMENT_OF_ACCOUNT: ("as_of",),
    MessageKind.FORMAL_DEMAND: (
        "customer_name",
        "delivery",
        "interest_base",
        "interest_rate",
        "interest_from",
        "interest_until",
        "interest_days",
        "interest",
        "interest_words",
        "total_with_interest",
    ),
    MessageKind.SERVICE_SUSPENSION_NOTICE: ("customer_name",),
    MessageKind.CREDIT_TERMS_CHANGE: ("old_terms", "existing_pay_by"),
}
# Without such a fact the message would be about nothing.
_VITAL: Mapping[MessageKind, str] = {
    MessageKind.PLAN_PROPOSAL: "plan_total",
    MessageKind.WRITTEN_CONFIRMATION: "plan_total",
    MessageKind.RECEIPT_THANKS: "received",
    MessageKind.CREDIT_TERMS_CHANGE: "new_terms",
}
# Kinds that ask for nothing by a day.
_WITHOUT_DAY = frozenset(
    {
        MessageKind.DISPUTE_ACKNOWLEDGEMENT,
        MessageKind.RECEIPT_THANKS,
        MessageKind.CREDIT_TERMS_CHANGE,
        MessageKind.RELATIONSHIP_NOTE,
    }
)
_FIRM = frozenset({Tone.FIRM, Tone.FORMAL})


@dataclass(frozen=True, kw_only=True, slots=True)
class Needed:
    """Facts of which at least one has to stand in the message; ``ids`` in the order of the brief."""

    ids: tuple[str, ...]


def needed(scene: Scene, lists: Iterable[List], told: Iterable[str], parts: PartTable) -> tuple[Needed, ...]:
    """What has to appear in the message: what ``parts`` require and its form asks for, if it is ``told`` or listed."""
    known = set(told).union(*(a_list.facts for a_list in lists))
    groups = (tuple(dict.fromkeys(f.id for f in facts if f.id in known)) for facts in _groups(scene, parts))
    return tuple(Needed(ids=ids) for ids in dict.fromkeys(groups) if ids)


def require_sense(brief: Brief, parts: PartTable) -> None:
    """Raise Refused: ``no_phrasebook`` for a kind off its channels, ``fact_missing`` for a message about nothing."""
    if not any(row.kind is brief.kind and brief.channel in row.channels for row in parts.rows):
        raise no_phrasebook(brief)
    vital = _VITAL.get(brief.kind)
    if vital and not any(may_be_said(fact, brief) for fact in brief.grounds.facts_of(vital)):
        raise fact_missing(brief, (vital,))
    if brief.kind is MessageKind.SERVICE_SUSPENSION_NOTICE and not _clause_on(brief, Topic.SUSPENSION):
        raise fact_missing(brief, ("suspension_clause",))


def _groups(scene: Scene, parts: PartTable) -> Iterator[tuple[Fact, ...]]:
    match scene.brief.channel:
        case Channel.SMS:
            return _in_sms(scene, parts)
        case Channel.PHONE:
            return _on_the_phone(scene)
    return _in_letter(scene, parts)


def _in_sms(scene: Scene, parts: PartTable) -> Iterator[tuple[Fact, ...]]:
    of, brief = scene.brief.grounds.facts_of, scene.brief
    several = Circumstance.MANY in scene.circumstances
    yield of("creditor_name")
    if brief.kind is not MessageKind.PAYMENT_REMINDER:
        for name in parts.required(brief):
            yield of(*parts.parts[name].roles)
        return
    yield of("invoice_count", "invoice_no") if several else of("invoice_no")
    yield of("total_open") if several else of("total_open", *_amount_roles(scene))
    yield of("due_date")
    yield of("payment_link", "sender_phone", "sender_email")


def _on_the_phone(scene: Scene) -> Iterator[tuple[Fact, ...]]:
    brief = scene.brief
    of = brief.grounds.facts_of
    yield of("contact_name", "salutation")
    for role in ("creditor_name", "sender_name"):
        yield of(role)
    if brief.kind is MessageKind.PROMISE_FOLLOWUP:
        yield of("promise_amount")
        yield of("promise_due")
    yield from _of_invoices(scene, _OF_INVOICES)
    if brief.tone in _FIRM:
        yield of("ask_by")
    yield from _of_offers(scene)
    for role in ("may_extend", "may_instalments"):
        if not brief.grounds.offers:
            yield of(role)


def _in_letter(scene: Scene, parts: PartTable) -> Iterator[tuple[Fact, ...]]:
    brief, required = scene.brief, parts.required(scene.brief)
    of = brief.grounds.facts_of
    yield next((facts for facts in (of("salutation"), of("contact_name")) if any(f.value for f in facts)), ())
    yield from _of_invoices(scene, _OF_INVOICES & set(required))
    for name in required:
        if name in ("clause", "suspension_clause"):
            yield from _clauses(brief)
        elif name not in _OF_INVOICES:
            yield of(*parts.parts[name].roles)
    for role in _ALSO.get(brief.kind, ()):
        yield from ((fact,) for fact in of(role))
    if brief.kind not in _WITHOUT_DAY:
        yield of("ask_by")
    yield from _of_offers(scene)
    for role in (
        "creditor_name",
        "sender_name",
        *(("as_of", "customer_name") if brief.channel is Channel.LETTER else ()),
    ):
        yield of(role)


def _of_invoices(scene: Scene, wanted: frozenset[str]) -> Iterator[tuple[Fact, ...]]:
    of = scene.brief.grounds.facts_of
    single = of("total_open") if Circumstance.ONE in scene.circumstances else ()
    for number in scene.invoices:
        own = [fact for fact in of("invoice_no", "open_balance", "undisputed", "due_date") if fact.about == number]
        disputed = any(fact.role == "undisputed" for fact in own)
        amounts = {"undisputed"} if disputed and single else {"open_balance"}
        for part, roles in (("invoice_no", {"invoice_no"}), ("amount", amounts), ("due_date", {"due_date"})):
            if part in wanted:
                yield (*(fact for fact in own if fact.role in roles), *(single if part == "amount" else ()))
    if "amount" in wanted and not single:
        yield of("total_open")
    if Circumstance.CUT in scene.circumstances and wanted:
        yield of("invoice_count", "invoices_not_listed")


def _of_offers(scene: Scene) -> Iterator[tuple[Fact, ...]]:
    for fact in scene.brief.grounds.facts_of("extension_until", "instalment_amount", "instalment_due"):
        yield (fact,)


def _amount_roles(scene: Scene) -> tuple[str, ...]:
    return () if Circumstance.DISPUTED in scene.circumstances else ("open_balance",)


def _clauses(brief: Brief) -> Iterator[tuple[Fact, ...]]:
    if brief.kind is MessageKind.SERVICE_SUSPENSION_NOTICE:
        yield _clause_on(brief, Topic.SUSPENSION)
        return
    for excerpt in cited(brief):
        if excerpt.topic is Topic.PAYMENT_TERM or brief.tone is Tone.FORMAL:
            yield _clause_on(brief, excerpt.topic)


def _clause_on(brief: Brief, topic: Topic) -> tuple[Fact, ...]:
    excerpt = brief.grounds.excerpt_on(topic)
    return tuple(f for f in brief.grounds.facts_of("clause") if excerpt and f.about == excerpt.id)
