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


def a_checker(*checks):
    return Checker(load_rules(shipped("knowledge") / "guardrail"), checks=checks)


def test_a_check_that_raises_is_an_error_and_the_others_still_run():
    report = a_checker(broken, *OUTBOUND).check("身份证号11010519491231002X")
    assert (report.verdict, report.errors) == (Verdict.ERROR, ("broken",))
    assert "data.identity" in [finding.rule for finding in report.findings]


def test_a_check_that_takes_too_long_is_an_error_and_what_it_found_still_shows():
    seconds = iter([0.0, 0.1, 0.1, 0.2, 3.3, 3.4])
    slow = Checker(
        load_rules(shipped("knowledge") / "guardrail"), checks=(broken, personal), timer=lambda: next(seconds)
    )
    report = slow.check("身份证号11010519491231002X")
    assert (report.verdict, report.errors) == (Verdict.ERROR, ("broken", "personal"))
    assert [finding.rule for finding in report.findings] == ["data.identity"]


def test_a_check_that_keeps_its_time_is_none():
    seconds = iter([0.0, 2.9, 3.0, 5.9, 6.0])
    timed = Checker(load_rules(shipped("knowledge") / "guardrail"), checks=(personal,), timer=lambda: next(seconds))
    report = timed.check("您好")
    assert (report.verdict, report.errors, report.ms) == (Verdict.PASS, (), 6000.0)


def test_a_text_that_takes_too_long_to_read_is_an_error():
    seconds = iter([0.0, 3.1, 3.1])
    slow = Checker(load_rules(shipped("knowledge") / "guardrail"), checks=(), timer=lambda: next(seconds))
    assert slow.check("您好").errors == ("reading",)
