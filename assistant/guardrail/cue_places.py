"""Remembers where the cues of the record stand in one text, so that each is searched for once and not per figure."""

import re
from bisect import bisect_left

from assistant.guardrail.patterns import Pattern
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet

# A pattern that looks at more than its own words must be searched for inside the window that is asked about.
_LOOKS_AROUND = re.compile(r"\^|\$|\.\*|\[\^|\.\{")


class CuePlaces:
    """The places of cues in the folded text of one reading."""

    def __init__(self, reading: Reading, rules: RuleSet) -> None:
        self._lower = reading.folded.lower
        self._reading = reading
        self._rules = rules
        self._in_text: dict[str, bool] = {}
        self._found: dict[tuple[str, bool], tuple[tuple[int, ...], tuple[int, ...], tuple[Pattern, ...]]] = {}

    def are_in_text(self, cue: str) -> bool:
        """Whether the cue can stand anywhere in the text: most do not, and need no window."""
        known = self._in_text.get(cue)
        if known is None:
            each = [self._places(cue, chinese=chinese) for chinese in (True, False)]
            known = self._in_text[cue] = any(starts or wide for starts, _, wide in each)
        return known

    def last_end(self, cue: str, begin: int, end: int, *, chinese: bool) -> int:
        """Where the last of the cue's words inside the window ends; -1 where none stands there."""
        starts, ends, wide = self._places(cue, chinese=chinese)
        first = bisect_left(starts, begin)
        inside = [e for e in ends[first : bisect_left(starts, end)] if e <= end]
        inside += [m.end() for p in wide for m in p.regex.finditer(self._lower, begin, end)]
        return max(inside, default=-1)

    def shows(self, cue: str, begin: int, end: int) -> bool:
        """Whether the cue stands inside the window, in either script."""
        return any(self.last_end(cue, begin, end, chinese=chinese) >= 0 for chinese in (True, False))

    def begins(self, cue: str, begin: int, end: int, *, chinese: bool) -> bool:
        """Whether the cue stands inside the window, ``^`` meaning where the window begins."""
        starts, ends, wide = self._places(cue, chinese=chinese)
        first = bisect_left(starts, begin)
        if any(e <= end for e in ends[first : bisect_left(starts, end)]):
            return True
        return bool(wide) and any(p.regex.search(self._lower[begin:end]) for p in wide)

    def _places(self, cue: str, *, chinese: bool) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Pattern, ...]]:
        if (known := self._found.get((cue, chinese))) is not None:
            return known
        present = self._reading.has_han if chinese else self._reading.has_latin
        patterns = self._rules.cues[cue].in_script(chinese=chinese) if present else ()
        likely = [p for p in patterns if p.may_match(self._reading.grams)]
        wide = tuple(p for p in likely if _LOOKS_AROUND.search(p.source))
        spans = sorted({m.span() for p in likely if p not in wide for m in p.regex.finditer(self._lower)})
        found = (tuple(s for s, _ in spans), tuple(e for _, e in spans), wide)
        self._found[cue, chinese] = found
        return found
