"""The shape of ``knowledge/policies/authority.yaml``, and its one reading: who may concede how much on which case."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from assistant.domain.authority import AmountBand, Authority
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.domain.parties import Role, Standing
from assistant.errors import BadKnowledge, NotAllowed
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class Band(Closed):
    """The principal up to which a case is small, and medium, in major units of one currency."""

    small: Decimal
    medium: Decimal

    def __post_init__(self) -> None:
        """Refuse bands that leave no room for each other."""
        if not 0 < self.small < self.medium:
            raise _refused("bands must rise: 0 < small < medium")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unless(Closed):
    """Limits that are others for some cases: of these bands and standings, all of them where none is named."""

    bands: tuple[AmountBand, ...] = ()
    standings: tuple[Standing, ...] = ()
    max_extension_days: int | None = None
    max_instalments: int | None = None
    min_first_payment_pct: Decimal | None = None
    max_first_payment_days: int | None = None
    max_plan_days: int | None = None
    max_discount_pct: Decimal | None = None
    may_waive_late_fee: bool | None = None
    may_freeze_interest: bool | None = None

    def fits(self, band: AmountBand | None, standing: Standing) -> bool:
        """Whether it speaks of cases of ``band`` (None: of no known size) and ``standing``."""
        return (not self.bands or band in self.bands) and (not self.standings or standing in self.standings)

    def limits(self) -> Mapping[str, Any]:
        """What it sets."""
        named = {name: value for name, value in asdict(self).items() if name not in ("bands", "standings")}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits(Closed):
    """One role's limits, as the file has them: days from today, counts, per cent; ``unless`` in order."""

    max_extension_days: int
    max_instalments: int
    min_first_payment_pct: Decimal
    max_plan_days: int
    max_discount_pct: Decimal
    may_waive_late_fee: bool
    max_first_payment_days: int | None = None
    may_freeze_interest: bool = False
    unless: tuple[Unless, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no limit: negative days and counts, shares that are none."""
        for each in (self, *self.unless):
            for name in ("max_extension_days", "max_instalments", "max_plan_days", "max_first_payment_days"):
                if (getattr(each, name) or 0) < 0:
                    raise _refused(f"{name} must not be negative")
            for name in ("min_first_payment_pct", "max_discount_pct"):
                if not 0 <= (getattr(each, name) or 0) <= 100:
                    raise _refused(f"{name} must be from 0 to 100")


@dataclass(frozen=True, kw_only=True, slots=True)
class MayConcede:
    """What one role may concede, in sentences; on cases of these bands and standings only where some are named."""

    role: Role
    bands: tuple[AmountBand, ...] = ()
    standings: tuple[Standing, ...] = ()
    may: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityTable(Closed):
    """Limits by role, size of the case and standing of the customer; a role that is not listed may concede nothing."""

    version: str
    roles: Mapping[Role, Limits]
    bands: Mapping[str, Band] = field(default_factory=dict)

    def of(self, role: Role, *, amount: Money | None = None, standing: Standing = Standing.STANDARD) -> Authority:
        """The authority of ``role`` on a case of ``amount`` (its principal); raises NotAllowed for one without limits.

        Without an amount what is said of no particular size counts.
        """
        limits = self.roles.get(role)
        if limits is None:
            raise NotAllowed("no_authority", f"The role {role.value} has no authority to make offers.", role=role.value)
        authority = _base(role, limits)
        band = self.band(amount)
        for unless in limits.unless:
            if unless.fits(band, standing):
                authority = replace(authority, **unless.limits())
        return authority

    def band(self, amount: Money | None) -> AmountBand | None:
        """How large ``amount`` is; large in a currency without bands, None without an amount."""
        if amount is None:
            return None
        band = self.bands.get(amount.currency)
        if band is None or amount.decimal > band.medium:
            return AmountBand.LARGE
        return AmountBand.SMALL if amount.decimal <= band.small else AmountBand.MEDIUM

    def in_words(self) -> Iterator[MayConcede]:
        """The whole table, by role in its order: first what holds, then what is different for some cases."""
        for role, limits in self.roles.items():
            base = _base(role, limits)
            usual = in_words(base)
            yield MayConcede(role=role, may=usual)
            for unless in limits.unless:
                said = in_words(replace(base, **unless.limits()))
                differs = tuple(reason for reason in said if reason not in usual)
                yield MayConcede(role=role, bands=unless.bands, standings=unless.standings, may=differs)


def in_words(authority: Authority) -> tuple[Reason, ...]:
    """What ``authority`` covers, a sentence for each concession."""
    several = Reason.of("authority_no_instalments")
    if authority.may_offer_instalments:
        several = Reason.of(
            "authority_instalments",
            count=authority.max_instalments,
            pct=_figure(authority.min_first_payment_pct),
            first=authority.first_payment_within,
            last=authority.plan_within,
        )
    waives, freezes = authority.may_waive_late_fee, authority.may_freeze_interest
    return (
        Reason.of("authority_extension", days=authority.max_extension_days),
        several,
        Reason.of("authority_discount", pct=_figure(authority.max_discount_pct)),
        Reason.of("authority_waives") if waives else Reason.of("authority_waives_not"),
        Reason.of("authority_freezes") if freezes else Reason.of("authority_freezes_not"),
    )


def _base(role: Role, limits: Limits) -> Authority:
    named = {name: value for name, value in asdict(limits).items() if name != "unless"}
    return Authority(role=role.value, **named)


def _figure(pct: Decimal) -> str:
    """Without needless zeros; empty for none."""
    return f"{pct.normalize():f}" if pct else ""


def _refused(problem: str) -> BadKnowledge:
    return BadKnowledge("policy_authority", f"authority policy: {problem}; correct the file.", problem=problem)
