"""A negotiation as a test wants it: three instalments of one late invoice of 30,000.00, unless it says otherwise."""

from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import Authority, OfferKind
from assistant.domain.commitments import Instalment, Reply
from assistant.domain.kinds import MessageKind
from assistant.domain.language import LocalText
from assistant.domain.parties import BankAccount, Creditor, Person, Role
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Negotiated, Policy, Sender, Wishes, brief_negotiated
from tests.fakes.calendar import WeekdayCalendar
from tests.unit.planning.accounts import a_case, an_invoice, cny

POLICY = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy)
AUTHORITY = Authority(
    role="account_manager",
    max_extension_days=30,
    max_instalments=3,
    min_first_payment_pct=Decimal(20),
    max_plan_days=90,
    max_discount_pct=Decimal(0),
    may_waive_late_fee=False,
)
SENDER = Sender(
    creditor=Creditor(
        name=LocalText.same("启明岛精工有限公司"),
        timezone="Asia/Shanghai",
        address=LocalText.same("示例路一号"),
        email="ar@tools.example",
        phone="000-8800 0021",
        accounts=(BankAccount(currency="CNY", bank="示例银行", holder="启明岛精工有限公司", number="6200 0001"),),
        payment_link="",
        ways_to_pay={},
        billing_digits={},
    ),
    person=Person(
        login="li.wei",
        name=LocalText.same("李薇"),
        title=LocalText.same("客户经理"),
        email="li.wei@tools.example",
        phone="000-8800 0021",
        roles=frozenset({Role.ACCOUNT_MANAGER}),
    ),
)
REPLY = Reply(
    id="R-1",
    customer_code="C1",
    currency="CNY",
    received=datetime(2026, 6, 15, 2, 0, tzinfo=UTC),
    subject="",
    text="这个月资金紧张，能不能分五期付，违约金也免掉？",
)


def an_arrangement(**changes):
    values = {
        "kind": OfferKind.INSTALMENTS,
        "invoice_nos": ("INV-1",),
        "outstanding": cny("30000.00"),
        "late_interest": cny("120.00"),
        "interest_waived": cny("0"),
        "discount": cny("0"),
        "fees": cny("0"),
        "schedule": tuple(
            Instalment(due=due, amount=cny("10000.00"))
            for due in (date(2026, 6, 26), date(2026, 7, 24), date(2026, 8, 24))
        ),
        "lapses_on": date(2026, 6, 22),
    }
    return Arrangement(**(values | changes))


def frozen(**changes):
    """The same with its late interest fixed and paid with the last instalment."""
    plain = an_arrangement()
    last = plain.schedule[-1]
    schedule = (*plain.schedule[:-1], Instalment(due=last.due, amount=last.amount + plain.late_interest))
    return an_arrangement(schedule=schedule, interest=InterestTreatment.FROZEN, **changes)


def a_talk(kind=MessageKind.PLAN_PROPOSAL, *, case=None, wishes=None, **changes):
    values = {
        "case": case or a_case(an_invoice(20, amount="30000.00")),
        "wishes": Wishes(kind=kind, **(wishes or {})),
        "arrangement": an_arrangement(),
        "sender": SENDER,
        "authority": AUTHORITY,
        "reply": REPLY,
    }
    return Negotiated(**(values | changes))


def briefed(*args, **changes):
    return brief_negotiated(a_talk(*args, **changes), POLICY, WeekdayCalendar())
