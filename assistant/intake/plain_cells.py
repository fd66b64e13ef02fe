"""Reads cells that can only mean what they mean here, whatever their file settles; each distinct text only once."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar, cast

from assistant.domain.money import ISO_DIGITS, Money
from assistant.errors import BadInput
from assistant.intake.cleaning import look_alikes, narrow
from assistant.intake.dates import read_date
from assistant.intake.reading import DecimalMark
from assistant.intake.rows import LONGEST, PLACEHOLDERS, Row, Terms, cell_text, is_lost

T = TypeVar("T")

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# These read alike whatever mark the file settles on, as long as nobody says that the comma is the mark.
_SUM = re.compile(r"([0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,2}))?", re.ASCII)
_PLAIN_NUMBER = "[0-9A-Za-z][0-9A-Za-z/_.#-]{0,99}"
_NUMBER = re.compile(_PLAIN_NUMBER, re.ASCII)
# The same for a whole column at once, one cell on each line.
_NUMBERS = re.compile(rf"{_PLAIN_NUMBER}(?:\n{_PLAIN_NUMBER})*", re.ASCII)
_SUMS = re.compile(r"[0-9]{1,13}\.[0-9]{2}(?:\n[0-9]{1,13}\.[0-9]{2})*", re.ASCII)
_MOST_SHARED = 50_000


class PlainCells:
    """The cells of one sheet that were read before, by their text; ``terms`` are those the sheet has settled so far.

    Before all of a sheet was seen (``settled`` is false) only days in ISO 8601 count, afterwards every day that its
    order of dates makes certain; ``saw_point`` tells that some sum had its cents after a point. What is asked for a
    whole column is None when one of its cells is not plain, or is empty and must not be.
    """

    def __init__(self, terms: Terms, *, settled: bool) -> None:
        self.terms = terms
        self.saw_point = False
        self._settled = settled
        self._days: dict[str, date | None] = {}
        self._texts: dict[str, str | None] = {}
        self._kinds: dict[str, str | None] = {}
        self._currencies: dict[str, str | None] = {}
        self._scales: dict[str, tuple[int, int]] = {}
        mark = terms.decimal_mark if settled else terms.options.decimal_mark or DecimalMark.POINT
        self._takes_point = mark is DecimalMark.POINT

    def days(self, cells: Sequence[str]) -> list[date] | None:
        """The days in ``cells``, if all of them are certain."""
        return _all(_looked_up(self._days, cells, self._day))

    def texts(self, cells: Sequence[str]) -> list[str] | None:
        """The texts in ``cells``, of which any may be empty."""
        return _all(_looked_up(self._texts, cells, _clean))

    def kinds(self, cells: Sequence[str]) -> set[str | None]:
        """The kinds of document in ``cells``; None among them for a word that names none."""
        return set(_looked_up(self._kinds, list(set(cells)), self._kind))

    def currencies(self, cells: Sequence[str]) -> list[str] | None:
        """The currencies that ``cells`` or else the sheet name."""
        return _all(_looked_up(self._currencies, cells, self._currency))

    def numbers(self, cells: Sequence[str]) -> list[str] | None:
        """The numbers of documents; none of them may be missing."""
        joined = "\n".join(cells)
        are_numbers = _NUMBERS.fullmatch(joined) and joined.count("\n") == len(cells) - 1
        if are_numbers and PLACEHOLDERS.isdisjoint(joined.casefold().split("\n")):
            return list(cells)
        numbers = self.references(cells)
        return numbers if numbers and all(numbers) else None

    def references(self, cells: Sequence[str]) -> list[str] | None:
        """The numbers of documents, of which any may be empty."""
        return _all([_number(cell) for cell in cells])

    def sums(self, cells: Sequence[str], currencies: Sequence[str]) -> list[Money] | None:
        """The sums in ``cells``, each in its currency, if all are above zero."""
        joined = "\n".join(cells)
        has_cents = self._takes_point and all(self._scale(code) == (2, 1) for code in set(currencies))
        if has_cents and _SUMS.fullmatch(joined) and joined.count("\n") == len(cells) - 1:
            self.saw_point = True
            minors = list(map(int, joined.replace(".", "").split("\n")))
            return list(map(Money, minors, currencies)) if all(minors) else None
        sums = _all([self.money(cell, code) for cell, code in zip(cells, currencies, strict=True)])
        return sums if sums and all(sums) else None

    def money(self, cell: str, currency: str) -> Money | None:
        """The sum in ``cell`` where it is zero or more and written plainly."""
        match = _SUM.fullmatch(cell)
        if match is None:
            return None
        whole, cents = match.groups()
        digits, step = self._scale(currency)
        if cents is None:
            if "," in whole and not (self._settled and self._takes_point):
                return None  # 1,234 tells something about the mark of its file
            minor = int(whole.replace(",", "")) * 10**digits
        elif self._takes_point and len(cents) <= digits:
            self.saw_point = True
            minor = int(whole.replace(",", "") + cents) * 10 ** (digits - len(cents))
        else:
            return None
        return None if minor % step else Money(minor, currency)

    def _scale(self, currency: str) -> tuple[int, int]:
        """The decimals of a currency, and the step in minor units that it is billed in."""
        known = self._scales.get(currency)
        if known is None:
            digits = ISO_DIGITS[currency]
            known = digits, 10 ** (digits - self.terms.options.billing_digits.get(currency, digits))
            self._scales[currency] = known
        return known

    def _day(self, cell: str) -> date | None:
        if not (self._settled or _ISO_DAY.fullmatch(cell)):
            return None
        try:
            return read_date(cell_text(cell), self.terms.date_order)
        except BadInput:
            return None

    def _kind(self, cell: str) -> str | None:
        text = _clean(cell)
        return self.terms.words.kind(text) if text else self.terms.kind if text == "" else None

    def _currency(self, cell: str) -> str | None:
        text = _clean(cell)
        if text is None:
            return None
        try:
            return Row(file="", number=0, cells={"currency": text}, terms=self.terms).own_currency() or None
        except BadInput:
            return None


def _looked_up(known: dict[str, T | None], cells: Sequence[str], read: Callable[[str], T | None]) -> list[T | None]:
    """What each of ``cells`` says, by what is ``known``; what is not is read and kept there.

    A file in which every cell is another must not fill the memory: then what is known is forgotten now and then.
    """
    found: list[T | None] = list(map(known.get, cells))
    if None not in found:
        return found
    if len(known) > _MOST_SHARED:
        known.clear()
    for cell in cells:
        if cell not in known:
            known[cell] = read(cell)
    return list(map(known.get, cells))


def _all(found: list[T | None]) -> list[T] | None:
    return None if None in found else cast(list[T], found)


def _number(cell: str) -> str | None:
    if cell.casefold() in PLACEHOLDERS:
        return None
    if _NUMBER.fullmatch(cell):
        return cell
    text = _clean(cell)
    if text is None or "+" in text or text.startswith("#") or look_alikes(text):
        return None
    return narrow(text)


def _clean(cell: str) -> str | None:
    if len(cell) > LONGEST or is_lost(cell):
        return None
    if cell.isascii() and cell.isprintable() and not cell.startswith(("'", '="')):
        return cell.strip()
    try:
        return cell_text(cell)
    except BadInput:
        return None
