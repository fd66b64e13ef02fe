"""Imports bank statements: each receipt is booked once for whoever paid, or left to a person with a reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

from assistant.domain.language import Reason
from assistant.domain.ledger import Feed, LedgerStamp, Payment
from assistant.domain.money import Money
from assistant.errors import BadInput, UnreadableFile
from assistant.intake.bank_entries import read_bank_entries
from assistant.intake.bank_receipts import BankReceipt, StatementReading
from assistant.intake.bank_words import shipped_bank_words
from assistant.intake.payers import Directory, Paid, who_paid
from assistant.intake.questions import ask_encoding
from assistant.intake.reading import Options, Outcome, Question, RejectedRow, Remark
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.freshness import mark_stale


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentsImport:
    """What an import did: ``read`` is always ``accepted`` plus the rejected rows; ``unchanged`` counts among accepted.

    Entries that are no customers' money are not counted; ``remarks`` tell of them. ``totals`` add up what was accepted,
    by currency; ``stale`` names the open messages whose facts this import changed.
    """

    outcome: Outcome
    accepted: int
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    remarks: tuple[Remark, ...]
    questions: tuple[Question, ...]
    totals: Mapping[str, Money]
    stale: tuple[str, ...]

    @property
    def read(self) -> int:
        """How many receipts the files hold."""
        return self.accepted + len(self.rejected)


def import_payments(
    desk: Desk,
    actor: str,
    paths: Sequence[Path],
    options: Options | None = None,
    *,
    customer: str = "",
    as_of: datetime | None = None,
    dry_run: bool = False,
) -> PaymentsImport:
    """Read ``paths`` as one statement and book it; the same entries again, or in another file, change nothing.

    With ``customer`` every receipt is that customer's. ``as_of`` is when the statement was true (UTC), else what it
    says itself, else now. With ``dry_run`` the record stays as it is. Raises NotFound for an unknown customer, and
    UnreadableFile, MissingColumns or BadInput; then nothing of any file is stored.
    """
    with desk.record.read() as tx:
        options = replace(options or Options(), billing_digits=billing_digits_of(tx))
        zone = desk.zone(tx)
        if customer:
            tx.customer(customer)
    reading = _read(desk, paths, options, zone)
    if reading.questions:
        return _asked(reading)
    source = ", ".join(path.name for path in paths)
    with desk.record.read() if dry_run else desk.record.begin() as tx:
        booking = _Booking(tx, reading, customer)
        tx.add_all(booking.payments)
        stale = mark_stale(desk, tx, {p.customer_code for p in booking.payments}) if booking.payments else ()
        now = desk.clock.now()
        stamped = _stamp(tx, booking, as_of or min(reading.until or now, now), source)
        if booking.payments or stamped:
            body = {"read": booking.read, "changed": len(booking.payments), "rejected": len(booking.rejected)}
            tx.audit(actor, "payments_imported", source, body=body)
    return booking.done(stale)


def _read(desk: Desk, paths: Sequence[Path], options: Options, zone: tzinfo) -> StatementReading:
    try:
        tables = [table for path in paths for table in desk.tables.read(path, encoding=options.encoding)]
    except UnreadableFile as error:
        if error.code != "unclear_encoding":
            raise
        return StatementReading(receipts=(), rejected=(), questions=(ask_encoding(error),))
    return read_bank_entries(tables, options, zone)


class _Booking:
    """What becomes of each receipt of a statement."""

    def __init__(self, tx: Transaction, reading: StatementReading, customer: str) -> None:
        self.payments: list[Payment] = []
        self.rejected: list[RejectedRow] = list(reading.rejected)
        self._remarks: list[Remark] = list(reading.remarks)
        self._known: list[Payment] = []
        self._again = reading.again
        recorded = _by_number(tx, reading.receipts)
        new = [receipt for receipt in reading.receipts if not self._is_recorded(receipt, recorded)]
        if new:
            self._book(tx, self._recognised(tx, new, customer))

    @property
    def read(self) -> int:
        """How many receipts there are."""
        return len(self.payments) + len(self._known) + self._again + len(self.rejected)

    def done(self, stale: tuple[str, ...]) -> PaymentsImport:
        """The result for whoever asked for the import."""
        accepted = self.read - len(self.rejected)
        return PaymentsImport(
            outcome=Outcome.REFUSED if self.rejected and not accepted else Outcome.ACCEPTED,
            accepted=accepted,
            unchanged=accepted - len(self.payments),
            rejected=tuple(sorted(self.rejected, key=lambda row: (row.file, row.row))),
            remarks=tuple(self._remarks),
            questions=(),
            totals=_totals([*self.payments, *self._known]),
            stale=stale,
        )

    def _is_recorded(self, receipt: BankReceipt, recorded: Mapping[str, Payment]) -> bool:
        """Whoever it was booked for, perhaps by hand: the bank moved this money once."""
        same = recorded.get(receipt.number)
        if same is None:
            return False
        if (same.amount, same.received) == (receipt.amount, receipt.received):
            self._known.append(same)
            return True
        message = (
            f"Payment {same.number} is recorded with {same.amount} of {same.received}, "
            f"here {receipt.amount} of {receipt.received}; correct the file."
        )
        reason = Reason.of("payment_differs", payment=same.number, was=same.amount, now=receipt.amount)
        self._refuse(receipt, reason, message, same.customer_code)
        return True

    def _recognised(
        self, tx: Transaction, receipts: Sequence[BankReceipt], customer: str
    ) -> list[tuple[BankReceipt, Paid]]:
        cues = frozenset(shipped_bank_words().cues)
        names = [(known.code, known.name) for known in tx.customers()]
        directory = Directory(names, tx.invoice_keys(), cues)
        originals = {p.number: p for p in tx.payments_called({n for r in receipts for n in r.originals})}
        found = []
        for receipt in receipts:
            original = next((originals[number] for number in receipt.originals if number in originals), None)
            try:
                paid = _as_paid(original) if original else who_paid(receipt, directory, customer)
            except BadInput as error:
                self._refuse(receipt, Reason(error.code, error.details), str(error), customer)
                continue
            found.append((receipt, paid))
        return found

    def _book(self, tx: Transaction, recognised: Sequence[tuple[BankReceipt, Paid]]) -> None:
        keys = {(paid.customer_code, paid.invoice_no) for _, paid in recognised if paid.invoice_no}
        invoices = tx.invoices_numbered(keys)
        on_invoices = tx.payments_on_invoices(keys)
        for receipt, paid in recognised:
            key = (paid.customer_code, paid.invoice_no)
            if any(payment.is_running_total for payment in on_invoices.get(key, ())):
                self._refuse(receipt, *_counted_twice(paid.invoice_no), paid.customer_code)
                continue
            invoice = invoices.get(key)
            other = invoice is not None and invoice.amount.currency != receipt.amount.currency
            if len(paid.named) > 1:
                message = (
                    f"{', '.join(paid.named)} are named; the payment is {paid.customer_code}'s, on no invoice yet."
                )
                self._remark(receipt, Reason.of("several_invoices", invoices=paid.named), message)
            elif other:
                message = f"{paid.invoice_no} is in another currency; the payment is on no invoice yet."
                self._remark(receipt, Reason.of("invoice_in_other_currency", invoice=paid.invoice_no), message)
            self.payments.append(_payment(receipt, paid.customer_code, "" if other else paid.invoice_no))

    def _remark(self, receipt: BankReceipt, reason: Reason, message: str) -> None:
        self._remarks.append(Remark(file=receipt.file, row=receipt.row, reason=reason, message=message))

    def _refuse(self, receipt: BankReceipt, reason: Reason, message: str, customer: str) -> None:
        row = RejectedRow(file=receipt.file, row=receipt.row, reason=reason, message=message, customer_code=customer)
        self.rejected.append(row)


def _by_number(tx: Transaction, receipts: Sequence[BankReceipt]) -> Mapping[str, Payment]:
    return {payment.number: payment for payment in tx.payments_called({receipt.number for receipt in receipts})}


def _as_paid(original: Payment) -> Paid:
    """Money that goes back goes back on what it had paid."""
    return Paid(customer_code=original.customer_code, invoice_no=original.invoice_no)


def _payment(receipt: BankReceipt, customer_code: str, invoice_no: str) -> Payment:
    return Payment(
        number=receipt.number,
        customer_code=customer_code,
        amount=receipt.amount,
        received=receipt.received,
        invoice_no=invoice_no,
        source=receipt.source,
    )


def _counted_twice(invoice_no: str) -> tuple[Reason, str]:
    message = (
        f"What was paid on {invoice_no} is a total of its invoice row; this payment would count twice. Go on with the "
        "paid column, or start a new workspace with payment rows."
    )
    return Reason.of("paid_total_recorded", invoice=invoice_no), message


def _asked(reading: StatementReading) -> PaymentsImport:
    """Nothing is stored while a question is open; the rows in doubt stand among the rejected."""
    return PaymentsImport(
        outcome=Outcome.NEEDS_ANSWER,
        accepted=0,
        unchanged=0,
        rejected=reading.rejected,
        remarks=reading.remarks,
        questions=reading.questions,
        totals={},
        stale=(),
    )


def _stamp(tx: Transaction, booking: _Booking, as_of: datetime, source: str) -> bool:
    """Whether the payments' freshness changed: an older statement never makes the record older than it is.

    Refused entries count here even when none was taken, since the accounts that they may belong to are incomplete.
    """
    known = next((stamp for stamp in tx.stamps() if stamp.feed is Feed.PAYMENTS), None)
    if known is not None and known.as_of > as_of:
        return False
    refused = booking.rejected
    stamp = LedgerStamp(
        as_of=as_of, source=source, feed=Feed.PAYMENTS, refused=len(refused), refused_customers=_codes(refused)
    )
    return tx.save_stamp(stamp)


def _codes(refused: Collection[RejectedRow]) -> tuple[str, ...]:
    """Everybody whose money a refused row may be: their accounts are incomplete."""
    codes: set[object] = {row.customer_code for row in refused if row.customer_code}
    for row in refused:
        for detail in ("customers", "others"):
            told = row.reason.details.get(detail)
            codes.update(told if isinstance(told, list) else ())
    return tuple(sorted(map(str, codes)))


def _totals(payments: Sequence[Payment]) -> Mapping[str, Money]:
    sums: dict[str, Money] = {}
    for payment in payments:
        currency = payment.amount.currency
        sums[currency] = sums.get(currency, Money.zero(currency)) + payment.amount
    return sums
