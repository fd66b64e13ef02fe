"""Folds a text to one spelling for matching, and keeps for every folded character its place in the original."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
# Look-alikes that NFKC keeps: Cyrillic, Greek, Armenian, small capitals and letter-like signs.
_LOOK_ALIKES = dict(
    zip(
        "аеорсхуіјѕԁԛԝһӏвкмнтгАВЕКМНОРСТХУІЈЅԌԚԜҺαβεζηικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧոսօհցᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɑℓ℮ıßłø〇○",
        "aeopcxyijsdqwhlbkmhtrABEKMHOPCTXYIJSGQWHabezhiknoptuxwABEZHIKMNOPTYXnuohgabcdefghijklmnoprstuvwyzgalelslo〇〇",
        strict=True,
    )
)
# One sign each for quotation marks and dashes, so that the readers below meet few forms.
_ONE_SIGN = {
    **dict.fromkeys("’‘ʼ`´＇′", "'"),
    **dict.fromkeys("„‟″＂〝〞", '"'),
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    "｡": "。",
    "帐": "账",
    "帳": "账",
    "賬": "账",
    "妳": "你",
    "祢": "你",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\t": " ",
}
# Pictographs that may stand for a word of menace keep their place; every other is folded away.
WEAPONS = "🔪🗡⚔🔫💣🧨🪓☠💀⚰🩸⛓🪦"
PICTOGRAPHS = frozenset(f"{WEAPONS}🔥👮🚔🚓🚨🏠🏡👊")
_SEPARATORS = re.compile(rf"(?<=[{HAN}])[ *_~^|·・.\-=+#/\\•●♥★☆◆■]{{1,6}}(?=[{HAN}])")
# A message in characters that nobody sees; fewer than eight only break up a word, or make a flag.
_TAG_RUN = re.compile("[\U000e0020-\U000e007e]{8,}")
# Characters in rows and columns.
_GRID = re.compile(
    rf"(?<![^\n])(?:[{HAN}](?: {{1,3}}[{HAN}]){{1,7}} *\n){{3,40}}[{HAN}](?: {{1,3}}[{HAN}]){{1,7}}(?![^\n])"
)
# Characters in brackets of their own.
_BRACKETED = re.compile(rf"(?:[\[(【「“\"'][{HAN}][\])】」”\"']){{2,40}}")
# English words with a full stop or another sign after each, and words spread out letter by letter.
_STOPPED_WORDS = re.compile(r"(?<![A-Za-z.])(?:[A-Za-z]{2,12}[.] ){3,40}[A-Za-z]{2,12}(?=[.]?(?:\s|$))")
_STRUNG_WORDS = re.compile(r"(?<![\w/:.@-])[A-Za-z]{2,12}([/_|+])(?:[A-Za-z]{2,12}\1){3,40}[A-Za-z]{2,12}(?![\w/@])")
_SPREAD_WORDS = re.compile(r"(?<!\S)(?:[A-Za-z][,.!?]? {1,4}){7,400}[A-Za-z](?![^\s,.!?])")
# Short lines of Chinese, one word on each.
_WORD_BY_LINE = re.compile(rf"(?<![^\n])(?:[{HAN}]{{1,4}}[,。!?]?\n){{5,60}}[{HAN}]{{1,5}}(?![{HAN}])")
# One character, one mark, over and over.
_SPELLED_OUT_HAN = re.compile(rf"(?<![{HAN}])[{HAN}](?:(?:[,、。;:!? .…—*-]|\n){{1,2}}[{HAN}]){{2,}}(?![{HAN}])")
_SPELLED_OUT_LATIN = re.compile(r"(?<![A-Za-z0-9@.])[A-Za-z](?:([ .\-_*])[A-Za-z])(?:\1[A-Za-z]){2,}(?![A-Za-z0-9@])")
_SPELLED_OUT_SYLLABLE = re.compile(rf"(?<![A-Za-z0-9])[a-z] [a-z](?: [a-z]){{0,4}}(?= ?[{HAN}])")
# A line that was only broken to fit a screen: the next one goes on in lower case, or this one was long and has no
# full stop.
_WRAP = re.compile(
    r"\n(?:(?<=[A-Za-z,]\n)|(?<=[A-Za-z,] \n))[ ]*(?=[a-z])|\n(?<=[^\n.!?:;]{50}\n)(?=[A-Za-z(])",
)
_HAN_WRAP = re.compile(rf"\n(?<=[^\n。!?;:]{{28}}\n)(?=[{HAN}])(?![^\n:]{{1,8}}:)")


def _letters(match: re.Match[str]) -> str:
    return re.sub(r"[\W_]", "", match.group())


def _columns(match: re.Match[str]) -> str:
    """Text set in columns, read from the top right; rows of different length are no columns."""
    rows = [row.split() for row in match.group().split("\n")]
    if len({len(row) for row in rows}) > 1:
        return match.group()
    return "".join("".join(column) for column in reversed(list(zip(*rows, strict=True))))


def _spelled_out(match: re.Match[str]) -> str:
    letters = _letters(match)
    article = letters[0] in "aA" and match.string[max(0, match.start() - 4) : match.start()].endswith(
        ("are ", "is ", "re ", "as ", "be ")
    )
    return f"a {letters[1:]}" if article else letters


def _words(match: re.Match[str]) -> str:
    return re.sub(r"[\W_]+", " ", match.group())


def _spread_words(match: re.Match[str]) -> str:
    """Single letters joined; two spaces or more part the words."""
    return " ".join(re.sub(r"\s", "", word) for word in re.split(r" {2,}", match.group()))


# What is undone after the single characters, in order.
_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_GRID, _columns),
    (_WORD_BY_LINE, _letters),
    (_SPELLED_OUT_HAN, _letters),
    (_BRACKETED, _letters),
    (_SEPARATORS, ""),
    (_STOPPED_WORDS, _words),
    (_STRUNG_WORDS, _words),
    (_SPREAD_WORDS, _spread_words),
    (_SPELLED_OUT_LATIN, _spelled_out),
    (_SPELLED_OUT_SYLLABLE, _letters),
    (_WRAP, " "),
    (_HAN_WRAP, ""),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """The folded ``text`` and its lower-case twin of equal length; character ``i`` stands for ``starts[i]:ends[i]``."""

    text: str
    lower: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the folded span ``start:end`` (not empty) stands for."""
        return self.starts[start], self.ends[end - 1]

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """The folded span that lies inside the original span; empty where nothing of it was kept."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``replacement`` in the place of the folded span ``start:end``."""

    start: int
    end: int
    replacement: str


def fold(text: str) -> Folded:
    """``text`` with one form for every character; disguises (invisible signs, spread-out letters) are undone."""
    plain = _character_by_character(_TAG_RUN.sub(_revealed, text))
    for pattern, replacement in _STEPS:
        plain = apply_edits(plain, _edits(pattern, plain.text, replacement))
    return plain


def apply_edits(folded: Folded, edits: Iterable[Edit]) -> Folded:
    """``folded`` with ``edits`` (in order, not overlapping) made; a replacement stands for all that it replaces."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for edit in edits:
        pieces += (folded.text[done : edit.start], edit.replacement)
        first, last = folded.original(edit.start, edit.end)
        starts += [*folded.starts[done : edit.start], *(first for _ in edit.replacement)]
        ends += [*folded.ends[done : edit.start], *(last for _ in edit.replacement)]
        done = edit.end
    if not done:
        return folded
    text = "".join(pieces) + folded.text[done:]
    return Folded(
        text=text,
        lower=_lower(text),
        starts=[*starts, *folded.starts[done:]],
        ends=[*ends, *folded.ends[done:]],
    )


def _revealed(run: re.Match[str]) -> str:
    """As many characters as there were, so that all places stay."""
    return "".join(chr(ord(sign) - 0xE0000) for sign in run.group())


def _character_by_character(text: str) -> Folded:
    forms = list(map(_forms().__getitem__, text))
    folded = "".join(forms)
    if len(folded) == len(text) and "" not in forms:
        return Folded(text=folded, lower=_lower(folded), starts=range(len(text)), ends=range(1, len(text) + 1))
    places = [place for place, form in enumerate(forms) for _ in form]
    return Folded(text=folded, lower=_lower(folded), starts=places, ends=[place + 1 for place in places])


def _edits(pattern: re.Pattern[str], text: str, replacement: str | Callable[[re.Match[str]], str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        yield Edit(*match.span(), replacement if isinstance(replacement, str) else replacement(match))


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Forms(dict[str, str]):
    """The folded form of every character met so far."""

    def __init__(self, simplified: dict[str, str]) -> None:
        super().__init__()
        self._simplified = simplified

    def __missing__(self, char: str) -> str:
        form = self[char] = "".join(self._simplified.get(c, c) for c in _form(char))
        return form


@cache
def _forms() -> _Forms:
    return _Forms(_traditional_to_simplified())


def _form(char: str) -> str:
    if char < "\x7f":
        return _ONE_SIGN.get(char, char)
    if char in _LOOK_ALIKES or char in _ONE_SIGN:
        return _LOOK_ALIKES.get(char) or _ONE_SIGN[char]
    if char in PICTOGRAPHS:
        return char
    if (letter := _enclosed_letter(ord(char))) is not None:
        return letter
    return "".join(_ONE_SIGN.get(c, c) for c in _compatible(char))


def _compatible(char: str) -> str:
    if char.isspace():
        return " "
    # Signs that only decorate go: accents, strokes laid over a letter, joiners, tags, direction signs, pictographs.
    decoration = {"Mn", "Me", "Cf", "So", "Sk", "Cs"}
    kept = (c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) not in decoration)
    return unicodedata.normalize("NFKC", "".join(kept))


def _enclosed_letter(code: int) -> str | None:
    for first, last in ((0x1F150, 0x1F169), (0x1F170, 0x1F189), (0x1F1E6, 0x1F1FF)):
        if first <= code <= last:
            return chr(ord("A") + code - first)
    return None


@cache
def _traditional_to_simplified() -> dict[str, str]:
    from opencc import OpenCC

    every = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x2A6E0))))
    simple = OpenCC("t2s").convert(every)
    if len(simple) != len(every):  # a phrase was converted as one: go one by one
        simple = "".join(OpenCC("t2s").convert(char)[:1] for char in every)
    table = {old: new for old, new in zip(every, simple, strict=True) if old != new}
    # The common characters that OpenCC keeps apart although readers do not.
    return {**table, "帐": "账", **{old: "账" for old, new in table.items() if new == "帐"}, "参": "参", "著": "着"}
