"""Decides how our word-processor files are set up: A4, fonts that show Chinese, plain parts, tables that turn pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# Points, millimetres and colours of a page.
_TEXT_PT, _TABLE_PT, _SMALL_PT = 9, 8, 8
_SIDE_MM, _TOP_MM = 20, 16
GREY = "595959"
RED = "B00020"
_LINE, _HEAD_FILL = "BFBFBF", "F2F2F2"
_LATIN = "Arial"
# The fonts that Windows and Office have for each script; other systems choose their own by the language.
_HAN = {"zh-CN": "Microsoft YaHei", "zh-TW": "Microsoft JhengHei", "zh-HK": "Microsoft JhengHei"}
# What a new file brings along and no letter needs: a picture of an empty page, another program's name, unused styles.
_NEEDLESS = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects", "numbering", "webSettings")
_KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}
_TABLE_STYLE = "Figures"
_MM = 56.69  # twentieths of a point


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A table's cell; ``span`` counts the columns that it takes."""

    text: str
    right: bool = False
    strong: bool = False
    grey: bool = False
    span: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A table's row: a ``head`` is repeated on each page; what ``stays`` is on the page of the next row."""

    cells: tuple[Cell, ...]
    head: bool = False
    stays: bool = False
    ruled: bool = True


def new_page(tag: str, *, title: str, author: str, day: date) -> "Document":
    """An empty A4 document in the language ``tag`` (BCP 47), dated ``day``, that says nothing of this machine."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_SIDE_MM)
    section.top_margin = section.bottom_margin = Mm(_TOP_MM)
    section.footer_distance = Mm(_TOP_MM / 2)
    _drop_needless(document)
    _set_styles(document, tag)
    core = document.core_properties
    core.title, core.author, core.language = title, author, tag
    core.comments = core.last_modified_by = ""
    core.created = core.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001  (the format has no zone)
    return document


def add_line(
    document: "Document",
    text: str,
    *,
    size: float = _TEXT_PT,
    strong: bool = False,
    colour: str = "",
    before: float = 0,
) -> "Paragraph":
    """A paragraph of one line of text; ``before`` is the space above it in points."""
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), strong
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def add_table(document: "Document", widths: Sequence[float], rows: Iterable[Row]) -> None:
    """A table of these column widths (millimetres)."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    made = "".join(_row(row, widths) for row in rows)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )
    document.element.body.insert_element_before(table, "w:sectPr")


def number_pages(document: "Document", form: str) -> None:
    """Set ``form``, such as ``Page {page} of {pages}``, at the foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    for part in form.replace("{", "\0{").replace("}", "}\0").split("\0"):
        name = part.strip("{}")
        if part.startswith("{"):
            run = f'<w:r><w:rPr><w:sz w:val="{_SMALL_PT * 2}"/></w:rPr><w:t>1</w:t></w:r>'
            paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{fields[name]}">{run}</w:fldSimple>'))
        elif part:
            paragraph.add_run(part).font.size = Pt(_SMALL_PT)


def head_pages(document: "Document", text: str, colour: str) -> None:
    """Set ``text`` at the head of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(_TEXT_PT), True, RGBColor.from_string(colour)


def rule_beneath(paragraph: "Paragraph") -> None:
    """A thin line under the paragraph, over the whole width."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = f'<w:bottom w:val="single" w:sz="6" w:space="4" w:color="{GREY}"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph.paragraph_format.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:jc")


def _drop_needless(document: "Document") -> None:
    package = document.part.package
    for relations in ([package.rels] if package else []) + [document.part.rels]:
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _NEEDLESS:
                relations.pop(key)


def _set_styles(document: "Document", tag: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt

    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.delete()
    fonts = f'w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}" w:eastAsia="{_HAN.get(tag, _HAN["zh-CN"])}"'
    east, west = (tag, "en-US") if tag in _HAN else ("zh-CN", tag)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault"))
    run.clear()
    run.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}><w:rFonts {fonts}/><w:sz w:val="{int(_TEXT_PT * 2)}"/>'
            f'<w:lang w:val="{west}" w:eastAsia="{east}"/></w:rPr>'
        )
    )
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(1), 1.1
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), east)
    figures = document.styles.add_style(_TABLE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    figures.base_style = document.styles["Normal"]
    figures.font.size = Pt(_TABLE_PT)
    # Word sets a gap between Han characters and digits, which breaks dates in narrow columns.
    for gap in ("autoSpaceDE", "autoSpaceDN"):
        figures.element.get_or_add_pPr().append(parse_xml(f'<w:{gap} {nsdecls("w")} w:val="0"/>'))
    figures.paragraph_format.space_before = figures.paragraph_format.space_after = Pt(1.5)
    figures.paragraph_format.line_spacing = 1


def _row(row: Row, widths: Sequence[float]) -> str:
    head = "<w:tblHeader/>" if row.head else ""
    cells, place = [], 0
    for cell in row.cells:
        wide = sum(widths[place : place + cell.span])
        cells.append(_cell(cell, row, wide))
        place += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, row: Row, wide: float) -> str:
    line = f'<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="{_LINE}"/></w:tcBorders>' if row.ruled else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD_FILL}"/>' if row.head else ""
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    stays = "<w:keepNext/>" if row.stays or row.head else ""
    side = '<w:jc w:val="right"/>' if cell.right else ""
    look = "<w:b/>" * (cell.strong or row.head) + f'<w:color w:val="{GREY}"/>' * cell.grey
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(wide)}" w:type="dxa"/>{span}{line}{fill}'
        f'<w:vAlign w:val="{"bottom" if row.head else "top"}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{_TABLE_STYLE}"/>{stays}{side}</w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r></w:p></w:tc>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _MM)
