"""The same words weigh differently asserted, negated, quoted, reported, conditional, and by what the record says of legal steps."""

from dataclasses import fields

import pytest

from assistant.domain.brief import Grounds
from assistant.domain.finding import Stance, Verdict
from assistant.guardrail.rules import state_of
from tests.unit.guardrail.wordings import finding_of, judged, verdict_of, wording_checker


def grounds_with(*, filed: bool = False, authorised: bool = False) -> Grounds:
    given: dict[str, object] = {field.name: () for field in fields(Grounds)}
    return Grounds(**{**given, "lawsuit_filed": filed, "legal_notice_authorised": authorised})  # type: ignore[arg-type]


def verdict_with(text: str, *, filed: bool = False, authorised: bool = False) -> Verdict:
    return wording_checker().check(text, grounds=grounds_with(filed=filed, authorised=authorised)).verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("We will tell your suppliers about this.", Verdict.BLOCK),
        ("We will not tell your suppliers about this.", Verdict.PASS),
        ("We do not only remind you, we will tell your suppliers about this.", Verdict.BLOCK),
        ("我们会通知您的供应商。", Verdict.BLOCK),
        ("我们不会通知您的供应商。", Verdict.PASS),
        ("不是吓唬您，我们会通知您的供应商。", Verdict.BLOCK),
        ("我們絕不會通知您的客戶。", Verdict.PASS),
    ],
)
def test_a_negation_takes_the_threat_back_only_where_it_governs_it(text: str, verdict: Verdict) -> None:
    assert verdict_of(text) is verdict


def test_the_customers_own_words_in_quotation_marks_are_not_ours() -> None:
    assert verdict_of("您在来信中写道「故意拖着不给」，我们并没有这样说过。") is Verdict.PASS
    assert verdict_of('You wrote "playing games", which is not what we think.') is Verdict.PASS


def test_quotation_marks_alone_excuse_nothing() -> None:
    assert verdict_of("我们会让你们「身败名裂」。") is Verdict.BLOCK
    assert verdict_of('Pay now, "or we will break your legs".') is Verdict.BLOCK


def test_what_a_third_party_threatened_may_be_reported() -> None:
    assert verdict_of("您提到有供应商扬言要起诉贵司。") is Verdict.PASS
    assert verdict_of("You told us that another supplier threatened to sue you.") is Verdict.PASS


def test_a_report_does_not_cover_what_we_add_ourselves() -> None:
    assert verdict_of("您说没有钱，那我们就报警。") is Verdict.BLOCK
    assert verdict_of("You said it is difficult, but we will sue you.") is Verdict.BLOCK


def test_a_threat_of_violence_is_no_better_in_the_conditional() -> None:
    assert verdict_of("如果不付款，就打断你的腿。") is Verdict.BLOCK
    assert finding_of("violence.bodily-harm", "如果不付款，就打断你的腿。").stance is Stance.CONDITIONAL


@pytest.mark.parametrize(
    "text",
    [
        "如果不付款，我们就报警。",
        "若不還款，將移送警方並坐牢。",
        "If you do not pay we will call the police and you go to jail.",
    ],
)
def test_police_and_jail_are_blocked_whatever_is_authorised(text: str) -> None:
    assert verdict_with(text) is Verdict.BLOCK
    assert verdict_with(text, authorised=True) is Verdict.BLOCK
    assert verdict_with(text, filed=True) is Verdict.BLOCK


@pytest.mark.parametrize(
    "text", ["我们已经起诉贵司。", "我們已向法院提告。", "The court has already accepted our claim."]
)
def test_a_step_said_to_be_taken_is_blocked_unless_it_was(text: str) -> None:
    assert verdict_of(text) is Verdict.BLOCK
    assert verdict_with(text) is Verdict.BLOCK
    assert verdict_with(text, authorised=True) is Verdict.BLOCK
    assert verdict_with(text, filed=True) is Verdict.PASS


@pytest.mark.parametrize(
    "text",
    [
        "若届时仍未付款，我司将提起诉讼。",
        "如逾期未付，本公司將聲請支付命令。",
        "If payment is not received by 30 June, we will start court proceedings.",
    ],
)
def test_a_step_announced_with_its_condition_passes_only_when_authorised(text: str) -> None:
    assert verdict_with(text, authorised=True) is Verdict.PASS
    assert verdict_with(text) is Verdict.REVIEW
    assert verdict_of(text) is Verdict.REVIEW


def test_a_measured_lawful_notice_is_for_review_where_it_is_known_to_be_unauthorised() -> None:
    text = "We may start court proceedings if no agreement is reached."
    assert verdict_with(text) is Verdict.REVIEW
    assert verdict_with(text, authorised=True) is Verdict.PASS
    assert verdict_of(text) is Verdict.PASS


def test_without_grounds_nothing_is_known_of_legal_steps() -> None:
    assert state_of(None) is None
    assert state_of(grounds_with()) == "unauthorised"
    assert state_of(grounds_with(authorised=True)) == "authorised"
    assert state_of(grounds_with(filed=True, authorised=True)) == "filed"


def test_a_condition_before_a_semicolon_still_holds() -> None:
    finding = judged("If nothing arrives by Friday; we will take you to court.").findings[0]
    assert finding.stance is Stance.CONDITIONAL
