"""Workbooks: what spreadsheets make of ledgers, and what attackers make of spreadsheets."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tests.corpus.book_parts import bent, book, books, cells_of, other_cells, plain_book
from tests.corpus.entry import Entry, later
from tests.corpus.ledgers import COLUMNS, KEPT, accepted, asks, by_row, invoice, refused, warned

GROUP = "workbooks"
TWO = (KEPT, invoice())
SHEET = "xl/worksheets/sheet1.xml"
AMOUNT, NAME, NUMBER = COLUMNS.index("amount"), COLUMNS.index("customer_name"), COLUMNS.index("invoice_no")
NAMES = {"C1": "云岭贸易有限公司"}


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    yield from _cells()
    yield from _formulas()
    yield from _sheets()
    yield from _merged()
    yield from _parts()


def _taken(name: str, minor: int = 4820000, invoice_in: dict[str, str] | None = None, **changes: Any) -> Entry:
    line = invoice("INV-2", minor, **(invoice_in or {}))
    return accepted(f"{name}.xlsx", GROUP, book(cells_of(), other_cells(**changes)), KEPT, line)


def _refuses(name: str, code: str, **changes: Any) -> Entry:
    return by_row(f"{name}.xlsx", GROUP, book(cells_of(), other_cells(**changes)), {3: code}, KEPT)


def _cells() -> Iterator[Entry]:
    yield accepted("plain.xlsx", GROUP, plain_book(), *TWO, names=NAMES)
    yield _taken("real-dates", issue_date=date(2026, 5, 1), due_date=date(2026, 5, 31))
    yield _taken("date-and-time", due_date=datetime.fromisoformat("2026-05-31T18:30"))
    old = {"date_1904": True}
    dated = [cells_of(due_date=date(2026, 5, 31), issue_date=date(2026, 5, 1))]
    yield accepted("dates-since-1904.xlsx", GROUP, book(*dated, options=old), KEPT)
    yield _taken("dates-as-text", due_date="2026年5月31日")
    yield asks("ask-dates-as-text.xlsx", GROUP, book(cells_of(), other_cells(due_date="01/12/2026")), "date_order")
    yield _refuses("date-as-a-bare-number", "date_as_number", due_date=46173)
    yield _refuses("date-for-an-amount", "not_an_amount", amount=date(2026, 5, 1))
    yield _refuses("logical-value", "not_an_amount", amount=True)
    yield _taken("amounts-as-text", amount="48,200.00")
    yield asks("ask-amounts-as-text.xlsx", GROUP, book(cells_of(), other_cells(amount="1.234")), "decimal_mark")
    yield _taken("binary-fraction", 30, amount=0.1 + 0.2)
    yield _taken("binary-fraction-long", 123456, amount=1234.5600000000002)
    yield _taken("three-digits-behind-the-point-of-a-number", 123400, {"currency": "KWD"}, amount=123.4, currency="KWD")
    yield _refuses("half-a-cent", "too_many_decimals", amount=1234.565)
    yield _refuses("number-with-three-decimals", "too_many_decimals", amount=1234.567)
    yield _refuses("huge-number", "number_lost", amount=1e300)
    yield _refuses("negative-number", "negative_invoice", amount=-5)
    yield _refuses("lost-number", "number_lost", invoice_no=25117000000012345678.0)
    yield accepted(
        "code-a-number.xlsx",
        GROUP,
        book(cells_of(customer_code=1001, invoice_no=2026001)),
        invoice("2026001", customer="1001"),
    )
    yield accepted("zeros-in-text.xlsx", GROUP, book(cells_of(customer_code="001")), invoice("INV-1", customer="001"))

    def padded(workbook: Any, worksheet: Any) -> None:
        worksheet.write_number(1, 0, 7, workbook.add_format({"num_format": "00000"}))

    line = invoice("INV-1", customer="00007")
    yield accepted("zeros-by-format.xlsx", GROUP, book(cells_of(), prepare=padded), line)

    def percent(workbook: Any, worksheet: Any) -> None:
        worksheet.write_number(2, AMOUNT, 0.05, workbook.add_format({"num_format": "0%"}))

    content = book(cells_of(), other_cells(), prepare=percent)
    yield by_row("percent-format.xlsx", GROUP, content, {3: "not_an_amount"}, KEPT)

    injected = other_cells(customer_code="C2", customer_name="=cmd|' /C calc'!A0")
    line = invoice(customer="C2")
    yield accepted(
        "formula-as-text.xlsx", GROUP, book(cells_of(), injected), KEPT, line, names={"C2": "=cmd|' /C calc'!A0"}
    )

    def rich(workbook: Any, worksheet: Any) -> None:
        bold = workbook.add_format({"bold": True})
        worksheet.write_rich_string(1, NAME, "云岭", bold, "贸易", "有限公司")

    yield accepted("rich-text.xlsx", GROUP, book(cells_of(), prepare=rich), KEPT, names=NAMES)
    phonetic = bent(
        plain_book(),
        {
            "xl/sharedStrings.xml": lambda part: part.replace(
                "<t>云岭贸易有限公司</t>".encode(),
                '<t>云岭贸易有限公司</t><rPh sb="0" eb="2"><t>ユンリン</t></rPh>'.encode(),
            )
        },
    )
    yield accepted("phonetic-text.xlsx", GROUP, phonetic, *TWO, names=NAMES)


def _formulas() -> Iterator[Entry]:
    def formula(text: str, value: Any) -> bytes:
        return book(
            cells_of(), other_cells(), prepare=lambda _, sheet: sheet.write_formula(2, AMOUNT, text, None, value)
        )

    yield accepted("formula-with-value.xlsx", GROUP, formula("=H2*2", 96400), KEPT, invoice("INV-2", 9640000))
    empty = bent(formula("=H2*2", 96400), {SHEET: lambda part: part.replace(b"<v>96400</v>", b"")})
    yield by_row("formula-without-value.xlsx", GROUP, empty, {3: "missing_value"}, KEPT)
    yield by_row("formula-to-an-error.xlsx", GROUP, formula("=H99/0", "#DIV/0!"), {3: "not_an_amount"}, KEPT)
    yield by_row("formula-to-text.xlsx", GROUP, formula('="about 5"', "about 5"), {3: "unknown_currency"}, KEPT)
    outside = formula("='[1]Other'!A1", 96400)
    links = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    outside = bent(outside, {"xl/externalLinks/externalLink1.xml": links})
    yield accepted("formula-from-another-file.xlsx", GROUP, outside, KEPT, invoice("INV-2", 9640000))


def _sheets() -> Iterator[Entry]:
    two = books({"May": [COLUMNS, cells_of()], "June": [COLUMNS, other_cells()]})
    yield accepted("two-ledgers.xlsx", GROUP, two, *TWO)
    notes = books({"Ledger": [COLUMNS, cells_of()], "Notes": [["step", "who"], ["1", "Ann"]]})
    yield warned("ledger-and-notes.xlsx", GROUP, notes, {0: "table_skipped"}, KEPT)
    yield refused("no-data.xlsx", GROUP, books({"Empty": []}), "empty_file")
    yield accepted("empty-sheet-beside.xlsx", GROUP, books({"Empty": [], "Ledger": [COLUMNS, cells_of()]}), KEPT)

    def hide(_: Any, sheet: Any) -> None:
        if sheet.get_name() == "Old":
            sheet.hide()

    both = books({"Ledger": [COLUMNS, cells_of()], "Old": [COLUMNS, other_cells()]}, prepare=hide)
    yield warned("hidden-sheet.xlsx", GROUP, both, {0: "table_note"}, KEPT)
    very = bent(both, {"xl/workbook.xml": lambda part: part.replace(b'state="hidden"', b'state="veryHidden"')})
    yield warned("very-hidden-sheet.xlsx", GROUP, very, {0: "table_note"}, KEPT)
    rows = book(cells_of(), other_cells(), prepare=lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    yield warned("hidden-row.xlsx", GROUP, rows, {0: "table_note"}, *TWO)
    hidden = book(cells_of(), prepare=lambda _, sheet: sheet.set_column(AMOUNT, AMOUNT, None, None, {"hidden": True}))
    yield accepted("hidden-column.xlsx", GROUP, hidden, KEPT)
    moved = books({"Ledger": [[], [], ["", "", *COLUMNS], ["", "", *cells_of()], ["", "", *other_cells(amount="x")]]})
    yield by_row("table-further-in.xlsx", GROUP, moved, {5: "not_an_amount"}, KEPT)
    titled = books({"Ledger": [["应收账款明细表"], ["截至 2026-06-16"], [], COLUMNS, cells_of()]})
    yield warned("title-rows.xlsx", GROUP, titled, {0: "table_note"}, KEPT)

    def far() -> bytes:
        return book(cells_of(), other_cells(), prepare=lambda _, sheet: sheet.write_string(1048575, 16383, "x"))

    yield refused("far-cell.xlsx", GROUP, later(far), "too_large", heavy=True)

    def format_far_below(workbook: Any, sheet: Any) -> None:
        sheet.write_blank(1048575, 0, None, workbook.add_format({"bold": True}))

    below = later(lambda: book(cells_of(), other_cells(), prepare=format_far_below))
    yield accepted("format-far-below.xlsx", GROUP, below, *TWO, heavy=True)
    wide = books({"Ledger": [[*COLUMNS, *(f"x{n}" for n in range(500))], [*cells_of(), *["y"] * 500]]})
    yield refused("five-hundred-columns.xlsx", GROUP, wide, "too_large")


def _merged() -> Iterator[Entry]:
    def down(place: int, value: Any) -> Any:
        return lambda _, sheet: sheet.merge_range(1, place, 2, place, value)

    name = book(cells_of(), other_cells(customer_name=""), prepare=down(NAME, "云岭贸易有限公司"))
    yield accepted("merged-name.xlsx", GROUP, name, *TWO, names=NAMES)
    code = book(cells_of(), other_cells(customer_code=""), prepare=down(0, "C1"))
    yield accepted("merged-code.xlsx", GROUP, code, *TWO, names=NAMES)
    amount = book(cells_of(), other_cells(amount=""), prepare=down(AMOUNT, 48200))
    rejected = {2: "merged_cell", 3: "merged_cell"}
    whole = book(cells_of(), other_cells(amount=""), cells_of(invoice_no="INV-3"), prepare=down(AMOUNT, 48200))
    yield by_row("merged-amount.xlsx", GROUP, whole, rejected, invoice("INV-3"))
    yield refused("merged-amount-alone.xlsx", GROUP, amount, None, read=2, accepted=0, rejected=rejected)
    number = book(cells_of(), other_cells(invoice_no=""), cells_of(invoice_no="INV-3"), prepare=down(NUMBER, "INV-1"))
    yield by_row("merged-number.xlsx", GROUP, number, rejected, invoice("INV-3"))

    def title(_: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 9, "应收账款明细表")

    titled = books({"Ledger": [[], COLUMNS, cells_of()]}, prepare=title)
    yield warned("merged-title.xlsx", GROUP, titled, {0: "table_note"}, KEPT)


def _parts() -> Iterator[Entry]:
    plain = plain_book()
    yield accepted("macros.xlsm", GROUP, bent(plain, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)}), *TWO)
    yield refused("password.xlsx", GROUP, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "old_workbook")
    yield refused("old.xls", GROUP, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "wrong_extension")
    yield refused("text.xlsx", GROUP, ",".join(COLUMNS).encode(), "wrong_extension")
    yield refused("workbook.csv", GROUP, plain, "wrong_extension")
    yield refused("empty.xlsx", GROUP, b"", "wrong_extension")
    yield refused("cut-in-half.xlsx", GROUP, plain[: len(plain) // 2], "damaged_workbook")
    yield refused("cut-at-the-end.xlsx", GROUP, plain[:-30], "damaged_workbook")
    yield refused("byte-changed.xlsx", GROUP, _flipped(plain), "damaged_workbook")
    yield refused("not-a-workbook.xlsx", GROUP, bent(plain, {"xl/workbook.xml": None}), "wrong_extension")
    yield refused("sheet-missing.xlsx", GROUP, bent(plain, {SHEET: None}), "damaged_workbook")
    yield refused("sheet-no-xml.xlsx", GROUP, bent(plain, {SHEET: b"<worksheet><sheetData>"}), "damaged_workbook")
    outside = bent(plain, {SHEET: lambda part: part.replace(b"<v>0</v>", b"<v>99999</v>", 1)})
    yield refused("text-that-is-not-there.xlsx", GROUP, outside, "damaged_workbook")
    yield refused("member-twice.xlsx", GROUP, _with_member(plain, SHEET, b"<worksheet/>"), "damaged_workbook")
    yield refused("member-outside.xlsx", GROUP, _with_member(plain, "../../evil.xml", b"x"), "damaged_workbook")
    yield refused("member-absolute.xlsx", GROUP, _with_member(plain, "/etc/evil.xml", b"x"), "damaged_workbook")
    many = bent(plain, {f"xl/media/image{n}.png": b"x" for n in range(220)})
    yield refused("over-two-hundred-members.xlsx", GROUP, many, "too_large")
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    strings = "xl/sharedStrings.xml"
    xxe = bent(
        plain, {strings: lambda part: entity + part.split(b"?>", 1)[1].replace("云岭贸易有限公司".encode(), b"&e;")}
    )
    yield refused("external-entity.xlsx", GROUP, xxe, "damaged_workbook")
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
    ) + b"]>"  # fmt: skip
    bomb = bent(
        plain, {strings: lambda part: laughs + part.split(b"?>", 1)[1].replace("云岭贸易有限公司".encode(), b"&j;")}
    )
    yield refused("billion-laughs.xlsx", GROUP, bomb, "damaged_workbook", heavy=True)
    yield refused("zip-bomb.xlsx", GROUP, later(lambda: bent(plain, {SHEET: _swollen})), "too_large", heavy=True)
    yield refused(
        "zip-bomb-beside.xlsx",
        GROUP,
        later(lambda: bent(plain, {"xl/media/big.bin": bytes(300_000_000)})),
        "too_large",
        heavy=True,
    )
    yield refused(
        "zip-bomb-that-lies.xlsx", GROUP, later(lambda: _understated(bent(plain, {SHEET: _swollen}))), None, heavy=True
    )
    yield refused("shared-text-bomb.xlsx", GROUP, later(_shared_bomb), "too_large", heavy=True)

    def nested() -> bytes:
        return bent(plain, {"xl/media/nested.zip": bent(plain, {"x": bytes(50_000_000)})})

    yield accepted("zip-in-a-zip.xlsx", GROUP, later(nested), *TWO, heavy=True)
    yield accepted("stored-without-compression.xlsx", GROUP, bent(plain, {}, compressed=False), *TWO)


def _swollen(part: bytes) -> bytes:
    cell = b'<row r="4"><c r="A4" t="inlineStr"><is><t>' + b"x" * 150_000_000 + b"</t></is></c></row></sheetData>"
    return part.replace(b"</sheetData>", cell)


def _shared_bomb() -> bytes:
    text = "x" * 30_000
    rows = [cells_of(invoice_no=f"INV-{n}", note="NOTE") for n in range(9_000)]
    return bent(book(*rows), {"xl/sharedStrings.xml": lambda part: part.replace(b"NOTE", text.encode())})


def _flipped(raw: bytes) -> bytes:
    at = raw.index(b"xl/worksheets/sheet1.xml") + 60
    return raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]


def _understated(raw: bytes) -> bytes:
    """The sizes that the archive's directory states, made small; the content stays as large as it is."""
    at = raw.rindex(b"PK\x01\x02")
    found = []
    while (at := raw.find(b"PK\x01\x02", 0 if not found else found[-1] + 4)) >= 0:
        found.append(at)
    changed = bytearray(raw)
    for place in found:
        if int.from_bytes(raw[place + 24 : place + 28], "little") > 1_000_000:
            changed[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    return bytes(changed)


def _with_member(raw: bytes, name: str, content: bytes) -> bytes:
    """One more member, under a name that a careful writer would not give."""
    import io
    import warnings
    import zipfile

    stream = io.BytesIO(raw)
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, content)
    return stream.getvalue()
