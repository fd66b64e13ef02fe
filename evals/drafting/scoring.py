"""Scores one letter: each measure passes, or says what is wrong; none of them looks into the product's own checks."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assistant.domain.kinds import Channel
from evals.drafting.cases import EvalCase
from evals.drafting.figures import Figures, Sheet, figures_of
from evals.drafting.wording import ACTS, FORBIDDEN, POLITE, foreign_characters, is_familiar

_LONGEST_SUBJECT = 120
_LONGEST_BODY = 3500
_MOST_SEGMENTS = 2
_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = set("^{}\\[~]|€\f")
_CONTACT = frozenset({"sender_phone", "sender_email"})
_WAYS = frozenset({"account_no", "payment_link", "ways_to_pay"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is scored: a case, the words that were written on it, and all that they may state."""

    case: EvalCase
    subject: str
    body: str
    sheet: Sheet

    @property
    def text(self) -> str:
        """Subject and body."""
        return f"{self.subject}\n\n{self.body}"

    @property
    def channel(self) -> str:
        """How it reaches the customer."""
        return str(self.case.line["channel"])


def score(letter: Letter) -> dict[str, str]:
    """What is wrong by each measure; empty where nothing is. Which measures there are depends on the case."""
    figures = figures_of(letter.text, letter.sheet.words())
    found = {name: measure(letter, figures) for name, measure in _MEASURES.items()}
    return found | {f"required.{act}": _act(act, letter) for act in letter.case.must}


def segments(text: str) -> int:
    """In how many parts a text message goes: 160 characters of GSM-7 or 70 others, less where it is more than one."""
    if all(char in _GSM or char in _GSM_TWICE for char in text):
        size, one, several = len(text) + sum(char in _GSM_TWICE for char in text), 160, 153
    else:
        size, one, several = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if size <= one else math.ceil(size / several)


def _money(letter: Letter, figures: Figures) -> str:
    stated = {(number.currency, number.value) for number in figures.numbers}
    return _missing(f"{code} {value}" for code, value in letter.case.amounts if (code, value) not in stated)


def _dates(letter: Letter, figures: Figures) -> str:
    return _missing(one.isoformat() for one in letter.case.dates if not any(day.is_of(one) for day in figures.days))


def _refs(letter: Letter, figures: Figures) -> str:  # noqa: ARG001
    plain = unicodedata.normalize("NFKC", letter.text)
    return _missing(
        ref for ref in letter.case.refs if not re.search(rf"(?<![A-Za-z0-9]){re.escape(ref)}(?![A-Za-z0-9-])", plain)
    )


def _stray(letter: Letter, figures: Figures) -> str:
    days = letter.sheet.days()
    wrong = [f"{d.year or ''}-{d.month}-{d.day}" for d in figures.days if not any(d.is_of(one) for one in days)]
    allowed = letter.sheet.numbers()
    for number in figures.numbers:
        fits = [code for code, value in allowed if value == number.value]
        if not fits or (number.currency and number.currency not in fits and None not in fits):
            wrong.append(f"{number.currency or ''} {number.text}".strip())
    places = re.findall(r"https?://\S+|[\w.+-]+@[\w.-]+\w", letter.text)
    known = letter.sheet.words()
    wrong.extend(place for place in places if not any(place.startswith(one) for one in known))
    wrong.extend(re.findall(r"\[\[[^\]]*\]\]|\{\{?[^}]*\}\}?|‹[^›]*›", letter.text))
    return f"not on the sheet: {', '.join(wrong)}" if wrong else ""


def _script(letter: Letter, figures: Figures) -> str:  # noqa: ARG001
    text = letter.text
    for known in letter.sheet.words():
        text = text.replace(known, "")
    foreign = foreign_characters(text, letter.case.language)
    return f"of another script: {''.join(foreign)}" if foreign else ""


def _length(letter: Letter, figures: Figures) -> str:  # noqa: ARG001
    if letter.channel == Channel.SMS:
        parts = segments(letter.body)
        return f"{parts} segments" if parts > _MOST_SEGMENTS else ""
    if letter.channel != Channel.PHONE and not 0 < len(letter.subject) <= _LONGEST_SUBJECT:
        return f"a subject of {len(letter.subject)} characters"
    limit = _LONGEST_BODY * (3 if letter.channel == Channel.PHONE else 1)
    return f"a body of {len(letter.body)} characters" if not 40 <= len(letter.body) <= limit else ""


def _polite(letter: Letter, figures: Figures) -> str:  # noqa: ARG001
    language = letter.case.language
    if not POLITE[language].search(letter.body):
        return "no softening word"
    return "says 你" if is_familiar(letter.body, language) else ""


def _forbidden(letter: Letter, figures: Figures) -> str:  # noqa: ARG001
    text = letter.text
    for known in letter.sheet.words():
        text = text.replace(known, "")
    # What we are told to listen for in a call, and what we must not say there, is no letter.
    found = [] if letter.channel == Channel.PHONE else FORBIDDEN[letter.case.language].findall(text)
    return f"holds {', '.join(found)}" if found else ""


_MEASURES: Mapping[str, Callable[[Letter, Figures], str]] = {
    "money.exact": _money,
    "date.exact": _dates,
    "ref.exact": _refs,
    "stray.fact": _stray,
    "script": _script,
    "length.channel": _length,
    "polite": _polite,
    "forbidden": _forbidden,
}


def _act(act: str, letter: Letter) -> str:
    if act in ACTS:
        return "" if ACTS[act][letter.case.language].search(letter.body) else "not said"
    roles = {"contact": _CONTACT, "how_to_pay": _WAYS}[act]
    values = [str(fact.value) for fact in letter.sheet.facts if fact.role in roles and fact.value]
    return "" if any(value in letter.body for value in values) else "not said"


def _missing(what: Iterable[str]) -> str:
    lacking = list(what)
    return f"missing: {', '.join(lacking)}" if lacking else ""
