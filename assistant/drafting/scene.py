"""Sees in a brief what phrases ask about: which circumstances hold, and which placeholder stands for each slot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.authority import OfferKind
from assistant.domain.brief import Brief, Excerpt, Fact, FactKind, Grounds, Topic
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.money import Money
from assistant.domain.parties import Formality
from assistant.drafting.quoting import may_be_quoted, reads_as
from assistant.drafting.rendering import Form, takes
from assistant.drafting.roles import DEADLINES, GIVEN_WORDS, MEANINGS, Scope, scope_of

# So many invoices are listed; the rest is named in one line, but where every item has to stand.
LISTED = 8
_WHOLE = frozenset({MessageKind.STATEMENT_OF_ACCOUNT, MessageKind.FORMAL_DEMAND, MessageKind.COUNSEL_BRIEF})


class Circumstance(StrEnum):
    """What a phrase may depend on.

    Dates: before_due, due_today, overdue (any invoice past its date). History: follow_up (second message or later),
    paid_since (money arrived since the last contact), nothing_since (we were in touch after a due date, and none did
    as far as the record shows). Size: one, many, cut (more invoices than are listed).
    Content: reduced (less is open than was invoiced), disputed, promise, extension, instalments, legal_notice (words on
    legal steps are authorised). from_middle: the stage is middle or later. settled: nothing is left to pay. undisputed:
    part of what is contested may still be asked for. lawsuit: proceedings exist. formal_address, plain_address: so the
    customer wants to be greeted. The rest are points that the customer's message raises.
    """

    BEFORE_DUE = "before_due"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    FOLLOW_UP = "follow_up"
    PAID_SINCE = "paid_since"
    NOTHING_SINCE = "nothing_since"
    ONE = "one"
    MANY = "many"
    CUT = "cut"
    REDUCED = "reduced"
    DISPUTED = "disputed"
    PROMISE = "promise"
    EXTENSION = "extension"
    INSTALMENTS = "instalments"
    LEGAL_NOTICE = "legal_notice"
    FROM_MIDDLE = "from_middle"
    SETTLED = "settled"
    UNDISPUTED = "undisputed"
    LAWSUIT = "lawsuit"
    FORMAL_ADDRESS = "formal_address"
    PLAIN_ADDRESS = "plain_address"
    SAYS_PAID = "says_paid"
    CASH_FLOW = "cash_flow"
    ASKS_INSTALMENTS = "asks_instalments"
    ASKS_TIME = "asks_time"
    ASKS_DISCOUNT = "asks_discount"
    ASKS_WAIVER = "asks_waiver"
    QUALITY = "quality"
    NEEDS_DOCUMENTS = "needs_documents"
    APPROVAL = "approval"


# Slots that name an excerpt by its topic, and the ending that asks for an amount in capital characters.
_CLAUSE_SLOTS = {
    "clause": Topic.PAYMENT_TERM,
    "interest_clause": Topic.LATE_INTEREST,
    "suspension_clause": Topic.SUSPENSION,
}
_QUOTE_SLOTS = {
    "quote": Topic.PAYMENT_TERM,
    "interest_quote": Topic.LATE_INTEREST,
    "suspension_quote": Topic.SUSPENSION,
}
_CAPITALS = "_capitals"

# The earliest due date, where several invoices are spoken of at once.
_FIRST_DUE = "first_due"

SLOTS: frozenset[str] = frozenset(
    {_FIRST_DUE, *MEANINGS, *_CLAUSE_SLOTS, *_QUOTE_SLOTS}
    | {f"{role}{_CAPITALS}" for role in ("total_open", "open_balance", "plan_total", "total_with_interest")}
)


def role_of(slot: str) -> str:
    """The role of the facts that stand for ``slot``, or the slot itself where it is words of a contract."""
    if slot in _CLAUSE_SLOTS:
        return "clause"
    return "due_date" if slot == _FIRST_DUE else slot.removesuffix(_CAPITALS)


# What a line may be repeated for, besides invoices: the role whose facts name the items.
_LISTS = {"instalment": "instalment_due", "reminder": "reminder_sent", "call": "call_on"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A brief as the phrases see it; ``invoices`` are those that are listed."""

    brief: Brief
    circumstances: frozenset[Circumstance]
    invoices: tuple[str, ...]
    _facts: Mapping[tuple[str, str], Fact]
    _first: Mapping[str, Fact]

    @classmethod
    def of(cls, brief: Brief) -> "Scene":
        """What ``brief`` holds; a fact with an empty value counts as absent."""
        facts = [fact for fact in brief.grounds.facts if fact.value != ""]
        return cls(
            brief=brief,
            circumstances=frozenset(_circumstances(brief)),
            invoices=brief.invoices[: None if brief.kind in _WHOLE else LISTED],
            _facts={(f.role, f.about): f for f in reversed(facts)},
            _first={f.role: f for f in reversed(facts)},
        )

    def items(self, each: str) -> tuple[str, ...]:
        """What a line that stands for ``each`` is repeated for; a line for nothing in particular stands once."""
        if not each:
            return ("",)
        if each == "invoice":
            return self.invoices
        return tuple(fact.about for fact in self.brief.grounds.facts_of(_LISTS[each]))

    def placeholder(self, slot: str, item: str = "") -> str | None:
        """What to write for ``slot``, such as ``[[F3]]``, or None when the brief has nothing for it.

        ``item`` is the invoice or instalment that a list has come to; without it a slot of an invoice speaks of the
        only one, and of none when there are several.
        """
        if slot in _QUOTE_SLOTS:
            return self._quote(_QUOTE_SLOTS[slot])
        if slot in _CLAUSE_SLOTS:
            return self._clause(_CLAUSE_SLOTS[slot])
        fact = self._first_due() if slot == _FIRST_DUE else self._fact(slot.removesuffix(_CAPITALS), item)
        if fact is None or not self._may_be_said(fact):
            return None
        form = Form.CAPITALS if slot.endswith(_CAPITALS) else self._form(fact)
        return _written(fact, form) if takes(fact, form, self.brief.language) else None

    def _fact(self, role: str, item: str) -> Fact | None:
        scope = scope_of(role)
        if scope is Scope.CASE:
            return self._first.get(role)
        about = item
        if scope is Scope.INVOICE and not item and len(self.brief.invoices) == 1:
            about = self.brief.invoices[0]
        own = self._facts.get((role, about))
        return own if own or item else self._facts.get((role, ""))

    def _first_due(self) -> Fact | None:
        dues = [fact for fact in self.brief.grounds.facts_of("due_date") if isinstance(fact.value, date)]
        return min(dues, key=lambda fact: str(fact.value), default=None)

    def _clause(self, topic: Topic) -> str | None:
        excerpt = self.brief.grounds.excerpt_on(topic)
        fact = self._facts.get(("clause", excerpt.id)) if excerpt else None
        return _written(fact, Form.PLAIN) if fact else None

    def _quote(self, topic: Topic) -> str | None:
        excerpt: Excerpt | None = self.brief.grounds.excerpt_on(topic)
        return f"[[{excerpt.id}]]" if excerpt and may_be_quoted(excerpt, self.brief.language) else None

    def _may_be_said(self, fact: Fact) -> bool:
        if fact.role in GIVEN_WORDS:
            # An English letter has no use for Chinese terms; a Chinese one may name terms of trade in English.
            return self.brief.language.is_chinese or reads_as(str(fact.value), self.brief.language)
        return fact.role != "promise_quote" or reads_as(str(fact.value), self.brief.language)

    def _form(self, fact: Fact) -> Form:
        """How dates are written: a deadline with its weekday, and without the year where nobody can mistake it."""
        if fact.kind is not FactKind.DATE or not isinstance(fact.value, date):
            return Form.PLAIN
        brief = self.brief
        this_year = fact.value.year == brief.grounds.as_of.year
        if fact.role in DEADLINES:
            solemn = brief.channel is Channel.LETTER or (brief.tone is Tone.FORMAL and brief.channel is not Channel.SMS)
            return Form.NEAR if this_year and not solemn else Form.WEEKDAY
        return Form.SHORT if this_year and brief.channel is Channel.SMS else Form.PLAIN


def _written(fact: Fact, form: Form) -> str:
    return f"[[{fact.id}]]" if form is Form.PLAIN and fact.role not in DEADLINES else f"[[{fact.id}:{form}]]"


def _circumstances(brief: Brief) -> Iterator[Circumstance]:
    grounds, count = brief.grounds, len(brief.invoices)
    offered = {offer.kind for offer in grounds.offers}
    holds = {
        _timing(brief): True,
        Circumstance.FOLLOW_UP: brief.number > 1,
        Circumstance.PAID_SINCE: _paid_since(brief),
        Circumstance.NOTHING_SINCE: _nothing_since(brief),
        Circumstance.ONE: count == 1,
        Circumstance.MANY: count > 1,
        Circumstance.CUT: count > LISTED and brief.kind not in _WHOLE,
        Circumstance.REDUCED: any(_is_reduced(brief, number) for number in brief.invoices),
        Circumstance.DISPUTED: grounds.fact("disputed_amount") is not None,
        Circumstance.PROMISE: grounds.fact("promise_due") is not None,
        Circumstance.EXTENSION: OfferKind.EXTENSION in offered and grounds.fact("extension_until") is not None,
        Circumstance.INSTALMENTS: OfferKind.INSTALMENTS in offered and grounds.fact("instalment_due") is not None,
        Circumstance.LEGAL_NOTICE: grounds.legal_notice_authorised,
        Circumstance.SETTLED: _is_settled(grounds),
        Circumstance.UNDISPUTED: any(_is_positive(fact) for fact in grounds.facts_of("undisputed")),
        Circumstance.LAWSUIT: grounds.lawsuit_filed,
        Circumstance.FORMAL_ADDRESS: brief.formality is Formality.FORMAL,
        Circumstance.PLAIN_ADDRESS: brief.formality is Formality.PLAIN,
        Circumstance.FROM_MIDDLE: brief.stage not in (Stage.UPCOMING, Stage.DUE, Stage.EARLY),
    }
    yield from (circumstance for circumstance, does_hold in holds.items() if does_hold)
    yield from (Circumstance(str(fact.value)) for fact in grounds.facts_of("point"))


def _is_settled(grounds: Grounds) -> bool:
    left = grounds.fact("remaining") or grounds.fact("total_open")
    return left is not None and not _is_positive(left)


def _is_positive(fact: Fact) -> bool:
    return isinstance(fact.value, Money) and fact.value.minor > 0


def _is_reduced(brief: Brief, invoice_no: str) -> bool:
    grounds = brief.grounds
    return grounds.value("open_balance", invoice_no) != grounds.value("invoice_amount", invoice_no)


def _timing(brief: Brief) -> Circumstance:
    """By the due dates themselves, for a step can be reached a day or two late; by the stage where there are none."""
    first = min(_dates(brief, "due_date"), default=None)
    if first is None:
        by_stage = {Stage.UPCOMING: Circumstance.BEFORE_DUE, Stage.DUE: Circumstance.DUE_TODAY}
        return by_stage.get(brief.stage, Circumstance.OVERDUE)
    as_of = brief.grounds.as_of
    if first == as_of:
        return Circumstance.DUE_TODAY
    return Circumstance.BEFORE_DUE if first > as_of else Circumstance.OVERDUE


def _nothing_since(brief: Brief) -> bool:
    last, dues = brief.grounds.value("last_contact"), _dates(brief, "due_date")
    # A word before the due date is no reminder that went unanswered.
    reminded = isinstance(last, date) and bool(dues) and last >= min(dues)
    return brief.number > 1 and reminded and not _paid_since(brief) and not brief.grounds.fact("unallocated")


def _paid_since(brief: Brief) -> bool:
    paid, last = _dates(brief, "paid_on"), brief.grounds.value("last_contact")
    return bool(paid) and (not isinstance(last, date) or max(paid) >= last)


def _dates(brief: Brief, role: str) -> list[date]:
    return [fact.value for fact in brief.grounds.facts_of(role) if isinstance(fact.value, date)]
