"""What a document's styles say about text: numbering, headings, and letters that Word hides."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.adapters.office_package import Element, Reading

_MOST_ANCESTORS = 20


@dataclass(kw_only=True, slots=True)
class Style:
    """What one style says itself; None and empty where it leaves that to the style it is based on."""

    kind: str
    based_on: str = ""
    use: str | None = None
    level: int | None = None
    outline: int | None = None
    hidden: bool | None = None


class Styles(Reading):
    """The styles of one document (its styles part)."""

    def __init__(self) -> None:
        super().__init__()
        self._styles: dict[str, Style] = {}
        self._default = ""
        self._style = Style(kind="")

    def numbering_of(self, style: str) -> tuple[str, int | None, str]:
        """(numbering, level, style that says so) of a paragraph style; a numbering that does not exist means none."""
        level: int | None = None
        for name, found in self._line(style or self._default):
            level = found.level if level is None else level
            if found.use is not None:
                return found.use, level, name
        return "", None, ""

    def is_heading(self, style: str) -> bool:
        """Whether paragraphs of the style have a place in the document's outline."""
        levels = (found.outline for _, found in self._line(style or self._default) if found.outline is not None)
        return next(levels, 9) < 9

    def hides(self, *styles: str) -> bool:
        """Whether any of these styles hides its text."""
        return any(self._hides(style) for style in styles)

    def list_styles(self) -> Iterator[tuple[str, str]]:
        """Each list style with its numbering."""
        for name, style in self._styles.items():
            if style.kind == "numbering" and style.use:
                yield name, style.use

    def _hides(self, style: str) -> bool:
        said = (found.hidden for _, found in self._line(style) if found.hidden is not None)
        return next(said, False)

    def _line(self, style: str) -> Iterator[tuple[str, Style]]:
        """The style and those it is based on, as far as they are there; a circle ends."""
        for _ in range(_MOST_ANCESTORS):
            found = self._styles.get(style)
            if found is None:
                return
            yield style, found
            style = found.based_on

    # reading the definitions

    def opened(self, element: Element) -> None:
        """A style, or something that it says."""
        around = tuple(name for name in self.path if name)[2:]
        match element.name, around:
            case "style", ():
                self._style = self._styles[element.get("styleId")] = Style(kind=element.get("type"))
                if element.get("type") == "paragraph" and element.get("default") not in ("", "0", "false"):
                    self._default = element.get("styleId")
            case "basedOn", ():
                self._style.based_on = element.get("val")
            case "numId", ("pPr", "numPr"):
                self._style.use = element.get("val")
            case "ilvl", ("pPr", "numPr"):
                self._style.level = element.number()
            case "outlineLvl", ("pPr",):
                self._style.outline = element.number(default=9)
            case "vanish", ("rPr",):
                self._style.hidden = element.is_on()
