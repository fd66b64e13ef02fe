"""Decides which characters of a cell count: widths and blanks are evened out, lost or hidden characters are refused."""

import re
import unicodedata

from assistant.errors import BadInput

# Full-width forms of ASCII, and the blanks that spreadsheets and Chinese input methods leave behind. NFKC would also
# turn other scripts' digits, circled numbers and superscripts into plain digits, so only these forms are narrowed.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys((0x3000, 0xA0, 0x2007, 0x202F), 0x20)
_HIDDEN = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x200E, 0x200F), None)
_BLANKS = " \t\r\n\u3000\u00a0\u2007\u202f\ufeff\u200b"
_BRACKETED = re.compile(r"[(\[【].*?[)\]】]")


def narrow(text: str) -> str:
    """``text`` with full-width letters, digits and blanks as their plain ASCII forms; other scripts stay."""
    return text.translate(_NARROW)


def clean(text: str) -> str:
    """A cell's text without hidden characters and outer blanks; raises BadInput for lost or control characters."""
    kept = text.translate(_HIDDEN).strip(_BLANKS)
    for character in kept:
        if character not in "\t\r\n" and unicodedata.category(character) in ("Cc", "Co", "Cs"):
            raise BadInput("damaged_text", _damaged(kept), text=kept)
    if "\ufffd" in kept:
        raise BadInput("damaged_text", _damaged(kept), text=kept)
    return kept


def name_key(text: str) -> str:
    """A column name or a word of a list, made comparable: case, blanks, hyphens and stars do not count."""
    return re.sub(r"[\s_\-.*:：#]+", "", narrow(text).casefold())


def without_brackets(text: str) -> str:
    """``text`` less any note in brackets, such as the unit in ``金额（元）``."""
    return _BRACKETED.sub("", narrow(text))


def bracketed(text: str) -> str:
    """What stands in the first brackets of ``text``, or nothing."""
    found = _BRACKETED.search(narrow(text))
    return found.group()[1:-1].strip() if found else ""


def _damaged(text: str) -> str:
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:40]
    return f"{shown!r} holds characters that were lost or damaged before; export the file again as UTF-8."
