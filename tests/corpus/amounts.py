"""Amounts as they come out of people's ledgers."""

from collections.abc import Iterator

from tests.corpus.entry import Entry
from tests.corpus.ledgers import (
    COLUMNS,
    KEPT,
    accepted,
    alone,
    asks,
    by_row,
    invoice,
    refuses_row,
    row,
    second,
    sheet,
    taken,
    warned,
)

GROUP = "amounts"
MARKS = (".", ",")
DOLLARS = ("USD", "HKD", "TWD", "SGD", "AUD", "CAD")

# (name, what is written, minor units of CNY)
READ = (
    ("english", "1,234.56", 123456),
    ("german", "1.234,56", 123456),
    ("german-millions", "1.234.567,89", 123456789),
    ("french", "1 234,56", 123456),
    ("french-narrow-space", "1\u202f234,56", 123456),
    ("no-break-space", "1\u00a0234.56", 123456),
    ("swiss", "1'234.56", 123456),
    ("swiss-typographic", "1’234.56", 123456),
    ("thousands-only", "1,234", 123400),
    ("two-groups-of-commas", "1,234,567", 123456700),
    ("two-groups-of-points", "1.234.567", 123456700),
    ("full-width", "１，２３４．５６", 123456),
    ("full-width-yen-sign", "￥1,234.56", 123456),
    ("yen-sign", "¥1,234.56", 123456),
    ("yuan", "1234.56元", 123456),
    ("yuan-in-words", "人民币1,234.56元", 123456),
    ("yuan-exactly", "1,234.00元整", 123400),
    ("rmb", "RMB 1,234.56", 123456),
    ("code-behind", "1234.56 CNY", 123456),
    ("plus", "+1234.56", 123456),
    ("trailing-zeros", "1234.5600", 123456),
    ("leading-zeros", "0001234.56", 123456),
    ("point-first", ".50", 50),
    ("apostrophe-of-a-spreadsheet", "'1234.56", 123456),
    ("blanks-around", "  1234.56 \u3000", 123456),
    ("zero-width-space", "1\u200b234.56", 123456),
    ("left-to-right-mark", "\u200e1234.56\u200e", 123456),
    ("fifteen-digits", "123456789012345.67", 12345678901234567),
)
# (name, what is written, why the row is refused)
REFUSED = (
    ("nan", "NaN", "not_an_amount"),
    ("infinity", "Infinity", "not_an_amount"),
    ("minus-infinity", "-inf", "not_an_amount"),
    ("1e400", "1e400", "not_an_amount"),
    ("1E5", "1E5", "not_an_amount"),
    ("1.5E+05", "1.5E+05", "number_lost"),
    ("hexadecimal", "0x10", "not_an_amount"),
    ("empty", "", "missing_value"),
    ("dash", "-", "not_an_amount"),
    ("not-available", "N/A", "not_an_amount"),
    ("words", "TBD", "not_an_amount"),
    ("han-numerals", "四万八千二百元整", "not_an_amount"),
    ("financial-numerals", "肆万捌仟贰佰元整", "not_an_amount"),
    ("ten-thousands", "48.2万", "rounded_amount"),
    ("ten-thousands-of-yuan", "48.2万元", "rounded_amount"),
    ("thousands-by-letter", "48.2K", "rounded_amount"),
    ("millions", "1.5 million", "rounded_amount"),
    ("negative", "-100.00", "negative_invoice"),
    ("negative-in-brackets", "(1,234.56)", "negative_invoice"),
    ("negative-true-minus", "−100.00", "negative_invoice"),
    ("negative-full-width", "－１００", "negative_invoice"),
    ("minus-behind", "100.00-", "negative_invoice"),
    ("credit-suffix", "100.00 CR", "not_an_amount"),
    ("debit-suffix", "100.00DR", "not_an_amount"),
    ("two-signs", "-(100.00)", "not_an_amount"),
    ("three-decimals", "48200.005", "too_many_decimals"),
    ("sixteen-digits", "1234567890123456", "not_an_amount"),
    ("thousand-digits", "9" * 1000, "not_an_amount"),
    ("arabic-digits", "٤٨٢٠٠", "not_an_amount"),
    ("arabic-digit-among-others", "48٢00", "not_an_amount"),
    ("thai-digits", "๔๘๒๐๐", "not_an_amount"),
    ("mathematical-digits", "𝟒𝟖𝟐𝟎𝟎", "not_an_amount"),
    ("superscript", "100²", "not_an_amount"),
    ("circled", "①②", "not_an_amount"),
    ("letter-o-for-zero", "4820O.00", "not_an_amount"),
    ("percent", "5%", "not_an_amount"),
    ("formula", "=1+1", "not_an_amount"),
    ("formula-of-one-number", "=100", "not_an_amount"),
    ("reference-error", "#REF!", "not_an_amount"),
    ("division-error", "#DIV/0!", "not_an_amount"),
    ("overflown-cell", "########", "not_an_amount"),
    ("two-numbers", "100.00 / 200.00", "not_an_amount"),
    ("range", "100-200", "not_an_amount"),
    ("about", "~100", "not_an_amount"),
    ("about-in-han", "约100", "unknown_currency"),
    ("broken-groups", "1,23,4.00", "not_an_amount"),
    ("blanks-inside", "1 2 3", "not_an_amount"),
    ("mixed-groups", "1,234'567.00", "not_an_amount"),
    ("right-to-left-override", "\u202e00.28", "hidden_direction"),
    ("other-currency", "USD 100.00", "mixed_currencies"),
    ("other-sign", "€100.00", "mixed_currencies"),
    ("two-currencies", "USD 100.00 EUR", "unknown_currency"),
    ("date-for-an-amount", "2026-05-01", "not_an_amount"),
)
# (name, currency, what is written, minor units or why refused)
IN_CURRENCIES = (
    ("jpy-with-decimals", "JPY", "100.50", "too_many_decimals"),
    ("jpy-with-empty-decimals", "JPY", "100.00", 100),
    ("krw", "KRW", "1,000,000", 1000000),
    ("twd-with-decimals", "TWD", "10.5", "too_many_decimals"),
    ("twd-whole", "TWD", "NT$1,050", 105000),
    ("kwd-three-decimals", "KWD", "1,250.125", 1250125),
    ("kwd-three-decimals-alone", "KWD", "1.234", 1234),
    ("kwd-four-decimals", "KWD", "1.2345", "too_many_decimals"),
    ("hkd-by-sign", "HKD", "HK$ 100.00", 10000),
    ("usd-by-sign", "USD", "US$100.00", 10000),
    ("dollar-where-the-currency-is-given", "SGD", "$100.00", 10000),
    ("euro-behind", "EUR", "1.234,56 €", 123456),
    ("currency-in-small-letters", "cny", "100.00", "CNY"),
    ("currency-full-width", "ＣＮＹ", "100.00", "CNY"),
    ("currency-by-name", "人民币", "100.00", "CNY"),
    ("currency-saudi", "SAR", "100.00", 10000),
    ("currency-none", "XXX", "100.00", "unknown_currency"),
    ("currency-test", "XTS", "100.00", "unknown_currency"),
    ("currency-coin", "BTC", "100.00", "unknown_currency"),
    ("currency-gold", "XAU", "100.00", "unknown_currency"),
    ("currency-two", "CNY/USD", "100.00", "unknown_currency"),
    ("currency-a-number", "156", "100.00", "unknown_currency"),
    ("currency-empty", "", "100.00", "missing_value"),
)


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    for name, written, minor in READ:
        yield taken(f"amount-{name}.csv", GROUP, minor, amount=written)
    for name, written, code in REFUSED:
        yield refuses_row(f"amount-{name}.csv", GROUP, code, amount=written)
    for name, currency, written, outcome in IN_CURRENCIES:
        if isinstance(outcome, int):
            yield taken(
                f"{name}.csv", GROUP, outcome, invoice_in={"currency": currency}, currency=currency, amount=written
            )
        elif outcome.isupper():
            yield taken(f"{name}.csv", GROUP, 10000, currency=currency, amount=written)
        else:
            yield refuses_row(f"{name}.csv", GROUP, outcome, currency=currency, amount=written)
    yield from _doubts()
    yield from _whole_files()


def _doubts() -> Iterator[Entry]:
    """Files that can be read in two ways, and the same with an answer."""
    yield alone("ask-point.csv", GROUP, "decimal_mark", *MARKS, amount="1.234")
    answered = sheet(row(), second(amount="1.234"))
    yield accepted(
        "point-answered.csv", GROUP, answered, KEPT, invoice("INV-2", 123400), options=("--decimal-mark", ",")
    )
    yield by_row(
        "point-answered-otherwise.csv", GROUP, answered, {3: "too_many_decimals"}, KEPT,
        options=("--decimal-mark", "."),
    )  # fmt: skip
    yield taken("comma-and-two-digits.csv", GROUP, 1234, amount="12,34")
    yield taken("comma-and-one-digit.csv", GROUP, 123450, amount="1234,5")
    contradicting = sheet(row(amount="1,234.56"), second(amount="12,34"))
    yield asks("ask-comma-beside-english.csv", GROUP, contradicting, "decimal_mark", *MARKS)
    beside = sheet(row(amount="1.234,56"), second(amount="12.34"))
    yield asks("ask-point-beside-german.csv", GROUP, beside, "decimal_mark", *MARKS)
    both = sheet(row(amount="1.234"), second(amount="5,678"))
    yield asks("ask-point-and-comma.csv", GROUP, both, "decimal_mark", *MARKS)
    certain = sheet(row(amount="1.234,56"), second(amount="1,234.56"))
    lines = (invoice("INV-1", 123456), invoice("INV-2", 123456))
    yield accepted("german-and-english.csv", GROUP, certain, *lines)
    certain = sheet(row(amount="48200.00", paid="0.00"), second(amount="1.234,56", paid="0,00"))
    yield accepted("german-beside-plain.csv", GROUP, certain, KEPT, invoice("INV-2", 123456))
    settled = sheet(row(amount="1.234"), second(amount="5.678,90"))
    lines = (invoice("INV-1", 123400), invoice("INV-2", 567890))
    yield accepted("point-settled-by-german.csv", GROUP, settled, *lines)
    paid = sheet(row(amount="1.234", paid="5,50"))
    lines = (invoice("INV-1", 123400), "payment C1 paid:INV-1 CNY 550 INV-1")
    yield accepted("point-settled-by-the-paid-column.csv", GROUP, paid, *lines)
    yield alone("ask-dollar-sign.csv", GROUP, "signs", *DOLLARS, currency="$", amount="100.00")
    yield alone("ask-dollar-in-the-amount.csv", GROUP, "signs", *DOLLARS, currency="", amount="$100.00")
    yield accepted(
        "dollar-answered.csv", GROUP, sheet(second(currency="$", amount="100.00")),
        invoice("INV-2", 10000, currency="HKD"), options=("--sign", "$=HKD"),
    )  # fmt: skip
    yield alone("ask-yen-or-yuan.csv", GROUP, "signs", "CNY", "JPY", currency="¥", amount="100")
    yield alone("ask-full-width-yen-or-yuan.csv", GROUP, "signs", "CNY", "JPY", currency="￥", amount="100")


def _whole_files() -> Iterator[Entry]:
    """What the header or several rows say about sums."""
    no_currency = [name for name in COLUMNS if name != "currency"]
    cells = [cell for name, cell in zip(COLUMNS, row(amount="48.2"), strict=True) if name != "currency"]
    header = ["金额（万元）" if name == "amount" else name for name in no_currency]
    yield _refused_header("header-in-ten-thousands.csv", header, cells)
    header = ["Amount (USD '000)" if name == "amount" else name for name in no_currency]
    yield _refused_header("header-in-thousands.csv", header, cells)
    header = ["Amount (USD)" if name == "amount" else name for name in no_currency]
    line = invoice("INV-1", 4820, currency="USD")
    yield accepted("header-names-the-currency.csv", GROUP, sheet(cells, header=header), line)
    header = ["Amount (USD)" if name == "amount" else name for name in COLUMNS]
    mixed = sheet(row(currency="USD"), second(), header=header)
    kept = invoice("INV-1", currency="USD")
    yield by_row("header-and-cell-differ.csv", GROUP, mixed, {3: "mixed_currencies"}, kept)
    header = ["金额(元)" if name == "amount" else name for name in no_currency]
    yield asks("ask-header-in-yuan.csv", GROUP, sheet(cells, header=header), "currency")
    line = invoice("INV-1", 4820)
    options = ("--currency", "CNY")
    yield accepted("header-in-yuan-answered.csv", GROUP, sheet(cells, header=header), line, options=options)
    header = ["金额(元)" if name == "amount" else name for name in COLUMNS]
    yield accepted("header-in-yuan-with-currency.csv", GROUP, sheet(row(), header=header), KEPT)
    two = sheet(row(), second(currency="USD", amount="100.00"))
    yield accepted("two-currencies-of-one-customer.csv", GROUP, two, KEPT, invoice("INV-2", 10000, currency="USD"))
    for name, written in (("zero", "0"), ("zero-with-decimals", "0.00"), ("minus-zero", "-0.00")):
        yield warned(
            f"amount-{name}.csv",
            GROUP,
            sheet(row(), second(amount=written)),
            {3: "zero_invoice"},
            KEPT,
            invoice("INV-2", 0),
        )


def _refused_header(name: str, header: list[str], cells: list[str]) -> Entry:
    from tests.corpus.ledgers import refused

    return refused(name, GROUP, sheet(cells, header=header), "rounded_amounts")
