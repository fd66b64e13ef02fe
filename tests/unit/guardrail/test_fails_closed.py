"""A check that fails makes an error, never a pass."""

from assistant.domain.finding import Verdict
from assistant.guardrail import Checker, load_rules
from assistant.guardrail.builtin import OUTBOUND
from assistant.guardrail.checks import check
from assistant.knowledge import shipped
from tests.unit.guardrail.given import checker


@check(id="broken", version="1")
def broken(reading, rules):
    yield from ()
    raise RuntimeError("this check is broken")


def a_checker(*checks):
    return Checker(load_rules(shipped("knowledge") / "guardrail"), checks=checks)


def test_a_check_that_raises_is_an_error_and_the_others_still_run():
    report = a_checker(broken, *OUTBOUND).check("身份证号11010519491231002X")
    assert (report.verdict, report.errors) == (Verdict.ERROR, ("broken",))
    assert "data.identity" in [finding.rule for finding in report.findings]


def test_a_text_too_long_to_judge_is_an_error():
    assert a_checker(*OUTBOUND).check("a" * 60_001).verdict is Verdict.ERROR


def test_an_empty_text_passes_quietly():
    report = checker().check("")
    assert (report.verdict, report.errors) == (Verdict.PASS, ())
