"""Makes text that others wrote safe to show to a model: nothing hidden in it, no delimiters, and a fence around it."""

import re
import unicodedata

# Invisible characters that are not of the categories Cc, Cf, Cs, Co, Cn: fillers and variation selectors.
_INVISIBLE = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)})
_VARIATION_SUPPLEMENT = range(0xE0100, 0xE01F0)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Everything that prompts, answers and chat templates use as a delimiter, and what stands for it in a fenced text.
_DELIMITERS = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›", "`": "'", "{": "(", "}": ")"})
_MARKER = re.compile(r"[A-Za-z0-9]{8,64}")


def fenced(name: str, text: str, marker: str) -> str:
    """``text`` between two lines that carry ``marker``, which the prompt says holds data and no instructions.

    ``marker`` is new for each call, 8 to 64 letters and digits; what is fenced cannot know it, and loses it if it does.
    """
    if not _MARKER.fullmatch(marker):
        raise ValueError("a marker is 8 to 64 ASCII letters and digits")
    inside = neutral(text)
    while marker in inside:
        inside = inside.replace(marker, "")
    return f"<<<{name} {marker}\n{inside}\n{name} {marker}>>>"


def neutral(text: str) -> str:
    """``text`` visible throughout, without angle brackets, back-ticks, braces and double square brackets."""
    plain = visible(text).translate(_DELIMITERS)
    return re.sub(r"\[(?=\[)|\](?=\])", lambda match: f"{match[0]} ", plain)


def visible(text: str) -> str:
    """``text`` without zero-width, bidirectional, tag, filler, variation and control characters; line breaks stay."""
    return "".join(char for char in _LINE_BREAKS.sub("\n", text) if char in "\n\t" or not _is_hidden(char))


def _is_hidden(char: str) -> bool:
    code = ord(char)
    return code in _INVISIBLE or code in _VARIATION_SUPPLEMENT or unicodedata.category(char) in _HIDDEN_CATEGORIES
