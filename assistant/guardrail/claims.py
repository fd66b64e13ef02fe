"""Decides whether promises, talks, receipts and acknowledgements that a text claims are in the record."""

from collections.abc import Iterator, Mapping

from assistant.domain.brief import Grounds
from assistant.domain.finding import Stance
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.cued import cued
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

# What is claimed -> the roles of which the record must hold one.
_PROOF: Mapping[str, tuple[str, ...]] = {
    "promise": ("promise_amount", "promise_due", "promise_made_on", "promise_quote", "agreed_on", "agreed_plan"),
    "call": ("last_contact", "promise_made_on", "call"),
    "acceptance": ("accepted_on", "agreed_on", "agreed_with"),
    "receipt": ("paid_so_far", "unallocated", "credited", "received"),
    "payee_change": (),
}
_CLAIMING = frozenset({Stance.ASSERTED, Stance.REPORTED})


@check(id="claims", version="1", needs=(Need.GROUNDS,))
def claims(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Events that the text states as facts although the record knows nothing of them."""
    if reading.grounds is None:
        return
    for claim, roles in _PROOF.items():
        if not _is_proved(claim, roles, reading.grounds):
            yield from _claimed(claim, reading, rules)


def _claimed(claim: str, reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    for hit, stance in cued(f"claim_{claim}", reading, rules):
        if stance in _CLAIMING:
            yield told(f"record.{claim}", reading, rules, hit, stance=stance)


def _is_proved(claim: str, roles: tuple[str, ...], grounds: Grounds) -> bool:
    if claim == "call" and (results := grounds.facts_of("call_result")):
        return any(fact.about == "spoken" for fact in results)
    return bool(grounds.facts_of(*roles))
