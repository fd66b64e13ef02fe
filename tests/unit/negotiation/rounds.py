"""A case of CNY 100,000.00 on Monday 22 June 2026, and rounds of a negotiation about it."""

from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.commitments import Cause
from assistant.domain.money import Money
from assistant.domain.negotiation import Party
from assistant.domain.parties import Role
from assistant.knowledge import read_yaml, shipped
from assistant.negotiation import AuthorityTable, NegotiationPolicy, position
from assistant.negotiation.option import NegotiatingPosition, Option
from assistant.negotiation.situation import Asked, Debt, Offered, Situation
from tests.fakes.calendar import WeekdayCalendar

POLICIES = shipped("knowledge") / "policies"
TABLE = read_yaml(POLICIES / "authority.yaml", AuthorityTable)
TERMS = read_yaml(POLICIES / "negotiation.yaml", NegotiationPolicy)
CALENDAR = WeekdayCalendar()
TODAY = date(2026, 6, 22)


def money(text: str, currency: str = "CNY") -> Money:
    return Money.parse(text, currency)


def situation(
    asked: Asked | None = None,
    *,
    amount: str = "100000.00",
    late: str = "0.00",
    currency: str = "CNY",
    role: Role = Role.ACCOUNT_MANAGER,
    **changes: object,
) -> Situation:
    debt = money(amount, currency)
    values = {
        "debts": (Debt(invoice_no="INV-1", amount=debt, due=date(2026, 5, 1)),),
        "late_interest": money(late, currency),
        "today": TODAY,
        "region": "CN",
        "authority": TABLE.of(role, amount=debt),
        "cause": Cause.CASH_FLOW,
        "asked": asked,
    }
    return Situation(**(values | changes))


def answer(asked: Asked | None = None, **changes: object) -> NegotiatingPosition:
    return position(situation(asked, **changes), TERMS, TABLE, CALENDAR)


def rounds(*said: Asked, **changes: object) -> list[NegotiatingPosition]:
    """Our position after each of their messages, every move of ours having been offered."""
    history: list[Offered] = []
    found = []
    for asked in said:
        now = answer(asked, history=tuple(history), **changes)
        found.append(now)
        if asked.kinds and now.proposed:
            history.append(Offered(by=Party.CUSTOMER, arrangement=now.proposed.arrangement))
        history.append(Offered(by=Party.US, arrangement=now.move.arrangement))
    return found


def shown(made: Arrangement | Option) -> list[str]:
    """Each payment as its day and amount."""
    arrangement = made.arrangement if isinstance(made, Option) else made
    return [f"{part.due} {part.amount.number()}" for part in arrangement.schedule]


def reasons(position: NegotiatingPosition) -> list[str]:
    return [reason.code for reason in position.why]
