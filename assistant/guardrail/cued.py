"""Finds the cue words of the checks written in code, and the stance in which they stand."""

from collections.abc import Iterator

from assistant.domain.finding import Stance
from assistant.guardrail.clauses import Span
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.wording import hits_of


def cued(cue: str, reading: Reading, rules: RuleSet, *, says_no: bool = True) -> Iterator[tuple[Span, Stance]]:
    """Every place in the folded text that shows the cue, in order and without overlap, with its stance.

    ``says_no`` tells that the cue's words may hold a negation of their own; otherwise one among them counts.
    """
    done = -1
    for hit, chinese in sorted(hits_of(rules.cues[cue], reading), key=lambda pair: (pair[0].start, -pair[0].end)):
        if hit.start >= done:
            done = hit.end
            yield hit, stance_of(hit, reading, rules, chinese=chinese, says_no=says_no)


def stance_of(hit: Span, reading: Reading, rules: RuleSet, *, chinese: bool, says_no: bool = True) -> Stance:
    """How the words at ``hit`` stand in their sentence."""
    return rules.stances.read(
        reading.folded.lower, hit, reading.sentences, reading.quotes, chinese=chinese, reluctance=False, says_no=says_no
    )


def shows_within(cue: str, reading: Reading, rules: RuleSet, span: Span) -> bool:
    """Whether the cue stands inside ``span`` of the folded text."""
    pair = rules.cues[cue]
    lower = reading.folded.lower
    return any(pattern.regex.search(lower, span.start, span.end) for pattern in (*pair.zh, *pair.en))
