"""Loads a checker in one call: the shipped rules, with a company's own rules and policy where it has some."""

from functools import cache
from pathlib import Path

from assistant.guardrail.checker import Checker
from assistant.guardrail.own_rules import read_own_rules
from assistant.guardrail.rule_loading import load_rules
from assistant.guardrail.suppressing import GuardrailPolicy, require_known
from assistant.knowledge import read_yaml, shipped

OWN_FOLDER = "guardrail"
OWN_POLICY = Path("policies") / "guardrail.yaml"


def load_checker(workspace: Path | None = None) -> Checker:
    """The guardrail; ``workspace`` may hold own rules (``guardrail/``) and an own policy (``policies/guardrail.yaml``).

    Raises BadKnowledge for a mistake in them, with its line. What needs neither is loaded once in a process.
    """
    if workspace is None or not any((workspace / name).exists() for name in (OWN_FOLDER, OWN_POLICY)):
        return _shipped()
    policy_file = workspace / OWN_POLICY
    return _loaded(workspace / OWN_FOLDER, policy_file if policy_file.exists() else _shipped_policy())


@cache
def _shipped() -> Checker:
    return _loaded(None, _shipped_policy())


def _shipped_policy() -> Path:
    return shipped("knowledge") / OWN_POLICY


def _loaded(own_folder: Path | None, policy_file: Path) -> Checker:
    policy = read_yaml(policy_file, GuardrailPolicy)
    own = read_own_rules(own_folder) if own_folder else None
    rules = load_rules(shipped("knowledge") / "guardrail", own=own, off=policy.switched_off)
    require_known(policy, rules.categories)
    return Checker(rules, policy=policy)
