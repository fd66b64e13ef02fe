"""Keeps customers, their ledger, commitments and contracts, and reads an account of all that in a few queries."""

from sqlalchemy import insert, select, update

from assistant.adapters.store import rows
from assistant.adapters.store.case_tables import invoices, ledger_stamps
from assistant.adapters.store.rows import Kept, T
from assistant.adapters.store.unit import Unit
from assistant.domain.case import Account
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contracts import Contract
from assistant.domain.ledger import CreditNote, Invoice, LedgerStamp, Payment
from assistant.domain.parties import Customer
from assistant.errors import NotFound

# There is one ledger, so one row says how fresh it is.
_ONE = 1


class Cases(Unit):
    """The part of a transaction that cases are made of."""

    def save_customer(self, customer: Customer) -> bool:
        """By code."""
        return rows.CUSTOMERS.save(self._connection, customer)

    def customers(self) -> tuple[Customer, ...]:
        """All of them, by code."""
        return rows.CUSTOMERS.all(self._connection)

    def save_invoice(self, invoice: Invoice) -> bool:
        """By customer and number."""
        return self._save_of(invoice.customer_code, rows.INVOICES, invoice)

    def invoice(self, customer_code: str, number: str) -> Invoice | None:
        """The customer's invoice of that number."""
        return rows.INVOICES.one(self._connection, customer_code, number)

    def save_payment(self, payment: Payment) -> bool:
        """By customer and number."""
        return self._save_of(payment.customer_code, rows.PAYMENTS, payment)

    def save_credit_note(self, note: CreditNote) -> bool:
        """By customer and number."""
        return self._save_of(note.customer_code, rows.CREDIT_NOTES, note)

    def payment(self, customer_code: str, number: str) -> Payment | None:
        """The customer's payment of that number."""
        return rows.PAYMENTS.one(self._connection, customer_code, number)

    def credit_note(self, customer_code: str, number: str) -> CreditNote | None:
        """The customer's credit note of that number."""
        return rows.CREDIT_NOTES.one(self._connection, customer_code, number)

    def payments_on(self, customer_code: str, invoice_no: str) -> tuple[Payment, ...]:
        """Payments allocated to this invoice, oldest first."""
        payments = rows.PAYMENTS.table.c
        here = (payments.customer_code == customer_code, payments.invoice_no == invoice_no)
        return rows.PAYMENTS.all(self._connection, *here)

    def save_stamp(self, stamp: LedgerStamp) -> bool:
        """The last one saved is the ledger's."""
        row = {"as_of": stamp.as_of, "source": stamp.source}
        stored = self.stamp()
        if stored == stamp:
            return False
        write = insert(ledger_stamps).values(id=_ONE) if stored is None else update(ledger_stamps)
        self._connection.execute(write.values(row))
        return True

    def save_promise(self, promise: Promise) -> bool:
        """By id."""
        return self._save_of(promise.customer_code, rows.PROMISES, promise)

    def save_dispute(self, dispute: Dispute) -> bool:
        """By id."""
        return self._save_of(dispute.customer_code, rows.DISPUTES, dispute)

    def save_hold(self, hold: Hold) -> bool:
        """By id."""
        return self._save_of(hold.customer_code, rows.HOLDS, hold)

    def save_plan(self, plan: PaymentPlan) -> bool:
        """By id."""
        return self._save_of(plan.customer_code, rows.PLANS, plan)

    def save_contact(self, contact: ContactMade) -> bool:
        """By case, moment, channel and kind."""
        return self._save_of(contact.customer_code, rows.CONTACTS, contact)

    def save_reply(self, reply: Reply) -> bool:
        """By id."""
        return self._save_of(reply.customer_code, rows.REPLIES, reply)

    def save_cause(self, note: CauseNote) -> bool:
        """By case: a new note takes the place of the old one."""
        return self._save_of(note.customer_code, rows.CAUSES, note)

    def save_contract(self, contract: Contract) -> bool:
        """By number."""
        return self._save_of(contract.customer_code, rows.CONTRACTS, contract)

    def contract(self, number: str) -> Contract:
        """The contract of that number; raises NotFound."""
        contract = rows.CONTRACTS.one(self._connection, number)
        if contract is None:
            raise NotFound("unknown_contract", f"There is no contract {number!r} in the record.", contract=number)
        return contract

    def contracts(self, customer_code: str | None = None) -> tuple[Contract, ...]:
        """One customer's, or all, by number."""
        owner = rows.CONTRACTS.table.c.customer_code
        only = () if customer_code is None else (owner == customer_code,)
        return rows.CONTRACTS.all(self._connection, *only)

    def account(self, customer_code: str, currency: str) -> Account:
        """Everything of one case, oldest first; raises NotFound when nothing is recorded in ``currency``."""
        key = (customer_code, currency)
        account = Account(
            customer=self.customer(customer_code),
            currency=currency,
            invoices=rows.INVOICES.of_case(self._connection, *key),
            payments=rows.PAYMENTS.of_case(self._connection, *key),
            credit_notes=rows.CREDIT_NOTES.of_case(self._connection, *key),
            promises=rows.PROMISES.of_case(self._connection, *key),
            disputes=rows.DISPUTES.of_case(self._connection, *key),
            holds=rows.HOLDS.of_case(self._connection, *key, ""),
            plans=rows.PLANS.of_case(self._connection, *key),
            contacts=rows.CONTACTS.of_case(self._connection, *key),
            replies=rows.REPLIES.of_case(self._connection, *key),
            cause=rows.CAUSES.one(self._connection, *key),
            stamp=self.stamp(),
        )
        if not _is_recorded(account):
            raise NotFound(
                "unknown_account",
                f"Nothing is recorded for customer {customer_code} in {currency}; import its ledger first.",
                customer=customer_code,
                currency=currency,
            )
        return account

    def account_keys(self) -> tuple[tuple[str, str], ...]:
        """Customer code and currency of every account that has an invoice, in order."""
        pair = (invoices.c.customer_code, invoices.c.currency)
        found = self._connection.execute(select(*pair).distinct().order_by(*pair))
        return tuple((code, currency) for code, currency in found)

    def _save_of(self, customer_code: str, kept: Kept[T], value: T) -> bool:
        self._require_customer(customer_code)
        return kept.save(self._connection, value)

    def stamp(self) -> LedgerStamp | None:
        """How fresh the ledger is; None before one was imported."""
        row = self._connection.execute(select(ledger_stamps)).one_or_none()
        return LedgerStamp(as_of=row.as_of, source=row.source) if row else None


def _is_recorded(account: Account) -> bool:
    """Whether anything is known in this very currency; a hold on every currency opens no account by itself."""
    own_holds = [hold for hold in account.holds if hold.currency]
    ledger = account.invoices or account.payments or account.credit_notes
    talk = account.promises or account.disputes or account.plans or account.contacts or account.replies
    return bool(ledger or talk or own_holds or account.cause)
