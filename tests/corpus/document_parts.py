"""Contracts as bytes: Word files with chosen XML, and PDF files written object by object."""

import io
import zipfile
from collections.abc import Iterable, Mapping

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def deleted(text: str) -> str:
    """A run that a tracked change takes out."""
    return f'<w:del w:id="1" w:author="Ann"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    """A run that a tracked change puts in."""
    return f'<w:ins w:id="2" w:author="Ann"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'


def word(*body: str, head: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file; ``head`` stands before the root element, ``parts`` are further members."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {_W}><w:body>{"".join(body)}</w:body></w:document>'
    )
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **(parts or {})}
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of ``parts``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of ``objects``, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, start)
    return bytes(out)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>\nstream\n" % (more, len(content)) + content + b"\nendstream"


def english_pdf(*lines: str, catalogue: bytes = b"", pages: int = 1) -> bytes:
    """Pages that each show ``lines`` in Helvetica."""
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    text = stream(f"BT /F1 12 Tf 72 720 Td {shown}ET".encode("ascii"))
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            text,
            *[page] * pages,
        ]
    )


def chinese_pdf(*lines: str) -> bytes:
    """A page whose characters are glyph numbers, with the table that says what they mean."""
    letters = sorted({letter for line in lines for letter in line})
    glyph = {letter: number for number, letter in enumerate(letters, start=1)}
    table = "\n".join(f"<{number:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, number in glyph.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}\nendbfchar\nendcmap\nend\n"
    )
    shown = "".join(f"<{''.join(f'{glyph[letter]:04X}' for letter in line)}> Tj 0 -16 Td " for line in lines)
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[8 0 R]/Count 1>>",
            b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor 5 0 R/DW 1000>>",
            b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
            b"/CapHeight 700/StemV 80>>",
            stream(cmap.encode("ascii")),
            stream(f"BT /F1 12 Tf 72 720 Td {shown}ET".encode("ascii")),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 7 0 R>>",
        ]
    )


def picture_pdf() -> bytes:
    """A page that is one picture, as a scanner makes it."""
    picture = stream(
        bytes(300), b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB/BitsPerComponent 8"
    )
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
            picture,
            stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 3 0 R>>>>/Contents 4 0 R>>",
        ]
    )
