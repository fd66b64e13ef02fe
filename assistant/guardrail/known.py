"""Decides which facts a figure may rest on: equal values, sums and differences, the contract's words, the offers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from itertools import combinations

from assistant.domain.brief import Fact, FactKind, Grounds, Topic
from assistant.domain.money import ISO_DIGITS, Money
from assistant.guardrail.dates import days
from assistant.guardrail.figures import Amount, ClauseNumber, DayCount, Per, Rate
from assistant.guardrail.numbers import clause_numbers, clause_path, day_counts, rates
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.stated import written

# More open items than this are summed in pairs and as a whole only.
_MOST_SUMMED = 8
# With more different sums than this, pairs of them prove nothing.
_MOST_PAIRED = 40
_PROMISED = frozenset({"promise_amount"})
_OPEN = frozenset({"open_balance", "total_open", "invoice_amount"})
# Cues that name from what a term of payment runs.
TRIGGERS = ("trigger_invoice", "trigger_acceptance", "trigger_delivery", "trigger_month_end")
_PERIODS_A_YEAR = {Per.DAY: (1,), Per.WEEK: (7,), Per.MONTH: (30,), Per.YEAR: (365, 360)}


@dataclass(frozen=True, kw_only=True)
class Known:
    """The facts of the grounds by kind of figure; what is derived is worked out only when it is asked for."""

    grounds: Grounds

    @cached_property
    def money(self) -> tuple[tuple[Money, Fact], ...]:
        """Facts that are sums of money."""
        return tuple((fact.value, fact) for fact in self.grounds.facts if isinstance(fact.value, Money))

    @cached_property
    def dates(self) -> tuple[tuple[date, Fact], ...]:
        """Facts that are days."""
        return tuple((fact.value, fact) for fact in self.grounds.facts if isinstance(fact.value, date))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The record's own words, folded: cited clauses and everything kept as text."""
        quotes = [excerpt.quote for excerpt in self.grounds.excerpts]
        texts = [str(f.value) for f in self.grounds.facts if f.kind in (FactKind.TEXT, FactKind.RATE)]
        return tuple(map(written, (*quotes, *texts)))

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """Rates that the record's own words name."""
        return tuple(rate for source in self.sources for rate in _rates_of(source))

    @cached_property
    def day_counts(self) -> tuple[int, ...]:
        """Numbers of days that the record's own words name."""
        return tuple(number for source in self.sources for number in _day_counts_of(source))

    @cached_property
    def quoted_dates(self) -> frozenset[date]:
        """Days that the record's own words name."""
        as_of = self.grounds.as_of
        return frozenset(day for source in self.sources for day in _days_of(source, as_of))

    @cached_property
    def clauses(self) -> tuple[tuple[tuple[str, ...], Fact | None], ...]:
        """The clauses that may be cited, by their steps."""
        facts = [(clause_path(str(f.value)), f) for f in self.grounds.facts if f.kind is FactKind.CLAUSE]
        named = {path for path, _ in facts}
        more = [clause_path(e.clause) for e in self.grounds.excerpts]
        more += [clause.path for source in self.sources for clause in _clauses_of(source)]
        return (*facts, *((path, None) for path in dict.fromkeys(more) if path not in named))

    @cached_property
    def derived(self) -> Mapping[str, frozenset[int]]:
        """Sums and differences of facts, and what the offers' schedules name: by currency, in minor units."""
        return {currency: frozenset(self._derived(currency)) for currency in {m.currency for m, _ in self.money}}

    def amount_facts(self, amount: Amount) -> tuple[Fact, ...]:
        """The facts equal to ``amount``, in a currency that it may mean."""
        return tuple(
            fact
            for money, fact in self.money
            if money.decimal == amount.value and (not amount.currencies or money.currency in amount.currencies)
        )

    def is_derived(self, amount: Amount) -> bool:
        """Whether ``amount`` is a sum or difference of facts, or part of an offer."""
        return any(
            amount.value.scaleb(ISO_DIGITS[currency]) in minors
            for currency, minors in self.derived.items()
            if not amount.currencies or currency in amount.currencies
        )

    def meant_by(self, amount: Amount) -> tuple[Amount, ...]:
        """``amount`` itself, or where the text rounds it the sums of the record that it may stand for."""
        if not amount.slack:
            return (amount,)
        sums = {money.decimal for money, _ in self.money}
        for code in {money.currency for money, _ in self.money}:
            minors = {*self._sums("open_balance", code), *self._sums("invoice_amount", code)}
            sums |= {Money(minor, code).decimal for minor in minors}
        near = sorted((v for v in sums if abs(v - amount.value) <= amount.slack), key=lambda v: abs(v - amount.value))
        return (*(replace(amount, value=value) for value in near), amount)

    def is_share(self, amount: Amount, per_cent: Decimal) -> bool:
        """Whether ``amount`` is so much of an open sum."""
        wanted = (m.decimal * per_cent / 100 for m, f in self.money if f.role in _OPEN)
        return any(abs(amount.value - value) < Decimal("0.01") for value in wanted)

    def is_part_of(self, amount: Amount, number: int) -> bool:
        """Whether ``amount`` is one of ``number`` equal parts of an open sum."""
        wholes = [money.decimal for money, fact in self.money if fact.role in _OPEN]
        wholes.append(sum((money.decimal for money in self.overdue), Decimal(0)))
        return any(abs(amount.value * number - whole) < number for whole in wholes)

    @cached_property
    def overdue(self) -> tuple[Money, ...]:
        """The open balances of invoices that are past due."""
        due = {f.about: f.value for f in self.grounds.facts_of("due_date")}
        open_by = ((f.value, due.get(f.about)) for f in self.grounds.facts_of("open_balance"))
        return tuple(m for m, d in open_by if isinstance(m, Money) and isinstance(d, date) and d < self.grounds.as_of)

    @property
    def number_overdue(self) -> int:
        """How many open invoices are past due."""
        return sum(1 for money in self.overdue if money)

    def is_overdue_total(self, amount: Amount) -> bool:
        """Whether ``amount`` may be called past due: not when it counts in what is not due yet."""
        total = self.grounds.value("total_open")
        if not isinstance(total, Money) or amount.value != total.decimal:
            return True
        return sum((money.decimal for money in self.overdue), Decimal(0)) == amount.value

    def triggers(self, number: int, rules: RuleSet) -> frozenset[str]:
        """From what the record's own words let so many days run, as names of cues."""
        naming = [source for source in self.sources if number in _day_counts_of(source)]
        return frozenset(
            cue
            for cue in TRIGGERS
            for source in naming
            if any(p.regex.search(source) for p in (*rules.cues[cue].zh, *rules.cues[cue].en))
        )

    def is_sum_of_paid_off(self, amount: Amount) -> bool:
        """Whether ``amount`` sums whole invoices of which part is paid: no open balance comes to that."""
        return any(
            amount.value in {Money(minor, code).decimal for minor in self._sums("invoice_amount", code)}
            and amount.value not in {Money(minor, code).decimal for minor in self._sums("open_balance", code)}
            for code in {money.currency for money, _ in self.money}
        )

    def is_interest(self, amount: Amount) -> bool:
        """Whether ``amount`` is what a rate of the contract comes to on an open balance for the days it is late."""
        return amount.value in self._interest

    def date_facts(self, dates: Iterable[date]) -> tuple[Fact, ...]:
        """The facts equal to one of ``dates``."""
        wanted = set(dates)
        return tuple(fact for day, fact in self.dates if day in wanted)

    def is_planned(self, dates: Iterable[date]) -> bool:
        """Whether one of ``dates`` is named in an offer or in the record's own words."""
        planned = {i.due for offer in self.grounds.offers for i in offer.schedule} | self.quoted_dates
        return not planned.isdisjoint(dates)

    def days_late(self, count: DayCount) -> tuple[Fact, ...]:
        """The facts that say so many days past due."""
        days = (f for f in self.grounds.facts if f.kind is FactKind.DAYS)
        return tuple(f for f in days if isinstance(f.value, int) and count.may_mean(f.value))

    @cached_property
    def lateness(self) -> frozenset[int]:
        """How many days past due the day of writing is for any due date of the record."""
        due = (fact.value for fact in self.grounds.facts_of("due_date", "promise_due", "instalment_due"))
        return frozenset((self.grounds.as_of - day).days for day in due if isinstance(day, date))

    @cached_property
    def terms(self) -> frozenset[int]:
        """How many days each invoice leaves between its issue and its due date."""
        issued = {f.about: f.value for f in self.grounds.facts_of("issue_date") if isinstance(f.value, date)}
        due = ((f.value, issued.get(f.about)) for f in self.grounds.facts_of("due_date"))
        return frozenset((day - begun).days for day, begun in due if isinstance(day, date) and begun)

    @cached_property
    def spans_of_days(self) -> frozenset[int]:
        """How many days lie between any two days of the record."""
        all_days = {day for day, _ in self.dates} | {self.grounds.as_of}
        return frozenset(abs((a - b).days) for a, b in combinations(all_days, 2))

    def clause_fact(self, clause: ClauseNumber) -> tuple[bool, Fact | None]:
        """Whether the clause, or one inside it, may be cited, and the fact that says so."""
        exact = [fact for path, fact in self.clauses if path == clause.path]
        if exact:
            return True, exact[0]
        return any(path[: len(clause.path)] == clause.path for path, _ in self.clauses), None

    def topics(self, clause: ClauseNumber) -> frozenset[Topic | None]:
        """What the excerpts of the clause speak of; None where there is no excerpt of it."""
        found = {e.topic for e in self.grounds.excerpts if clause_path(e.clause)[: len(clause.path)] == clause.path}
        return frozenset(found) or frozenset({None})

    def has_rate(self, rate: Rate) -> bool:
        """Whether the record's own words name this rate, for the same period where both name one."""
        return any(
            known.value in (rate.value, rate.other) and (Per.NONE in (known.per, rate.per) or known.per is rate.per)
            for known in (*self.rates, *(other for known in self.rates for other in _for_longer(known)))
        )

    def nearest_amount(self, amount: Amount) -> Fact | None:
        """The fact closest to ``amount``, when it is close: off by a slip of the pen."""
        near = [(abs(m.decimal - amount.value), n, f) for n, (m, f) in enumerate(self.money) if _alike(m, amount)]
        return min(near)[2] if near else None

    def nearest_date(self, wanted: date) -> Fact | None:
        """The dated fact within ten days of ``wanted``, the closest."""
        near = [(abs((day - wanted).days), n, f) for n, (day, f) in enumerate(self.dates) if f.role != "as_of"]
        best = min(near, default=None)
        return best[2] if best and best[0] <= 10 else None

    def _derived(self, currency: str) -> Iterator[int]:
        for offer in self.grounds.offers:
            yield from (i.amount.minor for i in offer.schedule if i.amount.currency == currency)
        yield from self._sums("open_balance", currency)
        yield from self._sums("invoice_amount", currency)
        own = [(money.minor, fact) for money, fact in self.money if money.currency == currency]
        if len(own) <= _MOST_PAIRED:
            for (a, first), (b, second) in combinations(own, 2):
                promised = (first.role in _PROMISED) != (second.role in _PROMISED)
                if not promised and first.about != second.about:
                    yield a + b
                if promised or first.about == second.about or not (first.about and second.about):
                    yield abs(a - b)

    def _sums(self, role: str, currency: str) -> Iterator[int]:
        facts = self.grounds.facts_of(role)
        minors = [f.value.minor for f in facts if isinstance(f.value, Money) and f.value.currency == currency]
        sizes = range(2, len(minors) + 1) if len(minors) <= _MOST_SUMMED else (2, len(minors))
        for size in sizes:
            yield from (sum(some) for some in combinations(minors, size))

    @cached_property
    def _interest(self) -> frozenset[Decimal]:
        found: set[Decimal] = set()
        late = {f.about: f.value for f in self.grounds.facts_of("days_late") if isinstance(f.value, int)}
        for money, fact in self.money:
            numbers = [late[fact.about]] if fact.about in late else sorted(set(late.values()))
            for rate in self.rates:
                found.update(_accrued(money.decimal, rate, days) for days in numbers)
                for basis in _PERIODS_A_YEAR.get(rate.per, ())[1:]:
                    found.update(_cents(money.decimal * rate.value / 100 * n / basis) for n in numbers)
        return frozenset(found)


@lru_cache(maxsize=1024)
def _rates_of(source: str) -> tuple[Rate, ...]:
    return tuple(rates(source))


@lru_cache(maxsize=1024)
def _day_counts_of(source: str) -> tuple[int, ...]:
    return tuple(count.value for count in day_counts(source))


@lru_cache(maxsize=1024)
def _days_of(source: str, as_of: date) -> tuple[date, ...]:
    return tuple(day.dates[0] for day in days(source, as_of))


@lru_cache(maxsize=1024)
def _clauses_of(source: str) -> tuple[ClauseNumber, ...]:
    return tuple(clause_numbers(source))


def _for_longer(rate: Rate) -> Iterator[Rate]:
    """The same rate for longer periods: 1% a month is 12% a year."""
    factors = {Per.DAY: ((Per.MONTH, 30), (Per.YEAR, 365), (Per.YEAR, 360)), Per.MONTH: ((Per.YEAR, 12),)}
    for per, factor in factors.get(rate.per, ()):
        yield Rate(span=rate.span, value=(rate.value * factor).normalize(), per=per)


def day_after(day: date) -> date:
    """The day on which lateness begins."""
    return day + timedelta(days=1)


def _accrued(principal: Decimal, rate: Rate, number: int) -> Decimal:
    length = _PERIODS_A_YEAR.get(rate.per, (1,))[0]
    return _cents(principal * rate.value / 100 * number / length)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _alike(money: Money, amount: Amount) -> bool:
    value = money.decimal
    if not value or (amount.currencies and money.currency not in amount.currencies):
        return False
    return abs(value - amount.value) * 5 <= value or sorted(str(value).strip("0.")) == sorted(
        str(amount.value).strip("0.")
    )
