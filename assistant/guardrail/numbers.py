"""Reads numerals in Chinese, English and figures, and day counts, rates, clauses and counts out of folded text."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.domain.number_words import (
    ENGLISH_NUMERAL,
    HAN_DIGITS,
    HAN_NUMERAL,
    english_value,
    han_value,
)
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import ClauseNumber, Count, DayCount, Per, Rate, Thing, alternatives, shows_any

_ORDINALS: Mapping[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_SMALL_HAN = "[〇一二三四五六七八九十百两]{1,5}"
_EN_NUMBER = rf"\d{{1,4}}|{ENGLISH_NUMERAL}"

_HAN_DAYS = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<n>\d{{1,4}}|(?<![第月年数几]){_SMALL_HAN})\s*(?:个)?\s*(?P<working>工作|营业)?(?:天|日(?![元圆本常期历前益内]|后|起)|日(?=内|前|后|期|起))"
)
_EN_DAYS = re.compile(
    rf"(?<![\w-])(?<!\d[.,])(?P<n>{_EN_NUMBER})(?:\s+\(\d+\))?[\s-](?:(?:calendar|full|more|further|extra|additional)\s)?"
    r"(?P<working>(?:working|business)[\s-])?days?(?!\w)|(?<!\w)net[\s-](?P<net>\d{1,3})(?![\w.,]\d)"
)
_DAY, _MONTH, _YEAR = "日|天|周", "月", "年"
_PERIOD = (
    rf"(?:每|按|/|一)?\s*(?P<per>{_DAY}|{_MONTH}|{_YEAR}|年度)(?:利率|利息|息|计|费率|化)?"
    r"(?:的|为|之|以|按|,|:|\s|约|是|加计){0,3}"
)
_HAN_RATE = re.compile(
    rf"(?:{_PERIOD})?(?P<unit>万分之|千分之|百分之)\s*(?P<n>[\d.]+|[{HAN_NUMERAL}点]+)(?:\s*(?:每|/)\s*(?P<after>{_DAY}|{_MONTH}|{_YEAR}))?"
    rf"|(?<![\d.])(?P<points>\d{{1,2}}(?:\.\d)?|[{HAN_NUMERAL}]{{1,3}})\s*个(?:百分)?点(?!钟)"
)
_IN_CASH = re.compile(
    rf"(?:每|按)?(?P<per>{_MONTH}|{_YEAR})(?:利率|利息|息|利)?(?:为|是|按|:|约)?\s*"
    rf"(?P<n>\d{{1,2}}|[{HAN_NUMERAL}]{{1,3}})(?P<unit>厘|分)(?P<half>半)?(?![钟之])"
)
_PERCENT = re.compile(
    rf"(?:{_PERIOD})?(?<!\d)(?<!\d[.,])(?P<n>\d{{1,3}}(?:\.\d{{1,4}})?|{ENGLISH_NUMERAL})(?P<half>\sand\sa\shalf)?\s*(?P<unit>%|‰|‱|per\s?cent(?!\w)|percent(?!\w))"
    r"(?:\s*(?:per|a|each|every|/|每|p\.)\s*(?:calendar\s)?(?P<after>day|week|month|quarter|year|annum|日|天|周|月|年|m\.|a\.)|\s+(?P<ly>daily|weekly|monthly|quarterly|yearly|annually))?"
)
_PERIODS: Mapping[str, Per] = {
    **dict.fromkeys(("日", "天", "day", "daily"), Per.DAY),
    **dict.fromkeys(("周", "week", "weekly"), Per.WEEK),
    **dict.fromkeys(("季", "quarter", "quarterly"), Per.QUARTER),
    **dict.fromkeys(("月", "month", "monthly", "m."), Per.MONTH),
    **dict.fromkeys(("年", "年度", "year", "annum", "yearly", "annually", "a."), Per.YEAR),
}
_TO_PER_CENT: Mapping[str, Decimal] = {
    **dict.fromkeys(("万分之", "‱"), Decimal("0.01")),
    **dict.fromkeys(("千分之", "‰"), Decimal("0.1")),
}
_STEP = rf"(?:\d{{1,3}}(?:\.\d{{1,3}})*(?:\([a-z0-9]{{1,3}}\))*|[{HAN_NUMERAL}]{{1,6}})"
_HAN_CLAUSE = re.compile(
    rf"第?\s*(?P<a>(?<=第){_STEP}|(?<=第\s){_STEP})\s*条(?:之[一二三四])?(?:\s*第\s*(?P<b>{_STEP})\s*[款项])?(?:\s*第\s*(?P<c>{_STEP})\s*[项目])?"
)
_EN_CLAUSE = re.compile(
    r"(?<!\w)(?:clauses?|sections?|articles?|paragraphs?|para|cl|sec|art|§)\.?\s*(?:no\.?\s*)?(?P<a>\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-z0-9]{1,3}\))*)(?!\w|,\d|\.\d)"
    r"|(?:合同|合约|契约|协议|条款|约定)(?:的|之)?(?:第)?\s*(?P<b>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:\([a-z0-9]\))?)\s*(?:款|条|项)?(?![\d%万元])"
)
_HAN_COUNT = re.compile(
    rf"(?:(?<![第\d])(?<!\d[.,])(?P<n>\d{{1,3}}|{_SMALL_HAN})\s*(?:张|笔|份|个|期)?(?P<inv>(?:张|笔|份)[^\d,。;!?\n]{{0,6}}(?:发票|账单|账款|款项|货款|应收))"
    rf"|分(?:成|作|为)?\s*(?P<inst>\d{{1,2}}|[二两三四五六七八九十]{{1,3}})\s*(?:期|次|笔|批|个月)"
    rf"|(?<![第\d])(?<!\d[.,])(?P<inst2>\d{{1,2}}|[二两三四五六七八九十]{{1,3}})\s*(?:期|次|笔)(?:分期|平均|等额|付清|付款|支付|还清)"
    rf"|(?:发票|账单|账款)(?:共?有|共计?|合计|为)?\s*(?P<n2>\d{{1,3}}|{_SMALL_HAN})\s*(?:张|笔|份)"
    rf"|(?:寄|发|送|提醒|催)(?:出|送|去|过|了|您|贵司|贵公司){{0,3}}\s*(?P<sent>\d{{1,2}}|[两二三四五六七八九十]{{1,2}})\s*(?:封|次|条|回|遍)(?:催款函|提醒|邮件|信|函|短信|通知|催款|了|过|[,。]|$)"
    rf"|第\s*(?P<rem>\d{{1,2}}|[一二三四五六])\s*(?:次|封|度)(?:付款|书面|来信|去函)?(?:提醒|通知|催款|联系|去函|函|信|催款函|写信|找您|跟您|向您|给您))"
)
_EN_COUNT = re.compile(
    rf"(?<![\w-])(?<!\d[.,])(?P<n>{_EN_NUMBER})\s(?:(?:open|overdue|unpaid|outstanding|past-due|such|equal|monthly|weekly|separate)\s){{0,2}}"
    r"(?P<thing>invoices|instal{1,2}ments|payments|part-payments)(?!\w)"
    rf"|(?<![\w-])(?P<sent>{_EN_NUMBER})\s(?:previous\s|earlier\s|written\s|payment\s)?(?:reminders|chasers|follow-ups)(?!\w)"
    rf"|(?<![\w-])(?P<parts>two|three|four|five|six|seven|eight|ten|twelve|\d{{1,2}})\s(?:equal\s)?(?:parts|halves|steps|chunks|tranches|goes)(?!\w)"
    rf"|(?<!\w)(?:reminded|chased|written\sto|emailed|asked)\syou\s(?:already\s)?(?P<times>{_EN_NUMBER})\stimes"
    rf"|(?<!\w)(?P<nth>{alternatives(_ORDINALS)})\s(?:payment\s|written\s)?(?:reminder|notice|time\s(?:i|we)(?:'ve|\shave)?)(?!\w)"
)


_COUNTED = (
    "invoices",
    "ments",
    "reminder",
    "notice",
    "time",
    "parts",
    "halves",
    "steps",
    "chunks",
    "tranches",
    "goes",
)
_CLAUSE_SIGNS = (
    "clause",
    "section",
    "article",
    "para",
    "cl",
    "sec",
    "art",
    "§",
    "合同",
    "合约",
    "契约",
    "协议",
    "条款",
    "约定",
)


def whole(text: str) -> int | None:
    """The whole number that figures, a Chinese numeral or an English word write."""
    if text.isascii() and text.isdigit():
        return int(text)
    return han_value(text) if text[:1] > "\u3000" else english_value(text)


def day_counts(text: str) -> Iterator[DayCount]:
    """Numbers of days: 逾期 21 天, 三十日内, 21 days, net 30."""
    for pattern, signs in ((_HAN_DAYS, "天日"), (_EN_DAYS, ("day", "net"))):
        for match in pattern.finditer(text) if shows_any(text, signs) else ():
            parts = match.groupdict()
            value = whole(parts["n"] or parts.get("net") or "")
            if value is not None:
                span, working = Span(*match.span()), bool(parts["working"])
                yield DayCount(span=span, value=value, least=value, most=value, working=working)


def rates(text: str) -> Iterator[Rate]:
    """Percentages and rates: 每日万分之五, 0.05% per day, 年息5%, 20%, 年息六厘."""
    yield from _han_interest(text)
    for pattern, signs in ((_HAN_RATE, ("分之", "点")), (_PERCENT, ("%", "cent", "‰", "‱"))):
        for match in pattern.finditer(text) if shows_any(text, signs) else ():
            parts = match.groupdict()
            value = _fraction(parts["n"] or parts["points"])
            if value is None:
                continue
            value += Decimal("0.5") if parts.get("half") else 0
            period = parts.get("ly") or parts.get("after") or parts.get("per")
            factor = _TO_PER_CENT.get(parts["unit"], Decimal(1))
            yield Rate(
                span=Span(*match.span()), value=(value * factor).normalize(), per=_PERIODS.get(period or "", Per.NONE)
            )


def _han_interest(text: str) -> Iterator[Rate]:
    """Rates in 厘 and 分: 年息六厘 is 6%, 月息一分 is 1%, 月息三厘 is 0.3% on the mainland and 3% in Hong Kong."""
    for match in _IN_CASH.finditer(text) if shows_any(text, "厘分") else ():
        number = whole(match["n"])
        if number is None:
            continue
        value = Decimal(number) + (Decimal("0.5") if match["half"] else 0)
        per = _PERIODS[match["per"]]
        if match["unit"] == "分":
            value *= 10 if per is Per.YEAR else 1
        other = value / 10 if match["unit"] == "厘" and per is Per.MONTH else None
        yield Rate(span=Span(*match.span()), value=value, per=per, other=other)


def clause_numbers(text: str) -> Iterator[ClauseNumber]:
    """Cited clauses: 第 8.2 条, 第八条第二款, clause 8.2, Section 5.1."""
    for pattern, signs in ((_HAN_CLAUSE, "条"), (_EN_CLAUSE, _CLAUSE_SIGNS)):
        for match in pattern.finditer(text) if shows_any(text, signs) else ():
            path = tuple(step for part in match.groups() if part for step in clause_path(part))
            yield ClauseNumber(span=Span(*match.span()), path=path)


def clause_path(number: str) -> tuple[str, ...]:
    """The steps of a clause number in any writing: 8.2, 第八条第二款, 6(A), clause 8.2."""
    steps = re.findall(rf"\d+|\([a-z0-9]+\)|[{HAN_NUMERAL}]+", number.lower())
    return tuple(str(whole(step)) if step[0] != "(" else step.strip("()") for step in steps)


def counts(text: str) -> Iterator[Count]:
    """Numbers of invoices and instalments, and which reminder a letter says it is."""
    for match in _HAN_COUNT.finditer(text) if shows_any(text, "张笔份期次批封度条回遍分") else ():
        parts = match.groupdict()
        invoices, reminders = parts["n"] or parts["n2"], parts["rem"] or parts["sent"]
        thing = Thing.INVOICES if invoices else Thing.REMINDERS if reminders else Thing.INSTALMENTS
        value = whole(invoices or reminders or parts["inst"] or parts["inst2"])
        if value is not None:
            yield Count(span=Span(*match.span()), value=value, thing=thing)
    for match in _EN_COUNT.finditer(text) if shows_any(text, _COUNTED) else ():
        if word := match["sent"] or match["times"]:
            yield Count(span=Span(*match.span()), value=whole(word) or 0, thing=Thing.REMINDERS)
        elif match["parts"]:
            yield Count(span=Span(*match.span()), value=whole(match["parts"]) or 0, thing=Thing.INSTALMENTS)
        elif match["nth"]:
            yield Count(span=Span(*match.span()), value=_ORDINALS[match["nth"]], thing=Thing.REMINDERS)
        elif (value := whole(match["n"])) is not None:
            thing = Thing.INVOICES if match["thing"] == "invoices" else Thing.INSTALMENTS
            yield Count(span=Span(*match.span()), value=value, thing=thing)


def _fraction(text: str) -> Decimal | None:
    if text[0] <= "9":
        return Decimal(text.rstrip(".")) if text.count(".") <= 1 else None
    if text.isascii():
        return Decimal(english_value(text) or 0)
    before, _, after = text.partition("点")
    value = han_value(before)
    decimals = "".join(str(HAN_DIGITS[c]) for c in after if c in HAN_DIGITS)
    return None if value is None else Decimal(f"{value}.{decimals or 0}")
