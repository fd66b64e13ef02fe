"""Decides which entries of a camt.053 statement are customers' money: booked, ours to keep, and summing up.

Outgoing payments are left out, and so is money that comes back to us because a payment of ours failed. What goes back
to a customer, because an entry in our favour was reversed or returned, is a negative payment.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import groupby

from assistant.domain.money import Money, total
from assistant.errors import BadInput
from assistant.intake.bank_receipts import BankReceipt, Gathered
from assistant.intake.dates import read_date
from assistant.intake.reading import Options
from assistant.ports import Table

COLUMNS = (
    "until", "account_currency", "status", "side", "reversal", "booked", "entry_amount", "entry_currency",
    "servicer_reference", "entry_reference", "info", "parts", "part", "amount", "currency", "part_side", "instructed",
    "instructed_currency", "bank_reference", "end_to_end", "payer", "payee", "on_behalf_of", "reference", "remittance",
    "return_reason",
)  # fmt: skip
# The status of the row that ends a statement.
END = "END"
_IN, _OUT = "CRDT", "DBIT"
# A bank that gives no better reference often just counts the entries of each statement.
_LONGEST_COUNT = 6

Cells = Mapping[str, str]


def is_camt(table: Table) -> bool:
    """Whether ``table`` holds the entries of a camt.053 statement."""
    return table.columns == COLUMNS


def read_camt(table: Table, options: Options, zone: tzinfo) -> tuple[Gathered, datetime | None]:
    """What the entries of ``table`` say, and until when its statements are complete (UTC).

    ``zone`` is where the bank's clock stands when a statement does not say it.
    """
    gathered = Gathered.of(table.name)
    until: datetime | None = None
    numbers = _Numbers()
    for row, raws in groupby(table.rows, key=lambda numbered: numbered[0]):
        parts = [dict(zip(COLUMNS, raw, strict=True)) for _, raw in raws]
        entry = [part for part in parts if part["status"] != END]
        _read_entry(gathered, row, entry, options, numbers)
        for ended in (part for part in parts if part["status"] == END):
            until = max(filter(None, (until, _moment(ended["until"], zone))), default=None)
            numbers = _Numbers()
    return gathered, until


def _read_entry(gathered: Gathered, row: int, parts: Sequence[Cells], options: Options, numbers: "_Numbers") -> None:
    left_out = _why_not(parts) if parts else ""
    if left_out:
        gathered.leave_out(left_out)
    if left_out or not parts:
        return
    try:
        gathered.receipts += _receipts(gathered, row, parts, options, numbers)
    except BadInput as error:
        gathered.refused.append((row, error))


def _why_not(parts: Sequence[Cells]) -> str:
    """The code of the remark under which an entry is left out; empty for one that counts."""
    entry = parts[0]
    goes_back = _is_true(entry["reversal"]) or any(part["return_reason"] for part in parts)
    if entry["status"] != "BOOK":
        return "entries_pending"
    if entry["side"] == _OUT and not goes_back:
        return "entries_outgoing"
    return "entries_returned_to_us" if entry["side"] == _IN and goes_back else ""


def _receipts(
    gathered: Gathered, row: int, parts: Sequence[Cells], options: Options, numbers: "_Numbers"
) -> list[BankReceipt]:
    entry = parts[0]
    amount = _money(entry["entry_amount"], entry["entry_currency"], options)
    if entry["side"] not in (_IN, _OUT) or not entry["booked"]:
        raise _incomplete()
    if entry["account_currency"] not in ("", amount.currency):
        message = f"the entry is in {amount.currency}, the account in {entry['account_currency']}; ask the bank."
        raise BadInput("mixed_currencies", message, amount=amount.currency, currency=entry["account_currency"])
    if len(parts) == 1:
        _remark_other_amounts(gathered, row, entry, amount, options)
        return [_receipt(gathered.file, row, entry, amount, numbers.of(entry))]
    amounts = [_part_amount(part, amount, len(parts), options) for part in parts]
    if total(amounts, amount.currency) != amount:
        raise _differs(amount, len(parts))
    numbered = zip(parts, amounts, numbers.of_parts(parts), strict=True)
    return [_receipt(gathered.file, row, part, money, number) for part, money, number in numbered]


def _receipt(file: str, row: int, part: Cells, money: Money, number: str) -> BankReceipt:
    amount = -money if part["side"] == _OUT else money
    original = f"camt:{part['bank_reference']}"
    return BankReceipt(
        file=file,
        row=row,
        number=f"camt:{number}",
        amount=amount,
        received=read_date(part["booked"], None),
        payer=part["payer"],
        # Of what goes back, banks name the customer as the one who paid, or as the one who is paid now.
        on_behalf_of=part["on_behalf_of"] or (part["payee"] if amount.minor < 0 else ""),
        reference=part["reference"],
        remittance=" ".join(filter(None, (part["remittance"], part["info"]))),
        originals=(original,) if amount.minor < 0 and part["bank_reference"] and original != f"camt:{number}" else (),
    )


class _Numbers:
    """Numbers entries by the bank's own references, else by what does not change about them.

    Entries of one statement that have no reference of their own and are alike are two payments: they are counted.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, entry: Cells) -> str:
        """The number of a whole entry."""
        return entry["servicer_reference"] or entry["bank_reference"] or self._own(entry)

    def of_parts(self, parts: Sequence[Cells]) -> list[str]:
        """The bank's references where it gave each part one, else the entry's with the place in the batch."""
        own = [part["bank_reference"] for part in parts]
        if all(own) and len(set(own)) == len(own):
            return own
        base = parts[0]["servicer_reference"] or self._own(parts[0])
        return [f"{base}/{place}" for place in range(1, len(parts) + 1)]

    def _own(self, entry: Cells) -> str:
        reference = entry["entry_reference"]
        if reference and not (reference.isdigit() and len(reference) <= _LONGEST_COUNT):
            return reference
        said = reference or entry["end_to_end"] or "entry"
        made_up = ":".join((said, entry["booked"], entry["entry_amount"], entry["entry_currency"]))
        self._seen[made_up] += 1
        return made_up if self._seen[made_up] == 1 else f"{made_up}#{self._seen[made_up]}"


def _part_amount(part: Cells, entry: Money, count: int, options: Options) -> Money:
    if not part["amount"] or part["currency"] != entry.currency:
        raise _differs(entry, count)
    amount = _money(part["amount"], part["currency"], options)
    return -amount if part["part_side"] not in ("", part["side"]) else amount


def _remark_other_amounts(gathered: Gathered, row: int, entry: Cells, booked: Money, options: Options) -> None:
    """What was sent is only told: what counts is what the account was credited with; no exchange rate is implied."""
    for figure, currency in (("instructed", "instructed_currency"), ("amount", "currency")):
        if not entry[figure] or not entry[currency]:
            continue
        try:
            sent = _money(entry[figure], entry[currency], options)
        except BadInput:
            continue
        if sent != booked:
            message = f"{sent} was sent and {booked} was booked; what was booked counts."
            gathered.tell(row, "sent_differs", message, sent=sent, booked=booked)
            return


def _money(text: str, currency: str, options: Options) -> Money:
    if not text or not currency:
        raise _incomplete()
    amount = Money.parse(text, currency, billing_digits=options.billing_digits)
    if amount.minor <= 0:
        raise _incomplete()
    return amount


def _incomplete() -> BadInput:
    message = "the entry lacks its amount, currency, day or direction; ask the bank for the statement again."
    return BadInput("entry_incomplete", message)


def _differs(amount: Money, parts: int) -> BadInput:
    message = f"the {parts} parts of this batch do not come to its {amount}; book them by hand."
    return BadInput("batch_differs", message, amount=amount, parts=parts)


def _moment(text: str, zone: tzinfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _is_true(text: str) -> bool:
    return text in ("true", "1")
