"""Holds contact data, accounts and document numbers against the record."""

import re
from collections.abc import Iterator

from assistant.domain.brief import FactKind, Grounds
from assistant.domain.finding import Severity
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.contacts import Token, TokenKind
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

_RULES = {kind: f"record.{kind.value}" for kind in TokenKind}
_KINDS = {TokenKind.LINK: FactKind.LINK, TokenKind.EMAIL: FactKind.EMAIL, TokenKind.PHONE: FactKind.PHONE}
_MOBILE = re.compile(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|09\d{2}[ -]?\d{3}[ -]?\d{3}")
# A number of a parcel proves nothing and hurts nobody.
_PARCEL = re.compile(
    r"(?:快递|运单|物流|顺丰|包裹|(?<![a-z])(?:tracking|waybill|consignment|awb|parcel|dhl|ups|fedex)(?![a-z]))[^\n。;]{0,16}$"
)


@check(id="tokens", version="1", needs=(Need.GROUNDS,))
def tokens(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Links, addresses, telephone, account and document numbers that are not the record's."""
    for token in reading.stated.tokens:
        severity = _weight(token, reading)
        if severity is not None:
            yield told(_RULES[token.kind], reading, rules, token.span, severity=severity)


def _weight(token: Token, reading: Reading) -> Severity | None:
    grounds = reading.grounds
    lower = reading.folded.lower
    if token.kind is TokenKind.DOCUMENT and _PARCEL.search(lower, max(0, token.span.start - 24), token.span.start):
        return None
    if grounds is None or token.kind in (TokenKind.ACCOUNT, TokenKind.DOCUMENT):
        return Severity.BLOCK
    known = [str(f.value).lower() for f in grounds.facts if f.kind is _KINDS[token.kind]]
    if known:
        return None if _is_ours(token, reading, grounds) else Severity.BLOCK
    # The record says nothing of such data: a signature may hold it; a link or a mobile a person should look at.
    mobile = token.kind is TokenKind.PHONE and _MOBILE.fullmatch(lower[token.span.start : token.span.end].strip())
    return Severity.REVIEW if token.kind is TokenKind.LINK or mobile else None


def _is_ours(token: Token, reading: Reading, grounds: Grounds) -> bool:
    """A page of the same site as a link of the record, or of the creditor's own mail domain."""
    if token.kind is not TokenKind.LINK:
        return False
    host = _host(reading.folded.lower[token.span.start : token.span.end])
    hosts = {_host(str(f.value).lower()) for f in grounds.facts if f.kind is FactKind.LINK}
    return host in hosts


def _host(link: str) -> str:
    return link.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
