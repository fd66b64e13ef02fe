"""How personal numbers are written, and their check digits: identity cards, travel documents, payment cards.

The patterns read text in small, narrow, Simplified characters; the group ``n`` is the number itself.
"""

import re

CN_ID = re.compile(
    r"(?<![\da-z])(?P<n>[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d"
    r"|3[01])[ -]?\d{3}[\dx])(?![\da-z])"
)
# One letter; residents from abroad since 2021 have 8 or 9 next, before that another letter.
TW_ID = re.compile(r"(?<![a-z0-9-])(?P<n>[a-z][1289]\d{8})(?![\da-z])")
TW_OLD_ARC = re.compile(r"(?<![a-z0-9-])(?P<n>[a-z][a-d]\d{8})(?![\da-z])")
HK_ID = re.compile(r"(?<![a-z0-9-])(?P<n>[a-z]{1,2}\d{6}\s?\([\da]\))")
HK_ID_PLAIN = re.compile(
    r"(?:身份证|hkid|id\s?card|identity\scard)[^\d\n]{0,10}?(?<![a-z])(?P<n>[a-z]{1,2}\d{6}[\da])(?![\da-z])"
)
OLD_CN_ID = re.compile(
    r"身份证(?:号码?)?[^\d\n]{0,8}(?P<n>[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?!\d)"
)
TRAVEL = re.compile(
    r"(?:护照|回乡证|台胞证|通行证|passports?)(?:\s?(?:号码?|号|no|nos|number|is|was|为|是|编号))*[^\da-z\n]{0,6}(?P<n>[a-z]{0,2}\d{7,10})(?![\da-z])"
)
CARD = re.compile(
    r"(?<![\d-])(?<!\d[.,])(?<![a-z]\d{2}\s)(?P<n>\d{4}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,4})?"
    r"|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?!\d|,\d)"
)
CARD_SAID = re.compile(
    r"(?:卡号|银行卡|信用卡|储蓄卡|借记卡|(?:credit|debit|bank)?\s?card(?:\s?(?:no|number"
    r"|ending))?)[^\d\n。;]{0,8}(?P<n>\d{4}(?:[ -]?\d{3,4}){2,3}(?:[ -]?\d{1,3})?)(?!\d|,\d)"
)
_CN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TW_LETTERS = "abcdefghjklmnpqrstuvxywzio"


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a payment card."""
    doubled = (int(d) * 2 for d in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(map(int, digits[-1::-2])) + sum(d // 10 + d % 10 for d in doubled)) % 10 == 0


def is_mainland_id(number: str) -> bool:
    """Whether the last sign is the check sign of a PRC identity number (GB 11643)."""
    number = re.sub(r"[ -]", "", number)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _CN_WEIGHTS, strict=True))
    return "10x98765432"[total % 11] == number[17].lower()


def is_taiwan_id(number: str) -> bool:
    """Whether the last digit is the check digit of a Taiwan identity number, or of a resident's of either form."""
    letter, second = _TW_LETTERS.index(number[0].lower()) + 10, number[1].lower()
    if second.isalpha():
        second = str((_TW_LETTERS.index(second) + 10) % 10)
    digits = [letter // 10, letter % 10, int(second), *map(int, number[2:])]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def is_hong_kong_id(number: str) -> bool:
    """Whether the sign in brackets is the check sign of a Hong Kong identity number."""
    plain = re.sub(r"[\s()]", "", number.lower())
    head, check_sign = plain[:-1].rjust(8), plain[-1]
    values = [36 if c == " " else ord(c) - 87 if c.isalpha() else int(c) for c in head]
    total = sum(v * w for v, w in zip(values, range(9, 1, -1), strict=True))
    return (total + (10 if check_sign == "a" else int(check_sign))) % 11 == 0


def is_card(number: str) -> bool:
    """Whether it has as many digits as a payment card, and their check digit."""
    digits = re.sub(r"\D", "", number)
    return 13 <= len(digits) <= 19 and passes_luhn(digits)


def is_called_card(number: str) -> bool:
    """Whether what is called a card has as many digits as one; the check digit may be misread."""
    return 13 <= len(re.sub(r"\D", "", number)) <= 19
