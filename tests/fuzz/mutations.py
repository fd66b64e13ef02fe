"""Makes odd texts out of ordinary ones; the same seed makes the same text."""

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

Mutation: TypeAlias = Callable[[str, random.Random, Sequence[str]], str]

ODD = "\0\u200b\u200d\u00ad\u202e\u2066\u2069\u0301\u20dd\ufeff\u3000\ud800\udc00\U000e0041😀🔪◌ａ１〇零壹①⑴ⅣаеіοßıñäЖあ한ไ"
ODD += ".。,，、;；:：!！?？…·-—–_~*/\\|\"'“”‘’「」『』()（）[]【】{}<>@#$￥%&+= \t\n\r"
PAIRS = ["()", "（）", "[]", "{}", "<>", "“”", "‘’", "「」", "『』", "«»", '""', "''"]
LONGEST = 12_000


def mutated(seeds: Sequence[str], choose: random.Random) -> str:
    """One of ``seeds`` after one to six changes, at most 12,000 characters."""
    text = choose.choice(seeds)
    for _ in range(choose.randint(1, 6)):
        text = choose.choice(MUTATIONS)(text, choose, seeds)[:LONGEST]
    return text


def _place(text: str, choose: random.Random) -> tuple[int, int]:
    begin = choose.randint(0, len(text))
    return begin, min(len(text), begin + choose.randint(0, 40))


def _inserted(text: str, choose: random.Random, _: Sequence[str]) -> str:
    for _time in range(choose.randint(1, 8)):
        at = choose.randint(0, len(text))
        text = text[:at] + choose.choice(ODD) * choose.choice((1, 1, 1, 5)) + text[at:]
    return text


def _spread(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    return text[:begin] + choose.choice(ODD).join(text[begin:end]) + text[end:]


def _doubled(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    return text[:begin] + "".join(sign * 2 for sign in text[begin:end]) + text[end:]


def _deleted(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    return text[:begin] + text[end:]


def _shuffled(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    return text[:begin] + "".join(choose.sample(text[begin:end], end - begin)) + text[end:]


def _joined(text: str, choose: random.Random, seeds: Sequence[str]) -> str:
    more = [choose.choice(seeds) for _time in range(choose.choice((1, 2, 5, 40)))]
    return choose.choice(("", " ", "\n", "，", ". ")).join([text, *more])


def _halved(text: str, choose: random.Random, _: Sequence[str]) -> str:
    """Cut in two inside a character, as software does that counts in UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    cut = 2 * choose.randint(0, len(units) // 2)
    first, last = (part.decode("utf-16-le", "surrogatepass") for part in (units[:cut], units[cut:]))
    return last + "\ud83d" + first


def _repeated(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    return text[:begin] + text[begin:end] * choose.choice((2, 3, 10, 300)) + text[end:]


def _nested(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    left, right = choose.choice(PAIRS)
    depth = choose.choice((1, 2, 30, 500))
    return text[:begin] + left * depth + text[begin:end] + right * choose.choice((depth, 0)) + text[end:]


def _numbered(text: str, choose: random.Random, _: Sequence[str]) -> str:
    begin, end = _place(text, choose)
    form = choose.choice(
        ("{:,}.00", "¥{}", "{}%", "{}年{}月", "{}-{}-{}", "{}天", "INV-{}", "+86 {}", "{}万{}", "4111 1111 {}")
    )
    number = form.replace("{:,}", f"{choose.randint(0, 10**9):,}").replace("{}", str(choose.randint(0, 99999)))
    return text[:begin] + number * choose.choice((1, 1, 20)) + text[end:]


def _raised(text: str, choose: random.Random, _: Sequence[str]) -> str:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    return choose.choice((text.upper(), text.translate(wide), text[::-1], " ".join(text)))


MUTATIONS: tuple[Mutation, ...] = (
    _inserted,
    _spread,
    _doubled,
    _deleted,
    _shuffled,
    _joined,
    _halved,
    _repeated,
    _nested,
    _numbered,
    _raised,
)
