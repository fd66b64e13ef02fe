"""Finds what reaches or identifies somebody in a text: addresses, links, telephones, accounts, identity numbers."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from assistant.domain.personal_numbers import (
    CARD,
    CARD_SAID,
    CN_ID,
    HK_ID,
    HK_ID_PLAIN,
    OLD_CN_ID,
    TRAVEL,
    TW_ID,
    TW_OLD_ARC,
    is_card,
    is_hong_kong_id,
    is_mainland_id,
    is_taiwan_id,
)

EMAIL = re.compile(r"[a-z0-9][\w.+'-]*\s?(?:@|\(at\))\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)
LINK = re.compile(
    r"(?:https?:/{0,2}|www\.)[^\s‹›，。；、）)\u4e00-\u9fff]+|(?<![a-z0-9@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:com|net|org|io|cn|tw|hk|sg|ie|uk|de|fr|eu|us|example|test|biz|info)(?:/[^\s，。；、）)\u4e00-\u9fff]*)?(?![a-z0-9])",
    re.ASCII,
)
PHONE = re.compile(
    r"(?<![\w.,+])(?:\+\s?\d[\d\s()./-]{6,18}\d|\(0\d{1,3}\)\s?\d[\d\s-]{5,10}\d|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}"
    r"|09\d{2}[\s-]?\d{3}[\s-]?\d{3}|0\d{1,3}-\d{3,4}-?\d{4}"
    r"|(?<=tel )[\d\s-]{6,15}\d|(?<=电话)[:：]?\s?[\d\s-]{6,15}\d)(?![\d])",
    re.ASCII,
)


def personal_numbers(_plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Where identity cards, payment cards and accounts stand, with the token for each."""
    for pattern, valid, token in _PERSONAL:
        for match in pattern.finditer(folded):
            if valid(match["n"] if "n" in match.groupdict() else match[0]):
                yield *match.span("n" if "n" in match.groupdict() else 0), token


def other_digits(plain: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Where any digit stands, with the letters and signs that belong to it, and the token for it."""
    for match in _WITH_DIGITS.finditer(folded):
        yield *match.span(), "‹number›"
    for n, char in enumerate(plain):
        if char.isnumeric() and unicodedata.category(char) in ("Nd", "Nl", "No"):
            yield n, n + 1, "‹number›"


def _is_iban(text: str) -> bool:
    plain = re.sub(r"\s", "", text).upper()
    return len(plain) > 14 and int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){2,7}(?:\s?[a-z0-9]{1,4})?(?![a-z0-9])")
# What has a digit in it, with the letters and signs that belong to it.
_WITH_DIGITS = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,8}[-_/#]?){0,3}\d(?:[a-z\d]|[-_/.,:#'](?=[a-z\d]))*")
_PERSONAL: tuple[tuple[re.Pattern[str], Callable[[str], bool], str], ...] = (
    (CN_ID, is_mainland_id, "‹id›"),
    (OLD_CN_ID, bool, "‹id›"),
    (TW_ID, is_taiwan_id, "‹id›"),
    (TW_OLD_ARC, is_taiwan_id, "‹id›"),
    (HK_ID, is_hong_kong_id, "‹id›"),
    (HK_ID_PLAIN, is_hong_kong_id, "‹id›"),
    (TRAVEL, bool, "‹id›"),
    (_IBAN, _is_iban, "‹account›"),
    (CARD_SAID, bool, "‹account›"),
    (CARD, is_card, "‹account›"),
)
