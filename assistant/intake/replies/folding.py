"""Decides which characters of a reply count as the same, and blanks out its markup; offsets never change."""

import html
import re

from assistant.intake.terms.folding import plain

# Marks that show nothing; some mail programs put them between letters, and so do people who hide words.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f\ufe00-\ufe0f]")
_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"})
# Words that only Cantonese writing has, in the form that the patterns are written in; one character each.
_SAME = str.maketrans(
    {
        "冇": "没",
        "嘅": "的",
        "喺": "在",
        "咗": "了",
        "啲": "些",
        "嚟": "来",
        "俾": "给",
        "畀": "给",
        "佢": "他",
        "哋": "们",
        "嗰": "那",
        "呢": "这",
        "唔": "不",
        "係": "是",
    }
)
# In 關係 it is no sign of Cantonese.
_RELATION = re.compile("(?<=[關关聯联體体])係")
_IS_HTML = re.compile(
    r"<(?:html|body|div|p|br|span|table|!--|a|b|i|font|ul|li|td|style)\b[^>]{0,400}>|<!--", re.IGNORECASE
)
_LINE_TAG = re.compile(r"</?(?:p|div|br|tr|li|ul|ol|table|h[1-6]|blockquote|body|html|hr)\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"<!--(?:.{0,20000}?-->|.*)|<(style|script|title)\b[^>]{0,400}>.{0,20000}?</\1\s*>|</?[a-z!][^<>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = re.compile(
    r"<(\w+)\b[^<>]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em)?\s*[;\"']"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b)|opacity\s*:\s*0\s*[;\"']|\bhidden\b)[^<>]{0,300}>"
    r".{0,5000}?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def fold(text: str) -> str:
    """``text`` with every character replaced by its plain one, Simplified, narrow and small; line breaks stay."""
    plainer = _RELATION.sub("系", text).translate(_BREAKS).translate(_SAME)
    return plainer.translate({ord(each): plain(each) for each in set(plainer) if each != "\n"})


def is_html(text: str) -> bool:
    """Whether ``text`` holds markup of HTML."""
    return bool(_IS_HTML.search(text[:200_000]))


def hidden_parts(text: str) -> tuple[tuple[int, int], ...]:
    """Where ``text`` holds words that nobody sees who reads the mail: remarks in the markup, hidden elements."""
    if not is_html(text):
        return ()
    remarks = (m.span() for m in _MARKUP.finditer(text) if m[0].startswith("<!--"))
    return (*remarks, *(m.span() for m in _HIDDEN.finditer(text)))


def without_markup(text: str) -> str:
    """``text`` of the same length: blanks for tags, remarks and hidden elements, a line break for each block."""
    if not is_html(text):
        return text
    shown = _HIDDEN.sub(_blank, text)
    return _ENTITY.sub(_sign, _MARKUP.sub(_blank, shown))


def _blank(tag: re.Match[str]) -> str:
    end = "\n" if _LINE_TAG.match(tag[0]) else " "
    return " " * (len(tag[0]) - 1) + end


def _sign(entity: re.Match[str]) -> str:
    sign = html.unescape(entity[0])
    return sign.ljust(len(entity[0])) if len(sign) == 1 else entity[0]
