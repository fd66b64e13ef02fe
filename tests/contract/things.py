"""Values to put into a record: one customer in Hong Kong with accounts in two currencies, and what surrounds it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from assistant.domain.brief import FactKind, SourceKind
from assistant.domain.commitments import (
    Cause,
    CauseNote,
    ContactMade,
    Dispute,
    Hold,
    HoldReason,
    Instalment,
    PaymentPlan,
    Promise,
    Reply,
)
from assistant.domain.contracts import Clause, Contract
from assistant.domain.draft import Draft, Mark, Stamp
from assistant.domain.finding import Engine, Finding, Report, Severity, Stance, Suppressed, Suppression
from assistant.domain.language import Language, LocalText, Reason
from assistant.domain.ledger import CreditNote, Invoice, LedgerStamp, Payment
from assistant.domain.message import Endorsement, Message, Status
from assistant.domain.model_calls import ChatMessage, ModelCall, ModelRole
from assistant.domain.money import Money
from assistant.domain.parties import BankAccount, Contact, Creditor, Customer, Person, Role, Standing
from assistant.domain.read_replies import ReadReply
from assistant.ports import Record
from tests.builders import a_brief, a_fact

NOON = datetime(2026, 6, 16, 4, 0, 0, 123456, tzinfo=UTC)
HKD = ("HK02", "HKD")


def a_customer(code: str = "HK02", **changes: Any) -> Customer:
    customer = Customer(
        code=code,
        name="藍棠工程（香港）有限公司",
        contact=Contact(name="何嘉敏", salutation="何小姐", email="carmen.ho@lantang.example"),
        language=Language.ZH_HANT,
        region="HK",
        timezone="Asia/Hong_Kong",
        standing=Standing.KEY,
        since=2018,
    )
    return replace(customer, **changes)


def an_invoice(number: str = "INV-1001", amount: str = "86400.00", currency: str = "HKD", **changes: Any) -> Invoice:
    invoice = Invoice(
        number=number,
        customer_code="HK02",
        amount=Money.parse(amount, currency),
        issued=date(2026, 4, 20),
        due=date(2026, 5, 20),
        contract_no="QMD-HK-2025-006",
        terms="30 日",
        note="",
        source="invoices.csv row 14",
    )
    return replace(invoice, **changes)


def a_payment(number: str = "P-1", amount: str = "40000.00", currency: str = "HKD", **changes: Any) -> Payment:
    payment = Payment(
        number=number,
        customer_code="HK02",
        amount=Money.parse(amount, currency),
        received=date(2026, 6, 3),
        invoice_no="INV-1001",
        source="bank.csv row 2",
    )
    return replace(payment, **changes)


def a_credit_note(number: str = "CN-1", **changes: Any) -> CreditNote:
    note = CreditNote(
        number=number,
        customer_code="HK02",
        amount=Money.parse("1200.00", "HKD"),
        issued=date(2026, 6, 4),
        invoice_no="INV-1001",
    )
    return replace(note, **changes)


def a_promise(promise_id: str = "PR-1", **changes: Any) -> Promise:
    promise = Promise(
        id=promise_id,
        customer_code="HK02",
        amount=Money.parse("46400.00", "HKD"),
        made_on=date(2026, 6, 10),
        due=date(2026, 6, 26),
        quote="二十六號前一定過數。",
        source="R-7",
        invoice_nos=("INV-1001", "INV-1002"),
    )
    return replace(promise, **changes)


def a_dispute(dispute_id: str = "D-1", **changes: Any) -> Dispute:
    dispute = Dispute(
        id=dispute_id,
        customer_code="HK02",
        invoice_no="INV-1001",
        amount=Money.parse("800.00", "HKD"),
        reason="short delivery",
        opened_on=date(2026, 6, 5),
        quote="少送了兩箱。",
        handler="quality",
        answer_by=date(2026, 6, 19),
    )
    return replace(dispute, **changes)


def a_hold(hold_id: str = "H-1", **changes: Any) -> Hold:
    hold = Hold(
        id=hold_id,
        customer_code="HK02",
        reason=HoldReason.OUR_ERROR,
        note="payment posted to another account",
        since=date(2026, 6, 8),
        currency="HKD",
    )
    return replace(hold, **changes)


def a_plan(plan_id: str = "PL-1", **changes: Any) -> PaymentPlan:
    half = Money.parse("43200.00", "HKD")
    plan = PaymentPlan(
        id=plan_id,
        customer_code="HK02",
        agreed_on=date(2026, 6, 1),
        instalments=(Instalment(due=date(2026, 6, 30), amount=half), Instalment(due=date(2026, 7, 31), amount=half)),
        invoice_nos=("INV-1001",),
    )
    return replace(plan, **changes)


def a_contact(**changes: Any) -> ContactMade:
    contact = ContactMade(
        customer_code="HK02",
        currency="HKD",
        at=NOON,
        channel="email",
        kind="payment_reminder",
        stage="middle",
        outcome="sent",
        note="M-0001",
    )
    return replace(contact, **changes)


def a_reply(reply_id: str = "R-7", **changes: Any) -> Reply:
    reply = Reply(
        id=reply_id,
        customer_code="HK02",
        currency="HKD",
        received=NOON,
        subject="Re: 付款提示",
        text="收到。\r\n「二十六號」前過數 🙏 '; DROP TABLE invoices; --\n",
    )
    return replace(reply, **changes)


def a_read_reply(reply_id: str = "R-7", **changes: Any) -> ReadReply:
    read = ReadReply(
        reply_id=reply_id,
        customer_code="HK02",
        currency="HKD",
        said={"cause": "cash_flow", "promise": {"amount": "40000.00", "due": "2026-06-26"}, "signs": {}},
        corrected=("promise",),
        entries={"promise": "PR-1"},
        read_by="ann",
        read_at=NOON,
    )
    return replace(read, **changes)


def a_cause(**changes: Any) -> CauseNote:
    note = CauseNote(
        customer_code="HK02",
        currency="HKD",
        cause=Cause.CASH_FLOW,
        evidence="這個月周轉緊。",
        noted_on=date(2026, 6, 10),
    )
    return replace(note, **changes)


def a_stamp(**changes: Any) -> LedgerStamp:
    return replace(LedgerStamp(as_of=NOON, source="ledger-2026-06-16.xlsx"), **changes)


def a_contract(number: str = "QMD-HK-2025-006", **changes: Any) -> Contract:
    text = "第4.1條 付款期為發票日起30日。\n"
    clause = Clause(
        id=f"{number}#1",
        contract_no=number,
        number="第4.1條",
        headings=("第4條", "付款"),
        start=0,
        end=18,
        text=text[:18],
    )
    contract = Contract(
        number=number, customer_code="HK02", title="供貨協議", language=Language.ZH_HANT, text=text, clauses=(clause,)
    )
    return replace(contract, **changes)


def a_creditor(**changes: Any) -> Creditor:
    creditor = Creditor(
        name=LocalText(en="Qimingdao Precision Co., Ltd.", zh_hans="启明岛精工有限公司", zh_hant="啟明島精工有限公司"),
        timezone="Asia/Shanghai",
        address=LocalText.same("澜州市"),
        email="ar@qimingdao.example",
        phone="000-8800 0021",
        accounts=(
            BankAccount(currency="HKD", bank="啟明島商業銀行", holder="啟明島精工", number="6200", swift="QMDBHKHH"),
        ),
        payment_link="https://pay.qimingdao.example",
        ways_to_pay={"HK": LocalText.same("轉數快"), "*": LocalText.same("card")},
        billing_digits={"TWD": 0},
    )
    return replace(creditor, **changes)


def a_person(login: str = "ann", *roles: Role, **changes: Any) -> Person:
    person = Person(
        login=login,
        name=LocalText(en="Wei Li", zh_hans="李薇", zh_hant="李薇"),
        title=LocalText.same("客户经理"),
        email=f"{login}@qimingdao.example",
        phone="",
        roles=frozenset(roles or (Role.ACCOUNT_MANAGER, Role.REVIEWER)),
    )
    return replace(person, **changes)


def a_message(message_id: str = "M-0001", **changes: Any) -> Message:
    """A message whose facts are of every type that a fact can have, a text that looks like a date among them."""
    looks_like_a_date = a_fact("order_no", "2026-06-16", FactKind.TEXT, source=SourceKind.GIVEN)
    brief = a_brief("HK", extra=(looks_like_a_date, a_fact("rate", "1%", FactKind.RATE)))
    details = {"days": 21, "due": date(2026, 5, 20), "open": Money(8640000, "HKD"), "opens": NOON, "until": None}
    finding = Finding(
        rule="F-07",
        category="F",
        severity=Severity.REVIEW,
        start=3,
        end=9,
        excerpt="23 days",
        message=LocalText.same("a figure"),
        suggestion=None,
        stance=Stance.ASSERTED,
        engine=Engine.RECORD,
        basis=("policy 4",),
        score=0.75,
    )
    stands = Suppression(
        rule="F-07", place="d" * 64, reason="the contract says so", by="bea", at=NOON, as_reviewer=True
    )
    message = Message(
        id=message_id,
        brief=replace(brief, warnings=(Reason("unallocated", details), Reason.of("rate", pct=Decimal("0.30")))),
        status=Status.COMPOSING,
        author="ann",
        editor="ann",
        version=1,
        draft=Draft(
            subject="付款提示",
            body="何小姐：\n發票 INV-1001 已逾期。",
            marks=(Mark(ref="F3", start=9, end=17),),
            stamp=Stamp(writer="composer", fallback=Reason.of("model_unavailable")),
        ),
        report=Report(
            findings=(finding,),
            errors=(),
            matched=((9, 17, "F3"),),
            fingerprint="f" * 64,
            ms=1.25,
            suppressed=(Suppressed(finding=finding, suppression=stands),),
        ),
        sender="ar@qimingdao.example",
        recipients=("carmen.ho@lantang.example",),
        facts_fingerprint="a" * 64,
        created=NOON,
        changed=NOON,
    )
    return replace(message, **changes)


def an_endorsement(message: Message, login: str = "ben") -> Endorsement:
    return Endorsement(
        login=login,
        as_reviewer=True,
        content_hash=message.content_hash,
        facts_fingerprint=message.facts_fingerprint,
        at=NOON,
        reasons="figure confirmed by phone",
    )


# Everything that belongs to a customer, with the method that saves it; all but the contract belong to one currency.
SAVED: list[tuple[str, Any]] = [
    ("save_invoice", an_invoice()),
    ("save_payment", a_payment()),
    ("save_credit_note", a_credit_note()),
    ("save_promise", a_promise()),
    ("save_dispute", a_dispute()),
    ("save_hold", a_hold()),
    ("save_plan", a_plan()),
    ("save_contact", a_contact()),
    ("save_reply", a_reply()),
    ("save_read_reply", a_read_reply()),
    ("save_cause", a_cause()),
    ("save_contract", a_contract()),
]


def with_customer(record: Record) -> Record:
    with record.begin() as tx:
        tx.save_customer(a_customer())
    return record


def a_model_call(**changes: Any) -> ModelCall:
    call = ModelCall(
        role=ModelRole.WRITER,
        host="127.0.0.1:11434",
        model="small",
        messages=(
            ChatMessage(role="system", content="Write in 繁體中文.", prompt="draft_reminder", version=3),
            ChatMessage(role="user", content="[[F1]] \x00 {x}\r\n", prompt="draft_reminder", version=3),
            ChatMessage(role="assistant", content="…"),
        ),
        max_tokens=1200,
        began=NOON,
        ms=412,
        answer="<subject>發票</subject>",
        finish_reason="stop",
        tokens_in=321,
        tokens_out=123,
    )
    return replace(call, **changes)
