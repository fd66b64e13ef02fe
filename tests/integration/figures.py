"""Reads the figures back out of a letter with nothing but the sample's own files: no code of the product is used."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import yaml

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
AS_OF = date(2026, 6, 16)

_DATES = (
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
    re.compile(rf"(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(MONTHS)})\s+(?P<y>\d{{4}})"),
    re.compile(rf"(?P<m>{'|'.join(MONTHS)})\s+(?P<d>\d{{1,2}}),\s+(?P<y>\d{{4}})"),
    re.compile(r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
    re.compile(rf"(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(MONTHS)})"),
)
_RATE = re.compile(r"\d+(?:\.\d+)?\s?[%％]")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+\.\d{2}(?!\d)")
_DAYS = re.compile(r"(\d+)\s*(?:calendar )?(?:days|day|天|日)")
_COUNT = re.compile(r"(\d+)\s*(?:张|張|期|筆|笔|(?:open |overdue )?invoices|instalments|payments)")
_CLAUSE = re.compile(r"\d{1,2}\.\d{1,2}(?:\([a-z]\))?|第[一二三四五六七八九十\d.]+[条條款]")


@dataclass
class Letter:
    """What a letter states, as a plain reader sees it; ``left`` holds digits that are none of these."""

    dates: set[date]
    amounts: set[Decimal]
    days: set[int]
    counts: set[int]
    rates: set[str]
    invoices: set[str]
    clauses: set[str]
    left: str


def read(text: str) -> Letter:
    """Take out, one kind after the other, everything that looks like a figure."""
    text = _without(text, _profile_words())
    invoices = set(re.findall(r"INV-\d{4}-\d{4}", text))
    text = re.sub(r"INV-\d{4}-\d{4}|QMD-(?:[A-Z]{2}-)?\d{4}-\d{3}", " ", text)
    dates: set[date] = set()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = match["m"]
            number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
            dates.add(date(int(match.groupdict().get("y") or AS_OF.year), number, int(match["d"])))
        text = pattern.sub(" ", text)
    rates = set(_RATE.findall(text))
    text = _RATE.sub(" ", text)
    amounts = {Decimal(found.replace(",", "")) for found in _AMOUNT.findall(text)}
    text = _AMOUNT.sub(" ", text)
    clauses = set(_CLAUSE.findall(text))
    text = _CLAUSE.sub(" ", text)
    days = {int(found) for found in _DAYS.findall(text)}
    text = _DAYS.sub(" ", text)
    counts = {int(found) for found in _COUNT.findall(text)}
    text = _COUNT.sub(" ", text)
    return Letter(dates, amounts, days, counts, rates, invoices, clauses, re.sub(r"[^\d]+", " ", text).strip())


@dataclass
class Book:
    """What the ledger's own rows say of one customer in one currency."""

    open: dict[str, Decimal]
    invoiced: dict[str, Decimal]
    paid: dict[str, Decimal]
    due: dict[str, date]
    issued: dict[str, date]
    received: set[date]
    contracts: set[str]
    loose: set[Decimal]

    def amounts(self) -> set[Decimal]:
        """Every amount, and every sum of open balances, that a letter may state."""
        sums = {
            sum(some, Decimal(0)) for n in range(1, len(self.open) + 1) for some in combinations(self.open.values(), n)
        }
        return {*self.invoiced.values(), *self.paid.values(), *self.loose, *sums}

    def days_late(self) -> set[int]:
        return {(AS_OF - day).days for number, day in self.due.items() if number in self.open}


def book(customer: str, currency: str) -> Book:
    """Recalculated from invoices.csv, with Decimal and nothing else."""
    result = Book({}, {}, {}, {}, {}, set(), set(), set())
    for row in rows():
        if (row["customer_code"], row["currency"]) != (customer, currency):
            continue
        amount, number = Decimal(row["amount"].replace(",", "")), row["invoice_no"]
        if row["kind"] == "invoice":
            result.invoiced[number] = amount
            result.due[number] = date.fromisoformat(row["due_date"])
            result.issued[number] = date.fromisoformat(row["issue_date"])
            result.contracts.add(row["contract_no"])
            result.open[number] = result.open.get(number, Decimal(0)) + amount
        elif row["reference"]:
            result.open[row["reference"]] = result.open.get(row["reference"], Decimal(0)) - amount
            result.paid[row["reference"]] = result.paid.get(row["reference"], Decimal(0)) + amount
            result.received.add(date.fromisoformat(row["issue_date"]))
        else:
            result.loose.add(amount)
    result.open = {number: rest for number, rest in result.open.items() if rest > 0}
    return result


def rows() -> Iterator[dict[str, str]]:
    with (SAMPLE / "invoices.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def events() -> dict[str, list[dict]]:
    return yaml.safe_load((SAMPLE / "events.yaml").read_text(encoding="utf-8"))


def contract_text(number: str) -> str:
    path = SAMPLE / "contracts" / f"{number}.txt"
    return path.read_text(encoding="utf-8") if number and path.exists() else ""


def _profile_words() -> list[str]:
    company = yaml.safe_load((SAMPLE / "company.yaml").read_text(encoding="utf-8"))
    creditor = company["creditor"]
    words = [creditor["phone"], creditor["email"], creditor["payment_link"]]
    for account in creditor["accounts"]:
        words += [account["number"], account.get("swift", "")]
    for person in company["people"]:
        words += [person["phone"], person["email"]]
    return sorted(filter(None, words), key=len, reverse=True)


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    return text
