"""Turns one line of ``tactful draft --jsonl`` into a task: a record, what is given besides, and what to write."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from assistant.domain.authority import Offer, OfferKind
from assistant.domain.brief import Fact, FactKind, Grounds, number_facts
from assistant.domain.commitments import Instalment
from assistant.domain.given import GivenTask
from assistant.domain.kinds import ONLY_CHANNEL, Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.money import Money, total
from assistant.errors import BadInput, BadKnowledge
from assistant.intake.given_extra import EXTRA_KEYS, GivenExtra, facts_of_extra, notes_of
from assistant.intake.given_record import checked_record, given_fact, given_money, grounds_of
from assistant.intake.given_shapes import GivenRecord
from assistant.intake.points import points_in
from assistant.knowledge import Closed, check

T = TypeVar("T")

_REGION_OF_CURRENCY = {"HKD": "HK", "MOP": "MO", "TWD": "TW", "CNY": "CN", "USD": "US", "GBP": "GB", "SGD": "SG"}
_REGIONS = {Language.ZH_HANS: ("CN",), Language.ZH_HANT: ("TW", "HK", "MO"), Language.EN: ("GB", "US", "SG")}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line(Closed):
    """The keys of one line besides record and extra."""

    kind: MessageKind
    language: Language
    id: str | int = ""
    channel: Channel = Channel.EMAIL
    tone: Tone = Tone.NEUTRAL
    region: str = ""
    writer: str = "composer"
    situation: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def task_from_line(raw: Mapping[str, object]) -> GivenTask:
    """The task in ``raw``; raises BadInput that names the key which is unknown, missing or malformed."""
    plain = {key: value for key, value in raw.items() if value is not None}
    if plain.get("kind") in set(ONLY_CHANNEL):
        plain["channel"] = ONLY_CHANNEL[MessageKind(str(plain["kind"]))]
    line = _shaped(plain, _Line, "line")
    given = checked_record(line.record)
    extra = _shaped({k: v for k, v in line.extra.items() if k in EXTRA_KEYS and v is not None}, GivenExtra, "extra")
    facts = [
        *facts_of_extra(extra, given.currency, between="、" if line.language.is_chinese else ", "),
        *notes_of({k: v for k, v in line.extra.items() if k not in EXTRA_KEYS}),
        *(given_fact(FactKind.TEXT, "point", point) for point in points_in(extra.customer_message)),
    ]
    if line.situation:
        facts.append(given_fact(FactKind.TEXT, "situation", line.situation))
    return GivenTask(
        id=str(line.id),
        customer=given.customer,
        kind=line.kind,
        channel=line.channel,
        tone=line.tone,
        language=line.language,
        region=line.region or given_region(line.language, given.currency),
        writer=line.writer,
        invoices=tuple(invoice.no for invoice in given.invoices if _is_open(invoice.no, given)) or _all(given),
        number=1 + len(extra.reminders_sent),
        grounds=_grounds(given, extra, facts, line.kind),
        may_offer_plan=_may_offer(line, given, extra),
        max_chars=extra.max_chars,
    )


def _shaped(raw: Mapping[str, Any], shape: type[T], where: str) -> T:
    try:
        return check(dict(raw), shape, where)
    except BadKnowledge as error:
        place, problem = error.details.get("place"), error.details.get("problem")
        message = f"The {where} is wrong at {place}: {problem}; correct it."
        raise BadInput("bad_draft_line", message, place=place, problem=problem) from error


def given_region(language: Language, currency: str) -> str:
    """Where a letter goes when nobody says: by its language, and by the currency where that tells more."""
    by_currency = _REGION_OF_CURRENCY.get(currency, "")
    return by_currency if by_currency in _REGIONS[language] else _REGIONS[language][0]


def _all(given: GivenRecord) -> tuple[str, ...]:
    return tuple(invoice.no for invoice in given.invoices)


def _is_open(number: str, given: GivenRecord) -> bool:
    value = grounds_of(given).value("open_balance", number)
    return isinstance(value, Money) and value.minor > 0


def _may_offer(line: _Line, given: GivenRecord, extra: GivenExtra) -> bool:
    """A plan is within authority, unless the record states an authority that it goes beyond."""
    if line.kind is not MessageKind.PLAN_PROPOSAL or not line.record.get("authority") or len(extra.plan) < 2:
        return True
    return given.authority.may_offer_instalments and len(extra.plan) <= given.authority.max_instalments


def _grounds(given: GivenRecord, extra: GivenExtra, more: list[Fact], kind: MessageKind) -> Grounds:
    """The record's grounds with what is given besides, and without invoices that are paid."""
    grounds = grounds_of(given)
    closed = {no for no in _all(given) if not _is_open(no, given)} if len(given.invoices) > 1 else set()
    facts = [fact for fact in grounds.facts if fact.about not in closed and fact.role != "invoice_count"]
    given_roles = {fact.role for fact in more}
    # The day that is given with the task goes before the one of the record.
    facts = [fact for fact in facts if not (fact.role == "ask_by" and "ask_by" in given_roles)]
    facts = _disputed(facts, more, given)
    facts.append(given_fact(FactKind.COUNT, "invoice_count", len(given.invoices) - len(closed)))
    facts = [*(f for f in facts if f.role != "last_contact"), *_history(given, extra, facts)]
    facts += _settled(given, facts)
    if kind is not MessageKind.STATEMENT_OF_ACCOUNT:
        facts = _asked(facts, given.currency)
    facts += _with_interest(facts)
    offers = _offers(extra, given.currency)
    until = [given_fact(FactKind.DATE, "extension_until", o.schedule[0].due) for o in offers if len(o.schedule) == 1]
    return replace(grounds, facts=number_facts([*facts, *until]), offers=offers)


def _disputed(facts: list[Fact], more: Iterable[Fact], given: GivenRecord) -> list[Fact]:
    """What is contested belongs to the only invoice when there is just one."""
    about = given.invoices[0].no if len(given.invoices) == 1 else ""
    named = [replace(f, about=about) if f.role in ("disputed_amount", "undisputed") else f for f in more]
    roles = {fact.role for fact in named}
    if "disputed_amount" in roles and "undisputed" not in roles and about:
        whole = next(f.value for f in facts if f.role == "open_balance" and f.about == about)
        part = next(f.value for f in named if f.role == "disputed_amount")
        if isinstance(whole, Money) and isinstance(part, Money):
            named.append(given_fact(FactKind.MONEY, "undisputed", whole - part, about))
    replaced = roles & {"disputed_amount", "undisputed"}
    return [*(fact for fact in facts if fact.role not in replaced), *named]


def _history(given: GivenRecord, extra: GivenExtra, facts: list[Fact]) -> Iterator[Fact]:
    """When we were last in touch: a call that nobody answered is a call, but no contact."""
    unreached = {fact.value for fact in facts if fact.role == "call_result" and fact.about == "unreached"}
    spoken = [call.date for call in given.calls if call.result not in unreached]
    for n, call in enumerate(sorted(given.calls, key=lambda c: c.date), start=1):
        yield given_fact(FactKind.DATE, "call_on", call.date, f"call {n}")
    if contacts := [*extra.reminders_sent, *spoken]:
        yield given_fact(FactKind.DATE, "last_contact", max(contacts))
    if extra.reminders_sent:
        yield given_fact(FactKind.COUNT, "reminder_count", 1 + len(extra.reminders_sent))


def _settled(given: GivenRecord, facts: list[Fact]) -> Iterator[Fact]:
    """What was received, where the record alone tells it, and what is left when the record counts it already."""
    roles = {fact.role for fact in facts}
    paid = [invoice for invoice in given.invoices if given_money(invoice.paid, given.currency)]
    if "received" not in roles and len(paid) == 1:
        yield given_fact(FactKind.MONEY, "received", given_money(paid[0].paid, given.currency))
        if paid[0].paid_on:
            yield given_fact(FactKind.DATE, "received_on", paid[0].paid_on)
    received = next((f.value for f in facts if f.role == "received"), None)
    in_all = total((given_money(i.paid, given.currency) for i in paid), given.currency)
    counted = "received" not in roles or (isinstance(received, Money) and in_all >= received)
    if "remaining" not in roles and paid and counted:
        left = next(f.value for f in facts if f.role == "total_open")
        yield given_fact(FactKind.MONEY, "remaining", left)


def _asked(facts: list[Fact], currency: str) -> list[Fact]:
    """The whole amount asked for leaves out what is contested."""
    contested = [f.value for f in facts if f.role == "disputed_amount" and isinstance(f.value, Money)]
    less = total((c for c in contested if c.currency == currency), currency)
    return [
        replace(f, value=f.value - less)
        if f.role == "total_open" and isinstance(f.value, Money) and f.value.currency == currency
        else f
        for f in facts
    ]


def _with_interest(facts: list[Fact]) -> Iterator[Fact]:
    interest = next((f.value for f in facts if f.role == "interest"), None)
    asked = next((f.value for f in facts if f.role == "total_open"), None)
    if isinstance(interest, Money) and isinstance(asked, Money) and interest.currency == asked.currency:
        yield given_fact(FactKind.MONEY, "total_with_interest", asked + interest)


def _offers(extra: GivenExtra, currency: str) -> tuple[Offer, ...]:
    parts = [(part.date, given_money(part.amount, currency)) for part in extra.schedule]
    schedule = tuple(Instalment(due=day, amount=amount) for day, amount in parts if isinstance(day, date))
    if not schedule:
        return ()
    kind = OfferKind.INSTALMENTS if len(schedule) > 1 else OfferKind.EXTENSION
    return (Offer(kind=kind, schedule=schedule),)
