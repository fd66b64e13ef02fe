"""Rules that a company adds: they count like the shipped ones, and what is wrong with them is named with its line."""

import re
import time
from pathlib import Path

import pytest

from assistant.domain.finding import Severity, Verdict
from assistant.errors import BadKnowledge
from assistant.guardrail import load_checker
from assistant.guardrail.examples import misses
from assistant.guardrail.safe_patterns import danger_in
from tests.unit.guardrail.wordings import shipped_rules

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "own-guardrail-rules.md"


def blocks():
    """The YAML files of the page by their name; the last one is the policy."""
    text = PAGE.read_text(encoding="utf-8")
    named = dict(re.findall(r"^`(\w+\.yaml)`[^\n]*:\n\n```yaml\n(.*?)```", text, re.DOTALL | re.MULTILINE))
    return named, re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[-1]


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "guardrail").mkdir()
    for name, text in blocks()[0].items():
        (tmp_path / "guardrail" / name).write_text(text, encoding="utf-8")
    return tmp_path


def changed(workspace, was, now, name="words.yaml"):
    path = workspace / "guardrail" / name
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    return workspace


def refusal(workspace):
    with pytest.raises(BadKnowledge) as raised:
        load_checker(workspace)
    return str(raised.value).replace(str(workspace), "")


def test_the_example_of_the_page_holds(workspace):
    checker = load_checker(workspace)
    own = [entry for entry in checker.rules.entries if entry.id in checker.rules.own]

    assert checker.rules.own == {"own.loyalty-bonus"}
    assert list(misses(checker, own)) == []
    (finding,) = checker.check("Pay this month and the loyalty bonus is kept.").findings
    assert (finding.rule, finding.severity, finding.basis) == ("own.loyalty-bonus", Severity.BLOCK, ("house rule 12",))
    assert checker.check("The loyalty bonus will not be kept.").verdict is Verdict.PASS


def test_the_shipped_rules_count_beside_them_and_the_version_tells_them_apart(workspace):
    checker = load_checker(workspace)
    assert checker.check("再不付款，后果自负。").verdict is Verdict.BLOCK
    assert checker.version.startswith(f"{shipped_rules().version}+")
    assert load_checker().check("Pay this month and the loyalty bonus is kept.").verdict is Verdict.PASS


def test_an_example_that_does_not_hold_is_told(workspace):
    checker = load_checker(changed(workspace, "is kept.", "stays."))
    own = [entry for entry in checker.rules.entries if entry.id in checker.rules.own]
    assert [(m.rule, m.example, m.should_pass) for m in misses(checker, own)] == [
        ("own.loyalty-bonus", "Pay this month and the loyalty bonus stays.", False)
    ]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            "own.loyalty-bonus",
            "violence.bodily-harm",
            "at line 10, rules.0.id: there is a rule violence.bodily-harm already",
        ),
        ("severity: block", "severity: fatal", "at line 11, rules.0.severity: Input should be"),
        ("  basis:", "  because: x\n  basis:", "at line 20, rules.0.because: Unexpected keyword argument"),
        ("'<bonus> <~4>", "'<bonuses> <~4>", "at line 25, rules.0.en.0: '<bonuses> <~4>(?:kept"),
        ("'<bonus> <~4>", "'(?:a+)+<bonus> <~4>", "* and + have no end; write a gap such as <~8>"),
        (
            "(?:kept|keep",
            "(?:kept|keep{0,9}){0,9}(?:x",
            "something that repeats stands inside of something that repeats",
        ),
        ("'<bonus> <~4>(?:kept", "'(<bonus> <~4>(?:kept", "rules.0.en.0:"),
    ],
)
def test_a_mistake_is_named_with_its_line(workspace, was, now, said):
    assert said in refusal(changed(workspace, was, now))


def test_a_word_group_may_not_take_the_place_of_a_shipped_one(workspace):
    said = refusal(changed(workspace, "  bonus: 返利", "  we: 返利", "slots.yaml"))
    assert said == "/guardrail/slots.yaml: at line 2, zh.we: there is a word group <we> already; correct the file."


@pytest.mark.parametrize(
    ("source", "danger"),
    [
        ("<we><~8>(?:告诉|通知)<~4><outsiders>", ""),
        ("reply within <~2>[0-9]{1,2} (?:hours?|minutes?)", ""),
        ("(?:very ?){0,3}late", "repeats"),
        ("a.*b", "no end"),
        ("a{2,}", "no end"),
        (r"(a)\1", "refers back"),
        ("(?P<x>a)", "names a group"),
        ("<~61>", "longer than 60"),
        ("<~60><~60><~60>x", "more than 10000 ways"),
    ],
)
def test_only_patterns_that_come_to_an_end_are_taken(source, danger):
    assert danger in danger_in(source)
    assert bool(danger_in(source)) is bool(danger)


def test_a_pattern_at_the_limit_stays_quick_on_a_hostile_text(workspace):
    checker = load_checker(changed(workspace, "'<bonus> <~4>(?:kept", "'<bonus> <~15>a<~15>a<~3>(?:kept"))
    text = "loyalty bonus a a " * 110
    checker.check("Hello")  # what is loaded at the first text takes its time
    begun = time.process_time()
    checker.check(text)
    assert time.process_time() - begun < 1


def test_a_rule_is_switched_off_by_its_name_with_a_reason(workspace):
    text = blocks()[1]
    (workspace / "policies").mkdir()
    policy = workspace / "policies" / "guardrail.yaml"
    policy.write_text(text, encoding="utf-8")
    checker = load_checker(workspace)
    assert "pressure.emotional" not in {rule.id for rule in checker.rules.rules}
    assert checker.version.endswith("+-pressure.emotional")

    for wrong, said in (
        (
            text.replace("Our customers write to us in this tone themselves.", "' '"),
            "These rules stay on: pressure.emotional;",
        ),
        (text.replace("pressure.emotional", "record.amount"), "These rules stay on: record.amount;"),
        (text.replace("pressure.emotional", "no.such"), "names rules that there are not: no.such"),
    ):
        policy.write_text(wrong, encoding="utf-8")
        assert said in refusal(workspace)
