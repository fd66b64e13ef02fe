"""Sees in a brief what phrases ask about: which placeholder stands for each slot, under which circumstances."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain.brief import Brief, Excerpt, Fact, FactKind, Topic
from assistant.domain.kinds import Channel, Tone
from assistant.drafting.circumstances import LISTED, WHOLE, Circumstance, circumstances_of
from assistant.drafting.quoting import may_be_quoted, reads_as
from assistant.drafting.rendering import Form, takes
from assistant.drafting.roles import DEADLINES, GIVEN_WORDS, MEANINGS, Scope, scope_of

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
# The first payment of a schedule and the last day of it, outside the list: role, and place in the order of the brief.
_ENDS = {
    "first_payment": ("instalment_amount", 0),
    "first_payment_due": ("instalment_due", 0),
    "last_payment_due": ("instalment_due", -1),
}

SLOTS: frozenset[str] = frozenset(
    {_FIRST_DUE, *_ENDS, *MEANINGS, *_CLAUSE_SLOTS, *_QUOTE_SLOTS}
    | {f"{role}{_CAPITALS}" for role in ("total_open", "open_balance", "plan_total", "total_with_interest")}
)


def role_of(slot: str) -> str:
    """The role of the facts that stand for ``slot``, or the slot itself where it is words of a contract."""
    if slot in _CLAUSE_SLOTS:
        return "clause"
    if slot in _ENDS:
        return _ENDS[slot][0]
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
            circumstances=frozenset(circumstances_of(brief)),
            invoices=brief.invoices[: None if brief.kind in WHOLE else LISTED],
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
        fact = self._first_due() if slot == _FIRST_DUE else self._end(slot) or self._fact(_plain(slot), item)
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

    def _end(self, slot: str) -> Fact | None:
        role, place = _ENDS.get(slot, ("", 0))
        found = self.brief.grounds.facts_of(role)
        return found[place] if found else None

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


def _plain(slot: str) -> str:
    return slot.removesuffix(_CAPITALS)


def _written(fact: Fact, form: Form) -> str:
    return f"[[{fact.id}]]" if form is Form.PLAIN and fact.role not in DEADLINES else f"[[{fact.id}:{form}]]"
