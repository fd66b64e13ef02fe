"""Rewrites one fact of a composed draft: a little wrong, or rightly in another usual form."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import cn2an

from assistant.domain.brief import Brief, Fact, FactKind
from assistant.domain.money import Money

Rewrite = Callable[[Fact, str, Brief, Random], str | None]
_NUMBERED = {FactKind.INVOICE_NO, FactKind.CONTRACT_NO, FactKind.ACCOUNT, FactKind.PHONE}
_NAMED = {FactKind.COMPANY, FactKind.PERSON}
_TITLES = "先生小姐女士經经理總总有限公司股份"
_IN_WORDS = {"CNY": "人民币", "TWD": "新台幣", "HKD": "港幣"}
_SIGNS = {"USD": "$", "GBP": "£", "JPY": "¥"}


def slightly_wrong(fact: Fact, written: str, brief: Brief, random: Random) -> str | None:
    """``written`` with a digit, a day, a letter or a character changed; None where nothing of the fact can be."""
    values = {str(other.value) for other in brief.grounds.facts}
    if isinstance(fact.value, Money) or fact.kind in _NUMBERED or fact.role == "interest_rate":
        changed = _another_digit(written, random)
        return None if changed in values else changed
    if isinstance(fact.value, date):
        return _another_day(fact.value, brief, random)
    if fact.kind is FactKind.DAYS:
        return written.replace(str(fact.value), str(int(str(fact.value)) + random.choice([3, 7, 11])))
    if fact.kind is FactKind.CLAUSE:
        number = re.search(r"\d+|[一二三四五六七八九十]+", written)
        return written[: number.start()] + "23" + written[number.end() :] if number else None
    if fact.kind in (FactKind.EMAIL, FactKind.LINK):
        return written.replace("//", "//x-") if fact.kind is FactKind.LINK else f"x{written}"
    return _another_letter(written, random) if fact.kind in _NAMED else None


def another_form(fact: Fact, written: str, brief: Brief, random: Random) -> str | None:
    """The same value as people write it elsewhere; None for what has one form only."""
    chinese = brief.language.is_chinese
    if isinstance(fact.value, Money):
        return random.choice(_forms_of_money(fact.value, chinese=chinese))
    if isinstance(fact.value, date):
        return random.choice(_forms_of_day(fact.value, chinese=chinese))
    if fact.kind is FactKind.DAYS and chinese:
        number = cn2an.an2cn(str(fact.value))
        return written.replace(str(fact.value), number.replace("一十", "十", 1) if number[:2] == "一十" else number)
    if fact.kind is FactKind.ACCOUNT:
        return written.replace(" ", random.choice(["", "-"]))
    return written.replace("-", random.choice(["", " "])) if fact.kind is FactKind.INVOICE_NO else None


def _another_digit(written: str, random: Random) -> str | None:
    places = [match.start() for match in re.finditer(r"\d", written)]
    if not places:
        return None
    place = random.choice(places)
    digit = (int(written[place]) + random.randint(1, 8)) % 10 or 9
    return f"{written[:place]}{digit}{written[place + 1 :]}" if str(digit) != written[place] else None


def _another_day(day: date, brief: Brief, random: Random) -> str | None:
    known = {fact.value for fact in brief.grounds.facts if isinstance(fact.value, date)}
    steps = [step for step in (-9, -6, -4, 3, 5, 8, 11, 30) if day + timedelta(step) not in known]
    other = day + timedelta(random.choice(steps))
    if brief.language.is_chinese:
        return f"{other.year}年{other.month}月{other.day}日"
    return f"{other.day} {other:%B %Y}"


def _another_letter(written: str, random: Random) -> str | None:
    han = [n for n, c in enumerate(written) if c > "\u3400" and c not in _TITLES]
    if han and len(written) > 1:
        place = random.choice(han)
        return written[:place] + random.choice("鑫垚淼焱") + written[place + 1 :]
    small = [n for n, c in enumerate(written) if c.islower() and n > 3]
    if not small:
        return None
    place = small[0]
    return written[:place] + ("o" if written[place] != "o" else "e") + written[place + 1 :]


def _forms_of_money(money: Money, *, chinese: bool) -> list[str]:
    value, code = money.decimal, money.currency
    forms = [f"{code} {value:,.2f}", f"{value:.2f} {code}"]
    if chinese:
        forms += [f"{value:,.2f}元", f"{value}元"]
        forms += [_IN_WORDS[code] + cn2an.an2cn(str(value), "rmb")] if code in _IN_WORDS else []
        forms += [f"{(value / 10000).normalize():f}万元"] if value >= 10000 and not value % 100 else []
    else:
        forms += [f"{_SIGNS[code]}{value:,}"] if code in _SIGNS else []
        forms += [f"{code} {(value / 1000).normalize():f}k"] if value >= Decimal(1000) and not value % 100 else []
    return forms


def _forms_of_day(day: date, *, chinese: bool) -> list[str]:
    forms = [day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month:02}.{day.day:02}"]
    if chinese:
        year = "".join("〇一二三四五六七八九"[int(c)] for c in str(day.year))
        month, number = (cn2an.an2cn(n).replace("一十", "十") for n in (day.month, day.day))
        forms += [f"{day.month}月{day.day}号", f"{year}年{month}月{number}日"]
        forms += [f"民國{day.year - 1911}年{day.month}月{day.day}日", f"{day.year - 1911}.{day.month:02}.{day.day:02}"]
    else:
        nth = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        forms += [f"{day:%B} {day.day}{nth}, {day.year}", f"{day.day} {day:%b %Y}", f"{day.day}-{day:%b}-{day.year}"]
        forms += [f"the {day.day}{nth} of {day:%B}"]
    return forms
