"""Dates as they come out of people's ledgers."""

from collections.abc import Iterator

from tests.corpus.entry import Entry
from tests.corpus.ledgers import KEPT, accepted, alone, asks, by_row, invoice, refuses_row, row, second, sheet, warned

GROUP = "dates"
ORDERS = ("dmy", "mdy", "ymd")

# (name, what is written for 30 June 2026)
READ = (
    ("iso", "2026-06-30"),
    ("slashes", "2026/6/30"),
    ("points", "2026.06.30"),
    ("compact", "20260630"),
    ("han", "2026年6月30日"),
    ("han-padded", "2026年06月30日"),
    ("han-blanks", "2026 年 6 月 30 日"),
    ("han-with-time", "2026年6月30日 10:30"),
    ("han-numerals", "二〇二六年六月三十日"),
    ("full-width", "２０２６／６／３０"),
    ("republic", "115/06/30"),
    ("republic-points", "115.06.30"),
    ("republic-compact", "1150630"),
    ("republic-han", "115年6月30日"),
    ("republic-named", "民國115年6月30日"),
    ("republic-in-full", "中華民國115年06月30日"),
    ("republic-full-width", "民國１１５年６月３０日"),
    ("english", "30 June 2026"),
    ("english-short", "30-Jun-2026"),
    ("english-ordinal", "30th June 2026"),
    ("american", "June 30, 2026"),
    ("american-short", "Jun. 30, 2026"),
    ("day-first-by-its-day", "30/06/2026"),
    ("month-first-by-its-day", "06/30/2026"),
    ("day-first-points", "30.6.2026"),
    ("day-first-dashes", "30-06-2026"),
    ("spreadsheet-time", "2026-06-30 00:00:00"),
    ("american-afternoon", "6/30/2026 1:05:00 PM"),
    ("american-midnight", "6/30/2026 12:00:00 AM"),
    ("taiwan-forenoon", "2026/6/30 上午 12:00:00"),
    ("zone-ahead", "2026-06-30T08:00:00+08:00"),
    ("zulu-midnight", "2026-06-30T00:00:00Z"),
    ("zulu-midday", "2026-06-30T12:00:00.000Z"),
    ("left-to-right-marks", "\u200e6\u200e/\u200e30\u200e/\u200e2026"),
)
REFUSED = (
    ("31-february", "31/02/2026", "not_a_date"),
    ("30-february-iso", "2026-02-30", "not_a_date"),
    ("29-february-2025", "29/02/2025", "not_a_date"),
    ("31-june", "2026-06-31", "not_a_date"),
    ("month-13", "2026-13-01", "not_a_date"),
    ("month-0", "2026-00-10", "not_a_date"),
    ("13-13", "13/13/2026", "not_a_date"),
    ("zero", "0000-00-00", "not_a_date"),
    ("year-1", "0001-01-01", "not_a_date"),
    ("year-9999", "9999-12-31", "not_a_date"),
    ("year-1900", "1900-01-01", "not_a_date"),
    ("buddhist-year", "30/06/2569", "not_a_date"),
    ("serial", "46203", "date_as_number"),
    ("serial-with-time", "46203.5", "date_as_number"),
    ("unix-seconds", "1782777600", "not_a_date"),
    ("empty", "", "missing_value"),
    ("month-only", "2026-06", "not_a_date"),
    ("no-year", "6月30日", "not_a_date"),
    ("han-two-digit-year", "26年6月30日", "not_a_date"),
    ("short-year-of-the-republic", "99/12/31", "not_a_date"),
    ("words", "end of June", "not_a_date"),
    ("terms", "Net 30", "not_a_date"),
    ("immediately", "货到付款", "not_a_date"),
    ("thai-digits", "๒๐๒๖-๐๖-๓๐", "not_a_date"),
    ("arabic-digits", "٢٠٢٦-٠٦-٣٠", "not_a_date"),
    ("one-arabic-digit", "2026-06-3٠", "not_a_date"),
    ("range", "2026-06-01 - 2026-06-30", "not_a_date"),
    ("two-dates", "30/06/2026 31/07/2026", "not_a_date"),
    ("mixed-separators", "2026-06/30", "not_a_date"),
    ("impossible-time", "2026-06-30 25:61", "not_a_date"),
    ("zulu-evening", "2026-06-29T16:00:00Z", "not_a_date"),
    ("week", "2026-W27-2", "not_a_date"),
    ("formula", "=TODAY()", "not_a_date"),
    ("value-error", "#VALUE!", "not_a_date"),
    ("overflown-cell", "########", "not_a_date"),
    ("an-amount", "1,234.56", "not_a_date"),
    ("right-to-left-override", "\u202e03-60-6202", "hidden_direction"),
)


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    for name, written in READ:
        line = invoice("INV-2", due="2026-06-30")
        yield accepted(f"date-{name}.csv", GROUP, sheet(row(), second(due_date=written)), KEPT, line)
    for name, written, code in REFUSED:
        yield refuses_row(f"date-{name}.csv", GROUP, code, due_date=written)
    line = invoice("INV-2", issued="2024-01-31", due="2024-02-29")
    leap = sheet(row(), second(issue_date="2024-01-31", due_date="29/02/2024"))
    yield accepted("date-29-february-2024.csv", GROUP, leap, KEPT, line)
    early = sheet(row(), second(due_date="2026-04-30"))
    yield warned("due-before-issue.csv", GROUP, early, {3: "due_before_issue"}, KEPT, invoice(due="2026-04-30"))
    for name, changes in (
        ("due-in-2099", {"due_date": "2099-12-31"}),
        ("issued-and-due-in-2099", {"issue_date": "2099-01-01", "due_date": "2099-12-31"}),
    ):
        days = {"issued": changes.get("issue_date", "2026-05-01"), "due": "2099-12-31"}
        content = sheet(row(), second(**changes))
        yield warned(f"{name}.csv", GROUP, content, {3: "due_far_off"}, KEPT, invoice(**days))
    yield from _orders()


def _orders() -> Iterator[Entry]:
    """Day and month that cannot be told apart, and what settles them."""
    yield alone("ask-01-02-2026.csv", GROUP, "date_order", *ORDERS, due_date="01/12/2026")
    yield alone("ask-5.6.2026.csv", GROUP, "date_order", *ORDERS, due_date="5.6.2026")
    yield alone("ask-two-digit-year.csv", GROUP, "date_order", *ORDERS, due_date="05/06/26")
    yield alone("ask-30-jun-26.csv", GROUP, "date_order", *ORDERS, due_date="30-Jun-26")
    yield alone("ask-american-afternoon.csv", GROUP, "date_order", *ORDERS, due_date="6/7/2026 1:05 PM")
    doubtful = sheet(row(), second(due_date="05/06/2026"))
    for order, due in (("dmy", "2026-06-05"), ("mdy", "2026-05-06")):
        line = invoice(due=due)
        yield accepted(f"answered-{order}.csv", GROUP, doubtful, KEPT, line, options=("--date-order", order))
    wrong = sheet(row(), second(due_date="30/06/2026"))
    yield by_row(
        "answered-against-the-file.csv", GROUP, wrong, {3: "not_a_date"}, KEPT, options=("--date-order", "mdy")
    )
    short = sheet(row(), second(due_date="05/06/26"))
    line = invoice(due="2026-06-05")
    yield accepted("two-digit-year-answered.csv", GROUP, short, KEPT, line, options=("--date-order", "dmy"))
    short = sheet(row(), second(due_date="30-Jun-26"))
    line = invoice(due="2026-06-30")
    yield accepted("30-jun-26-answered.csv", GROUP, short, KEPT, line, options=("--date-order", "dmy"))
    settled = sheet(
        row(issue_date="01/02/2026", due_date="28/02/2026"), second(issue_date="02/03/2026", due_date="03/04/2026")
    )
    lines = (invoice("INV-1", issued="2026-02-01", due="2026-02-28"), invoice(issued="2026-03-02", due="2026-04-03"))
    yield accepted("day-first-settled-by-another-row.csv", GROUP, settled, *lines)
    settled = sheet(
        row(issue_date="01/02/2026", due_date="02/28/2026"), second(issue_date="02/03/2026", due_date="03/04/2026")
    )
    lines = (invoice("INV-1", issued="2026-01-02", due="2026-02-28"), invoice(issued="2026-02-03", due="2026-03-04"))
    yield accepted("month-first-settled-by-another-row.csv", GROUP, settled, *lines)
    both = sheet(row(due_date="30/06/2026"), second(due_date="06/30/2026"))
    lines = (invoice("INV-1", due="2026-06-30"), invoice(due="2026-06-30"))
    yield accepted("both-orders-each-certain.csv", GROUP, both, *lines)
    mixed = sheet(
        row(due_date="30/06/2026"), second(due_date="06/30/2026"), second(invoice_no="INV-3", due_date="07/08/2026")
    )
    yield asks("ask-both-orders-and-a-doubt.csv", GROUP, mixed, "date_order", *ORDERS)
    impossible = sheet(row(due_date="31/02/2026"), second(due_date="07/08/2026"))
    yield asks("ask-impossible-date-settles-nothing.csv", GROUP, impossible, "date_order", *ORDERS)
    same = sheet(row(), second(due_date="06/06/2026"))
    yield accepted("day-and-month-alike.csv", GROUP, same, KEPT, invoice(due="2026-06-06"))
