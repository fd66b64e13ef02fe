"""Decides what counts as one clause of a contract, and the number by which a letter cites it."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from assistant.domain.contracts import Clause
from assistant.domain.language import Language
from assistant.intake.headings import title_of
from assistant.intake.markers import Style
from assistant.intake.numerals import written_han
from assistant.intake.outline import Node, outline

_HAN = re.compile("[\u3400-\u9fff]")
# Listed points of a clause are read with it, unless the whole has more than about 600 Han or 1,500 Latin characters.
_LONG = 1500
_HAN_WEIGHT = 2.5
_POINTS = frozenset({Style.PAREN_HAN, Style.PAREN_NUMBER, Style.PAREN_UPPER, Style.PAREN_LOWER, Style.PAREN_ROMAN})
# Name in the id, number, headings, start and end.
_Draft: TypeAlias = tuple[str, str, tuple[str, ...], int, int]
_TITLED = frozenset({Style.SCHEDULE, Style.CHAPTER, Style.ARTICLE})
_PEEK = 50
_BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n\s*")
_LINE_END = re.compile(r"\n")
_BLANK = " \t\r\n\u3000\f\v"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """A node that becomes a clause of its own, and where its text ends."""

    node: Node
    end: int


def split_clauses(text: str, *, contract_no: str, language: Language, title: str) -> tuple[Clause, ...]:
    """The clauses of ``text`` in order, not overlapping; offsets count in ``text`` itself.

    What stands before the first label is the preamble, without a number; a text without labels is taken paragraph by
    paragraph. A heading line with nothing of its own below it is no clause: it stands in the ``headings`` of those
    beneath. A number that comes twice gets ``~2`` in its id.
    """
    nodes = outline(text)
    first = nodes[0].marker.opens if nodes else len(text)
    drafts: list[_Draft] = [("preamble", "", (title,), *part) for part in _paragraphs(text, first, apart=not nodes)]
    titles = {id(node): _title(text, node)[0] for node in nodes}
    for piece in _pieces(text, nodes):
        node = piece.node
        start, end = _trimmed(text, node.marker.start, piece.end)
        if node.children and _only_a_heading(text, node, piece.end):
            continue
        closing = node.style is Style.CLOSING
        headings = () if closing else tuple(titles[id(above)] for above in _line(node) if titles[id(above)])
        number = "" if closing else _number(node, language)
        drafts.append((number or "signatures", number, headings, start, end))
    return _identified(text, contract_no, [draft for draft in drafts if draft[3] < draft[4]])


def _paragraphs(text: str, end: int, *, apart: bool) -> list[tuple[int, int]]:
    """The unnumbered text before ``end``: whole while it is short, else by paragraphs."""
    if not apart and _weight(text[:end]) <= _LONG:
        return [_trimmed(text, 0, end)]
    blank = _BLANK_LINE if _BLANK_LINE.search(text, 0, end) else _LINE_END
    cuts = [0, *(match.end() for match in blank.finditer(text, 0, end)), end]
    return [_trimmed(text, here, there) for here, there in itertools.pairwise(cuts)]


def _pieces(text: str, nodes: list[Node]) -> list[_Piece]:
    merged: set[int] = set()
    pieces: list[_Piece] = []
    for node in nodes:
        if id(node) in merged:
            continue
        points = _points(node)
        end = points[-1].end if points else node.end
        if points and _weight(text[node.marker.start : end]) <= _LONG:
            merged.update(id(point) for point in points)
            pieces.append(_Piece(node=node, end=end))
        else:
            pieces.append(_Piece(node=node, end=node.end))
    return pieces


def _points(node: Node) -> list[Node]:
    """Everything below ``node`` in reading order, when all of it is listed points; else nothing."""
    below: list[Node] = []
    for child in node.children:
        if child.style not in _POINTS and not (child.style is Style.NUMBER and node.style is not Style.SCHEDULE):
            return []
        deeper = _points(child)
        if child.children and not deeper:
            return []
        below += [child, *deeper]
    own = node.style in (Style.SCHEDULE, Style.ARTICLE, Style.CHAPTER, Style.HAN, Style.UPPER, Style.NUMBER)
    numbered = any(child.style is Style.NUMBER for child in node.children)
    return [] if own and numbered else below


def _only_a_heading(text: str, node: Node, end: int) -> bool:
    _, behind = _title(text, node)
    rest = text[node.marker.end + behind : end].strip(_BLANK + ".。:：-")
    return not rest


def _title(text: str, node: Node) -> tuple[str, int]:
    body, behind = text[node.marker.end : node.end], text[node.end : node.end + _PEEK] if node.children else ""
    return title_of(body, behind, on_next_line=node.style in _TITLED)


def _line(node: Node) -> list[Node]:
    above: list[Node] = []
    here: Node | None = node
    while here is not None:
        above.append(here)
        here = here.parent
    return above[::-1]


def _number(node: Node, language: Language) -> str:
    above = node.parent
    if node.style is Style.SCHEDULE:
        return node.marker.label
    own = _own_number(node, language)
    if above is None or node.style is Style.CHAPTER or above.style is Style.CHAPTER:
        return own
    root = _line(node)[0]
    if node.style is Style.DECIMAL or above.style is Style.SCHEDULE:
        if root.style is not Style.SCHEDULE:
            return own
        return _in_schedule(root.marker.label, own, language)
    return _number(above, language) + _point(node, above, language)


def _in_schedule(schedule: str, own: str, language: Language) -> str:
    if not language.is_chinese:
        return f"{schedule}, {own}"
    return f"{schedule}第{own}{_unit(language)}" if own[0].isdigit() else f"{schedule}{own}"


def _own_number(node: Node, language: Language) -> str:
    label = node.marker.label
    if node.style is Style.DECIMAL:
        return label
    if node.style in (Style.ARTICLE, Style.CHAPTER):
        return _article(node, language)
    if node.style is Style.HAN:
        return f"第{label}{_unit(language)}"
    return f"({label})" if node.style in _POINTS else label


def _article(node: Node, language: Language) -> str:
    label = node.marker.label
    if not language.is_chinese:
        return label if label.isdigit() else f"Article {label}"
    if node.style is Style.CHAPTER:
        return f"第{label}章"
    return f"第{label}{_unit(language)}"


def _unit(language: Language) -> str:
    return "條" if language is Language.ZH_HANT else "条"


def _point(node: Node, above: Node, language: Language) -> str:
    """How a point is cited below its clause; the mainland counts 条 款 项, Taiwan 條 項 款 目."""
    label, hant = node.marker.label, language is Language.ZH_HANT
    if not language.is_chinese or node.style in (Style.UPPER, Style.PAREN_UPPER, Style.PAREN_LOWER, Style.PAREN_ROMAN):
        return f"({label})"
    if above.style not in (Style.ARTICLE, Style.HAN):
        return f"（{label}）"
    if node.style in (Style.HAN, Style.NUMBER):
        ordinal = label if label.isdigit() else written_han(node.last)
        return f"第{ordinal}{'項' if hant else '款'}"
    return f"第（{label}）{'款' if hant else '项'}"


def _weight(text: str) -> float:
    han = len(_HAN.findall(text))
    return len(text) + (_HAN_WEIGHT - 1) * han


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_BLANK)), start + len(piece.rstrip(_BLANK))


def _identified(text: str, contract_no: str, drafts: list[_Draft]) -> tuple[Clause, ...]:
    times: Counter[str] = Counter()
    clauses: list[Clause] = []
    for name, number, headings, start, end in drafts:
        times[name] += 1
        again = f"~{times[name]}" if times[name] > 1 else ""
        clauses.append(
            Clause(
                id=f"{contract_no}#{name}{again}",
                contract_no=contract_no,
                number=number,
                headings=headings,
                start=start,
                end=end,
                text=text[start:end],
            )
        )
    return tuple(clauses)
