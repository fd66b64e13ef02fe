"""What reading a bank statement gives: money that came from customers or went back to them, before anybody is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.reading import Question, RejectedRow, Remark
from assistant.intake.rows import source_of


@dataclass(frozen=True, kw_only=True, slots=True)
class BankReceipt:
    """Money that arrived on the account, or with a negative amount went back; ``received`` is the booking date.

    ``number`` is the same however often the entry is read. ``payer`` and ``on_behalf_of`` are names as the bank writes
    them, ``reference`` the structured reference, ``remittance`` the payer's free text, ``customer_code`` what a table
    says itself; ``originals`` are numbers under which the money that went back may be recorded.
    """

    file: str
    row: int
    number: str
    amount: Money
    received: date
    payer: str = ""
    on_behalf_of: str = ""
    reference: str = ""
    remittance: str = ""
    customer_code: str = ""
    originals: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Where a person finds the entry, and what the bank says about it: allocation reads references in it."""
        said = (self.payer, self.on_behalf_of, self.reference, self.remittance)
        return ": ".join((source_of(self.file, self.row), " · ".join(filter(None, said))))[:_LONGEST].rstrip(": ")


# Of what is kept of an entry's text, in characters.
_LONGEST = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementReading:
    """Everything that was read of bank statements; what is not about customers is told in ``remarks`` alone.

    ``again`` counts the entries that only say once more what an earlier one says. ``until`` is until when the files say
    what happened (UTC), None where none says it.
    """

    receipts: tuple[BankReceipt, ...]
    rejected: tuple[RejectedRow, ...]
    again: int = 0
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    until: datetime | None = None


@dataclass(slots=True)
class Gathered:
    """What one table has given so far; ``left_out`` counts entries that are not for us, by the code of their remark."""

    file: str
    receipts: list[BankReceipt]
    refused: list[tuple[int, BadInput]]
    remarks: list[Remark]
    left_out: dict[str, int]

    @classmethod
    def of(cls, file: str) -> "Gathered":
        """Nothing yet."""
        return cls(file, [], [], [], {})

    def leave_out(self, code: str) -> None:
        """Count an entry that is no customer's payment."""
        self.left_out[code] = self.left_out.get(code, 0) + 1

    def tell(self, row: int, code: str, message: str, **details: object) -> None:
        """Note something odd about an entry that is taken all the same."""
        self.remarks.append(Remark(file=self.file, row=row, reason=Reason(code, details), message=message))

    @property
    def rejected(self) -> list[RejectedRow]:
        """The refused rows with their reasons."""
        return [
            RejectedRow(file=self.file, row=row, reason=Reason(error.code, error.details), message=str(error))
            for row, error in self.refused
        ]


def once_each(
    receipts: Iterable[BankReceipt],
) -> tuple[tuple[BankReceipt, ...], tuple[RejectedRow, ...], tuple[BankReceipt, ...]]:
    """The receipts by their numbers: each once, those of one number that differ refused, and those said once more."""
    by_number: dict[str, list[BankReceipt]] = {}
    for receipt in receipts:
        by_number.setdefault(receipt.number, []).append(receipt)
    differing = {number for number, those in by_number.items() if len({_content(one) for one in those}) > 1}
    rejected = tuple(
        _used_twice(one, those) for number, those in by_number.items() if number in differing for one in those
    )
    good = [those for number, those in by_number.items() if number not in differing]
    return tuple(those[0] for those in good), rejected, tuple(one for those in good for one in those[1:])


def _content(receipt: BankReceipt) -> tuple[object, ...]:
    return receipt.amount, receipt.received


def _used_twice(receipt: BankReceipt, those: Sequence[BankReceipt]) -> RejectedRow:
    others = ", ".join(source_of(one.file, one.row) for one in those if one is not receipt)
    message = f"{receipt.number} stands in {others} too, with different content; correct the number or the content."
    error = BadInput("number_used_twice", message, number=receipt.number, others=others)
    return RejectedRow(file=receipt.file, row=receipt.row, reason=Reason(error.code, error.details), message=str(error))
