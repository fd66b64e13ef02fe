"""Decides how a statement of account speaks: its words in each language, and how it writes money, days and names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.domain.statement import Statement
from assistant.drafting.rendering import HONG_KONG, MONTH_FIRST, capitals, written_date, written_money
from assistant.knowledge import Closed, read_yaml, shipped

# What no page or sheet can hold, and marks that would turn the order of what is read.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Beyond this many fen nobody writes capital characters.
_MOST_IN_CAPITALS = 10**15


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementWords(Closed):
    """One language's file in ``knowledge/statement``."""

    title: str
    attention: str
    customer_code: str
    as_of: str
    feeds: Mapping[str, str]
    account: str
    currency: str
    nothing_open: str
    nothing_open_here: str
    total_open: str
    overdue: str
    disputed: str
    retained: str
    unmatched_total: str
    balance: str
    interest: str
    capitals: str
    items: str
    ageing: str
    unmatched: str
    tell_us_where: str
    received: str
    columns: Mapping[str, str]
    buckets: Mapping[str, str]
    kinds: Mapping[str, str]
    held_until: str
    pay: str
    pay_otherwise: str
    holder: str
    bank: str
    account_no: str
    swift: str
    link: str
    ways: str
    crossed: str
    compare: str
    contact: str
    page: str
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """How one statement is written for its reader: ``region`` is the customer's, moments stand in ``zone``."""

    words: StatementWords
    language: Language
    region: str
    zone: ZoneInfo
    billing_digits: Mapping[str, int]

    @property
    def tag(self) -> str:
        """The BCP 47 tag that a word processor knows the language by."""
        return office_tag(self.language, self.region)

    def day(self, day: date) -> str:
        """As letters write it."""
        return written_date(day, self.language, self.region)

    def short_day(self, day: date) -> str:
        """As it fits a table; never all in digits, which could be read in two ways."""
        if self.language.is_chinese:
            return self.day(day)
        from babel.dates import format_date

        return format_date(day, "MMM d, y" if self.region in MONTH_FIRST else "d MMM y", _locale(self.language, ""))

    def moment(self, moment: datetime) -> str:
        """Day and time where the creditor is, with the distance from UTC."""
        here = moment.astimezone(self.zone)
        offset = f"{here:%z}"
        return f"{self.day(here.date())} {here:%H:%M} (UTC{offset[:3]}:{offset[3:]})"

    def money(self, money: Money) -> str:
        """With its currency, as letters write it."""
        return written_money(money, self.language, self.billing_digits)

    def figure(self, money: Money) -> str:
        """The bare figure, where a heading names the currency."""
        return money.number(billing_digits=self.billing_digits)

    def digits(self, currency: str) -> int:
        """How many decimals the currency's amounts are written with."""
        _, _, decimals = self.figure(Money.zero(currency)).partition(".")
        return len(decimals)

    def pair(self, label: str, value: str) -> str:
        """A label and what it says, on one line."""
        return f"{label}{'：' if self.language.is_chinese else ': '}{value}"

    def capitals(self, money: Money) -> str:
        """The amount in 大写 where the language's letters add it; else nothing."""
        if not self.words.capitals or money.currency != "CNY" or not 0 < money.minor < _MOST_IN_CAPITALS:
            return ""
        return self.words.capitals.format(words=capitals(money))

    def currency(self, code: str) -> str:
        """Name and code, in the currency's name that readers there use."""
        from babel.numbers import get_currency_name

        name = get_currency_name(code, locale=_locale(self.language, self.region))
        return self.words.currency.format(name=name, code=code)


def speech_for(statement: Statement, language: Language) -> Speech:
    """The words and forms for ``statement`` in ``language``; raises BadKnowledge."""
    region = statement.customer.region
    return Speech(
        words=_words(edition_tag(language, region)),
        language=language,
        region=region,
        zone=ZoneInfo(statement.creditor.timezone),
        billing_digits=statement.billing_digits,
    )


def clean(text: str) -> str:
    """``text`` on one line, without characters that a page cannot hold or that would turn its order."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """``text`` as it is, but for characters that no page can hold."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def office_tag(language: Language, region: str) -> str:
    """The BCP 47 tag that a word processor knows the language of letters to ``region`` by."""
    return _locale(language, region).replace("_Hans", "").replace("_Hant", "").replace("_", "-")


def edition_tag(language: Language, region: str) -> str:
    """Which edition of our own words a reader in ``region`` gets; Taiwan's and Hong Kong's differ."""
    if language is not Language.ZH_HANT:
        return language.value
    return "zh-Hant-HK" if region in HONG_KONG else "zh-Hant-TW"


@cache
def _words(tag: str) -> StatementWords:
    return read_yaml(shipped("knowledge") / "statement" / f"{tag}.yaml", StatementWords)


def _locale(language: Language, region: str) -> str:
    if language is Language.EN:
        return "en_US" if region in MONTH_FIRST else "en_GB"
    if language is Language.ZH_HANS:
        return "zh_Hans_CN"
    return "zh_Hant_HK" if region in HONG_KONG else "zh_Hant_TW"
