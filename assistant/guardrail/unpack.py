"""Lays open what a text keeps from its reader: encoded words and hidden markup, each in the place where it stood."""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from assistant.guardrail.normalise import Edit, Folded, apply_edits, fold

# Put before words that a reader of the mail would not see; a cue of steering.yaml listens for it.
UNSEEN = "⟦unseen⟧"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_ESCAPE = re.compile(r"(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2}){2,2000}", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_HEX = re.compile(r"(?<![0-9a-fA-F])[2-7eE][0-9a-fA-F][ :]?(?:[0-9a-fA-F]{2}[ :]?){11,}+")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,8000}={0,2}")
# Base64 that was cut into pieces or lines: pieces that look like no word.
_PIECES = re.compile(
    r"(?<![A-Za-z0-9+/])(?:(?=[A-Za-z+/]{0,12}(?:[0-9+/]|[a-z][A-Z]))[A-Za-z0-9+/]{6,200}={0,2}[ \n]{1,2}){1,60}"
    r"[A-Za-z0-9+/]{2,200}={0,2}(?![A-Za-z0-9+/])"
)
_CUT_UP = re.compile(r"[a-z][A-Z][A-Za-z0-9+/]{3}|[A-Z][0-9][a-z]|[a-z][0-9][A-Z]")
_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[a-z]+")
_COMMON = frozenset(
    {"the", "and", "you", "your", "all", "this", "that", "are", "for", "not", "we", "will", "our", "have", "has", "can"}
    | {"but", "from", "was", "were", "they", "with", "who", "what", "how", "nobody", "everyone", "know", "pay", "about"}
    | {"is", "of", "to", "as", "in", "on", "be", "it", "if", "at"}
)
_COMMON_HAN = re.compile(
    "我们|你们|他们|贵司|贵公司|付款|还钱|不付|不还|再不|就让|就会|就等|我会|让你|的腿|打死|打断|弄死|砍死|坐牢|报警|起诉|法院|警察|全家|你的|我的"
    "|不会|不要|可以|知道|公司|告诉|这个|没有|已经|自己|什么|今天|明天|大家|就是|一定|小心|后果|名单|客户|老板|律师|上门|合同|发票|欠款"
)
_STOP_FIRST = re.compile(r"。[^。!?]{5,400}[^。!?:]$")
_STOPS = ".。!?"  # what a line that reads backwards may begin with
_COMMON_ROT13 = frozenset(codecs.encode(word, "rot13") for word in _COMMON)
_COMMON_REVERSED = frozenset(word[::-1] for word in _COMMON if len(word) > 2)
_SPOKEN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]{4}|[a-zA-Zа-яА-Я]{2}\W{1,4}[a-zA-Zа-яА-Я]{2}")
_MARKUP = re.compile(r"<!--|-->|<(/?[a-z][a-z0-9]{0,11})\b([^<>]{0,2000})>")
_INLINE = re.compile(
    "/?(?:a|abbr|b|big|code|em|font|i|ins|label|mark|q|s|small|span|strong|sub|sup|tt|u|wbr)",
)
_BLOCK = re.compile(
    "/?(?:article|blockquote|body|br|button|caption|center|d[dlt]|div|footer|form|h[1-6r]|head|header|html|img|input|li|link"
    "|meta|noscript|ol|p|pre|script|section|style|table|tbody|t[dhr]|template|thead|title|ul|xml)"
)
_OUT_OF_SIGHT = frozenset({"meta", "noscript", "script", "template", "title", "xml"})
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?![.\d])|opacity\s*:\s*0(?![.\d])|mso-hide\s*:\s*all"
    r"|(?<![-\w])color\s*[:=]\s*[\"']?(?:#?fff(?:fff)?\b|white\b|transparent|rgba?\(255, ?255, ?255)"
    r"|(?<![-\w])(?:max-)?height\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{2}|left\s*:\s*-\d{3}|\bhidden\b(?!\s*=\s*[\"']?false)"
)
_SAYS = re.compile(r"\b(?:alt|title|value|content|placeholder|aria-label)\s*=\s*[\"']")


def unpack(folded: Folded) -> Folded:
    """``folded`` with encoded words decoded and markup taken away; words out of sight follow `UNSEEN`."""
    for present, edits in _STEPS:
        if present(folded.text):
            folded = apply_edits(folded, edits(folded))
    return folded


def _entities(folded: Folded) -> Iterator[Edit]:
    for match in _ENTITY.finditer(folded.text):
        yield Edit(*match.span(), fold(html.unescape(match.group())).text)


def _escapes(folded: Folded) -> Iterator[Edit]:
    for match in _ESCAPE.finditer(folded.text):
        said = re.sub(r"\\[ux]([0-9a-fA-F]+)", lambda m: chr(int(m.group(1), 16)), match.group())
        if _is_spoken(said):
            yield Edit(*match.span(), f" {fold(said).text} ")


def _percents(folded: Folded) -> Iterator[Edit]:
    for match in _WORD.finditer(folded.text):
        word = match.group()
        if word.count("%") >= 4 and "://" not in word and _is_spoken(said := unquote(word)):
            yield Edit(*match.span(), fold(said).text)


def _hex(folded: Folded) -> Iterator[Edit]:
    yield from _decoded(folded, _HEX, lambda word: bytes.fromhex(re.sub(r"[ :]", "", word)))


def _base64(folded: Folded) -> Iterator[Edit]:
    yield from _decoded(folded, _BASE64, _from_base64)


def _pieces(folded: Folded) -> Iterator[Edit]:
    yield from _decoded(folded, _PIECES, _from_base64)


def _from_base64(word: str) -> bytes:
    bare = re.sub(r"[\s=]", "", word).translate(str.maketrans("-_", "+/"))
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


def _decoded(folded: Folded, pattern: re.Pattern[str], read: Callable[[str], bytes]) -> Iterator[Edit]:
    for match in pattern.finditer(folded.text):
        try:
            said = read(match.group()).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if _is_spoken(said):
            yield Edit(*match.span(), f"\n{UNSEEN} {unpack(fold(said)).text}\n")


def _is_spoken(said: str) -> bool:
    """Whether these are words, not a number, a key or noise that happens to decode."""
    return len(said) > 5 and "".join(said.split()).isprintable() and bool(_SPOKEN.search(said))


def _turned_lines(folded: Folded) -> Iterator[Edit]:
    """Lines that are written backwards, or English with every letter shifted by thirteen."""
    for match in _LINE.finditer(folded.text):
        line = match.group()
        backwards = line[::-1]
        words = set(_LETTERS.findall(line.lower()))
        plain = len(words & _COMMON) + len(_COMMON_HAN.findall(line)) + (line[0] not in _STOPS)
        if len(words & _COMMON_ROT13) > plain:
            yield Edit(*match.span(), codecs.encode(line, "rot13"))
        elif len(words & _COMMON_REVERSED) + len(_COMMON_HAN.findall(backwards)) > plain or _STOP_FIRST.match(line):
            yield Edit(*match.span(), backwards)


def _markup(folded: Folded) -> Iterator[Edit]:
    for match in _MARKUP.finditer(folded.lower):
        name = match.group(1)
        if name is None:
            yield Edit(*match.span(), f"\n{UNSEEN} " if match.group() == "<!--" else "\n")
        elif _INLINE.fullmatch(name) or _BLOCK.fullmatch(name):
            yield from _tag(match, name)


def _tag(match: re.Match[str], name: str) -> Iterator[Edit]:
    attributes = match.group(2)
    says = list(_SAYS.finditer(attributes))
    for each in says:
        yield Edit(match.start(2) + each.start(), match.start(2) + each.end(), f"\n{UNSEEN} ")
    if not says and not re.search(r"\b(?:href|src)\b", attributes):
        unseen = name in _OUT_OF_SIGHT or _INVISIBLE.search(attributes)
        gap = "" if _INLINE.fullmatch(name) else "\n"
        yield Edit(*match.span(), f"\n{UNSEEN} " if unseen else gap)


_STEPS: tuple[tuple[Callable[[str], object], Callable[[Folded], Iterator[Edit]]], ...] = (
    (lambda text: "&" in text, _entities),
    (lambda text: "\\" in text, _escapes),
    (lambda text: "%" in text, _percents),
    (_BASE64.search, _base64),
    (_CUT_UP.search, _pieces),
    (_HEX.search, _hex),
    (_LINE.search, _turned_lines),
    (lambda text: "<" in text, _markup),
)
