"""Lays a letter out as a word-processor file: letterhead, text, tables, signature, and page numbers."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.adapters.letter_content import Block, Content, Part
from assistant.adapters.office_page import (
    GREY,
    RED,
    Cell,
    Row,
    add_line,
    add_table,
    head_pages,
    new_page,
    number_pages,
    rule_beneath,
)
from assistant.adapters.same_zip import repacked

if TYPE_CHECKING:
    from docx.document import Document

_TEXT_PT, _TITLE_PT, _NAME_PT, _REACH_PT = 10.5, 13, 14, 8.5
_PARAGRAPH_PT = 7
# Millimetres between the margins.
_WIDTH, _APART = 170, 5
# How many paragraph spaces stand before a part; a hand signs in that before the name.
_SPACE = {Part.TITLE: 2, Part.SALUTE: 2, Part.SIGNED: 3}


def docx_of(content: Content) -> bytes:
    """The letter as a DOCX file; the same letter always gives the same bytes."""
    document = new_page(content.tag, title=content.title, author=content.letterhead[0], day=content.day)
    if content.mark:
        head_pages(document, content.mark, RED)
    name, *reach = content.letterhead
    paragraph = add_line(document, name, size=_NAME_PT, strong=True)
    for line in reach:
        paragraph = add_line(document, line, size=_REACH_PT, colour=GREY)
    rule_beneath(paragraph)
    for block in content.blocks:
        _add(document, block, content)
    number_pages(document, content.words.page)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _add(document: "Document", block: Block, content: Content) -> None:
    if block.part is Part.ITEMS:
        add_line(document, "", size=3)
        add_table(document, _columns(block), (_row(block, place) for place in range(len(block.rows))))
        add_line(document, "", size=3)
        return
    if block.part is Part.FORM:
        above = add_line(document, "", size=_REACH_PT, before=_PARAGRAPH_PT)
        above.paragraph_format.keep_with_next = True
        rule_beneath(above)
    for place in range(len(block.rows)):
        _add_line(document, block, place, content)


def _row(block: Block, place: int) -> Row:
    strong = block.is_strong(place)
    cells = (Cell(text=t, right=n in block.figures, strong=strong) for n, t in enumerate(block.rows[place]))
    return Row(cells=_apart(tuple(cells)), stays=place + 1 < len(block.rows) and block.is_summed)


def _columns(block: Block) -> list[float]:
    """The columns' widths in millimetres, and between them that of a gap."""
    shares = block.widths()
    wide = [(_WIDTH - _APART * (len(shares) - 1)) * share for share in shares]
    return [each for width in wide for each in (width, _APART)][:-1]


def _apart(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(each for cell in cells for each in (cell, Cell(text="")))[:-1]


def _add_line(document: "Document", block: Block, place: int, content: Content) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    part, words = block.part, content.words
    is_title = part is Part.TITLE
    before = _PARAGRAPH_PT * _SPACE.get(part, 1) if place == 0 or part is Part.FORM else 0
    size = _TITLE_PT if is_title else _TEXT_PT
    paragraph = add_line(document, block.rows[place][0], size=size, strong=block.is_strong(place), before=before)
    form = paragraph.paragraph_format
    if is_title and words.title_first:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if part is Part.SIGNED and words.signed_right:
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if words.indent and block.is_indented(place):
        form.first_line_indent = Pt(_TEXT_PT * 2)
    # Neither a heading nor the closing words stand alone at the foot of a page.
    is_last = place + 1 == len(block.rows)
    form.keep_with_next = is_title or part is Part.SALUTE or (part in (Part.SIGNED, Part.FORM) and not is_last)
    form.line_spacing = 1.25
