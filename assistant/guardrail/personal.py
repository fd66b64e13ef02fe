"""Keeps personal numbers out of every text: identity cards, travel documents, payment cards, private telephones."""

import re
from collections.abc import Callable, Iterator

from assistant.domain.finding import Severity
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
    is_called_card,
    is_card,
    is_hong_kong_id,
    is_mainland_id,
    is_taiwan_id,
)
from assistant.guardrail.checks import Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

_MOBILE_OF = re.compile(
    r"(?:法人|老板娘?|董事长|股东|家人|家属|父亲|母亲|妻子|太太|丈夫|配偶|爱人|儿子|女儿|员工|紧急联系人|本人|私人|wife|husband|home|personal|private)[^\d\n。;!?]{0,12}?"
    r"(?P<n>(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|09\d{2}[ -]?\d{3}[ -]?\d{3}"
    r"|(?:\+?852[ -]?)?[5679]\d{3}[ -]?\d{4})(?!\d)"
)
# What a long number is called that is nobody's card.
_NOT_A_CARD = re.compile(
    r"(?:单号|运单|快递|订单|发票|流水|编号|批号|条码|合同|账号|帐号|账户|户口|(?<![a-z])(?:order|tracking|waybill|invoice|reference|ref|account|a/c|iban|awb|serial|batch|barcode|consignment)(?![a-z]))[^\d\n]{0,12}$"
)


@check(id="personal", version="2")
def personal(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Numbers of identity cards, travel documents, payment cards, private telephones; those of the record excepted."""
    lower = reading.folded.lower
    taken: list[Span] = []
    for rule, pattern, valid, severity in _KINDS:
        for match in pattern.finditer(lower):
            span = Span(*match.span("n"))
            if _overlaps(span, taken) or not valid(match["n"]):
                continue
            if pattern is CARD and _NOT_A_CARD.search(lower, max(0, span.start - 24), span.start):
                continue
            if not any(place.span.holds(span.start, span.end) for place in reading.stated.places):
                taken.append(span)
                yield told(rule, reading, rules, span, severity=severity)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool], Severity], ...] = (
    ("data.identity", CN_ID, is_mainland_id, Severity.BLOCK),
    ("data.identity", OLD_CN_ID, bool, Severity.BLOCK),
    ("data.identity", TW_ID, is_taiwan_id, Severity.BLOCK),
    ("data.identity", TW_OLD_ARC, is_taiwan_id, Severity.BLOCK),
    ("data.identity", HK_ID, is_hong_kong_id, Severity.BLOCK),
    ("data.identity", HK_ID_PLAIN, is_hong_kong_id, Severity.BLOCK),
    ("data.identity", TRAVEL, bool, Severity.BLOCK),
    ("data.card", CARD_SAID, is_called_card, Severity.BLOCK),
    ("data.card", CARD, is_card, Severity.BLOCK),
    ("data.phone", _MOBILE_OF, bool, Severity.REVIEW),
)
