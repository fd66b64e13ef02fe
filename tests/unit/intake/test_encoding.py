"""A file is read in the one encoding that is certain, in pieces of any size, or asked about, or refused."""

import pytest

from assistant.errors import BadInput
from assistant.intake.encoding import Encoding, settle_encoding

WORDS = ("公司", "客户编号", "客戶編號", "有限公司")
HAN = "客户编号,名称\nC1,云岭贸易有限公司\n"
HANT = "客戶編號,名稱\nC1,遠山貿易股份有限公司\n"


def settled(raw: bytes, *, size: int = 7, said: str = "") -> Encoding:
    pieces = [raw[at : at + size] for at in range(0, len(raw), size)]
    return settle_encoding(lambda: pieces, name="a.csv", known_words=WORDS, said=said)


def why_not(raw: bytes, *, said: str = "") -> str:
    with pytest.raises(BadInput) as caught:
        settled(raw, said=said)
    return caught.value.code


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    ("raw", "name", "mark"),
    [
        (HAN.encode(), "utf-8", 0),
        (HAN.encode("utf-8-sig"), "utf-8", 3),
        (HAN.encode("gb18030"), "gb18030", 0),
        (HANT.encode("big5hkscs"), "big5hkscs", 0),
    ],
)
def test_what_is_certain_is_settled_whatever_the_pieces(raw, name, mark, size):
    if size > 2 or mark == 0:  # the mark is looked for in the first piece
        assert settled(raw, size=size) == Encoding(name=name, mark=mark)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_with_its_mark_and_without(name):
    raw = HAN.encode(name)
    assert settled(raw, size=1000) == Encoding(name=name)
    assert settled("\ufeff".encode(name) + raw, size=1000) == Encoding(name=name, mark=2)


def test_what_the_user_says_counts_but_must_fit():
    assert settled("C1,云岭".encode("gb18030"), said="GBK") == Encoding(name="gb18030")
    assert settled(HAN.encode("utf-8-sig"), said="utf-8", size=1000) == Encoding(name="utf-8", mark=3)
    assert why_not(HAN.encode("gb18030"), said="utf-8") == "damaged_encoding"
    assert why_not(HAN.encode(), said="klingon") == why_not(HAN.encode(), said="rot13") == "unknown_codec"


def test_a_doubt_names_the_encodings_that_fit_and_shows_what_each_makes_of_the_text():
    with pytest.raises(BadInput) as caught:
        settled("C1,云岭\n".encode("gb18030"))
    assert caught.value.code == "unclear_encoding"
    assert caught.value.details["encodings"] == ("gb18030", "big5hkscs", "euc_kr", "cp1252")
    assert caught.value.details["samples"] == (
        "gb18030: 云岭", "big5hkscs: 堁鍛", "euc_kr: 暾쥰", "cp1252: ÔÆÁë",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_file"),
        (b" \n", "empty_file"),
        (b"a,b\n1,\0\n", "not_text"),
        (HAN.encode() + HAN.encode("gb18030"), "mixed_encodings"),
        (HAN.encode("gb18030") + HANT.encode("big5"), "mixed_encodings"),
        (HAN.encode()[:-2], "damaged_encoding"),
        (HAN.encode().replace(b"C1", b"C\xff1"), "damaged_encoding"),
        (HAN.encode("gb18030")[:-2], "damaged_encoding"),
        (b"\xff\xfe" + HAN.encode("utf-16-le")[:-1], "damaged_encoding"),
        (b"\xef\xbb\xbf" + HAN.encode("gb18030"), "damaged_encoding"),
    ],
)
def test_what_is_empty_binary_mixed_or_damaged_is_refused(raw, code):
    with pytest.raises(BadInput) as caught:
        settled(raw, size=1000)
    assert caught.value.code == code


def test_a_large_gbk_file_is_not_taken_for_mixed_because_of_chance():
    lines = [f"{code},{chr(0x4E00 + code % 5000)}{chr(0x4E00 + code * 7 % 5000)}" for code in range(20_000)]
    text = "客户编号,名称\n" + "\n".join(lines)
    assert settled(text.encode("gb18030"), size=10_000) == Encoding(name="gb18030")
