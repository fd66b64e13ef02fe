"""Amounts and days as people write them: 三万, 3萬, NT$30,000, 30k, next Friday, 下月底."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from assistant.domain.commitments import Instalment
from assistant.domain.money import Money

_MARKS = {"CNY": "¥", "TWD": "NT$", "HKD": "HK$", "GBP": "£", "USD": "$", "SGD": "S$", "AUD": "A$", "EUR": "€"}
_DIGITS = "零一二三四五六七八九"
_DAY = re.compile(r"(?P<mark>eom|fri|eoy|\+)(?P<more>\d*)")
_WEEKS = {
    "GB": ("this Friday", "next Friday"), "US": ("this Friday", "next Friday"),
    "SG": ("this Friday", "next Friday"), "AU": ("this Friday", "next Friday"),
    "CN": ("本周五", "下周五"), "TW": ("這週五", "下週五"), "HK": ("今個星期五", "下星期五"),
}  # fmt: skip
_MONTH_ENDS = {
    "en": ("the end of the month", "the end of next month"),
    "CN": ("月底", "下月底"), "TW": ("月底", "下個月底"), "HK": ("月尾", "下個月尾"),
}  # fmt: skip
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_of(mark: str, today: dt.date) -> dt.date:
    """The day that ``mark`` means: ``+10`` is ten days on, ``fri`` this week's Friday, ``eom1`` the end of next month.

    Raises ValueError for a mark that it does not know.
    """
    match = _DAY.fullmatch(mark)
    if not match:
        return dt.date.fromisoformat(mark)
    kind, more = match["mark"], int(match["more"] or 0)
    if kind == "+":
        return today + dt.timedelta(days=more)
    if kind == "fri":
        return today + dt.timedelta(days=4 - today.weekday() + 7 * more)
    if kind == "eoy":
        return dt.date(today.year, 12, 31)
    return month_later(today, more, 31)


def month_later(day: dt.date, months: int, on: int) -> dt.date:
    """The day ``on`` of the month so many months after ``day``'s; the last of it where it has fewer days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(on, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidDay:
    """A day that stands in a message written on ``today`` to or from ``region``; ``mark`` is how it was meant."""

    mark: str
    today: dt.date
    region: str

    def __format__(self, style: str) -> str:
        day = day_of(self.mark, self.today)
        chinese = self.region in {"CN", "TW", "HK"}
        if style != "d":
            if self.mark in {"fri", "fri1"}:
                return _WEEKS[self.region][self.mark == "fri1"]
            if self.mark in {"eom", "eom1"}:
                return _MONTH_ENDS[self.region if chinese else "en"][self.mark == "eom1"]
            if self.mark == "eoy":
                return "年底" if chinese else "the end of the year"
        return _plain_day(day, self.region)


def _plain_day(day: dt.date, region: str) -> str:
    match region:
        case "CN":
            return f"{day.month}月{day.day}日"
        case "TW":
            return f"{day.month}/{day.day}"
        case "HK":
            return f"{day.month}月{day.day}號"
        case "US":
            return f"{_MONTH_NAMES[day.month - 1]} {day.day}"
        case _:
            return f"{day.day} {_MONTH_NAMES[day.month - 1]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidAmount:
    """An amount in a message: ``k`` as 30k, ``w`` as 3万 or 3萬, ``h`` as 三万, ``n`` bare, else with its currency."""

    money: Money
    region: str

    def __format__(self, style: str) -> str:
        major = self.money.decimal
        whole = int(major) if major == int(major) else None
        ten_thousand = "万" if self.region == "CN" else "萬"
        if whole and style == "k" and whole % 100 == 0:
            return f"{whole / 1000:g}k"
        if whole and style == "h" and whole % 10000 == 0 and whole < 1000000:
            return _in_characters(whole // 10000) + ten_thousand
        if whole and style in {"w", "h"} and whole % 100 == 0:
            return f"{whole / 10000:g}{ten_thousand}"
        number = self.money.number()
        if whole is not None:
            number = f"{whole:,}"
        if style == "n":
            return number
        return f"{number}元" if self.region == "CN" else f"{_MARKS[self.money.currency]}{number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidParts:
    """Payments one after the other."""

    parts: tuple[Instalment, ...]
    region: str

    def __format__(self, style: str) -> str:
        said = [
            (_plain_day(part.due, self.region), f"{SaidAmount(money=part.amount, region=self.region)}")
            for part in self.parts
        ]
        if self.region in {"CN", "TW", "HK"}:
            return "、".join(f"{day}付{amount}" for day, amount in said)
        *most, last = [f"{amount} on {day}" for day, amount in said]
        return f"{', '.join(most)} and {last}" if most else last


def _in_characters(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
