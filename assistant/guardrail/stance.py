"""Decides how words stand in their sentence: asserted, negated, quoted, conditional, reported or asked."""

import re
from dataclasses import dataclass

from assistant.domain.finding import Stance
from assistant.guardrail.clauses import Sentences, Span
from assistant.guardrail.shapes import CueFile, CueList

_FAR = 60  # characters before a hit in which English looks for a negation
_FAR_HAN = 18
_AROUND_QUOTE = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Cues:
    """Compiled cues of one script; ``reach`` is how far before the hit a negation still governs it."""

    negation: re.Pattern[str]
    not_negation: re.Pattern[str]
    reluctance: re.Pattern[str]
    negation_after: re.Pattern[str]
    breaks: re.Pattern[str]
    condition: re.Pattern[str]
    report: re.Pattern[str]
    our_side: re.Pattern[str]
    quoted_before: re.Pattern[str]
    quoted_after: re.Pattern[str]
    question: re.Pattern[str]
    reach: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StanceReader:
    """Reads stances in a text of either script."""

    zh: Cues
    en: Cues

    def read(
        self,
        lower: str,
        hit: Span,
        sentences: Sentences,
        quotes: tuple[Span, ...],
        *,
        chinese: bool,
        reluctance: bool,
        says_no: bool = True,
    ) -> Stance:
        """The stance of ``hit``; ``reluctance`` counts 'we would rather not' as negation.

        ``says_no`` tells that the matched words hold a negation of their own; otherwise one that stands among them
        ('we will NOT call your landlord') counts.
        """
        cues = self.zh if chinese else self.en
        sentence = sentences.at(hit.start)
        if _is_quoted(lower, hit, quotes, cues):
            return Stance.QUOTED
        before = lower[sentence.start : hit.start]
        if _is_reported(before, cues):
            return Stance.REPORTED
        until = hit.start if says_no else hit.end
        if _is_negated(
            lower[sentence.start : until], lower[hit.end : sentence.end], cues, reluctance, hit.end - hit.start
        ):
            return Stance.NEGATED
        if cues.condition.search(lower, sentence.start, sentence.end) or _hangs_on(lower, sentence, sentences, cues):
            return Stance.CONDITIONAL
        if cues.question.search(lower, sentence.start, sentence.end):
            return Stance.ASKED
        return Stance.ASSERTED

    def says_no(self, source: str, *, chinese: bool) -> bool:
        """Whether a pattern's own words hold a negation."""
        cues = self.zh if chinese else self.en
        return _governs(cues.negation, source, cues, len(source), anywhere=True)


def compile_cues(file: CueFile) -> StanceReader:
    """The reader for a file of cues."""
    return StanceReader(zh=_compiled(file.zh, reach=_FAR_HAN), en=_compiled(file.en, reach=_FAR))


def _compiled(cues: CueList, *, reach: int) -> Cues:
    def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(patterns) if patterns else r"(?!)")

    return Cues(
        negation=any_of(cues.negation),
        not_negation=any_of(cues.not_negation),
        reluctance=any_of(cues.reluctance),
        negation_after=any_of(cues.negation_after),
        breaks=any_of(cues.breaks),
        condition=any_of(cues.condition),
        report=any_of(cues.report),
        our_side=any_of(cues.our_side),
        quoted_before=any_of(cues.quoted_before),
        quoted_after=any_of(cues.quoted_after),
        question=any_of(cues.question),
        reach=reach,
    )


def _is_quoted(lower: str, hit: Span, quotes: tuple[Span, ...], cues: Cues) -> bool:
    for quote in quotes:
        if quote.holds(hit.end - 1, hit.end):  # the words that weigh stand at the end of a match
            before = lower[max(0, quote.start - _AROUND_QUOTE) : quote.start - 1]
            after = lower[quote.end + 1 : quote.end + _AROUND_QUOTE]
            return bool(cues.quoted_before.search(before) or cues.quoted_after.match(after))
    return False


def _is_reported(before: str, cues: Cues) -> bool:
    told = _last(cues.report, before)
    return told is not None and not cues.our_side.search(before, told.end())


def _is_negated(until: str, after: str, cues: Cues, reluctance: bool, length: int) -> bool:
    if cues.negation_after.match(after):
        return True
    if _governs(cues.negation, until, cues, length):
        return True
    return reluctance and _governs(cues.reluctance, until, cues, length)


def _governs(negation: re.Pattern[str], until: str, cues: Cues, length: int, *, anywhere: bool = False) -> bool:
    """Whether the last true negation before the end of ``until`` still governs that end (or stands there at all)."""
    begin = max(0, len(until) - cues.reach - length)
    spoiled = [match.span() for match in cues.not_negation.finditer(until)]
    for match in reversed(list(negation.finditer(until, begin))):
        if any(start <= match.start() < end for start, end in spoiled):
            continue
        return anywhere or not cues.breaks.search(until, match.end())
    return False


def _hangs_on(lower: str, sentence: Span, sentences: Sentences, cues: Cues) -> bool:
    """Whether the sentence goes on from a condition before it ('If not paid by Friday; we will …')."""
    before = sentences.before(sentence)
    if before is None or not lower[before.start : before.end].endswith(";"):
        return False
    return bool(cues.condition.search(lower, before.start, before.end))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
