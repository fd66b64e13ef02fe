"""Shapes of tables: separators, line ends, quotes, headers, and files that are no tables at all."""

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.entry import Entry
from tests.corpus.ledgers import (
    COLUMNS,
    GOOD,
    HAN,
    KEPT,
    accepted,
    by_row,
    invoice,
    refused,
    row,
    second,
    sheet,
    text,
    warned,
)

GROUP = "shapes"
YUNLING = {"C1": "云岭贸易有限公司"}
TWO = (KEPT, invoice())
PLAIN = sheet(row(), second())


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    yield from _separators()
    yield from _quotes()
    yield from _characters()
    yield from _headers()
    yield from _no_table()
    yield from _options()


def _separators() -> Iterator[Entry]:
    for name, separator in (("semicolons.csv", ";"), ("tabs.tsv", "\t"), ("tabs.txt", "\t"), ("pipes.csv", "|")):
        yield accepted(name, GROUP, sheet(row(), second(), separator=separator), *TWO, names=YUNLING)
    said = b"sep=;\r\n" + sheet(row(), second(amount="x"), separator=";", end="\r\n")
    yield by_row("separator-line.csv", GROUP, said, {4: "not_an_amount"}, KEPT)
    german = sheet(row(amount="1.234,56"), second(amount="1234,50"), separator=";")
    lines = (invoice("INV-1", 123456), invoice("INV-2", 123450))
    yield accepted("semicolons-and-decimal-commas.csv", GROUP, german, *lines)
    commas = sheet(row(note="a,b,c,d,e,f"), second(note="g,h,i,j,k,l"), separator=";")
    yield accepted("semicolons-and-many-commas.csv", GROUP, commas, *TWO)
    for name, end in (("lf.csv", "\n"), ("crlf.csv", "\r\n"), ("cr.csv", "\r")):
        yield accepted(name, GROUP, sheet(row(), second(), end=end), *TWO)
    yield accepted("cr-cr-lf.csv", GROUP, sheet(row(), second(), end="\r\r\n"), *TWO)
    mixed = text([row()], end="\r\n") + text([second()], (), end="\r") + text([second(invoice_no="INV-3")], ())
    yield accepted("line-ends-mixed.csv", GROUP, mixed.encode(), *TWO, invoice("INV-3"))
    yield accepted("no-last-line-end.csv", GROUP, PLAIN.rstrip(), *TWO)
    yield accepted("control-z-at-the-end.csv", GROUP, PLAIN + b"\x1a", *TWO)
    blank = PLAIN.replace(b"\n", b"\n\n\n").lstrip()
    yield accepted("blank-lines.csv", GROUP, blank, *TWO)
    gaps = sheet(row(), [""] * 10, second(amount="x"), ["  "] * 10)
    yield by_row("blank-rows-keep-the-numbers.csv", GROUP, gaps, {4: "not_an_amount"}, KEPT)
    trailing = "\n".join(f"{line}," for line in PLAIN.decode().splitlines())
    yield accepted("separator-at-every-end.csv", GROUP, trailing.encode(), *TWO)
    rows = "\n".join([line if n == 0 else f"{line}," for n, line in enumerate(PLAIN.decode().splitlines())])
    yield accepted("separator-at-the-ends-of-rows.csv", GROUP, rows.encode(), *TWO)
    yield accepted("short-rows.csv", GROUP, sheet(row(), second()[:8]), *TWO)
    yield by_row("rows-cut-short.csv", GROUP, sheet(row(), second()[:7]), {3: "missing_value"}, KEPT)
    unquoted = PLAIN + b"C1,Yunling,,INV-3,2026-05-01,2026-05-31,CNY,48,200.00,,\n"
    yield by_row("thousands-comma-without-quotes.csv", GROUP, unquoted, {4: "too_many_cells"}, *TWO)
    for name, written in (("plain", "48200,50"), ("french", "48 200,50"), ("with-a-code", "CNY 48.200,50")):
        cents = sheet(row(amount="CENTS")).replace(b"CENTS", written.encode())
        rejected = {2: "too_many_cells"}
        yield refused(f"decimal-comma-without-quotes-{name}.csv", GROUP, cents, None, rejected=rejected)
    yield by_row("cells-beyond-the-header.csv", GROUP, sheet(row(), [*second(), "x"]), {3: "too_many_cells"}, KEPT)


def _quotes() -> Iterator[Entry]:
    name = "云岭\n贸易\r\n有限公司"
    lines = sheet(row(customer_name=name), second(customer_name=name), second(invoice_no="INV-3", amount="x"))
    rest = {"names": {"C1": "云岭 贸易 有限公司"}}
    yield by_row("lines-within-quotes.csv", GROUP, lines, {4: "not_an_amount"}, *TWO, **rest)
    quoted = sheet(row(customer_name='Ann "The Ledger" Lee, Ltd'))
    yield accepted("quotes-doubled.csv", GROUP, quoted, KEPT, names={"C1": 'Ann "The Ledger" Lee, Ltd'})
    bare = sheet(row()).replace("云岭贸易有限公司".encode(), b'Ann "The Ledger" Lee')
    yield accepted("quotes-within-a-bare-cell.csv", GROUP, bare, KEPT, names={"C1": 'Ann "The Ledger" Lee'})
    everything = "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (COLUMNS, row(), second()))
    yield accepted("everything-quoted.csv", GROUP, everything.encode(), *TWO)
    unclosed = sheet(row(), second(note="MARK"), second(invoice_no="INV-3")).replace(b"MARK", b'"never closed')
    yield refused("quote-never-closed.csv", GROUP, unclosed, "broken_table")
    after = sheet(row(), second(note="MARK")).replace(b"MARK", b'"closed" and more')
    yield refused("text-after-a-closed-quote.csv", GROUP, after, "broken_table")
    escaped = sheet(row()).replace("云岭贸易有限公司".encode(), b'"Ann \\"The Ledger\\" Lee, Ltd"')
    yield refused("quotes-escaped-by-backslashes.csv", GROUP, escaped, "broken_table")
    spaced = (
        ", ".join(COLUMNS) + "\n" + ", ".join(f'"{cell}"' for cell in row(customer_name="Lee, Ltd", amount="1,234.00"))
    )
    yield accepted(
        "blanks-before-quotes.csv", GROUP, spaced.encode(), invoice("INV-1", 123400), names={"C1": "Lee, Ltd"}
    )
    single = sheet(row(customer_name="O'Hara, 'Ann'"))
    yield accepted("single-quotes.csv", GROUP, single, KEPT, names={"C1": "O'Hara, 'Ann'"})


def _characters() -> Iterator[Entry]:
    yield refused("nul-byte.csv", GROUP, PLAIN.replace(b"INV-2", b"INV\x00-2"), "not_text")
    yield refused("nul-bytes-at-the-end.csv", GROUP, PLAIN + bytes(4096), "not_text")
    yield refused("only-nul-bytes.csv", GROUP, bytes(5000), "not_text")
    for name, mark in (("bell", "\a"), ("escape", "\x1b[31m"), ("c1-control", "\x85"), ("delete", "\x7f")):
        content = sheet(row(), second(note=f"x{mark}y"))
        yield by_row(f"control-{name}.csv", GROUP, content, {3: "damaged_text"}, KEPT)
    hidden = sheet(row(), second(customer_code="C\u200b1", invoice_no="\ufeffINV-2\u2060"))
    yield accepted("zero-width-in-codes.csv", GROUP, hidden, *TWO)
    tags = "".join(chr(0xE0000 + ord(c)) for c in "pay to evil")
    content = sheet(row(customer_name=f"云岭贸易{tags}有限公司\ufe0f\u00ad"))
    yield accepted("hidden-tags-in-a-name.csv", GROUP, content, KEPT, names=YUNLING)
    content = sheet(row(customer_name="\u202e云岭贸易\u202c有限公司\u2066\u2069"))
    yield accepted("direction-marks-in-a-name.csv", GROUP, content, KEPT, names=YUNLING)
    content = sheet(row(), second(invoice_no="INV-\u202e2-VNI"))
    yield by_row("direction-override-in-a-number.csv", GROUP, content, {3: "hidden_direction"}, KEPT)
    content = sheet(row(), second(customer_name="云岭贸易有限公司\u2028"))
    yield accepted("line-separator-sign.csv", GROUP, content, *TWO)
    tabbed = sheet(row(), second(customer_name="\u00a0云岭贸易有限公司\t", customer_code=" C1 "))
    yield accepted("blanks-around-cells.csv", GROUP, tabbed, *TWO, names=YUNLING)


def _headers() -> Iterator[Entry]:
    yield accepted("han-header.csv", GROUP, sheet(row(), second(), header=HAN), *TWO)
    both = ("客户编号 Customer Code", "客户名称/Customer Name", "Email 邮箱", "发票号码(Invoice No.)", "开票日期\nIssue Date",
            "Due Date 到期日", "币种 Currency", "金额 Amount", "已付 Paid", "备注 Notes")  # fmt: skip
    yield accepted("two-languages-in-the-header.csv", GROUP, sheet(row(), second(), header=both), *TWO)
    titled = ["应收账款明细表".encode() + b",,,,,,,,,", "截至 2026-06-16".encode() + b",,,,,,,,,", b",,,,,,,,,"]
    content = b"\n".join([*titled, sheet(row(), second(invoice_no="INV-9", amount="x"))])
    yield by_row("title-lines.csv", GROUP, content, {6: "not_an_amount"}, KEPT, warnings={0: "table_note"})
    short = b"Receivables of 16 June 2026\n\n" + PLAIN
    yield warned("title-of-one-cell.csv", GROUP, short, {0: "table_note"}, *TWO)
    told = b"Company,Example Ltd,Date,2026-06-16\n" + PLAIN
    yield warned("names-of-columns-above-the-header.csv", GROUP, told, {0: "table_note"}, *TWO)
    shouting = tuple(name.upper().replace("_", " ") + " *" for name in COLUMNS)
    yield accepted("header-in-capitals.csv", GROUP, sheet(row(), header=shouting), KEPT)
    wide = tuple("".join(chr(ord(c) + 0xFEE0) for c in name) for name in COLUMNS)
    yield accepted("header-full-width.csv", GROUP, sheet(row(), header=wide), KEPT)
    order = tuple(reversed(COLUMNS))
    yield accepted("columns-in-another-order.csv", GROUP, sheet(row()[::-1], header=order), KEPT, names=YUNLING)
    more = (*COLUMNS, "仓库", "", "Colour")
    yield accepted("further-columns.csv", GROUP, sheet([*row(), "3号库", "", "red"], header=more), KEPT)
    twice = (*COLUMNS, "Amount")
    yield refused("amount-twice.csv", GROUP, sheet([*row(), "99.00"], header=twice), "column_twice")
    twice = (*COLUMNS, "amount")
    yield refused("same-column-twice.csv", GROUP, sheet([*row(), "48200"], header=twice), "column_twice")
    twice = (*COLUMNS, "Colour", "Colour")
    yield accepted("unknown-column-twice.csv", GROUP, sheet([*row(), "red", "blue"], header=twice), KEPT)
    for missing in ("due_date", "amount", "currency", "invoice_no", "customer_code", "issue_date"):
        header = [name for name in COLUMNS if name != missing]
        cells = [cell for name, cell in zip(COLUMNS, row(), strict=True) if name != missing]
        yield refused(f"without-{missing.replace('_', '-')}.csv", GROUP, sheet(cells, header=header), "missing_columns")
    yield warned("header-only.csv", GROUP, sheet(), {0: "no_rows"})
    yield refused("rows-without-header.csv", GROUP, sheet(row(), second(), header=()), "missing_columns")
    again = sheet(row(), COLUMNS, second())
    yield by_row("header-again-within.csv", GROUP, again, {3: "not_an_amount"}, *TWO)
    totals = sheet(
        row(), second(), ["合计", "", "", "", "", "", "", "96400", "", ""], ["Total", *[""] * 6, "96400", "", ""]
    )
    yield warned("totals-below.csv", GROUP, totals, {0: "totals_left_out"}, *TWO)
    inner = sheet(
        row(), second(), [*[""] * 6, "合计", "96400", "", ""], [*[""] * 3, "本月合计", "", "", "", "96400", "", ""]
    )
    yield warned("totals-beside-the-amount.csv", GROUP, inner, {0: "totals_left_out"}, *TWO)
    alone = sheet(["C1", "云岭贸易有限公司"], ["C2", ""], ["", "碧川"], header=COLUMNS[:2])
    yield by_row(
        "list-of-customers.csv", GROUP, alone, {3: "missing_value", 4: "missing_value"}, accepted=1, names=YUNLING
    )
    header = [GOOD["customer_code"], *COLUMNS[1:]]
    yield refused("a-column-named-otherwise.csv", GROUP, sheet(row(), header=header), "missing_columns")
    many = [*COLUMNS, *(f"x{n}" for n in range(20_000))]
    yield refused(
        "twenty-thousand-columns.csv", GROUP, sheet([*row(), *[""] * 20_000], header=many), "too_large", heavy=True
    )


def _no_table() -> Iterator[Entry]:
    yield refused("empty.csv", GROUP, b"", "empty_file")
    yield refused("blanks-only.csv", GROUP, b" \t\r\n\n   \n\xe3\x80\x80\n", "empty_file")
    yield refused("mark-only.csv", GROUP, b"\xef\xbb\xbf", "empty_file")
    yield refused("utf16-mark-only.csv", GROUP, b"\xff\xfe", "empty_file")
    yield refused("separators-only.csv", GROUP, b",,,,\n,,,,\n", "empty_file")
    yield refused("noise.csv", GROUP, bytes(n * 7919 % 251 for n in range(1, 4000)), "not_text")
    yield refused("image.csv", GROUP, _image(), "not_text")
    yield refused(
        "pdf.csv",
        GROUP,
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        "wrong_extension",
    )
    yield refused("zip.csv", GROUP, b"PK\x03\x04" + bytes(200), "wrong_extension")
    yield refused("gzip.csv", GROUP, zlib.compress(PLAIN * 9, wbits=31), "not_text")
    table = b"<html><table><tr><td>customer_code</td><td>amount</td></tr><tr><td>C1</td><td>5</td></tr></table></html>"
    yield refused("html.csv", GROUP, table, "missing_columns")
    yield refused("html.xls", GROUP, table, "wrong_extension")
    yield refused("html.xlsx", GROUP, table, "wrong_extension")
    yield refused("json.csv", GROUP, b'{"customer_code": "C1", "amount": 5}\n', "broken_table")
    yield refused("json-list.csv", GROUP, b'[\n {"customer_code": "C1",\n "amount": 5}\n]\n', "broken_table")
    yield refused("ledger.json", GROUP, b"[]", "wrong_extension")
    yield refused("prose.csv", GROUP, "尊敬的客户，您好。\n请查收附件，谢谢！\n".encode(), "missing_columns")
    yield refused("mail.csv", GROUP, b"From: a@b.example\nSubject: ledger\n\ncustomer_code is C1\n", "missing_columns")
    yield refused("ledger", GROUP, PLAIN, "wrong_extension")
    yield refused("ledger.exe", GROUP, PLAIN, "wrong_extension")
    yield refused("ledger.ods", GROUP, b"PK\x03\x04" + bytes(200), "wrong_extension")
    yield accepted("LEDGER.CSV", GROUP, PLAIN, *TWO)
    yield accepted("应收 账款 (6月)'s [最终]; $HOME.csv", GROUP, PLAIN, *TWO)
    yield accepted("line\nend.csv", GROUP, PLAIN, *TWO)
    yield accepted("-dash.csv", GROUP, PLAIN, *TWO)
    yield refused("folder.csv", GROUP, Path.mkdir, "is_a_folder")
    yield refused("missing.csv", GROUP, lambda path: None, "file_missing")
    yield refused("pipe.csv", GROUP, os.mkfifo, "not_a_file", heavy=True)
    yield refused("endless.csv", GROUP, lambda path: path.symlink_to("/dev/zero"), "not_a_file", heavy=True)
    yield refused("nothing.csv", GROUP, lambda path: path.symlink_to("/dev/null"), "not_a_file")
    yield refused("link-to-itself.csv", GROUP, lambda path: path.symlink_to(path), "file_missing")
    yield accepted("link.csv", GROUP, _link, *TWO)


def _options() -> Iterator[Entry]:
    """Options that cannot be meant."""
    for name, error, options in (
        ("order", "bad_choice", ("--date-order", "ydm")),
        ("mark", "bad_choice", ("--decimal-mark", "·")),
        ("currency", "unknown_currency", ("--currency", "BTC")),
        ("sign", "bad_sign", ("--sign", "$")),
        ("sign-currency", "unknown_currency", ("--sign", "$=XXX")),
    ):
        yield refused(f"option-{name}.csv", GROUP, PLAIN, error, options=options)


def _link(path: Path) -> None:
    target = path.with_name("target-of-the-link.csv")
    target.write_bytes(PLAIN)
    path.symlink_to(target)


def _image() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")) + chunk(b"IEND", b"")
    )
