"""A statement of account with everything that one can hold: two currencies, a dispute, retention, proofs, loose money."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assistant.adapters.statement_words import Speech, speech_for
from assistant.domain.case import Account
from assistant.domain.commitments import Dispute
from assistant.domain.language import Language, LocalText
from assistant.domain.ledger import (
    Allocation,
    AllocationBasis,
    CreditNote,
    Feed,
    Invoice,
    LedgerStamp,
    Payment,
    Proof,
    ProofKind,
    Retention,
)
from assistant.domain.money import Money
from assistant.domain.parties import BankAccount, Contact, Creditor, Customer
from assistant.domain.statement import InterestMemo, Statement, state_currency

DAY = date(2026, 6, 16)
FIRST = date(2026, 3, 18)
CREDITOR = Creditor(
    name=LocalText(en="Sample Precision Co., Ltd.", zh_hans="示例精工有限公司", zh_hant="範例精工有限公司"),
    timezone="Asia/Shanghai",
    address=LocalText(en="1 Sample Road", zh_hans="示例路1号", zh_hant="範例路1號"),
    email="ar@creditor.example",
    phone="+86 0000-0000-1000",
    accounts=(
        BankAccount(currency="CNY", bank="示例银行", holder="示例精工有限公司", number="6200 0000 0000 0001"),
        BankAccount(currency="TWD", bank="範例銀行", holder="範例精工", number="6200 0000 0000 0002", swift="SMPLXX00"),
        BankAccount(currency="HKD", bank="範例銀行", holder="範例精工", number="6200 0000 0000 0003", swift="SMPLXX00"),
        BankAccount(currency="USD", bank="Sample Bank", holder="Sample Precision", number="6200 0000 0000 0004"),
    ),
    payment_link="https://pay.creditor.example/ar",
    ways_to_pay={"CN": LocalText.same("支付宝、微信支付"), "*": LocalText.same("Visa")},
    billing_digits={"TWD": 0},
)


def a_customer(language: Language = Language.ZH_HANS, region: str = "CN", name: str = "示例客户有限公司") -> Customer:
    return Customer(
        code="C1",
        name=name,
        contact=Contact(name="王小明", salutation="王经理", email="wang@customer.example"),
        language=language,
        region=region,
        timezone="Asia/Shanghai",
    )


def an_account(currency: str = "CNY", customer: Customer | None = None, **changes: Any) -> Account:
    """Four invoices: late with a part paid, late and disputed, not due with retention, settled and overpaid."""
    account = Account(
        customer=customer or a_customer(),
        currency=currency,
        invoices=(
            an_invoice("INV-1", "100000", currency, date(2026, 3, 1), date(2026, 3, 31), contract_no="HT-2026-01"),
            an_invoice("INV-2", "20000", currency, date(2026, 4, 20), date(2026, 5, 20)),
            an_invoice("INV-3", "50000", currency, date(2026, 6, 1), date(2026, 7, 1), retention=held(currency)),
            an_invoice("INV-0", "900", currency, date(2026, 1, 1), date(2026, 1, 31)),
        ),
        payments=(
            a_payment("RC-0", "1000", currency, date(2026, 2, 2), "INV-0"),
            a_payment("RC-1", "40000", currency, date(2026, 4, 2), "INV-1"),
            a_payment("RC-2", "3000", currency, date(2026, 5, 4)),
            a_payment("RC-3", "-500", currency, date(2026, 5, 5)),
        ),
        credit_notes=(
            CreditNote(
                number="CN-1", customer_code="C1", amount=money("1200", currency), issued=DAY, invoice_no="INV-1"
            ),
            CreditNote(number="CN-2", customer_code="C1", amount=money("700", currency), issued=date(2026, 5, 6)),
        ),
        allocations=(
            Allocation(
                id="A-1",
                customer_code="C1",
                receipt_no="RC-2",
                invoice_no="INV-1",
                amount=money("2000", currency),
                made_on=date(2026, 5, 6),
                basis=AllocationBasis.BY_HAND,
            ),
        ),
        proofs=(
            a_proof("PF-1", "INV-1", ProofKind.DELIVERY, "delivered in full", "DN-118"),
            a_proof("PF-2", "INV-1", ProofKind.ACCEPTANCE, "accepted", "AC-7"),
            a_proof("PF-3", "INV-3", ProofKind.PROJECT, "phase 2 of 3", ""),
        ),
        disputes=(
            Dispute(
                id="D-1",
                customer_code="C1",
                invoice_no="INV-2",
                amount=money("5000", currency),
                reason="short delivery",
                opened_on=date(2026, 5, 25),
                quote="two boxes short",
                handler="quality",
                answer_by=date(2026, 6, 19),
            ),
        ),
        stamps=STAMPS,
    )
    return replace(account, **changes)


STAMPS = (
    LedgerStamp(as_of=datetime(2026, 6, 16, 1, 30, tzinfo=UTC), source="ledger.csv", feed=Feed.INVOICES),
    LedgerStamp(as_of=datetime(2026, 6, 16, 8, 0, tzinfo=UTC), source="bank.csv", feed=Feed.PAYMENTS),
)


def money(amount: str, currency: str = "CNY") -> Money:
    return Money.parse(amount, currency)


def an_invoice(number: str, amount: str, currency: str, issued: date, due: date, **changes: Any) -> Invoice:
    return Invoice(number=number, customer_code="C1", amount=money(amount, currency), issued=issued, due=due, **changes)


def held(currency: str) -> Retention:
    return Retention(amount=money("2500", currency), until=date(2027, 6, 1))


def a_payment(number: str, amount: str, currency: str, received: date, on: str = "") -> Payment:
    return Payment(number=number, customer_code="C1", amount=money(amount, currency), received=received, invoice_no=on)


def a_proof(proof_id: str, invoice_no: str, kind: ProofKind, status: str, document: str) -> Proof:
    return Proof(
        id=proof_id,
        customer_code="C1",
        invoice_no=invoice_no,
        kind=kind,
        on=date(2026, 3, 3),
        status=status,
        document=document,
    )


def a_statement(*accounts: Account, interest: InterestMemo | None = None, **changes: Any) -> Statement:
    """Of these accounts, else of the usual one, on the day DAY."""
    chosen = accounts or (an_account(),)
    statement = Statement(
        creditor=CREDITOR,
        customer=chosen[0].customer,
        as_of=DAY,
        received_from=FIRST,
        stamps=STAMPS,
        accounts=tuple(
            replace(
                state_currency(account, DAY, received_from=FIRST, bank=CREDITOR.account_for(account.currency)),
                interest=interest if interest and interest.amount.currency == account.currency else None,
            )
            for account in chosen
        ),
        billing_digits={"TWD": 0},
    )
    return replace(statement, **changes)


def spoken(statement: Statement) -> Speech:
    """In the customer's own language."""
    return speech_for(statement, statement.customer.language)
