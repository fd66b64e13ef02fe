"""Encodings: what is certain is read, what is not is asked about, and nothing is ever stored as mojibake."""

import codecs
from collections.abc import Iterator

from tests.corpus.entry import Entry
from tests.corpus.ledgers import (
    COLUMNS,
    GOOD,
    HAN,
    HANT,
    KEPT,
    accepted,
    asks,
    by_row,
    invoice,
    refused,
    row,
    second,
    sheet,
    text,
)

GROUP = "encodings"
YUNLING = {"C1": "云岭贸易有限公司"}
YUANSHAN = {"C1": "遠山貿易股份有限公司"}
HAN_TEXT = text([row()], HAN)
HANT_TEXT = text([row(customer_name="遠山貿易股份有限公司", currency="TWD")], HANT)
TAIWAN = invoice("INV-1", currency="TWD")


def entries() -> Iterator[Entry]:
    """Every entry of the group."""
    yield from _unicode()
    yield from _legacy()
    yield from _doubts()
    yield from _damaged()


def _unicode() -> Iterator[Entry]:
    plain = HAN_TEXT.encode()
    yield accepted("utf8.csv", GROUP, plain, KEPT, names=YUNLING)
    yield accepted("utf8-mark.csv", GROUP, codecs.BOM_UTF8 + plain, KEPT, names=YUNLING)
    yield accepted("utf8-two-marks.csv", GROUP, codecs.BOM_UTF8 * 2 + plain, KEPT, names=YUNLING)
    for name, codec, mark in (
        ("utf16le", "utf-16-le", codecs.BOM_UTF16_LE),
        ("utf16be", "utf-16-be", codecs.BOM_UTF16_BE),
        ("utf32le", "utf-32-le", codecs.BOM_UTF32_LE),
    ):
        yield accepted(f"{name}-mark.csv", GROUP, mark + HAN_TEXT.encode(codec), KEPT, names=YUNLING)
    tabs = text([row()], HAN, separator="\t", end="\r\n")
    yield accepted(
        "unicode-text-of-excel.txt", GROUP, codecs.BOM_UTF16_LE + tabs.encode("utf-16-le"), KEPT, names=YUNLING
    )
    for name in ("utf-16-le", "utf-16-be"):
        yield accepted(f"{name}-without-mark.csv", GROUP, HAN_TEXT.encode(name), KEPT, names=YUNLING)
    yield accepted(
        "utf8-two-files-joined.csv", GROUP, plain + codecs.BOM_UTF8 + sheet(second(), header=()), KEPT, invoice()
    )
    rare = text([row(customer_name="𠮷野㐂𪚥商行")], HAN)
    yield accepted("utf8-rare-characters.csv", GROUP, rare.encode(), KEPT, names={"C1": "𠮷野㐂𪚥商行"})


def _legacy() -> Iterator[Entry]:
    yield accepted("gb18030.csv", GROUP, HAN_TEXT.encode("gb18030"), KEPT, names=YUNLING)
    rare = text([row(customer_name="喆镕𠮷贸易有限公司")], HAN)
    yield accepted("gb18030-four-bytes.csv", GROUP, rare.encode("gb18030"), KEPT, names={"C1": "喆镕𠮷贸易有限公司"})
    rare = text([row(customer_name="囍堃犇垚贸易有限公司")], HAN)
    yield accepted("gbk-rare.csv", GROUP, rare.encode("gbk"), KEPT, names={"C1": "囍堃犇垚贸易有限公司"})
    marked = "\ufeff".encode("gb18030") + HAN_TEXT.encode("gb18030")
    yield accepted("gb18030-mark.csv", GROUP, marked, KEPT, names=YUNLING)
    euro = text([row(currency="€", amount="1.234,56")], HAN)
    line = invoice("INV-1", 123456, currency="EUR")
    yield accepted("gbk-euro-sign.csv", GROUP, euro.encode("gb18030"), line, names=YUNLING)
    yield accepted("big5.csv", GROUP, HANT_TEXT.encode("big5"), TAIWAN, names=YUANSHAN)
    hong_kong = text([row(customer_name="㗎啲嘢貿易有限公司", currency="HKD")], HANT).encode("big5hkscs")
    line = invoice("INV-1", currency="HKD")
    yield accepted("big5-hkscs.csv", GROUP, hong_kong, line, names={"C1": "㗎啲嘢貿易有限公司"})
    slash = text([row(customer_name="許功蓋貿易有限公司", currency="TWD")], HANT).encode("big5")
    yield accepted("big5-backslashes.csv", GROUP, slash, TAIWAN, names={"C1": "許功蓋貿易有限公司"})


def _doubts() -> Iterator[Entry]:
    plain_header = text([row(customer_name="云岭", note="加急")]).encode("gb18030")
    yield asks("ask-gbk-without-known-words.csv", GROUP, plain_header, "encoding")
    options = ("--encoding", "gb18030")
    yield accepted("gbk-answered.csv", GROUP, plain_header, KEPT, options=options, names={"C1": "云岭"})
    wrong = ("--encoding", "utf-8")
    yield refused("gbk-answered-wrong.csv", GROUP, plain_header, "damaged_encoding", options=wrong)
    japanese = text([row(customer_name="株式会社サンプル商事", currency="JPY")]).encode("shift_jis")
    yield asks("ask-shift-jis.csv", GROUP, japanese, "encoding")
    line = invoice("INV-1", 48200, currency="JPY")
    options = ("--encoding", "shift_jis")
    yield accepted(
        "shift-jis-answered.csv", GROUP, japanese, line, options=options, names={"C1": "株式会社サンプル商事"}
    )
    korean = text([row(customer_name="주식회사 견본상사", currency="KRW")]).encode("euc_kr")
    yield asks("ask-euc-kr.csv", GROUP, korean, "encoding")
    german = text([row(customer_name="Müller & Söhne GmbH", currency="EUR")]).encode("latin-1")
    yield asks("ask-latin-1.csv", GROUP, german, "encoding")
    options = ("--encoding", "cp1252")
    line = invoice("INV-1", currency="EUR")
    yield accepted("latin-1-answered.csv", GROUP, german, line, options=options, names={"C1": "Müller & Söhne GmbH"})
    unknown = ("--encoding", "klingon")
    yield refused("encoding-that-is-none.csv", GROUP, german, "unknown_codec", options=unknown)
    lines = [
        text([row()], HAN).encode("gb18030"),
        text([second(customer_code="C2", customer_name="遠山貿易股份有限公司")], ()).encode("big5"),
    ]
    yield refused("gbk-and-big5-mixed.csv", GROUP, b"".join(lines), "mixed_encodings")
    lines = [
        text([row()], HAN).encode("gb18030"),
        text([second(customer_code="C2", customer_name="碧川制造厂")], ()).encode(),
    ]
    yield refused("gbk-and-utf8-mixed.csv", GROUP, b"".join(lines), "mixed_encodings")
    lines = [
        text([row()], HAN).encode(),
        text([second(customer_code="C2", customer_name="碧川制造厂")], ()).encode("gb18030"),
    ]
    yield refused("utf8-and-gbk-mixed.csv", GROUP, b"".join(lines), "mixed_encodings")


def _damaged() -> Iterator[Entry]:
    plain = HAN_TEXT.encode()
    note = text([row(note="请加急")], HAN).encode()
    yield refused("utf8-cut-at-the-end.csv", GROUP, note.rstrip()[:-1], "damaged_encoding")
    hole = plain.replace("岭".encode(), "岭".encode()[:2])
    yield refused("utf8-byte-lost.csv", GROUP, hole, "damaged_encoding")
    yield refused("utf8-overlong.csv", GROUP, plain.replace(b"INV-1", b"INV\xc0\xaf1"), "damaged_encoding")
    yield refused("utf8-surrogates.csv", GROUP, plain.replace(b"INV-1", b"INV-1\xed\xa0\x80"), "damaged_encoding")
    yield refused("utf8-mark-before-gbk.csv", GROUP, codecs.BOM_UTF8 + HAN_TEXT.encode("gb18030"), "damaged_encoding")
    wide = HAN_TEXT.encode("utf-16-le")
    yield refused("utf16-odd-byte.csv", GROUP, codecs.BOM_UTF16_LE + wide[:-1], "damaged_encoding")
    lone = wide.replace("岭".encode("utf-16-le"), b"\x00\xd8")
    yield refused("utf16-lone-surrogate.csv", GROUP, codecs.BOM_UTF16_LE + lone, "damaged_encoding")
    yield refused(
        "gb18030-cut-at-the-end.csv",
        GROUP,
        text([row(note="请加急")], HAN).encode("gb18030").rstrip()[:-1],
        "damaged_encoding",
    )
    bad = {
        "replacement-character": "云岭\ufffd\ufffd有限公司",
        "lost-before-as-kuntangkao": "云岭锟斤拷有限公司",
        "utf8-read-as-latin-1": "云岭".encode().decode("latin-1"),
        "utf8-read-as-cp1252": "Müller GmbH".encode().decode("cp1252"),
        "utf8-read-as-gbk": GOOD["customer_name"].encode().decode("gb18030"),
        "private-use": "云岭\ue123公司",
        "iso-2022-jp": "株式会社".encode("iso2022_jp").decode("ascii"),
        "noncharacter": "云岭\ufdd0公司",
    }
    for name, damaged in bad.items():
        content = sheet(row(), second(customer_code="C2", customer_name=damaged))
        yield by_row(f"{name}.csv", GROUP, content, {3: "damaged_text"}, KEPT, names=YUNLING)
    composed, apart = "Café Łódź Ltd", "Cafe\u0301 Łódz\u0301 Ltd"
    both = sheet(row(customer_name=composed), second(customer_name=apart), header=COLUMNS)
    yield accepted("composed-and-combining.csv", GROUP, both, KEPT, invoice(), names={"C1": composed})
