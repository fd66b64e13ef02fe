"""Word files for tests, written part by part as Word would, so that each test shows the markup that it is about."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters import docx_text
from assistant.errors import UnreadableFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes")


def relations(**targets: str) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def part(root: str, content: str) -> str:
    return f"<w:{root} {W}>{content}</w:{root}>"


def write_docx(
    path: Path, body: str, *, head: str = "", more: dict[str, str | bytes] | None = None, **parts: str
) -> Path:
    """A Word file whose body holds ``body``; ``parts`` are the content of its styles, numbering, foot- and endnotes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        archive.writestr(
            "word/_rels/document.xml.rels", relations(**{kind: f"{kind}.xml" for kind in _PARTS if kind in parts})
        )
        archive.writestr("word/document.xml", head + part("document", f"<w:body>{body}</w:body>"))
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", part(kind, content))
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return path


def p(*runs: str, style: str = "", numbered: tuple[int, int] | None = None, mark: str = "") -> str:
    """A paragraph of ``runs``; ``numbered`` is (numbering, level), ``mark`` what happened to the paragraph's end."""
    settings = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        settings += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    if mark:
        settings += f"<w:rPr>{mark}</w:rPr>"
    return f"<w:p><w:pPr>{settings}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, settings: str = "") -> str:
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, uses: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{uses}'


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same package with every part as ``change`` makes it of its name and content."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def text_of(path: Path) -> str:
    return str(read_here(path)["text"])


def refused(path: Path) -> str:
    """The code of the refusal."""
    with pytest.raises(UnreadableFile) as caught:
        read_here(path)
    return caught.value.code


def read_here(path: Path) -> dict:
    """What the parser says, without a process of its own."""
    said: list[dict] = []
    docx_text.parse(path, said.append)
    return said[0]
