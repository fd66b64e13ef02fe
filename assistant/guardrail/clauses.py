"""Cuts a folded text into sentences and finds what stands in quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[。!?;\n]+[\"”’」』)]*|\.+(?=[\s\"”)]|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[^a-z])(?:mr|mrs|ms|dr|st|ltd|inc|co|corp|no|nos|inv|cl|art|sec|para|approx|dept|attn|ref|vs|etc|e\.g|i\.e|"
    r"a\.m|p\.m|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])\.$"
)
_QUOTES = re.compile(
    r"“([^”\n]{1,400})”|「([^」\n]{1,400})」|『([^』\n]{1,400})』|«([^»\n]{1,400})»|\"([^\"\n]{1,400})\"|(?<![\w])'([^'\n]{2,200}(?:'[a-z][^'\n]{0,200}){0,8})'(?![\w])"
)

# No sentence of a letter is longer; what looks like one is judged in stretches, so that time grows with length alone.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the folded text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether ``start:end`` lies inside."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a folded text, in order and without gaps."""

    spans: tuple[Span, ...]

    def at(self, place: int) -> Span:
        """The sentence that holds ``place``."""
        return self.spans[self.number(place)]

    def number(self, place: int) -> int:
        """Which sentence, counted from 0, holds ``place``."""
        return bisect_right(self.spans, place, key=lambda span: span.start) - 1

    def before(self, span: Span) -> Span | None:
        """The sentence before ``span``, if there is one."""
        index = bisect_right(self.spans, span.start, key=lambda other: other.start) - 2
        return self.spans[index] if index >= 0 else None


def sentences_of(lower: str) -> Sentences:
    """Sentences end at a full stop, question or exclamation mark, semicolon or line end, not after 'Mr.' or '8.2'.

    One of more than 1,000 characters is cut at the last comma or gap before that.
    """
    spans: list[Span] = []
    begin = 0
    for match in _END.finditer(lower):
        if match.group()[0] == "." and _ABBREVIATION.search(lower, max(0, match.end() - 8), match.end()):
            continue
        spans += _stretches(lower, begin, match.end())
        begin = match.end()
    if begin < len(lower) or not spans:
        spans += _stretches(lower, begin, len(lower))
    return Sentences(tuple(spans))


def _stretches(lower: str, begin: int, end: int) -> Iterator[Span]:
    while end - begin > _LONGEST:
        middle, last = begin + _LONGEST // 2, begin + _LONGEST
        cut = lower.rfind(",", middle, last) + 1 or lower.rfind(" ", middle, last) + 1 or last
        yield Span(begin, cut)
        begin = cut
    yield Span(begin, end)


def quotations_of(text: str) -> tuple[Span, ...]:
    """What stands between quotation marks, the marks not included, in order."""
    return tuple(Span(*match.span(match.lastindex or 0)) for match in _QUOTES.finditer(text))
