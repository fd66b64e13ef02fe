"""Decides how two versions of a text are shown against each other: words in English, characters in Chinese."""

import re
from difflib import SequenceMatcher

from assistant.domain.language import Language
from assistant.web.markup import NOTHING, Markup, joined, tag, text

# A figure or a Latin word is one token in either language: half of an amount that changed tells nobody anything.
_CHINESE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.,:%/-]*[A-Za-z0-9%])?|.", re.DOTALL)
_ENGLISH = re.compile(r"\w+(?:[.,:'’/-]\w+)*|\s|[^\w\s]")
# Above this, matching tokens takes longer than a reader would wait; the passage is then shown as replaced.
_MOST_TOKENS = 3000
_CONTEXT = 2


def difference(old: str, new: str, language: Language) -> Markup:
    """``new`` with what came in as ``<ins>`` and what went out as ``<del>``, all of it escaped.

    Of what stayed, only the lines next to a change are shown.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    parts: list[Markup] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(_stayed(after[k:m], first=k == 0, last=m == len(after)))
        else:
            parts.append(_within("".join(before[i:j]), "".join(after[k:m]), language))
    return joined(parts)


def _stayed(lines: list[str], *, first: bool, last: bool) -> Markup:
    head = [] if first else lines[:_CONTEXT]
    tail = [] if last else lines[-_CONTEXT:]
    if len(lines) <= len(head) + len(tail) + 1:
        return text("".join(lines))
    return joined([*head, tag("span", "⋯\n", class_="skipped"), *tail])


def _within(was: str, now: str, language: Language) -> Markup:
    pattern = _CHINESE if language.is_chinese else _ENGLISH
    before, after = pattern.findall(was), pattern.findall(now)
    if len(before) + len(after) > _MOST_TOKENS:
        return joined([_gone(was), _come(now)])
    parts: list[Markup] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(text("".join(after[k:m])))
        else:
            parts += [_gone("".join(before[i:j])), _come("".join(after[k:m]))]
    return joined(parts)


def _gone(part: str) -> Markup:
    return tag("del", part) if part else NOTHING


def _come(part: str) -> Markup:
    return tag("ins", part) if part else NOTHING
