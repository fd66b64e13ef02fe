"""Finds in a reply what a second reader points at, and reads the figure or the day that stands there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.reading import Evidence
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.days import Day
from assistant.intake.replies.given import LedgerNow
from assistant.intake.replies.heard import Heard, hear
from assistant.intake.reply_reader.shown import ShownReply
from assistant.intake.terms.numbers import FIGURES, HAN, WORDS, read_number

_NUMBER = re.compile(f"{FIGURES}|{WORDS}|{HAN}")
_LONGEST_QUOTE = 400
_MOST_PAYMENTS = 60
# A number of an invoice, as far as nothing stands beside it.
_PLAIN = re.compile(r"[\w./-]*\d[\w./-]*")


class NotCountedError(Exception):
    """A label does not count; ``why`` is shape, quote or figure. It never leaves this room."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, kw_only=True, slots=True)
class Pointed:
    """One quote of a reply with the places within it that a model points at, by the key that it gave them under."""

    evidence: Evidence
    places: Mapping[str, tuple[int, int]]
    zone: tuple[Heard, ...]
    ledger: LedgerNow
    folded: str
    text: str

    @property
    def currency(self) -> str:
        """What our ledger has open is in it; empty where that is not known."""
        return self.ledger.total.currency

    def sum(self, key: str) -> Sum | None:
        """The sum that stands there; None when nothing was pointed at. Raises NotCountedError when there is none."""
        if key not in self.places:
            return None
        found = [(heard, each) for heard in self.zone for each in heard.sums if self._at(key, heard, each)]
        if not found:
            raise NotCountedError("figure")
        return found[0][1]

    def day(self, key: str) -> date | None:
        """The day that stands there, the last of several; None where it cannot be computed."""
        found = [each.day for heard in self.zone for each in heard.days if each.day and self._at(key, heard, each)]
        return max(found, default=None)

    def count(self, key: str) -> int | None:
        """The whole number that stands there; raises NotCountedError when there is none."""
        if key not in self.places:
            return None
        numbers = (read_number(match[0]).value for match in _NUMBER.finditer(self._words(key)))
        number = next((int(n) for n in numbers if n is not None and n == int(n)), 0)
        if not 1 < number <= _MOST_PAYMENTS:
            raise NotCountedError("figure")
        return number

    def length(self, key: str) -> int | None:
        """The days that the words there stand for; raises NotCountedError when they name no stretch of time."""
        days = plan.extension(self._zone_at(key)) if key in self.places else None
        self._require(key, days)
        return days

    def discount(self, key: str) -> Decimal | None:
        """Percent off that the words there stand for; raises NotCountedError when they name none."""
        percent = plan.discount(self._zone_at(key)) if key in self.places else None
        self._require(key, percent)
        return percent

    def invoice(self, key: str) -> str | None:
        """The invoice of the record that is named there, else the only one; without a record the number named."""
        numbers = self.ledger.invoice_nos
        if len(numbers) == 1 or key not in self.places:
            return numbers[0] if len(numbers) == 1 else None
        start, end = self.places[key]
        if numbers:
            said = "".join(self._words(key).split())
            return next((no for no in numbers if no.lower() in said or (said and no.lower().endswith(said))), None)
        number = _PLAIN.search(self.text, start, end)
        return number[0] if number else None

    def _require(self, key: str, value: Decimal | int | None) -> None:
        if key in self.places and value is None:
            raise NotCountedError("figure")

    def _zone_at(self, key: str) -> tuple[Heard, ...]:
        start, end = self.places[key]
        return tuple(h for h in self.zone if h.sentence.start < end and start < h.sentence.end)

    def _at(self, key: str, heard: Heard, each: Sum | Day) -> bool:
        if key not in self.places:
            return False
        start, end = self.places[key]
        begin = heard.sentence.start
        return begin + each.start < end and start < begin + each.end

    def _words(self, key: str) -> str:
        start, end = self.places[key]
        return self.folded[start:end]


class Proof:
    """A reply with what a second reader saw of it; days count from ``received``."""

    def __init__(self, text: str, shown: ShownReply, received: date | None, ledger: LedgerNow) -> None:
        self._text = text
        self._shown = shown
        self._ledger = ledger
        self._heard = hear(shown.own, received, ledger)

    def pointed(self, quote: str, points: Mapping[str, str | None]) -> Pointed:
        """Where ``quote`` stands, and the words in it that ``points`` repeats; raises NotCountedError."""
        place = self._shown.words.find(quote)
        if place is None:
            raise NotCountedError("quote")
        places = {}
        for key, words in points.items():
            if words is None:
                continue
            at = self._shown.words.find_within(words, place)
            if at is None:
                raise NotCountedError("figure")
            places[key] = at
        start, end = place[0], min(place[1], place[0] + _LONGEST_QUOTE)
        return Pointed(
            evidence=Evidence(quote=self._text[start:end], start=start, end=end, certainty=0.0),
            places=places,
            zone=tuple(h for h in self._heard if h.sentence.start < place[1] and place[0] < h.sentence.end),
            ledger=self._ledger,
            folded=self._shown.own,
            text=self._text,
        )
