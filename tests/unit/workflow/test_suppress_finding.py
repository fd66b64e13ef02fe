"""A finding may stand for a reason that a person answers for; reviewers see it, and it ends with its sentence."""

from dataclasses import replace

import pytest

from assistant.bootstrap import build_checker
from assistant.cli.show import draft_lines
from assistant.domain.finding import Suppression, Verdict
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.errors import BadInput, NotAllowed, NotFound, OutOfDate, Refused
from assistant.guardrail import Checker, GuardrailPolicy, place_of
from assistant.intake.given_checks import FindingGiven, SuppressionGiven
from assistant.wording import Wording
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from assistant.workflow.suppress_finding import lift_suppression, suppress_finding
from tests.desk import BOTH, LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW

REPROACH = "贵司对我们的来信至今置之不理。"
THREAT = "再不付款，后果自负。"
REASON = "客户自己要求我们写明此事。"


@pytest.fixture
def desk():
    return a_desk()


def with_line(desk, line, author=LIN):
    made = prepare_draft(desk, author, "C1-CNY")
    return edit_draft(desk, author, made.id, version=1, subject=made.draft.subject, body=f"{made.draft.body}\n{line}")


@pytest.fixture
def draft(desk):
    message = with_line(desk, REPROACH)
    assert message.report.verdict is Verdict.REVIEW
    return message


def given(message, reason=REASON, number=0, **changes):
    found = message.report.findings[number]
    shape = SuppressionGiven(version=message.version, rule=found.rule, start=found.start, end=found.end, reason=reason)
    return replace(shape, **changes)


def stored(desk, message):
    with desk.record.read() as tx:
        return tx.message(message.id)


def events(desk):
    with desk.record.read() as tx:
        return [(e.event, e.actor, dict(e.body)) for e in tx.audit_entries()]


def all_suppressed(desk, person, message):
    while message.report.findings:
        message = suppress_finding(desk, person, message.id, given(message))
    return message


def test_what_may_stand_is_told_apart_with_its_reason_and_audited(desk, draft):
    found = draft.report.findings[0]
    new = suppress_finding(desk, LIN, draft.id, given(draft))

    (one,) = new.report.suppressed
    assert (one.finding, one.suppression.reason, one.suppression.by) == (found, REASON, "lin")
    assert one.suppression.at == desk.clock.now()
    assert found not in new.report.findings
    assert (new.version, new.content_hash) == (draft.version, draft.content_hash)
    assert stored(desk, draft).report.suppressed == new.report.suppressed
    event, actor, body = events(desk)[-1]
    assert (event, actor) == ("finding_suppressed", "lin")
    assert body == {"rule": found.rule, "place": one.suppression.place, "severity": "review", "reason": REASON}


def test_the_command_line_shows_reviewers_what_stands(desk, draft):
    new = suppress_finding(desk, LIN, draft.id, given(draft))
    shown = "\n".join(draft_lines(new, Wording.of(Language.ZH_HANS)))
    assert f"(accusation.reproach)\n     lin 于 2026年6月16日 放行：{REASON}\n" in shown


def test_it_ends_when_its_sentence_changes_and_not_before(desk, draft):
    calm = all_suppressed(desk, LIN, draft)
    body = calm.draft.body
    elsewhere = edit_draft(desk, LIN, draft.id, version=2, subject=calm.draft.subject, body=f"{body}\n谢谢。")
    assert (len(elsewhere.report.suppressed), elsewhere.report.verdict) == (len(calm.report.suppressed), Verdict.PASS)

    changed = elsewhere.draft.body.replace(REPROACH, REPROACH.replace("至今", "到现在"))
    there = edit_draft(desk, LIN, draft.id, version=3, subject=calm.draft.subject, body=changed)
    back = edit_draft(desk, LIN, draft.id, version=4, subject=calm.draft.subject, body=elsewhere.draft.body)
    assert (there.report.suppressed, back.report.suppressed) == ((), ())
    assert back.report.verdict is Verdict.REVIEW


def test_a_reviewer_gives_their_own_reasons_for_what_the_author_let_stand(desk, draft):
    calm = all_suppressed(desk, LIN, draft)
    submit_draft(desk, LIN, draft.id, content_hash=calm.content_hash)

    with pytest.raises(BadInput, match="Say why these findings are acceptable: accusation"):
        accept_draft(desk, ZHOU, draft.id, content_hash=calm.content_hash)
    accepted = accept_draft(desk, ZHOU, draft.id, content_hash=calm.content_hash, reasons="同意。")
    assert (accepted.status, accepted.endorsements[-1].reasons) == (Status.APPROVED, "同意。")
    assert [one.suppression.by for one in accepted.report.suppressed] == ["lin"] * len(accepted.report.suppressed)


def test_what_the_reviewer_let_stand_needs_no_second_reason_and_leaves(desk, draft):
    submit_draft(desk, LIN, draft.id, content_hash=draft.content_hash)
    calm = all_suppressed(desk, ZHOU, stored(desk, draft))
    assert len(calm.endorsements) == 1
    accepted = accept_draft(desk, ZHOU, draft.id, content_hash=draft.content_hash)
    assert accepted.status is Status.APPROVED
    release_draft(later(desk, NOW), LIN, draft.id)
    assert stored(desk, draft).status is Status.RELEASED


def test_an_author_cannot_slip_a_suppression_past_the_reviewer_whose_edit_they_confirm(desk):
    message = with_line(desk, "谢谢。")
    submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    theirs = edit_draft(
        desk, ZHOU, message.id, version=2, subject=message.draft.subject, body=f"{message.draft.body}\n{REPROACH}"
    )
    calm = all_suppressed(desk, LIN, theirs)
    confirmed = submit_draft(desk, LIN, message.id, content_hash=calm.content_hash)
    assert (calm.report.verdict, confirmed.status) == (Verdict.PASS, Status.IN_REVIEW)


def test_only_who_answers_for_the_text_now_may(desk, draft):
    for person in (ZHOU, BOTH):
        with pytest.raises(NotAllowed, match="does not answer for M-0001 now"):
            suppress_finding(desk, person, draft.id, given(draft))
    submit_draft(desk, LIN, draft.id, content_hash=draft.content_hash)
    with pytest.raises(NotAllowed, match="does not answer for M-0001 now"):
        suppress_finding(desk, LIN, draft.id, given(draft))
    assert stored(desk, draft).report.suppressed == ()


def test_not_without_a_reason_nor_for_an_old_version_nor_what_is_not_there(desk, draft):
    with pytest.raises(BadInput, match="reason is empty"):
        suppress_finding(desk, LIN, draft.id, given(draft, reason="  "))
    with pytest.raises(OutOfDate):
        suppress_finding(desk, LIN, draft.id, given(draft, version=1))
    with pytest.raises(NotFound):
        suppress_finding(desk, LIN, draft.id, given(draft, rule="no.such"))
    assert stored(desk, draft) == draft


@pytest.mark.parametrize("line", [THREAT, "另请支付 12,345.67 元。", "身份证号11010519491231002X"])
def test_what_blocks_cannot_stand_nor_facts_and_personal_data_whatever_the_policy_says(desk, line):
    for named in ((), ("record.amount", "data.identity")):
        checker = Checker(build_checker().rules, policy=GuardrailPolicy(suppressible=named))
        strict = replace(desk, make_checker=lambda checker=checker: checker)
        message = with_line(strict, line)
        number = [str(f.severity) for f in message.report.findings].index("block")
        with pytest.raises(Refused, match="cannot be let stand"):
            suppress_finding(strict, LIN, message.id, given(message, number=number))


def test_what_blocks_may_stand_by_a_reviewer_where_the_policy_names_its_rule(desk):
    policy = GuardrailPolicy(suppressible=("violence.vague-consequence",))
    lenient = replace(desk, make_checker=lambda: Checker(build_checker().rules, policy=policy))
    message = with_line(lenient, THREAT)
    with pytest.raises(Refused, match="cannot be let stand"):
        suppress_finding(lenient, LIN, message.id, given(message))
    both = with_line(lenient, THREAT, BOTH)
    with pytest.raises(Refused, match="cannot be let stand"):
        suppress_finding(lenient, BOTH, both.id, given(both))


def test_a_stricter_policy_counts_at_once_for_what_stood_before(desk):
    text = f"您好。{THREAT}"
    found = build_checker().check(text).findings
    policy = GuardrailPolicy(suppressible=tuple({finding.rule for finding in found}))
    lenient = Checker(build_checker().rules, policy=policy)
    made = tuple(
        Suppression(
            rule=finding.rule,
            place=place_of(text, finding),
            reason=REASON,
            by="zhou",
            at=desk.clock.now(),
            as_reviewer=True,
        )
        for finding in found
    )
    by_nobody = tuple(replace(one, as_reviewer=False) for one in made)
    assert lenient.check(text, suppressions=made).verdict is Verdict.PASS
    assert build_checker().check(text, suppressions=made).verdict is Verdict.BLOCK
    assert lenient.check(text, suppressions=by_nobody).verdict is Verdict.BLOCK


def test_what_stands_counts_again_when_it_is_lifted_by_whoever_answers_now(desk, draft):
    calm = all_suppressed(desk, LIN, draft)
    submit_draft(desk, LIN, draft.id, content_hash=calm.content_hash)
    one = calm.report.suppressed[0].finding
    place = FindingGiven(version=2, rule=one.rule, start=one.start, end=one.end)
    with pytest.raises(NotAllowed):
        lift_suppression(desk, LIN, draft.id, place)
    with pytest.raises(NotFound):
        lift_suppression(desk, ZHOU, draft.id, replace(place, start=0))

    strict = lift_suppression(desk, ZHOU, draft.id, place)
    assert (one in strict.report.findings, strict.report.verdict) == (True, Verdict.REVIEW)
    assert stored(desk, draft).report == strict.report
    event, actor, body = events(desk)[-1]
    assert (event, actor, body["rule"]) == ("suppression_lifted", "zhou", one.rule)
    with pytest.raises(NotFound):
        lift_suppression(desk, ZHOU, draft.id, place)
