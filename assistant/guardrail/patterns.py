"""Turns the pattern language of the rule files into regular expressions, with a cheap test of what a text must hold.

``<name>`` is a word group of slots.yaml, ``<name?>`` the same left out at will, ``<~8>`` up to eight characters
(Chinese) or words (English) inside one sentence, ``<-8>`` the same without a comma. Spaces in Chinese patterns count
for nothing; in English a space is any gap between words, and a pattern begins and ends at a word's edge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from re import _parser as parser  # type: ignore[attr-defined]  # the public functions only compile as well

from assistant.errors import BadKnowledge

_SLOT = re.compile(r"<([a-z_]+)(\?)?>")
_GAP = re.compile(r" ?<([~-])(\d+)> ?")
_OPTIONAL = re.compile(r"[?*]|\{0")
_PLAIN = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")
_HAN_START = "\u3400"
_LETTERS = re.compile(r"[a-z0-9]{2}")
_TELLING = 2  # groups of a pattern that are looked at; more cost more than they save
_BETWEEN = re.compile(r"[\W_]+")
_EVERYWHERE = frozenset(
    [
        "the ",
        "you ",
        "your",
        "and ",
        "that",
        "this",
        "with",
        "have",
        "will",
        "from",
        "for ",
        "are ",
        "our ",
        "not ",
        "what",
        "when",
        "if y",
        "we w",
        "to t",
        "in t",
        "of t",
    ]
)
_ANYTHING = frozenset({""})
_OFTEN = {True: {1: 90.0, 2: 6.0}, False: {1: 900.0, 2: 300.0, 4: 40.0}}

Slots = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """A pattern and its regular ``expression``; a text that shows no member of one of ``needs`` cannot match."""

    source: str
    expression: str
    needs: tuple[frozenset[str], ...]

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first needed."""
        return _compiled(self.expression)

    def may_match(self, grams: Set[str]) -> bool:
        """Whether a text with these grams is worth searching."""
        return not any(group.isdisjoint(grams) for group in self.needs)


def compile_pattern(source: str, slots: Slots, *, chinese: bool) -> Pattern:
    """``source`` as a pattern over folded text; raises BadKnowledge for an unknown slot or a broken expression."""
    text = source.replace(" ", "") if chinese else source.strip()
    try:
        _require_sound(text)
        expanded = _gaps(_SLOT.sub(lambda m: _slot(m, slots), text), chinese)
        needs = tuple(_needs(text, slots))
    except (re.error, KeyError, ValueError) as error:
        raise BadKnowledge(
            "pattern_broken", f"The pattern {source!r} cannot be read: {error}; correct it.", pattern=source
        ) from error
    expression = expanded if chinese else rf"(?<![a-z0-9])(?:{_spaced(expanded)})(?![a-z0-9])"
    return Pattern(source=source, expression=expression, needs=needs)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _require_sound(text: str) -> None:
    """Raises re.error for an expression that cannot be read, at a tenth of what it costs to compile all of it."""
    bare = _GAP.sub("", _SLOT.sub(r"(?:x)\2", text))
    if "(?<" in bare:
        re.compile(bare)  # how wide a look behind is shows only now
    else:
        parser.parse(bare)


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """Which of many patterns are worth searching a piece of text for.

    ``groups`` tells for every gram the need groups that it meets, ``needs`` for every pattern the rarest groups that it
    must meet; ``keyed`` lists the patterns by the rarest of them, ``free`` those that need nothing.
    """

    groups: Mapping[str, tuple[int, ...]]
    needs: tuple[frozenset[int], ...]
    keyed: Mapping[int, tuple[int, ...]]
    free: tuple[int, ...]

    def worth(self, lower: str) -> list[int]:
        """The places, in order, of the patterns that ``lower`` may match."""
        groups, needs = self.groups, self.needs
        met = set(chain.from_iterable(groups[gram] for gram in groups.keys() & grams_of(lower)))
        keyed = chain.from_iterable(self.keyed[group] for group in met & self.keyed.keys())
        return sorted([*self.free, *(place for place in keyed if needs[place] <= met)])


def index_of(patterns: Iterable[Pattern]) -> Index:
    """An index over the patterns' needs."""
    numbers: dict[frozenset[str], int] = {}
    every = [
        [numbers.setdefault(group, len(numbers)) for group in sorted(pattern.needs, key=_frequency)[:_TELLING]]
        for pattern in patterns
    ]
    groups: dict[str, list[int]] = {}
    for group, number in numbers.items():
        for gram in group:
            groups.setdefault(gram, []).append(number)
    keyed: dict[int, list[int]] = {}
    for place, needed in enumerate(every):
        if needed:
            keyed.setdefault(needed[0], []).append(place)
    return Index(
        groups={gram: tuple(those) for gram, those in groups.items()},
        needs=tuple(map(frozenset, every)),
        keyed={group: tuple(places) for group, places in keyed.items()},
        free=tuple(place for place, needed in enumerate(every) if not needed),
    )


def grams_of(lower: str) -> set[str]:
    """Every character, pair of characters and run of four of ``lower``: what `Pattern.needs` are held against.

    Whatever stands between words is one space in pairs and runs.
    """
    spaced = _BETWEEN.sub(" ", lower)
    pairs = list(map(str.__add__, spaced, spaced[1:]))
    fours = map(str.__add__, pairs, pairs[2:]) if _LETTERS.search(lower) else ()
    return set(lower).union(pairs, fours)


def _frequency(group: frozenset[str]) -> float:
    """About how often, in a thousand sentences, one of the grams stands; the rarest group is looked at first."""
    return sum(map(_often, group))


def _often(gram: str) -> float:
    if not gram:
        return 1000.0
    return 600.0 if gram in _EVERYWHERE else _OFTEN[gram[:1] >= _HAN_START][len(gram)]


def _gaps(text: str, chinese: bool) -> str:
    return _GAP.sub(lambda m: _gap(m.group(1) == "-", int(m.group(2)), chinese), text)


def _gap(within_clause: bool, length: int, chinese: bool) -> str:
    stop = "。!?;\\n" + (",:" if within_clause else "")
    if chinese:
        return f"[^{stop}]{{0,{length}}}?"
    # Signs and words take all they can and give nothing back, so that a text is cut into words in one way only; what
    # stands before the gap may have taken the space already.
    between = f"(?:[^\\w.{stop}]++|(?<=[\\x20,'\"-]))"
    return f"(?:{between}\\w++(?:'\\w++)?+){{0,{length}}}?{between}"


def _slot(match: re.Match[str], slots: Slots) -> str:
    name, optional = match.groups()
    if name not in slots:
        raise KeyError(f"no word group <{name}>")
    return f"(?:{_alternatives(slots[name])}){optional or ''}"


@lru_cache(maxsize=256)
def _alternatives(words: tuple[str, ...]) -> str:
    """The members of a word group as one expression; raises re.error where one of them cannot be read."""
    for word in words:
        _require_sound(word)
    return "|".join(words)


def _spaced(expanded: str) -> str:
    return re.sub(r"(?<!\\) (?![?*+{])", r"[^\\w.!?;]+", expanded)


def _needs(text: str, slots: Slots) -> Iterator[frozenset[str]]:
    at = 0
    while at < len(text):
        end = _piece_end(text, at)
        piece, optional = text[at:end], bool(_OPTIONAL.match(text, end))
        at = end
        if optional and piece[0].isalnum():
            piece = piece[:-1]
        elif optional:
            continue
        if piece == "|":
            raise ValueError("alternatives need brackets")
        grams = frozenset(_grams_of_piece(piece, slots))
        if grams and "" not in grams:
            yield grams


def _piece_end(text: str, at: int) -> int:
    """Where the plain words, group, class, slot or sign that begin at ``at`` end."""
    first = text[at]
    if first == "\\":
        return at + 2
    if first == "(":
        return _closing(text, at)
    if first == "[":
        return text.index("]", at + 2) + 1
    if first in "<{":
        return text.index(">" if first == "<" else "}", at) + 1
    plain = _PLAIN.match(text, at)
    return plain.end() if plain else at + 1


def _closing(text: str, at: int) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0) if text[place - 1] != "\\" else 0
        if depth == 0:
            return place + 1
    raise ValueError("a bracket is not closed")


def _grams_of_piece(piece: str, slots: Slots) -> Iterator[str]:
    if not piece:
        return
    if piece[0].isalnum():
        yield min(_grams_of_run(piece), key=_often, default="")
    elif slot := _SLOT.fullmatch(piece):
        for member in () if slot.group(2) else slots[slot.group(1)]:
            yield from _grams_of_member(member)
    elif piece[0] == "(" and (piece[1] != "?" or piece[2] == ":"):
        for branch in _branches(piece[3:-1] if piece[1] == "?" else piece[1:-1]):
            yield from _rarest(branch, slots)
    elif piece[0] == "[" and not set("-^\\").intersection(piece):
        yield from piece[1:-1]


def _rarest(text: str, slots: Slots) -> frozenset[str]:
    """The rarest grams of which every match of ``text`` shows one; an empty one when that cannot be told."""
    return min(_needs(text, slots), key=_frequency, default=_ANYTHING)


@cache
def _grams_of_member(member: str) -> frozenset[str]:
    return frozenset().union(*(_rarest(branch, {}) for branch in _branches(member)))


def _branches(text: str) -> Iterator[str]:
    at = begin = 0
    while at < len(text):
        if text[at] == "|":
            yield text[begin:at]
            begin = at + 1
            at += 1
        else:
            at = _piece_end(text, at)
    yield text[begin:]


def _grams_of_run(run: str) -> Iterator[str]:
    """The beginning of every word of ``run``, of a short one with the gap behind it and what follows."""
    spaced = _BETWEEN.sub(" ", run)
    for word in re.finditer(r"[^ ]+", spaced):
        four = spaced[word.start() : word.start() + 4]
        yield four if four.isascii() and len(four) == 4 else _gram(word.group())


def _gram(run: str) -> str:
    if run[:1] >= _HAN_START:
        return run[:2] if run[1:2] >= _HAN_START else run[:1]
    letters = re.match(r"[^\u3400-\U0003134f]*", run)
    word = letters.group() if letters else ""
    return word[:4] if len(word) >= 4 else word[:2]
