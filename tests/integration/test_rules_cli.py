"""``tactful rules``: own rules are checked with their examples and listed; drafts and texts are judged by them."""

import json

import pytest

from tests.integration.shell import run, tactful
from tests.unit.guardrail.test_own_rules import blocks


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "guardrail").mkdir()
    for name, text in blocks()[0].items():
        (tmp_path / "guardrail" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_rules_of_the_page_are_sound(workspace):
    assert tactful(workspace, "rules", "check") == (0, "1 rules of your own, 5 examples, 0 wrong\n")
    assert run("rules", "check", workspace, "--json")[:2] == (
        0,
        '{\n  "rules": 1,\n  "examples": 5,\n  "wrong": []\n}\n',
    )
    assert tactful(workspace, "rules", "list", "--own") == (0, "K own.loyalty-bonus · blocking · own\n")


def test_an_example_that_does_not_hold_is_told(workspace):
    path = workspace / "guardrail" / "words.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("the loyalty bonus is kept.", "the bonus is kept.").replace(
            "返利单已另行寄出。", "再不付款，后果自负。"
        ),
        encoding="utf-8",
    )
    code, said = tactful(workspace, "rules", "check", language="zh-Hans")
    missed, found, count = said.splitlines()
    assert (code, missed, count) == (
        1,
        "✕ own.loyalty-bonus: 未能查出自己的示例：Pay this month and the bonus is kept.",
        "自定义规则 1 条，示例 5 个，有误 2 个",
    )
    assert found.startswith("✕ own.loyalty-bonus: 应予通过，却被 ")
    assert found.endswith(" 拦下：再不付款，后果自负。")


def test_a_text_is_checked_by_them(workspace):
    (workspace / "letter.txt").write_text("Pay this month and the loyalty bonus is kept.", encoding="utf-8")
    code, out = tactful(workspace, "check", workspace / "letter.txt", "--format", "json")
    assert (code, [finding["rule"] for finding in json.loads(out)["findings"]]) == (1, ["own.loyalty-bonus"])


def test_what_is_switched_off_is_listed_with_its_reason(workspace):
    (workspace / "policies").mkdir()
    (workspace / "policies" / "guardrail.yaml").write_text(blocks()[1], encoding="utf-8")
    rows = json.loads(tactful(workspace, "rules", "list", "--json")[1])
    off = [row for row in rows if row["off"]]
    assert [(row["rule"], row["off"]) for row in off] == [
        ("pressure.emotional", "Our customers write to us in this tone themselves.")
    ]
    assert {row["rule"] for row in rows} > {"violence.bodily-harm", "record.amount", "own.loyalty-bonus"}


def test_a_mistake_is_one_line_with_its_place(workspace):
    path = workspace / "guardrail" / "words.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("<bonus> <~4>", "<bonus>.*"), encoding="utf-8")
    code, said = tactful(workspace, "rules", "check")
    assert code == 2
    assert "words.yaml: at line 25, rules.0.en.0: " in said
    assert said.count("\n") == 0


def test_a_folder_that_there_is_not_is_not_said_to_be_sound(workspace):
    code, out, error = run("rules", "check", workspace / "guardrial")
    assert (code, out) == (2, "")
    assert "guardrial" in error
