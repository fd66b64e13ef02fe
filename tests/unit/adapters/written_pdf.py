"""PDF files for tests, written object by object, so that each test shows the page that it is about."""

from collections.abc import Sequence
from pathlib import Path

from assistant.adapters import pdf_text

PICTURE = "q 400 0 0 500 50 100 cm /Im1 Do Q"


def write_pdf(path: Path, pages: Sequence[str | Sequence[str]], **more: object) -> Path:
    """A PDF with these pages: each is lines of text, or drawing commands as one string."""
    path.write_bytes(_file(_objects(pages, **more)))
    return path


def showing(text: str, *, at: int = 700, mode: int = 0) -> str:
    """The command that shows ``text`` (which a page of lines uses); mode 3 is invisible."""
    codes = "".join(f"{ord(character):04X}" for character in text)
    return f"BT /F1 12 Tf {mode} Tr 72 {at} Td <{codes}> Tj ET"


def _objects(
    pages: Sequence[str | Sequence[str]], *, annotations: str = "", unexplained: bool = False, kids: str = ""
) -> list[bytes]:
    listed = kids or " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    table = "" if unexplained else "/ToUnicode 5 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{listed}] /Count {len(pages)} >>".encode(),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] {table} >>".encode(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 1000 >>",
        _stream(_to_unicode()),
    ]
    for n, page in enumerate(pages):
        drawn = page if isinstance(page, str) else "\n".join(showing(t, at=740 - 16 * i) for i, t in enumerate(page))
        objects += [_page(7 + 2 * n, annotations if n == 0 else ""), _stream(drawn.encode())]
    return objects


def _page(content: int, annotations: str) -> bytes:
    image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray >>"
    noted = f"/Annots [{annotations}]" if annotations else ""
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R {noted}"
        f" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 {image} >> >> >>"
    ).encode()


def _to_unicode() -> bytes:
    """Codes are Unicode here; the table says so for Western, Chinese and private characters."""
    spans = ("0020 00FF", "200B 200F", "3000 30FF", "4E00 9FFF", "E000 E0FF", "FF00 FFFF")
    ranges = "\n".join(f"<{first}> <{last}> <{first}>" for first, last in (span.split() for span in spans))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF>"
        f" endcodespacerange\n{len(spans)} beginbfrange\n{ranges}\nendbfrange\nendcmap end end"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def read_here(path: Path) -> dict:
    """What the parser says, without a process of its own."""
    said: list[dict] = []
    pdf_text.parse(path, said.append)
    return said[0]
