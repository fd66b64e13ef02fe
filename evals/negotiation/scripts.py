"""The scripts as they stand in the files: who the customer is, what they can truly pay, what they say and when."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.domain.language import Language
from assistant.knowledge import Closed, read_yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand(Closed):
    """What they ask, in figures; days as `evals.negotiation.said` reads them, amounts in whole major units.

    ``by`` alone is everything on that day; ``now`` (on ``now_on``) and ``by`` a part now and the rest then; ``n``
    payments from ``start`` on, one each ``every`` week, fortnight or month, with a ``first`` of its own where it
    differs; ``discount`` is a discount in per cent for paying on ``by``; ``waive`` asks for the interest. ``parts`` are
    shares of the debt, in per cent, by day: no file has them, they come from the truth.
    """

    by: str = ""
    now: int = 0
    now_on: str = "+3"
    n: int = 0
    first: int = 0
    start: str = "+3"
    every: str = "month"
    discount: int = 0
    parts: Mapping[dt.date, int] = field(default_factory=dict)
    waive: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying(Closed):
    """One message: its own words, or one of ``pool``; ``gives`` where they move or tell something since the last.

    ``after`` days pass before it, and ``pays`` (major units) arrives with it. Left open, ``gives`` is whether the
    message asks for something definite.
    """

    say: str = ""
    pool: str = ""
    ask: Demand | None = None
    gives: bool | None = None
    after: int = 0
    pays: int = 0

    @property
    def moved(self) -> bool:
        """Whether it is worth an answer in kind."""
        return self.ask is not None if self.gives is None else self.gives


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth(Closed):
    """What nobody tells us. ``cash`` is the share of the debt, in per cent, that comes in by so many days from now.

    ``patience`` is how many of our offers they let pass before they settle for the least that they can sign; what they
    ask themselves they sign at once. ``needs_discount`` (per cent) and ``needs_waiver`` belong to that least.
    ``careless`` signs whatever the cash says, and who does not keep their word pays the first instalment and no other.
    Without an agreement, or after a broken one, ``unsigned`` per cent of what is open comes in, ``unsigned_after`` days
    later.
    """

    cash: Mapping[int, int]
    patience: int = 1
    needs_discount: int = 0
    needs_waiver: bool = False
    careless: bool = False
    keeps: bool = True
    unsigned: int = 30
    unsigned_after: int = 180


@dataclass(frozen=True, kw_only=True, slots=True)
class Script(Closed):
    """One counterpart; ``invoices`` are number, amount, issued, due, paid, and disputed where there is any.

    ``later`` are the messages after the first, in order. When they run out, the ``candid`` name what they can truly
    keep, once; then they all say the last again in other words.
    ``stubborn`` ones keep to what they asked as long as we do not move.
    """

    id: str
    kind: str
    customer: str
    contact: str
    as_of: dt.date
    invoices: tuple[tuple[str | dt.date, ...], ...]
    authority: str
    truth: Truth
    opening: Saying
    later: tuple[Saying, ...] = ()
    contract: str = ""
    promises: tuple[Mapping[str, str], ...] = ()
    stubborn: bool = False
    candid: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Market(Closed):
    """A file of counterparts; ``seller`` holds the keys of a record that all share, ``contracts`` its lines by name."""

    language: Language
    region: str
    currency: str
    seller: Mapping[str, str]
    contracts: Mapping[str, str]
    counterparts: tuple[Script, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pools(Closed):
    """What anybody says in one region, by purpose."""

    pools: Mapping[str, tuple[str, ...]]


def load_markets() -> Iterator[Market]:
    """Every file of counterparts; raises BadKnowledge that names the place which is wrong."""
    for path in sorted((FOLDER / "counterparts").glob("*.yaml")):
        yield read_yaml(path, Market)


def load_pools(region: str, language: Language) -> Mapping[str, tuple[str, ...]]:
    """The pools of ``region``; English is one."""
    name = "en" if language is Language.EN else f"{language.value}-{region}"
    return read_yaml(FOLDER / "words" / f"{name}.yaml", Pools).pools


def load_authorities() -> Mapping[str, Mapping[str, Any]]:
    """Limits by name, as a record gives them."""
    return read_yaml(FOLDER / "authorities.yaml", dict[str, dict[str, Any]])
