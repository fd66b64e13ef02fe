"""Decides which values a second reader may give to a term: known keys, known words, plain numbers, nothing else."""

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.domain.contract_terms import RateUnit, TermField, Trigger
from assistant.intake.terms.patterns import shipped_patterns

Value = dict[str, object]

_PERIODS = frozenset({"days", "months", "hours", "grace_days", "net_days", "overdue_days", "notice_days"})
_NUMBERS = _PERIODS | frozenset(
    (
        "percent",
        "rate",
        "margin",
        "factor",
        "count",
        "amount",
        "days_in_year",
        "words",
        "figures",
        "flat_percent",
        "up_to",
    )
)
# Names and places are taken over from the text, so the text has to hold them.
TEXTS = frozenset({"venue", "seat", "body"})
_FLAGS = frozenset(
    ("statutory", "legal_maximum", "pay_when_paid", "setoff_allowed", "included", "interest", "placeholder")
)
_PERIOD = "days months hours day_type"
_KEYS: Mapping[TermField, str] = {
    TermField.PAYMENT_TERM: f"{_PERIOD} trigger triggers day_of_month parts",
    TermField.LATE_INTEREST: "rate unit benchmark margin factor statutory amount currency flat_percent grace_days cap"
    " basis days_in_year",
    TermField.EARLY_PAYMENT: "percent days net_days trigger",
    TermField.INSTALMENT: "count every dates parts",
    TermField.ACCEPTANCE_PERIOD: f"{_PERIOD} trigger silence",
    TermField.INVOICE_PRECONDITION: f"invoice {_PERIOD}",
    TermField.DISPUTE_RESOLUTION: "method venue seat body",
    TermField.NOTICE: f"{_PERIOD} form about trigger",
    TermField.RETENTION: "percent amount currency release interest",
    TermField.PAY_WHEN_PAID: f"pay_when_paid {_PERIOD}",
    TermField.SETOFF: "setoff_allowed",
    TermField.SUSPENSION: "right overdue_days notice_days",
    TermField.DEPOSIT: "percent amount currency trigger",
    TermField.COLLECTION_COST: "borne_by",
    TermField.TAX: "included percent",
    TermField.CURRENCY: "currency",
    TermField.CONTRADICTION: "words figures",
}
_EVERYWHERE = frozenset({"placeholder", "contradiction"})
_INNER: Mapping[str, frozenset[str]] = {
    "cap": frozenset({"percent", "legal_maximum"}),
    "release": frozenset({*_PERIOD.split(), "trigger"}),
    "contradiction": frozenset({"words", "figures"}),
    "parts": frozenset({*_PERIOD.split(), "percent", "up_to", "trigger", "placeholder"}),
}
_WORDS: Mapping[str, frozenset[str]] = {
    "trigger": frozenset(Trigger),
    "triggers": frozenset(Trigger),
    "unit": frozenset(RateUnit),
    "day_type": frozenset({"working", "calendar"}),
    "day_of_month": frozenset({"last"}),
    "silence": frozenset({"accepted"}),
    "invoice": frozenset({"before_payment", "after_payment"}),
    "method": frozenset({"court", "arbitration"}),
    "form": frozenset({"written"}),
    "about": frozenset({"deemed_receipt"}),
    "basis": frozenset({"overdue_amount", "contract_price", "amount_due"}),
    "borne_by": frozenset({"debtor", "losing_party", "defaulting_party"}),
    "every": frozenset({"monthly", "quarterly", "weekly", "annual"}),
}
# As amounts stand in the answers of the program itself.
_IN_A_STRING = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
_MOST_ITEMS, _LONGEST = 24, 200


def checked(field: TermField, raw: object) -> Value | None:
    """``raw``, as JSON gave it, as a value of ``field`` with its numbers as Decimal; None when it is not one."""
    if not isinstance(raw, dict) or not raw:
        return None
    return _object(raw, frozenset(_KEYS[field].split()) | _EVERYWHERE)


def described() -> str:
    """The fields, their keys and the words that are known, for a prompt."""
    fields = [f"- {field}: {', '.join(keys.split())}" for field, keys in _KEYS.items()]
    inner = [f"- {key}: an object of {', '.join(sorted(keys))}" for key, keys in _INNER.items() if key != "parts"]
    inner += [f"- parts: a list of objects of {', '.join(sorted(_INNER['parts']))}"]
    words = [f"- {key}: {', '.join(sorted(known))}" for key, known in (*_WORDS.items(), *_named().items())]
    flags = [f"- true or false: {', '.join(sorted(_FLAGS))}", "- dates: a list of days as YYYY-MM-DD"]
    return "\n".join([*fields, "", *inner, *flags, "", *words])


def _named() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {"benchmark": set(), "currency": set(), "right": set()}
    for patterns in shipped_patterns():
        found["benchmark"] |= set(patterns.rates.benchmark.groupindex)
        for group in ("currency", "right"):
            found[group] |= set(patterns.names.get(group, {}))
    return {key: frozenset(known) for key, known in found.items()}


def _object(raw: Mapping[str, object], allowed: frozenset[str]) -> Value | None:
    value = {key: _entry(key, inner) for key, inner in raw.items() if key in allowed}
    return None if len(value) < len(raw) or None in value.values() else value


def _entry(key: str, raw: object) -> object | None:
    """The entry as it is kept; None when it is not one of those known."""
    if key == "parts":
        return _list([_object(part, _INNER[key]) if isinstance(part, dict) else None for part in _items(raw)])
    if key in _INNER:
        return _object(raw, _INNER[key]) if isinstance(raw, dict) and raw else None
    if key in ("triggers", "dates"):
        return _list([_word("triggers" if key == "triggers" else key, item) for item in _items(raw)])
    if key in _FLAGS:
        return raw if isinstance(raw, bool) else None
    number = _number(raw)
    if key in _NUMBERS or (key == "day_of_month" and number is not None):
        return number
    return _word(key, raw)


def _items(raw: object) -> list[object]:
    return raw if isinstance(raw, list) and len(raw) <= _MOST_ITEMS else []


def _list(items: list[object | None]) -> list[object | None] | None:
    return items if items and None not in items else None


def _number(raw: object) -> Decimal | None:
    if isinstance(raw, str) and _IN_A_STRING.fullmatch(raw):
        raw = Decimal(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return None
    number = Decimal(raw)
    return number if 0 <= number < Decimal(10) ** 15 else None


def _word(key: str, raw: object) -> str | None:
    if not isinstance(raw, str) or not raw.strip() or len(raw) > _LONGEST:
        return None
    known = _WORDS.get(key) or _named().get(key)
    return raw if known is None or raw in known else None
