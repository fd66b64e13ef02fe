"""Refuses patterns that could keep the checker busy for long: those of own rules are looked at before they run."""

import re

# A pattern may be tried in this many ways at one place of a text; beyond, a long text takes seconds.
_MOST_WAYS = 10_000
_LONGEST_REPEAT = 60
_GAP = re.compile(r"<[~-](\d+)>")
_WORDS = re.compile(r"<[a-z_]+(\?)?>")
_TIMES = re.compile(r"\{(\d*)(,?)(\d*)\}")


def danger_in(source: str) -> str:
    """Why ``source`` may not be used as a pattern, in English; empty when it may."""
    try:
        ways, _ = _ways(source, 0)
    except _Unsafe as unsafe:
        return str(unsafe)
    return "" if ways <= _MOST_WAYS else f"it can be tried in more than {_MOST_WAYS} ways; shorten its gaps"


class _Unsafe(Exception):
    """What is wrong with a pattern."""


def _ways(source: str, at: int) -> tuple[int, int]:
    """(in how many ways the pieces from ``at`` to the closing bracket can be tried, where they end)."""
    branches, ways, previous = 0, 1, 1
    while at < len(source) and source[at] != ")":
        if source[at] == "|":
            branches, ways, at = branches + ways, 1, at + 1
            continue
        previous, at = _piece(source, at)
        times, at = _repeated(source, at)
        if times > 1 and previous > 1:
            raise _Unsafe("something that repeats stands inside of something that repeats; write it out")
        ways = min(ways * previous * times, _MOST_WAYS * 10)
    return branches + ways, at


def _piece(source: str, at: int) -> tuple[int, int]:
    """(in how many ways the piece at ``at`` can be tried, where it ends)."""
    if gap := _GAP.match(source, at):
        if int(gap[1]) > _LONGEST_REPEAT:
            raise _Unsafe(f"a gap is longer than {_LONGEST_REPEAT}")
        return int(gap[1]) + 1, gap.end()
    if words := _WORDS.match(source, at):
        return 2 if words[1] else 1, words.end()
    if source[at] == "\\":
        if source[at + 1 : at + 2].isdigit():
            raise _Unsafe("it refers back to a group; write the words out")
        return 1, at + 2
    if source[at] == "[":
        return 1, source.find("]", at + 2) + 1 or len(source)
    if source[at] == "(":
        if source.startswith("(?P", at):
            raise _Unsafe("it names a group; leave the name out")
        ways, end = _ways(source, at + 1)
        return ways, end + 1
    return 1, at + 1


def _repeated(source: str, at: int) -> tuple[int, int]:
    """(how many numbers of times the sign at ``at`` lets a piece stand, where the sign ends)."""
    sign = source[at : at + 1]
    if sign == "?":
        return 2, at + 1
    if sign in ("*", "+"):
        raise _Unsafe("* and + have no end; write a gap such as <~8>, or a number of times such as {0,3}")
    if sign == "{" and (found := _TIMES.match(source, at)):
        if found[2] and not found[3]:
            raise _Unsafe("{n,} has no end; give the largest number of times")
        least, most = int(found[1] or 0), int(found[3] or found[1] or 0)
        if most > _LONGEST_REPEAT:
            raise _Unsafe(f"something repeats more than {_LONGEST_REPEAT} times")
        return max(1, most - least + 1), found.end()
    return 1, at
