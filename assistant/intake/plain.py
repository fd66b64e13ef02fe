"""Reads many plain rows at once, column by column; a row that is not plain is left to the careful way.

A row is plain when it can only mean what it means here, whatever its file settles: what this module gives for a row is
what `assistant.intake.careful` gives, in a tenth of the time.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter, lt
from typing import TypeAlias

from assistant.domain.ledger import Invoice, Payment
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.columns import Sheet
from assistant.intake.customers import CUSTOMER_CELLS, CustomerReader
from assistant.intake.documents import is_far_off, paid_so_far, reference_of
from assistant.intake.plain_cells import PlainCells
from assistant.intake.proofs import PROOF_FIELDS
from assistant.intake.reading import AcceptedRow, CustomerRead
from assistant.intake.rows import Terms, row_of

RawRow: TypeAlias = tuple[int, Sequence[str]]
_Person: TypeAlias = tuple[str, CustomerRead | None]
_Columns: TypeAlias = Callable[[str], Sequence[str]]

# Rows that say any of this are read the careful way.
_LEFT_OUT = ("retention", "retention_until", *PROOF_FIELDS)
# What is read of each kind of document; other columns mean nothing for it.
_READ: Mapping[str, frozenset[str]] = {
    "invoice": frozenset(
        ("invoice_no", "issue_date", "due_date", "amount", "paid", "balance", "contract_no", "payment_terms", "note")
    ),
    "payment": frozenset(("payment_no", "invoice_no", "received_date", "issue_date", "amount", "reference")),
}


class PlainRows:
    """The rows of one ledger or list of payments; ``cells`` says what is certain about its cells so far."""

    def __init__(self, sheet: Sheet, cells: PlainCells, customers: CustomerReader) -> None:
        self._sheet, self._cells = sheet, cells
        self._people = _People(sheet, cells.terms, customers)
        self._width = len(sheet.table.columns)
        self._merged = frozenset(number for number, _ in sheet.table.repeated)
        nameless = [place for place, name in enumerate(sheet.table.columns) if not name]
        self._idle = [*nameless, *(sheet.places[field] for field in _LEFT_OUT if field in sheet.places)]
        elsewhere = {*CUSTOMER_CELLS, *_LEFT_OUT, "kind"}
        self._beside = {
            kind: [place for field, place in sheet.places.items() if field not in read | elsewhere]
            for kind, read in _READ.items()
        }

    def read(self, rows: Sequence[RawRow]) -> list[AcceptedRow] | None:
        """What each of ``rows`` brings, in their order; None unless all of them are plain and of one kind."""
        numbers, raws = zip(*rows, strict=True)
        if set(map(len, raws)) != {self._width} or not self._merged.isdisjoint(numbers):
            return None
        columns, nothing = tuple(zip(*raws, strict=True)), ("",) * len(raws)
        if any(any(columns[place]) for place in self._idle):
            return None
        places = self._sheet.places

        def column(field: str) -> Sequence[str]:
            return columns[places[field]] if field in places else nothing

        kinds = self._cells.kinds(column("kind"))
        kind = kinds.pop() if len(kinds) == 1 else None
        # Columns that mean nothing for this kind must not hold damaged text either.
        if kind is None or kind not in _READ:
            return None
        if any(self._cells.texts(columns[place]) is None for place in self._beside[kind]):
            return None
        people = self._people.of(rows)
        if people is None:
            return None
        make = self._invoices if kind == "invoice" else self._payments
        return make(numbers, people, column)

    def _invoices(
        self, numbers: Sequence[int], people: Sequence[_Person], column: _Columns
    ) -> list[AcceptedRow] | None:
        cells, file = self._cells, self._sheet.table.name
        issued, due = cells.days(column("issue_date")), cells.days(column("due_date"))
        ledger_date = cells.terms.options.ledger_date
        if issued is None or due is None or any(map(lt, due, issued)):
            return None
        if any(is_far_off(day, last_day, ledger_date) for day, last_day in set(zip(issued, due, strict=True))):
            return None
        documents, currencies = cells.numbers(column("invoice_no")), cells.currencies(column("currency"))
        amounts = cells.sums(column("amount"), currencies) if documents and currencies else None
        contracts, terms = cells.texts(column("contract_no")), cells.texts(column("payment_terms"))
        notes = cells.texts(column("note"))
        if documents is None or amounts is None or contracts is None or terms is None or notes is None:
            return None
        claims = self._claims(column, amounts)
        if claims is None:
            return None
        rows = []
        for number, (code, customer), document, day, last_day, amount, claimed, contract, term, note in zip(
            numbers, people, documents, issued, due, amounts, claims, contracts, terms, notes, strict=True
        ):
            invoice = Invoice(
                number=document,
                customer_code=code,
                amount=amount,
                issued=day,
                due=last_day,
                contract_no=contract,
                terms=term,
                note=note,
                source=f"{file} row {number}",
            )
            paid = paid_so_far(invoice, claimed, ledger_date) if claimed else None
            rows.append(
                AcceptedRow(
                    file=file,
                    row=number,
                    customer_code=code,
                    customer=customer,
                    entry=invoice,
                    claimed=claimed,
                    paid=paid,
                )
            )
        return rows

    def _claims(self, column: _Columns, amounts: Sequence[Money]) -> Sequence[Money | None] | None:
        """What the ``paid`` column says: nothing where it is empty, and nowhere more than the amount."""
        cells, paid, balances = self._cells, column("paid"), column("balance")
        claims = [
            cells.money(cell, amount.currency) if cell else None for cell, amount in zip(paid, amounts, strict=True)
        ]
        for cell, claimed, amount, balance in zip(paid, claims, amounts, balances, strict=True):
            if cell and (claimed is None or amount.minor < claimed.minor):
                return None
            left = amount.minor - claimed.minor if claimed else amount.minor
            if balance and cells.money(balance, amount.currency) != Money(left, amount.currency):
                return None
        return claims

    def _payments(
        self, numbers: Sequence[int], people: Sequence[_Person], column: _Columns
    ) -> list[AcceptedRow] | None:
        cells, file = self._cells, self._sheet.table.name
        own, invoices = column("payment_no"), column("invoice_no")
        documents = cells.numbers([one or other for one, other in zip(own, invoices, strict=True)])
        days = [one or other for one, other in zip(column("received_date"), column("issue_date"), strict=True)]
        received, currencies = cells.days(days), cells.currencies(column("currency"))
        amounts = cells.sums(column("amount"), currencies) if documents and currencies else None
        paid, named = cells.references(invoices), cells.references(column("reference"))
        if documents is None or received is None or amounts is None or paid is None or named is None:
            return None
        rows = []
        for number, (code, customer), document, day, amount, own_no, invoice, reference in zip(
            numbers, people, documents, received, amounts, own, paid, named, strict=True
        ):
            payment = Payment(
                number=document,
                customer_code=code,
                amount=amount,
                received=day,
                invoice_no=reference_of(reference, own_no, invoice),
                source=f"{file} row {number}",
            )
            rows.append(AcceptedRow(file=file, row=number, customer_code=code, customer=customer, entry=payment))
        return rows


class _People:
    """The customers of one sheet by the cells that tell of them."""

    def __init__(self, sheet: Sheet, terms: Terms, customers: CustomerReader) -> None:
        self._sheet, self._terms, self._customers = sheet, terms, customers
        self._cells = itemgetter(*(sheet.places[field] for field in CUSTOMER_CELLS if field in sheet.places))
        self._met: dict[object, _Person | None] = {}

    def of(self, rows: Sequence[RawRow]) -> list[_Person] | None:
        """Code and customer of each row; None when one of them cannot be read."""
        people = []
        for number, raw in rows:
            person = self._met.get(self._cells(raw)) or self._meet(number, raw)
            if person is None:
                return None
            people.append(person)
        return people

    def _meet(self, number: int, raw: Sequence[str]) -> _Person | None:
        try:
            row = row_of(self._sheet, number, raw, self._terms, CUSTOMER_CELLS)
            code, customer = row.code("customer_code"), self._customers.read(row)
        except BadInput:
            return None
        person = customer.customer.code if customer else code, customer
        self._met[self._cells(raw)] = person
        return person
