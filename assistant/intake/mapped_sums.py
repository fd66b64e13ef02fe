"""Decides amount and payments of a row whose program tells what is outstanding instead of what was paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.errors import BadAmount
from assistant.intake.amounts import take_apart, to_decimal
from assistant.intake.reading import DecimalMark

_REDUCING = ("credit_note", "payment")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sums:
    """What a ledger says of the row; ``only_open`` when the original amount is not known.

    ``is_used_up`` marks a payment or credit note of which nothing is left: the invoices show what became of it.
    """

    kind: str
    amount: str
    paid: str = ""
    only_open: bool = False
    is_used_up: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    value: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.unit} {_plain(self.value)}".strip()


def ledger_sums(cells: Mapping[str, str], kind: str, negative: str, mark: DecimalMark | None) -> Sums:
    """The sums of a row with the texts ``amount``, ``paid``, ``open`` and ``credited``, as far as the export has them.

    What is outstanding decides: paid is the amount less that. A figure that cannot be read stays as it is, so that the
    import refuses the row or asks; so does a row whose figures contradict each other, with the contradiction as its
    ``paid``.
    """
    try:
        figures = {name: _figure(cells.get(name, ""), mark) for name in ("amount", "paid", "open", "credited")}
    except BadAmount:
        return _as_it_is(cells, kind)
    told = figures["open"] or figures["amount"]
    if told is None:
        return _as_it_is(cells, kind)
    kind = negative if kind in ("", "invoice") and told.value < 0 else kind
    if kind in _REDUCING:
        return Sums(kind=kind, amount=str(_Figure(abs(told.value), told.unit)), is_used_up=not told.value)
    if "open" in cells and figures["open"] is None:
        paid = f"{cells.get('paid', '')} (nothing outstanding told)".strip()
        return Sums(kind=kind, amount=str(figures["amount"]), paid=paid)
    return _of_invoice(kind, figures)


def _of_invoice(kind: str, figures: Mapping[str, _Figure | None]) -> Sums:
    amount, left = figures["amount"], figures["open"]
    if amount is None:
        return Sums(kind=kind, amount=str(left), only_open=True)
    settled = [figure for figure in (figures["paid"], figures["credited"]) if figure is not None]
    said = _Figure(sum((figure.value for figure in settled), Decimal(0)), amount.unit)
    if left is None:
        return Sums(kind=kind, amount=str(amount), paid=str(said) if settled else "")
    gone = _Figure(amount.value - left.value, amount.unit)
    if figures["paid"] is not None and said.value != gone.value:
        return Sums(kind=kind, amount=str(amount), paid=f"{amount} - {left} <> {said}")
    return Sums(kind=kind, amount=str(amount), paid=str(gone) if gone.value else "")


def _as_it_is(cells: Mapping[str, str], kind: str) -> Sums:
    """Nothing can be worked out: the import says what is wrong with the amount, or that paid is no amount."""
    amount, left = cells.get("amount", ""), cells.get("open", "")
    if not left and not cells.get("credited"):
        return Sums(kind=kind, amount=amount, paid=cells.get("paid", ""))
    return Sums(kind=kind, amount=amount or left, paid=f"{amount} - {left}" if amount else "")


def _figure(text: str, mark: DecimalMark | None) -> _Figure | None:
    if not text:
        return None
    parts = take_apart(text)
    value = to_decimal(parts, mark)
    return _Figure(-value if parts.negative else value, parts.unit)


def _plain(value: Decimal) -> str:
    """Written so that nobody can take its point for one between thousands: never with exactly three decimals."""
    if value == value.to_integral_value():
        return f"{value:.0f}"
    text = f"{value:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
