"""Tries a changed policy on the open cases before it counts, and says which of them would go another way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from assistant.domain.authority import Offer
from assistant.domain.brief import Refusal
from assistant.domain.case import Case, open_case
from assistant.domain.parties import Role
from assistant.guardrail import GuardrailPolicy, require_known
from assistant.negotiation import AuthorityTable, MayConcede, NegotiationPolicy
from assistant.negotiation.authority import in_words
from assistant.planning import Decision, Policy, decide
from assistant.ports import Transaction
from assistant.workflow.brief_case import first_offers
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.authority_on import authority_on

_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What would be done on a case: a step with what it offers at first, or why nothing."""

    step: Decision | Refusal
    offers: tuple[Offer, ...] = ()

    def same_as(self, other: "Course") -> bool:
        """Whether the same would reach the customer, for whatever reasons."""
        if isinstance(self.step, Refusal) or isinstance(other.step, Refusal):
            return self.step == other.step
        return (_reaching(self.step), self.offers) == (_reaching(other.step), other.offers)


def _reaching(step: Decision) -> tuple[object, ...]:
    return (step.kind, step.tone, step.channel, step.step.stage, step.step.cite, step.ask_by, step.sender)


@dataclass(frozen=True, kw_only=True, slots=True)
class CourseChange:
    """A case that would go another way."""

    case: Case
    before: Course
    after: Course


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """How many open cases were looked at, and which of them would go another way, by id."""

    looked_at: int
    turns: tuple[CourseChange, ...]


def try_policy(desk: Desk, policy: Policy | None = None, authority: AuthorityTable | None = None) -> Trial:
    """What a changed policy or authority table would change today; nothing is stored."""
    changed = replace(desk, policy=policy or desk.policy, authority=authority or desk.authority)
    count, turns = 0, []
    with desk.record.read() as tx:
        for case in open_cases(desk, tx):
            count += 1
            before, after = _course(desk, tx, case), _course(changed, tx, case)
            if not before.same_as(after):
                turns.append(CourseChange(case=case, before=before, after=after))
    return Trial(looked_at=count, turns=tuple(turns))


def open_cases(desk: Desk, tx: Transaction) -> Iterator[Case]:
    """Every case on which something is open, some at a time."""
    keys, today = iter(tx.account_keys()), desk.today(tx)
    while some := list(islice(keys, _AT_ONCE)):
        cases = (open_case(account, now=desk.clock.now(), today=today) for account in tx.accounts(some))
        yield from (case for case in cases if case.items)


def _course(desk: Desk, tx: Transaction, case: Case) -> Course:
    decision = decide(case, desk.policy, desk.calendar)
    if isinstance(decision, Refusal):
        return Course(step=decision)
    authority = authority_on(desk, case, Role.ACCOUNT_MANAGER)
    return Course(step=decision, offers=first_offers(desk, tx, decision, authority))


def policy_that_counts(
    desk: Desk, changed: Policy | AuthorityTable | NegotiationPolicy | GuardrailPolicy
) -> Policy | AuthorityTable | NegotiationPolicy | GuardrailPolicy:
    """What ``changed`` would take the place of; raises BadKnowledge when it names rules that there are not."""
    if isinstance(changed, Policy):
        return desk.policy
    if isinstance(changed, AuthorityTable):
        return desk.authority
    if isinstance(changed, NegotiationPolicy):
        return desk.negotiation
    require_known(changed, desk.checker.rules.categories)
    return desk.checker.policy


def authority_in_words(desk: Desk, case_id: str = "") -> tuple[MayConcede, ...]:
    """The table of authority, or what each of its roles may concede on one case; raises NotFound."""
    if not case_id:
        return tuple(desk.authority.in_words())
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
    return tuple(MayConcede(role=role, may=in_words(authority_on(desk, case, role))) for role in desk.authority.roles)


def note_policy(desk: Desk, actor: str, name: str, version: str, digest: str) -> None:
    """Tell the audit log which file counts from now on."""
    with desk.record.begin() as tx:
        tx.audit(actor, "policy_set", name, body={"version": version, "sha256": digest})
