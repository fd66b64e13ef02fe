"""Finds text meant to steer a machine, in the open or hidden, and blanks it out: "ignore all instructions above"."""

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.reading import Sign
from assistant.hashed_model import HashedModel, chance
from assistant.intake.replies.folding import UNSEEN, fold, hidden_parts
from assistant.intake.replies.patterns import Patterns, shipped_patterns
from assistant.intake.replies.sentences import Sentence, sentences

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{24,4000}={0,2}(?![A-Za-z0-9+/=])")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_READABLE = re.compile(r"[\w\s.,:;!?'\"()/-]{6,}")
_NEAR = 40
# Of folds left out in training: the odds at which one reply in a hundred is called so that is none, and those below
# which hardly any is that a pattern calls so.
_SURE_ODDS, _ABSURD_ODDS = 1.0, -2.5
_MOST = 30_000
_SEPARATOR = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Steering:
    """Text for a machine from ``start`` to ``end`` of the reply, ``sure`` or only likely so."""

    start: int
    end: int
    certainty: float


def steering_in(text: str, folded: str, model: HashedModel | None = None) -> tuple[Steering, ...]:
    """Every place of ``text`` that patterns know to address a machine; ``folded`` is the text folded, markup and all.

    What stands in the open counts only where ``model``, if there is one, does not think it absurd.
    """
    found = [*_in_hidden(text, folded), *_encoded(text), *_tagged(text), *_unseen_between(text, folded)]
    found += [
        each
        for each in _in_the_open(_without_hidden(text, folded))
        if model is None or _odds(folded, each, model) > _ABSURD_ODDS
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def _is_remark(folded: str, place: Steering) -> bool:
    """Whether the writer only asks about machines, or about another mail."""
    return any(p.part["injection.never"].search(folded, place.start, place.end) for p in _both())


def _tells_of_themselves(folded: str, place: Steering) -> bool:
    """Whether the writer says something of themselves, without a word that steers."""
    own = any(p.part["injection.of_themselves"].search(folded, place.start, place.end) for p in _both())
    return own and not any(p.part["injection.hidden"].search(folded, place.start, place.end) for p in _both())


def _odds(folded: str, place: Steering, model: HashedModel) -> float:
    return model.odds(model.places(folded[place.start : place.end]))[Sign.INJECTION.value]


def steering_by_model(folded: str, model: HashedModel) -> tuple[Steering, ...]:
    """The sentences that no pattern knows and ``model`` is sure of; ``folded`` is what the reader of the mail sees."""
    places = (Steering(each.start, each.end, 0.0) for each in sentences(folded[:_MOST]))
    heard = (each for each in places if not (_is_remark(folded, each) or _tells_of_themselves(folded, each)))
    found = ((each, _odds(folded, each, model)) for each in heard)
    return tuple(replace(each, certainty=round(chance(odds), 2)) for each, odds in found if odds > _SURE_ODDS)


def without_steering(folded: str, places: tuple[Steering, ...]) -> str:
    """``folded`` with blanks in these places."""
    parts, at = [], 0
    for each in places:
        start = max(at, each.start)
        parts.append(folded[at:start])
        parts.append(re.sub(r"[^\n]", " ", folded[start : each.end]))
        at = max(at, each.end)
    return "".join(parts) + folded[at:]


def _both() -> tuple[Patterns, Patterns]:
    shipped = shipped_patterns()
    return shipped.chinese, shipped.english


def _speaks_to_a_machine(words: str) -> bool:
    return any(_hits(words, patterns) for patterns in _both())


def _hits(words: str, patterns: Patterns) -> Iterator[re.Match[str]] | list[re.Match[str]]:
    never = patterns.part["injection.never"]
    return [
        match
        for match in patterns.part["injection.says"].finditer(words)
        if not never.search(words, max(0, match.start() - _NEAR), match.end() + _NEAR)
    ]


_BRACKETS = {"(": ")", "[": "]", "【": "】", "<": ">", "{": "}", "「": "」"}


def _in_the_open(folded: str) -> Iterator[Steering]:
    """Each sentence that speaks to a machine, and those behind it in its paragraph until the writer speaks again."""
    places = [match.start() for patterns in _both() for match in _hits(folded, patterns)]
    if not places:
        return
    said = sentences(folded)
    goes_on = [patterns.part["injection.goes_on"] for patterns in _both()]
    starts, covered = [sentence.start for sentence in said], -1
    for place in sorted(places):
        if place < covered:
            continue
        n = max(0, bisect_right(starts, place) - 1)
        last = n
        while last + 1 < len(said) and _belongs(folded, said[last], said[last + 1], goes_on):
            last += 1
        covered = _in_brackets(folded, said[n].start, place) or said[last].end
        yield Steering(said[n].start, covered, 0.9)


def _in_brackets(folded: str, start: int, place: int) -> int | None:
    """Where the bracket closes that is opened between ``start`` and ``place``; what follows is theirs again."""
    opened = next((sign for sign in folded[start:place] if sign in _BRACKETS), None)
    close = folded.find(_BRACKETS[opened], place) if opened else -1
    return close + 1 if close >= 0 and "\n" not in folded[place:close] else None


def _belongs(folded: str, one: Sentence, following: Sentence, goes_on: list[re.Pattern[str]]) -> bool:
    if _SEPARATOR.search(folded, one.end, following.start) or folded[one.end : following.start].count("\n") > 1:
        return False
    return not any(pattern.search(following.words) for pattern in goes_on)


def _without_hidden(text: str, folded: str) -> str:
    """``folded`` with blanks for what nobody sees, so that the words beside it are not taken for its sentence."""
    for start, end in hidden_parts(text):
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _in_hidden(text: str, folded: str) -> Iterator[Steering]:
    for start, end in hidden_parts(text):
        words = folded[start:end]
        if _speaks_to_a_machine(words) or any(p.part["injection.hidden"].search(words) for p in _both()):
            yield Steering(start, end, 0.95)


def _encoded(text: str) -> Iterator[Steering]:
    for match in _BASE64.finditer(text):
        raw = match[0].rstrip("=")
        try:
            said = base64.b64decode(raw + "=" * (-len(raw) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if _READABLE.search(said) and _is_an_order(fold(said)):
            yield Steering(match.start(), match.end(), 0.95)


def _tagged(text: str) -> Iterator[Steering]:
    for match in _TAGS.finditer(text):
        said = "".join(chr(ord(sign) - 0xE0000) for sign in match[0])
        if _is_an_order(fold(said)):
            yield Steering(match.start(), match.end(), 0.95)


def _unseen_between(text: str, folded: str) -> Iterator[Steering]:
    """Words that are broken up by signs which nobody sees."""
    if not UNSEEN.search(text):
        return
    kept = [n for n, sign in enumerate(text) if not UNSEEN.match(sign)]
    plain = "".join(folded[n] for n in kept)
    for patterns in _both():
        for match in _hits(plain, patterns):
            yield Steering(kept[match.start()], kept[match.end() - 1] + 1, 0.9)


def _is_an_order(words: str) -> bool:
    return _speaks_to_a_machine(words) or any(p.part["injection.hidden"].search(words) for p in _both())
