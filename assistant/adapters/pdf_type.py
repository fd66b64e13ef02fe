"""Sets lines of Chinese and Latin text for a PDF: how wide they are, and where they may break."""

import lzma
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from assistant.errors import BadInput

# WenQuanYi Micro Hei shows both Chinese scripts and Latin; the file holds the font as it was published.
FONT = "MicroHei"
_FILE = Path(__file__).parent / "fonts" / "wqy-microhei.ttc.xz"
# Characters between which a line may break, and those that do not begin or end one.
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_NOT_FIRST = r"[，。、；：？！）〕］｝〉》」』】”’…‧・．％\u3000,.;:?!)\]}%]"
_NOT_LAST = r"[（〔［｛〈《「『【“‘(\[{]"
_BREAK = re.compile(
    rf"(?<= )(?! )|(?<={_HAN})(?<!{_NOT_LAST})(?!{_NOT_FIRST})(?! )|(?<!{_NOT_LAST})(?={_HAN})(?!{_NOT_FIRST})"
)


class Run(NamedTuple):
    """One line of text on a page: points from the left and the lower edge, size in points, colour as RRGGBB."""

    x: float
    y: float
    text: str
    size: float
    strong: bool
    colour: str


@cache
def face() -> Any:
    """The font, registered with ReportLab under `FONT`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(FONT, BytesIO(lzma.decompress(_FILE.read_bytes())))
    pdfmetrics.registerFont(font)
    return font.face


def width(text: str, size: float) -> float:
    """How wide ``text`` is in points."""
    face()
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, FONT, size))


def require_shown(text: str) -> None:
    """Raise BadInput for a character that the font does not have: a letter with gaps is none."""
    known = face().charToGlyph
    missing = next((c for c in text if ord(c) not in known and not c.isspace()), None)
    if missing:
        raise BadInput(
            "letter_character_missing",
            f"The character {missing!r} (U+{ord(missing):04X}) cannot be set in a PDF; take the letter as docx.",
            character=missing,
            code=f"U+{ord(missing):04X}",
        )


def broken(text: str, size: float, room: float, first: float = 0) -> Iterator[str]:
    """``text`` in lines of at most ``room`` points, the first of them shorter by ``first``."""
    line, left = "", room - first
    for piece in _pieces(text, size, room):
        if line and width((line + piece).rstrip(), size) > left:
            yield line.rstrip()
            line, left = "", room
        line += piece
    yield line.rstrip()


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    """What is not broken; a word that is wider than a line is cut."""
    for word in _BREAK.split(text):
        cut, wide = 0, 0.0
        for place, character in enumerate(word):
            wide += width(character, size)
            if wide > room and place > cut and not character.isspace():
                yield word[cut:place]
                cut, wide = place, width(character, size)
        if word[cut:]:
            yield word[cut:]
