"""Decides whether an arrangement is within somebody's authority, what of it is not, and who may approve it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import PAYMENT_RUN_DAYS, Authority, OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.domain.parties import Role, Standing
from assistant.negotiation.authority import AuthorityTable
from assistant.negotiation.option import Ruling

# Who may approve what the one before may not; the last resort for everything, the principal included.
_LADDER = (Role.ACCOUNT_MANAGER, Role.REVIEWER, Role.ADMIN)
_GIVES_NOTHING = frozenset({OfferKind.FULL_NOW, OfferKind.OTHER_PAYMENT_METHOD})
_GIVES_TIME = frozenset({OfferKind.EXTENSION, OfferKind.PART_NOW, OfferKind.INSTALMENTS, OfferKind.COLLATERAL})


def ruling(
    arrangement: Arrangement,
    authority: Authority,
    today: date,
    table: AuthorityTable,
    *,
    standing: Standing = Standing.STANDARD,
) -> Ruling:
    """Whether ``arrangement`` is within ``authority``; if not, why, and the lowest role above it that may approve it.

    An administrator is the approver of last resort: there always is one.
    """
    beyond = tuple(beyond_authority(arrangement, authority, today))
    if not beyond:
        return Ruling(within=True)
    for role in _above(authority.role):
        if role in table.roles:
            theirs = table.of(role, amount=arrangement.outstanding, standing=standing)
            if not any(beyond_authority(arrangement, theirs, today)):
                return Ruling(within=False, approver=role, beyond=beyond)
    return Ruling(within=False, approver=_LADDER[-1], beyond=beyond)


def beyond_authority(arrangement: Arrangement, authority: Authority, today: date) -> Iterator[Reason]:
    """Each thing in ``arrangement`` that ``authority`` does not cover, with its figure and the limit."""
    yield from _given_away(arrangement, authority)
    yield from _left_open(arrangement)
    if len(arrangement.schedule) == 1:
        yield from _one_payment(arrangement, authority, today)
    elif arrangement.schedule:
        yield from _several_payments(arrangement, authority, today)


def _above(role: str) -> tuple[Role, ...]:
    own = next((n for n, each in enumerate(_LADDER) if each.value == role), -1)
    return _LADDER[own + 1 :]


def _given_away(arrangement: Arrangement, authority: Authority) -> Iterator[Reason]:
    share = arrangement.discount_pct
    if arrangement.outstanding:
        share = max(share, Decimal(arrangement.discount.minor) * 100 / arrangement.outstanding.minor)
    if share > authority.max_discount_pct:
        yield Reason.of("beyond_discount", pct=_pct(share), most=_pct(authority.max_discount_pct))
    waived = arrangement.interest_waived
    if (waived or arrangement.interest is InterestTreatment.WAIVED) and not authority.may_waive_late_fee:
        yield Reason.of("beyond_waiver", amount=waived or arrangement.late_interest)
    if arrangement.interest is InterestTreatment.FROZEN and not authority.may_freeze_interest:
        yield Reason.of("beyond_freezing", amount=arrangement.late_interest)
    if arrangement.late_interest < waived:
        yield Reason.of("beyond_principal", amount=waived - arrangement.late_interest)


def _left_open(arrangement: Arrangement) -> Iterator[Reason]:
    """Time without end: principal that is neither on a day nor given away."""
    rest = arrangement.outstanding - arrangement.discount - arrangement.scheduled
    if rest.minor > 0 and arrangement.kind in _GIVES_TIME:
        yield Reason.of("beyond_open_rest", amount=rest)


def _one_payment(arrangement: Arrangement, authority: Authority, today: date) -> Iterator[Reason]:
    within = authority.max_extension_days
    if arrangement.kind in _GIVES_NOTHING:
        within = max(within, PAYMENT_RUN_DAYS)
    elif arrangement.kind is OfferKind.INSTALMENTS and authority.may_offer_instalments:
        # All of it on the day on which a first part would do.
        within = max(within, authority.first_payment_within)
    yield from _too_late("beyond_extension", arrangement.schedule[0], today, within)


def _several_payments(arrangement: Arrangement, authority: Authority, today: date) -> Iterator[Reason]:
    first, last, count = arrangement.schedule[0], arrangement.schedule[-1], len(arrangement.schedule)
    if count > authority.max_instalments:
        yield Reason.of("beyond_instalments", count=count, most=max(authority.max_instalments, 1))
    if arrangement.kind is OfferKind.PART_NOW:
        yield from _too_late("beyond_extension", last, today, authority.max_extension_days)
        return
    principal = arrangement.outstanding - arrangement.discount
    if first.amount.minor * 100 < authority.min_first_payment_pct * principal.minor:
        least = _pct(authority.min_first_payment_pct)
        yield Reason.of("beyond_first_share", amount=first.amount, pct=_share(first.amount, principal), least=least)
    yield from _too_late("beyond_first_day", first, today, authority.first_payment_within)
    yield from _too_late("beyond_last_day", last, today, authority.plan_within)


def _too_late(code: str, part: Instalment, today: date, within: int) -> Iterator[Reason]:
    latest = today + timedelta(days=within)
    if part.due > latest:
        yield Reason.of(code, due=part.due, latest=latest, days=within)


def _share(amount: Money, whole: Money) -> str:
    # Down, so that a share that is too small never reads as the one that is asked for.
    return _pct(Decimal(amount.minor * 1000 // whole.minor) / 10)


def _pct(share: Decimal) -> str:
    """With one decimal where it takes one, never rounded up to a limit that it is beyond."""
    return f"{round(share, 1).normalize():f}" if round(share, 1) == share else f"{share:.3f}".rstrip("0")
