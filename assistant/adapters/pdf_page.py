"""Decides what one page of a PDF says, and whether a person would see the same: a scan has no text at all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
_DRAWS = frozenset({b"Do", b"INLINE IMAGE", b"f", b"F", b"f*", b"B", b"B*", b"S", b"s", b"b", b"b*", b"sh"})
_INVISIBLE = 3
# A page with a picture and less text than this is the scan of a page with a stamp on it.
_FEW_LETTERS = 50
_LOST = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_LATIN_1 = re.compile(r"[\u00a1-\u00ff]")
_MOST_LOST = 0.05
_MOST_LATIN_1 = 0.2
_MOST_ANNOTATIONS = 500
_MARKUP = frozenset({"/Text", "/Highlight", "/StrikeOut", "/Underline", "/Squiggly", "/Caret", "/Ink", "/Stamp"})


@dataclass(frozen=True, kw_only=True, slots=True)
class PageText:
    """What a page says; ``unreadable`` and ``invisible`` pages are to be looked at by a person.

    ``lost`` pages hold characters that their font does not explain, ``fields`` is how many filled form fields and
    text notes stand at the end of ``text``, ``comments`` how many remarks beside it do not.
    """

    text: str
    unreadable: bool = False
    invisible: bool = False
    lost: bool = False
    comments: int = 0
    fields: int = 0


@dataclass(kw_only=True, slots=True)
class _Watch:
    """Follows what a page's drawing commands do besides showing text."""

    unexplained: frozenset[str]
    mode: int = 0
    saved: list[int] = field(default_factory=list)
    font: str = ""
    shown: int = 0
    hidden: int = 0
    strange: int = 0
    drawn: int = 0

    def __call__(self, operator: bytes, operands: Any, *_: object) -> None:
        if operator in _SHOWS_TEXT:
            self.shown += 1
            self.hidden += self.mode == _INVISIBLE
            self.strange += self.font in self.unexplained
        elif operator in _DRAWS:
            self.drawn += 1
        elif operator == b"Tr" and operands:
            self.mode = int(operands[0])
        elif operator == b"Tf" and operands:
            self.font = str(operands[0])
        elif operator == b"q":
            self.saved.append(self.mode)
        elif operator == b"Q" and self.saved:
            self.mode = self.saved.pop()


def read_page(page: "PageObject") -> PageText:
    """The page's text with what is odd about it; a page that is broken by itself counts as unreadable.

    Raises pypdf's LimitReachedError for a page that unpacks to far more than a page holds.
    """
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        watch = _Watch(unexplained=_unexplained_fonts(page))
        text = page.extract_text(visitor_operand_before=watch)
        notes = list(_notes(page))
    except LimitReachedError:
        raise
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, NotImplementedError):
        return PageText(text="", unreadable=True)
    letters = len("".join(text.split()))
    garbled = letters > 0 and _garbled(text, letters, watch)
    scanned = watch.drawn > 0 and letters < _FEW_LETTERS
    filled = [note for note in notes if note]
    return PageText(
        text="\n".join([_without_lost("" if garbled else text), *filled]),
        unreadable=garbled or scanned,
        invisible=watch.hidden > 0 and not garbled,
        lost=bool(_LOST.search(text)) and not garbled,
        comments=len(notes) - len(filled),
        fields=len(filled),
    )


def _garbled(text: str, letters: int, watch: _Watch) -> bool:
    """Whether the letters are not those that the page shows, since the fonts do not tell which they are."""
    lost = len(_LOST.findall(text)) > _MOST_LOST * letters
    western = len(_LATIN_1.findall(text)) > _MOST_LATIN_1 * letters
    return lost or western or watch.strange * 3 > watch.shown


def _without_lost(text: str) -> str:
    return _LOST.sub("〓", text)


def _unexplained_fonts(page: "PageObject") -> frozenset[str]:
    """Fonts whose codes are plain glyph numbers, without a table that says which characters they are."""
    resources = page.get("/Resources")
    fonts = _mapping(_mapping(resources).get("/Font"))
    return frozenset(name for name in fonts if _is_unexplained(_mapping(fonts[name])))


def _is_unexplained(font: Mapping[str, Any]) -> bool:
    coded = font.get("/Subtype") == "/Type0" and str(font.get("/Encoding")) in ("/Identity-H", "/Identity-V")
    return coded and "/ToUnicode" not in font


def _mapping(value: Any) -> Mapping[str, Any]:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, dict) else {}


def _notes(page: "PageObject") -> Iterator[str]:
    """What was typed onto the page or into its form; empty for each remark that belongs to no text of its own."""
    listed = page.get("/Annots")
    annotations = listed.get_object() if listed is not None else []
    for reference in list(annotations)[:_MOST_ANNOTATIONS]:
        note = _mapping(reference)
        kind = note.get("/Subtype")
        if kind == "/Widget":
            yield from _filled_field(note)
        elif kind == "/FreeText" and note.get("/Contents"):
            yield f"[{' '.join(str(note['/Contents']).split())}]"
        elif kind in _MARKUP:
            yield ""


def _filled_field(note: Mapping[str, Any]) -> Iterator[str]:
    parent = _mapping(note.get("/Parent"))
    value = note.get("/V", parent.get("/V"))
    if note.get("/FT", parent.get("/FT")) in ("/Tx", "/Ch") and isinstance(value, str) and value.strip():
        name = note.get("/T", parent.get("/T", ""))
        yield f"[{' '.join(f'{name}: {value}'.split())}]"
