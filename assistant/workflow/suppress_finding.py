"""Lets a finding of a message stand, for a reason that a person answers for; reviewers see it, and the log keeps it."""

from dataclasses import replace

from assistant.domain.finding import Finding, Suppression
from assistant.domain.message import EDITABLE, Message, Status
from assistant.domain.parties import Person, Role
from assistant.errors import NotAllowed, NotFound, Refused
from assistant.guardrail import may_stand, place_of
from assistant.intake.given_checks import FindingGiven, SuppressionGiven
from assistant.workflow.apply_suggestion import finding_of, seen_version
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.record.typed import words


def answers_for(message: Message, person: Person) -> bool:
    """Whether ``person`` answers for the message's findings now: the author of a draft, a reviewer in review."""
    if message.author == person.login:
        return message.status in EDITABLE
    return person.may(Role.REVIEWER) and message.status is Status.IN_REVIEW


def may_let_stand(desk: Desk, person: Person, message: Message, finding: Finding) -> bool:
    """Whether ``person`` may let ``finding`` stand, by the policy and their role."""
    as_reviewer = person.may(Role.REVIEWER) and person.login != message.author
    return answers_for(message, person) and may_stand(finding, desk.checker.policy, as_reviewer=as_reviewer)


def suppress_finding(desk: Desk, person: Person, message_id: str, given: SuppressionGiven) -> Message:
    """The message with the finding told apart; text and version stay, and so do the yeses to them.

    It is void as soon as the sentence changes. Raises OutOfDate for another version, NotFound for a finding that there
    is not, BadInput without a reason, NotAllowed for anyone but the author of a draft or a reviewer of one under
    review, and Refused for what nobody may let stand.
    """
    require_role(person, Role.ACCOUNT_MANAGER, Role.REVIEWER)
    reason = words(given.reason, "reason")
    with desk.record.begin() as tx:
        old = seen_version(tx, message_id, given.version)
        _require_answers_for(old, person)
        finding = finding_of(old.report, given)
        if not may_let_stand(desk, person, old, finding):
            raise Refused("not_suppressible", f"{finding.rule} cannot be let stand; change the text.",
                          rule=finding.rule)  # fmt: skip
        text, now = old.draft.text, desk.clock.now()
        made = Suppression(
            rule=finding.rule,
            place=place_of(text, finding),
            reason=reason,
            by=person.login,
            at=now,
            as_reviewer=person.login != old.author,
        )
        report = desk.checker.check(text, brief=old.brief, suppressions=(*old.report.suppressions, made))
        new = replace(old, report=report, changed=now)
        tx.replace_message(old, new)
        body = {"rule": made.rule, "place": made.place, "severity": finding.severity, "reason": reason}
        tx.audit(person.login, "finding_suppressed", new.id, version=new.version, body=body)
    return new


def lift_suppression(desk: Desk, person: Person, message_id: str, given: FindingGiven) -> Message:
    """The message with the finding counting again; raises as `suppress_finding` does.

    Whoever answers for the message now may lift what anybody let stand: a stricter word needs no reason.
    """
    require_role(person, Role.ACCOUNT_MANAGER, Role.REVIEWER)
    with desk.record.begin() as tx:
        old = seen_version(tx, message_id, given.version)
        _require_answers_for(old, person)
        wanted = (given.rule, given.start, given.end)
        kept = tuple(
            one.suppression
            for one in old.report.suppressed
            if (one.finding.rule, one.finding.start, one.finding.end) != wanted
        )
        lifted = set(old.report.suppressions) - set(kept)
        if not lifted:
            raise NotFound("unknown_finding", f"Nobody let {given.rule} at {given.start} stand.", rule=given.rule)
        report = desk.checker.check(old.draft.text, brief=old.brief, suppressions=kept)
        new = replace(old, report=report, changed=desk.clock.now())
        tx.replace_message(old, new)
        body = {"rule": given.rule, "places": sorted(each.place for each in lifted)}
        tx.audit(person.login, "suppression_lifted", new.id, version=new.version, body=body)
    return new


def _require_answers_for(message: Message, person: Person) -> None:
    if not answers_for(message, person):
        raise NotAllowed(
            "not_yours_to_suppress", f"{person.login} does not answer for {message.id} now.", message=message.id
        )
