"""Looks for the cues of the record inside windows of one text; most cues stand nowhere in it and cost nothing."""

import re
from functools import lru_cache

from assistant.guardrail.patterns import Pattern
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet


class CuePlaces:
    """The cues that can stand in the folded text of one reading."""

    def __init__(self, reading: Reading, rules: RuleSet) -> None:
        self._lower = reading.folded.lower
        self._reading = reading
        self._rules = rules
        self._likely: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {}

    def are_in_text(self, cue: str) -> bool:
        """Whether the cue can stand anywhere in the text."""
        return any(self._patterns(cue))

    def last_end(self, cue: str, begin: int, end: int, *, chinese: bool) -> int:
        """Where the last of the cue's words inside the window ends; -1 where none stands there."""
        pattern = self._patterns(cue)[0 if chinese else 1]
        last = -1
        for match in pattern.finditer(self._lower, begin, end) if pattern else ():
            last = match.end()
        return last

    def shows(self, cue: str, begin: int, end: int) -> bool:
        """Whether the cue stands inside the window, in either script."""
        return any(p.search(self._lower, begin, end) for p in self._patterns(cue) if p)

    def begins(self, cue: str, begin: int, end: int, *, chinese: bool) -> bool:
        """Whether the cue stands inside the window, ``^`` meaning where the window begins."""
        pattern = self._patterns(cue)[0 if chinese else 1]
        return bool(pattern and pattern.search(self._lower[begin:end]))

    def _patterns(self, cue: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
        """One expression for all the cue's words in Chinese and one in English, where the text may hold any."""
        known = self._likely.get(cue)
        if known is None:
            pair = self._rules.cues[cue]
            known = self._likely[cue] = (
                self._if_likely(pair.zh) if self._reading.has_han else None,
                self._if_likely(pair.en) if self._reading.has_latin else None,
            )
        return known

    def _if_likely(self, patterns: tuple[Pattern, ...]) -> re.Pattern[str] | None:
        likely = any(pattern.may_match(self._reading.grams) for pattern in patterns)
        return _any_of(tuple(pattern.regex.pattern for pattern in patterns)) if likely else None


@lru_cache(maxsize=512)
def _any_of(sources: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources))
