"""What the guardrail's model learns: of every clause whether it may be said, and of the others what is wrong."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from assistant.domain.language import Language
from assistant.guardrail.opinion import BAD, INJECTION
from assistant.guardrail.reading import folded_for
from assistant.guardrail.rule_loading import load_rules
from assistant.guardrail.rules import RuleSet
from assistant.knowledge import shipped
from evals.guardrail.clauses import CATEGORIES, HERE, OK, Clause, load_clauses
from evals.linear import Example
from evals.lines import read_lines

# Neighbours were written in one go and sound alike; none of them may judge the other.
_IN_ONE_GO = 40
ORDERS = "injections.jsonl"
_PLACEHOLDER = re.compile(r"\{[^}]*\}")


def examples(folder: Path = HERE) -> tuple[Example, ...]:
    """All that there is to learn from, in a fixed order."""
    rules = load_rules(shipped("knowledge") / "guardrail")
    every = (*grouped_clauses(folder), *_from_rules(rules), *_from_phrasebook(), *_orders_to_machines(folder))
    return tuple(
        Example(words=folded_for(clause.text, rules.spellings).lower, says=_said(clause), group=group, whole=True)
        for group, clause in every
    )


def grouped_clauses(folder: Path = HERE) -> Iterator[tuple[str, Clause]]:
    """Every clause of the set with the group that must not be torn apart."""
    for language in Language:
        for number, clause in enumerate(load_clauses(language, folder)):
            yield f"{language.value} {number // _IN_ONE_GO}", clause


def fingerprint(folder: Path = HERE) -> str:
    """The SHA-256 of the clauses."""
    digest = hashlib.sha256()
    for path in (*(folder / "clauses" / f"{language.value}.jsonl" for language in Language), folder / ORDERS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _from_rules(rules: RuleSet) -> Iterator[tuple[str, Clause]]:
    """The rules' own examples."""
    for rule, entry in zip(rules.rules, rules.entries, strict=True):
        group = f"rule {rule.id}"
        for text in entry.fail.all() if rule.category in CATEGORIES else ():
            yield group, Clause(id=rule.id, text=text, label=rule.category)
        yield from ((group, Clause(id=rule.id, text=text, label=OK)) for text in entry.passing.all())


def _from_phrasebook() -> Iterator[tuple[str, Clause]]:
    """What we write ourselves may be said."""
    for page in sorted((shipped("knowledge") / "phrasebook").glob("*/*.yaml")):
        group = f"phrasebook {page.parent.name}/{page.stem}"
        for line in _said_on(yaml.load(page.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)):
            yield group, Clause(id=group, text=_PLACEHOLDER.sub("1", line), label=OK)


def _orders_to_machines(folder: Path) -> Iterator[tuple[str, Clause]]:
    """Passages of customers' texts that give orders to a machine, and others that only look so."""
    for number, clause in enumerate(read_lines(folder / ORDERS, Clause)):
        yield f"{ORDERS} {number // _IN_ONE_GO}", clause


def _said_on(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _said_on(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "say":
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _said_on(value)


def _said(clause: Clause) -> dict[str, bool]:
    if clause.label == INJECTION or clause.id.startswith(INJECTION):
        return {INJECTION: clause.label == INJECTION}
    kinds = {} if clause.is_ok else {letter: clause.label == letter for letter in CATEGORIES}
    return {BAD: not clause.is_ok, INJECTION: False, **kinds}
