"""What the comparison with the record asks about one text, and how it makes a finding or a trace."""

from assistant.domain.brief import Fact, Grounds, Topic
from assistant.domain.finding import Finding
from assistant.guardrail.checks import Match
from assistant.guardrail.clauses import Span
from assistant.guardrail.cued import shows_within
from assistant.guardrail.figures import Amount, ClauseNumber, Count, DayCount, Thing, shows_any
from assistant.guardrail.known import Known
from assistant.guardrail.labels import Labels
from assistant.guardrail.reading import Reading
from assistant.guardrail.reductions import percentages_off
from assistant.guardrail.rendered import rendered
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

# What a clause may give -> the cue of a text that claims it.
_RIGHTS = {Topic.LATE_INTEREST: "claim_interest", Topic.SUSPENSION: "claim_suspension"}


class Judge:
    """What the comparison of one text looks at."""

    def __init__(self, reading: Reading, rules: RuleSet, known: Known, grounds: Grounds) -> None:
        self.reading = reading
        self.rules = rules
        self.known = known
        self.grounds = grounds
        self.labels = Labels(reading, rules)

    def offers_allowance(self, amount: Amount) -> bool:
        """Whether ``amount`` is what a percentage offered in its sentence takes off or leaves, or an equal part."""
        sentence = self.reading.sentences.at(amount.span.start)
        parts = [f for f in self.reading.stated.figures if isinstance(f, Count) and f.thing is Thing.INSTALMENTS]
        if any(sentence.holds(f.span.start, f.span.end) and self.known.is_part_of(amount, f.value) for f in parts):
            return True
        given = percentages_off(self.reading, sentence)
        return any(self.known.is_share(amount, share) for each in given for share in (each, 100 - each))

    def cites_for_another_right(self, clause: ClauseNumber) -> bool:
        """Whether the sentence claims a right under a clause that says nothing of it, though another gives it."""
        sentence = self.reading.sentences.at(clause.span.start)
        others = [f for f in self.reading.stated.figures if isinstance(f, ClauseNumber) and f is not clause]
        if any(sentence.holds(f.span.start, f.span.end) for f in others):
            return False
        return any(
            self.known.topics(clause).isdisjoint({topic, None})
            for topic, cue in _RIGHTS.items()
            if self.grounds.excerpt_on(topic) and shows_within(cue, self.reading, self.rules, sentence)
        )

    def in_days(self, span: Span) -> bool:
        """Whether the length at ``span`` is counted in days."""
        return shows_any(self.written(span), ("天", "日", "day"))

    def written(self, span: Span) -> str:
        """The folded words at ``span``, in lower case."""
        return self.reading.folded.lower[span.start : span.end]

    def names_another_trigger(self, count: DayCount) -> bool:
        """Whether the term is said to run from something else than in the contract's words for so many days."""
        said = self.labels.triggers(count.span)
        agreed = self.known.triggers(count.value, self.rules)
        return bool(said and agreed and said.isdisjoint(agreed))

    def wrong(self, rule: str, span: Span, nearest: Fact | None = None) -> Finding:
        """The finding ``rule`` at ``span``; ``nearest`` is the fact that may have been meant."""
        suggestion = rendered(nearest.value, self.reading.language) if nearest else None
        return told(rule, self.reading, self.rules, span, nearest=suggestion)

    def matched(self, span: Span, facts: tuple[Fact, ...]) -> Match:
        """The trace from ``span`` to the first of ``facts``."""
        return match_of(self.reading, span, facts[:1])


def match_of(reading: Reading, span: Span, facts: tuple[Fact, ...]) -> Match:
    """The trace from ``span`` of the folded text to ``facts``."""
    start, end = reading.folded.original(span.start, span.end)
    return Match(start, end, "+".join(fact.id for fact in facts))
