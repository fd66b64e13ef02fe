"""The guardrail: holds a text against the rules of decent collection and the record, and reports what it finds."""

from assistant.guardrail.checker import Checker
from assistant.guardrail.checks import Check, Match, Need
from assistant.guardrail.considered import Considered
from assistant.guardrail.loading import load_checker
from assistant.guardrail.rule_loading import load_rules
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.suppressing import (
    GuardrailPolicy,
    digest_of_place,
    may_stand,
    place_of,
    require_known,
)

__all__ = [
    "Check",
    "Checker",
    "Considered",
    "GuardrailPolicy",
    "Match",
    "Need",
    "RuleSet",
    "digest_of_place",
    "load_checker",
    "load_rules",
    "may_stand",
    "place_of",
    "require_known",
]
