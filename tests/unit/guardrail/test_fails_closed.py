"""A check that fails makes an error, never a pass."""

from assistant.domain.finding import Verdict
from assistant.guardrail import Checker, load_rules
from assistant.guardrail.builtin import OUTBOUND
from assistant.guardrail.checks import check
from assistant.guardrail.personal import personal
from assistant.knowledge import shipped


@check(id="broken", version="1")
def broken(reading, rules):
    yield from ()
    raise RuntimeError("this check is broken")


def a_checker(*checks, seconds=None):
    """A checker by the shipped rules, which give each check ten seconds; ``seconds`` are what its clock will say."""
    rules = load_rules(shipped("knowledge") / "guardrail")
    if seconds is None:
        return Checker(rules, checks=checks)
    return Checker(rules, checks=checks, timer=iter(seconds).__next__)


def test_a_check_that_raises_is_an_error_and_the_others_still_run():
    report = a_checker(broken, *OUTBOUND).check("身份证号11010519491231002X")
    assert (report.verdict, report.errors) == (Verdict.ERROR, ("broken",))
    assert "data.identity" in [finding.rule for finding in report.findings]


def test_a_check_that_takes_too_long_is_an_error_and_what_it_found_still_shows():
    slow = a_checker(broken, personal, seconds=[0.0, 0.1, 0.1, 0.2, 10.3, 10.4])
    report = slow.check("身份证号11010519491231002X")
    assert (report.verdict, report.errors) == (Verdict.ERROR, ("broken", "personal"))
    assert [finding.rule for finding in report.findings] == ["data.identity"]


def test_a_check_that_keeps_its_time_is_none():
    timed = a_checker(personal, seconds=[0.0, 9.9, 10.0, 19.9, 20.0])
    report = timed.check("您好")
    assert (report.verdict, report.errors, report.ms) == (Verdict.PASS, (), 20_000.0)


def test_a_text_that_takes_too_long_to_read_is_an_error():
    slow = a_checker(seconds=[0.0, 10.1, 10.1])
    assert slow.check("您好").errors == ("reading",)
