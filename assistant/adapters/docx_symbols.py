"""Decides what symbols and form fields say: a ticked box, or a chosen word, is the term that was agreed."""

from dataclasses import dataclass, field

from assistant.adapters.office_package import Element
from assistant.adapters.unseen import without_controls

# By font and the last two digits of Word's code; Word adds F000 to the font's own place.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x75: "◆", 0x76: "❖",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + n: chr(0x2460 + n) for n in range(10)}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐", 0x2A: "☐",
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD7: "⋅", 0xE5: "∑", 0xA0: "€",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = 0xF000


def symbol(font: str, code: str) -> str:
    """The character that ``code`` (hexadecimal) of ``font`` shows; empty when that is not known."""
    try:
        place = int(code[:8], 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.strip().casefold())
    if known is not None:
        return known.get(place & 0xFF, "")
    plain = place - _PRIVATE if place >= _PRIVATE else place
    character = chr(plain) if 0x20 < plain < _PRIVATE else ""
    return character if character.isprintable() else ""


@dataclass(kw_only=True, slots=True)
class FormField:
    """A form field of the old kind: ticked or not, or one of several words."""

    ticked: bool = False
    choices: list[str] = field(default_factory=list)
    chosen: int = 0

    def fill(self, element: Element) -> None:
        """Take in one of its settings."""
        match element.name:
            case "default" | "checked":
                self.ticked = element.is_on()
            case "listEntry":
                self.choices.append(without_controls(element.get("val")))
            case "result":
                self.chosen = max(element.number(), 0)

    @property
    def choice(self) -> str:
        """The chosen word; empty when the field lacks it."""
        return next(iter(self.choices[self.chosen :]), "")
