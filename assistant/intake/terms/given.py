"""Decides what a person's correction of a term means: each key has its own sort of value, and no other is taken."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum

from assistant.domain.contract_terms import RateUnit, TermField, Trigger
from assistant.errors import BadInput


class Sort(Enum):
    """What sort of value a key takes."""

    WHOLE = "a whole number from 0 to 9999"
    NUMBER = "a number such as 0.05"
    YES_NO = "yes or no"
    WORDS = "a few words"


_PERIOD = ("days", "months", "hours", "day_type")
# The keys of each field that a person may correct, in the order of a form.
KEYS: Mapping[TermField, tuple[str, ...]] = {
    TermField.PAYMENT_TERM: (*_PERIOD, "trigger", "day_of_month"),
    TermField.LATE_INTEREST: (
        "rate",
        "unit",
        "benchmark",
        "margin",
        "factor",
        "grace_days",
        "amount",
        "statutory",
        "basis",
    ),
    TermField.EARLY_PAYMENT: ("percent", "days", "net_days"),
    TermField.INSTALMENT: ("count", "every"),
    TermField.ACCEPTANCE_PERIOD: (*_PERIOD, "trigger", "silence"),
    TermField.INVOICE_PRECONDITION: ("invoice",),
    TermField.DISPUTE_RESOLUTION: ("method", "venue", "seat", "body"),
    TermField.NOTICE: (*_PERIOD, "form", "about"),
    TermField.RETENTION: ("percent", "amount", "interest"),
    TermField.PAY_WHEN_PAID: ("pay_when_paid",),
    TermField.SETOFF: ("setoff_allowed",),
    TermField.SUSPENSION: ("right", "overdue_days", "notice_days"),
    TermField.DEPOSIT: ("percent", "amount"),
    TermField.COLLECTION_COST: ("borne_by",),
    TermField.TAX: ("included", "percent"),
    TermField.CURRENCY: ("currency",),
    TermField.CONTRADICTION: (),
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "trigger": tuple(Trigger),
    "unit": tuple(RateUnit),
    "day_type": ("working", "calendar"),
    "silence": ("accepted",),
    "invoice": ("before_payment", "after_payment"),
    "method": ("court", "arbitration"),
    "form": ("written",),
    "right": ("suspend_delivery", "suspend_service", "suspend_work", "suspend_performance"),
    "borne_by": ("debtor", "losing_party", "defaulting_party"),
    "basis": ("overdue_amount", "contract_price", "amount_due"),
}
_WHOLE = frozenset({"days", "months", "hours", "count", "overdue_days", "notice_days", "grace_days", "net_days"})
_NUMBERS = frozenset({"rate", "margin", "factor", "percent", "amount"})
_YES_NO = frozenset({"pay_when_paid", "setoff_allowed", "included", "interest", "statutory"})
_SAID = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
# What is no value of a term, but says why there is none: a blank, words and figures that differ, words that can be read
# in two ways. Where a person gives the value, it goes.
UNREAD = frozenset({"placeholder", "contradiction", "readings"})
_LAST_DAY, _MOST_WORDS = 31, 100
_CODE = re.compile("[A-Z][A-Z0-9_]{1,19}")
_CODES = frozenset({"benchmark", "currency"})


def choices_of(key: str) -> tuple[str, ...]:
    """What ``key`` may be, where it is one of a list."""
    return _CHOICES.get(key, ())


def sort_of(key: str) -> Sort:
    """What sort of value ``key`` takes, where it is not one of a list."""
    if key in _WHOLE or key == "day_of_month":
        return Sort.WHOLE
    if key in _NUMBERS:
        return Sort.NUMBER
    return Sort.YES_NO if key in _YES_NO else Sort.WORDS


def corrected(field: TermField, value: Mapping[str, object], changes: Mapping[str, str]) -> dict[str, object]:
    """``value`` with what a person typed for some of its keys; an empty text takes the key away.

    Raises BadInput for a key that the field has not, for what is no value of its key, and when nothing is left.
    """
    kept = {key: held for key, held in value.items() if not changes or key not in UNREAD}
    for key, text in changes.items():
        typed = text.strip()
        if not typed and key in kept:
            del kept[key]
        elif typed:
            kept[key] = _value(field, key, typed)
    if not kept:
        raise BadInput("term_empty", f"Nothing is left of this {field}; reject it instead, or give a value.")
    return kept


def _value(field: TermField, key: str, typed: str) -> object:
    if key not in KEYS[field]:
        known = ", ".join(KEYS[field])
        raise BadInput(
            "term_key_unknown",
            f"A {field} has no {key!r}; it has {known or 'no key to correct'}.",
            key=key,
            known=known,
        )
    if key in _CHOICES:
        return _one_of(key, typed)
    match sort_of(key):
        case Sort.WHOLE:
            return _whole(key, typed)
        case Sort.NUMBER:
            return _number(key, typed)
        case Sort.YES_NO:
            return _yes_or_no(key, typed)
        case Sort.WORDS:
            return _words(key, typed)


def _one_of(key: str, typed: str) -> str:
    if typed not in _CHOICES[key]:
        _refuse(key, typed, " | ".join(_CHOICES[key]))
    return typed


def _whole(key: str, typed: str) -> Decimal | str:
    if key == "day_of_month" and typed == "last":
        return typed
    most = _LAST_DAY if key == "day_of_month" else 9999
    if not re.fullmatch("[0-9]{1,4}", typed) or int(typed) > most:
        _refuse(key, typed, f"0 … {most}")
    return Decimal(typed)


def _number(key: str, typed: str) -> Decimal:
    try:
        number = Decimal(typed.removesuffix("%").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", f"{number}"):
        _refuse(key, typed, "0.05")
    return number


def _yes_or_no(key: str, typed: str) -> bool:
    if typed.casefold() not in _SAID:
        _refuse(key, typed, "yes | no")
    return _SAID[typed.casefold()]


def _words(key: str, typed: str) -> str:
    if key in _CODES and not _CODE.fullmatch(typed):
        _refuse(key, typed, "LPR_1Y, CNY …")
    if len(typed) > _MOST_WORDS or not typed.isprintable():
        _refuse(key, typed[:_MOST_WORDS], f"… {_MOST_WORDS}")
    return typed


def _refuse(key: str, typed: str, takes: str) -> None:
    raise BadInput("term_value_bad", f"{key} cannot be {typed!r}; it takes {takes}.", key=key, text=typed, takes=takes)
