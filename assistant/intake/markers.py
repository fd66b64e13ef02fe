"""Decides where a text might begin a clause: every label in a place where one could stand, true or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from assistant.intake.numerals import circled_number, han_number, letter_number, roman_number


class Style(IntEnum):
    """How a clause is labelled, outermost first where a contract uses several."""

    SCHEDULE = 0  # 附件一, EXHIBIT A
    CLOSING = 1  # the signatures
    CHAPTER = 2  # 第一章
    ARTICLE = 3  # 第八条, ARTICLE IV, Section 3
    HAN = 4  # 一、
    PAREN_HAN = 5  # （一）
    NUMBER = 6  # 1.
    DECIMAL = 7  # 1.1
    UPPER = 8  # A.
    PAREN_NUMBER = 9  # (1)
    PAREN_UPPER = 10  # (A)
    PAREN_LOWER = 11  # (a)
    PAREN_ROMAN = 12  # (i)
    RESET = 13  # NOW, THEREFORE: what was counted before is over


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """One possible label: ``start`` and ``end`` are its offsets, ``path`` the numbers it names, ``indent`` its depth.

    ``dressed`` is how many characters of Markdown stand right before it, such as ``## `` or ``**``. ``inline`` is a
    label in the middle of a line, where only the exact next number is believed.
    """

    style: Style
    start: int
    end: int
    label: str
    path: tuple[int, ...]
    indent: int
    inline: bool = False
    dressed: int = 0

    @property
    def opens(self) -> int:
        """Where its marks of Markdown begin, and the text before it ends."""
        return self.start - self.dressed

    @property
    def last(self) -> int:
        """The last of its numbers: what its neighbour goes on from."""
        return self.path[-1]


_H = r"[一二三四五六七八九十百〇零两兩0-9]{1,5}"
_GAP = r"(?=[\s\u3000]|\*\*|__|[^\x00-\x7f])"
_LINE_FORMS: tuple[tuple[Style, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern, re.IGNORECASE if style is Style.ARTICLE else 0))
    for style, pattern in (
        (Style.CHAPTER, rf"第(?P<n>{_H})[章編编節节篇]{_GAP}?"),
        (Style.ARTICLE, rf"第(?P<n>{_H})[条條]"),
        (Style.ARTICLE, r"(?:article|section|clause|sec\.)\s+(?P<n>[0-9]{1,3}|[ivxlc]{1,7})(?=[.:\s]|$)(?!\.[0-9])"),
        (Style.DECIMAL, r"(?i:section|clause|article)\s+(?P<n>(?:[0-9]{1,3}|[A-Z])(?:\.[0-9]{1,3})+)\.?(?=[\s:])"),
        (Style.DECIMAL, rf"第?(?P<n>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})+)\.?[条條款]?(?:[、)）.]|{_GAP})"),
        (Style.NUMBER, r"(?P<n>[0-9]{1,3})(?:[.．](?![0-9])|、)"),
        (Style.NUMBER, r"(?P<n>[0-9]{1,2})(?=[\u3000 ]{1,4}[\u4e00-\u9fff])"),
        (Style.HAN, r"(?P<n>[一二三四五六七八九十]{1,3})[、．.]"),
        (Style.PAREN_HAN, r"[（(](?P<n>[一二三四五六七八九十]{1,3})[)）]"),
        (Style.PAREN_NUMBER, r"[（(]?(?P<n>[0-9]{1,2})[)）]"),
        (Style.PAREN_NUMBER, r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
        (Style.PAREN_UPPER, r"[（(](?P<n>[A-Z])[)）]"),
        (Style.PAREN_LOWER, r"[（(](?P<n>([a-z])\2?)[)）]"),
        (Style.PAREN_ROMAN, r"[（(](?P<n>[ivx]{1,6})[)）]"),
        (Style.UPPER, r"(?P<n>[A-Z])[.、](?=[\s\u3000]|[\u4e00-\u9fff])(?!\s*[A-Z]\.)"),
    )
)
_SCHEDULE = re.compile(
    r"(?:(?P<han>附件|附表|附錄|附录|附則|附件表)(?P<hn>[一二三四五六七八九十0-9]{1,3}|[A-Z]|[甲乙丙丁戊])?(?=[\s\u3000：:、]|$)"
    r"|(?P<en>SCHEDULE|EXHIBIT|ANNEX|APPENDIX|ATTACHMENT|Schedule|Exhibit|Annex|Appendix|Attachment)"
    r"\s+[\"“]?(?P<en_n>[0-9]{1,2}|[A-Z]|[IVX]{1,5})[\"”]?(?![.0-9])(?=[\s:.\-–—]|$))"
)
_SCHEDULE_AT_END = re.compile(
    r"(?P<title>[^\n]{0,80}?)\s{3,}(?P<en>EXHIBIT|SCHEDULE|ANNEX|APPENDIX)\s+\"?(?P<en_n>[A-Z0-9]{1,3})\"?\s*$"
)
_CLOSING = re.compile(
    r"IN\s+WITNESS\s+W?T?HEREOF|(?i:signed|executed)\s+(?:by|as|for|on behalf)|AGREED AND ACCEPTED"
    r"|[（(]?\s*以下[无無]正文|簽署[\s\u3000]*$|签署[\s\u3000]*$|(?:[雙双]方)?授權代表簽署|立合[約同]書?人(?:簽章)?[\s\u3000]*[:：]?$"
    r"|[甲乙丙買买賣卖供需]方?[^\n。]{0,40}[（(](?:公?章|盖章|蓋章|签章|簽章|签字|印|合同专用章)[)）]",
)
_RESET = re.compile(
    r"NOW,?\s+THEREFORE|IT\s+IS\s+(?:HEREBY\s+)?AGREED|AGREED\s+TERMS|AGREEMENT\s*$|(?:STANDARD\s+)?TERMS\s+AND\s+CONDITIONS"
    r"|[^\n]{0,60}(?:如下|以下(?:条款|條款))[：:][\s\u3000]*$|[雙双]方(?:現|现)?協?协?[議议]如下"
)
_LINE = re.compile(r"[^\n]+")
_INLINE_DECIMAL = re.compile(r"(?<=\s)(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\.?\s+(?=[A-Z\"“(0-9]|[a-z])")
_INLINE_NUMBER = re.compile(r"(?<=\s)(?P<n>[0-9]{1,2})\.\s+(?=[A-Z][A-Za-z]+)")
# Marks of Markdown before a label: "## 8. Payment", "**8.2**".
_DRESS = re.compile(r"(?:#{1,6}[ \t]+)?(?:\*\*|__)?")
# A line of a table of contents names a clause and the page that it stands on, behind dots or a tab.
_DOTTED = re.compile(r"(?:(?:[.．·][ \t]?){4,}|(?:…[ \t]?){2,})[ \t]*(?:[0-9]{1,3}|[ivxlc]{1,6})\s*$")
_TABBED = re.compile(r"\t[ \t]*([0-9]{1,3})\s*$")
_CONTENTS_WITHIN = 80
_FEWEST_CONTENTS = 3
# Where text was put in or taken out and the change is still to be agreed, the mark stands before the label.
_CHANGED = re.compile(r"(?:\{(?:\+\+|--))+")
_LONGEST_SCHEDULE_LINE = 90
_PAGE_INDENT = 20


def find_markers(text: str) -> Iterator[Marker]:
    """Every possible label in reading order, those in a table of contents apart."""
    lines = list(_LINE.finditer(text))
    contents = _contents([line.group()[-_CONTENTS_WITHIN:] for line in lines])
    for number, line in enumerate(lines):
        if number in contents:
            continue
        at_start = _at_line_start(line.start(), line.group())
        if at_start:
            yield at_start
        yield from _inline(line.group(), line.start(), at_start.end if at_start else line.start())


def _contents(ends: list[str]) -> set[int]:
    """Which lines, by how they end, belong to a table of contents: a tab and a figure alone may also be a price."""
    found = {number for number, end in enumerate(ends) if _DOTTED.search(end)}
    pages = [int(match[1]) if (match := _TABBED.search(end)) else None for end in ends]
    start = 0
    for number in range(1, len(pages) + 1):
        before, here = pages[number - 1], pages[number] if number < len(pages) else None
        if before is None or here is None or here < before:
            if before is not None and number - start >= _FEWEST_CONTENTS:
                found.update(range(start, number))
            start = number
    return found


def label_before(line: str) -> Marker | None:
    """What might be the label of a clause at the start of ``line``."""
    return _at_line_start(0, line)


def _at_line_start(offset: int, line: str) -> Marker | None:
    indent = len(line) - len(line.lstrip(" \t\u3000"))
    opens = offset + indent
    dressed = _DRESS.match(line, indent)
    start = offset + (dressed.end() if dressed else indent)
    changed = _CHANGED.match(line, start - offset)
    inner = offset + changed.end() if changed else start
    body = line[inner - offset :]
    found = _special(body, inner, indent, line) or _numbered(body, inner, indent, line)
    return replace(found, start=start, dressed=start - opens) if found else None


def _numbered(body: str, start: int, indent: int, line: str) -> Marker | None:
    for style, pattern in _LINE_FORMS:
        match = pattern.match(body)
        path = _path(style, match["n"]) if match else None
        if match and path and not _is_page_number(body, match.end(), indent):
            return Marker(
                style=style,
                start=start,
                end=start + _undressed(body, match.end()),
                label=match["n"],
                path=path,
                indent=_depth(line, indent),
            )
    if match := _RESET.match(body):
        return Marker(style=Style.RESET, start=start, end=start, label=match.group(), path=(0,), indent=0)
    return None


def _undressed(body: str, end: int) -> int:
    """Where the text after a label begins; the marks that made the label bold are no part of it."""
    return end + 2 if body[end : end + 2] in ("**", "__") else end


def _special(body: str, start: int, indent: int, line: str) -> Marker | None:
    depth = _depth(line, indent)
    schedule = _SCHEDULE.match(body)
    if (
        schedule
        and len(body.rstrip()) <= _LONGEST_SCHEDULE_LINE
        and not body.rstrip().endswith(("。", "；", ";", ",", "，"))
    ):
        label = (
            (schedule["han"] + (schedule["hn"] or ""))
            if schedule["han"]
            else f"{schedule['en'].title()} {schedule['en_n']}"
        )
        return Marker(
            style=Style.SCHEDULE, start=start, end=start + schedule.end(), label=label, path=(0,), indent=depth
        )
    late = _SCHEDULE_AT_END.match(line)
    if late and late["title"].strip():
        label = f"{late['en'].title()} {late['en_n']}"
        return Marker(style=Style.SCHEDULE, start=start, end=start, label=label, path=(0,), indent=depth)
    if match := _CLOSING.match(body):
        return Marker(style=Style.CLOSING, start=start, end=start, label=match.group(), path=(0,), indent=depth)
    return None


def _is_page_number(body: str, end: int, indent: int) -> bool:
    """A lone number in the middle of a line belongs to the page."""
    return indent >= _PAGE_INDENT and not body[end:].strip()


def _depth(line: str, indent: int) -> int:
    """Columns of white space at the start of the line; an ideographic space is as wide as two."""
    return indent + line[:indent].count("\u3000")


def _path(style: Style, label: str) -> tuple[int, ...] | None:
    if style is Style.DECIMAL:
        head, *rest = label.split(".")
        first = int(head) if head.isdigit() else letter_number(head)
        parts = tuple(int(part) for part in rest)
        return None if first is None else ((first,) if parts == (0,) else (first, *parts))
    number = _ordinal(style, label)
    return None if number is None else (number,)


def _ordinal(style: Style, label: str) -> int | None:
    if style in (Style.PAREN_LOWER, Style.PAREN_UPPER, Style.UPPER):
        return letter_number(label)
    if style is Style.PAREN_ROMAN:
        return roman_number(label)
    return circled_number(label) or han_number(label) or roman_number(label)


def _inline(line: str, offset: int, after: int) -> Iterator[Marker]:
    found = [(Style.DECIMAL, match) for match in _INLINE_DECIMAL.finditer(line)]
    found += [(Style.NUMBER, match) for match in _INLINE_NUMBER.finditer(line)]
    for style, match in sorted(found, key=lambda pair: pair[1].start()):
        path = _path(style, match["n"])
        if path and offset + match.start() > after:
            yield Marker(
                style=style,
                start=offset + match.start(),
                end=offset + match.start() + len(match.group().rstrip()),
                label=match["n"],
                path=path,
                indent=0,
                inline=True,
            )
