"""Turns the body of a Word file into lines of text: paragraphs with their numbers, rows, notes and tracked changes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.adapters.docx_blocks import Blocks
from assistant.adapters.docx_changes import KINDS, Changes, Words
from assistant.adapters.docx_numbering import Numbering
from assistant.adapters.docx_styles import Styles
from assistant.adapters.docx_symbols import FormField, symbol
from assistant.adapters.office_package import WORDS, Element, Reading, too_large
from assistant.adapters.unseen import without_controls, without_unseen

_MOST_TEXT = 1_200_000
_MATHS = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)
# What is not the text as it stands now: settings of fields, an earlier look, readings beside characters.
_SKIPPED = (
    "sdtPr", "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange",
    "sectPrChange", "numberingChange", "rt", "sectPr", "delInstrText",
)  # fmt: skip
# Around these, a change says something of what they describe and holds no text.
_DESCRIBING = frozenset({"rPr", "trPr", "numPr"})
_BROKEN = re.compile(r"\s*\n\s*")
_COUNTED_FIELD = re.compile(r"\b(?:LISTNUM|AUTONUM(?:LGL|OUT)?)\b")
_PICTURES = frozenset({"blip", "imagedata"})
# Small figures above or below the line are no part of the number before them: 30 with note 1 is not 301.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_DEEPEST_LEVEL = 8


@dataclass(kw_only=True, slots=True)
class Found:
    """What the parts of one document hold besides text; ``notes`` are the foot- and endnotes in order of reference."""

    name: str
    numbering: Numbering
    styles: Styles
    changes: Changes = field(default_factory=Changes)
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: int = 0
    hidden: int = 0
    unseen: int = 0
    pictures: int = 0
    embedded: int = 0
    symbols: int = 0
    counted_fields: int = 0
    left: int = _MOST_TEXT


@dataclass(kw_only=True, slots=True)
class _Paragraph:
    words: Words = field(default_factory=Words)
    style: str = ""
    use: str | None = None
    level: int | None = None
    boxes: list[str] = field(default_factory=list)


class Body(Reading):
    """Reads one part that holds paragraphs; ``lines`` is its text, ``by_id`` that of each foot- or endnote in it."""

    spaces = WORDS | _MATHS
    skipped = frozenset(_SKIPPED)

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.by_id: dict[str, list[str]] = {}
        self._found = found
        self._blocks = Blocks(self.lines)
        self._paragraphs: list[_Paragraph] = []
        self._hidden = False
        self._figures: dict[int, int] = {}
        self._said: list[str] | None = None
        self._field = FormField()

    # elements

    def opened(self, element: Element) -> None:
        """Text, something that holds text, or something said about it."""
        name = element.name
        if name in KINDS:
            self._open_change(element)
        elif name in _IN_RUN and self.around == "r":
            _IN_RUN[name](self, element)
        elif name in _ANYWHERE:
            _ANYWHERE[name](self, element)
        elif self.path[-2:] == ["r", "rPr"]:
            self._open_look(element)

    def closed(self, name: str) -> None:
        """The end of a paragraph, a text, a cell, a change, and so on."""
        if name in _CLOSED:
            _CLOSED[name](self)
        elif name in KINDS and self.around not in _DESCRIBING:
            self._blocks.close_change()

    def foreign(self, name: str) -> None:
        """A picture, perhaps."""
        self._found.pictures += name in _PICTURES

    def left_out(self, element: Element) -> None:
        """A change of looks is counted, not shown."""
        if element.name.endswith("Change"):
            self._found.changes.formats += 1
            self._found.changes.note(element)

    def characters(self, content: str) -> None:
        """For the parser: text."""
        if self._said is not None:
            self._said.append(content)
            self._spend(len(content))

    # changes

    def _open_change(self, element: Element) -> None:
        around, kind = self.around, KINDS[element.name]
        if around not in _DESCRIBING:
            self._blocks.open_change(kind)
        elif self.path[-2:] == ["pPr", "rPr"] and self._paragraphs:
            self._paragraphs[-1].words.mark = kind
        elif around == "trPr":
            self._blocks.change_row(kind)
        self._found.changes.note(element)

    def _change_cell(self, element: Element) -> None:
        self._found.changes.note(element)
        self._blocks.change_cell("+" if element.name == "cellIns" else "-")

    # paragraphs and runs

    def _open_paragraph(self, _: Element) -> None:
        self._paragraphs.append(_Paragraph())

    def _close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = paragraph.words.shown(self._found.changes)
        label = self._label(paragraph)
        lines = self._blocks.lines
        if self._found.styles.is_heading(paragraph.style) and lines and lines[-1] and not self._blocks.in_table:
            lines.append("")
        lines.extend((label + text).rstrip().split("\n"))
        lines.extend(paragraph.boxes)
        self._spend(len(label) + 1)

    def _label(self, paragraph: _Paragraph) -> str:
        numbering = self._found.numbering
        use, level, style = self._found.styles.numbering_of(paragraph.style)
        if paragraph.use is not None:
            use, level = paragraph.use, 0
        elif use:
            linked = (numbering.level_of(use, name) for name in (paragraph.style, style))
            level = next((at for at in linked if at is not None), level)
        return numbering.label(use, paragraph.level if paragraph.level is not None else level or 0)

    def _describe(self, element: Element) -> None:
        """The style or the numbering of the open paragraph."""
        if not self._paragraphs or self.around not in ("pPr", "numPr"):
            return
        paragraph = self._paragraphs[-1]
        if element.name == "pStyle":
            paragraph.style = element.get("val")
        elif element.name == "numId":
            paragraph.use = element.get("val")
        else:
            paragraph.level = min(max(element.number(), 0), _DEEPEST_LEVEL)

    def _open_run(self, _: Element) -> None:
        self._hidden = bool(self._paragraphs) and self._found.styles.hides(self._paragraphs[-1].style)
        self._figures = {}

    def _open_look(self, element: Element) -> None:
        match element.name:
            case "vanish":
                self._hidden = element.is_on()
            case "rStyle":
                self._hidden |= self._found.styles.hides(element.get("val"))
            case "vertAlign":
                self._figures = {"superscript": _RAISED, "subscript": _LOWERED}.get(element.get("val"), {})

    def _open_text(self, _: Element) -> None:
        self._said = []

    def _close_text(self) -> None:
        said, self._said = "".join(self._said or ()), None
        text, unseen = without_unseen(without_controls(_BROKEN.sub(" ", said)))
        self._found.unseen += unseen
        self._found.hidden += self._hidden and bool(text.strip())
        self._add(text.replace("\u2011", "-").translate(self._figures))

    def _close_instruction(self) -> None:
        self._found.counted_fields += bool(_COUNTED_FIELD.search("".join(self._said or ())))
        self._said = None

    def _add(self, text: str) -> None:
        if text and self._paragraphs:
            self._paragraphs[-1].words.add(self._blocks.state, text)

    def _spend(self, length: int) -> None:
        self._found.left -= length
        if self._found.left < 0:
            raise too_large(self._found.name)

    def _add_symbol(self, element: Element) -> None:
        sign = symbol(element.get("font"), element.get("char"))
        self._found.symbols += not sign
        self._add(sign or "〓")

    def _add_reference(self, element: Element) -> None:
        self._found.notes.append((_NOTES[element.name], element.get("id")))
        self._add(f"[^{len(self._found.notes)}]")

    # what holds paragraphs

    def _close_box(self) -> None:
        lines = [line for line in self._blocks.close_box() if line.strip()]
        (self._paragraphs[-1].boxes if self._paragraphs else self._blocks.lines).extend(lines)

    def _open_note(self, element: Element) -> None:
        self._blocks.open_note(self.by_id.setdefault(element.get("id"), []))

    # counts, and form fields of the old kind

    def _count_comment(self, _: Element) -> None:
        self._found.comments += 1

    def _count_embedded(self, _: Element) -> None:
        self._found.embedded += 1

    def _open_field(self, _: Element) -> None:
        self._field = FormField()

    def _fill_field(self, element: Element) -> None:
        if self.around in ("checkBox", "ddList"):
            self._field.fill(element)

    def _close_tick(self) -> None:
        self._add("☒" if self._field.ticked else "☐")

    def _close_choice(self) -> None:
        self._add(self._field.choice)


_Open = Callable[[Body, Element], None]
_Close = Callable[[Body], None]


def _adds(text: str) -> _Open:
    return lambda body, _: body._add(text)


_IN_RUN: Mapping[str, _Open] = {
    **dict.fromkeys(("t", "delText", "instrText"), Body._open_text),
    **dict.fromkeys(("tab", "ptab"), _adds("\t")),
    **dict.fromkeys(("br", "cr"), _adds("\n")),
    "noBreakHyphen": _adds("-"),
    "sym": Body._add_symbol,
    **dict.fromkeys(_NOTES, Body._add_reference),
    "commentReference": Body._count_comment,
}
_ANYWHERE: Mapping[str, _Open] = {
    "p": Body._open_paragraph,
    "r": Body._open_run,
    **dict.fromkeys(("pStyle", "numId", "ilvl"), Body._describe),
    "tr": lambda body, _: body._blocks.open_row(),
    "tc": lambda body, _: body._blocks.open_cell(),
    "txbxContent": lambda body, _: body._blocks.open_box(),
    **dict.fromkeys(("footnote", "endnote"), Body._open_note),
    **dict.fromkeys(("cellIns", "cellDel"), Body._change_cell),
    **dict.fromkeys(("num", "den"), _adds("(")),  # a fraction: (1)/(2)
    "sup": _adds("^"),
    **dict.fromkeys(("checkBox", "ddList"), Body._open_field),
    **dict.fromkeys(("default", "checked", "listEntry", "result"), Body._fill_field),
    **dict.fromkeys(("altChunk", "subDoc"), Body._count_embedded),
}
_CLOSED: Mapping[str, _Close] = {
    "p": Body._close_paragraph,
    **dict.fromkeys(("t", "delText"), Body._close_text),
    "instrText": Body._close_instruction,
    "tc": lambda body: body._blocks.close_cell(),
    "tr": lambda body: body._blocks.close_row(),
    "txbxContent": Body._close_box,
    "num": lambda body: body._add(")/"),
    "den": lambda body: body._add(")"),
    "checkBox": Body._close_tick,
    "ddList": Body._close_choice,
}
