"""Decides which characters of a cell count: widths and blanks are evened out, lost or misleading ones are refused."""

import re
import unicodedata

from assistant.errors import BadInput

# Full-width forms of ASCII and of currency signs, and the blanks that spreadsheets and Chinese input methods leave
# behind. NFKC would also turn other scripts' digits, circled numbers and superscripts into plain digits.
_NARROW = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict(zip(range(0xFFE0, 0xFFE7), "¢£¬¯¦¥₩", strict=True))
    | dict.fromkeys((0x3000, 0xA0, 0x2007, 0x202F), 0x20)
)
# What no reader sees: zero widths, direction marks, blank letters, tags, and marks that only choose a glyph.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Turned round by one of these, 00.28 is read by a person as 82.00.
_OVERRIDES = re.compile("[\u202d\u202e]")
# The sign for a lost character, controls, private use, halves of characters, and what Unicode says is no character.
_LOST = re.compile(
    "[\ufffd\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U000f0000-\U0010ffff]"
)
_LINE_ENDS = re.compile(r"\s*[\t\r\n\u2028\u2029]\s*")
_BLANKS = " \t\r\n\u3000\u00a0\u2007\u202f\u2028\u2029"
_BRACKETED = re.compile(r"[(\[【].*?[)\]】]")
# Where GB18030 of the year 2000 put characters that Unicode has given a place of their own since.
FROM_PRIVATE = dict(
    zip(
        (*range(0xE78D, 0xE797), 0xE7C7, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
        "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
        strict=True,
    )
)
# UTF-8 that was read as GBK after it had been damaged.
_LOST_BEFORE = "锟斤拷"
# What UTF-8 looks like when it is read as Windows-1252.
_WESTERN = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
_FEWEST_MISREAD = 6
# Letters of the Cyrillic and Greek alphabets that nobody can tell from Latin ones.
_LOOK_ALIKES = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u03ff\u0400-\u04ff]")


def narrow(text: str) -> str:
    """``text`` with full-width letters, digits and blanks as their plain ASCII forms; other scripts stay."""
    return text if text.isascii() else text.translate(_NARROW)


def clean(text: str) -> str:
    """A cell's text on one line, composed (NFC), without hidden characters and outer blanks.

    Raises BadInput: ``damaged_text`` for lost, control or misread characters, ``hidden_direction`` for figures that a
    hidden mark shows in another order than they are stored in.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    if _OVERRIDES.search(text) and any(character.isdigit() for character in text):
        message = f"{_shown(text)} holds a hidden mark that turns figures round on the screen; type the cell anew."
        raise BadInput("hidden_direction", message, text=_shown(text))
    seen = _HIDDEN.sub("", text).translate(FROM_PRIVATE)
    kept = _LINE_ENDS.sub(" ", unicodedata.normalize("NFC", seen).strip(_BLANKS))
    if _LOST.search(kept) or _is_misread(kept):
        message = f"{_shown(kept)} holds characters that were lost or damaged before; export the file again as UTF-8."
        raise BadInput("damaged_text", message, text=_shown(kept))
    return kept


def look_alikes(code: str) -> str:
    """The letters of ``code`` that pass for Latin ones though they are not; none where others tell the alphabet."""
    foreign = "" if code.isascii() else "".join(_CYRILLIC_OR_GREEK.findall(code))
    return foreign if _LOOK_ALIKES.issuperset(foreign) else ""


def name_key(text: str) -> str:
    """A column name or a word of a list, made comparable: case, blanks, hyphens and stars do not count."""
    return re.sub(r"[\s_\-.*:：#]+", "", narrow(_HIDDEN.sub("", text)).casefold())


def without_brackets(text: str) -> str:
    """``text`` less any note in brackets, such as the unit in ``金额（元）``."""
    return _BRACKETED.sub("", narrow(text))


def bracketed(text: str) -> str:
    """What stands in the first brackets of ``text``, or nothing."""
    found = _BRACKETED.search(narrow(text))
    return found.group()[1:-1].strip() if found else ""


def _is_misread(text: str) -> bool:
    """Whether ``text`` is UTF-8 that somebody's program took for another encoding."""
    if text.isascii():
        return False
    if _LOST_BEFORE in text or any(_reads_better(run) for run in _WESTERN.findall(text)):
        return True
    letters = "".join(character for character in text if not character.isascii())
    return len(letters) >= _FEWEST_MISREAD and _is_han(_again(letters, "gb18030"))


def _reads_better(run: str) -> bool:
    told = _again(run, "cp1252") or _again(run, "latin-1")
    # Phonetic letters and modifiers are what chance makes of a sign after a capital, as in CAFÉ®.
    return bool(told) and not any(
        "\u0080" <= character <= "\u00bf" or "\u0180" <= character <= "\u02ff" for character in told
    )


def _again(text: str, encoding: str) -> str:
    """What the bytes of ``text`` say as UTF-8; nothing when they are none."""
    try:
        return text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return ""


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3000" <= character <= "\u9fff" or character > "\uff00" for character in text)


def _shown(text: str) -> str:
    return repr("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:40])
