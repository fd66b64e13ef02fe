"""Decides whether what a text claims is in the record: promises, talks, receipts, acknowledgements, and rights."""

from collections.abc import Iterator, Mapping

from assistant.domain.brief import Grounds, Topic
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
# What is claimed -> the clause that gives it, else the roles of which the record must hold one. A condition claims it
# all the same: it says what will follow.
_RIGHTS: Mapping[str, tuple[Topic | None, tuple[str, ...]]] = {
    "interest": (Topic.LATE_INTEREST, ("late_interest", "interest", "interest_words")),
    "suspension": (Topic.SUSPENSION, ()),
    "acceleration": (None, ("if_missed",)),
}


@check(id="claims", version="1", needs=(Need.GROUNDS,))
def claims(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Events that the text states as facts although the record knows nothing of them."""
    if reading.grounds is None:
        return
    for claim, roles in _PROOF.items():
        if not _is_proved(claim, roles, reading.grounds):
            yield from _claimed(claim, reading, rules, _CLAIMING)
    for claim, (topic, roles) in _RIGHTS.items():
        given = topic is not None and reading.grounds.excerpt_on(topic)
        if not given and not reading.grounds.facts_of(*roles):
            yield from _claimed(claim, reading, rules, _CLAIMING | {Stance.CONDITIONAL})


def _claimed(claim: str, reading: Reading, rules: RuleSet, stances: frozenset[Stance]) -> Iterator[Outcome]:
    for hit, stance in cued(f"claim_{claim}", reading, rules):
        if stance in stances:
            yield told(f"record.{claim}", reading, rules, hit, stance=stance)


def _is_proved(claim: str, roles: tuple[str, ...], grounds: Grounds) -> bool:
    if claim == "call" and (results := grounds.facts_of("call_result")):
        return any(fact.about == "spoken" for fact in results)
    return bool(grounds.facts_of(*roles))
