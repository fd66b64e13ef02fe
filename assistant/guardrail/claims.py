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
    "call": ("last_contact", "call_on", "call"),
    "acceptance": ("accepted_on", "agreed_on", "agreed_with"),
    "receipt": ("paid_so_far", "unallocated", "credited", "received"),
    "payee_change": (),
    "lawsuit": (),
    "counsel": ("counsel",),
    "delivery": ("delivered_on", "accepted_on", "proof"),
    "bounced": (),
    "termination": (),
    "stopped": ("suspended_on",),
    "credit": ("credited",),
    "dispute": ("disputed_amount", "contested_sum", "undisputed", "dispute", "points"),
    "dispute_over": (),
    "judgment": (),
    "second_receipt": ("received", "received_on"),
    "other_customer": (),
}
# Claims whose own words may hold the negation: 'the goods have not been delivered'.
_DENIED_WITHIN = frozenset({"receipt", "second_receipt", "delivery", "acceptance"})
# Events of which the grounds say themselves whether they happened.
_OF_COURT = ("lawsuit", "counsel")
_CLAIMING = frozenset({Stance.ASSERTED, Stance.REPORTED})
# What is said to have been done already is claimed beside a condition, too.
_DONE = frozenset({"lawsuit", "judgment", "counsel", "termination", "stopped", "credit"})
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
        # How a promise came in is not kept; the plan knows that it did.
        also = ("promise_made_on",) if claim == "call" and reading.brief else ()
        if not _is_proved(claim, (*roles, *also), reading.grounds):
            stances = _CLAIMING | {Stance.CONDITIONAL} if claim in _DONE else _CLAIMING
            yield from _claimed(claim, reading, rules, stances)
    for claim, (topic, roles) in _RIGHTS.items():
        given = topic is not None and reading.grounds.excerpt_on(topic)
        if not given and not reading.grounds.facts_of(*roles):
            yield from _claimed(claim, reading, rules, _CLAIMING | {Stance.CONDITIONAL})


def _claimed(claim: str, reading: Reading, rules: RuleSet, stances: frozenset[Stance]) -> Iterator[Outcome]:
    for hit, stance in cued(f"claim_{claim}", reading, rules, says_no=claim not in _DENIED_WITHIN):
        if stance in stances:
            yield told(f"record.{claim}", reading, rules, hit, stance=stance)


def _is_proved(claim: str, roles: tuple[str, ...], grounds: Grounds) -> bool:
    if claim in _OF_COURT and grounds.lawsuit_filed:
        return True
    if claim == "call" and (results := grounds.facts_of("call_result")):
        return any(fact.about == "spoken" for fact in results)
    return bool(grounds.facts_of(*roles))
