"""Runs the rules over the wording: what is said, and in which stance, decides what a hit weighs."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.finding import Engine, Finding, Severity, Stance
from assistant.guardrail.checks import Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import Pair, Probe, Rule, RuleSet
from assistant.guardrail.told import told


@check(id="wording", version="1")
def wording(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Every rule for text that we send; where none has a say, what the clause model all but knows to be wrong."""
    judged: set[int] = set()
    for one in weighed(reading, rules, inbound=False):
        if one.severity is not None or one.cleared:
            judged.add(reading.sentences.number(one.hit.end - 1))
        if one.stance is not None and one.severity is not None:
            yield _finding(one.rule, reading, one.hit, one.stance, one.severity)
    for number, opinion in enumerate(reading.opinions):
        if opinion.enough and opinion.chance >= rules.model.review and number not in judged:
            yield _suspicion(number, opinion.category, opinion.chance, reading, rules)


@check(id="injection", version="1")
def injection(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """The rules about text that is meant to steer a machine reader; where none applies, what the clause model says."""
    judged: set[int] = set()
    for one in weighed(reading, rules, inbound=True):
        if one.stance is not None and one.severity is not None:
            judged.add(reading.sentences.number(one.hit.end - 1))
            yield _finding(one.rule, reading, one.hit, one.stance, one.severity)
    for number, opinion in enumerate(reading.opinions):
        if opinion.enough and opinion.injection >= rules.model.injection and number not in judged:
            yield _suspicion(number, "L", opinion.injection, reading, rules)


def hits_of(patterns: Pair, reading: Reading) -> Iterator[tuple[Span, bool]]:
    """Every place where a pattern stands, and whether it is a Chinese one."""
    for chinese, present in ((True, reading.has_han), (False, reading.has_latin)):
        for pattern in patterns.in_script(chinese=chinese) if present else ():
            if pattern.may_match(reading.grams):
                for match in pattern.regex.finditer(reading.folded.lower):
                    yield Span(*match.span()), chinese


def shows(patterns: Pair, reading: Reading) -> bool:
    """Whether any of the patterns stands in the text."""
    return next(hits_of(patterns, reading), None) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A place where a rule's pattern stands, and what came of it.

    ``excuse`` are the words that excuse it (its stance is not read then); ``severity`` None: it weighs nothing.
    ``doubted`` is a sign in a sentence that the clause model finds nothing wrong with.
    """

    rule: Rule
    hit: Span
    excuse: Span | None
    stance: Stance | None
    severity: Severity | None
    doubted: bool = False

    @property
    def cleared(self) -> bool:
        """Whether how it is said, or the record, tells that nothing is wrong with it."""
        return self.stance is not None and self.severity is None and not self.rule.sign


def weighed(reading: Reading, rules: RuleSet, *, inbound: bool, all_signs: bool = False) -> Iterator[Weighed]:
    """Every hit in its order with what it weighs; of each rule only the first of those that overlap and weigh.

    Signs that the clause model does not bear out are looked for only with ``all_signs``.
    """
    done: dict[int, int] = {}
    hits = _hits(reading, rules, inbound=inbound, all_signs=all_signs)
    for hit, probe in sorted(hits, key=lambda pair: (pair[0].start, -pair[0].end, pair[1].rule)):
        if hit.start < done.get(probe.rule, -1):
            continue
        one = _weighed(reading, rules, hit, probe)
        if one.severity is not None:
            done[probe.rule] = hit.end
        yield one


def _weighed(reading: Reading, rules: RuleSet, hit: Span, probe: Probe) -> Weighed:
    rule = rules.rules[probe.rule]
    excuse = _excuse(rule.unless, reading, hit, chinese=probe.chinese)
    if excuse:
        return Weighed(rule=rule, hit=hit, excuse=excuse, stance=None, severity=None)
    stance = rules.stances.read(
        reading.folded.lower,
        hit,
        reading.sentences,
        reading.quotes,
        chinese=probe.chinese,
        reluctance=rule.reluctance,
        says_no=probe.says_no,
    )
    severity = rule.weighs(stance, reading.grounds)
    if severity is not None and rule.sign and not _is_borne_out(reading.sentences.number(hit.start), reading, rules):
        return Weighed(rule=rule, hit=hit, excuse=None, stance=stance, severity=None, doubted=True)
    return Weighed(rule=rule, hit=hit, excuse=None, stance=stance, severity=severity)


def _is_borne_out(sentence: int, reading: Reading, rules: RuleSet) -> bool:
    """Whether the clause model, too, finds the sentence wrong; it must be surer of a few words than of many."""
    opinion = reading.opinions[sentence]
    return opinion.chance >= (rules.model.sign if opinion.enough else rules.model.review)


def _hits(reading: Reading, rules: RuleSet, *, inbound: bool, all_signs: bool) -> Iterator[tuple[Span, Probe]]:
    """Sentence by sentence: patterns do not reach over a sentence's end."""
    lower = reading.folded.lower
    for number, span in enumerate(reading.sentences.spans):
        words = lower[span.start : span.end]
        probes = [probe for probe in rules.probes.worth(words) if not inbound or rules.rules[probe.rule].inbound]
        if not inbound and (all_signs or _is_borne_out(number, reading, rules)):
            probes += rules.signs.worth(words)
        for probe in probes:
            for match in probe.pattern.regex.finditer(lower, span.start, span.end):
                yield Span(*match.span()), probe


def _excuse(unless: Pair, reading: Reading, hit: Span, *, chinese: bool) -> Span | None:
    """The words in the sentences of ``hit`` that excuse it."""
    patterns = unless.in_script(chinese=chinese)
    if not patterns:
        return None
    first, last = reading.sentences.at(hit.start), reading.sentences.at(max(hit.start, hit.end - 1))
    for pattern in patterns:
        if found := pattern.regex.search(reading.folded.lower, first.start, last.end):
            return Span(*found.span())
    return None


def _finding(rule: Rule, reading: Reading, hit: Span, stance: Stance, severity: Severity) -> Finding:
    start, end = reading.folded.original(hit.start, hit.end)
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=severity,
        start=start,
        end=end,
        excerpt=reading.text[start:end],
        message=rule.message,
        suggestion=rule.suggestion.in_language(reading.language) if rule.suggestion else None,
        stance=stance,
        engine=Engine.RULES,
        basis=rule.basis,
    )


def _suspicion(number: int, category: str, chance: float, reading: Reading, rules: RuleSet) -> Finding:
    sentence = reading.sentences.spans[number]
    words = reading.folded.lower[sentence.start : sentence.end]
    start = sentence.start + len(words) - len(words.lstrip())
    name = rules.model.named[category]
    place = Span(start, start + len(words.strip()))
    return told(name, reading, rules, place, engine=Engine.MODEL, score=round(chance, 2))
