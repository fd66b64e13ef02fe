"""Reads a rate of late interest as people write it in contracts and letters, in three languages; never guesses one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.daily_rate import BANKERS_YEAR, USUAL_YEAR
from assistant.domain.language import Reason
from assistant.domain.late_terms import Per, Rate
from assistant.errors import BadInput
from assistant.law.likely_rate import require_likely
from assistant.law.moving_rate_text import moving_rate, unread
from assistant.law.written_numbers import HAN_NUMBER, NUMBER, number, plain

# Characters of traditional script, as far as they stand in what is read here.
_FOLDED = str.maketrans("萬點兩個計貸場報價週準參歐蘭銀數過為訂時", "万点两个计贷场报价周准参欧兰银数过为订时")
_FRACTION = re.compile(
    rf"(?P<part>百|千|万)分之\s*(?P<of>{NUMBER})|(?P<n>\d+(?:\.\d+)?|{HAN_NUMBER})\s*(?P<sign>%|‰|‱|per\s?cent\b|pct\b)"
)
_WORTH = {"千": Decimal("0.1"), "万": Decimal("0.01"), "‰": Decimal("0.1"), "‱": Decimal("0.01")}
# A day, month or year that belongs to a date is no period.
_NO_DATE = r"(?<![\d〇零一二三四五六七八九十])"
_NEXT = r"(?=\s*(?:[百千万\d为是按]|$))"
_PERIODS = {
    Per.DAY: rf"每(?:逾期)?一?[日天]|逾期一?[日天]|按[日天]|{_NO_DATE}日(?:利率|利息|息|率)|{_NO_DATE}日{_NEXT}"
    r"|/\s*(?:日|天|day)|(?:per|a|each|every)\s+(?:calendar\s+)?day|daily",
    Per.MONTH: rf"每一?个?月|按月|{_NO_DATE}月(?:利率|利息|息|率)|{_NO_DATE}月{_NEXT}"
    r"|/\s*(?:月|month)|(?:per|a|each|every)\s+(?:calendar\s+)?month|monthly",
    Per.YEAR: rf"每一?年|按年|{_NO_DATE}年(?:利率|利息|息|化|率)|周年|{_NO_DATE}年{_NEXT}"
    r"|/\s*(?:年|year|annum)|(?:per|a|each|every)\s+(?:calendar\s+)?(?:year|annum)|\bp\.?\s?a\b\.?|annual(?:ly)?|yearly",
}
_PERIOD = re.compile("|".join(f"(?P<{per.value}>{pattern})" for per, pattern in _PERIODS.items()))
_NEGATIVE = re.compile(r"(?:^|[\s为是])-\d")
_SENTENCE_END = re.compile(r"[。;!?\n]|\.\s")
# How far before a rate its period may stand: 每逾期一日，应按照逾期未付款项金额的 …
_FARTHEST = 40
_DAY_COUNTS = {
    30: r"(?:30|三十)[\s-]*days?\s+months?|每月(?:均?[按以])?(?:30|三十)[日天]计?算?|one[ -]thirtieth[^.;)]*",
    **{
        days: rf"(?:[一每全]年)?(?:均?[按以])?\s*{days}\s*[日天]计?算?|act(?:ual)?/{days}|/\s*{days}\b"
        rf"|(?:on a\s+)?{days}[\s-]*days?(?:\s+year)?(?:\s+basis)?"
        for days in (360, 365)
    },
}
FORMS = (
    "0.05% per day, 日万分之五, 1.5% per month, 月息1.5%, 12% p.a., 年利率12%, LPR x 1.5, LPR的1.5倍,"
    " LPR + 2 percentage points, ECB + 8, base + 8%"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadRate:
    """A rate, and what was understood that its words do not say literally."""

    rate: Rate
    notes: tuple[Reason, ...] = ()


def read_rate(text: str) -> ReadRate:
    """The one rate that ``text`` states, alone or within a sentence.

    Raises BadInput that shows the forms when there is none, when there is more than one, and for a range; and for a
    rate that nobody would agree.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED).strip()
    words, days_in_year = _without_day_count(folded)
    moving = moving_rate(words, text, FORMS)
    read = ReadRate(rate=moving.rate, notes=moving.notes) if moving else ReadRate(rate=_fixed_rate(words, text))
    require_likely(read.rate, text)
    return replace(read, rate=replace(read.rate, days_in_year=days_in_year))


def _fixed_rate(words: str, whole: str) -> Rate:
    found = list(_fractions(words, whole))
    if not found or _NEGATIVE.search(words):
        unread(whole, FORMS)
    with_period = {(percent, per) for percent, per in found if per}
    # 日万分之五（0.05%） says one thing twice; 日万分之五，不超过5% does not.
    if len(with_period) > 1 or len({percent for percent, _ in found}) > 1:
        raise BadInput(
            "rate_ambiguous",
            f"{whole!r} holds more than one percentage; give the rate of interest alone, like one of: {FORMS}.",
            text=whole,
            forms=FORMS,
        )
    if not with_period:
        raise BadInput(
            "rate_without_period",
            f"{whole!r} does not say whether it is per day, per month or per year; write it like one of: {FORMS}.",
            text=whole,
            forms=FORMS,
        )
    percent, per = with_period.pop()
    return Rate(percent=percent, per=per)


def _fractions(words: str, whole: str) -> Iterator[tuple[Decimal, Per | None]]:
    """Each percentage in the text, with the period that belongs to it."""
    before = 0
    for match in _FRACTION.finditer(words):
        value = number(match["of"] or match["n"], whole)
        percent = value * _WORTH.get(match["part"] or match["sign"], Decimal(1))
        yield plain(percent), _period_of(words, match, before)
        before = match.end()


def _period_of(words: str, match: re.Match[str], before: int) -> Per | None:
    """The period that follows the percentage at once, else the last one before it in the same sentence."""
    follows = _PERIOD.match(words[match.end() :].lstrip(" ,的"))
    if follows:
        return Per(str(follows.lastgroup))
    lead = words[max(before, match.start() - _FARTHEST) : match.start()]
    same_sentence = _SENTENCE_END.split(lead)[-1]
    # What ends right before the percentage must be seen to do so: 日 in 日万分之五.
    reaching = _PERIOD.finditer(same_sentence + words[match.start() : match.start() + 1])
    last = [period for period in reaching if period.end() <= len(same_sentence)]
    return Per(str(last[-1].lastgroup)) if last else None


def _without_day_count(folded: str) -> tuple[str, int]:
    """The text without the words on how days count, and the days of the year that they mean."""
    for days, words in _DAY_COUNTS.items():
        pattern = re.compile(rf"[(,，]?\s*(?:{words})\)?")
        if pattern.search(folded):
            return pattern.sub(" ", folded), BANKERS_YEAR if days == 30 else days
    return folded, USUAL_YEAR
