"""Decides which rows of a bank's own CSV or XLSX table are money received: outgoing money is left out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.money import Money
from assistant.errors import BadAmount, BadInput, MissingColumns
from assistant.intake.amounts import currency_of, settle_mark, take_apart
from assistant.intake.bank_receipts import BankReceipt, Gathered
from assistant.intake.bank_words import BankWords
from assistant.intake.cleaning import bracketed, clean
from assistant.intake.dates import settle_order
from assistant.intake.header import under_header
from assistant.intake.reading import Options
from assistant.intake.rows import LONGEST, Row, Terms, is_lost
from assistant.intake.words import ImportWords
from assistant.ports import Table

_TELLS_WHO = frozenset({"payer", "reference", "remittance", "customer_code"})
_SUMS = ("amount", "credit", "debit")
# How many of a row's first cells may head a line of totals.
_FIRST_CELLS = 3
_SAID = ("payer", "reference", "remittance", "customer_code")

Places = Mapping[str, tuple[int, ...]]


def read_bank_table(table: Table, options: Options, words: ImportWords, bank: BankWords) -> Gathered:
    """What the rows of ``table`` say; raises MissingColumns when it is no table of a bank's entries."""
    found = under_header(table, lambda header: _fit(header, bank))
    if found is None:
        message = (
            f"{table.name} lacks columns of a bank statement: it needs a date, an amount (or paid in and paid out), "
            "and who paid or what for. Rename its columns, or import the bank's camt.053 file."
        )
        raise MissingColumns("missing_bank_columns", message, file=table.name)
    below, places = found
    reader = _Reader(
        places=places, terms=_terms(below, places, options, words), bank=bank, name=table.name, width=len(below.columns)
    )
    gathered = Gathered.of(table.name)
    for number, raw in below.rows:
        try:
            receipt = reader.receipt(number, raw, gathered)
        except BadInput as error:
            gathered.refused.append((number, error))
            continue
        if receipt:
            gathered.receipts.append(receipt)
    return gathered


def _fit(header: Sequence[str], bank: BankWords) -> Places | None:
    places = bank.places(header)
    has_sum = "amount" in places or "credit" in places
    return places if "date" in places and has_sum and places.keys() & _TELLS_WHO else None


def _terms(table: Table, places: Places, options: Options, words: ImportWords) -> Terms:
    return Terms(
        options=options,
        words=words,
        date_order=options.date_order or settle_order(_cells(table, places, ("date",))),
        decimal_mark=options.decimal_mark or settle_mark(_figures(table, places)),
        currency=_header_currency(table, places, words) or options.currency,
    )


def _cells(table: Table, places: Places, fields: Iterable[str]) -> Iterator[str]:
    wanted = [place for field in fields for place in places.get(field, ())]
    for _, raw in table.rows:
        yield from (raw[place] for place in wanted if place < len(raw) and raw[place].strip())


def _figures(table: Table, places: Places) -> Iterator[str]:
    for cell in _cells(table, places, _SUMS):
        try:
            yield take_apart(cell).number
        except BadAmount:
            continue


def _header_currency(table: Table, places: Places, words: ImportWords) -> str:
    for column in _SUMS:
        for place in places.get(column, ()):
            unit = bracketed(table.columns[place])
            try:
                if unit and (code := currency_of(unit, words)):
                    return code
            except BadInput:
                continue
    return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    places: Places
    terms: Terms
    bank: BankWords
    name: str
    width: int
    seen: Counter[str] = field(default_factory=Counter)

    def receipt(self, number: int, raw: Sequence[str], gathered: Gathered) -> BankReceipt | None:
        """What the row says of money received; None for other rows. Raises BadInput."""
        row = self._row(number, raw)
        is_total = any(self.terms.words.is_total(cell) for cell in raw[:_FIRST_CELLS])
        if not row.text("payer") and (is_total or not row.text("date")):
            return None  # it adds up others, or is a remark of the bank
        amount = self._received(row)
        if amount is None:
            gathered.leave_out("entries_outgoing")
            return None
        return BankReceipt(
            file=self.name,
            row=number,
            number=f"bank:{self._number(row) or self._made_up(row, amount)}",
            amount=amount,
            received=row.day("date"),
            payer=row.text("payer"),
            reference=row.text("reference"),
            remittance=row.text("remittance"),
            customer_code=row.text("customer_code"),
        )

    def _number(self, row: Row) -> str:
        """The bank's own number, where no spreadsheet has made it alike with others, as in ``1.23457E+15``."""
        number = row.text("number")
        return "" if is_lost(number) else number

    def _made_up(self, row: Row, amount: Money) -> str:
        """From what the row says; rows that are alike in every respect are two payments, and are counted."""
        said = (row.day("date").isoformat(), str(amount.minor), amount.currency, *map(row.text, _SAID))
        digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
        self.seen[digest] += 1
        return digest if self.seen[digest] == 1 else f"{digest}#{self.seen[digest]}"

    def _row(self, number: int, raw: Sequence[str]) -> Row:
        stray = " ".join(cell for cell in raw[self.width :] if cell.strip())
        if stray:
            message = (
                "the row has more cells than the header; a comma inside a number or a name needs quotes around it."
            )
            raise BadInput("too_many_cells", message, text=stray[:LONGEST])
        cells = {
            thing: " ".join(clean(raw[place]) for place in places if place < len(raw) and raw[place].strip())
            for thing, places in self.places.items()
        }
        return Row(file=self.name, number=number, cells=cells, terms=self.terms)

    def _received(self, row: Row) -> Money | None:
        """The amount in our favour; None for money that went out, or no money at all."""
        for column in ("credit", "debit"):
            moved = row.sum(column) if row.text(column) else None
            if moved:
                return moved if column == "credit" and moved.minor > 0 else None
        if "amount" not in self.places or (not row.text("amount") and self.places.keys() & {"credit", "debit"}):
            return None
        amount = row.sum("amount")
        side = self.bank.side(row.text("side")) if row.text("side") else "credit"
        if side is None:
            message = f"{row.text('side')!r} does not say whether money came in or went out; use credit or debit."
            raise BadInput("unknown_side", message, text=row.text("side"))
        return amount if side == "credit" and amount.minor > 0 else None
