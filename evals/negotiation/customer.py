"""A counterpart at the table: what they say next, when they sign, and what they then truly pay."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assistant.domain.commitments import Instalment
from assistant.domain.language import Language
from assistant.domain.money import Money, total
from evals.negotiation.said import SaidAmount, SaidDay, SaidParts
from evals.negotiation.scripts import Demand, Market, Saying, Script, load_authorities, load_markets, load_pools
from evals.negotiation.terms import Terms, major, terms_of

# A payment that comes a few days after its day is late, not impossible.
GRACE_DAYS = 5
# Two offers that differ by less are the same: a thousandth of the debt.
SLACK = Fraction(1, 1000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counterpart:
    """A script with what belongs to its market: the record that stands for it, and how people there talk."""

    script: Script
    language: Language
    region: str
    currency: str
    record: Mapping[str, Any]
    pools: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        """The id of its script."""
        return self.script.id

    @property
    def outstanding(self) -> Money:
        """Amounts less what was paid and what is disputed, before the talk."""
        return total((_open(row, self.currency) for row in self.script.invoices), self.currency)

    def saying(self, number: int) -> Saying:
        """What they say as their message ``number``, from 0; the last is said again in other words."""
        messages = (self.script.opening, *self.script.later)
        if number < len(messages):
            return messages[number]
        if number == len(messages) and self.script.candid:
            return Saying(pool="candid", ask=Demand(parts=self._cash_days()), gives=True)
        asks = [one.ask for one in messages if one.ask is not None]
        last = Demand(parts=self._cash_days()) if self.script.candid else asks[-1] if asks else None
        return Saying(pool="again", ask=last, gives=False)

    def words(self, saying: Saying, number: int, outstanding: Money, today: dt.date, ours: Terms | None) -> str:
        """The text of ``saying``: figures computed from what they ask, or from our offer where that is accepted."""
        text = saying.say
        if not text:
            pool = self.pools[saying.pool]
            text = pool[(random.Random(self.id).randrange(len(pool)) + number) % len(pool)]  # noqa: S311
        return text.format(**self._figures(saying, outstanding, today, ours))

    def signs(self, ours: Terms, asked: Demand | None, offers: int, outstanding: Money, today: dt.date) -> bool:
        """Whether they accept ``ours``, our offer number ``offers`` from 1, when they last asked ``asked``."""
        truth = self.script.truth
        if not ours.schedule:
            return False  # we wait for what they tell us, so there is nothing to sign
        if not (truth.careless or self.can_keep(ours.schedule, outstanding)):
            return False
        theirs = terms_of(asked, outstanding, ours.late_interest, today) if asked else None
        if theirs and ours.generosity(today) >= theirs.generosity(today) - SLACK:
            return True
        enough = ours.discount_pct >= truth.needs_discount and (
            not truth.needs_waiver or ours.interest_waived or not ours.late_interest
        )
        return bool(enough) and offers > truth.patience

    def can_keep(self, schedule: Sequence[Instalment], outstanding: Money) -> bool:
        """Whether their cash covers every payment of what is ``outstanding`` within some days of its day."""
        paid = self.outstanding - outstanding
        for part in schedule:
            paid = paid + part.amount
            if not paid <= self.cash_by(part.due + dt.timedelta(days=GRACE_DAYS)):
                return False
        return True

    def cash_by(self, day: dt.date) -> Money:
        """What they can have paid on this debt by ``day``."""
        days = (day - self.script.as_of).days
        share = sum(share for after, share in self.script.truth.cash.items() if after <= days)
        return self.outstanding.share(Decimal(share) / 100)

    def _cash_days(self) -> dict[dt.date, int]:
        """What comes in by which day; money that is there needs a few days to be sent."""
        start = self.script.as_of
        return {start + dt.timedelta(days=max(days, 3)): share for days, share in self.script.truth.cash.items()}

    def _figures(
        self, saying: Saying, outstanding: Money, today: dt.date, ours: Terms | None
    ) -> dict[str, SaidDay | SaidAmount | SaidParts]:
        ask = saying.ask or Demand()
        marks = {"by": ask.by, "now_on": ask.now_on, "start": ask.start}
        said: dict[str, SaidDay | SaidAmount | SaidParts] = {
            key: SaidDay(mark=mark, today=today, region=self.region) for key, mark in marks.items() if mark
        }
        amounts = {
            "total": outstanding,
            "now": major(ask.now, self.currency),
            "first": major(ask.first, self.currency),
            "pays": major(saying.pays, self.currency),
            "rest": outstanding - major(ask.now or ask.first or saying.pays, self.currency),
        }
        theirs = terms_of(ask, outstanding, Money.zero(self.currency), today)
        if theirs:
            amounts["each"] = theirs.schedule[1 if ask.first else 0].amount
            said["parts"] = SaidParts(parts=theirs.schedule, region=self.region)
        if ours:
            first = ours.schedule[0]
            amounts["our_first"] = first.amount
            said["our_first_day"] = SaidDay(mark=first.due.isoformat(), today=today, region=self.region)
        return {**said, **{key: SaidAmount(money=one, region=self.region) for key, one in amounts.items()}}


def load_counterparts() -> tuple[Counterpart, ...]:
    """Every counterpart of every market, in the order of the files."""
    limits = load_authorities()
    return tuple(
        Counterpart(
            script=script,
            language=market.language,
            region=market.region,
            currency=market.currency,
            record=_record(market, script, limits),
            pools=load_pools(market.region, market.language),
        )
        for market in load_markets()
        for script in market.counterparts
    )


def _record(market: Market, script: Script, limits: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    keys = ("no", "amount", "issued", "due", "paid", "disputed")
    return {
        **market.seller,
        "customer": script.customer,
        "contact": script.contact,
        "currency": market.currency,
        "as_of": script.as_of.isoformat(),
        "invoices": [dict(zip(keys, map(str, row), strict=False)) for row in script.invoices],
        **({"contract": market.contracts[script.contract]} if script.contract else {}),
        **({"promises": [dict(one) for one in script.promises]} if script.promises else {}),
        "authority": dict(limits[script.authority]),
    }


def _open(row: Sequence[object], currency: str) -> Money:
    amount, *less = (Money.parse(str(one), currency) for one in (row[1], *row[4:]))
    return amount - total(less, currency)
