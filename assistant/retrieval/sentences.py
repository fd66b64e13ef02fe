"""Decides where a sentence of a contract begins and ends, without its label and its title."""

import re
from collections.abc import Iterator

from assistant.domain.contracts import Clause

_HAN = re.compile("[\u4e00-\u9fff]")
_HAN_END = re.compile(r"[。！？]+[”」』]?")
# A full stop ends an English sentence when a capital follows and no abbreviation stands before it.
_LATIN_END = re.compile(
    r"(?<!\bNo)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bArt)(?<!\bSec)(?<!\bcl)(?<!\bSt)(?<!\b[A-Z])(?<!U\.S)"
    r"[.!?][\"”’)]*(?=\s+[\"“(\[]?[A-Z])|;(?=\s+[A-Z][a-z]+\s+\w)"
)
_BREAK = re.compile(r"\n[ \t\u3000]*\n+|\n(?=[\s\u3000]*(?:[（(]\w{1,4}[)）]|[一二三四五六七八九十]{1,3}、))")
_LINE = re.compile(r"\n")
_LABEL = re.compile(
    r"[\s\u3000]*(?:#+\s*|\*\*)?(?:(?:article|section|clause|schedule|exhibit)\s+[\w.]+[.:]?\s|第[\d.一二三四五六七八九十百]+[条條款章]"
    r"|[（(][\w一二三四五六七八九十]{1,4}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,3}(?:\.\d{1,3})*[.、)）]?(?=[\s\u3000\u4e00-\u9fff“「\"])"
    r"|[A-Z]\.(?=\s))[\s\u3000]*",
    re.IGNORECASE,
)
_EDGE = " \t\r\n\u3000"
_EDGE_BEHIND = _EDGE + ";；"


def sentences_of(clause: Clause) -> Iterator[tuple[int, int]]:
    """The sentences of ``clause`` as offsets into the contract's text, each without label and title."""
    text = clause.text
    for start, end in _paragraphs(text):
        ends = _HAN_END if _HAN.search(text, start, end) else _LATIN_END
        here = start
        for match in ends.finditer(text, start, end):
            yield from _one(clause, here, match.end())
            here = match.end()
        yield from _one(clause, here, end)


def parts_of(sentence: str) -> list[str]:
    """The pieces of a sentence that make statements of their own: a semicolon divides them."""
    return [part for part in re.split(r"[；;]", sentence) if part.strip()]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    # In Chinese every line is a paragraph; English lines may be wrapped.
    breaks = _LINE if _HAN.search(text) else _BREAK
    here = 0
    for match in breaks.finditer(text):
        yield here, match.start()
        here = match.end()
    yield here, len(text)


def _one(clause: Clause, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = clause.text
    if label := _LABEL.match(text, start, end):
        start = label.end()
    title = clause.headings[-1] if clause.headings else ""
    if (
        title
        and text.startswith(title, start)
        and text[start + len(title) : start + len(title) + 1] in (":", "：", "。")
    ):
        start += len(title) + 1
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE_BEHIND:
        end -= 1
    if start < end:
        yield clause.start + start, clause.start + end
