"""Decides which lines of a mail are the customer's own new words: not history, signature, disclaimer or banner."""

import re

from assistant.intake.replies.patterns import OwnPatterns

_QUOTED = re.compile(r"\s{0,3}(?:>|＞|\|(?= ))")
_AFTERWORD = re.compile(r"\s*(?:p\.?\s?s\b|ps\s*[:：]|又及|附言|补充|另外?[:：,]|另[:：])")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|https?://|www\.|(?:\+|\()?\d[\d ()-]{6,}\d"
    r"|\b(?:tel|fax|mob(?:ile)?|phone|cell|ext|direct)\b|电话|手机|传真|邮箱|地址|邮编|微信|分机"
)
_SENTENCE = re.compile(r"[.!?。!;](?:\s|$)|[,，].*[,，。.]")
_SHORT = 60
_NEAR = 6


def own_words(folded: str, patterns: OwnPatterns) -> str:
    """``folded`` of the same length, with blanks where the words are not the customer's new ones."""
    lines = folded.split("\n")
    kept = [len(line) * (not _QUOTED.match(line)) for line in lines]
    _drop_history(lines, kept, patterns)
    _drop_signatures(lines, kept, patterns)
    _drop_notices(lines, kept, patterns)
    parts = (line[:keep].ljust(len(line)) for line, keep in zip(lines, kept, strict=True))
    return "\n".join(parts)


def without_notices(folded: str, patterns: OwnPatterns) -> str:
    """``folded`` of the same length, with blanks for disclaimers and banners alone."""
    lines = folded.split("\n")
    kept = [len(line) for line in lines]
    _drop_notices(lines, kept, patterns)
    return "\n".join(line[:keep].ljust(len(line)) for line, keep in zip(lines, kept, strict=True))


def _drop_history(lines: list[str], kept: list[int], patterns: OwnPatterns) -> None:
    """From a head of a quoted mail on; where its lines are marked one by one, what stands between them is an answer."""
    for n in range(len(lines)):
        length = _head_at(lines, n, patterns)
        if not length or not kept[n]:
            continue
        for at in range(n, min(n + length, len(lines))):
            kept[at] = 0
        if _passes_on(lines, kept, n, patterns):
            continue
        rest = range(n + length, len(lines))
        if not any(_QUOTED.match(lines[at]) for at in rest):
            for at in rest:
                kept[at] = 0
            return


def _passes_on(lines: list[str], kept: list[int], n: int, patterns: OwnPatterns) -> bool:
    """Whether the words above line ``n`` say that what follows is a colleague's answer, which then counts as theirs."""
    above = " ".join(line for line, keep in zip(lines[:n], kept, strict=False) if keep)
    return bool(patterns.passes_on.search(above))


def _head_at(lines: list[str], n: int, patterns: OwnPatterns) -> int:
    """How many lines a head takes that begins at line ``n``; none when there is none."""
    words = lines[n].strip()
    if not words:
        return 0
    if patterns.divider.match(words):
        return 1
    for length in (1, 2, 3):
        together = [line.strip() for line in lines[n : n + length]]
        joined = " ".join(together)
        if not all(together):
            break
        if len(joined) < 300 and patterns.wrote.fullmatch(joined):
            return length
    if patterns.header.match(words):
        block = [line.strip() for line in lines[n : n + _NEAR]]
        heads = sum(bool(patterns.header.match(each)) for each in block)
        return heads if heads >= 2 else 0
    return 0


def _drop_signatures(lines: list[str], kept: list[int], patterns: OwnPatterns) -> None:
    in_signature = blank_before = has_spoken = False
    for n, line in enumerate(lines):
        words = line.strip()
        if words and not kept[n]:
            in_signature = False
        elif line.rstrip() in ("--", "- -", "---", "—") or patterns.device.match(words):
            kept[n], in_signature = 0, True
        elif in_signature:
            in_signature = _is_of_signature(words, blank_before) and not _AFTERWORD.match(words)
            kept[n] *= not in_signature
        elif has_spoken and words and patterns.sign_off.fullmatch(words):
            kept[n], in_signature = 0, True
        has_spoken |= bool(kept[n] and words)
        blank_before = not words


def _is_of_signature(words: str, blank_before: bool) -> bool:
    if not words or _CONTACT.search(words):
        return True
    return len(words) <= _SHORT and not _SENTENCE.search(words) and not (blank_before and len(words) > _SHORT // 2)


def _drop_notices(lines: list[str], kept: list[int], patterns: OwnPatterns) -> None:
    """A disclaimer takes the rest of its paragraph, a banner its line."""
    dropping = False
    for n, line in enumerate(lines):
        if not line.strip():
            dropping = False
        elif dropping or patterns.banner.match(line.strip()):
            kept[n] = 0
        elif kept[n] and (notice := patterns.disclaimer.search(line)):
            kept[n], dropping = notice.start(), True
