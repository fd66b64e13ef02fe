"""Every value of the sample company's own files in the forms in which people write it: none of it may leave."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from assistant.knowledge import shipped

SAMPLE = shipped("knowledge") / "sample"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# Columns and keys that hold what is common to many, such as a currency or a region.
COMMON = {
    "currency",
    "language",
    "region",
    "timezone",
    "standing",
    "kind",
    "channel",
    "stage",
    "outcome",
    "roles",
    "cause",
}


@cache
def private_values() -> frozenset[str]:
    """Names, numbers, amounts, dates, addresses and sentences; not what the prompt files say of themselves."""
    told = "".join(path.read_text(encoding="utf-8") for path in shipped("prompts").glob("*.md"))
    return frozenset(value for value in _values() if not _stands_in(value, told))


def found_in(text: str) -> list[str]:
    """The private values that stand in ``text``, digits only where no further letter or digit adjoins."""
    return [value for value in private_values() if value in text and _stands_in(value, text)]


def _stands_in(value: str, text: str) -> bool:
    if not value.isascii():
        return value in text
    return re.search(rf"(?<![A-Za-z0-9.,]){re.escape(value)}(?![A-Za-z0-9]|[.,][0-9])", text) is not None


def _values() -> Iterator[str]:
    for row in _rows("customers.csv"):
        yield from (value for key, value in row.items() if key not in COMMON and key != "customer_since")
    for row in _rows("invoices.csv"):
        for key, value in row.items():
            if key == "amount" and value:
                yield from _amount(Decimal(value))
            elif key.endswith("date") and value:
                yield from _day(date.fromisoformat(value))
            elif key not in COMMON and key != "payment_terms":
                yield from _whole(value)
    yield from _clauses()
    yield from _leaves(_document("company.yaml"))
    # Of what was said and noted, words may leave where they tell nobody's names and figures.
    yield from (value for value in _leaves(_document("events.yaml")) if any(map(str.isdigit, value)))


def _clauses() -> Iterator[str]:
    """What contracts say, line by line."""
    for path in (SAMPLE / "contracts").glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from _whole(line.strip(), shortest=12)


def _rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _document(name: str) -> Any:
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


def _leaves(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, child in node.items():
            yield from _leaves(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child, key)
    elif key in COMMON or key == "at" or key in ("type", "reason", "ways_to_pay", "en", "password", "*"):
        yield from (_whole(node, shortest=6) if key == "en" else ())
    elif isinstance(node, date):
        yield from _day(node)
    elif isinstance(node, str) and re.fullmatch(r"[0-9]+(\.[0-9]+)?", node):
        yield from _amount(Decimal(node))
    elif isinstance(node, str):
        yield from _whole(node)


def _whole(value: str, shortest: int = 2) -> Iterator[str]:
    """A text as it stands, and without its spaces; words that are one or two letters long are in every text."""
    for form in {value, value.replace(" ", "")}:
        if len(form) >= (max(shortest, 4) if form.isascii() else shortest):
            yield form


def _amount(amount: Decimal) -> Iterator[str]:
    if amount < 1000:
        return
    forms = {f"{amount:f}", f"{amount:,f}", f"{amount:.2f}", f"{amount:,.2f}", f"{amount * 100:.0f}"}
    yield from forms
    if amount == amount.to_integral_value():
        yield from (f"{amount:.0f}", f"{amount:,.0f}")


def _day(day: date) -> Iterator[str]:
    month = MONTHS[day.month - 1]
    yield from (day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%d.%m.%Y}")
    yield from (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}")
    yield from (f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日")
