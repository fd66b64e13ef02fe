"""Lays a letter out as a PDF that looks alike everywhere: its font is part of the file, its text can be searched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import Any

from assistant.adapters.letter_content import Block, Content, Part
from assistant.adapters.office_page import GREY, RED
from assistant.adapters.pdf_type import FONT, Run, broken, face, require_shown, width

# Points: an A4 page, its margins, sizes of type and the space between lines and paragraphs.
_PAGE = (595.28, 841.89)
_SIDE, _TOP, _FOOT = 68.0, 62.0, 62.0
_WIDTH = _PAGE[0] - 2 * _SIDE
_TEXT, _TITLE, _NAME, _SMALL = 10.5, 13.0, 14.0, 8.5
_LEADING = {True: 1.65, False: 1.45}
_GAP = 8.0
# How many gaps stand before a part; a hand signs in that before the name.
_SPACE = {Part.TITLE: 2, Part.SALUTE: 2, Part.SIGNED: 3}
# Room to the left of a table's words, and to the right of its figures.
_CELL, _FIGURE = 4.0, 18.0
# ReportLab reads the font anew for each file that it writes, from one place in it.
_ONE_AT_A_TIME = Lock()
_BLACK, _LINE, _PALE = "000000", "BFBFBF", "ECECEC"


@dataclass(slots=True)
class _Page:
    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Sheets:
    """The pages as they fill; ``y`` is the height, in points, down to which the last one is filled."""

    pages: list[_Page] = field(default_factory=lambda: [_Page()])
    y: float = _PAGE[1] - _TOP

    def need(self, height: float) -> None:
        """Begin another page unless ``height`` is left on this one."""
        if self.y - height < _FOOT and self.pages[-1].runs:
            self.pages.append(_Page())
            self.y = _PAGE[1] - _TOP

    def add(self, line: str, x: float, size: float, *, strong: bool = False, colour: str = _BLACK) -> None:
        """A run of text on the line that ends at ``y``."""
        self.pages[-1].runs.append(Run(x, self.y + size * 0.3, line, size, strong, colour))

    def rule(self, colour: str) -> None:
        """A line across the page at ``y``."""
        self.pages[-1].rules.append((self.y, colour))


def pdf_of(content: Content) -> bytes:
    """The letter as a PDF; the same letter always gives the same bytes.

    Raises BadInput for a character that the font does not have.
    """
    said = [content.title, content.mark, *content.letterhead]
    said += (cell for block in content.blocks for row in block.rows for cell in row)
    require_shown("".join(said))
    sheets = _Sheets()
    _letterhead(sheets, content)
    for place, block in enumerate(content.blocks):
        following = content.blocks[place + 1] if place + 1 < len(content.blocks) else None
        # A form may stand on a page of its own, and takes no signature with it.
        together = (block,) if following is None or following.part is Part.FORM else (block, following)
        sheets.need(sum(_height(b, content) for b in together if _stays(b)))
        sheets.y -= _GAP * _SPACE.get(block.part, 1)
        if block.part is Part.FORM:
            sheets.rule(GREY)
        if block.part is Part.ITEMS:
            _table(sheets, block, content)
        else:
            _lines(sheets, block, content)
    with _ONE_AT_A_TIME:
        return _printed(sheets.pages, content)


def _stays(block: Block) -> bool:
    """Headings, closing words, signature and form are not torn apart."""
    return block.part in (Part.TITLE, Part.SALUTE, Part.SIGNED, Part.FORM)


def _height(block: Block, content: Content) -> float:
    return len(block.rows) * (_TEXT * _LEADING[content.is_chinese] + _row_gap(block)) + _GAP * _SPACE.get(block.part, 1)


def _row_gap(block: Block) -> float:
    """Room above each row: a form is filled in by hand."""
    return _GAP if block.part is Part.FORM else 0


def _letterhead(sheets: _Sheets, content: Content) -> None:
    name, *reach = content.letterhead
    for line in broken(name, _NAME, _WIDTH):
        sheets.y -= _NAME * 1.4
        sheets.add(line, _SIDE, _NAME, strong=True)
    for text in reach:
        for line in broken(text, _SMALL, _WIDTH):
            sheets.y -= _SMALL * 1.5
            sheets.add(line, _SIDE, _SMALL, colour=GREY)
    sheets.y -= 6
    sheets.rule(GREY)
    sheets.y -= _GAP


def _lines(sheets: _Sheets, block: Block, content: Content) -> None:
    is_title = block.part is Part.TITLE
    size = _TITLE if is_title else _TEXT
    leading = size * _LEADING[content.is_chinese]
    for n, (text,) in enumerate(block.rows):
        sheets.y -= _row_gap(block)
        indent = 2 * _TEXT if content.words.indent and block.is_indented(n) else 0.0
        for place, line in enumerate(broken(text, size, _WIDTH, indent)):
            sheets.need(leading)
            sheets.y -= leading
            x = _SIDE + (indent if place == 0 else 0)
            if is_title and content.words.title_first:
                x = (_PAGE[0] - width(line, size)) / 2
            if block.part is Part.SIGNED and content.words.signed_right:
                x = _PAGE[0] - _SIDE - width(line, size)
            sheets.add(line, x, size, strong=block.is_strong(n))


def _table(sheets: _Sheets, block: Block, content: Content) -> None:
    columns = [_WIDTH * share for share in block.widths()]
    leading = _TEXT * _LEADING[content.is_chinese]
    for place, row in enumerate(block.rows):
        cells = [list(broken(text, _TEXT, wide - 2 * _CELL)) for text, wide in zip(row, columns, strict=True)]
        high = max(map(len, cells)) * leading
        sheets.need(high + _CELL)
        top = sheets.y
        for n, lines in enumerate(cells):
            sheets.y = top
            for line in lines:
                sheets.y -= leading
                x = _place(line, columns, n, right=n in block.figures)
                sheets.add(line, x, _TEXT, strong=block.is_strong(place))
        sheets.y = top - high - _CELL / 2
        sheets.rule(_LINE)


def _place(line: str, columns: Sequence[float], n: int, *, right: bool) -> float:
    left = _SIDE + sum(columns[:n])
    return left + columns[n] - _FIGURE - width(line, _TEXT) if right else left + _CELL


def _printed(pages: Sequence[_Page], content: Content) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    face()
    file = BytesIO()
    # Invariant: no moment and no random id, so that the same letter has the same hash.
    canvas = Canvas(file, pagesize=_PAGE, pageCompression=1, invariant=1, lang=content.tag, initialFontName=FONT)
    canvas.setTitle(content.title)
    canvas.setAuthor(content.letterhead[0])
    canvas.setCreator("Tactful")
    for number, page in enumerate(pages, start=1):
        if content.mark:
            _watermark(canvas, content.mark)
        for y, colour in page.rules:
            canvas.setStrokeColor(_colour(colour))
            canvas.setLineWidth(0.6)
            canvas.line(_SIDE, y, _PAGE[0] - _SIDE, y)
        foot = content.words.page.format(page=number, pages=len(pages))
        for run in (*page.runs, *_margins(content.mark, foot)):
            _show(canvas, run)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _margins(mark: str, foot: str) -> Iterator[Run]:
    if mark:
        yield Run((_PAGE[0] - width(mark, _TEXT)) / 2, _PAGE[1] - 40, mark, _TEXT, True, RED)
    yield Run((_PAGE[0] - width(foot, _SMALL)) / 2, 34, foot, _SMALL, False, GREY)


def _show(canvas: Any, run: Run) -> None:
    """Draw ``run``; the font has one weight, so that strong type is drawn with its outline."""
    text = canvas.beginText(run.x, run.y)
    text.setFont(FONT, run.size)
    text.setFillColor(_colour(run.colour))
    if run.strong:
        canvas.setLineWidth(run.size * 0.03)
        text.setStrokeColor(_colour(run.colour))
        text.setTextRenderMode(2)
    text.textOut(run.text)
    text.setTextRenderMode(0)
    canvas.drawText(text)


def _watermark(canvas: Any, mark: str) -> None:
    size = 0.9 * _PAGE[0] / (width(mark, 1) or 1)
    canvas.saveState()
    canvas.translate(_PAGE[0] / 2, _PAGE[1] / 2)
    canvas.rotate(52)
    canvas.setFont(FONT, size)
    canvas.setFillColor(_colour(_PALE))
    canvas.drawCentredString(0, 0, mark)
    canvas.restoreState()


def _colour(code: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(f"#{code}")
