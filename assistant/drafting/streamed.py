"""Decides how much of a model's unfinished answer may be looked at: facts put in, no half words, no own figures."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from assistant.domain.brief import Brief
from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.domain.money import BILLING_DIGITS
from assistant.drafting.answer_checks import GAP, wording_problems
from assistant.drafting.lists import lists_of, with_rows
from assistant.drafting.placeholders import Filled, fill
from assistant.drafting.scene import Scene
from assistant.prompting import visible

# Stands where the answer says something that only the finished text may show.
HIDDEN = "…"
# What a person reads along in; a letter is far shorter.
_MOST_SHOWN = 12_000  # characters
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_PART = r"<{0}>(.*?)(?:</{0}>|(?=</?(?:subject|body)>)|\Z)"
_SUBJECT, _BODY = (re.compile(_PART.format(name), re.DOTALL | re.IGNORECASE) for name in ("subject", "body"))
_PLACEHOLDER = re.compile(r"\[\[[^\[\]\n]{0,40}\]\]")
# A tag, a placeholder or a word that may go on in the next piece, and a numeral that may turn into a figure.
_WORD = r"(?:[\w.,:/@%+-](?<![㐀-鿿])){0,40}"
_UNFINISHED = re.compile(
    rf"(?:<[^<>\n]{{0,20}}|\[\[?[^\[\]\n]{{0,40}}\]?|(?:{_WORD} )?{_WORD}"
    r"|[零〇一二三四五六七八九十百千万萬亿億两兩半]+)\Z"
)
_TYPED = frozenset({"typed_figure", "typed_date", "typed_contact", "markup"})
# What follows the beginning of an address and belongs to it.
_REST_OF_ADDRESS = r"(?:[A-Za-z./@_-]*[A-Za-z])?"
# Rounds of hiding; each hides up to eight different places of each sort.
_ROUNDS = 20


def as_far(text: str, brief: Brief, billing_digits: Mapping[str, int] = BILLING_DIGITS) -> Filled:
    """What can be shown of ``text``, an answer that a model is still writing: complete placeholders as their values.

    Tags, thinking aloud, half a placeholder and half a word are left out; what the model typed itself of figures,
    dates, contacts and markup, and placeholders that name nothing, stand as ``…``. Nothing of it is checked.
    """
    plain = _THINKING.sub("", visible(text[:_MOST_SHOWN])).replace(GAP, "")
    whole = "</body>" in plain.lower()
    subject, body = (_part(pattern, plain, whole=whole) for pattern in (_SUBJECT, _BODY))
    if brief.channel in {Channel.SMS, Channel.PHONE}:
        subject = ""
    body = with_rows(body, lists_of(Scene.of(brief)))
    subject, body = _safe(subject, brief, billing_digits), _safe(body, brief, billing_digits)
    filled = fill(subject, body, brief, billing_digits)
    return filled if isinstance(filled, Filled) else Filled(subject="", body="", marks=())


def _part(pattern: re.Pattern[str], plain: str, *, whole: bool) -> str:
    found = pattern.search(plain)
    if not found:
        return ""
    ends_here = found.end() == len(plain) and not whole
    return (_UNFINISHED.sub("", found[1]) if ends_here else found[1]).strip()


def _safe(part: str, brief: Brief, billing_digits: Mapping[str, int]) -> str:
    """``part`` with nothing but words and placeholders that can be filled."""
    written = iter(_PLACEHOLDER.findall(part))
    masked = _masked(_PLACEHOLDER.sub(GAP, part), brief.language)
    known = {one: isinstance(fill("", one, brief, billing_digits), Filled) for one in _PLACEHOLDER.findall(part)}
    return "".join(_refilled(masked, written, known))


def _refilled(masked: str, written: Iterator[str], known: Mapping[str, bool]) -> Iterator[str]:
    for char in masked:
        one = next(written) if char == GAP else char
        yield one if known.get(one, True) else HIDDEN


def _masked(text: str, language: Language) -> str:
    shown = "".join(HIDDEN if unicodedata.category(char) in {"Nd", "Nl", "No"} else char for char in text)
    shown = re.sub(rf"{HIDDEN}(?:[.,:/%-]*{HIDDEN})+", HIDDEN, shown)
    for _ in range(_ROUNDS):
        typed = [problem for problem in wording_problems(shown, language) if problem.code in _TYPED]
        if not typed:
            return shown
        for problem in typed:
            rest = _REST_OF_ADDRESS if problem.code == "typed_contact" else ""
            for place in sorted(problem.places, key=len, reverse=True):
                shown = re.sub(re.escape(place) + rest, GAP * place.count(GAP) + HIDDEN, shown)
    return GAP * shown.count(GAP)
