"""Says why a rule whose words stand in a text weighs nothing there, or less than it might."""

from dataclasses import dataclass

from assistant.domain.finding import Severity, Stance
from assistant.domain.language import Reason
from assistant.guardrail.clauses import Span
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet, heavier, state_of
from assistant.guardrail.wording import Weighed, weighed


@dataclass(frozen=True, kw_only=True, slots=True)
class Considered:
    """A place in the ORIGINAL text, ``start`` to ``end``, that a rule looked at without its full weight.

    ``might`` is what the rule weighs at most, ``severity`` what it weighs here (None: nothing), ``stance`` None where
    other words excuse it; ``sentence`` is the whole sentence around it.
    """

    rule: str
    category: str
    might: Severity
    severity: Severity | None
    start: int
    end: int
    excerpt: str
    sentence: str
    stance: Stance | None
    why: Reason

    def as_line(self, why: str) -> dict[str, object]:
        """The line of the command line and the JSON API; ``why`` is the reason in the reader's language."""
        return {
            "rule": self.rule,
            "category": self.category,
            "might": self.might,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
            "excerpt": self.excerpt,
            "sentence": self.sentence,
            "stance": self.stance,
            "why": why,
        }


def considered(reading: Reading, rules: RuleSet, *, inbound: bool) -> tuple[Considered, ...]:
    """Each place once for each rule, in the order of the text; not one that the rule finds by other words.

    A mere sign is not told where a rule of its category has a say.
    """
    every = tuple(weighed(reading, rules, inbound=inbound, all_signs=True))
    taken = [one for one in every if one.severity is one.rule.severity]
    told: list[Weighed] = []
    for one in every:
        if one.severity is not one.rule.severity and not _overlaps(one, taken):
            told.append(one)
            taken.append(one)
    return tuple(_considered(one, reading) for one in told if not _is_heavier(one) and not _is_said_better(one, every))


def _overlaps(one: Weighed, others: list[Weighed]) -> bool:
    """Whether one of ``others`` tells the same already: the same rule there, or of a doubted sign the same category."""
    return any(
        (other.rule is one.rule or (one.doubted and other.rule.category == one.rule.category))
        and one.hit.start < other.hit.end
        and other.hit.start < one.hit.end
        for other in others
    )


def _is_said_better(one: Weighed, others: tuple[Weighed, ...]) -> bool:
    """Whether a mere sign stands where a rule of its category has a say of its own."""
    return one.rule.sign and any(
        other.rule.category == one.rule.category
        and not other.rule.sign
        and one.hit.start < other.hit.end
        and other.hit.start < one.hit.end
        for other in others
    )


def _is_heavier(one: Weighed) -> bool:
    """What a stance or the state of the case makes heavier is a finding like any other."""
    return heavier(one.severity, one.rule.severity)


def _considered(one: Weighed, reading: Reading) -> Considered:
    start, end = reading.folded.original(one.hit.start, one.hit.end)
    sentence = reading.sentences.at(one.hit.start)
    return Considered(
        rule=one.rule.id,
        category=one.rule.category,
        might=one.rule.severity,
        severity=one.severity,
        start=start,
        end=end,
        excerpt=reading.text[start:end],
        sentence=_original(sentence, reading).strip(),
        stance=one.stance,
        why=_why(one, reading),
    )


def _why(one: Weighed, reading: Reading) -> Reason:
    if one.excuse or one.stance is None:
        return Reason.of("considered_excused", words=_original(one.excuse or one.hit, reading).strip())
    if one.doubted:
        return Reason.of("considered_doubted", percent=round(_chance(one, reading) * 100))
    state = state_of(reading.grounds)
    decides = state is not None and one.stance in one.rule.states.get(state, {})
    return Reason.of(
        "considered_stance", stance=one.stance.value, state=state if decides else None, weight=one.severity
    )


def _chance(one: Weighed, reading: Reading) -> float:
    return reading.opinions[reading.sentences.number(one.hit.end - 1)].chance


def _original(span: Span, reading: Reading) -> str:
    start, end = reading.folded.original(span.start, span.end)
    return reading.text[start:end]
