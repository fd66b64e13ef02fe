"""Builds HTML in which every text is escaped, and characters that nobody would see are shown by their code."""

import html
import re
from collections.abc import Iterable

# Format characters, bidi controls, tags and variation selectors: invisible in a letter, and able to change what it
# seems to say (OWASP LLM01:2026, item 5). Line feed and tab are how letters are laid out.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


class Markup(str):
    """HTML that is safe to show as it stands; only this module makes it."""

    __slots__ = ()


NOTHING = Markup("")


def text(value: object) -> Markup:
    """``value`` as HTML text; Markup stays as it is."""
    if isinstance(value, Markup):
        return value
    parts, end = [], 0
    plain = str(value)
    for unseen in _UNSEEN.finditer(plain):
        parts += [html.escape(plain[end : unseen.start()]), f'<span class="unseen">{_code(unseen)}</span>']
        end = unseen.end()
    return Markup("".join([*parts, html.escape(plain[end:])]))


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """An element; ``class_`` and ``data_x`` stand for ``class`` and ``data-x``; None and False are left out."""
    inside = "".join(text(child) for child in children if child is not None)
    opening = f"<{name}{_attributes(attributes)}>"
    return Markup(opening if name in _VOID else f"{opening}{inside}</{name}>")


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """``parts`` one after another, ``between`` (plain text) standing between them."""
    return Markup(text(between).join(text(part) for part in parts))


_VOID = frozenset({"input", "br", "meta", "link", "hr", "img"})


def _attributes(attributes: dict[str, object]) -> str:
    written = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        written.append(f" {key}" if value is True else f' {key}="{html.escape(_visible(str(value)))}"')
    return "".join(written)


def _visible(plain: str) -> str:
    return _UNSEEN.sub(_code, plain)


def _code(unseen: re.Match[str]) -> str:
    return f"U+{ord(unseen.group()):04X}"
