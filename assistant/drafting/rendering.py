"""Decides how each fact is written in each language and region: money, dates, days, clauses and names."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain.brief import Excerpt, Fact, FactKind, FactValue
from assistant.domain.language import Language
from assistant.domain.money import BILLING_DIGITS, Money
from assistant.drafting.roles import DEADLINES, QUOTED

if TYPE_CHECKING:
    from babel import Locale


class Form(StrEnum):
    """How a value is written where there is a choice.

    PLAIN is the usual way. For dates, WEEKDAY adds the day of the week, SHORT leaves the year out, NEAR does both.
    CAPITALS writes renminbi in the characters that Chinese letters use against alteration (大写).
    """

    PLAIN = "plain"
    WEEKDAY = "weekday"
    NEAR = "near"
    SHORT = "short"
    CAPITALS = "capitals"


HONG_KONG = frozenset({"HK", "MO"})
# Regions that write the month before the day in English.
MONTH_FIRST = frozenset({"US", "PH"})

_DATE_FORMS = frozenset({Form.PLAIN, Form.WEEKDAY, Form.NEAR, Form.SHORT})
_ENGLISH_DATES: Mapping[Form, tuple[str, str]] = {
    Form.PLAIN: ("d MMMM y", "MMMM d, y"),
    Form.WEEKDAY: ("EEEE d MMMM y", "EEEE, MMMM d, y"),
    Form.NEAR: ("EEEE d MMMM", "EEEE, MMMM d"),
    Form.SHORT: ("d MMMM", "MMMM d"),
}
_CHINESE_DATES: Mapping[Form, str] = {
    Form.PLAIN: "y年M月d日",
    Form.WEEKDAY: "y年M月d日",
    Form.NEAR: "M月d日",
    Form.SHORT: "M月d日",
}
_DOLLAR_SIGNS: Mapping[str, str] = {"TWD": "NT$", "HKD": "HK$"}
# What the sentence around a quotation brings itself.
_FINAL_STOPS = " 　。；;."
# Characters of a clause number that the two scripts write differently.
_TO_SIMPLIFIED = str.maketrans("條項萬", "条项万")
_TO_TRADITIONAL = str.maketrans("条项万", "條項萬")


def render(
    fact: Fact,
    *,
    language: Language,
    region: str,
    billing_digits: Mapping[str, int] = BILLING_DIGITS,
    form: Form | None = None,
) -> str:
    """``fact`` as a letter in ``language`` to ``region`` (ISO 3166) states it.

    Money carries its currency, days carry their unit, clause numbers the word for clause. Without a ``form`` a deadline
    is written with its weekday and everything else plainly; words to be quoted lose their final stop. Raises ValueError
    for a form that the value cannot take (see `takes`).
    """
    chosen = form or default_form(fact)
    if not takes(fact, chosen, language):
        raise ValueError(f"a fact of kind {fact.kind} cannot be written as {chosen} in {language}")
    value = fact.value
    match fact.kind, value:
        case FactKind.MONEY, Money():
            return capitals(value) if chosen is Form.CAPITALS else written_money(value, language, billing_digits)
        case FactKind.DATE, date():
            return written_date(value, language, region, chosen)
        case FactKind.DAYS, int():
            return _days(value, language)
        case FactKind.CLAUSE, _:
            return _clause(str(value), language)
    return _one_line(value).rstrip(_FINAL_STOPS) if fact.role in QUOTED else _one_line(value)


def default_form(fact: Fact) -> Form:
    """The form of ``fact`` where none is asked for."""
    return Form.WEEKDAY if fact.role in DEADLINES and fact.kind is FactKind.DATE else Form.PLAIN


def takes(fact: Fact, form: Form, language: Language) -> bool:
    """Whether ``fact`` can be written in ``form``."""
    if form is Form.CAPITALS:
        return isinstance(fact.value, Money) and fact.value.currency == "CNY" and language is Language.ZH_HANS
    return form is Form.PLAIN or (fact.kind is FactKind.DATE and form in _DATE_FORMS)


def written_money(money: Money, language: Language, billing_digits: Mapping[str, int]) -> str:
    """An amount with its currency, as letters in ``language`` write it: 人民币 86,400.00 元, HK$86,400.00."""
    number = money.number(billing_digits=billing_digits)
    if language is Language.ZH_HANS and money.currency == "CNY":
        return f"人民币 {number} 元"
    if language is Language.ZH_HANT and money.currency in _DOLLAR_SIGNS:
        return f"{_DOLLAR_SIGNS[money.currency]}{number}"
    return money.written(billing_digits=billing_digits)


def written_date(day: date, language: Language, region: str, form: Form = Form.PLAIN) -> str:
    """A day as letters in ``language`` to ``region`` write it."""
    from babel.dates import format_date

    locale = _locale(language, region)
    if language is Language.EN:
        return format_date(day, _ENGLISH_DATES[form][region in MONTH_FIRST], locale)
    text = format_date(day, _CHINESE_DATES[form], locale)
    if form in (Form.WEEKDAY, Form.NEAR):
        text += f"（{format_date(day, _weekday_pattern(language, region), locale)}）"
    return text


def capitals(money: Money) -> str:
    """Renminbi in 大写, as the PRC rules for payment instruments write it: 人民币捌万陆仟肆佰元整.

    Raises ValueError for any other currency.
    """
    import cn2an

    if money.currency != "CNY":
        raise ValueError(f"capital characters are for CNY, not {money.currency}")
    return "人民币" + str(cn2an.an2cn(f"{money.decimal:.2f}", "rmb"))


def quotation(excerpt: Excerpt) -> str:
    """The clause's own words as a letter quotes them: on one line, without the number in front or the final stop."""
    words = _one_line(excerpt.quote).removeprefix(excerpt.clause)
    return words.lstrip(" 　、.．:：").rstrip(_FINAL_STOPS)


def _weekday_pattern(language: Language, region: str) -> str:
    # 周五 on the mainland, 五 in Taiwan, 星期五 in Hong Kong.
    if language is Language.ZH_HANS:
        return "EEE"
    return "EEEE" if region in HONG_KONG else "EEEEE"


@cache
def _locale(language: Language, region: str) -> "Locale":
    from babel import Locale

    if language is Language.EN:
        return Locale.parse("en_US" if region in MONTH_FIRST else "en_GB")
    if language is Language.ZH_HANS:
        return Locale.parse("zh_Hans_CN")
    return Locale.parse("zh_Hant_HK" if region in HONG_KONG else "zh_Hant_TW")


def _days(count: int, language: Language) -> str:
    if language.is_chinese:
        return f"{count} 天"
    return f"{count} day" if count == 1 else f"{count} days"


def _clause(number: str, language: Language) -> str:
    if language is Language.EN:
        return f"clause {number}"
    whole = number if number.startswith("第") else f"第 {number} 条"
    return whole.translate(_TO_SIMPLIFIED if language is Language.ZH_HANS else _TO_TRADITIONAL)


def _one_line(value: FactValue) -> str:
    lines = [line.strip() for line in str(value).splitlines()]
    joined = ""
    for line in filter(None, lines):
        # Latin words need the space that the line break stood for; Han characters do not.
        gap = " " if joined and joined[-1].isascii() and line[0].isascii() else ""
        joined += gap + line
    return joined
