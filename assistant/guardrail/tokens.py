"""Holds contact data, accounts and document numbers against the record; keeps personal numbers out of all texts."""

import re
from collections.abc import Iterator

from assistant.domain.brief import FactKind, Grounds
from assistant.domain.finding import Severity
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.contacts import Token, TokenKind
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

_RULES = {kind: f"record.{kind.value}" for kind in TokenKind}
_KINDS = {TokenKind.LINK: FactKind.LINK, TokenKind.EMAIL: FactKind.EMAIL, TokenKind.PHONE: FactKind.PHONE}
_CN_ID = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?!\d)")
_TW_ID = re.compile(r"(?<![a-z0-9-])[a-z][1289]\d{8}(?!\d)")
_HK_ID = re.compile(r"(?<![a-z0-9-])[a-z]{1,2}\d{6}\s?\([\da]\)")
_CARD = re.compile(r"(?<![\d-])(?<!\d[.,])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\d,])")
_CN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TW_LETTERS = "abcdefghjklmnpqrstuvxywzio"


@check(id="tokens", version="1", needs=(Need.GROUNDS,))
def tokens(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Links, addresses, telephone, account and document numbers that are not the record's."""
    for token in reading.stated.tokens:
        severity = _weight(token, reading)
        if severity is not None:
            yield told(_RULES[token.kind], reading, rules, token.span, severity=severity)


@check(id="personal", version="1")
def personal(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Identity card numbers (by their check digits) and payment cards (by Luhn)."""
    lower = reading.folded.lower
    known = [place.span for place in reading.stated.places]
    for span in _identity_cards(lower):
        yield told("data.identity", reading, rules, span)
    for match in _CARD.finditer(lower):
        span, digits = Span(*match.span()), re.sub(r"\D", "", match.group())
        own = any(place.holds(span.start, span.end) for place in known)
        if not own and 13 <= len(digits) <= 19 and passes_luhn(digits) and not _CN_ID.fullmatch(digits):
            yield told("data.card", reading, rules, span)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a payment card."""
    doubled = (int(d) * 2 for d in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(map(int, digits[-1::-2])) + sum(d // 10 + d % 10 for d in doubled)) % 10 == 0


def is_mainland_id(number: str) -> bool:
    """Whether the last sign is the check sign of a PRC identity number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _CN_WEIGHTS, strict=True))
    return "10x98765432"[total % 11] == number[17].lower()


def is_taiwan_id(number: str) -> bool:
    """Whether the last digit is the check digit of a Taiwan identity number."""
    letter = _TW_LETTERS.index(number[0].lower()) + 10
    digits = [letter // 10, letter % 10, *map(int, number[1:])]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def _identity_cards(lower: str) -> Iterator[Span]:
    for pattern, valid in ((_CN_ID, is_mainland_id), (_TW_ID, is_taiwan_id), (_HK_ID, bool)):
        for match in pattern.finditer(lower):
            if valid(match.group()):
                yield Span(*match.span())


def _weight(token: Token, reading: Reading) -> Severity | None:
    grounds = reading.grounds
    if grounds is None or token.kind in (TokenKind.ACCOUNT, TokenKind.DOCUMENT):
        return Severity.BLOCK
    known = [str(f.value).lower() for f in grounds.facts if f.kind is _KINDS[token.kind]]
    if known:
        return None if _is_ours(token, reading, grounds) else Severity.BLOCK
    # The record says nothing of such data: a signature may hold it, a link a person should look at.
    return Severity.REVIEW if token.kind is TokenKind.LINK else None


def _is_ours(token: Token, reading: Reading, grounds: Grounds) -> bool:
    """A page of the same site as a link of the record, or of the creditor's own mail domain."""
    if token.kind is not TokenKind.LINK:
        return False
    host = _host(reading.folded.lower[token.span.start : token.span.end])
    hosts = {_host(str(f.value).lower()) for f in grounds.facts if f.kind is FactKind.LINK}
    return host in hosts


def _host(link: str) -> str:
    return link.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
