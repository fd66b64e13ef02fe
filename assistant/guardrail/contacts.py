"""Finds links, addresses, telephone numbers, accounts and document numbers in folded text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.money import ISO_DIGITS
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import BLANK, blanked

_LINK = re.compile(r"(?:https?://|www\.)[a-z0-9\-._~%/?#@!$&*+=:]+[a-z0-9/]")
_EMAIL = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}")
_ACCOUNT = re.compile(
    r"(?:账号|账户号码|账户|户口|卡号|银行|account(?:\s(?:no|number))?|(?<![a-z])acct|a/c|iban|(?<![a-z])bsb|sort\scode|bank)\.?[^\d\n,。]{0,24}?"
    r"(?P<n>(?:[a-z]{2}\d{2}\s?)?\d[\d\s-]{4,32}\d)(?!\d|[,.]\d|\s*(?:元|年|月))"
    r"|(?<![\w-])(?P<iban>[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?)(?!\w)"
    r"|(?<![\d-])(?<!\d[.,])(?P<long>\d{4}(?:[ -]\d{4}){3,}(?:[ -]\d{1,4})?|\d{13,24})(?![\d,])"
)
_PHONE = re.compile(
    r"(?<![a-z0-9.-])(?P<n>\+\d{1,3}[\s-]?(?:\(\d{1,4}\)[\s-]?)?\d[\d\s-]{5,13}\d|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{1,3}[\s-]\d{3,4}[\s-]?\d{3,4}|\d{3,4}-\d{4}[\s-]\d{4}|09\d{8})(?!\d|-\d)"
    r"|(?:电话|手机|致电|热线|分机|传真|tel(?:ephone)?|phone|call|mobile|fax)[^\d\n\x00]{0,12}?(?P<cued>\+?\d[\d\s()-]{6,16}\d)(?!\d)"
)
_DOCUMENT = re.compile(
    r"(?<![a-z0-9./@])(?P<n>(?=[a-z0-9/-]{0,12}\d[a-z0-9/-]{0,12}\d[a-z0-9/-]{0,12}\d)(?P<head>[a-z]{1,8})[-/#]?[a-z0-9]{0,24}\d[a-z0-9]{0,24}(?:[-/][a-z0-9]{1,24}){0,6})(?![a-z0-9])"
    r"|(?<![a-z0-9./@])(?P<parts>\d{1,8}-[a-z]{1,4}-?\d{2,10}(?:-\d{1,9}){0,4}|\d{4}-\d{3,6}(?:-\d{1,9}){0,4})(?![a-z0-9])"
    r"|(?:发票|合同|合约|订单|单据|账单|invoices?|contract|order|statement)(?:\s?(?:编号|号码|号|number|no|ref|reference))?[.:#\s]{0,3}(?P<cued>[a-z]{1,6}-\d+|\d{3,}[\d-]*)(?!\d|,\d|\.\d|\s*(?:元|年|%|万|days))"
)
# Before a number of an invoice that is all figures.
_IN_A_ROW = r"(?:invoices?|inv|nos?\.?|number|#|编号|号码|发票|单号|and|&|与|和|及|、|\x00,)\s*#?\s*"
# What the numbers of one series have in common.
_HEAD = re.compile(r"(?:[a-z]{1,8}[-/])*[a-z]{1,10}[-/#]?(?=\d)")
# Letters before digits that name no document.
_NOT_DOCUMENTS = frozenset(
    {"iso", "covid", "gb", "fy", "h", "q", "utc", "gmt", "b", "rm", "level", "room", "nt", "rmb", "ntd"}
) | {code.lower() for code in ISO_DIGITS}


class TokenKind(StrEnum):
    """What a token names."""

    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Token:
    """A number or address in the text."""

    span: Span
    kind: TokenKind


def contacts(text: str) -> Iterator[Token]:
    """Links, addresses, accounts and telephone numbers, none of them twice."""
    for kind, pattern in (
        (TokenKind.LINK, _LINK),
        (TokenKind.EMAIL, _EMAIL),
        (TokenKind.ACCOUNT, _ACCOUNT),
        (TokenKind.PHONE, _PHONE),
    ):
        taken: list[Span] = []
        for match in pattern.finditer(text):
            span = _span(match)
            if BLANK not in text[span.start : span.end]:
                taken.append(span)
                yield Token(span, kind)
        text = blanked(text, taken) if taken else text


def strangers_in_series(text: str, known: Iterable[str]) -> Iterator[Token]:
    """Numbers that begin like one of the ``known`` ones (``fp-`` and a digit); those themselves are blanked already."""
    numbers = tuple(known)
    heads = {match.group() for value in numbers if (match := _HEAD.match(value))}
    for head in sorted(heads):
        for match in re.finditer(rf"(?<![a-z0-9]){re.escape(head)}\d(?:[a-z0-9/-]*[a-z0-9])?", text):
            yield Token(Span(*match.span()), TokenKind.DOCUMENT)
    for size, head in sorted(
        {(len(value), value[:2]) for value in numbers if value.isdigit() and 4 <= len(value) <= 9}
    ):
        for match in re.finditer(rf"{_IN_A_ROW}(?P<n>{head}\d{{{size - 2}}})(?![\d%]|[.,]\d|\s*(?:元|万|年|天))", text):
            yield Token(Span(*match.span("n")), TokenKind.DOCUMENT)


def numbers_of_documents(text: str) -> Iterator[Token]:
    """Numbers of invoices, contracts and orders: letters with digits, or digits after such a word."""
    for match in _DOCUMENT.finditer(text):
        if match["head"] not in _NOT_DOCUMENTS:
            yield Token(_span(match), TokenKind.DOCUMENT)


def _span(match: re.Match[str]) -> Span:
    named = next((name for name, value in match.groupdict().items() if value and name != "head"), None)
    return Span(*match.span(named)) if named else Span(*match.span())
