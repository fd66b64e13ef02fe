"""Decides which facts a figure may rest on: equal values, sums and differences, the contract's words, the offers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from itertools import combinations

from assistant.domain.brief import Fact, FactKind, Grounds
from assistant.domain.money import Money
from assistant.guardrail.dates import days
from assistant.guardrail.figures import Amount, ClauseNumber, DayCount, Per, Rate
from assistant.guardrail.numbers import clause_numbers, clause_path, day_counts, rates
from assistant.guardrail.stated import written

# More open items than this are summed in pairs and as a whole only.
_MOST_SUMMED = 8
_PERIODS_A_YEAR = {Per.DAY: (1,), Per.MONTH: (30,), Per.YEAR: (365, 360)}


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
    def derived(self) -> frozenset[tuple[Decimal, str]]:
        """Sums and differences of facts, and what the offers' schedules name."""
        return frozenset((money.decimal, money.currency) for money in self._derived())

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
            value == amount.value and (not amount.currencies or currency in amount.currencies)
            for value, currency in self.derived
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
        return tuple(f for f in self.grounds.facts if f.kind is FactKind.DAYS and f.value == count.value)

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

    def has_rate(self, rate: Rate) -> bool:
        """Whether the record's own words name this rate, for the same period where both name one."""
        return any(
            known.value == rate.value and (Per.NONE in (known.per, rate.per) or known.per is rate.per)
            for known in self.rates
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

    def _derived(self) -> Iterator[Money]:
        for offer in self.grounds.offers:
            yield from (instalment.amount for instalment in offer.schedule)
        for currency in {money.currency for money, _ in self.money}:
            own = sorted({m.minor for m, _ in self.money if m.currency == currency})
            sums = {*self._sums("open_balance", currency), *self._sums("invoice_amount", currency)}
            parts = {a + b for a, b in combinations(own, 2)} if len(own) <= 40 else set()
            less = {abs(a - b) for a in {*own, *sums} for b in own} if len(own) <= 40 else set()
            yield from (Money(minor, currency) for minor in {*sums, *parts, *less} if minor)

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
