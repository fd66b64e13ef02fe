"""Cuts a folded reply into sentences, and those into parts: lines only broken to fit a screen belong together."""

import re
from dataclasses import dataclass

_BREAK = re.compile(r"[.!?。…]+(?=[\s\"')\]”’]|$)|[!?。…]+(?=[\u3400-\u9fff])|。(?=\w)|\n")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|inv|no|nr|approx|e\.?g|i\.?e|etc|vs|ref|a\.?m|p\.?m|dept|acct|incl|excl|attn|re))$"
)
# A point behind a number ends no sentence where it counts the points of a list, or a German day of a month.
_COUNTS = re.compile(r"(?:^|[\n:;,(]|\s{2})\s*\d{1,2}$")
_MONTH = re.compile(
    r"\s*\n?\s*(?:jan|feb|m(?:ä|ae?)r|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[zc])[a-z]*\b|\s*\n?\s*\d"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}$")
_GOES_ON = re.compile(r"\s*\n?\s*[a-z0-9(]")
_LONG_LINE = 48
_WRAPPED_HAN = 28
# Nobody writes more without a comma; what does is no prose.
_LONGEST_PART = 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence from ``start`` to ``end`` of the text; ``words`` are these characters."""

    start: int
    end: int
    words: str

    @property
    def is_question(self) -> bool:
        """Whether it ends as a question."""
        return bool(_ASKS.search(self.words))

    def part(self, start: int, end: int) -> tuple[int, int]:
        """The part between commas around ``start`` and ``end``, both counted within the sentence."""
        first, last = max(0, start - _LONGEST_PART), min(len(self.words), end + _LONGEST_PART)
        before = max((m.end() for m in _COMMA.finditer(self.words, first, start)), default=first)
        behind = _COMMA.search(self.words, end, last)
        return before, behind.start() if behind else last


_ASKS = re.compile(r"(?:\?|吗|行不行|好不好|可不可以|得不得|可以不)\W*$")
_COMMA = re.compile(r",(?!\d{3})|[、:;]| - |\bbut\b|\bhowever\b|但是?|不过")


def sentences(folded: str) -> tuple[Sentence, ...]:
    """The sentences of ``folded`` that hold a letter or a digit."""
    found: list[Sentence] = []
    start = 0
    for mark in _BREAK.finditer(folded):
        if not _ends(folded, mark, start):
            continue
        found.append(_trimmed(folded, start, mark.end()))
        start = mark.end()
    found.append(_trimmed(folded, start, len(folded)))
    return tuple(each for each in found if re.search(r"\w", each.words))


def _ends(folded: str, mark: re.Match[str], start: int) -> bool:
    if mark[0] == "\n":
        return not _is_wrap(folded, mark.start(), start)
    if mark[0] == ".":
        return not (
            _SHORT.search(folded, max(start, mark.start() - 8), mark.start()) and _GOES_ON.match(folded, mark.end())
        ) and not _is_of_a_number(folded, mark, start)
    return True


def _is_of_a_number(folded: str, mark: re.Match[str], start: int) -> bool:
    """Whether the point belongs to the number before it: "2. the invoice", "am 5. Februar"."""
    before = folded[start : mark.start()]
    if not before[-1:].isdigit():
        return False
    return bool(_COUNTS.search(before) or (_DAY.search(before) and _MONTH.match(folded, mark.end())))


def _is_wrap(folded: str, place: int, start: int) -> bool:
    line_start = max(start, folded.rfind("\n", 0, place) + 1)
    line = folded[line_start:place].strip()
    following = folded[place + 1 : place + 40]
    if not line or not following.strip() or following.lstrip(" ").startswith("\n"):
        return False
    if re.search("[\u3400-\u9fff]$", line):
        return len(line) >= _WRAPPED_HAN and bool(re.match(" *[\u3400-\u9fff]", following))
    if line.endswith((",", "-", ":")):
        return line.endswith(",") and len(line) > _LONG_LINE // 2
    return len(line) >= _LONG_LINE and bool(re.match(r" *[a-z0-9$£€(]", following))


def _trimmed(folded: str, start: int, end: int) -> Sentence:
    words = folded[start:end]
    left = len(words) - len(words.lstrip())
    kept = words.strip()
    return Sentence(start + left, start + left + len(kept), kept)
