"""The guardrail: holds a text against the rules of decent collection and the record, and reports what it finds."""

from assistant.guardrail.checker import Checker
from assistant.guardrail.checks import Check, Match, Need
from assistant.guardrail.considered import Considered
from assistant.guardrail.rules import RuleSet, load_rules

__all__ = ["Check", "Checker", "Considered", "Match", "Need", "RuleSet", "load_rules"]
