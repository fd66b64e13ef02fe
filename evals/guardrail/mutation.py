"""Takes rules and patterns away, and says what is then missed: ``python -m evals.guardrail.mutation [--list]``.

A rule is needed when one of its own examples is missed without it. A pattern is needed when it alone of its rule
matches one of the rule's examples or a clause of its category; ``--list`` names those that are not.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.domain.language import Language
from assistant.guardrail import Checker, RuleSet, load_rules
from assistant.guardrail.patterns import index_of
from assistant.guardrail.reading import folded_for
from assistant.guardrail.rules import Probes
from assistant.knowledge import shipped
from evals.guardrail.clauses import load_clauses


def without(rules: RuleSet, name: str) -> RuleSet:
    """The rule set with every pattern of the rule ``name`` taken away."""
    number = next(number for number, rule in enumerate(rules.rules) if rule.id == name)
    return replace(rules, probes=_without(rules.probes, number), signs=_without(rules.signs, number))


def _without(probes: Probes, rule: int) -> Probes:
    left = tuple(probe for probe in probes.every if probe.rule != rule)
    return Probes(every=left, index=index_of(probe.pattern for probe in left))


def unnoticed_rules(rules: RuleSet) -> list[str]:
    """The rules whose examples are all found as well without them."""
    return [
        entry.id
        for entry in rules.entries
        if not _misses(Checker(without(rules, entry.id)), entry.id, entry.fail.all())
    ]


def unneeded_patterns(rules: RuleSet) -> Iterator[tuple[str, str, int]]:
    """Rule, pattern and how many examples it matches, of every pattern that no example needs."""
    clauses = [clause for language in Language for clause in load_clauses(language)]
    lower = {text: folded_for(text, rules.spellings).lower for text in (clause.text for clause in clauses)}
    for number, (rule, entry) in enumerate(zip(rules.rules, rules.entries, strict=True)):
        own = [folded_for(text, rules.spellings).lower for text in entry.fail.all()]
        texts = [*own, *(lower[clause.text] for clause in clauses if clause.label == rule.category)]
        patterns = [probe.pattern for probe in (*rules.probes.every, *rules.signs.every) if probe.rule == number]
        matched = [[pattern for pattern in patterns if pattern.regex.search(text)] for text in texts]
        needed = {id(several[0]) for several in matched if len(several) == 1}
        for pattern in patterns:
            if id(pattern) not in needed:
                yield rule.id, pattern.source, sum(pattern in several for several in matched)


def _misses(checker: Checker, rule: str, examples: Iterable[str]) -> bool:
    return any(rule not in {finding.rule for finding in checker.check(text).findings} for text in examples)


def _main(*, every: bool) -> None:
    rules = load_rules(shipped("knowledge") / "guardrail")
    print(f"{len(rules.rules)} rules; not noticed when taken away: {', '.join(unnoticed_rules(rules)) or 'none'}")
    odd = list(unneeded_patterns(rules))
    idle = sum(not matches for _, _, matches in odd)
    number = len(rules.probes.every) + len(rules.signs.every)
    print(f"{number} patterns; {len(odd)} that no example needs, {idle} of them match none")
    for rule, source, matches in odd if every else ():
        print(f"{rule} ({matches}): {source}")


if __name__ == "__main__":
    _main(every="--list" in sys.argv)
