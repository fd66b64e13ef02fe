"""Decides how the printed lines of pages become running text: what is wrapped, and what only repeats on each page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.intake.markers import Marker, Style, label_before

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_WIDE = re.compile(f"[{_HAN}\uac00-\ud7a3]")
_NUMBER = re.compile(r"[0-9]+")
# A sentence or a heading is over; what follows is no continuation of it.
_ENDED = re.compile(r"[。；：！？.;:!?…][\"”’'」』）)\]]*$")
_LISTED = re.compile(r"[•●▪◦■□☐☑☒*–—-]\s")
_HYPHENATED = re.compile(r"([A-Za-z]+)-$")
_DASHED = re.compile(r"[A-Za-z0-9]-$")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_FIRST_WORD = re.compile(r"\S+")
# Before these a hyphen belongs to the word, wherever the line ends.
_OWN_HYPHEN = frozenset(
    {"non", "pre", "post", "re", "co", "sub", "self", "well", "long", "short", "third", "multi", "inter", "anti", "ex"}
)
_TITLES = frozenset({Style.SCHEDULE, Style.CHAPTER})
# The number of a clause that goes on in the next line, where clauses run on in one paragraph.
_DANGLING = re.compile(r"(?:^|\s)[0-9]{1,2}(?:\.[0-9]{1,2})*\.$")
_REFERRED_TO = frozenset({Style.SCHEDULE, Style.CHAPTER, Style.ARTICLE, Style.NUMBER, Style.DECIMAL})
# Ends with a word of a sentence, and not with the "and" before another point.
_IN_A_SENTENCE = re.compile(rf"(?<!\band)(?<!\bor)(?<=[a-z{_HAN}])[)）\]\"”]?$")
_MOST_RUNNING = 3
_FEWEST_PAGES = 3
_ALIKE = 0.93
_NARROWEST = 36
_FULL = 0.9


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningText:
    """Pages as one text, an empty line between two of them, and the lines that were left out of every page."""

    text: str
    repeated: tuple[str, ...]


@dataclass(kw_only=True, slots=True)
class _Page:
    number: int
    lines: list[str] = field(default_factory=list)


def running_text(pages: Sequence[tuple[int, str]]) -> RunningText:
    """The text of (page number, printed text) in order, with wrapped lines joined.

    A line at the top or bottom is left out when it is the same on every page, page numbers aside; the first page may
    lack it. A Western word that was divided is put together when the text has it elsewhere in one piece.
    """
    kept = [_Page(number=number, lines=_lines(text)) for number, text in pages]
    repeated = _without_running_lines(kept)
    width = _column_width(line for page in kept for line in page.lines)
    words = {word.casefold() for page in kept for line in page.lines for word in _WORD.findall(line)}
    joined = ("\n".join(_joined(page.lines, width, words)) for page in kept)
    return RunningText(text="\n\n".join(text for text in joined if text) + "\n", repeated=tuple(repeated))


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return lines


# running heads and page numbers


def _without_running_lines(pages: list[_Page]) -> list[str]:
    printed = [page for page in pages if page.lines]
    repeated: list[str] = []
    for at in (0, -1):
        for _ in range(_MOST_RUNNING):
            with_line = _sharing(printed, at)
            if not with_line:
                break
            repeated.append(" ".join(with_line[-1].lines[at].split()))
            for page in with_line:
                del page.lines[at]
    return repeated


def _sharing(pages: list[_Page], at: int) -> list[_Page]:
    """The pages that have the same line ``at`` top or bottom: all of them or all but the first; else none."""
    if any(len(page.lines) < 2 for page in pages):
        return []
    return next((some for some in (pages, pages[1:]) if len(some) >= _FEWEST_PAGES and _is_shared(some, at)), [])


def _is_shared(pages: list[_Page], at: int) -> bool:
    """Whether the lines are alike; each number in them is the same on all pages, or counts with them."""
    lines = [page.lines[at] for page in pages]
    if len({_shape(line) for line in lines}) > 1:
        return False
    columns = list(zip(*([int(number) for number in _NUMBER.findall(line)] for line in lines), strict=True))
    counted = [len({n - page.number for n, page in zip(column, pages, strict=True)}) == 1 for column in columns]
    constant = [len(set(column)) == 1 for column in columns]
    # A clause on every page counts with the pages, too, but is what the pages are about.
    return all(constant) or (
        all(same or moves for same, moves in zip(constant, counted, strict=True)) and label_before(lines[0]) is None
    )


def _shape(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()))


# wrapped lines


def _column_width(lines: Iterable[str]) -> int:
    """How wide a full line is, in Latin characters: the widest that several come near; 0 where no line is long."""
    widths = sorted((_width(line) for line in lines if line), reverse=True)
    enough = max(2, len(widths) // 100)
    near = zip(widths, widths[enough - 1 :], strict=False)
    widest = next((widest for widest, last in near if last >= _ALIKE * widest), 0)
    return widest if widest >= _NARROWEST else 0


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _joined(lines: list[str], width: int, words: set[str]) -> list[str]:
    kept: list[str] = []
    last = ""
    for line in lines:
        if kept and _goes_on(last, line, width):
            kept[-1] = _together(kept[-1], line.lstrip(), words)
        else:
            kept.append(line)
        last = line
    return kept


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether ``following`` is the rest of what ``line`` began: its first word had no room there.

    What looks like a clause is a reference to one where the sentence before it is plainly not over.
    """
    if not line or not following or _indent(following) > _indent(line) or _LISTED.match(following):
        return False
    own, label = label_before(line), label_before(following)
    if own and own.style in _TITLES:
        return False
    if label and not _is_reference(label, following, line):
        return False
    if _ENDED.search(line) and not (_DANGLING.search(line) and not label):
        return False
    first = _FIRST_WORD.search(following)
    word = first.group() if first else ""
    room = 2 if _WIDE.match(word) else _width(word) + 1
    divided = not label and _HYPHENATED.search(line) is not None and word[:1].islower()
    return divided or _width(line) + room >= _FULL * width > 0


def _is_reference(label: Marker, following: str, line: str) -> bool:
    if label.style not in _REFERRED_TO:
        return False
    rest = following[label.end :].lstrip(" .")
    return not rest or rest[0].islower() or _IN_A_SENTENCE.search(line) is not None


def _together(before: str, after: str, words: set[str]) -> str:
    if _WIDE.match(before[-1]) or _WIDE.match(after):
        return before + after
    divided = _HYPHENATED.search(before)
    if not divided:
        return before + after if _DASHED.search(before) else f"{before} {after}"
    head, rest = divided[1], _WORD.match(after)
    tail = rest.group() if rest else ""
    own = f"{head}-{tail}".casefold() in words or head.casefold() in _OWN_HYPHEN
    if not after[0].islower() or (own and f"{head}{tail}".casefold() not in words):
        return before + after
    return before[:-1] + after


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\u3000"))
