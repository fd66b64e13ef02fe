"""Made-up plans by hand: any number of payments, rhythm, share, fees, discount and currency, on up to five invoices."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import Authority
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.negotiation import PlanSpec, build_plan
from assistant.negotiation.plan_spec import MOST_PAYMENTS, OwnLine, Rhythm
from assistant.negotiation.situation import Debt
from tests.fakes.calendar import WeekdayCalendar

TODAY = date(2026, 6, 16)
# A week off in each of two years, besides the weekends.
CALENDAR = WeekdayCalendar(
    closed=frozenset(
        date(year, month, day) for year in (2026, 2027) for month, days in ((10, range(1, 9)), (2, (15, 16, 17)))
        for day in days
    )
)  # fmt: skip
STEPS = {"CNY": (1, 100), "TWD": (100,), "JPY": (1, 1000), "KWD": (1, 10)}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What was asked for, and the arrangement that it made; ``made`` is None where it was refused."""

    spec: PlanSpec
    debts: tuple[Debt, ...]
    late_interest: Money
    step: int
    made: Arrangement | None


@st.composite
def plans(draw: st.DrawFn) -> Planned:
    currency = draw(st.sampled_from(sorted(STEPS)))
    step = draw(st.sampled_from(STEPS[currency]))
    debts = tuple(
        Debt(
            invoice_no=f"INV-{n}",
            amount=Money(step * draw(st.integers(1, 10**8)), currency),
            due=TODAY - timedelta(days=draw(st.integers(0, 400))),
        )
        for n in range(draw(st.integers(1, 5)))
    )
    late_interest = Money(step * draw(st.integers(0, 10**6)), currency)
    spec = draw(specs(sum(debt.amount.minor for debt in debts), currency, step))
    try:
        made = build_plan(spec, debts, late_interest, today=TODAY, region="CN", calendar=CALENDAR, step_minor=step)
    except BadInput as refused:
        # A debt of fewer units than payments, or a share that leaves the others nothing: all else has to be planned.
        if refused.code not in {"plan_too_small", "plan_amount", "plan_nothing", "plan_above_debt"}:
            raise
        made = None
    return Planned(spec=spec, debts=debts, late_interest=late_interest, step=step, made=made)


@st.composite
def specs(draw: st.DrawFn, debt: int, currency: str, step: int) -> PlanSpec:
    count = draw(st.integers(1, 12) | st.integers(1, MOST_PAYMENTS))
    first = draw(st.sampled_from(["none", "share", "amount"])) if count > 1 else "none"
    own = draw(st.none() | st.integers(1, count)) if count > 2 else None
    sum_of_one = st.integers(1, max(debt // step // count, 1))
    taken = own is None or (own == 1 and first != "none")
    return PlanSpec(
        count=count,
        start=TODAY + timedelta(days=draw(st.integers(0, 700))),
        first_pct=Decimal(draw(st.integers(1, 10_000))) / 100 if first == "share" else None,
        first=Money(step * draw(sum_of_one), currency) if first == "amount" else None,
        rhythm=draw(st.sampled_from(Rhythm)),
        every_days=draw(st.integers(1, 60)),
        lines=() if taken else (OwnLine(number=own, amount=Money(step * draw(sum_of_one), currency)),),
        fees=draw(st.none() | st.integers(0, 10**5).map(lambda minor: Money(step * minor, currency))),
        interest=draw(st.sampled_from(InterestTreatment)),
        discount_pct=draw(st.just(Decimal(0)) | st.integers(0, 1000).map(lambda share: Decimal(share) / 100)),
        odd_first=draw(st.booleans()),
    )


@st.composite
def authorities(draw: st.DrawFn) -> Authority:
    return Authority(
        role="account_manager",
        max_extension_days=draw(st.integers(0, 90)),
        max_instalments=draw(st.integers(0, 24)),
        min_first_payment_pct=Decimal(draw(st.integers(0, 60))),
        max_plan_days=draw(st.none() | st.integers(0, 900)),
        max_discount_pct=Decimal(draw(st.integers(0, 12))),
        may_waive_late_fee=draw(st.booleans()),
        max_first_payment_days=draw(st.none() | st.integers(0, 720)),
        may_freeze_interest=draw(st.booleans()),
    )
