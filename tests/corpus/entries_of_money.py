"""Rows that belong together: repeated numbers, payments, credit notes, refunds, retention."""

from collections.abc import Iterator

from tests.corpus.entry import Entry
from tests.corpus.ledgers import (
    COLUMNS,
    KEPT,
    KINDS,
    accepted,
    by_row,
    invoice,
    refused,
    refuses_row,
    row,
    second,
    sheet,
    warned,
)

GROUP = "entries"
DATES = ("2026-05-01", "2026-05-31", "CNY")


def booked(kind: str, number: str, amount: str, reference: str = "", **changes: str) -> list[str]:
    """A row under the columns `KINDS`."""
    cells = {
        "customer_code": "C1", "customer_name": "云岭贸易有限公司", "kind": kind, "invoice_no": number,
        "issue_date": "2026-05-20", "due_date": "", "currency": "CNY", "amount": amount, "paid": "",
        "reference": reference,
    } | changes  # fmt: skip
    return list(cells.values())


def invoiced(number: str = "INV-1", amount: str = "48200", **changes: str) -> list[str]:
    """An invoice under the columns `KINDS`."""
    return booked("invoice", number, amount, **({"issue_date": "2026-05-01", "due_date": "2026-05-31"} | changes))


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    yield from _repeats()
    yield from _paid()
    yield from _booked()
    yield from _shapes()


def _repeats() -> Iterator[Entry]:
    twice = sheet(row(), row(), second())
    yield warned("row-twice.csv", GROUP, twice, {3: "given_twice"}, KEPT, invoice(), read=3, accepted=3)
    other = sheet(row(), row(amount="99.00"), second())
    rejected = {2: "number_used_twice", 3: "number_used_twice"}
    yield by_row("number-with-two-amounts.csv", GROUP, other, rejected, invoice())
    other = sheet(row(), row(due_date="2026-06-30"), second())
    yield by_row("number-with-two-due-dates.csv", GROUP, other, rejected, invoice())
    shared = sheet(row(), row(customer_code="C2", customer_name="碧川制造厂", amount="99.00"))
    line = invoice("INV-1", 9900, customer="C2")
    yield accepted("number-of-two-customers.csv", GROUP, shared, KEPT, line)
    case = sheet(row(), row(invoice_no="inv-1"), second())
    yield warned("number-in-two-cases.csv", GROUP, case, {3: "given_twice"}, KEPT, invoice(), read=3, accepted=3)
    case = sheet(row(), row(invoice_no="inv-1", amount="99.00"), second())
    yield by_row("number-in-two-cases-and-amounts.csv", GROUP, case, rejected, invoice())
    width = sheet(row(), row(invoice_no="ＩＮＶ-1"), second())
    yield warned("number-in-two-widths.csv", GROUP, width, {3: "given_twice"}, KEPT, invoice(), read=3, accepted=3)
    dash = sheet(row(), row(invoice_no="INV–1", amount="99.00"), second())
    yield by_row("number-with-two-dashes.csv", GROUP, dash, rejected, invoice())
    alike = sheet(row(), row(invoice_no="ІNV-1"))
    yield warned("number-that-looks-alike.csv", GROUP, alike, {3: "looks_alike"}, KEPT, invoice("ІNV-1"))
    before = (("ledger", "earlier.csv", sheet(row()), ()),)
    changed = sheet(row(amount="99.00"), second())
    yield by_row(
        "amount-changed-since.csv", GROUP, changed, {2: "invoice_differs"}, KEPT, invoice(), before=before, accepted=1
    )
    later = sheet(row(due_date="2026-06-30"))
    moved = invoice("INV-1", due="2026-06-30")
    yield accepted("due-date-moved-since.csv", GROUP, later, moved, before=before)
    case = sheet(row(invoice_no="inv-1"), second())
    yield by_row(
        "number-in-another-case-since.csv",
        GROUP,
        case,
        {2: "number_written_differently"},
        KEPT,
        invoice(),
        before=before,
        accepted=1,
    )


def _paid() -> Iterator[Entry]:
    part = sheet(row(paid="1,200.50"))
    yield accepted("paid-in-part.csv", GROUP, part, KEPT, "payment C1 paid:INV-1 CNY 120050 INV-1")
    over = sheet(row(paid="48200.01"))
    yield warned("paid-more.csv", GROUP, over, {2: "overpaid"}, KEPT, "payment C1 paid:INV-1 CNY 4820001 INV-1")
    yield accepted("paid-nothing.csv", GROUP, sheet(row(paid="0.00")), KEPT)
    for name, dash in (
        ("dash", "-"),
        ("accounting-dash", " -   "),
        ("dash-with-sign", "¥-"),
        ("dash-with-code", "CNY -"),
    ):
        yield accepted(f"paid-{name}.csv", GROUP, sheet(row(paid=dash)), KEPT)
    for name, paid, code in (
        ("negative", "-1.00", "negative_payment"),
        ("yes", "yes", "not_an_amount"),
        ("nan", "NaN", "not_an_amount"),
        ("other-currency", "USD 5.00", "mixed_currencies"),
        ("too-exact", "15.0005", "too_many_decimals"),
        ("a-date", "2026-05-20", "not_an_amount"),
    ):
        yield refuses_row(f"paid-{name}.csv", GROUP, code, paid=paid)
    agreeing = sheet(invoiced(paid="30.00"), booked("payment", "RC-1", "30.00", "INV-1"), header=KINDS)
    paid = "payment C1 RC-1 CNY 3000 INV-1"
    yield accepted("paid-agrees-with-payments.csv", GROUP, agreeing, KEPT, paid, read=2)
    differing = sheet(invoiced(paid="40.00"), booked("payment", "RC-1", "30.00", "INV-1"), header=KINDS)
    yield by_row("paid-disagrees-with-payments.csv", GROUP, differing, {2: "paid_disagrees"}, paid, accepted=1)
    bad = sheet(
        invoiced(paid="30.00"),
        booked("payment", "RC-1", "30.00", "INV-1", issue_date="31/02/2026"),
        invoiced("INV-2"),
        header=KINDS,
    )
    rejected = {2: "paid_disagrees", 3: "not_a_date"}
    yield by_row("paid-beside-a-refused-payment.csv", GROUP, bad, rejected, invoice())
    before = (("ledger", "earlier.csv", sheet(row(paid="100.00")), ()),)
    lines = (KEPT, "payment C1 paid:INV-1 CNY 10000 INV-1", "payment C1 paid:INV-1#2 CNY 5000 INV-1")
    yield accepted("paid-grew-since.csv", GROUP, sheet(row(paid="150.00")), *lines, before=before)
    shrunk = sheet(row(paid="50.00"), second())
    yield by_row(
        "paid-shrank-since.csv",
        GROUP,
        shrunk,
        {2: "paid_differs"},
        KEPT,
        invoice(),
        lines[1],
        before=before,
        accepted=1,
    )


def _booked() -> Iterator[Entry]:
    def ledger(*rows: list[str]) -> bytes:
        return sheet(invoiced(), *rows, header=KINDS)

    noted = ledger(booked("credit_note", "CN-1", "5.00", "INV-1"), booked("贷项", "CN-2", "-7.00", "INV-1"))
    lines = ("credit C1 CN-1 CNY 500 INV-1", "credit C1 CN-2 CNY 700 INV-1")
    yield accepted("credit-notes-with-both-signs.csv", GROUP, noted, KEPT, *lines, read=3)
    cased = ledger(booked("payment", "RC-1", "30.00", "inv-1"), booked("credit_note", "CN-1", "5.00", "Inv-1"))
    lines = ("credit C1 CN-1 CNY 500 INV-1", "payment C1 RC-1 CNY 3000 INV-1")
    yield accepted("naming-the-invoice-in-other-capitals.csv", GROUP, cased, KEPT, *lines, read=3)
    loose = ledger(booked("payment", "RC-1", "30.00"), booked("credit_note", "CN-1", "5.00"))
    lines = ("credit C1 CN-1 CNY 500 ", "payment C1 RC-1 CNY 3000 ")
    yield accepted("naming-no-invoice.csv", GROUP, loose, KEPT, *lines, read=3)
    like = ledger(booked("payment", "INV-1", "30.00"))
    line = "payment C1 INV-1 CNY 3000 "
    yield warned("payment-with-an-invoice-number.csv", GROUP, like, {3: "payment_like_invoice"}, KEPT, line, read=2)
    refund = ledger(booked("refund", "RF-1", "30.00"), booked("退款", "RF-2", "-5.00"))
    lines = ("payment C1 RF-1 CNY -3000 ", "payment C1 RF-2 CNY -500 ")
    yield accepted("refunds.csv", GROUP, refund, KEPT, *lines, read=3)
    bad = ledger(
        booked("payment", "RC-1", "-30.00", "INV-1"),
        booked("payment", "RC-2", "0", "INV-1"),
        booked("credit_note", "CN-1", "0.00", "INV-1"),
        booked("gift", "G-1", "5.00"),
        booked("invoice", "INV-2", "-5.00", due_date="2026-05-31"),
        booked("payment", "", "5.00"),
    )
    rejected = {
        3: "negative_payment",
        4: "zero_payment",
        5: "zero_credit_note",
        6: "unknown_kind",
        7: "negative_invoice",
        8: "missing_value",
    }
    yield by_row("entries-that-cannot-stand.csv", GROUP, bad, rejected, KEPT)
    foreign = ledger(
        booked("payment", "RC-1", "30.00", "INV-1", customer_code="C2", customer_name="碧川制造厂"),
        booked("payment", "RC-2", "30.00", "INV-1", currency="USD"),
        booked("payment", "RC-3", "1.00", "INV-1"),
    )
    rejected = {3: "wrong_reference", 4: "wrong_reference"}
    yield by_row(
        "payment-on-a-foreign-invoice.csv",
        GROUP,
        foreign,
        rejected,
        KEPT,
        "payment C1 RC-3 CNY 100 INV-1",
        read=4,
        accepted=2,
    )
    unknown = ledger(booked("payment", "RC-1", "30.00", "INV-77"))
    line = "payment C1 RC-1 CNY 3000 INV-77"
    yield warned("payment-on-an-unknown-invoice.csv", GROUP, unknown, {3: "reference_unknown"}, KEPT, line, read=2)
    twice = ledger(booked("payment", "RC-1", "30.00", "INV-1"), booked("payment", "RC-1", "30.00", "INV-1"))
    yield warned("payment-twice.csv", GROUP, twice, {4: "given_twice"}, KEPT, "payment C1 RC-1 CNY 3000 INV-1", read=3)
    twice = ledger(booked("payment", "RC-1", "30.00", "INV-1"), booked("payment", "RC-1", "31.00", "INV-1"))
    yield by_row("payment-number-twice.csv", GROUP, twice, {3: "number_used_twice", 4: "number_used_twice"}, KEPT)


def _shapes() -> Iterator[Entry]:
    only = ("customer_code", "kind", "invoice_no", "issue_date", "currency", "amount", "reference")
    receipts = sheet(
        ["C1", "收款", "RC-1", "2026-05-20", "CNY", "30.00", "INV-1"],
        ["C9", "收款", "RC-2", "2026-05-20", "CNY", "30.00", ""],
        header=only,
    )  # fmt: skip
    before = (("ledger", "earlier.csv", sheet(row()), ()),)
    line = "payment C1 RC-1 CNY 3000 INV-1"
    yield by_row("payments-only.csv", GROUP, receipts, {3: "unknown_customer"}, KEPT, line, before=before, accepted=1)
    kept_back = sheet([*row(), "2410.00", "2027-05-01"], header=(*COLUMNS, "质保金", "质保金到期日"))
    line = f"{KEPT} retained 241000 2027-05-01"
    yield accepted("retention.csv", GROUP, kept_back, line)
    too_much = sheet(
        [*row(), "", ""], [*second(), "50000.00", "2027-05-01"], header=(*COLUMNS, "质保金", "质保金到期日")
    )
    yield by_row("retention-above-the-amount.csv", GROUP, too_much, {3: "retention_too_large"}, KEPT)
    no_day = sheet([*row(), "", ""], [*second(), "10.00", ""], header=(*COLUMNS, "质保金", "质保金到期日"))
    yield by_row("retention-without-a-day.csv", GROUP, no_day, {3: "missing_value"}, KEPT)
    balance = (*COLUMNS, "未付余额")
    rows = sheet([*row(paid="200"), "48000"], [*second(paid="200"), "48200"], header=balance)
    kept = (KEPT, "payment C1 paid:INV-1 CNY 20000 INV-1")
    yield by_row("balance-that-disagrees.csv", GROUP, rows, {3: "balance_disagrees"}, *kept)
    trade = ("customer_id", "customer_name", "invoice_no", "invoice_date", "due_date", "currency", "amount", "balance")
    cells = ["C1", "云岭贸易有限公司", "INV-1", "2026-05-01", "2026-05-31", "CNY", "48200.00"]
    open_rows = sheet([*cells, "48000.00"], header=trade)
    yield accepted("balance-without-paid.csv", GROUP, open_rows, *kept)
    whole = sheet([*cells, "48200.00"], header=trade)
    yield accepted("balance-of-the-whole.csv", GROUP, whole, KEPT)
    settled = sheet([*cells, "0.00"], header=trade)
    yield accepted("balance-of-nothing.csv", GROUP, settled, KEPT, "payment C1 paid:INV-1 CNY 4820000 INV-1")
    above = sheet([*cells, "48200.01"], invoice_cells("INV-2"), header=trade)
    yield by_row("balance-above-the-amount.csv", GROUP, above, {2: "balance_disagrees"}, invoice())
    detail = (
        "date",
        "due_date",
        "invoice_number",
        "status",
        "client_name",
        "client_number",
        "id_number",
        "age",
        "amount",
        "balance",
    )
    aged = ["2026-05-01", "2026-05-31", "INV-1", "Sent", "云岭贸易有限公司", "C1", "", "16", "48200.00", "48000.00"]
    options = ("--currency", "CNY")
    yield accepted("ageing-detail.csv", GROUP, sheet(aged, header=detail), *kept, options=options)
    yield refused("ageing-detail-without-currency.csv", GROUP, sheet(aged, header=detail), "missing_columns")


def invoice_cells(number: str) -> list[str]:
    """A good row under the columns of a plain list of open invoices."""
    return ["C1", "云岭贸易有限公司", number, "2026-05-01", "2026-05-31", "CNY", "48200.00", "48200.00"]
