"""A desk for tests: memory record, standing clock, weekday calendar; composer and guardrail are the real ones."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from assistant.adapters.letter_files import LetterFiles
from assistant.bootstrap import build_checker
from assistant.domain.language import LocalText
from assistant.domain.ledger import Invoice, LedgerStamp, Payment
from assistant.domain.money import Money
from assistant.domain.parties import BankAccount, Creditor, Person, Role
from assistant.drafting import Composer, load_phrasebooks
from assistant.knowledge import read_yaml, shipped
from assistant.negotiation import AuthorityTable, NegotiationPolicy
from assistant.parts import load_parts, shipped_parts
from assistant.planning import Policy
from assistant.retrieval import Found, HistorySearch
from assistant.workflow.desk import Desk, ReviewRules
from tests.fakes.calendar import WeekdayCalendar
from tests.fakes.clock import FixedClock
from tests.fakes.passwords import FakePasswords
from tests.fakes.record import MemoryRecord
from tests.unit.planning.accounts import NOW, a_customer, an_invoice

CREDITOR = Creditor(
    name=LocalText(en="Sample Precision Co., Ltd.", zh_hans="示例精工有限公司", zh_hant="範例精工有限公司"),
    timezone="Asia/Shanghai",
    address=LocalText.same("1 Sample Road"),
    email="ar@creditor.example",
    phone="+86 0000-0000-1000",
    accounts=(BankAccount(currency="CNY", bank="示例银行", holder="示例精工有限公司", number="6200 0000 0000 0001"),),
    payment_link="https://pay.creditor.example/ar",
    ways_to_pay={"*": LocalText.same("Visa")},
    billing_digits={"TWD": 0},
)


def a_person(login: str, *roles: Role) -> Person:
    return Person(
        login=login,
        name=LocalText.same(login.title()),
        title=LocalText.same("Officer"),
        email=f"{login}@creditor.example",
        phone="+86 0000-0000-1001",
        roles=frozenset(roles),
    )


LIN = a_person("lin", Role.ACCOUNT_MANAGER)
ZHOU = a_person("zhou", Role.REVIEWER)
BOTH = a_person("both", Role.ACCOUNT_MANAGER, Role.REVIEWER)
AUDITOR = a_person("audit", Role.AUDITOR)


class NoClauses:
    """A search that knows no contract."""

    def cite(self, contract: object, topic: object) -> None:
        return None

    def find(self, query: str, contracts: object, k: int) -> Found:
        return Found(hits=())


@dataclass
class Delivered:
    """Keeps what was handed over."""

    messages: list = field(default_factory=list)
    files: list = field(default_factory=list)

    def require_deliverable(self, message):
        return None

    def deliver(self, message, *, header_id, at, files):
        self.files.append(files)
        self.messages.append((message, header_id, at))
        return Path(f"{message.id}.eml")


@cache
def composer() -> Composer:
    return Composer(load_phrasebooks(shipped("knowledge") / "phrasebook", load_parts(shipped_parts())))


def a_desk(*, now: datetime = NOW, **changes: object) -> Desk:
    """A desk with one late invoice (INV-1, CNY 10,000.00, 20 days) of customer C1, and four people."""
    clock = FixedClock(now)
    policies = shipped("knowledge") / "policies"
    desk = Desk(
        record=MemoryRecord(clock),
        clock=clock,
        calendar=WeekdayCalendar(),
        policy=read_yaml(policies / "dunning.yaml", Policy),
        authority=read_yaml(policies / "authority.yaml", AuthorityTable),
        negotiation=read_yaml(policies / "negotiation.yaml", NegotiationPolicy),
        make_checker=build_checker,
        search=NoClauses,
        history=cache(HistorySearch),
        writers={"composer": composer},
        default_writer="composer",
        dispatcher=Delivered(),
        letters=LetterFiles(),
        tables=None,
        passwords=FakePasswords(),
        new_token=iter(f"token-{n}" for n in range(99)).__next__,
        review=ReviewRules(),
    )
    desk = replace(desk, **changes)
    fill(desk)
    return desk


def fill(desk: Desk) -> None:
    with desk.record.begin() as tx:
        tx.save_creditor(CREDITOR)
        for person in (LIN, ZHOU, BOTH, AUDITOR):
            tx.save_person(person, desk.passwords.hash(f"password of {person.login}"))
        tx.save_customer(a_customer())
        tx.save_invoice(an_invoice(20))
        tx.save_stamp(LedgerStamp(as_of=desk.clock.now(), source="ledger.csv"))


def later(desk: Desk, now: datetime) -> Desk:
    """The same desk at another moment."""
    return replace(desk, clock=FixedClock(now.astimezone(UTC)))


def pay(desk: Desk, amount: str, invoice_no: str = "INV-1") -> None:
    with desk.record.begin() as tx:
        payment = Payment(
            number=f"P-{amount}",
            customer_code="C1",
            amount=Money.parse(amount, "CNY"),
            received=desk.clock.now().date(),
            invoice_no=invoice_no,
        )
        tx.save_payment(payment)


__all__ = ["AUDITOR", "BOTH", "CREDITOR", "LIN", "ZHOU", "Invoice", "a_desk", "later", "pay"]
