"""Decides which labels truly begin a clause, and which clause stands under which: numbering has to go on."""

import itertools
import re
from dataclasses import dataclass, field

from assistant.intake.markers import Marker, Style, find_markers

# Deleted or unrecognised clauses leave gaps in the numbers of a real contract.
_WIDEST_GAP = 3
_INLINE_GAP = 2
_PARENTHESISED = frozenset(
    {Style.PAREN_HAN, Style.PAREN_NUMBER, Style.PAREN_UPPER, Style.PAREN_LOWER, Style.PAREN_ROMAN}
)
_TOP = frozenset({Style.CHAPTER, Style.ARTICLE})
_SENTENCE_END = re.compile(r"(?:[.;:!?)\"”'’\]]|;\s+and|;\s+or|\s-?[0-9]{1,3}-?)\s*$")
_REFERENCE = re.compile(
    r"(?:section|sections|clause|clauses|article|articles|paragraph|paragraphs|subsection|exhibit|schedule|part|no\.)\s*$",
    re.IGNORECASE,
)
_HEADING_ONLY = 90
# No contract counts in as many ways at once; a text that seems to is none.
_DEEPEST = 20


@dataclass(kw_only=True, slots=True)
class Node:
    """A clause in the tree: its label, its parent, and the offset where its own text ends (the next label)."""

    marker: Marker
    parent: "Node | None"
    end: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def style(self) -> Style:
        """How it is labelled."""
        return self.marker.style

    @property
    def path(self) -> tuple[int, ...]:
        """The numbers in its label."""
        return self.marker.path

    @property
    def last(self) -> int:
        """The last of its numbers."""
        return self.marker.last


def outline(text: str) -> list[Node]:
    """Every clause in reading order; offsets count in ``text``, and each node's own text ends where the next begins."""
    nodes: list[Node] = []
    stack: list[Node] = []
    for marker in find_markers(text):
        if marker.style is Style.RESET:
            if not any(node.style in (Style.SCHEDULE, *_TOP) or node.style is Style.NUMBER for node in stack):
                stack.clear()
                nodes.clear()  # the recitals before it are part of the preamble
            continue
        if marker.style is Style.CLOSING and (not nodes or nodes[-1].style is Style.CLOSING):
            continue  # the parties at the top, or the second of two signatures
        depth = _place(marker, stack, nodes, text)
        if depth is None or depth >= _DEEPEST:
            continue
        del stack[depth:]
        parent = stack[-1] if stack else None
        node = Node(marker=marker, parent=parent)
        if parent:
            parent.children.append(node)
        nodes.append(node)
        if marker.style is Style.CLOSING:
            stack.clear()
        else:
            stack.append(node)
    return _ended(_without_parties(nodes), len(text))


def _without_parties(nodes: list[Node]) -> list[Node]:
    """Less the listed parties and recitals that come before the first clause proper."""
    listed = (*_PARENTHESISED, Style.UPPER)
    first = next((n for n, node in enumerate(nodes) if node.style not in listed), 0)
    dropped = {id(node) for node in nodes[:first]}
    for node in nodes[first:]:
        if node.parent and id(node.parent) in dropped:
            node.parent = None
    return nodes[first:]


def _ended(nodes: list[Node], length: int) -> list[Node]:
    for here, after in itertools.pairwise(nodes):
        here.end = after.marker.opens
    if nodes:
        nodes[-1].end = length
    return nodes


def _place(marker: Marker, stack: list[Node], nodes: list[Node], text: str) -> int | None:
    """How much of ``stack`` stays above a new clause, or None when the label is no clause."""
    if marker.style in (Style.SCHEDULE, Style.CLOSING):
        return 0
    if not (_may_begin(marker, stack, text) if marker.inline else _may_stand(marker, text)):
        return None
    if not nodes and _opens_a_fragment(marker, text):
        return 0
    if marker.style is Style.DECIMAL and len(marker.path) > 1:
        return _place_decimal(marker, stack, text)
    return _place_counted(marker, stack, nodes, text)


def _place_counted(marker: Marker, stack: list[Node], nodes: list[Node], text: str) -> int | None:
    going_on = _going_on(marker, stack, text)
    if going_on is None and marker.style is Style.ARTICLE:
        going_on = _next_chapter(marker, stack, nodes, text)
    if going_on is not None:
        return going_on
    begun = marker.inline and any(node.style is marker.style for node in stack)
    return None if marker.last != 1 or begun else _place_first(marker, stack)


def _place_decimal(marker: Marker, stack: list[Node], text: str) -> int | None:
    for depth in range(len(stack), 0, -1):
        node = stack[depth - 1]
        if node.style is Style.DECIMAL and node.path[:-1] == marker.path[:-1]:
            return depth - 1 if _follows(marker, node.last, text) else None
        if node.path == marker.path[:-1] and node.style in (*_TOP, Style.NUMBER, Style.DECIMAL):
            before = [child.last for child in node.children if child.style is Style.DECIMAL]
            return depth if _follows(marker, max(before, default=0), text) else None
    return _without_chapter(marker, stack)


def _without_chapter(marker: Marker, stack: list[Node]) -> int | None:
    """Where ``5.1`` stands when no clause 5 was found above it: its heading may carry no number."""
    if marker.inline or not stack:
        return None if marker.inline else 0
    if stack[0].style is Style.SCHEDULE:
        return 1 if marker.last == 1 else None
    return 0 if marker.last == 1 and marker.path[0] > stack[0].path[0] else None


def _going_on(marker: Marker, stack: list[Node], text: str) -> int | None:
    """Where a clause of the same style with the number before stands.

    Of several it is the one that is indented alike; a label within a line goes on from the innermost.
    """
    fitting = [
        (-depth if marker.inline else abs(node.marker.indent - marker.indent), depth)
        for depth, node in enumerate(stack)
        if _alike(node, marker) and _follows(marker, node.last, text)
    ]
    return min(fitting)[1] if fitting else None


def _next_chapter(marker: Marker, stack: list[Node], nodes: list[Node], text: str) -> int | None:
    """Articles go on counting from one chapter to the next."""
    if not stack or stack[-1].style is not Style.CHAPTER:
        return None
    before = next((node.last for node in reversed(nodes) if node.style is Style.ARTICLE), 0)
    return len(stack) if _follows(marker, before, text) else None


def _alike(node: Node, marker: Marker) -> bool:
    if node.style is marker.style or (marker.inline and node.style is Style.NUMBER):
        return True
    # "6.0" counts on from "Section 5"; a lone "(i)" is the letter when "(h)" came before.
    return {node.style, marker.style} <= {Style.ARTICLE, Style.NUMBER, Style.DECIMAL} and len(node.path) == 1


def _follows(marker: Marker, last: int, text: str) -> bool:
    widest = _WIDEST_GAP if not marker.inline else (_INLINE_GAP if marker.style is Style.DECIMAL else 1)
    if text[marker.end : marker.end + 3].strip()[:1].islower():
        widest = 1  # the middle of a sentence that speaks of another clause
    return last < marker.last <= last + widest


def _place_first(marker: Marker, stack: list[Node]) -> int:
    """A label that starts counting: below the innermost clause, unless it ranks above it or counts anew."""
    if marker.style in _TOP:
        return next((depth for depth, node in enumerate(stack) if node.style >= Style.ARTICLE), len(stack))
    same = next((depth for depth, node in enumerate(stack) if node.style is marker.style), None)
    if same is not None and (marker.style in _PARENTHESISED or marker.indent <= stack[same].marker.indent):
        return same
    if same is not None:
        return len(stack)
    depth = len(stack)
    while depth and stack[depth - 1].style in _PARENTHESISED and stack[depth - 1].style > marker.style:
        depth -= 1
    return depth


def _opens_a_fragment(marker: Marker, text: str) -> bool:
    """Whether the first label of all may carry any number: an excerpt does not begin with clause 1."""
    if marker.inline or marker.style not in (Style.ARTICLE, Style.NUMBER, Style.HAN):
        return False
    rest = text[marker.end :].partition("\n")[0].strip()
    titled = 0 < len(rest) <= _HEADING_ONLY and rest[-1] not in ",;:，；："
    return marker.style is Style.ARTICLE or titled or f" {marker.last}.1" in rest[:_HEADING_ONLY]


def _may_stand(marker: Marker, text: str) -> bool:
    """A number behind "clause" is a reference, also when a line ends between the two."""
    counted = marker.style in (Style.NUMBER, Style.DECIMAL)
    return not (counted and _REFERENCE.search(text[max(0, marker.start - 40) : marker.start]))


def _may_begin(marker: Marker, stack: list[Node], text: str) -> bool:
    """Whether the words before an inline label can end a clause, and are no reference to one."""
    before = text[max(0, marker.start - 40) : marker.start]
    if _REFERENCE.search(before):
        return False
    if _SENTENCE_END.search(before) or (marker.style is Style.DECIMAL and text[marker.end - 1] == "."):
        return True
    top = stack[-1] if stack else None
    first_of_chapter = top is not None and marker.last == 1 and marker.path[:-1] == top.path
    return first_of_chapter and top is not None and marker.start - top.marker.end <= _HEADING_ONLY
