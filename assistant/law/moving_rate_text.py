"""Reads rates that lean on a published one: LPR x 1.5, LPR的1.5倍, LPR+50%, ECB + 8, 8% above base."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from assistant.domain.language import Reason
from assistant.domain.late_terms import Rate
from assistant.errors import BadInput
from assistant.law.written_numbers import NUMBER, number

LPR, ECB, BOE = "LPR_1Y", "ECB_REFERENCE", "BOE_BASE"
# A percentage joined to the LPR by a plain sign is a part of the LPR from here on; below, it may be points as well.
CLEARLY_A_PART = 20

_NAMES = {
    LPR: r"(?:(?:一|1)年期?(?:的)?|(?:1|one)[- ]year\s+)?(?:贷款市场报价利率(?:\s*\(lpr\))?|lpr)",
    ECB: r"(?:the\s+)?(?:ecb|european central bank|欧洲央行|欧洲中央银行)(?:'s)?(?:的)?"
    r"(?:\s*(?:main refinancing|mro|reference|base|参考|基准|主要再融资))?(?:\s*(?:rate|利率))?",
    BOE: r"(?:the\s+)?(?:boe|bank of england|英格兰银行|英伦银行)(?:'s)?(?:的)?"
    r"(?:\s*(?:base|bank|基准))?(?:\s*(?:rate|利率))?"
    r"|(?:the\s+)?\b(?:base|bank)\s+rate\s+of\s+the\s+bank\s+of\s+england"
    r"|(?:the\s+)?\b(?:base(?:\s+rate)?|bank\s+rate)\b",
}
_NAME = re.compile("|".join(f"(?P<{series}>{pattern})" for series, pattern in _NAMES.items()))
_REF = r"‹(?P<series>\w+)›"
_UNIT = r"(?P<unit>%|per\s?cent\b|个?百分点|percentage\s+points?|points?\b|pp\b|个?基点|basis\s+points?|bps?\b)?"
_AMOUNT = rf"(?:百分之\s*(?P<of>{NUMBER})|(?P<n>{NUMBER})\s*{_UNIT})"
_A_YEAR = r"per annum|p\.?\s?a\b\.?|per year|a year"
_TIMES = r"[x×*✕]"
_FORMS = (
    re.compile(rf"{_REF}\s*的?\s*(?P<factor>{NUMBER})\s*倍"),
    re.compile(rf"{_REF}\s*{_TIMES}\s*(?P<factor>{NUMBER})(?![\d.])倍?"),
    re.compile(rf"(?P<factor>{NUMBER})\s*(?:{_TIMES}|times|倍)\s*(?:的|the)?\s*{_REF}"),
    re.compile(rf"{_REF}\s*(?P<sign>\+|加计|上浮|加收|加|plus)\s*{_AMOUNT}"),
    re.compile(rf"{_AMOUNT}\s*(?:{_A_YEAR})?\s*(?P<sign>above|over|高于)\s*(?:the)?\s*{_REF}"),
    re.compile(_REF),
)
_RANGE = re.compile(
    rf"(?:百分之)?{NUMBER}\s*(?:%|倍)?\s*(?:-|–|—|~|至|到|to)\s*(?:百分之)?{NUMBER}\s*(?:%|倍|times|{_TIMES})?"
)
_DATE_OR_CLAUSE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?|第\s*[\d.]+\s*[条款]|\bclauses?\s+[\d.]+"
)
# What may not be left over once the rate is taken out, for it would change the rate again.
_CHANGES = re.compile(r"[\d倍折减浮扣降×*+%‰‱‹]|分之|\b(?:minus|less|below|under|points?|prime)\b")
_NOT_ONE_YEAR = re.compile(r"(?:五|5)\s*年期?|(?:5|five)[- ]year")
# A bare "base" is the Bank of England's only when nothing else is said.
_FILLER = re.compile(r"\b(?:p\.?\s?a\.?|per annum|per year|a year|rate|at|of|the)\b|[\s.,，。;%]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """The rate, and what must be said about how it was read."""

    rate: Rate
    notes: tuple[Reason, ...] = ()


def moving_rate(plain: str, whole: str, forms: str) -> Moving | None:
    """The reference-based rate in ``plain`` (folded); None when it names no reference.

    ``whole`` is what was typed, ``forms`` what can be read. Raises BadInput for a range, for what has two readings, and
    where something is left that changes the rate.
    """
    if not _NAME.search(plain):
        return None
    text = _NAME.sub(lambda name: f"‹{name.lastgroup}›", _DATE_OR_CLAUSE.sub(" ", plain))
    if _RANGE.search(text):
        raise BadInput(
            "rate_is_range", f"{whole!r} is a range; choose one rate within it, such as LPR x 1.4.", text=whole
        )
    found = next(match for form in _FORMS if (match := form.search(text)))
    rest = text[: found.start()] + " " + text[found.end() :]
    bare = re.search(r"\b(?:base|bank rate)\b", plain) and "bank of england" not in plain and "boe" not in plain
    if _CHANGES.search(rest) or _NOT_ONE_YEAR.search(plain) or (found["series"] == BOE and bare and _says(rest)):
        unread(whole, forms)
    return _read(found, whole)


def unread(whole: str, forms: str) -> NoReturn:
    """Raise the BadInput that shows the forms."""
    raise BadInput(
        "rate_unread", f"The rate {whole!r} cannot be read; write it like one of: {forms}.", text=whole, forms=forms
    )


def _says(rest: str) -> bool:
    return bool(_FILLER.sub("", rest))


def _read(found: re.Match[str], whole: str) -> Moving:
    series, parts = found["series"], found.groupdict()
    if parts.get("factor"):
        return Moving(rate=Rate(reference=series, factor=number(parts["factor"], whole)))
    if not parts.get("sign"):
        return Moving(rate=Rate(reference=series))
    amount = number(parts["of"] or parts["n"], whole)
    unit = "%" if parts["of"] else re.sub(r"\s", "", parts["unit"] or "")
    if series == LPR and unit in ("%", "percent", ""):
        return _marked_up(parts["sign"], unit, amount, whole)
    basis_points = unit.startswith(("bp", "basis")) or unit.endswith("基点")
    return Moving(rate=Rate(reference=series, margin=amount / 100 if basis_points else amount))


def _marked_up(sign: str, unit: str, amount: Decimal, whole: str) -> Moving:
    """LPR+50% is the LPR and half of it again; LPR+2% may also mean two points more, and LPR+2 says neither."""
    factor = 1 + amount / 100
    said = sign in ("加计", "上浮", "加收")
    if not unit or (amount < CLEARLY_A_PART and not said):
        raise BadInput(
            "rate_two_readings",
            f"{whole!r} may mean LPR x {factor.normalize()} or LPR + {amount} percentage points; write it in that way.",
            text=whole,
            factor=factor.normalize(),
            points=amount,
        )
    return Moving(
        rate=Rate(reference=LPR, factor=factor), notes=(Reason.of("rate_read_as_factor", text=whole, factor=factor),)
    )
